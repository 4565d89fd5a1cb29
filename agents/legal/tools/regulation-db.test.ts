import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Contract, LegalWorld } from "../world";
import { failure, succeed, tinyWorld } from "./tiny-world";

interface Check {
  readonly checked: number;
  readonly compliant: boolean;
  readonly deviations: readonly { readonly term: string; readonly actual: number; readonly limit: number }[];
}
const codes = (args: object) =>
  succeed<{ regulations: { code: string }[] }>("regulation_db_search_regulations", args as never).value.regulations.map(
    ({ code }) => code,
  );
const check = (world: LegalWorld = tinyWorld) =>
  succeed<Check>("regulation_db_check_contract", { contract_id: "CT-1", code: "RC-1" }, world).value;

function withTerms(payment: number, notice: number): LegalWorld {
  const [first, ...others] = tinyWorld.contracts as readonly [Contract, ...Contract[]];
  const [one, two] = first.clauses;
  return {
    ...tinyWorld,
    contracts: [
      {
        ...first,
        clauses: [
          { ...one!, value: payment },
          { ...two!, value: notice },
        ],
      },
      ...others,
    ],
  };
}

describe("regulation_db_search_regulations", () => {
  it.each([
    ["jurisdiction, in any case", { jurisdiction: "norvale" }, ["RC-1", "RC-2"]],
    ["status", { status: "repealed" }, ["RC-2"]],
    ["area of a limited term", { area: "privacy" }, ["RC-2"]],
    ["another area", { area: "financial" }, ["RC-1"]],
    ["filters that exclude each other", { status: "in_force", area: "privacy" }, []],
    ["an unknown place", { jurisdiction: "Nowhere" }, []],
  ])("filters by %s", (_, args, expected) => {
    expect(codes(args)).toEqual(expected);
  });
});

describe("regulation_db_get_regulation and regulation_db_get_policy", () => {
  it("give every rule with its unit and direction, in order", () => {
    const { value } = succeed<{ rules: object[] }>("regulation_db_get_regulation", { code: "RC-1" });
    expect(value.rules).toHaveLength(3);
    expect(value.rules[0]).toEqual({
      term: "payment_days",
      limit: 45,
      article: "Art. 2",
      name: "payment period",
      bound: "at_most",
      unit: "days",
    });
    const policy = succeed<{ rules: object[] }>("regulation_db_get_policy", { policy_id: "POL-1" });
    expect(policy.value.rules[1]).toEqual({
      term: "notice_days",
      limit: 60,
      name: "notice period",
      bound: "at_least",
      unit: "days",
    });
    expect(policy.world).toBe(tinyWorld);
  });
});

describe("regulation_db_check_contract", () => {
  it("checks what both speak about and allows the limit itself", () => {
    expect(check()).toMatchObject({ checked: 2, compliant: false });
    expect(check().deviations).toMatchObject([{ term: "payment_days", actual: 60, limit: 45 }]);
    expect(check(withTerms(45, 30))).toMatchObject({ compliant: true, deviations: [] });
  });
  it("judges each direction: shorter payment and longer notice never hurt", () => {
    const days = fc.integer({ min: 1, max: 120 });
    fc.assert(
      fc.property(days, days, days, (payment, notice, step) => {
        const before = check(withTerms(payment + step, notice)).deviations.length;
        expect(check(withTerms(payment, notice)).deviations.length).toBeLessThanOrEqual(before);
        expect(check(withTerms(payment + step, notice + step)).deviations.length).toBeLessThanOrEqual(before);
      }),
    );
  });
  it("is compliant exactly when nothing deviates", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 90 }), (payment, notice) => {
        const result = check(withTerms(payment, notice));
        expect(result.compliant).toBe(payment <= 45 && notice >= 30);
        expect(result.compliant).toBe(result.deviations.length === 0);
      }),
    );
  });
});

describe("regulation_db_watch_regulation", () => {
  it("adds a department once, weekly when nothing is said, and only there", () => {
    const args = { code: "RC-1", department: "Vendor Desk" };
    const { value, world } = succeed<{ watchers: object[] }>("regulation_db_watch_regulation", args);
    expect(value.watchers).toEqual([
      { department: "Audit Board", frequency: "monthly" },
      { department: "Vendor Desk", frequency: "weekly" },
    ]);
    expect(world.regulations[1]).toEqual(tinyWorld.regulations[1]);
    expect(failure("regulation_db_watch_regulation", args, world)).toBe(
      "conflict: Vendor Desk watches RC-1 already (weekly)",
    );
  });
});

describe("errors of regulations", () => {
  it.each([
    [
      "an unknown regulation",
      "regulation_db_get_regulation",
      { code: "RC-9" },
      "not_found: there is no regulation RC-9",
    ],
    [
      "a check against a repealed one, naming what replaced it",
      "regulation_db_check_contract",
      { contract_id: "CT-1", code: "RC-2" },
      "conflict: RC-2 is repealed; RC-1 took its place",
    ],
    [
      "a check of an unknown contract",
      "regulation_db_check_contract",
      { contract_id: "CT-9", code: "RC-1" },
      "not_found: there is no contract CT-9",
    ],
    ["a second watch", "regulation_db_watch_regulation", { code: "RC-1", department: "Audit Board" }, "conflict"],
    [
      "a frequency that does not exist",
      "regulation_db_watch_regulation",
      { code: "RC-1", department: "A", frequency: "hourly" },
      "invalid_argument",
    ],
    ["an unknown policy", "regulation_db_get_policy", { policy_id: "POL-9" }, "not_found"],
    ["an area that does not exist", "regulation_db_search_regulations", { area: "sports" }, "invalid_argument"],
  ])("refuses %s", (_, tool, args, message) => {
    expect(failure(tool, args)).toContain(message);
  });
});
