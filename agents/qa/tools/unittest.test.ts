import { describe, expect, it } from "vitest";
import type { CaseList, ClassList, ClassRun } from "../scenarios/observations";
import { does, refuses, tiny, X } from "./tiny-world";

const CLASS = "ParcelRouterTest";
const classes = (args: object = {}, world = tiny) =>
  does<ClassList>(world, "unittest_list_classes", { module: X, ...args }).value.classes;
const run = (args: object = {}, world = tiny) =>
  does<ClassRun>(world, "unittest_run_class", { class_name: CLASS, ...args });
const derive = (args: object) => does<CaseList>(tiny, "unittest_generate_cases", { module: X, ...args }).value.cases;
const mock = (dependency: string, behaviour: string, more: object = {}, world = tiny) =>
  does<{ replaced: boolean }>(world, "unittest_set_mock", { class_name: CLASS, dependency, behaviour, ...more });

describe("unittest_list_classes", () => {
  it("splits the classes by their last outcome without losing one", () => {
    const parts = ["passing", "failing", "unrun"].flatMap((last_outcome) => classes({ last_outcome }));
    expect(parts.map((each) => each.class_name).sort()).toEqual(
      classes()
        .map((each) => each.class_name)
        .sort(),
    );
  });
  it("names exactly the dependencies that can be mocked", () => {
    const [{ dependencies }] = classes() as [ClassList["classes"][number]];
    expect(dependencies).toEqual(["tariff-feed", "geo-index"]);
    for (const dependency of dependencies) expect(() => mock(dependency, "times_out")).not.toThrow();
  });
  it("shows the outcome of the last run and the mocks that are set", () => {
    const world = mock("geo-index", "times_out", {}, run().world).world;
    expect(classes({}, world)[0]).toMatchObject({ last_outcome: "failing", mocks: ["geo-index"] });
  });
});

describe("unittest_run_class", () => {
  it("gives every method one outcome", () => {
    const { passed, failed, errors, methods } = run().value;
    expect({ passed, failed, errors }).toEqual({ passed: 2, failed: 1, errors: 1 });
    expect(methods).toHaveLength(passed + failed + errors);
  });
  it("gives a method alone the outcome it has among the others", () => {
    for (const method of run().value.methods) {
      expect(run({ method: method.name }).value.methods).toEqual([method]);
    }
  });
  it("ends with the first method that does not pass when it is to fail fast", () => {
    expect(run({ fail_fast: true }).value.methods.map((method) => method.outcome)).toEqual(["passed", "error"]);
    expect(run({ method: "test_plain", fail_fast: true }).value.methods).toHaveLength(1);
  });
});

describe("unittest_generate_cases", () => {
  it("stands at the limits and one step outside them", () => {
    const values = derive({ function: "clamp_quota" }).map((each) => [each.inputs[0]!.value, each.expect]);
    expect(values).toEqual([
      [0, "raises"],
      [1, "returns"],
      [30, "returns"],
      [31, "raises"],
    ]);
  });
  it("derives cases that hold: each is accepted as a test, and its opposite is not", () => {
    for (const technique of ["boundary", "partition", "error_path"]) {
      for (const each of derive({ function: "split_batch", technique, max_cases: 20 })) {
        const args = { class_name: CLASS, method: "test_it", function: "split_batch" };
        expect(() => does(tiny, "unittest_add_method", { ...args, cases: [each] })).not.toThrow();
        const opposite = { ...each, expect: each.expect === "returns" ? "raises" : "returns" };
        expect(refuses(tiny, "unittest_add_method", { ...args, cases: [opposite] })[0]).toBe("invalid_argument");
      }
    }
  });
  it("has only returning cases inside, only raising ones on the error path, and no case twice", () => {
    const expects = (technique: string) => derive({ function: "split_batch", technique }).map((each) => each.expect);
    expect(new Set(expects("partition"))).toEqual(new Set(["returns"]));
    expect(new Set(expects("error_path"))).toEqual(new Set(["raises"]));
    const texts = derive({ function: "split_batch", max_cases: 20 }).map((each) => JSON.stringify(each.inputs));
    expect(new Set(texts).size).toBe(texts.length);
  });
  it("gives the first cases under a maximum", () => {
    const every = derive({ function: "split_batch", max_cases: 20 });
    expect(derive({ function: "split_batch", max_cases: 3 })).toEqual(every.slice(0, 3));
  });
});

describe("unittest_add_method", () => {
  const cases = derive({ function: "clamp_quota" });
  const args = { class_name: CLASS, method: "test_quota", function: "clamp_quota", cases };
  const added = does<{ cases: number }>(tiny, "unittest_add_method", args as never);

  it("makes the method appear in the list", () => {
    expect(classes({}, added.world)[0]!.methods).toEqual([...classes()[0]!.methods, "test_quota"]);
  });
  it("makes it run and pass", () => {
    expect(run({ method: "test_quota" }, added.world).value).toMatchObject({ passed: 1, failed: 0, errors: 0 });
  });
  it("counts the cases, and leaves the outcome of the others alone", () => {
    expect(added.value.cases).toBe(4);
    expect(run({}, added.world).value.methods.slice(0, 4)).toEqual(run().value.methods);
  });
});

describe("unittest_set_mock", () => {
  it("makes the unreachable reachable", () => {
    const world = mock("tariff-feed", "returns_default").world;
    expect(run({ method: "test_feed" }).value.errors).toBe(1);
    expect(run({ method: "test_feed" }, world).value).toMatchObject({ passed: 1, errors: 0 });
  });
  it.each(["raises_error", "times_out"])("makes what needs it end in an error: %s", (behaviour) => {
    const { methods } = run({}, mock("geo-index", behaviour).world).value;
    expect(methods.filter((method) => method.outcome === "error").map((method) => method.name)).toEqual([
      "test_feed",
      "test_index",
    ]);
  });
  it("adds exactly its delay", () => {
    const duration = (world = tiny) => run({ method: "test_index" }, world).value.methods[0]!.duration_ms;
    expect(duration(mock("geo-index", "slow_response", { delay_ms: 750 }).world)).toBe(duration() + 750);
  });
  it("replaces an earlier mock of the same dependency", () => {
    const first = mock("geo-index", "times_out");
    const second = mock("geo-index", "returns_default", {}, first.world);
    expect([first.value.replaced, second.value.replaced]).toEqual([false, true]);
    expect(run({ method: "test_index" }, second.world).value.passed).toBe(1);
  });
});

describe("errors", () => {
  const cases = [{ inputs: [{ name: "days", value: 3 }], expect: "returns" }];
  const add = { class_name: CLASS, method: "test_new", function: "clamp_quota", cases };
  it.each([
    ["an unknown module", "unittest_list_classes", { module: "a/w.py" }, "not_found", "a/w.py"],
    ["a renamed module", "unittest_list_classes", { module: "a/old.py" }, "not_found", "a/y.py"],
    ["an unknown class", "unittest_run_class", { class_name: "NoTest" }, "not_found", "NoTest"],
    ["an unknown method", "unittest_run_class", { class_name: CLASS, method: "test_no" }, "not_found", "test_no"],
    ["an unknown function", "unittest_generate_cases", { module: X, function: "nope" }, "not_found", "nope"],
    [
      "a technique that is none",
      "unittest_generate_cases",
      { module: X, function: "clamp_quota", technique: "fuzz" },
      "invalid_argument",
      "boundary",
    ],
    ["a method that exists", "unittest_add_method", { ...add, method: "test_plain" }, "conflict", "test_plain"],
    ["a method without its prefix", "unittest_add_method", { ...add, method: "checks" }, "invalid_argument", "test_"],
    [
      "a case without a parameter",
      "unittest_add_method",
      { ...add, cases: [{ inputs: [], expect: "returns" }] },
      "invalid_argument",
      "days",
    ],
    [
      "a case with a foreign parameter",
      "unittest_add_method",
      { ...add, cases: [{ inputs: [...cases[0]!.inputs, { name: "weeks", value: 1 }], expect: "returns" }] },
      "invalid_argument",
      "weeks",
    ],
    ["no case at all", "unittest_add_method", { ...add, cases: [] }, "invalid_argument", "cases"],
    [
      "a dependency that is not used",
      "unittest_set_mock",
      { class_name: CLASS, dependency: "sms-relay", behaviour: "times_out" },
      "not_found",
      "sms-relay",
    ],
    [
      "a delay without slowness",
      "unittest_set_mock",
      { class_name: CLASS, dependency: "geo-index", behaviour: "times_out", delay_ms: 5 },
      "invalid_argument",
      "slow_response",
    ],
  ] as const)("%s", (_, tool, args, code, text) => {
    const [found, message] = refuses(tiny, tool, args as never);
    expect(found).toBe(code);
    expect(message).toContain(text);
  });
});
