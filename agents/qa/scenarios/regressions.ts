/** Chains about what got worse: a new run against an old one, the build that broke a test, reruns, changed files. */
import { count, type Scenario } from "../../contract";
import type { QaWorld, TestCase } from "../world";
import type { Comparison, RunDetails, RunReport } from "./observations";
import { listed } from "./said";
import { resultOf, stopped } from "./slots";
import { all, answer, call, partial } from "./steps";

const runAndCompare: Scenario<QaWorld> = {
  family: "run_and_compare_with_baseline",
  skill: "regression_testing",
  shape: "chain",
  draw(world, random) {
    const baseline = random.pick(world.runs.slice(0, 2)).run_id;
    const build = random.pick(world.builds.slice(-2)).id;
    const directory = random.pick(world.tests).file.split("/").slice(0, 2).join("/");
    return {
      slots: { directory: { value: directory }, build: { value: build }, baseline: { value: baseline } },
      *solve() {
        const ran = yield* call(
          "pytest_run_tests",
          { target: directory, build },
          {
            reasons: ["I have no run of {directory} on {build} to compare[ yet|], so I start one."],
            values: { directory, build },
          },
        );
        if (!ran.ok) return stopped(ran);
        const run = resultOf<RunReport>(ran);
        const compared = yield* call(
          "pytest_compare_runs",
          { baseline_run_id: baseline, candidate_run_id: run.run_id },
          {
            reasons: ["{run} is recorded; now it can be held against {baseline}."],
            values: { run: run.run_id, baseline },
          },
        );
        if (!compared.ok) return stopped(compared);
        const found = resultOf<Comparison>(compared);
        const [first] = found.newly_failing;
        const slower = found.slower.map((each) => `${each.test_id} (${each.baseline_ms} to ${each.candidate_ms} ms)`);
        const asides = [
          slower.length > 0 ? ` Slower by half or more: ${listed(slower)}.` : "",
          run.skipped > 0 ? ` Skipped in ${run.run_id}: ${run.skipped}.` : "",
        ];
        const aside = asides.join("");
        if (first === undefined) {
          return answer(
            [
              "Nothing in {directory} fails on {build} that passed in {baseline} (new run: {run}).{aside}",
              "Compared with {baseline}, nothing in {directory} is newly failing on {build}[ (new run: {run})|].{aside}",
              "{build} brings no new failure in {directory}[ compared with {baseline}|] (run {run}).{aside}",
              "Nothing of {directory} that passed in {baseline} fails now. [{run} is the new run|The new run is {run}].{aside}",
              "No new failure in {directory}: {run} on {build} against {baseline} shows none.{aside}",
            ],
            { build, directory, baseline, run: run.run_id, fixed: count(found.fixed as never), aside },
            { required: ["run"] },
          );
        }
        return answer(
          [
            "In {directory}, {first} passed in {baseline} and fails on {build}.{aside}",
            "{directory} has one new failure on {build}: {first} ({run} against {baseline}).{aside}",
            "Compared to {baseline}, one test of {directory} fails now that passed: {first}.{aside}",
            "{build} breaks one test that passed in {baseline}, {first}; no other in {directory} is newly failing.{aside}",
            "One regression in {directory}: {first} is newly failing in {run}.{aside}",
          ],
          { n: count(found.newly_failing as never), build, directory, first, run: run.run_id, baseline, aside },
          {
            required: ["first"],
            list: found.newly_failing,
            lead: [
              "{n} new failures in {directory} on {build}: {list}.{aside}",
              "New in {run} against {baseline}, from {directory}: {list}.{aside}",
              "In {directory}, these passed in {baseline} and fail on {build}: {list}.{aside}",
              "{directory} has regressed on {build}. {n} tests that passed in {baseline} fail now: {list}.{aside}",
            ],
          },
        );
      },
    };
  },
  frames: [
    "Run {directory} on {build} and tell me what fails there that passed in {baseline}.",
    "Our reference is {baseline}. Did {build} introduce [any |]regressions in {directory}? It has not been run [there|on it] yet.",
    "{build} is a release candidate. I need {directory} executed on it and checked for new failures against {baseline}.",
    "[After|Once] you've run {directory} against {build}, hold it up to {baseline}: anything newly broken?",
    "New failures in {directory}, {build} vs {baseline}? (needs a fresh run)",
  ],
};

const firstBadBuild: Scenario<QaWorld> = {
  family: "find_breaking_build",
  skill: "regression_testing",
  shape: "chain",
  draw(world, random) {
    const [a, b, c] = world.builds.slice(2, 5).map((build) => build.id) as [string, string, string];
    const steady = world.tests.filter((test) => test.fails_on.length === 0 && test.quarantined_until === "");
    if (steady.length === 0) return undefined;
    const broken_since = random.pick([a, b, c]);
    const test = { ...random.pick(steady), broken_since };
    return {
      world: withTest(world, test),
      slots: { test: { value: test.test_id }, a: { value: a }, b: { value: b }, c: { value: c } },
      *solve() {
        const middle = yield* call(
          "pytest_run_tests",
          { target: test.test_id, build: b },
          {
            reasons: ["Trying {b} first halves the search.", "{b} lies in the middle[, so it tells most|]."],
            values: { b },
          },
        );
        if (!middle.ok) return stopped(middle);
        const fails = resultOf<RunReport>(middle).failed > 0;
        const next = fails ? a : c;
        const other = yield* call(
          "pytest_run_tests",
          { target: test.test_id, build: next },
          {
            reasons: fails
              ? ["It fails on {b} already, so the question is whether {next} was good."]
              : ["{b} is still good; {next} is [next|the one to try now]."],
            values: { b, next },
          },
        );
        if (!other.ok) return stopped(other);
        const nextFails = resultOf<RunReport>(other).failed > 0;
        const culprit = fails ? (nextFails ? a : b) : nextFails ? c : undefined;
        if (culprit === undefined) {
          return answer(["{test} passes on {b} and on {next}."], { test: test.test_id, b, next });
        }
        const message = resultOf<RunReport>(nextFails ? other : middle).failures[0]!.message;
        if (culprit === a) {
          return answer(
            [
              "Even on {culprit}, the oldest of the three, {test} fails: {message}. It may have begun before that.",
              "{test} fails on {culprit} already, with {message}; an older build may have broken it, but none was listed.",
              "Already on {culprit}, {test} fails ({message}), so of these three it is the first[; whether an older one was good they don't tell|].",
              "The first bad one of the three is {culprit}; {test} ends there with {message}. Nothing older was tried.",
            ],
            { culprit, test: test.test_id, message },
            { required: ["culprit"] },
          );
        }
        return answer(
          [
            "{test} first fails on {culprit}, with {message}; the build before it was good.",
            "{culprit} is the first of the three on which {test} fails, with {message}.",
            "It was {culprit} that broke {test}: {message}. On the build before it, the test passed.",
            "[The first bad one|First bad build]: {culprit}. {test} ends there with {message}.",
            "[Blame|Look at] {culprit}: there {test} reports {message}, while it passes on the build before.",
          ],
          { culprit, test: test.test_id, message },
          { required: ["culprit"] },
        );
      },
    };
  },
  frames: [
    "{test} fails these days. Was it {a} or {b} or even {c} that broke it? Oldest first[, as listed|].",
    "Find the first bad build for {test} among {a} and {b} and {c} ([given|listed] in order of age).",
    "Somewhere along {a}, {b} and {c}, in that order, {test} stopped passing. [Where|Which build]?",
    "bisect {test} over {a} + {b}, end at {c}",
    "Three builds went out this week: {a}, then {b}, then {c}. I have to [revert|undo] the one since which {test} fails; which is it?",
  ],
};

const rerunFailures: Scenario<QaWorld> = {
  family: "rerun_failures_of_run",
  skill: "regression_testing",
  shape: "chain",
  draw(world, random) {
    const runs = world.runs.filter((run) => {
      const failed = run.results.filter((result) => result.outcome === "failed");
      const runs = (id: string) => world.tests.some((test) => test.test_id === id && test.quarantined_until === "");
      return failed.length >= 1 && failed.length <= 6 && failed.every((result) => runs(result.test_id));
    });
    if (runs.length === 0) return undefined;
    const run = random.pick(runs).run_id;
    const build = world.builds.at(-1)!.id;
    return {
      slots: { run: { value: run }, build: { value: build } },
      *solve() {
        const seen = yield* call(
          "pytest_get_run",
          { run_id: run, outcome: "failed" },
          {
            reasons: ["I look up the failed tests of {run}, [since|as] only those are to run again."],
            values: { run },
          },
        );
        if (!seen.ok) return stopped(seen);
        const failed = resultOf<RunDetails>(seen).results.map((result) => result.test_id);
        if (failed.length === 0)
          return answer(["Nothing failed in {run}.", "{run} has no failures to repeat."], { run });
        const again = yield* all(
          failed.map((test_id) => ["pytest_run_tests", { target: test_id, build }] as const),
          {
            reasons:
              failed.length === 1
                ? ["The one test that failed in {run} gets a run on {build}."]
                : [
                    "What failed back then gets a run on {build}, each test by itself.",
                    "[Each|Every] rerun stands by itself, so they can go side by side.",
                  ],
            values: { build, run },
          },
        );
        const reports = again.flatMap((each) => (each.ok ? [resultOf<RunReport>(each)] : []));
        const refused = again.find((each) => !each.ok);
        if (reports.length === 0 && refused !== undefined && !refused.ok) return stopped(refused);
        const still = reports.filter((report) => report.failed > 0);
        const healed = failed.filter((id) => still.every((report) => report.failures[0]!.test_id !== id));
        if (reports.length < failed.length) {
          return partial(
            still.length === 0
              ? ["Not every test of {run} could be rerun on {build}; none of those that ran fails now."]
              : ["Not every test of {run} could be rerun on {build}. Of those that ran, these still fail: {still}."],
            { run, build, still: listed(still.map((each) => each.failures[0]!.test_id)) },
          );
        }
        const [first] = still;
        if (first === undefined && failed.length === 1) {
          return answer(
            [
              "The failure is gone: only {test} was red in {run}, and it passes on {build}.",
              "What failed in {run} passes on {build}; it was {test} alone.",
              "[Repaired|Healed]: {test}, the one failure of {run}, is green on {build}.",
              "{build} passes {test}, and nothing else had failed in {run}.",
            ],
            { test: failed[0]!, run, build },
            { required: ["test"] },
          );
        }
        if (first === undefined) {
          return answer(
            [
              "Nothing is left of the failures of {run}: {healed} pass on {build}.",
              "What failed in {run} passes on {build}, all of it: {healed}.",
              "[Repaired|Healed] since {run}: {healed}. On {build} none is red any more.",
              "{build} passes every test that {run} had as failed, namely {healed}.",
            ],
            { n: count(failed), run, build, healed: listed(healed) },
            { required: [] },
          );
        }
        const values = {
          run,
          n: count(failed),
          build,
          test: first.failures[0]!.test_id,
          message: first.failures[0]!.message,
          still: listed(still.map((each) => each.failures[0]!.test_id)),
          healed: listed(healed),
        };
        if (failed.length === 1) {
          return answer(
            [
              "{test}, the only failure of {run}, is still red on {build}: {message}.",
              "{run} had one failure, {test}, and it remains on {build} ({message}).",
              "On {build}, {test} from {run} fails as before, with {message}.",
            ],
            values,
            { required: ["test"] },
          );
        }
        if (healed.length === 0) {
          return answer(
            [
              "All the failures of {run} are still there on {build}: {still}.",
              "{build} healed nothing of {run}. Failing as before: {still}.",
              "Everything that failed in {run} still fails on {build}: {still}.",
            ],
            values,
            { required: ["still"] },
          );
        }
        return answer(
          [
            "Number of failures in {run}: {n}. Still failing on {build}: {still}. Passing now: {healed}.",
            "Red in {run} and still red on {build}: {still}. What passes now: {healed}.",
            "{build} has healed {healed}, but not {still}, which failed in {run} too.",
            "Still failing on {build} from {run}: {still}. No longer failing: {healed}.",
            "Left from {run} on {build}: {still}. Green again: {healed}.",
          ],
          values,
          { required: ["still"] },
        );
      },
    };
  },
  frames: [
    "Take the failures of {run} and run them again on {build}. What [is left|remains]?",
    "{run} had red tests. Run them again on {build}: which of them still fail?",
    "Rerun only what failed in {run}, this time on {build}[, each test by itself|].",
    "We merged a couple of fixes since {run}. Repeat each test that failed there: does {build} pass it?",
    "{build} should have healed {run}. Has it? Just [retry|rerun] the failed ones.",
  ],
};

/** The world with this test as it is given here; no run on record has it, since it would tell of the test as it was. */
export function withTest(world: QaWorld, test: TestCase): QaWorld {
  const others = (id: string) => id !== test.test_id;
  return {
    ...world,
    tests: world.tests.map((each) => (others(each.test_id) ? each : test)),
    runs: world.runs.map((run) => ({ ...run, results: run.results.filter((result) => others(result.test_id)) })),
  };
}

export const regressionScenarios: readonly Scenario<QaWorld>[] = [runAndCompare, firstBadBuild, rerunFailures];
