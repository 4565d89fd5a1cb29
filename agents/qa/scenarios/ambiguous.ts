/** Requests that fit several things: look, then ask which. */
import { count, type Scenario } from "../../contract";
import type { QaWorld } from "../world";
import type { ClassList, ClassRun, ElementList, RunReport, TestList } from "./observations";
import { listed, tally } from "./said";
import { resultOf, stopped } from "./slots";
import { answer, ask, call, partial } from "./steps";

const testByWord: Scenario<QaWorld> = {
  family: "run_test_by_word",
  skill: "regression_testing",
  shape: "ambiguous",
  draw(world, random) {
    const wordOf = (id: string) => id.split("::test_")[1]!.split("_")[0]!;
    const words = [...new Set(world.tests.map((test) => wordOf(test.test_id)))];
    const candidates = words.map((word) => ({
      word,
      tests: world.tests.filter((test) => test.test_id.split("::")[1]!.includes(word)),
    }));
    const free = (test: { quarantined_until: string }) => test.quarantined_until < world.today;
    const several = candidates.filter(({ tests }) => tests.length >= 2 && tests.length <= 6 && tests.some(free));
    if (several.length === 0) return undefined;
    const { word, tests } = random.pick(several);
    // The list shows a quarantine: such a test need not be run to know that it is skipped.
    const wanted = random.pick(tests.filter(free)).test_id;
    return {
      slots: { word: { value: word } },
      *solve() {
        const seen = yield* call(
          "pytest_list_tests",
          { target: "tests", keyword: word },
          { reasons: ['Several tests may have "{word}" in their names; the list will show.'], values: { word } },
        );
        if (!seen.ok) return stopped(seen);
        const found = resultOf<TestList>(seen).tests;
        if (found.length < 2) return partial(['There are not several tests with "{word}" in their name.'], { word });
        return ask(
          [
            '{n} tests have "{word}" in their name: {all}. Which one shall I run?',
            "I would have to guess: there are {n} such tests, {all}. Which one is it?",
            "Is it {any}?",
            'With "{word}" alone I get {n} tests: {all}. Which one is it?',
            "That fits {n} tests: {all}. Which do you mean?",
            "I find {all}. Which [one|of them] do you mean?",
            '"{word}" is part of {n} names: {all}. Please tell me the exact test.',
          ],
          {
            n: count(found as never),
            word,
            all: listed(found.map(({ test_id }) => test_id)),
            any: listed(
              found.map(({ test_id }) => test_id),
              "or",
            ),
          },
          {
            frames: ["{test}", "[I meant|The one I mean is] {test}.", "{test}, please.", "[Take|Run] {test}."],
            slots: { test: { value: wanted } },
            *solve() {
              const ran = yield* call("pytest_run_tests", { target: wanted });
              if (!ran.ok) return stopped(ran);
              const run = resultOf<RunReport>(ran);
              const values = { test: wanted, run: run.run_id, build: run.build };
              if (run.failed > 0) {
                return answer(
                  ["{test} fails on {build}: {message}.", "It's red on {build}, with {message} ({run})."],
                  { ...values, message: run.failures[0]!.message },
                  { required: ["message"] },
                );
              }
              return answer(["{test} passes on {build}.", "It passed on {build}, see {run}."], values, {
                required: [],
              });
            },
          },
        );
      },
    };
  },
  frames: [
    '[Run|Start] the "{word}" test, please.',
    "There's a test with {word} in its name somewhere under tests. Does it pass?",
    "I only remember that the test's name contains {word}. Run it[ for me|].",
    "The test with {word} in its name - still OK?",
    "Yesterday's failure was in the {word} test[, I think|]; give it another go.",
  ],
};

const classOfModule: Scenario<QaWorld> = {
  family: "run_class_of_module",
  skill: "bug_detection",
  shape: "ambiguous",
  draw(world, random) {
    const modules = world.modules.filter(
      (module) => world.classes.filter((each) => each.module === module.path).length === 2,
    );
    if (modules.length === 0) return undefined;
    const module = random.pick(modules).path;
    const wanted = random.pick(world.classes.filter((each) => each.module === module)).class_name;
    return {
      slots: { module: { value: module } },
      *solve() {
        const seen = yield* call("unittest_list_classes", { module });
        if (!seen.ok) return stopped(seen);
        const [first, second] = resultOf<ClassList>(seen).classes;
        if (first === undefined || second === undefined) return partial(["{module} has no two classes."], { module });
        return ask(
          [
            "I see two of them, {first} and {second}. Can you say which?",
            "As there are two, {first} and {second}, I need to know which to run.",
            "Is it {first} that you want, or the other one, {second}?",
            "{module} has two: {first} and {second}. Which one?",
            "{module} has {first} and {second}; which of the two do you mean?",
            "Should I run {first} or {second}? Both [test|belong to] {module}.",
            "There are two classes[ for {module}|]; is yours {first}, or is it {second}?",
          ],
          { module, first: first.class_name, second: second.class_name },
          {
            frames: ["{class}", "{class}[, please|].", "The {class} one.", "[I want|It's] {class}."],
            slots: { class: { value: wanted } },
            *solve() {
              const ran = yield* call("unittest_run_class", { class_name: wanted });
              if (!ran.ok) return stopped(ran);
              const run = resultOf<ClassRun>(ran);
              return answer(
                ["{class}: {tally}.", "In {class}, {tally}.", "I ran {class}, with this result: {tally}."],
                { class: wanted, tally: tally(run) },
              );
            },
          },
        );
      },
    };
  },
  frames: [
    "Run the unittest class [of|for] {module}.",
    "{module} has an old unittest class; does it pass?",
    "Please execute {module}'s unittest class and report failures.",
    "run unittest for {module}?",
    "I fixed something in {module}. [Is its unittest class happy|Does its unittest class pass] now?",
  ],
};

const elementByLabel: Scenario<QaWorld> = {
  family: "locator_of_label",
  skill: "bug_detection",
  shape: "ambiguous",
  draw(world, random) {
    const page = random.pick(world.pages);
    const label = page.elements[6]!.label;
    const wanted = random.pick([page.elements[5]!, page.elements[6]!]);
    return {
      slots: { page: { value: page.path }, label: { value: label, text: [`"${label}"`] } },
      *solve() {
        const seen = yield* call(
          "selenium_find_elements",
          { page: page.path, by: "label", value: label },
          { reasons: ["Searching {page} by label [gives|should give] the locator."], values: { page: page.path } },
        );
        if (!seen.ok) return stopped(seen);
        const { elements } = resultOf<ElementList>(seen);
        if (elements.length < 2) return partial(["{page} has no two elements of that label."], { page: page.path });
        const [first, second] = [elements[0]!, elements[1]!];
        return ask(
          [
            "{n} elements carry that label: {first}, a {one}, and {second}, a {two}. Which one do you need?",
            "Do you mean {first} ({one}) or {second} ({two})? They have the same label[ on {page}|].",
            "There are two with that label, {first} and {second}. Should it be the {one} or the {two}?",
            "There is a {one}, {first}, and a {two}, {second}. Which of them do you want?",
            "On {page} I find {first} as well as {second}. Which is yours, the {one} or the {two}?",
            "The label is used twice, on a {one} ({first}) and on a {two} ({second}). Which is meant?",
            "[Careful|Hm]: a {one} and a {two} share that label, {first} and {second}. Which shall it be?",
          ],
          {
            n: count(elements as never),
            page: page.path,
            first: first.locator,
            second: second.locator,
            one: first.role,
            two: second.role,
          },
          {
            frames: ["The {role}.", "[The {role}, please|I mean the {role}].", "It's the {role} that I need."],
            slots: { role: { value: wanted.role } },
            *solve() {
              const wordings = wanted.visible
                ? ["It is {locator}.", "[Use|Take] {locator}.", "Then {locator} is the one.", "{locator}."]
                : [
                    "It is {locator}, but [at present|right now] that is hidden.",
                    "[Use|Take] {locator}; mind that it is hidden[ on the page|].",
                    "Then {locator} is the one. It is hidden, though.",
                    "{locator}, which is hidden[ at the moment|].",
                  ];
              return answer(wordings, { locator: wanted.locator });
            },
          },
        );
      },
    };
  },
  frames: [
    "Which locator belongs to the label {label} on {page}? My script has to [click|press] it.",
    "I need the locator for the label {label} on {page}[, for a new test step|].",
    "[Look at|Check] {page}: what locator should my test use for the label {label}?",
    "{page}, label {label}: locator?",
    "My test clicks the label {label} on {page} and nothing happens; give me the right locator[ for it|].",
  ],
};

export const ambiguousScenarios: readonly Scenario<QaWorld>[] = [testByWord, classOfModule, elementByLabel];
