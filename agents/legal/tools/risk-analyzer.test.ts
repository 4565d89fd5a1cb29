import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LegalWorld, Risk } from "../world";
import { failure, succeed, tinyWorld } from "./tiny-world";

interface Score {
  readonly score: number;
  readonly level: string;
  readonly areas: { readonly financial: number; readonly privacy: number; readonly operational: number };
}
const weight = fc.integer({ min: 0, max: 3 });
const weights = fc.record({ financial: weight, privacy: weight, operational: weight });
const score = (args: object = {}, world: LegalWorld = tinyWorld) =>
  succeed<Score>("risk_analyzer_score_contract", { contract_id: "CT-1", ...args }, world).value;
const risks = (args: object = {}, world: LegalWorld = tinyWorld) =>
  succeed<{ risks: Risk[] }>("risk_analyzer_list_risks", args as never, world).value.risks;

describe("risk_analyzer_score_contract", () => {
  it("is 0 when nothing counts and the plain score when all count once", () => {
    expect(score({ weights: { financial: 0, privacy: 0, operational: 0 } })).toMatchObject({ score: 0, level: "low" });
    expect(score({ weights: { financial: 1, privacy: 1, operational: 1 } })).toEqual(score());
    expect(score({ weights: {} })).toEqual(score());
  });
  it("is the sum of its areas up to 100, and never falls when a weight rises", () => {
    fc.assert(
      fc.property(weights, (given) => {
        const { score: points, areas } = score({ weights: given });
        expect(points).toBe(Math.min(100, areas.financial + areas.privacy + areas.operational));
        const raised = { ...given, operational: Math.min(3, given.operational + 1) };
        expect(score({ weights: raised }).score).toBeGreaterThanOrEqual(points);
      }),
    );
  });
  it("falls when the open risk is settled, and rises with the value of the contract", () => {
    const { world } = succeed("risk_analyzer_update_risk", { risk_id: "RK-1", status: "mitigated" });
    expect(score({}, world).score).toBe(score().score - 20);
    const dear = { ...tinyWorld, contracts: tinyWorld.contracts.map((each) => ({ ...each, value: each.value * 10 })) };
    expect(score({}, dear).areas.financial).toBeGreaterThan(score().areas.financial);
  });
});

describe("risk_analyzer_list_risks", () => {
  it("filters, and gives the highest score first", () => {
    expect(risks().map(({ risk_id }) => risk_id)).toEqual(["RK-1", "RK-2"]);
    expect(risks({ status: "mitigated" }).map(({ risk_id }) => risk_id)).toEqual(["RK-2"]);
    expect(risks({ contract_id: "CT-2" })).toEqual([]);
    expect(risks({ minimum_score: 6 })).toHaveLength(2);
    expect(risks({ minimum_score: 7 })).toHaveLength(1);
  });
});

describe("risk_analyzer_register_risk", () => {
  const entry = { contract_id: "CT-2", term: "notice_days", owner: "Vendor Desk" };
  it("scores likelihood times impact and can be listed afterwards", () => {
    const grade = fc.integer({ min: 1, max: 5 });
    fc.assert(
      fc.property(grade, grade, (likelihood, impact) => {
        const { value, world } = succeed<Risk>("risk_analyzer_register_risk", { ...entry, likelihood, impact });
        expect(value.score).toBe(likelihood * impact);
        expect(risks({ contract_id: "CT-2", status: "open" }, world)).toEqual([value]);
        expect(world.risks.slice(0, 2)).toEqual(tinyWorld.risks);
      }),
    );
  });
  it("takes a term again once its risk is not open any more", () => {
    const again = { ...entry, contract_id: "CT-1", likelihood: 1, impact: 1 };
    expect(failure("risk_analyzer_register_risk", again)).toBe("conflict: RK-1 is open for the notice period of CT-1");
    expect(succeed<Risk>("risk_analyzer_register_risk", { ...again, term: "payment_days" }).value.risk_id).toBe(
      "RK-100",
    );
  });
});

describe("risk_analyzer_update_risk", () => {
  it("changes status or owner and leaves the rest", () => {
    const { value, world } = succeed<Risk>("risk_analyzer_update_risk", { risk_id: "RK-2", owner: "Vendor Desk" });
    expect(value).toEqual({ ...tinyWorld.risks[1], owner: "Vendor Desk" });
    expect(world.risks[0]).toEqual(tinyWorld.risks[0]);
    expect(succeed<Risk>("risk_analyzer_update_risk", { risk_id: "RK-2", status: "open" }, world).value).toEqual({
      ...value,
      status: "open",
    });
  });
  it("accepts a small risk and leaves a grave one to the general counsel", () => {
    expect(succeed<Risk>("risk_analyzer_update_risk", { risk_id: "RK-2", status: "accepted" }).value.status).toBe(
      "accepted",
    );
    expect(failure("risk_analyzer_update_risk", { risk_id: "RK-1", status: "accepted" })).toContain(
      "permission: RK-1 has a score of 20",
    );
  });
});

describe("risk_analyzer_find_policy_gaps", () => {
  it("tells what is weaker from what is missing", () => {
    const { value } = succeed("risk_analyzer_find_policy_gaps", { policy_id: "POL-1", code: "RC-1" });
    expect(value).toEqual({
      covered: 1,
      gaps: [
        {
          term: "payment_days",
          name: "payment period",
          article: "Art. 2",
          gap: "weaker",
          regulation_limit: 45,
          policy_limit: 60,
          unit: "days",
        },
        {
          term: "warranty_months",
          name: "warranty period",
          article: "Art. 9",
          gap: "missing",
          regulation_limit: 12,
          unit: "months",
        },
      ],
    });
  });
  it("covers or misses every rule of the regulation, and none once the policy has them all", () => {
    for (const { code, rules } of tinyWorld.regulations) {
      const { value } = succeed<{ covered: number; gaps: object[] }>("risk_analyzer_find_policy_gaps", {
        policy_id: "POL-1",
        code,
      });
      expect(value.covered + value.gaps.length).toBe(rules.length);
      const strict = { ...tinyWorld, policies: [{ ...tinyWorld.policies[0]!, rules }] };
      expect(
        succeed<{ gaps: object[] }>("risk_analyzer_find_policy_gaps", { policy_id: "POL-1", code }, strict).value.gaps,
      ).toEqual([]);
    }
  });
});

describe("errors of risks", () => {
  const entry = { contract_id: "CT-1", term: "payment_days", likelihood: 1, impact: 1, owner: "A" };
  it.each([
    [
      "an unknown contract",
      "risk_analyzer_score_contract",
      { contract_id: "CT-9" },
      "not_found: there is no contract CT-9",
    ],
    [
      "a weight beyond the range",
      "risk_analyzer_score_contract",
      { contract_id: "CT-1", weights: { financial: 4 } },
      "invalid_argument",
    ],
    [
      "a weight for an unknown area",
      "risk_analyzer_score_contract",
      { contract_id: "CT-1", weights: { sports: 1 } },
      "invalid_argument",
    ],
    ["risks of an unknown contract", "risk_analyzer_list_risks", { contract_id: "CT-9" }, "not_found"],
    ["a likelihood beyond the scale", "risk_analyzer_register_risk", { ...entry, likelihood: 6 }, "invalid_argument"],
    [
      "an entry without owner",
      "risk_analyzer_register_risk",
      { ...entry, owner: undefined as never },
      "invalid_argument",
    ],
    [
      "an unknown risk",
      "risk_analyzer_update_risk",
      { risk_id: "RK-9", status: "open" },
      "not_found: there is no risk RK-9",
    ],
    [
      "an update without a change",
      "risk_analyzer_update_risk",
      { risk_id: "RK-1" },
      "invalid_argument: nothing to change",
    ],
    [
      "a status it has already",
      "risk_analyzer_update_risk",
      { risk_id: "RK-1", status: "open" },
      "conflict: RK-1 is open already",
    ],
    ["gaps of an unknown policy", "risk_analyzer_find_policy_gaps", { policy_id: "POL-9", code: "RC-1" }, "not_found"],
    [
      "gaps against an unknown regulation",
      "risk_analyzer_find_policy_gaps",
      { policy_id: "POL-1", code: "RC-9" },
      "not_found",
    ],
  ])("refuses %s", (_, tool, args, message) => {
    expect(failure(tool, args)).toContain(message);
  });
});
