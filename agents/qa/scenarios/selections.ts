/** One pytest call with several filters at once. */
import type { Scenario } from "../../contract";
import type { QaWorld } from "../world";
import type { RunDetails, RunReport, TestList } from "./observations";
import { counts, failuresOf } from "./said";
import { resultOf, stopped } from "./slots";
import { answer, call } from "./steps";

const wordOf = (testId: string) => testId.split("::test_")[1]!.split("_")[0]!;

const filteredRun: Scenario<QaWorld> = {
  family: "run_filtered_selection",
  skill: "regression_testing",
  shape: "complex",
  draw(world, random) {
    const test = random.pick(world.tests.filter((each) => each.markers.length > 0 && each.quarantined_until === ""));
    const marker = random.pick(test.markers);
    const word = wordOf(test.test_id);
    const stop = random.int(2, 12);
    return {
      slots: {
        file: { value: test.file },
        marker: { value: marker },
        word: { value: word, text: [`"${word}"`] },
        stop: { value: stop },
      },
      *solve() {
        const seen = yield* call("pytest_run_tests", { target: test.file, marker, keyword: word, max_failures: stop });
        if (!seen.ok) return stopped(seen);
        const run = resultOf<RunReport>(seen);
        const [first] = run.failures;
        const values = { run: run.run_id, tally: counts(run), failed: run.failed, file: test.file, marker };
        if (first === undefined) {
          return answer(
            [
              "Nothing fails [in|within] that selection of {file}: {tally}[, see {run}|].",
              "{run} ran what you [picked|selected] from {file} and is clean, {tally}.",
              "[Your|The] selection from {file} [passes|is green] ({tally}).",
              "With those filters on {file} nothing fails; {tally}.",
              "All that ran of {file} is green; {run} counts {tally}.",
            ],
            values,
            { required: ["tally"] },
          );
        }
        return answer(
          [
            "In the selection from {file}, {test} fails with {message}; {tally}.",
            "Of what you picked in {file}, {test} fails with {message} ({tally}).",
            "{run} has {tally}; red is {test}, which says {message}.",
            "Not clean: {test} failed with {message}. The selection from {file} gave {tally}.",
            "{file} gave {tally} with those filters. {test} broke: {message}.",
          ],
          { ...values, test: first.test_id, message: first.message, failures: failuresOf(run) },
          {
            required: ["test"],
            list: run.failures.map((each) => each.test_id),
            lead: [
              "The selection from {file} gave {tally}. The failures: {failures}.",
              "{run} has {tally} in {file}. Failed: {failures}.",
              "Not clean, with {tally} in {file}. What failed: {failures}.",
            ],
          },
        );
      },
    };
  },
  frames: [
    "[Run|Please run] the {marker} tests in {file} whose name [has|contains] {word}, [and |]stop after {stop} failures.",
    "From {file} I only [want|need] what is marked {marker} and has {word} in its name. Give up at {stop} failures.",
    "{file}: marker {marker}, keyword {word}, max failures {stop}",
    "[My change|What I changed] should only touch {marker} tests with {word} in their names, in {file}. Could you run [those|just those], up to {stop} failures?",
    "Let {file} run, but only {marker} tests with {word} in the name; after {stop} failures there is no point in going on.",
  ],
  invalid: [
    {
      slot: "stop",
      tool: "pytest_run_tests",
      parameter: "max_failures",
      draw: (_, random) => ({ value: random.int(80, 900) }),
      explain: [
        "The limit of failures may be {allowed}; {stop} [can't be|is more than can be] set for {file}. Which number [do you want|shall it be]?",
        "I can't go up to {stop} failures. For {file} the limit may be {allowed}; which number shall I take?",
        "May I take fewer? {stop} failures are beyond what can be set for {file}: the limit may be {allowed}.",
      ],
      allowed: "0 to 50",
    },
  ],
};

const listMarked: Scenario<QaWorld> = {
  family: "list_marked_tests",
  skill: "regression_testing",
  shape: "complex",
  draw(world, random) {
    const test = random.pick(world.tests.filter((each) => each.markers.length > 0));
    const marker = random.pick(test.markers);
    const sort = random.pick(["name", "slowest", "fastest"]);
    const limit = random.int(2, 7);
    return {
      slots: {
        marker: { value: marker },
        sort: { value: sort, text: sort === "name" ? ["by name"] : [`${sort} first`] },
        limit: { value: limit },
      },
      *solve() {
        const seen = yield* call("pytest_list_tests", { target: "tests", marker, sort, limit });
        if (!seen.ok) return stopped(seen);
        const { total, tests } = resultOf<TestList>(seen);
        const [first] = tests;
        if (first === undefined) return answer(["No test is marked {marker}.", "{marker} is on no test."], { marker });
        return answer(
          [
            "One test is marked {marker}: {first} ({ms} ms).",
            "The marker {marker} is on a single test, {first}, at {ms} ms.",
            "Just {first} is marked {marker}; it takes {ms} ms.",
          ],
          {
            total,
            marker,
            order: sort === "name" ? "by name" : `${sort} first`,
            first: first.test_id,
            ms: first.duration_ms,
          },
          {
            required: ["first"],
            list: tests.map((each) => (sort === "name" ? each.test_id : `${each.test_id} (${each.duration_ms} ms)`)),
            lead:
              total > tests.length
                ? [
                    "{total} tests are marked {marker}. The ones you asked for: {list}.",
                    "Of {total} tests marked {marker}, {order}: {list}.",
                    "Of the {marker} tests I show {list}; {total} carry the marker.",
                  ]
                : [
                    "{total} tests are marked {marker}, and these are all of them: {list}.",
                    "There are no more than {total} {marker} tests: {list}.",
                    "The {marker} tests are {list}, {total} in number.",
                  ],
          },
        );
      },
    };
  },
  frames: [
    "List the tests marked {marker} in the folder tests, {sort}, {limit} at most.",
    "Which tests with the marker {marker} are there [in|under] the tests folder? Order them {sort}, up to {limit}.",
    "I'd like to see what is marked {marker} in the tests folder ({sort}, {limit} entries).",
    "tests / marker {marker} / {sort} / {limit}",
    "Our set marked {marker} in the tests folder has grown wild. Show me {limit} of it, {sort}, [so that I can|for me to] trim it.",
  ],
  invalid: [
    {
      slot: "marker",
      tool: "pytest_list_tests",
      parameter: "marker",
      draw: (_, random) => ({ value: random.pick(["weekly", "manual", "legacy", "paid", "acceptance", "gold"]) }),
      explain: [
        "There is no marker {marker} for tests. [Do you mean|Is it] one of {allowed}?",
        "The markers are {allowed}; {marker} is none of them. Which one [do you mean|is it]?",
        "I'd need a marker out of {allowed}; {marker} isn't known. Which shall I list?",
      ],
      allowed: "smoke, regression, integration and slow",
    },
  ],
};

const wholeRun: Scenario<QaWorld> = {
  family: "read_whole_run",
  skill: "bug_detection",
  shape: "single",
  draw(world, random) {
    const { run_id } = random.pick(world.runs);
    return {
      slots: { run: { value: run_id } },
      *solve() {
        const seen = yield* call("pytest_get_run", { run_id });
        if (!seen.ok) return stopped(seen);
        const { build, results } = resultOf<RunDetails>(seen);
        const slowest = [...results].sort((left, right) => right.duration_ms - left.duration_ms)[0]!;
        return answer(
          [
            "{run} belongs to {build}; {test} took longest there, {ms} ms.",
            "[Slowest|The slowest] in {run} on {build}: {test} ({ms} ms, {outcome}).",
            "In {run} on {build}, {test} needed {ms} ms and {outcome}. Nothing took longer.",
          ],
          { run: run_id, build, test: slowest.test_id, ms: slowest.duration_ms, outcome: slowest.outcome },
          { required: ["test", "ms"] },
        );
      },
    };
  },
  frames: [
    "Which test took longest in {run}?",
    "Go through [all of|everything in] {run} and name the slowest test.",
    "{run} ran for ages. Which test [ate|took] the most time?",
    "I want to speed up the pipeline, beginning with whatever was slowest in {run}.",
    "longest test of {run}, and on which build was that?",
  ],
};

export const selectionScenarios: readonly Scenario<QaWorld>[] = [filteredRun, listMarked, wholeRun];
