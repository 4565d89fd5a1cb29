import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { failure, succeed, tinyWorld } from "./tiny-world";

interface Found {
  readonly contracts: readonly { readonly contract_id: string; readonly expires: string; readonly value: number }[];
}
const search = (args: object) => succeed<Found>("clause_extractor_search_contracts", args as never).value.contracts;
const ids = (args: object) => search(args).map(({ contract_id }) => contract_id);

describe("clause_extractor_search_contracts", () => {
  it("gives all of them, earliest end first, when nothing is asked", () => {
    expect(ids({})).toEqual(["CT-3", "CT-2", "CT-1"]);
  });
  it.each([
    ["party, in part and in any case", { party: "fennwell" }, ["CT-3", "CT-1"]],
    ["kind", { kind: "lease" }, ["CT-2"]],
    ["status", { status: "expired" }, ["CT-3"]],
    ["end before a day, the day itself excluded", { expires_before: "2026-12-01" }, ["CT-3"]],
    ["least value, the value itself included", { minimum_value: 900_000 }, ["CT-2"]],
    ["all filters together", { party: "fennwell", status: "active", kind: "lease" }, []],
  ])("filters by %s", (_, args, expected) => {
    expect(ids(args)).toEqual(expected);
  });
  it("finds fewer the more is asked, each of them fitting", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.constantFrom("2026-06-01", "2026-12-31", "2028-01-01"),
        (least, before) => {
          const both = search({ minimum_value: least, expires_before: before });
          expect(ids({ minimum_value: least })).toEqual(
            expect.arrayContaining(both.map(({ contract_id }) => contract_id)),
          );
          for (const { value, expires } of both) {
            expect(value).toBeGreaterThanOrEqual(least);
            expect(expires < before).toBe(true);
          }
        },
      ),
    );
  });
});

describe("clause_extractor_get_term and clause_extractor_list_clauses", () => {
  it("agree on every clause", () => {
    for (const { contract_id } of tinyWorld.contracts) {
      const listed = succeed<{ clauses: { clause: string; term: string; text: string }[] }>(
        "clause_extractor_list_clauses",
        { contract_id },
      );
      for (const { clause, term, text } of listed.value.clauses) {
        const { value } = succeed<{ clause: string; value: number }>("clause_extractor_get_term", {
          contract_id,
          term,
        });
        expect(value.clause).toBe(clause);
        expect(text).toContain(String(value.value));
      }
    }
  });
  it("gives the unit with the value and reads only", () => {
    const { value, world } = succeed("clause_extractor_get_term", { contract_id: "CT-1", term: "payment_days" });
    expect(value).toEqual({ contract_id: "CT-1", name: "payment period", value: 60, unit: "days", clause: "3.1" });
    expect(world).toBe(tinyWorld);
  });
});

describe("clause_extractor_compare_to_policy", () => {
  it("finds the term beyond the limit and not the one on it", () => {
    const { value } = succeed("clause_extractor_compare_to_policy", { contract_id: "CT-1", policy_id: "POL-1" });
    expect(value).toEqual({
      checked: 2,
      compliant: false,
      deviations: [
        {
          term: "notice_days",
          name: "notice period",
          source: "POL-1",
          clause: "4.1",
          actual: 30,
          bound: "at_least",
          limit: 60,
          unit: "days",
        },
      ],
    });
  });
});

describe("clause_extractor_propose_change", () => {
  const change = (value: number, more: object = {}) => ({ contract_id: "CT-1", term: "payment_days", value, ...more });
  it("drafts an amendment and leaves the contract as it is", () => {
    const { value, world } = succeed("clause_extractor_propose_change", change(45, { note: "agreed" }));
    expect(value).toEqual({
      amendment_id: "AM-100",
      contract_id: "CT-1",
      clause: "3.1",
      old_value: 60,
      new_value: 45,
      unit: "days",
    });
    expect(world.contracts).toEqual(tinyWorld.contracts);
    expect(world.amendments).toHaveLength(1);
  });
  it("keeps one open amendment per term, others are free", () => {
    const { world } = succeed("clause_extractor_propose_change", change(45));
    expect(failure("clause_extractor_propose_change", change(30), world)).toBe(
      "conflict: AM-100 is open for the payment period of CT-1",
    );
    const other = succeed<{ amendment_id: string }>(
      "clause_extractor_propose_change",
      { contract_id: "CT-1", term: "notice_days", value: 60 },
      world,
    );
    expect(other.value.amendment_id).toBe("AM-101");
  });
  it("accepts any value but the present one", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), (value) => {
        if (value === 60)
          expect(failure("clause_extractor_propose_change", change(value))).toContain("invalid_argument");
        else
          expect(succeed<{ new_value: number }>("clause_extractor_propose_change", change(value)).value.new_value).toBe(
            value,
          );
      }),
    );
  });
});

describe("errors of contracts", () => {
  it.each([
    [
      "an unknown contract",
      "clause_extractor_list_clauses",
      { contract_id: "CT-9" },
      "not_found: there is no contract CT-9",
    ],
    [
      "a term without a clause",
      "clause_extractor_get_term",
      { contract_id: "CT-1", term: "warranty_months" },
      "not_found: CT-1 has no clause on the warranty period",
    ],
    [
      "a term that does not exist",
      "clause_extractor_get_term",
      { contract_id: "CT-1", term: "governing_law" },
      "invalid_argument",
    ],
    [
      "a change of an expired contract",
      "clause_extractor_propose_change",
      { contract_id: "CT-3", term: "payment_days", value: 5 },
      "conflict: CT-3 expired on 2026-01-01",
    ],
    [
      "a value beyond the range",
      "clause_extractor_propose_change",
      { contract_id: "CT-1", term: "payment_days", value: 0 },
      "invalid_argument",
    ],
    [
      "a date in words",
      "clause_extractor_search_contracts",
      { expires_before: "next week" },
      "invalid_argument: expires_before wants an ISO date",
    ],
    [
      "an unknown policy",
      "clause_extractor_compare_to_policy",
      { contract_id: "CT-1", policy_id: "POL-9" },
      "not_found: there is no policy POL-9",
    ],
  ])("refuses %s", (_, tool, args, message) => {
    expect(failure(tool, args)).toContain(message);
  });
});
