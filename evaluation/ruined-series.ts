/**
 * The ruined series: the same model taught with shuffled targets. Its score must fall with every step, and the gate must let
 * the shipped data pass and hold what was taught half wrong. Otherwise it is the evaluation that measures nothing.
 */
import { type Prediction, runPredictions } from "../inference";
import { type ArmInput, measureArm } from "./arm";
import { evidenceFor, type ScoredArm } from "./evidence";
import { decide } from "./gate/gate";
import type { Verdict } from "./gate/verdict";
import { majorityCall, nearestPrompt } from "./policies";
import type { RuinedStep } from "./results";
import type { EvaluationRow } from "./row";

export interface RuinedRun {
  /** 0-1: how many training rows get another row's targets. */
  readonly share: number;
  /** Seed of the shuffle. */
  readonly seed: number;
}

/**
 * What is taught wrong. Which quarter of 540 rows is shuffled moves the local learner's score by one to two points (standard deviation of
 * six shuffles per agent), and the fault itself costs two to twelve; so a quarter is shuffled three times and the run in the middle counts.
 */
export const RUINED_RUNS: readonly RuinedRun[] = [
  { share: 0.25, seed: 1 },
  { share: 0.25, seed: 2 },
  { share: 0.25, seed: 3 },
  { share: 0.5, seed: 1 },
  { share: 1, seed: 1 },
];
/** From this share on the gate must hold. */
const HELD_FROM = 0.5;

export interface RuinedInput {
  readonly agent: string;
  readonly rows: readonly EvaluationRow[];
  /** Rows of the training file, for the policies that copy from it. */
  readonly training: readonly EvaluationRow[];
  /** Answers of the model tuned on the shipped data, and of the base. */
  readonly tuned: readonly Prediction[];
  readonly base: readonly Prediction[];
  /** One or more runs of each share, the same shares for every agent; of several the one with the middle score counts. */
  readonly ruined: readonly { readonly share: number; readonly predictions: readonly Prediction[] }[];
}

/** The steps of every agent, the shipped data first. The agents of one share are decided together, as a release would be. */
export async function ruinedSeries(agents: readonly RuinedInput[]): Promise<Map<string, RuinedStep[]>> {
  const steps = new Map<string, RuinedStep[]>(agents.map(({ agent }) => [agent, []]));
  const shares = new Set([0, ...(agents[0]?.ruined.map(({ share }) => share) ?? [])]);
  const comparators = new Map(
    await Promise.all(agents.map(async (input) => [input.agent, await comparatorsOf(input)] as const)),
  );
  for (const share of shares) {
    const candidates = agents.map(({ agent, rows, tuned, ruined }) => {
      const runs = share === 0 ? [{ predictions: tuned }] : ruined.filter((run) => run.share === share);
      return {
        agent,
        runs: runs.length,
        ...middle(runs.map(({ predictions }) => measured("tuned", rows, predictions))),
      };
    });
    const verdicts = decide(candidates.map(({ agent, scored }) => evidenceFor(agent, scored, comparators.get(agent)!)));
    for (const [at, { agent, runs, result }] of candidates.entries()) {
      const before = steps.get(agent)!;
      before.push(stepOf({ share, runs }, result.metrics, verdicts[at]!, before.at(-1)));
    }
  }
  return steps;
}

async function comparatorsOf({ rows, training, base }: RuinedInput): Promise<ScoredArm[]> {
  const requests = rows.map(({ request }) => request);
  const policies = await Promise.all(
    [majorityCall(rows, training), nearestPrompt(rows, training)].map(async (client) => ({
      name: client.model,
      predictions: await runPredictions({ client, requests, concurrency: 64 }),
    })),
  );
  return [{ name: "base", predictions: base }, ...policies].map(
    ({ name, predictions }) => measured(name, rows, predictions).scored,
  );
}

/** The run with the middle score; of an even number the higher of the two, which is harder to pass. */
function middle<Run extends ReturnType<typeof measured>>(runs: readonly Run[]): Run {
  const inOrder = runs.toSorted((left, right) => rateOf(left) - rateOf(right));
  return inOrder[Math.floor(inOrder.length / 2)]!;
}

const rateOf = ({ result }: ReturnType<typeof measured>) => result.metrics.solved.rate ?? 0;

function measured(name: string, rows: ArmInput["rows"], predictions: ArmInput["predictions"]) {
  const { result, scores } = measureArm({ name, model: name, rows, predictions });
  return { result, scored: { name, scores } };
}

function stepOf(
  { share, runs }: Pick<RuinedStep, "share" | "runs">,
  metrics: Pick<RuinedStep, "solved" | "hallucinatedTools">,
  { decision, reasons }: Verdict,
  before: RuinedStep | undefined,
): RuinedStep {
  const { solved, hallucinatedTools } = metrics;
  const isLower = before === undefined || (solved.rate ?? 1) < (before.solved.rate ?? 0);
  const mustHold = share >= HELD_FROM;
  return {
    share,
    runs,
    solved,
    hallucinatedTools,
    decision,
    reasons,
    expectation: before === undefined ? "promote" : mustHold ? "lower, and held" : "lower",
    isMet: before === undefined ? decision === "promote" : isLower && (!mustHold || decision === "hold"),
  };
}
