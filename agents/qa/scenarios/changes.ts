/** Chains about what a change does: the tests that changed files touch, and what became slower. */
import { count, type Scenario, sum } from "../../contract";
import type { QaWorld } from "../world";
import type { Comparison, ImpactedFiles, RunReport } from "./observations";
import { withTest } from "./regressions";
import { listed } from "./said";
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
          { reasons: ["Which test files reach {one} and {two} has to be known first."], values: { one, two } },
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
        const covering = listed(files.map(({ file }) => file));
        const skipped = sum(runs.map((run) => (run.ok ? resultOf<RunReport>(run).skipped : 0)));
        const beside = skipped.value > 0 ? " ({skipped} skipped)" : "";
        if (failing === undefined || !failing.ok) {
          return answer(
            [
              `As far as the tests of {one} and {two} go, nothing speaks against merging: I ran {files}, and nothing failed${beside}.`,
              `{one} and {two} are reached by {files}, where nothing fails${beside}.`,
              `Nothing is red for {one} and {two}: I ran {files} without a failure${beside}.`,
              `I ran {files}, the tests for {one} and {two}, and none failed${beside}; you can go ahead.`,
            ],
            { n: count(files as never), files: covering, one, two, skipped },
            { required: ["files"] },
          );
        }
        const failures = runs.flatMap((run) => (run.ok ? resultOf<RunReport>(run).failures : []));
        return answer(
          [
            `The tests for {one} and {two} are in {files}, and not all pass${beside}, so I would not merge yet. Failing: {all}.`,
            `Not all green for {one} and {two}${beside}. What failed in {files}: {all}.`,
            `I ran {files} and got {n} failures${beside}: {all}. I wouldn't merge {one} and {two} yet.`,
            `Better not merge {one} and {two} yet. I ran {files}${beside}, and this fails: {all}.`,
            `Going by {files}${beside}, {one} and {two} are not ready to merge. Failing: {all}.`,
            `The tests of {one} and {two} have {n} failures${beside}, so don't merge yet: {all}. I ran {files}.`,
          ],
          {
            one,
            two,
            files: covering,
            n: count(failures as never),
            skipped,
            all: listed(failures.map(({ test_id, message }) => `${test_id} (${message})`)),
          },
          { required: ["all"] },
        );
      },
    };
  },
  frames: [
    "I [changed|edited] {one} and {two}. Run [whatever tests|the tests that] reach them and tell me if I can merge.",
    "Before I merge {one} and {two}, only the tests they affect should run, not everything. [Do they|Will those] pass?",
    "{one} and {two} are in my pull request: find the matching test files, run them all, report failures.",
    "A merge of {one} plus {two} is planned. Which tests does it concern, and are they green[ on the newest build|]?",
    "merge check for {one} + {two}",
  ],
};

/** How the attempts of the one test of a run ended. */
function outcomeOf({ failures: [failure] }: RunReport): string {
  if (failure === undefined) return "passed every time";
  if (failure.failed_attempts === failure.attempts) return "failed every time, though";
  return `failed ${failure.failed_attempts} of ${failure.attempts} times, though`;
}

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
    const gains = later.results.map((result) => {
      const before = earlier.results.find((each) => each.test_id === result.test_id)?.duration_ms ?? 0;
      return before === 0 ? 0 : (result.test_id === test.test_id ? test.duration_ms * 2 : result.duration_ms) - before;
    });
    // Two that lost as much leave open which is meant.
    if (gains.filter((gain) => gain === Math.max(...gains)).length > 1) return undefined;
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
        if (worst === undefined) return answer(["No test slowed down by half or more between the two."], {});
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
        const lasts = run.duration_ms === repeat * worst.candidate_ms;
        const values = {
          earlier: earlier.run_id,
          later: later.run_id,
          n: count(slower as never),
          test: worst.test_id,
          old: worst.baseline_ms,
          new: worst.candidate_ms,
          run: run.run_id,
          repeat,
          total: run.duration_ms,
          outcome: outcomeOf(run),
        };
        if (!lasts) {
          return answer(
            [
              "Of the tests slower by half or more, {test} lost most time, from {old} ms in {earlier} to {new} ms in {later}. Its {repeat} repeats came to {total} ms ({run}); it {outcome}.",
            ],
            values,
            { required: ["test", "old", "new", "total"] },
          );
        }
        return answer(
          [
            "Of the tests slower by half or more from {earlier} to {later}, {test} lost most time, {old} to {new} ms. It lasts: {repeat} repeats took {total} ms in all, {new} ms on average ({run}); it {outcome}.",
            "Among the slowdowns of 50 % or more {test} lost most time: {old} ms in {earlier}, {new} ms in {later}. That is no blip, as {repeat} repeats took {total} ms together, so {new} ms on average; it {outcome}.",
            "Counting slowdowns of 50 % and more between {earlier} and {later}, {test} has the largest in ms: {old} to {new}. {run} confirms it with {total} ms for {repeat} repeats, on average {new} ms; the test {outcome}.",
            "None of the tests at least 50 % slower in {later} lost more time against {earlier} than {test}: {new} ms instead of {old}. {repeat} repeats took {total} ms, {new} ms on average, so it stays slow; it {outcome}.",
            "Of what took half as long again or more, {later} lost most time on {test}, {new} ms where {earlier} had {old}. It is still so: {repeat} repeats with {total} ms in total, an average of {new} ms; it {outcome}.",
          ],
          values,
          { required: ["test", "old", "new", "total"] },
        );
      },
    };
  },
  frames: [
    "{later} took longer than {earlier}. Of the tests slower by half or more, find the one that lost most time and run it {repeat} times on today's build.",
    "Compare {earlier} and {later}: of the tests slower by 50 % or more, repeat the one that lost most time {repeat} times[ so that we know it is no blip|].",
    "Something got slow between {earlier} and {later}. Of the tests at least 50 % slower, which lost most time, and how does it do in {repeat} repetitions now?",
    "slowdowns of 50 % and more, {earlier} -> {later}: the largest in ms, then {repeat}x that test",
    "Before I open a performance bug, please identify the test that lost most time from {earlier} to {later}, counting slowdowns of 50 % or more, and confirm it with {repeat} runs.",
  ],
};

export const changeScenarios: readonly Scenario<QaWorld>[] = [runImpacted, slowdown];
