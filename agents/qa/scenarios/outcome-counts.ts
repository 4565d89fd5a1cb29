/** Counting outcomes of recorded runs. */
import { count, type Scenario } from "../../contract";
import type { QaWorld } from "../world";
import type { RunDetails } from "./observations";
import { resultOf, stopped } from "./slots";
import { all, answer } from "./steps";

const countOutcome: Scenario<QaWorld> = {
  family: "count_outcome_in_two_runs",
  skill: "regression_testing",
  shape: "parallel",
  draw(world, random) {
    const [left, right] = random.sample(world.runs, 2).map((run) => run.run_id) as [string, string];
    const outcome = random.pick(["passed", "failed", "skipped"]);
    return {
      slots: { left: { value: left }, right: { value: right }, outcome: { value: outcome } },
      *solve() {
        const [first, second] = yield* all([
          ["pytest_get_run", { run_id: left, outcome }],
          ["pytest_get_run", { run_id: right, outcome }],
        ]);
        if (!first!.ok) return stopped(first!);
        if (!second!.ok) return stopped(second!);
        const [a, b] = [resultOf<RunDetails>(first!), resultOf<RunDetails>(second!)];
        return answer(
          a.results.length === b.results.length
            ? [
                "{one} {outcome} in each of {left} and {right}.",
                "{left} and {right} have {one} {outcome} each.",
                "[The same|Equal] in both: {one} {outcome} in {left}, {two} in {right}.",
                "No difference, {one} {outcome} in {left} and {two} in {right}.",
              ]
            : [
                "{left} has {one} tests with outcome {outcome}, {right} has {two}.",
                "I count {one} {outcome} in {left} and {two} in {right}.",
                "{one} {outcome} in {left}; in {right} it is {two}.",
                "Side by side: {one} {outcome} in {left}, {two} in {right}.",
              ],
          {
            left,
            right,
            outcome,
            one: count(a.results as never),
            two: count(b.results as never),
            build: a.build,
            other: b.build,
          },
          { required: ["one", "two"] },
        );
      },
    };
  },
  frames: [
    "How many tests ended as {outcome} in {left}, and how many in {right}?",
    "Count the tests that ended as {outcome} in {left}, then those in {right}.",
    "I'd like to [put|have] two figures in the report, how often {outcome} occurs in {left} and the same for {right}.",
    "{left} / {right}: how many {outcome} tests?",
    "I'm comparing {left} with {right}. Please count the outcome {outcome} in each of them.",
  ],
};

export const outcomeScenarios: readonly Scenario<QaWorld>[] = [countOutcome];
