/** What the lawyer's tools share: results, look-ups, and holding a value against limits. */
import type { Json } from "../../../primitives";
import type { JsonSchema, Outcome, ToolErrorCode } from "../../contract";
import { keeps, type Rule, TERM_FACTS, TERMS } from "../terms";
import type { Contract, LegalWorld } from "../world";

export function failed(code: ToolErrorCode, message: string): Outcome<LegalWorld> & { ok: false } {
  return { ok: false, error: { code, message } };
}

export function done(observation: Json, world: LegalWorld): Outcome<LegalWorld> {
  return { ok: true, observation, world };
}

export const termSchema: JsonSchema = {
  type: "string",
  enum: TERMS,
  description: "Which term.",
};

export const contractParameter: JsonSchema = { type: "string", description: "Contract such as CT-1234." };
export const regulationParameter: JsonSchema = { type: "string", description: "Code of a regulation such as RC-1234." };
export const policyParameter: JsonSchema = { type: "string", description: "Internal policy such as POL-123." };

export function contractNamed(world: LegalWorld, id: unknown): Contract | undefined {
  return world.contracts.find((contract) => contract.contract_id === id);
}

export function noContract(id: unknown) {
  return failed("not_found", `there is no contract ${String(id)}`);
}

/** A term of a contract that breaks a limit. */
export const deviationSchema: JsonSchema = {
  type: "object",
  properties: {
    term: { type: "string", enum: TERMS },
    name: { type: "string" },
    source: { type: "string", description: "Article or policy that sets the limit." },
    clause: { type: "string" },
    actual: { type: "integer" },
    bound: { type: "string", enum: ["at_most", "at_least"] },
    limit: { type: "integer" },
    unit: { type: "string" },
  },
  required: ["term", "name", "source", "clause", "actual", "bound", "limit", "unit"],
};

/** Holds the clauses of a contract against limits; terms without a clause are not checked. */
export function holdAgainst(contract: Contract, limits: readonly (Rule & { readonly source: string })[]) {
  const checked = limits.flatMap((rule) => {
    const clause = contract.clauses.find((candidate) => candidate.term === rule.term);
    return clause === undefined ? [] : [{ rule, clause }];
  });
  const deviations = checked
    .filter(({ rule, clause }) => !keeps(rule.term, clause.value, rule.limit))
    .map(({ rule, clause }) => ({
      term: rule.term,
      name: TERM_FACTS[rule.term].name,
      source: rule.source,
      clause: clause.clause,
      actual: clause.value,
      bound: TERM_FACTS[rule.term].bound,
      limit: rule.limit,
      unit: TERM_FACTS[rule.term].unit,
    }));
  return { checked: checked.length, compliant: deviations.length === 0, deviations };
}

export const ruleSchema: JsonSchema = {
  type: "object",
  properties: {
    term: { type: "string", enum: TERMS },
    name: { type: "string" },
    bound: { type: "string" },
    limit: { type: "integer" },
    unit: { type: "string" },
    article: { type: "string" },
  },
  required: ["term", "name", "bound", "limit", "unit"],
};

/** A rule with what its term is called and measured in. */
export function described<R extends Rule>(rule: R) {
  const { name, bound, unit } = TERM_FACTS[rule.term];
  return { ...rule, name, bound, unit };
}
