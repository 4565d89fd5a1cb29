/** Everything measured on one model over one set of rows. */
import type { Prediction } from "../inference";
import { createArmTally } from "./arm-tally";
import type { Judgement } from "./own-scorer";
import type { EvaluationRow } from "./row";
import type { DecisionQuality } from "./scorers/decisions";
import type { Economy, TokenPrice } from "./scorers/economy";
import type { StepScore } from "./scorers/step";
import type { ErrorClass } from "./scorers/taxonomy";
import type { AgentH } from "./scorers/words";
import type { Slice } from "./slices";
import type { Proportion } from "./statistics/proportion";

/** Shares over rows; each says over which. */
export interface ArmMetrics {
  /** The right calls, or the right kind of words with their facts: over all rows (steps). What the gate compares. */
  readonly solved: Proportion;
  /** The same over rows that want a call: a model that never calls scores 0. */
  readonly solvedCalls: Proportion;
  /** Every step of the example right: over examples. */
  readonly solvedExamples: Proportion;
  /** The right tools, or rightly no call: over all rows. */
  readonly toolAccuracy: Proportion;
  /** Right tools with right arguments: over rows that want a call. */
  readonly argumentMatch: Proportion;
  /** Over all rows. */
  readonly formatAdherence: Proportion;
  readonly formatLeak: Proportion;
  readonly hallucinatedTools: Proportion;
  /** Required facts are in the words: over rows that require some. */
  readonly facts: Proportion;
}

/** How often a tool was called where another was expected; `none` for no call. */
export interface ToolConfusion {
  readonly expected: string;
  readonly called: string;
  readonly count: number;
}

export interface ArmResult {
  /** Its part in the comparison: "tuned", "base", "incumbent", "base with three examples". */
  readonly name: string;
  readonly model: string;
  readonly rows: number;
  readonly examples: number;
  readonly metrics: ArmMetrics;
  readonly decisions: DecisionQuality;
  readonly agentH: AgentH;
  readonly economy: Economy;
  readonly referencePerplexity: number | null;
  readonly confusion: readonly ToolConfusion[];
  readonly errors: readonly ErrorClass[];
  readonly slices: readonly Slice[];
  /** Who answered, and how often. */
  readonly servedBy: { readonly [model: string]: number };
  readonly fallbacks: number;
}

export interface ArmInput {
  readonly name: string;
  readonly model: string;
  readonly rows: readonly EvaluationRow[];
  /** `predictions[i]` answers `rows[i]`. */
  readonly predictions: readonly Prediction[];
  readonly price?: TokenPrice | null;
  readonly validationLoss?: number | null;
  /** The user's own judgement of what is solved: it decides in place of ours. */
  readonly judged?: Judgement;
}

/** One example's outcome: right when each of its rows is. */
export interface ExampleScore {
  readonly exampleId: string;
  readonly cluster: string;
  readonly solved: boolean;
  /** At least one of its rows wants a call. */
  readonly wantsCall: boolean;
}

/** Scores an arm; the scores come back beside the result for comparisons with other arms. */
export function measureArm(input: ArmInput): { result: ArmResult; scores: StepScore[]; examples: ExampleScore[] } {
  const { rows, predictions } = input;
  if (rows.length !== predictions.length) {
    throw new RangeError(`${input.name}: ${predictions.length} answers for ${rows.length} rows`);
  }
  const tally = createArmTally(input);
  const scores = rows.map((row, index) =>
    tally.add(row, predictions[index]!, input.judged === undefined ? undefined : input.judged.get(row.id) === true),
  );
  return { scores, examples: exampleScores(scores), result: tally.result() };
}

/** Examples out of steps, in the order of their first step. */
export function exampleScores(scores: readonly StepScore[]): ExampleScore[] {
  const examples = new Map<string, ExampleScore>();
  for (const { exampleId, cluster, solved, isCall } of scores) {
    const known = examples.get(exampleId);
    examples.set(exampleId, {
      exampleId,
      cluster,
      solved: solved && (known?.solved ?? true),
      wantsCall: isCall || (known?.wantsCall ?? false),
    });
  }
  return [...examples.values()];
}
