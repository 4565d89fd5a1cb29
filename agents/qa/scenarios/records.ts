/** Single pytest calls that only read: durations, results, comparisons. */
import { count, type Scenario } from "../../contract";
import type { QaWorld } from "../world";
import type { Comparison, RunDetails, TestList } from "./observations";
import { listed } from "./said";
import { resultOf, stopped, worded } from "./slots";
import { answer, call } from "./steps";

/** What one test did in a run, and what several did. */
const OUTCOMES: { readonly [outcome: string]: readonly [one: string, several: string] } = {
  failed: ["failed", "failed"],
  passed: ["passed", "passed"],
  skipped: ["was skipped", "were skipped"],
};

const slowTests: Scenario<QaWorld> = {
  family: "list_tests_by_duration",
  skill: "performance_validation",
  shape: "single",
  draw(world, random) {
    const directory = random.pick(world.tests).file.split("/").slice(0, 2).join("/");
    const sort = random.pick(["slowest", "slowest", "fastest"]);
    const limit = random.int(2, 9);
    return {
      slots: { directory: { value: directory }, sort: worded(sort, random), limit: { value: limit } },
      *solve() {
        const seen = yield* call(
          "pytest_list_tests",
          { target: directory, sort, limit },
          {
            reasons: [
              "Usual durations are on record, so [nothing has to run|a list is enough].",
              "Sorting the tests of {directory} by duration [gives the ranking|does it].",
            ],
            values: { directory },
          },
        );
        if (!seen.ok) return stopped(seen);
        const { tests, total } = resultOf<TestList>(seen);
        const values = { directory, total, sort: sort === "slowest" ? "slowest" : "fastest" };
        const [first] = tests;
        if (tests.length < limit && total > 1) {
          return answer(
            [
              "{directory} has only {total}; {sort} first: {list}.",
              "There are no more than {total} in {directory}. With the {sort} first: {list}.",
              "Only {total} tests are in {directory}. From the {sort} on: {list}.",
            ],
            { ...values, list: listed(tests.map((test) => `${test.test_id} (${test.duration_ms} ms)`)) },
            { required: ["list"] },
          );
        }
        return answer(
          [
            "[Only one|A single] test lives in {directory}: {first}, at {ms} ms.",
            "{directory} holds just {first}[, which|; it] takes {ms} ms.",
            "Not much to rank in {directory}: {first} with {ms} ms is [alone|all there is].",
          ],
          { ...values, first: first!.test_id, ms: first!.duration_ms },
          {
            required: ["first", "ms"],
            list: tests.map((test) => `${test.test_id} (${test.duration_ms} ms)`),
            lead: [
              "The {sort} in {directory} are {list}.",
              "In {directory}, {sort} first: {list}.",
              "With the {sort} first, {directory} has {list}.",
              "From {directory}, beginning with the {sort}: {list}.",
            ],
          },
        );
      },
    };
  },
  frames: [
    "What are the {limit} {sort} tests [in|under] {directory}?",
    "We are [reordering|rearranging] our pipeline. [List|Name] the {limit} {sort} tests from {directory}.",
    "I'd like [a ranking of|to see] {directory}: {sort} first, {limit} entries[ will do| are enough|].",
    "{limit} {sort} in {directory}?",
    "Planning [a cleanup day|some refactoring]: [which|what] {limit} tests of {directory} are the {sort} ones?",
  ],
  missing: [
    {
      slot: "directory",
      frames: [
        "Which {limit} tests of our directory are the {sort} ones?",
        "I need the {limit} {sort} tests of our part of the suite for the [meeting|retrospective].",
        "[Show|List] me the {sort} tests from my team's directory, {limit} of them.",
      ],
      ask: [
        "Under which directory should I look?",
        "[Which part|What part] of the suite [is that|is yours]? Please give me the directory.",
        "Happy to rank them. From which directory?",
      ],
      reply: ["{directory}", "[Take|Use] {directory}.", "Only {directory} [matters|counts] for us."],
    },
  ],
  invalid: [
    {
      slot: "limit",
      tool: "pytest_list_tests",
      parameter: "limit",
      draw: (_, random) => ({ value: random.int(140, 900) }),
      explain: [
        "I can't list {limit} tests [at once|in one go]; the limit is {allowed}. How many [would help|do you want] for {directory}?",
        "{limit} is [too many|more than the listing takes]: {allowed} are possible. What number suits you?",
        "For {directory} I can show {allowed} entries, not {limit}. [How many shall it be|How many do you want]?",
      ],
      allowed: "1 to 100",
    },
  ],
};

const runDetails: Scenario<QaWorld> = {
  family: "results_of_run",
  skill: "bug_detection",
  shape: "single",
  draw(world, random) {
    const run = random.pick(world.runs);
    const size = (outcome: string) => run.results.filter((result) => result.outcome === outcome).length;
    const few = ["failed", "failed", "skipped", "passed"].filter((outcome) => size(outcome) <= 7);
    if (few.length === 0) return undefined;
    const outcome = random.pick(few);
    return {
      slots: { run: { value: run.run_id }, outcome: worded(outcome, random) },
      *solve() {
        const seen = yield* call("pytest_get_run", { run_id: run.run_id, outcome });
        if (!seen.ok) return stopped(seen);
        const { results, build } = resultOf<RunDetails>(seen);
        const [did, they] = OUTCOMES[outcome]!;
        const values = { run: run.run_id, build, did, they };
        const [first] = results;
        if (first === undefined) {
          return answer(
            [
              "There are no tests that {they} in {run}.",
              "As far as {run} goes, not one {did}[ on {build}|].",
              "None. {run} on {build} has no test that {did}.",
              "In {run} nothing {did}.",
              "{run}: zero tests {they}.",
            ],
            values,
            { required: [] },
          );
        }
        return answer(
          [
            "There is one such test in {run}, {first}.",
            "Just one {did} in {run}: {first}.",
            "{run} [lists|holds] a single test that {did}, {first}.",
            "On {build} only {first} {did}, according to {run}.",
          ],
          { ...values, n: count(results as never), first: first.test_id },
          {
            required: ["n"],
            list: results.map((result) => result.test_id),
            lead: [
              "In {run}, {n} tests {they}: {list}.",
              "{run} lists {n} that {they}: {list}.",
              "On {build} ({run}) {n} tests {they}, namely {list}.",
              "{n} tests {they} in {run}. They are {list}.",
            ],
          },
        );
      },
    };
  },
  frames: [
    "Which tests were {outcome} in {run}?",
    "{run}: [give me|I need] every test that was {outcome}[, please|].",
    "I'm writing the [status mail|release note] and [want|need] the {outcome} tests of {run}[ listed|].",
    "Somebody restarted the job, but {run} is the one I care about. What was {outcome} there?",
    "How many tests were {outcome} in {run}, and [which|what are they]?",
  ],
  missing: [
    {
      slot: "run",
      frames: [
        "Which tests were {outcome} in last night's run?",
        "Give me the {outcome} tests of the run before [lunch|the release], please.",
        "I need to know what was {outcome} in the run of the [weekend|night shift].",
      ],
      ask: [
        "Do you have the run's identifier[? It looks like RUN and five digits|]?",
        "[Which run is that|Which run do you mean]? I need its number.",
        "I need to know which run it is. What is its identifier?",
      ],
      reply: ["{run}", "The pipeline page says {run}.", "[It was|That's] {run}."],
    },
  ],
};

/** The tests that differ, by kind; a kind that is empty is left to its number. */
function differencesOf(found: Comparison): string {
  const kinds = [
    ["Newly failing", found.newly_failing],
    ["Fixed", found.fixed],
    ["Slower", found.slower.map((each) => `${each.test_id} (${each.baseline_ms} to ${each.candidate_ms} ms)`)],
  ] as const;
  return kinds
    .filter(([, tests]) => tests.length > 0)
    .map(([kind, tests]) => `${kind}: ${listed(tests)}`)
    .join(". ");
}

const compare: Scenario<QaWorld> = {
  family: "compare_two_runs",
  skill: "regression_testing",
  shape: "single",
  draw(world, random) {
    const position = random.int(0, world.runs.length - 2);
    const [earlier, later] = [world.runs[position]!, world.runs[position + 1]!];
    const percent = random.int(2, 18) * 10;
    return {
      slots: { earlier: { value: earlier.run_id }, later: { value: later.run_id }, percent: { value: percent } },
      *solve() {
        const seen = yield* call(
          "pytest_compare_runs",
          { baseline_run_id: earlier.run_id, candidate_run_id: later.run_id, slower_percent: percent },
          {
            reasons: ["Both runs are recorded, so [comparing them|a comparison] needs no new run."],
          },
        );
        if (!seen.ok) return stopped(seen);
        const found = resultOf<Comparison>(seen);
        const values = {
          earlier: earlier.run_id,
          later: later.run_id,
          worse: count(found.newly_failing as never),
          fixed: count(found.fixed as never),
          still: count(found.still_failing as never),
          slower: count(found.slower as never),
          percent,
          differences: differencesOf(found),
        };
        if (values.differences === "") {
          return answer(
            [
              "Nothing changed from {earlier} to {later}: no test broke, none was fixed, none got that much slower.",
              "{earlier} and {later} don't differ by these measures; newly failing, fixed and slower are all empty.",
              "No difference: {later} has no new failure, no fix and no such slowdown against {earlier}.",
            ],
            values,
            { required: [] },
          );
        }
        return answer(
          [
            "From {earlier} to {later}: {worse} newly failing, {fixed} fixed, {slower} slower by {percent} % or more. {differences}.",
            "As of {later}, against {earlier}, I count {worse} new failures, {fixed} fixes and {slower} slowdowns of {percent} % or more. {differences}.",
            "Against {earlier}, {later} has {worse} newly broken, {fixed} fixed and {slower} slower by at least {percent} %. {differences}.",
            "{later} compared with {earlier} - newly failing {worse}, fixed {fixed}, slower by {percent} % or more {slower}. {differences}.",
            "[Between {earlier} and|From {earlier} to] {later}, {worse} tests broke, {fixed} recovered and {slower} slowed down by {percent} % or more. {differences}.",
          ],
          values,
          { required: ["worse", "fixed", "slower"] },
        );
      },
    };
  },
  frames: [
    "What changed between {earlier} and {later}? Count a test as slower from {percent} percent on.",
    "Compare {earlier} [with|and] {later}[, please|], slowdowns of {percent} % or more included.",
    "{later} felt [more sluggish|worse] than {earlier}. How many tests broke, how many got fixed, and how many are {percent} percent slower or more?",
    "Compare the runs: baseline {earlier}, candidate {later}, slower means {percent} % or more.",
    "For the [weekly|release] call I need the difference from {earlier} to {later}; ignore anything that slowed by less than {percent} percent.",
  ],
};

export const recordScenarios: readonly Scenario<QaWorld>[] = [slowTests, runDetails, compare];
