/** The results file: everything a report shows, as JSON. Reports are drawn from it alone. */
import type { ArmResult } from "./arm";
import type { FreeRunning } from "./free-running/free-result";
import type { SelftestFinding } from "./gate/selftest";
import type { ComparisonResult, GateDecision, Verdict } from "./gate/verdict";
import type { PackedEvidence, RowOutcomes } from "./packed-evidence";
import type { SetResult } from "./sets/judge-set";
import type { Proportion } from "./statistics/proportion";
import type { Steadiness } from "./steadiness";

export interface LossPoint {
  readonly step: number;
  readonly trainLoss: number | null;
  readonly validationLoss: number | null;
  /** The checkpoint that is served. */
  readonly isChosen: boolean;
}

/** A policy of known worth on the same rows; see evaluation/policies.ts. */
export interface LadderRung {
  readonly policy: string;
  readonly solved: Proportion;
  /** Where it must stand, in words. */
  readonly expectation: string;
  readonly isMet: boolean;
}

/** A model trained on data with a known fault; see evaluation/ruined-series.ts. */
export interface RuinedStep {
  /** 0-1: the share of training rows whose targets were shuffled; 0 is the shipped data. */
  readonly share: number;
  /** Models taught with this share, each with another shuffle; what follows is the one whose score lies in the middle. */
  readonly runs: number;
  readonly solved: Proportion;
  readonly hallucinatedTools: Proportion;
  /** The gate's decision, were this model a candidate. */
  readonly decision: GateDecision;
  readonly reasons: readonly string[];
  /** Where it must stand, in words. */
  readonly expectation: string;
  readonly isMet: boolean;
}

/** Money, with where each number comes from. */
export interface CostLine {
  readonly label: string;
  readonly predictedUsd: number | null;
  readonly billedUsd: number | null;
  readonly source: string;
}

/** One digest, version or date that the result depends on. */
export interface LineageEntry {
  readonly label: string;
  readonly value: string;
}

export interface AgentResults {
  readonly agent: string;
  /** `null` where the rows give none: validation rows measure, test rows decide. */
  readonly verdict: Verdict | null;
  /** The tuned model against each other arm; decides nothing where there is no verdict. */
  readonly comparisons: readonly ComparisonResult[];
  /** The tuned model first. */
  readonly arms: readonly ArmResult[];
  /** Hand-written cases, safety, forgetting; absent where none was asked. */
  readonly sets?: readonly SetResult[];
  readonly ladder: readonly LadderRung[];
  /** The same model taught with more and more shuffled targets; absent where nobody ruined data. */
  readonly ruined?: readonly RuinedStep[];
  readonly lossCurve: readonly LossPoint[];
  readonly lineage: readonly LineageEntry[];
  /** What the verdict was taken on; absent in files of earlier versions. */
  readonly evidence?: PackedEvidence;
  readonly outcomes?: RowOutcomes;
  /** How much of the differences is the providers' own unsteadiness; absent when nothing was asked twice. */
  readonly steadiness?: Steadiness;
  /** The arms acting in the agent's world until they are done; absent when nothing was played. */
  readonly freeRunning?: FreeRunning;
  /** The user's own rows that decided: their digest as it is locked; absent where generated rows did. */
  readonly ownRows?: { readonly digest: string; readonly isLocked: boolean };
}

export interface EvaluationResults {
  readonly version: 1;
  readonly stack: string;
  /** ISO date and time. */
  readonly evaluatedAt: string;
  /** Tuned and served by the sandbox: proves the pipeline, says nothing about a model's quality. */
  readonly isSimulated: boolean;
  readonly rowsFrom: "validation" | "test" | "own";
  readonly agents: readonly AgentResults[];
  readonly costs: readonly CostLine[];
  readonly selftest: readonly SelftestFinding[];
  readonly lineage: readonly LineageEntry[];
}
