/** Single pytest calls that only read: durations, results, comparisons. */
import { count, type Scenario } from "../../contract";
import type { QaWorld } from "../world";
import type { Comparison, RunDetails, TestList } from "./observations";
import { resultOf, stopped, worded } from "./slots";
import { answer, call } from "./steps";

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
        const first = tests[0]!;
        const second = tests[1];
        if (second === undefined) {
          return answer(
            [
              "[Only one|A single] test lives there: {first}, at {ms} ms.",
              "{directory} holds just {first}[, which|; it] takes {ms} ms.",
              "Not much to rank: {first} with {ms} ms is [alone|all there is].",
            ],
            { first: first.test_id, ms: first.duration_ms, directory },
            { required: ["first", "ms"] },
          );
        }
        return answer(
          [
            "There are {total} in {directory}. First of all {first} with {ms} ms, and then {second}.",
            "With {ms} ms it would be {first}; {second} is next[, at {next} ms|].",
            "[Top of the list|At the head] is {first} ({ms} ms), then {second} ({next} ms)[; {directory} has {total} in all|].",
            "{first} leads with {ms} ms. [Next comes|After it] {second} at {next} ms.",
            "Of {total} tests [under|in] {directory}, {first} ranks first at {ms} ms[ and|;] {second} second at {next} ms.",
            "[Ranked|Sorted] as you wanted: {ms} ms for {first}, {next} ms for {second}[, and so on|].",
          ],
          {
            first: first.test_id,
            ms: first.duration_ms,
            second: second.test_id,
            next: second.duration_ms,
            directory,
            total,
          },
          {
            required: ["first", "ms"],
            list: tests.map((test) => `${test.test_id} (${test.duration_ms} ms)`),
            lead: [
              "{list}.",
              "[Ranked|Sorted] as you wanted: {list}.",
              "In {directory}: {list}.",
              "[From the top|In that order]: {list}.",
            ],
          },
        );
      },
    };
  },
  frames: [
    "What are the {limit} {sort} tests [in|under] {directory}?",
    "Our pipeline time [doubled|has crept up] since spring. [List|Name] {limit} of the {sort} tests from {directory}.",
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
        "For {directory} I can show {allowed} entries, not {limit}. [Shall I take the most|Please choose].",
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
        const [first] = results;
        if (first === undefined) {
          return answer(
            [
              "There are none that are {outcome} in {run}.",
              "As far as {run} goes, not one was {outcome}[ on {build}|].",
              "None. {run} on {build} has no {outcome} test[ at all|].",
              "[In {run} nothing|Nothing in {run}] counts as {outcome}.",
              "{run}: zero tests {outcome}.",
            ],
            { run: run.run_id, build, outcome },
            { required: [] },
          );
        }
        return answer(
          [
            "There are {n} of them in {run}, and {first} is one[, after {ms} ms|].",
            "It has {n} that are {outcome}; see {first} [for a start|to begin with].",
            "As for {outcome}, {run} has {n}. The first of those is {first}.",
            "{run} [lists|holds] {n} tests as {outcome}, [beginning with|the first being] {first}.",
            "[I count|There are] {n} with outcome {outcome} on {build}[; one of them is| -] {first}.",
            "{n} {outcome}. [Example|For instance]: {first} after {ms} ms.",
            "The record of {build} has {n} such entries; {first} comes first[ there|].",
          ],
          { run: run.run_id, build, outcome, n: count(results as never), first: first.test_id, ms: first.duration_ms },
          {
            required: ["n"],
            list: results.map((result) => result.test_id),
            lead: [
              "{n} are {outcome} in {run}: {list}.",
              "{run} lists {n} as {outcome}: {list}.",
              "On {build} these ended as {outcome}: {list}.",
            ],
          },
        );
      },
    };
  },
  frames: [
    "Which tests were {outcome} in {run}?",
    "{run}: [give me|I need] everything that is {outcome}[, please|].",
    "I'm writing the [status mail|release note] and [want|need] the {outcome} tests of {run}[ listed|].",
    "Somebody restarted the job, but {run} is the one I care about. What was {outcome} there?",
    "How many tests [does|did] {run} have as {outcome}, and [which|what are they]?",
  ],
  missing: [
    {
      slot: "run",
      frames: [
        "Which tests were {outcome} in last night's run?",
        "Give me the {outcome} tests of that run, please.",
        "I need to know what was {outcome} [there|back then].",
      ],
      ask: [
        "Do you have the run's identifier[? It looks like RUN and five digits|]?",
        "[Which run is that|Which run do you mean]? I need its number.",
        "There are several runs on record. Which identifier [should I open|is it]?",
      ],
      reply: ["{run}", "The pipeline page says {run}.", "[It was|That's] {run}."],
    },
  ],
};

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
        };
        return answer(
          [
            "From {earlier} to {later}: broken {worse}, fixed {fixed}, slower {slower}.",
            "As of {later}, the new failures are {worse} in number[, the old ones {still}|]; recovered: {fixed}, slower: {slower}.",
            "Failing now and not before: {worse}. The other way round: {fixed}. Slower: {slower}.",
            "Newly failing: {worse}. Fixed: {fixed}. Still failing: {still}. Slower: {slower}.",
            "[Between {earlier} and|From {earlier} to] {later}, {worse} tests broke and {fixed} recovered[; failing in both: {still}|]. {slower} slowed down.",
            "{later} has {worse} new failures[ compared with {earlier}|], {fixed} repairs and {slower} slower tests.",
            "Against {earlier} I see {worse} broken, {fixed} fixed, and {slower} slower than before.",
          ],
          values,
          { required: ["worse", "fixed", "slower"] },
        );
      },
    };
  },
  frames: [
    "What changed between {earlier} and {later}? Count a test as slower from {percent} percent on.",
    "[Compare|Put side by side] {earlier} [with|and] {later}[, please|], slowdowns over {percent} % included.",
    "{later} felt [sluggish|worse] than {earlier}. How many tests broke, how many got fixed, and how many are {percent} percent slower or more?",
    "Baseline {earlier}, candidate {later}, slowness limit {percent} %.",
    "For the [weekly|release] call I need the difference from {earlier} to {later}; ignore anything that slowed by less than {percent} percent.",
  ],
};

export const recordScenarios: readonly Scenario<QaWorld>[] = [slowTests, runDetails, compare];
