/** Answers of all agents and arms → the results file: scores, comparisons, verdicts. Pure. */
import { type ArmResult, measureArm } from "./arm";
import type { AnsweredArm } from "./evaluate-arms";
import { evidenceFor, type GuardrailLimits, type ScoredArm } from "./evidence";
import type { FreeArm } from "./free-running/evaluate-free";
import { freeRunning, withFreeRuns } from "./free-running/free-result";
import { decide } from "./gate/gate";
import type { AgentEvidence, GateThresholds, Veto } from "./gate/verdict";
import type { Judgement } from "./own-scorer";
import { packEvidence, packOutcomes } from "./packed-evidence";
import type { AgentResults, EvaluationResults, LadderRung, LineageEntry, LossPoint, RuinedStep } from "./results";
import { type EvaluationRow, GENERATED_ROW } from "./row";
import type { TokenPrice } from "./scorers/economy";
import type { CaseSet } from "./sets/case-set";
import { judgeSet } from "./sets/judge-set";
import type { Steadiness } from "./steadiness";

export interface AgentToAssemble {
  readonly agent: string;
  readonly rows: readonly EvaluationRow[];
  /** The tuned model first, then all it must beat; guardrails are taken against the second. */
  readonly arms: readonly (AnsweredArm & {
    readonly price?: TokenPrice | null;
    readonly validationLoss?: number | null;
    readonly judged?: Judgement;
  })[];
  readonly vetoes?: readonly Veto[];
  /** Case sets beside the rows: answers of the first two arms, `predictions[i]` to `set.rows[i]`. */
  readonly sets?: readonly AnsweredSet[];
  readonly ladder?: readonly LadderRung[];
  readonly ruined?: readonly RuinedStep[];
  readonly lossCurve?: readonly LossPoint[];
  readonly lineage?: readonly LineageEntry[];
  readonly steadiness?: Steadiness;
  readonly ownRows?: AgentResults["ownRows"];
  /** Free runs of every arm, in the arms' order. */
  readonly free?: { readonly arms: readonly FreeArm[]; readonly decides: boolean };
}

export interface AnsweredSet {
  readonly set: CaseSet;
  readonly tuned: AnsweredArm;
  readonly other: AnsweredArm;
}

export interface AssembleOptions
  extends Pick<
    EvaluationResults,
    "stack" | "evaluatedAt" | "isSimulated" | "rowsFrom" | "costs" | "selftest" | "lineage"
  > {
  /** Decided together: they share the error rate. */
  readonly agents: readonly AgentToAssemble[];
  readonly thresholds?: Partial<GateThresholds>;
  readonly guardrails?: Partial<GuardrailLimits>;
}

/** @throws RangeError when an agent has fewer than two arms, or arms that answered different rows */
export function assembleResults(options: AssembleOptions): EvaluationResults {
  const measured = options.agents.map((agent) => {
    const arms = agent.arms.map((arm) => {
      const { result, scores } = measureArm({ ...arm, rows: agent.rows });
      return { result, scored: { name: arm.name, scores } };
    });
    const [tuned, ...others] = arms.map(({ scored }): ScoredArm => scored);
    if (tuned === undefined) throw new RangeError(`${agent.agent}: no arms`);
    const decides = decidingRows(agent.rows);
    const sets = (agent.sets ?? []).map(({ set, tuned: ours, other }) => judgeSet(set, ours, other));
    const vetoes = [...(agent.vetoes ?? []), ...sets.flatMap((set) => set.vetoes)];
    const steps = evidenceFor(agent.agent, tuned, others, vetoes, options.guardrails, ({ id }) => decides.has(id));
    const guardrails = [...steps.guardrails, ...sets.flatMap((set) => set.guardrails)];
    const evidence = { ...played(agent, decides, steps), guardrails };
    const outcomes = packOutcomes(arms.map(({ scored }) => scored));
    return { agent, arms: arms.map(({ result }): ArmResult => result), evidence, outcomes, sets };
  });
  const verdicts = decide(
    measured.map(({ evidence }) => evidence),
    options.thresholds,
  );
  const { stack, evaluatedAt, isSimulated, rowsFrom, costs, selftest, lineage } = options;
  return {
    version: 1,
    stack,
    evaluatedAt,
    isSimulated,
    rowsFrom,
    costs,
    selftest,
    lineage,
    agents: measured.map(({ agent, arms, evidence, outcomes, sets }, index): AgentResults => {
      const verdict = verdicts[index]!;
      return {
        agent: agent.agent,
        // Validation rows may have chosen a checkpoint or a prompt: they measure, they do not decide.
        verdict: rowsFrom === "validation" ? null : verdict,
        comparisons: verdict.comparisons,
        arms,
        ...(sets.length === 0 ? {} : { sets: sets.map(({ result }) => result) }),
        ladder: agent.ladder ?? [],
        ...(agent.ruined === undefined ? {} : { ruined: agent.ruined }),
        lossCurve: agent.lossCurve ?? [],
        lineage: agent.lineage ?? [],
        evidence: packEvidence(evidence),
        outcomes,
        ...(agent.steadiness === undefined ? {} : { steadiness: agent.steadiness }),
        ...(agent.ownRows === undefined ? {} : { ownRows: agent.ownRows }),
        ...(agent.free === undefined ? {} : { freeRunning: freeRunning(agent.free.arms, agent.free.decides) }),
      };
    }),
  };
}

/** Rows of the user's own decide where there are some; generated ones beside them are a slice. */
function decidingRows(rows: readonly EvaluationRow[]): Map<string, string> {
  const own = rows.filter(({ tags }) => !tags.includes(GENERATED_ROW));
  return new Map((own.length > 0 ? own : rows).map(({ id, exampleId }) => [id, exampleId]));
}

/** Where free runs decide, they stand in for the steps of the examples that were played. */
function played({ free }: AgentToAssemble, decides: Map<string, string>, evidence: AgentEvidence): AgentEvidence {
  const [first, ...others] = free?.arms ?? [];
  if (free?.decides !== true || first === undefined) return evidence;
  const exampleIds = [...decides.values()];
  return {
    ...evidence,
    comparisons: evidence.comparisons.map((comparison, index) =>
      withFreeRuns(comparison, exampleIds, first, others[index]!),
    ),
  };
}
