/** Free runs of all arms in the results file: how many goals were reached, and why the others were not. */
import type { Comparison } from "../gate/verdict";
import { clusteredProportion, type Proportion } from "../statistics/proportion";
import { compareFree, type FreeArm } from "./evaluate-free";
import type { FreeScore } from "./final-state";
import type { FreeRun } from "./play";

/** Shares over cases. */
export interface FreeArmResult {
  readonly arm: string;
  /** The end state, what had to be looked up, and the last words are right. */
  readonly solved: Proportion;
  /** The same over cases that want a call: a model that never calls scores 0. */
  readonly solvedCalls: Proportion;
  /** The world is as gold leaves it. */
  readonly state: Proportion;
  readonly extraWrites: Proportion;
  readonly observations: Proportion;
  readonly facts: Proportion;
  /** Ended in words, within the steps. */
  readonly closed: Proportion;
  /** Model answers, tool calls and questions over all cases. */
  readonly answers: number;
  readonly calls: number;
  readonly questions: number;
  /** The first few that failed. */
  readonly unsolved: readonly UnsolvedRun[];
}

export interface UnsolvedRun {
  readonly id: string;
  /** In words: "the end state differs". */
  readonly why: string;
  readonly said: string;
}

export interface FreeRunning {
  readonly cases: number;
  readonly families: number;
  /** Whether the gate takes these runs in place of the examples' single steps. */
  readonly decides: boolean;
  /** In the order of the arms. */
  readonly arms: readonly FreeArmResult[];
}

const SHOWN = 5;
const LONGEST = 300;

export function freeRunning(arms: readonly FreeArm[], decides: boolean): FreeRunning {
  const scores = arms[0]?.scores ?? [];
  return {
    cases: scores.length,
    families: new Set(scores.map(({ cluster }) => cluster)).size,
    decides,
    arms: arms.map(resultOf),
  };
}

function resultOf({ name, runs, scores, solved, solvedCalls, extraWrites }: FreeArm): FreeArmResult {
  const share = (value: (score: FreeScore, run: FreeRun) => boolean) =>
    clusteredProportion(scores.map((score, index) => ({ cluster: score.cluster, value: value(score, runs[index]!) })));
  const sum = (value: (run: FreeRun) => number) => runs.reduce((total, run) => total + value(run), 0);
  return {
    arm: name,
    solved,
    solvedCalls,
    state: share(({ state }) => state),
    extraWrites,
    observations: share(({ observations }) => observations),
    facts: share(({ facts }) => facts),
    closed: share((_, { ended }) => ended === "closed"),
    answers: sum(({ predictions }) => predictions.length),
    calls: sum(({ calls }) => calls),
    questions: sum(({ questions }) => questions),
    unsolved: scores
      .map((score, index) => ({ score, run: runs[index]! }))
      .filter(({ score }) => !score.solved)
      .slice(0, SHOWN)
      .map(({ score, run }) => ({ id: score.id, why: whyUnsolved(score, run), said: run.answer.slice(0, LONGEST) })),
  };
}

/** The first thing that is wrong, from the run's beginning to its end. */
function whyUnsolved(score: FreeScore, run: FreeRun): string {
  if (run.ended === "broken") return "an answer could not be acted on";
  if (score.wantsCall && run.calls === 0) return "nothing was called";
  if (!score.state) return "the end state differs";
  if (score.extraWrites) return "the world was changed more often than needed";
  if (!score.observations) return "what had to be looked up was not";
  if (run.ended === "steps") return "it came to no end";
  if (!score.facts) return "required facts are missing in the last words";
  return "the last words are of another kind";
}

/**
 * One comparison on steps and free runs together: an example that was played counts once, by its run; its single steps do not
 * count beside it.
 * @throws RangeError when the arms did not play the same cases
 */
export function withFreeRuns(
  comparison: Comparison,
  exampleIds: readonly string[],
  tuned: FreeArm,
  other: FreeArm,
): Comparison {
  const played = new Set(tuned.scores.map(({ exampleId }) => exampleId));
  const steps = comparison.pairs.filter((_, index) => !played.has(exampleIds[index]!));
  return { with: comparison.with, pairs: [...steps, ...compareFree(tuned, other).pairs] };
}
