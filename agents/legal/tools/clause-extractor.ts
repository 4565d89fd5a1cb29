/** Contracts: search, list clauses, read one term, hold against a policy, propose a change. */
import type { Tool } from "../../contract";
import { TERM_FACTS, TERMS, type Term } from "../terms";
import { type Amendment, KINDS, type LegalWorld } from "../world";
import {
  contractNamed,
  contractParameter,
  deviationSchema,
  done,
  failed,
  holdAgainst,
  noContract,
  policyParameter,
  termSchema,
} from "./shared";

const searchContracts: Tool<LegalWorld> = {
  name: "clause_extractor_search_contracts",
  family: "clause_extractor",
  skill: "contract_review",
  task: "search the contracts",
  description: "Finds contracts by party, kind, status, date of expiry or value; all given filters must hold.",
  parameters: {
    type: "object",
    properties: {
      party: { type: "string", description: "Part of the other party's name." },
      kind: { type: "string", enum: KINDS, description: "Kind of contract." },
      status: { type: "string", enum: ["active", "draft", "expired"], description: "Status." },
      expires_before: { type: "string", description: "ISO date: only contracts that end before it." },
      minimum_value: { type: "integer", description: "Least value in euros.", minimum: 0 },
    },
    required: [],
    additionalProperties: false,
  },
  returns: {
    type: "object",
    properties: {
      contracts: {
        type: "array",
        description: "Earliest expiry first.",
        items: {
          type: "object",
          properties: {
            contract_id: { type: "string" },
            kind: { type: "string" },
            party: { type: "string" },
            status: { type: "string" },
            expires: { type: "string" },
            value: { type: "integer" },
          },
          required: ["contract_id", "kind", "party", "status", "expires", "value"],
        },
      },
    },
    required: ["contracts"],
  },
  effect: "read",
  execute(world, args) {
    if (args.expires_before !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(String(args.expires_before)))
      return failed("invalid_argument", `expires_before wants an ISO date, not "${String(args.expires_before)}"`);
    const party = String(args.party ?? "").toLowerCase();
    const contracts = world.contracts
      .filter((contract) => contract.party.toLowerCase().includes(party))
      .filter((contract) => args.kind === undefined || contract.kind === args.kind)
      .filter((contract) => args.status === undefined || contract.status === args.status)
      .filter((contract) => args.expires_before === undefined || contract.expires < String(args.expires_before))
      .filter((contract) => args.minimum_value === undefined || contract.value >= Number(args.minimum_value))
      .map(({ contract_id, kind, party, status, expires, value }) => ({
        contract_id,
        kind,
        party,
        status,
        expires,
        value,
      }))
      .sort((left, right) => (left.expires < right.expires ? -1 : left.expires > right.expires ? 1 : 0));
    return done({ contracts }, world);
  },
};

const listClauses: Tool<LegalWorld> = {
  name: "clause_extractor_list_clauses",
  family: "clause_extractor",
  skill: "contract_review",
  task: "list the clauses of a contract",
  description: "Lists the clauses of a contract with their text, and the contract's party, status and expiry.",
  parameters: {
    type: "object",
    properties: { contract_id: contractParameter },
    required: ["contract_id"],
    additionalProperties: false,
  },
  returns: {
    type: "object",
    properties: {
      contract_id: { type: "string" },
      party: { type: "string" },
      status: { type: "string" },
      expires: { type: "string" },
      clauses: {
        type: "array",
        items: {
          type: "object",
          properties: {
            clause: { type: "string" },
            term: { type: "string", enum: TERMS },
            text: { type: "string" },
          },
          required: ["clause", "term", "text"],
        },
      },
    },
    required: ["contract_id", "party", "status", "expires", "clauses"],
  },
  effect: "read",
  execute(world, args) {
    const contract = contractNamed(world, args.contract_id);
    if (contract === undefined) return noContract(args.contract_id);
    const { contract_id, party, status, expires } = contract;
    const clauses = contract.clauses.map(({ clause, term, text }) => ({ clause, term, text }));
    return done({ contract_id, party, status, expires, clauses }, world);
  },
};

const getTerm: Tool<LegalWorld> = {
  name: "clause_extractor_get_term",
  family: "clause_extractor",
  skill: "contract_review",
  task: "look up a term of a contract",
  description: "Reads the value of one term of a contract, such as its notice period, and the clause it stands in.",
  parameters: {
    type: "object",
    properties: { contract_id: contractParameter, term: termSchema },
    required: ["contract_id", "term"],
    additionalProperties: false,
  },
  returns: {
    type: "object",
    properties: {
      contract_id: { type: "string" },
      name: { type: "string" },
      value: { type: "integer" },
      unit: { type: "string" },
      clause: { type: "string" },
    },
    required: ["contract_id", "name", "value", "unit", "clause"],
  },
  effect: "read",
  execute(world, args) {
    const contract = contractNamed(world, args.contract_id);
    if (contract === undefined) return noContract(args.contract_id);
    const facts = TERM_FACTS[args.term as Term];
    const clause = contract.clauses.find((candidate) => candidate.term === args.term);
    if (clause === undefined) return failed("not_found", `${contract.contract_id} has no clause on the ${facts.name}`);
    const { contract_id } = contract;
    return done({ contract_id, name: facts.name, value: clause.value, unit: facts.unit, clause: clause.clause }, world);
  },
};

const compareToPolicy: Tool<LegalWorld> = {
  name: "clause_extractor_compare_to_policy",
  family: "clause_extractor",
  skill: "policy_analysis",
  task: "compare a contract with a policy",
  description: "Holds the clauses of a contract against an internal policy and lists the terms that deviate.",
  parameters: {
    type: "object",
    properties: { contract_id: contractParameter, policy_id: policyParameter },
    required: ["contract_id", "policy_id"],
    additionalProperties: false,
  },
  returns: {
    type: "object",
    properties: {
      checked: { type: "integer", description: "Terms that both speak about." },
      compliant: { type: "boolean" },
      deviations: { type: "array", items: deviationSchema },
    },
    required: ["checked", "compliant", "deviations"],
  },
  effect: "read",
  alsoBy: ["regulation_db_get_policy"],
  execute(world, args) {
    const contract = contractNamed(world, args.contract_id);
    if (contract === undefined) return noContract(args.contract_id);
    const policy = world.policies.find((candidate) => candidate.policy_id === args.policy_id);
    if (policy === undefined) return failed("not_found", `there is no policy ${String(args.policy_id)}`);
    return done(
      holdAgainst(
        contract,
        policy.rules.map((rule) => ({ ...rule, source: policy.policy_id })),
      ),
      world,
    );
  },
};

const proposeChange: Tool<LegalWorld> = {
  name: "clause_extractor_propose_change",
  family: "clause_extractor",
  skill: "contract_review",
  task: "draft an amendment",
  description:
    "Drafts an amendment that sets one term of a contract to a new value. Expired contracts cannot be amended; one open amendment per term.",
  parameters: {
    type: "object",
    properties: {
      contract_id: contractParameter,
      term: termSchema,
      value: { type: "integer", description: "New value in the unit of the term.", minimum: 1, maximum: 400 },
      note: { type: "string", description: "Why, for the file." },
    },
    required: ["contract_id", "term", "value"],
    additionalProperties: false,
  },
  returns: {
    type: "object",
    properties: {
      amendment_id: { type: "string" },
      contract_id: { type: "string" },
      clause: { type: "string" },
      old_value: { type: "integer" },
      new_value: { type: "integer" },
      unit: { type: "string" },
    },
    required: ["amendment_id", "contract_id", "clause", "old_value", "new_value", "unit"],
  },
  effect: "write",
  execute(world, args) {
    const contract = contractNamed(world, args.contract_id);
    if (contract === undefined) return noContract(args.contract_id);
    if (contract.status === "expired")
      return failed("conflict", `${contract.contract_id} expired on ${contract.expires} and cannot be amended`);
    const term = args.term as Term;
    const { name, unit } = TERM_FACTS[term];
    const clause = contract.clauses.find((candidate) => candidate.term === term);
    if (clause === undefined) return failed("not_found", `${contract.contract_id} has no clause on the ${name}`);
    const value = Number(args.value);
    if (clause.value === value)
      return failed("invalid_argument", `the ${name} of ${contract.contract_id} is ${value} ${unit} already`);
    const open = world.amendments.find(
      (amendment) => amendment.contract_id === contract.contract_id && amendment.term === term,
    );
    if (open !== undefined)
      return failed("conflict", `${open.amendment_id} is open for the ${name} of ${contract.contract_id}`);
    const amendment: Amendment = {
      amendment_id: `AM-${world.next.amendment}`,
      contract_id: contract.contract_id,
      term,
      value,
    };
    return done(
      {
        amendment_id: amendment.amendment_id,
        contract_id: contract.contract_id,
        clause: clause.clause,
        old_value: clause.value,
        new_value: value,
        unit,
      },
      {
        ...world,
        amendments: [...world.amendments, amendment],
        next: { ...world.next, amendment: world.next.amendment + 1 },
      },
    );
  },
};

export const clauseTools: readonly Tool<LegalWorld>[] = [
  searchContracts,
  listClauses,
  getTerm,
  compareToPolicy,
  proposeChange,
];
