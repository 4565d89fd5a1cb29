/** Single unittest calls: classes, cases, methods and mocks. */
import { count, type Scenario } from "../../contract";
import type { QaWorld } from "../world";
import type { CaseList, ClassList, ClassRun } from "./observations";
import { tally } from "./said";
import { resultOf, shownCases, stopped, worded } from "./slots";
import { answer, call } from "./steps";

const listClasses: Scenario<QaWorld> = {
  family: "classes_of_module",
  skill: "regression_testing",
  shape: "single",
  draw(world, random) {
    const owner = random.pick(world.classes);
    const outcome = owner.last_outcome;
    return {
      slots: { module: { value: owner.module }, outcome: worded(outcome, random) },
      *solve() {
        const seen = yield* call("unittest_list_classes", { module: owner.module, last_outcome: outcome });
        if (!seen.ok) return stopped(seen);
        const { classes } = resultOf<ClassList>(seen);
        const [first] = classes;
        if (first === undefined)
          return answer(["{module} has no {outcome} class.", "None of the classes of {module} is {outcome}."], {
            module: owner.module,
            outcome,
          });
        return answer(
          [
            "{module} has one {outcome} class, {first}[, with {methods} methods|].",
            "For {module} it is just {first}[, with {methods} methods|].",
            "For {module} I find one, {first}, which has {methods} methods.",
            "Only {first} of {module} is {outcome}[; it has {methods} methods|].",
            "In {module} that's {first}, with {methods} methods, and no other.",
            "{first} is the only {outcome} class for {module}[; it has {methods} methods|].",
            "{module} has {first} as its one {outcome} class[, with {methods} methods|].",
          ],
          {
            n: count(classes as never),
            module: owner.module,
            outcome,
            first: first.class_name,
            methods: count(first.methods),
          },
          {
            required: classes.length === 1 ? ["first"] : ["n", "first"],
            list: classes.map((each) => each.class_name),
            lead: [
              "{module} has {n} {outcome} classes: {list}.",
              "In {module}, {list} are {outcome}.",
              "The {outcome} classes of {module} are {list}.",
              "For {module} I find {n} that are {outcome}: {list}.",
            ],
          },
        );
      },
    };
  },
  frames: [
    "Which {outcome} unittest classes [belong to|do we have for] {module}?",
    "[I'm|We're] moving {module} to pytest. Name its {outcome} unittest classes[ first|].",
    "Show the {outcome} old-style classes of {module}.",
    "{module}, unittest, {outcome} ones: what is there?",
    "Is anything {outcome} among the classes [that test|written for] {module}?",
  ],
};

const runClass: Scenario<QaWorld> = {
  family: "run_unittest_class",
  skill: "bug_detection",
  shape: "single",
  draw(world, random) {
    const { class_name } = random.pick(world.classes);
    return {
      slots: { class: { value: class_name } },
      *solve() {
        const seen = yield* call("unittest_run_class", { class_name });
        if (!seen.ok) return stopped(seen);
        const run = resultOf<ClassRun>(seen);
        if (run.passed === run.methods.length) {
          return answer(
            [
              "{class} is fine: {passed} methods, and none that fails.",
              "As it stands {class} has {passed} methods that pass and none that does not.",
              "{class} passes, with all {passed} methods.",
              "[Every one|Each] of the {passed} methods in {class} passed.",
              "No complaints from {class}; {passed} methods passed.",
            ],
            { class: class_name, passed: run.passed },
          );
        }
        return answer(
          [
            "{class} isn't fine: {tally}.",
            "In {class}, {tally}.",
            "Not everything in {class} passes: {tally}.",
            "{class} does not get through. The result: {tally}.",
            "The run of {class} ended like this: {tally}.",
            "I ran {class}, and {tally}.",
          ],
          { class: class_name, tally: tally(run) },
        );
      },
    };
  },
  frames: [
    "[Run|Start] {class}[ once|] and tell me how it went.",
    "Does {class} [still work|pass these days]?",
    "We inherited {class} from the [previous|old] maintainers and nobody [has run|ran] it in weeks. Please [do|try it].",
    "unittest {class} pls",
    "What comes out [if|when] you run {class}?",
  ],
  missing: [
    {
      slot: "class",
      frames: [
        "Run the unittest class of my [predecessor|colleague] for me, please.",
        "Does our [legacy|unittest] class still pass?",
        "[Start|Launch] the unittest class from [this morning's|yesterday's] review and tell me how it went.",
      ],
      ask: [
        "Which class is it? [I need|Please give me] the name that ends in Test.",
        "I need to know which one. What's the name of the class?",
        "[Sure|Okay] - the class name, please?",
      ],
      reply: ["{class}", "[I meant|I mean] {class}.", "{class}, sorry."],
    },
  ],
};

const oneMethod: Scenario<QaWorld> = {
  family: "run_one_method",
  skill: "bug_detection",
  shape: "single",
  draw(world, random) {
    const owner = random.pick(world.classes);
    const method = random.pick(owner.methods).name;
    return {
      slots: { class: { value: owner.class_name }, method: { value: method } },
      *solve() {
        const seen = yield* call(
          "unittest_run_class",
          { class_name: owner.class_name, method },
          {
            reasons: ["Only {method} is asked for, [not|rather than] the whole of {class}."],
            values: { method, class: owner.class_name },
          },
        );
        if (!seen.ok) return stopped(seen);
        const result = resultOf<ClassRun>(seen).methods[0]!;
        if (result.outcome === "passed") {
          return answer(
            [
              "On its own {method} of {class} passed, in {ms} ms.",
              "{method} of {class} is all right[; it took {ms} ms|].",
              "{method} in {class} passed in {ms} ms.",
              "[Passed|Green]: {method} of {class}, {ms} ms.",
              "[Good news|Fine]: {method} of {class} went through in {ms} ms.",
            ],
            { method, class: owner.class_name, ms: result.duration_ms },
            { required: ["method"] },
          );
        }
        return answer(
          result.outcome === "error"
            ? [
                "{method} of {class} isn't all right yet: it ended in an error, {message}.",
                "As of now {method} in {class} ends in an error: {message}.",
                "{method} of {class} [did not pass|doesn't pass]: {message} (an error, not a failed assertion).",
                "{class} reports an error for {method}: {message}.",
                "{method} of {class} ended in an error, and the message reads: {message}.",
              ]
            : [
                "{method} of {class} isn't all right yet: it {outcome} with {message}.",
                "As of now {method} in {class} does not pass: {message}.",
                "{method} of {class} [did not pass|doesn't pass]: {message}.",
                "{method} of {class} {outcome}: {message}.",
                "{method} of {class} {outcome}, and the message reads: {message}.",
              ],
          { method, class: owner.class_name, outcome: result.outcome, message: result.message },
          { required: ["message"] },
        );
      },
    };
  },
  frames: [
    "Just {method} from {class}, [please|nothing more].",
    "I [changed|rewrote] {method} in {class}. [Is|Is just] that method okay now?",
    "[Run|Try] {method} ({class}) on its own.",
    "Within {class} there is {method}; how does it do when run [alone|by itself]?",
    "Skip the rest of {class}: I'm only after {method}.",
  ],
};

const generate: Scenario<QaWorld> = {
  family: "derive_cases",
  skill: "test_generation",
  shape: "single",
  draw(world, random) {
    const owner = random.pick(world.modules);
    const name = random.pick(owner.functions).name;
    const technique = random.pick(["boundary", "partition", "error_path"]);
    const most = random.int(2, 12);
    return {
      slots: {
        module: { value: owner.path },
        function: { value: name },
        technique: worded(technique, random),
        most: { value: most },
      },
      *solve() {
        const args = { module: owner.path, function: name, technique, max_cases: most };
        const seen = yield* call("unittest_generate_cases", args, {
          reasons: [
            "The ranges of {function} [decide|determine] the cases[, so they can be derived|].",
            "[Deriving|Working out] cases for {function} writes nothing yet.",
          ],
          values: { function: name },
        });
        if (!seen.ok) return stopped(seen);
        const { cases } = resultOf<CaseList>(seen);
        return answer(
          [
            "There are {n} cases for {function} in {module}: {cases}.",
            "For {function} of {module} I would go with these: {cases}.",
            "[Here are|I have] {n} cases for {function} in {module}: {cases}.",
            "{n} cases came out for {function} of {module}: {cases}.",
            "For {function} in {module}: {cases}. [Nothing is written yet|I haven't written any test].",
            "{module}, {function}, {n} cases: {cases}.",
          ],
          { n: count(cases as never), module: owner.path, function: name, cases: shownCases(cases) },
          { required: ["cases"] },
        );
      },
    };
  },
  frames: [
    "Suggest [up to|at most] {most} {technique} cases for {function} in {module}.",
    "{function} lives in {module}. What {technique} cases would you test, {most} at most?",
    "I'm [about to write|writing] tests for {module} and [need|could use] {technique} cases for {function}[;| -] no more than {most}.",
    "{module} > {function}: {technique} cases, max {most}",
    "A reviewer [asked for|wants] {technique} cases for {function} from {module}. Which ones [come first|should I add], {most} at most?",
  ],
  invalid: [
    {
      slot: "most",
      tool: "unittest_generate_cases",
      parameter: "max_cases",
      draw: (_, random) => ({ value: random.int(30, 500) }),
      explain: [
        "{most} cases are more than one request gives; {allowed} are possible for {function}. How many shall it be?",
        "I can derive {allowed} cases at a time, so {most} won't work. [Shall I take the maximum|What number do you prefer]?",
        "The limit for {function} is {allowed}; {most} is beyond it. Please [choose|name] a smaller number.",
      ],
      allowed: "1 to 20",
    },
    {
      slot: "technique",
      tool: "unittest_generate_cases",
      parameter: "technique",
      draw: (_, random) => ({ value: random.pick(["mutation", "pairwise", "fuzzing", "snapshot", "metamorphic"]) }),
      explain: [
        "{technique} isn't something I can derive cases by. I know {allowed}; which [suits|fits] {function}?",
        "No {technique} here[, I'm afraid|]: the ways are {allowed}. [What shall it be|Which one]?",
        "For {function} I can offer {allowed}, but not {technique}. Which one do you want?",
      ],
      allowed: "boundary, partition and error_path",
    },
  ],
};

export const classScenarios: readonly Scenario<QaWorld>[] = [listClasses, runClass, oneMethod, generate];
