/** unittest classes and what they depend on: mocks, blocked methods, all classes of a module. */
import { count, type Scenario } from "../../contract";
import type { MockBehaviour, QaWorld } from "../world";
import type { ClassList, ClassRun } from "./observations";
import { resultOf, stopped, worded } from "./slots";
import { all, answer, call, partial } from "./steps";

const mockAndRerun: Scenario<QaWorld> = {
  family: "mock_unreachable_dependency",
  skill: "bug_detection",
  shape: "chain",
  draw(world, random) {
    const isUnreachable = (name: string) => world.dependencies.some((each) => each.name === name && !each.reachable);
    const candidates = world.classes.filter(
      ({ methods }) => new Set(methods.map(({ needs }) => needs).filter(isUnreachable)).size === 1,
    );
    if (candidates.length === 0) return undefined;
    const { class_name } = random.pick(candidates);
    return {
      slots: { class: { value: class_name }, behaviour: worded("returns_default", random) },
      *solve() {
        const first = yield* call(
          "unittest_run_class",
          { class_name },
          { reasons: ["{class} first as it is[, to see what blocks it|]."], values: { class: class_name } },
        );
        if (!first.ok) return stopped(first);
        const blocked = resultOf<ClassRun>(first).methods.find((method) =>
          method.message.endsWith("cannot be reached"),
        );
        if (blocked === undefined) return answer(["Nothing in {class} is blocked."], { class: class_name });
        const dependency = blocked.message.replace(" cannot be reached", "");
        const mocked = yield* call(
          "unittest_set_mock",
          { class_name, dependency, behaviour: "returns_default" },
          {
            reasons: ["{dependency} cannot be reached, which [stops|blocks] {method}; that's the one to replace."],
            values: { dependency, method: blocked.name },
          },
        );
        if (!mocked.ok) return stopped(mocked);
        const second = yield* call(
          "unittest_run_class",
          { class_name },
          { reasons: ["With the mock for {dependency} in place the class can run again."], values: { dependency } },
        );
        if (!second.ok) return stopped(second);
        const run = resultOf<ClassRun>(second);
        const bad = run.methods.find((method) => method.outcome !== "passed");
        if (bad === undefined) {
          return answer(
            [
              "It was all down to {dependency}: with the mock in place, {passed} of {class} pass.",
              "{dependency} was out of reach; with a mock all {passed} methods pass.",
              "[Solved|That helped]: after mocking {dependency}, {passed} passed in {class}.",
              "{class} is green ({passed} methods) since {dependency} is mocked.",
            ],
            { class: class_name, dependency, passed: run.passed },
            { required: ["dependency"] },
          );
        }
        return partial(
          [
            "I mocked {dependency}, and yet {method} does not pass: {message}. {passed} do.",
            "{passed} pass[ now|] with {dependency} mocked; {method} still reports {message}.",
            "[Half the way|Partly]: the mock for {dependency} is set, but {method} ends with {message}.",
          ],
          { dependency, method: bad.name, message: bad.message, passed: run.passed },
          { required: ["dependency", "method"] },
        );
      },
    };
  },
  frames: [
    "{class} fails on my machine, probably a service it can't reach. Mock that one ({behaviour}) and run the class again.",
    "Run {class}. If a dependency is unreachable, replace it by a mock that {behaviour}, then [repeat|rerun].",
    "Get {class} going: find the blocked dependency, set a mock that {behaviour}, check the result.",
    "{class} - unreachable dependency? mock ({behaviour}) + rerun",
    "Our [test network|sandbox] is cut off, so something {class} needs is missing. A mock that {behaviour} should do; tell me what passes afterwards.",
  ],
};

const setMock: Scenario<QaWorld> = {
  family: "set_mock",
  skill: "bug_detection",
  shape: "complex",
  draw(world, random) {
    const candidates = world.classes.filter((owner) => owner.methods.some((method) => method.needs !== ""));
    if (candidates.length === 0) return undefined;
    const owner = random.pick(candidates);
    const dependency = random.pick(owner.methods.filter((method) => method.needs !== "")).needs;
    const behaviour: MockBehaviour = "slow_response";
    const delay = random.int(4, 240) * 25;
    return {
      slots: {
        class: { value: owner.class_name },
        dependency: { value: dependency },
        behaviour: worded(behaviour, random),
        delay: { value: delay, text: `${delay} ms` },
      },
      *solve() {
        const seen = yield* call("unittest_set_mock", {
          class_name: owner.class_name,
          dependency,
          behaviour,
          delay_ms: delay,
        });
        if (!seen.ok) return stopped(seen);
        return answer(
          [
            "As of now it is a mock that {class} has for {dependency}[, at {delay} ms|].",
            "It is set: {class} will see no more of the real {dependency}.",
            "{dependency} is a mock in {class} now[, delay {delay} ms|].",
            "[Set|Configured]: {class} gets a fake {dependency} with {delay} ms delay.",
            "{class} no longer talks to the real {dependency}; the mock's delay is {delay} ms.",
            "The mock of {dependency} is in place ({delay} ms).",
          ],
          { class: owner.class_name, dependency, delay },
          { required: ["dependency"] },
        );
      },
    };
  },
  frames: [
    "In {class}, replace {dependency} by a mock that {behaviour}, with a delay of {delay}.",
    "I want to see how {class} copes when {dependency} {behaviour}. Set that mock; delay {delay}.",
    "{class}: mock for {dependency}, it {behaviour}, delay {delay}",
    "Suppose {dependency} {behaviour} (delay {delay}). Please configure {class} that way[, I'll run it later|].",
    "For tomorrow's [resilience|failure] session {class} should get a {dependency} that {behaviour}; the delay is {delay}.",
  ],
  missing: [
    {
      slot: "dependency",
      frames: [
        "In {class}, set a mock that {behaviour}, with a delay of {delay}.",
        "One of the services behind {class} should be a mock: it {behaviour}, delay {delay}.",
        "Please mock the dependency of {class}; it {behaviour} and the delay is {delay}.",
      ],
      ask: [
        "Which dependency of {class} shall be mocked?",
        "[What|Which one] should the mock replace?",
        "I need the name of the dependency[, please|].",
      ],
      reply: ["{dependency}", "[It's|That's] {dependency}.", "{dependency}, the one that keeps failing."],
    },
  ],
  invalid: [
    {
      slot: "delay",
      tool: "unittest_set_mock",
      parameter: "delay_ms",
      draw: (_, random) => {
        const delay = random.int(70, 900) * 1000;
        return { value: delay, text: `${delay} ms` };
      },
      explain: [
        "{delay} is too long for a mock of {dependency}: {allowed} is possible. How much shall it be?",
        "A mock can wait {allowed}, not {delay}. Please give me a shorter delay for {dependency}.",
        "The delay has to be {allowed}; {delay} exceeds that.",
      ],
      allowed: "0 to 60000 ms",
    },
  ],
};

const classOverview: Scenario<QaWorld> = {
  family: "run_failing_classes_of_module",
  skill: "regression_testing",
  shape: "chain",
  draw(world, random) {
    const modules = world.modules.filter((module) => world.classes.some((each) => each.module === module.path));
    const module = random.pick(modules).path;
    return {
      slots: {
        module: { value: module },
        fast: {
          value: true,
          text: ["fail-fast", "stopping at its first failure", "no further than the first failure"],
          derivation: "synonym",
        },
      },
      *solve() {
        const listed = yield* call(
          "unittest_list_classes",
          { module },
          { reasons: ["Which classes {module} has [is|must be] looked up first."], values: { module } },
        );
        if (!listed.ok) return stopped(listed);
        const { classes } = resultOf<ClassList>(listed);
        if (classes.length === 0) return answer(["{module} has no unittest class."], { module });
        const runs = yield* all(
          classes.map(({ class_name }) => ["unittest_run_class", { class_name, fail_fast: true }] as const),
          { reasons: ["{n} to run, each up to its first failure."], values: { n: count(classes as never) } },
        );
        const bad = runs.find((run) => !run.ok);
        if (bad !== undefined && !bad.ok) return stopped(bad);
        const reports = runs.map((run) => resultOf<ClassRun>(run as never));
        const failing = reports.filter((report) => report.failed + report.errors > 0);
        const [first] = failing;
        if (first === undefined && classes.length === 1) {
          return answer(
            [
              "There is just one, {class}, and it passes.",
              "{module} is fine: its one class, {class}, has no failure.",
              "{class} is the only class of {module}, and it passes.",
              "One class, {class}, and all of it passes.",
            ],
            { module, class: classes[0]!.class_name },
            { required: ["class"] },
          );
        }
        if (first === undefined) {
          return answer(
            [
              "There are {n} and they all pass.",
              "{module} is fine: {n} classes, no failure.",
              "All {n} pass[ for {module}|].",
              "Not one of the {n} fails.",
            ],
            { module, n: count(classes as never) },
            { required: ["n"] },
          );
        }
        return answer(
          [
            "{bad} of {n} stop early: {all}.",
            "{bad} of {n} classes break. [The failures|Where]: {all}.",
            "[There is trouble|Failures] in {module}: {all}.",
            "What goes wrong first in each: {all}[ ({bad} of {n} classes)|].",
          ],
          {
            bad: count(failing as never),
            n: count(classes as never),
            module,
            all: failing
              .map(({ class_name, methods }) => `${class_name}.${methods.at(-1)!.name} (${methods.at(-1)!.message})`)
              .join(", "),
          },
          { required: ["all"] },
        );
      },
    };
  },
  frames: [
    "[Run|Please run] every unittest class of {module}, each one {fast}.",
    "How many of {module}'s unittest classes get through[ when run {fast}|, each {fast}]?",
    "Go over the old tests for {module}: list the classes, run each one ({fast}), and report [the first problem|what goes wrong first].",
    "all unittest classes of {module}, {fast}",
    "I don't know what tests {module} has in the old style. [Look|Find out], run them all, {fast}, and tell me what breaks.",
  ],
};

const failingMock: Scenario<QaWorld> = {
  family: "set_mock_without_delay",
  skill: "bug_detection",
  shape: "single",
  draw(world, random) {
    const candidates = world.classes.filter((owner) => owner.methods.some((method) => method.needs !== ""));
    if (candidates.length === 0) return undefined;
    const owner = random.pick(candidates);
    const dependency = random.pick(owner.methods.filter((method) => method.needs !== "")).needs;
    const behaviour = random.pick<MockBehaviour>(["raises_error", "times_out", "returns_default"]);
    return {
      slots: {
        class: { value: owner.class_name },
        dependency: { value: dependency },
        behaviour: worded(behaviour, random),
      },
      *solve() {
        const seen = yield* call("unittest_set_mock", { class_name: owner.class_name, dependency, behaviour });
        if (!seen.ok) return stopped(seen);
        return answer(
          [
            "{class} has a stand-in for {dependency} [now|from now on].",
            "It is in place: {dependency} is no more than a mock for {class}.",
            "[Done,|There:] {dependency} is mocked in {class}[ as you wanted|].",
            "From its next run on, {class} [meets|will meet] the mock, not {dependency} itself.",
            "I [set|have set] that mock for {dependency}[; only {class} is affected|].",
          ],
          { class: owner.class_name, dependency },
        );
      },
    };
  },
  frames: [
    "Let {class} believe that {dependency} {behaviour}.",
    "Put a mock in front of {dependency} for {class}, [one|a mock] that {behaviour}.",
    "What if {dependency} {behaviour}? Set {class} up like that, [please|I want to find out].",
    "{class} / {dependency} / mock: {behaviour}",
    "In the review we said that {class} must be tried with a {dependency} that {behaviour}. Could you set the mock?",
  ],
  missing: [
    {
      slot: "behaviour",
      frames: [
        "Put a mock in front of {dependency} for {class}.",
        "{class} should no longer talk to the real {dependency}. Set a mock, please.",
        "Could you mock {dependency} in {class}?",
      ],
      ask: [
        "What should the mock do: return a default, raise an error, time out or respond slowly?",
        "How is it to behave when {class} calls it?",
        "I can. Shall the mock answer with its default, fail, never reply or reply late?",
      ],
      reply: ["One that {behaviour}.", "A mock that {behaviour}[, please|].", "I want it so that it {behaviour}."],
    },
  ],
};

export const classChainScenarios: readonly Scenario<QaWorld>[] = [mockAndRerun, setMock, failingMock, classOverview];
