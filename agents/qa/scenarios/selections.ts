/** One pytest call with several filters at once. */
import type { Scenario } from "../../contract";
import type { QaWorld } from "../world";
import type { RunDetails, RunReport, TestList } from "./observations";
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
        const values = { run: run.run_id, passed: run.passed, failed: run.failed, file: test.file, marker };
        if (first === undefined) {
          return answer(
            [
              "Nothing fails [in|within] that selection: {passed} passed[, see {run}|].",
              "{run} ran what you [picked|selected] and is clean, {passed} passed.",
              "[Your|The] selection from {file} [passes|holds] ({passed} passed).",
              "With those filters I get {passed} passes and no failure[ at all|].",
              "All that ran is green; {run} counts {passed}.",
            ],
            values,
            { required: ["passed"] },
          );
        }
        return answer(
          [
            "{failed} of the selection failed; {test} says {message}.",
            "[Among|Of] the tests you picked, {test} fails with {message}[ ({run})|].",
            "{run} has {failed} red and {passed} green: {test} says {message}.",
            "Not clean, no: {failed} failed, {test} among them.",
            "{test} broke: {message}.",
          ],
          { ...values, test: first.test_id, message: first.message },
          {
            required: ["test"],
            list: run.failures.map((each) => each.test_id),
            lead: [
              "{failed} failed and {passed} passed. The failures: {list}.",
              "{run} has {failed} red: {list}.",
              "Not clean: {list} failed.",
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
    "[My change|What I changed] should only touch {marker} tests with {word} in {file}. Could you run [those|just those], up to {stop} failures?",
    "Let {file} run, but [nothing|no tests] other than {marker} with {word}; after {stop} failures there is no point in going on.",
  ],
  invalid: [
    {
      slot: "stop",
      tool: "pytest_run_tests",
      parameter: "max_failures",
      draw: (_, random) => ({ value: random.int(80, 900) }),
      explain: [
        "A run stops after {allowed} failures; {stop} [can't be|is more than can be] set for {file}. Which number [do you want|shall it be]?",
        "[Up to|At] {stop} failures I can't go. For {file} the limit may be {allowed}.",
        "May I take fewer? {stop} failures [are|is] beyond what a run of {file} accepts, namely {allowed}.",
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
        if (first === undefined) return answer(["No test carries {marker}.", "{marker} is on no test."], { marker });
        return answer(
          [
            "{total} tests carry {marker}; [the list starts with|first on the list is] {first} ({ms} ms).",
            "[There are|I count] {total} with {marker}, and {first} [leads|is on top].",
            "In that order {first} comes first, with {ms} ms. The marker is on {total} tests.",
            "{first} at {ms} ms opens the list[; {total} are marked so|].",
            "As for {marker}: {total} in all, [from|beginning at] {first}.",
          ],
          { total, marker, first: first.test_id, ms: first.duration_ms },
          {
            required: ["total", "first"],
            list: tests.map((test) => test.test_id),
            lead: [
              "{total} tests carry {marker}. [The ones you asked for|In that order]: {list}.",
              "Out of {total} with {marker}: {list}.",
              "{list}[; {total} are marked so in all|].",
            ],
          },
        );
      },
    };
  },
  frames: [
    "List all {marker} tests below tests, {sort}, [but |]{limit} at most.",
    "Which tests [under|in] tests are marked {marker}? Order {sort}, up to {limit}.",
    "I'd like to see what carries {marker} in tests ({sort}, {limit} entries).",
    "tests / {marker} / {sort} / {limit}",
    "Our {marker} set under tests has grown wild. Show me {limit} of it, {sort}, [so that I can|for me to] trim it.",
  ],
  invalid: [
    {
      slot: "marker",
      tool: "pytest_list_tests",
      parameter: "marker",
      draw: (_, random) => ({ value: random.pick(["weekly", "manual", "legacy", "paid", "acceptance", "gold"]) }),
      explain: [
        "No test here can carry {marker}. [Do you mean|Is it] one of {allowed}?",
        "Our markers are {allowed}, so I can't list {marker}.",
        "I'd need a marker out of {allowed}; {marker} isn't known[ to the suite|].",
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
            "{run} belongs to {build}; most time went into {test}, {ms} ms.",
            "[Slowest|The slowest] in {run} on {build}: {test} ({ms} ms, {outcome}).",
            "On {build}, {test} needed {ms} ms and {outcome}. Nothing took longer.",
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
    "{run} ran for ages. What [ate|took] most of the time?",
    "I want to speed up the pipeline, beginning with whatever was slowest in {run}.",
    "longest test of {run}, and on which build was that?",
  ],
};

export const selectionScenarios: readonly Scenario<QaWorld>[] = [filteredRun, listMarked, wholeRun];
