import { describe, expect, it } from "vitest";
import type { Trajectory } from "../types";
import { tellingFact } from "./telling-fact";

const world = {
  modules: [
    { path: "search/sizes.py", owner: "team jade" },
    { path: "orders/merge.py", owner: "team jade" },
  ],
  classes: [
    { class_name: "MergeTest", module: "orders/merge.py" },
    { class_name: "SizesTest", module: "search/sizes.py" },
  ],
  flows: [{ name: "gift card checkout" }, { name: "sender login" }],
};

function tells(fact: string, trajectory: object): boolean {
  const whole = { world, script: [], blueprint: { kind: "missing_required" }, ...trajectory } as unknown as Trajectory;
  return tellingFact(whole)(fact);
}

const asking = (kind: string, told: object, between: readonly object[] = []) => ({
  blueprint: { kind },
  script: [
    { kind: "user", stage: "request", slots: {} },
    ...between,
    { kind: "text", decision: "ask" },
    { kind: "user", stage: "later", slots: told },
  ],
});

describe("a fact that tells what a request leaves open", () => {
  it.each([
    ["another one of the same make", "MergeTest tests orders/merge.py.", { lacks: "search/sizes.py" }, true],
    ["the other name of the same thing", "SizesTest is new.", { lacks: "MergeTest" }, true],
    ["something of another make", "gift card checkout has 3 steps.", { lacks: "search/sizes.py" }, false],
    ["a name of small words", "We have a flow for sender login.", { lacks: "gift card checkout" }, true],
    ["a date", "It was opened on 2026-02-03.", { lacks: "2026-05-01" }, true],
    ["a figure", "gift card checkout has 3 steps.", { lacks: 12 }, true],
    ["nothing where nothing is open", "MergeTest tests orders/merge.py.", {}, false],
  ])("%s", (_, fact, trajectory, expected) => {
    expect(tells(fact, trajectory)).toBe(expected);
  });

  it("is one about what the user tells only when asked", () => {
    const trajectory = asking("clarification", { module: { value: "search/sizes.py" } });
    expect(tells("MergeTest tests orders/merge.py.", trajectory)).toBe(true);
    expect(tells("MergeTest tests orders/merge.py.", { ...trajectory, blueprint: { kind: "single" } })).toBe(false);
  });

  it("is one about what a question lets choose from", () => {
    const found = { kind: "calls", observations: [{ ok: true, result: { modules: [{ path: "search/sizes.py" }] } }] };
    expect(tells("orders/merge.py has 20 lines.", asking("ambiguous_entity", {}, [found]))).toBe(true);
    expect(tells("sender login has 4 steps.", asking("ambiguous_entity", {}, [found]))).toBe(false);
  });
});
