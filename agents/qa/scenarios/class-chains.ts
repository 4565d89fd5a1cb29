/** unittest classes and what they depend on: mocks, blocked methods, all classes of a module. */
import { count, type Scenario } from "../../contract";
import type { MockBehaviour, QaWorld } from "../world";
import type { ClassList, ClassRun } from "./observations";
import { listed, tally } from "./said";
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
        const blocked = resultOf<ClassRun>(first).methods.filter((method) =>
          method.message.endsWith("cannot be reached"),
        );
        const [one] = blocked;
        if (one === undefined) return answer(["Nothing in {class} is blocked."], { class: class_name });
        const dependency = one.message.replace(" cannot be reached", "");
        const mocked = yield* call(
          "unittest_set_mock",
          { class_name, dependency, behaviour: "returns_default" },
          {
            reasons: ["{dependency} cannot be reached, which [stops|blocks] {methods}; that's the one to replace."],
            values: { dependency, methods: listed(blocked.map(({ name }) => name)) },
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
              "In {class} it was all down to {dependency}: with a mock in place, {passed} methods pass and none fails.",
              "{dependency} was out of reach for {class}; with a mock all {passed} methods pass.",
              "The mock of {dependency} helped: {passed} methods of {class} pass and none fails.",
              "{class} is green, {passed} methods in all, now that {dependency} is mocked.",
            ],
            { class: class_name, dependency, passed: run.passed },
            { required: ["dependency"] },
          );
        }
        return partial(
          [
            "In {class} I mocked {dependency}, which could not be reached. Not all of it passes, though: {tally}.",
            "With {dependency} mocked, the result of {class} is {tally}.",
            "For {class} the mock of the unreachable {dependency} is set. The run after it: {tally}.",
            "{class} isn't green yet: {dependency} is mocked for it now, and the result is {tally}.",
          ],
          { class: class_name, dependency, method: bad.name, tally: tally(run) },
          { required: ["dependency", "tally"] },
        );
      },
    };
  },
  frames: [
    "{class} fails on my machine, probably a service it can't reach. Mock that one ({behaviour}) and run the class again.",
    "Run {class}. If a dependency is unreachable, replace it by a mock that {behaviour}, then [repeat|rerun].",
    "Get {class} going: find the blocked dependency, set a mock that {behaviour}, check the result.",
    "{class} - unreachable dependency? mock ({behaviour}) + rerun",
    "Our [test network|sandbox] is cut off, so something {class} needs is missing. A mock that {behaviour} should do; tell me how the class does afterwards.",
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
            "As of now {class} has a mock for {dependency}, with a delay of {delay} ms.",
            "{class} is set: in place of {dependency} it sees a mock that answers after {delay} ms.",
            "{dependency} is a mock in {class} now, a slow one with {delay} ms delay.",
            "[Set|Configured]: {class} gets a fake {dependency} with {delay} ms delay.",
            "{class} no longer talks to the real {dependency}; the mock's delay is {delay} ms.",
            "The mock of {dependency} is in place in {class}, with {delay} ms of delay.",
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
    "For tomorrow's [resilience|failure] session, make it so that {dependency} {behaviour} for {class}; the delay is {delay}.",
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
        "[What|Which dependency] should the mock replace?",
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
        "{delay} is too long for a mock of {dependency}: {allowed} is possible. How long shall it be?",
        "A mock can wait {allowed}, not {delay}. Please give me a shorter delay for {dependency}.",
        "The delay has to be {allowed}; {delay} exceeds that. How long should {dependency} take?",
      ],
      allowed: "0 to 60000 ms",
    },
  ],
};

/** Which classes pass beside those that fail. */
function restOf(reports: readonly ClassRun[], failing: readonly ClassRun[]): string {
  const good = reports.filter((report) => !failing.includes(report)).map(({ class_name }) => class_name);
  if (good.length > 0) return `Passing: ${listed(good)}`;
  return reports.length === 1 ? "There is no other class" : "No class passes";
}

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
          text: ["fail-fast", "stopping at its first failure", "up to its first failure"],
          derivation: "synonym",
        },
      },
      *solve() {
        const found = yield* call(
          "unittest_list_classes",
          { module },
          { reasons: ["Which classes test {module} [has to|must] be looked up first."], values: { module } },
        );
        if (!found.ok) return stopped(found);
        const { classes } = resultOf<ClassList>(found);
        if (classes.length === 0) return answer(["{module} has no unittest class."], { module });
        const runs = yield* all(
          classes.map(({ class_name }) => ["unittest_run_class", { class_name, fail_fast: true }] as const),
          { reasons: classes.length === 1 ? [] : ["Each of the classes runs up to its first failure."] },
        );
        const bad = runs.find((run) => !run.ok);
        if (bad !== undefined && !bad.ok) return stopped(bad);
        const reports = runs.map((run) => resultOf<ClassRun>(run as never));
        const failing = reports.filter((report) => report.failed + report.errors > 0);
        const [first] = failing;
        const names = listed(classes.map(({ class_name }) => class_name));
        if (first === undefined && classes.length === 1) {
          return answer(
            [
              "{module} has just one class, {class}, and it passes.",
              "{module} is fine: its one class, {class}, has no failure.",
              "{class} is the only class of {module}, and it passes.",
              "One class for {module}, {class}, and all of it passes.",
            ],
            { module, class: classes[0]!.class_name },
            { required: ["class"] },
          );
        }
        if (first === undefined) {
          return answer(
            [
              "{module} has {n} classes, {names}, and they pass.",
              "{module} is fine: {names} have no failure.",
              "No failure in {module}; {names} pass.",
              "The {n} classes of {module} get through: {names}.",
            ],
            { module, n: count(classes as never), names },
            { required: ["n"] },
          );
        }
        return answer(
          [
            "In {module}, not every class gets through: {all}. {rest}.",
            "There is trouble in {module}: {all}. {rest}.",
            "What goes wrong first in the failing classes of {module}: {all}. {rest}.",
            "First failures in {module}: {all}. {rest}.",
          ],
          {
            module,
            all: listed(
              failing.map(
                ({ class_name, methods }) => `${class_name}.${methods.at(-1)!.name} (${methods.at(-1)!.message})`,
              ),
            ),
            rest: restOf(reports, failing),
          },
          { required: ["all"] },
        );
      },
    };
  },
  frames: [
    "[Run|Please run] every unittest class of {module}, each one {fast}, and tell me how it went.",
    "Which of {module}'s unittest classes get through when you run each of them ({fast})?",
    "Go over the old tests for {module}: list the classes, run each one ({fast}), and report [the first problem|what goes wrong first].",
    "each unittest class of {module}, {fast}",
    "I don't know what tests {module} has in the old style. [Look|Find out], run each of them ({fast}), and tell me what breaks.",
  ],
};

/** What each kind of mock does. */
const BEHAVIOURS: { readonly [behaviour in MockBehaviour]: string } = {
  returns_default: "returns its default",
  raises_error: "raises an error",
  times_out: "never replies",
  slow_response: "replies slowly",
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
        const does = BEHAVIOURS[behaviour];
        return answer(
          [
            "{class} has a stand-in for {dependency} [now|from now on], one that {does}.",
            "It is in place: for {class}, {dependency} is a mock that {does}.",
            "[Done,|There:] {dependency} is mocked in {class}; the mock {does}.",
            "From its next run on, {class} [meets|will meet] a mock that {does}, not {dependency} itself.",
            "I [set|have set] that mock for {dependency} in {class}; it {does}.",
          ],
          { class: owner.class_name, dependency, does },
        );
      },
    };
  },
  frames: [
    "Let {class} believe that {dependency} {behaviour}.",
    "Put a mock in front of {dependency} for {class}, [one|a mock] that {behaviour}.",
    "What if {dependency} {behaviour}? Set {class} up like that, [please|I want to find out].",
    "{class} / {dependency} / mock: {behaviour}",
    "{class} must be tried while {dependency} {behaviour}, we said. Could you set the mock?",
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
        "How is the mock of {dependency} to behave when {class} calls it?",
        "I can. Shall the mock answer with its default, fail, never reply or reply late?",
      ],
      reply: ["One that {behaviour}.", "A mock that {behaviour}[, please|].", "I want one that {behaviour}."],
    },
  ],
};

export const classChainScenarios: readonly Scenario<QaWorld>[] = [mockAndRerun, setMock, failingMock, classOverview];
