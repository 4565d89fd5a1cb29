/** The oracle ladder: policies of known worth on the same rows, and the places they must take. A wrong place means a wrong scorer. */
import { type PredictionClient, runPredictions } from "../inference";
import { alwaysCall, majorityCall, nearestPrompt, neverCall, noisyOracle, oracle, randomPolicy } from "./policies";
import type { LadderRung } from "./results";
import type { EvaluationRow } from "./row";
import { scoreStep } from "./scorers/step";
import { clusteredProportion, type Proportion } from "./statistics/proportion";

export interface LadderInput {
  readonly rows: readonly EvaluationRow[];
  /** Rows of the training file, for the policies that copy from it. */
  readonly training: readonly EvaluationRow[];
  /** The tuned model's share of solved rows. */
  readonly tuned: Proportion;
  /** The base model's. */
  readonly base: Proportion;
}

/** Runs every policy over the rows. No endpoint is asked. */
export async function oracleLadder(input: LadderInput): Promise<LadderRung[]> {
  const { rows, training } = input;
  const solved = async (client: PredictionClient) => {
    const predictions = await runPredictions({ client, requests: rows.map((row) => row.request), concurrency: 64 });
    const scores = rows.map((row, index) => scoreStep(row, predictions[index]!));
    const share = (over: typeof scores) =>
      clusteredProportion(over.map((score) => ({ cluster: score.cluster, value: score.solved })));
    return { policy: client.model, all: share(scores), calls: share(scores.filter(({ isCall }) => isCall)) };
  };
  const [perfect, good, poor, random, never, always, majority, nearest] = await Promise.all(
    [
      oracle(rows),
      noisyOracle(rows, 0.9),
      noisyOracle(rows, 0.5),
      randomPolicy(rows),
      neverCall(rows),
      alwaysCall(rows),
      majorityCall(rows, training),
      nearestPrompt(rows, training),
    ].map(solved),
  );
  const rate = (share: Proportion) => share.rate ?? 0;
  const rung = (policy: string, share: Proportion, expectation: string, isMet: boolean): LadderRung => ({
    policy,
    solved: share,
    expectation,
    isMet,
  });
  const tuned = rate(input.tuned);
  return [
    rung(perfect!.policy, perfect!.all, "solves every row", rate(perfect!.all) === 1),
    rung(good!.policy, good!.all, "below the oracle", rate(good!.all) < 1),
    rung(poor!.policy, poor!.all, "below the less noisy one", rate(poor!.all) < rate(good!.all)),
    rung("tuned model", input.tuned, "above the base model", tuned > rate(input.base)),
    rung("base model", input.base, "above chance", rate(input.base) > rate(random!.all)),
    rung(nearest!.policy, nearest!.all, "below the tuned model", rate(nearest!.all) < tuned),
    rung(majority!.policy, majority!.all, "below the tuned model", rate(majority!.all) < tuned),
    rung(random!.policy, random!.all, "below the noisy oracles", rate(random!.all) < rate(poor!.all)),
    rung(always!.policy, always!.all, "below the tuned model", rate(always!.all) < tuned),
    rung(`${never!.policy}, on rows that want a call`, never!.calls, "0", rate(never!.calls) === 0),
  ];
}
