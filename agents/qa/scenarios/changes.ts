/** Chains about what a change does: the tests that changed files touch, and what became slower. */
import { count, type Scenario } from "../../contract";
import type { QaWorld } from "../world";
import type { Comparison, ImpactedFiles, RunReport } from "./observations";
import { withTest } from "./regressions";
import { resultOf, stopped } from "./slots";
import { all, answer, call, partial } from "./steps";

const runImpacted: Scenario<QaWorld> = {
  family: "run_tests_of_changed_modules",
  skill: "regression_testing",
  shape: "chain",
  draw(world, random) {
    const [one, two] = random.sample(world.modules, 2).map((module) => module.path) as [string, string];
    return {
      slots: { one: { value: one }, two: { value: two } },
      *solve() {
        const seen = yield* call(
          "coverage_find_tests",
          { modules: [one, two] },
          { reasons: ["Which files reach {one} and {two} [comes first|has to be known first]."], values: { one, two } },
        );
        if (!seen.ok) return stopped(seen);
        const { files } = resultOf<ImpactedFiles>(seen);
        if (files.length === 0) return partial(["No test reaches {one} or {two}."], { one, two });
        const runs = yield* all(
          files.map(({ file }) => ["pytest_run_tests", { target: file }] as const),
          {
            reasons: ["{n} files are concerned[; they can run at the same time|]."],
            values: { n: count(files as never) },
          },
        );
        const failing = runs.find((run) => run.ok && resultOf<RunReport>(run).failed > 0);
        if (runs.some((run) => !run.ok)) return stopped(runs.find((run) => !run.ok) as never);
        if (failing === undefined || !failing.ok) {
          return answer(
            [
              "Safe [so far|to merge], as far as these tests go: {n} files ran and nothing failed.",
              "{n} files reach your change[ to {one} and {two}|], and all of them pass.",
              "[Green|All green]: the {n} files that [cover|exercise] {one} and {two}.",
            ],
            { n: count(files as never), one, two },
            { required: ["n"] },
          );
        }
        const failures = runs.flatMap((run) => (run.ok ? resultOf<RunReport>(run).failures : []));
        return answer(
          [
            "I would not merge yet. Still red: {all}.",
            "Not all green, so not ready to merge: {all}.",
            "There are failures, {n} in number: {all}. I'd wait with the merge.",
            "[Better not|No merge yet]. Failing: {all}.",
            "The affected tests don't all pass. Failing: {all}. That speaks against merging.",
            "{n} of the affected tests fail, so don't merge yet: {all}.",
          ],
          {
            n: count(failures as never),
            all: failures.map(({ test_id, message }) => `${test_id} (${message})`).join(", "),
          },
          { required: ["all"] },
        );
      },
    };
  },
  frames: [
    "I [changed|edited] {one} and {two}. Run [whatever|the tests that] reach them and tell me if I can merge.",
    "Only the tests affected by {one} and {two} should run, not everything. [Do they|Will those] pass?",
    "{one} and {two} are in my pull request: find the matching test files, run them all, report failures.",
    "Which tests does a change of {one} plus {two} concern, and are they green[ on the newest build|]?",
    "merge check for {one} + {two}",
  ],
};

const slowdown: Scenario<QaWorld> = {
  family: "explain_slower_pipeline",
  skill: "performance_validation",
  shape: "chain",
  draw(world, random) {
    const steady = world.tests.filter(
      (test) => test.quarantined_until === "" && test.broken_since === "" && test.fails_on.length === 0,
    );
    const [earlier, , later] = world.runs;
    if (steady.length === 0 || earlier === undefined || later === undefined) return undefined;
    const test = random.pick(steady);
    const planted = later.results.map((result) =>
      result.test_id === test.test_id ? { ...result, duration_ms: test.duration_ms * 2 } : result,
    );
    const runs = world.runs.map((run) => (run === later ? { ...run, results: planted } : run));
    const repeat = random.int(2, 6);
    return {
      world: { ...withTest(world, { ...test, slow_since: later.build }), runs },
      slots: { earlier: { value: earlier.run_id }, later: { value: later.run_id }, repeat: { value: repeat } },
      *solve() {
        const seen = yield* call(
          "pytest_compare_runs",
          { baseline_run_id: earlier.run_id, candidate_run_id: later.run_id },
          { reasons: ["What slowed down shows in a comparison of the two runs."] },
        );
        if (!seen.ok) return stopped(seen);
        const { slower } = resultOf<Comparison>(seen);
        const worst = [...slower].sort((a, b) => b.candidate_ms - b.baseline_ms - (a.candidate_ms - a.baseline_ms))[0];
        if (worst === undefined) return answer(["No test slowed down between the two."], {});
        const again = yield* call(
          "pytest_run_tests",
          { target: worst.test_id, repeat },
          {
            reasons: ["{test} went from {old} to {new} ms; repeating it shows whether that lasts."],
            values: { test: worst.test_id, old: worst.baseline_ms, new: worst.candidate_ms },
          },
        );
        if (!again.ok) return stopped(again);
        const run = resultOf<RunReport>(again);
        return answer(
          [
            "With {new} ms and not {old}, it is {test} that has slowed most[ of {n}|]; {repeat} repeats came to {total} ms ({run}).",
            "{test} lost most: {old} ms then, {new} ms later. Repeated {repeat} times, it took {total} ms in all ({run}).",
            "[The slowdown|It] comes mainly from {test}, {old} to {new} ms; {run} took {total} ms for {repeat} repeats.",
            "{n} tests slowed. Worst is {test} at {new} ms instead of {old}; its {repeat} repeats sum to {total} ms.",
            "From {old} ms up to {new} ms: that is {test}. [Running it {repeat} times|{repeat} repeats] took {total} ms[ altogether|].",
          ],
          {
            n: count(slower as never),
            test: worst.test_id,
            old: worst.baseline_ms,
            new: worst.candidate_ms,
            run: run.run_id,
            repeat,
            total: run.duration_ms,
          },
          { required: ["test", "old", "new", "total"] },
        );
      },
    };
  },
  frames: [
    "{later} took longer than {earlier}. Find the test that lost most time and run it {repeat} times on today's build.",
    "Compare {earlier} and {later} for slow tests; whichever slowed most, repeat it {repeat} times[ so that we know it is no blip|].",
    "Something got slow between {earlier} and {later}. What is it, and how does it do in {repeat} repetitions now?",
    "slowest change {earlier} -> {later}, then {repeat}x that test",
    "Before I open a performance bug, please identify the worst slowdown from {earlier} to {later} and confirm it with {repeat} runs.",
  ],
};

export const changeScenarios: readonly Scenario<QaWorld>[] = [runImpacted, slowdown];
