/** Risks: score a contract, list, register and update risks, find gaps of a policy. */
import type { JsonSchema, Tool } from "../../contract";
import { keeps, TERM_FACTS, TERMS, type Term } from "../terms";
import { addDays, type Contract, type LegalWorld, type Risk } from "../world";
import {
  contractNamed,
  contractParameter,
  done,
  failed,
  noContract,
  policyParameter,
  regulationParameter,
  termSchema,
} from "./shared";

const STATUSES = ["open", "mitigated", "accepted"] as const;
/** From this score on a risk is accepted by the general counsel, not by this tool. */
const GRAVE_SCORE = 20;

const riskSchema: JsonSchema = {
  type: "object",
  properties: {
    risk_id: { type: "string" },
    contract_id: { type: "string" },
    term: { type: "string", enum: TERMS },
    likelihood: { type: "integer" },
    impact: { type: "integer" },
    score: { type: "integer" },
    status: { type: "string", enum: STATUSES },
    owner: { type: "string" },
  },
  required: ["risk_id", "contract_id", "term", "likelihood", "impact", "score", "status", "owner"],
};

const weight: JsonSchema = { type: "integer", minimum: 0, maximum: 3, default: 1 };

const scoreContract: Tool<LegalWorld> = {
  name: "risk_analyzer_score_contract",
  family: "risk_analyzer",
  skill: "risk_assessment",
  task: "score the risk of a contract",
  description:
    "Scores the risk of a contract by its value, expiry, terms and open risks. The score has at most 100 points; each area can be weighted.",
  parameters: {
    type: "object",
    properties: {
      contract_id: contractParameter,
      weights: {
        type: "object",
        description: "Weight of each area: 0 leaves it out, 3 counts it three times.",
        properties: { financial: weight, privacy: weight, operational: weight },
        required: [],
        additionalProperties: false,
      },
    },
    required: ["contract_id"],
    additionalProperties: false,
  },
  returns: {
    type: "object",
    properties: {
      score: { type: "integer" },
      level: { type: "string", enum: ["low", "medium", "high"] },
      areas: {
        type: "object",
        properties: {
          financial: { type: "integer" },
          privacy: { type: "integer" },
          operational: { type: "integer" },
        },
        required: ["financial", "privacy", "operational"],
      },
    },
    required: ["score", "level", "areas"],
  },
  effect: "read",
  execute(world, args) {
    const contract = contractNamed(world, args.contract_id);
    if (contract === undefined) return noContract(args.contract_id);
    const weights = (args.weights ?? {}) as { readonly [area: string]: number | undefined };
    const points = areaPoints(world, contract);
    const areas = {
      financial: points.financial * (weights.financial ?? 1),
      privacy: points.privacy * (weights.privacy ?? 1),
      operational: points.operational * (weights.operational ?? 1),
    };
    const score = Math.min(100, areas.financial + areas.privacy + areas.operational);
    return done({ score, level: score < 30 ? "low" : score < 60 ? "medium" : "high", areas }, world);
  },
};

const listRisks: Tool<LegalWorld> = {
  name: "risk_analyzer_list_risks",
  family: "risk_analyzer",
  skill: "risk_assessment",
  task: "list the registered risks",
  description: "Lists registered risks, highest score first: of one contract, of one status, or from a least score on.",
  parameters: {
    type: "object",
    properties: {
      contract_id: { ...contractParameter, description: "Only risks of this contract." },
      status: { type: "string", enum: STATUSES, description: "Only risks of this status." },
      minimum_score: { type: "integer", description: "Least score.", minimum: 1, maximum: 25, default: 1 },
    },
    required: [],
    additionalProperties: false,
  },
  returns: {
    type: "object",
    properties: { risks: { type: "array", items: riskSchema } },
    required: ["risks"],
  },
  effect: "read",
  execute(world, args) {
    if (args.contract_id !== undefined && contractNamed(world, args.contract_id) === undefined)
      return noContract(args.contract_id);
    const risks = world.risks
      .filter((risk) => args.contract_id === undefined || risk.contract_id === args.contract_id)
      .filter((risk) => args.status === undefined || risk.status === args.status)
      .filter((risk) => risk.score >= Number(args.minimum_score))
      .map((risk) => ({ ...risk }))
      .sort((left, right) => right.score - left.score || (left.risk_id < right.risk_id ? -1 : 1));
    return done({ risks }, world);
  },
};

const registerRisk: Tool<LegalWorld> = {
  name: "risk_analyzer_register_risk",
  family: "risk_analyzer",
  skill: "risk_assessment",
  task: "register a risk",
  description: "Puts a risk of a contract into the register. A term has one open risk per contract.",
  parameters: {
    type: "object",
    properties: {
      contract_id: contractParameter,
      term: { ...termSchema, description: "The term the risk comes from." },
      likelihood: { type: "integer", description: "1 (rare) to 5 (almost certain).", minimum: 1, maximum: 5 },
      impact: { type: "integer", description: "1 (slight) to 5 (severe).", minimum: 1, maximum: 5 },
      owner: { type: "string", description: "Department that looks after it." },
    },
    required: ["contract_id", "term", "likelihood", "impact", "owner"],
    additionalProperties: false,
  },
  returns: riskSchema,
  effect: "write",
  execute(world, args) {
    const contract = contractNamed(world, args.contract_id);
    if (contract === undefined) return noContract(args.contract_id);
    const term = args.term as Term;
    const same = world.risks.find(
      (risk) => risk.contract_id === contract.contract_id && risk.term === term && risk.status === "open",
    );
    if (same !== undefined)
      return failed("conflict", `${same.risk_id} is open for the ${TERM_FACTS[term].name} of ${contract.contract_id}`);
    const risk: Risk = {
      risk_id: `RK-${world.next.risk}`,
      contract_id: contract.contract_id,
      term,
      likelihood: Number(args.likelihood),
      impact: Number(args.impact),
      score: Number(args.likelihood) * Number(args.impact),
      status: "open",
      owner: String(args.owner),
    };
    return done(
      { ...risk },
      { ...world, risks: [...world.risks, risk], next: { ...world.next, risk: world.next.risk + 1 } },
    );
  },
};

const updateRisk: Tool<LegalWorld> = {
  name: "risk_analyzer_update_risk",
  family: "risk_analyzer",
  skill: "risk_assessment",
  task: "update a registered risk",
  description: `Sets the status or the owner of a risk. Risks with a score of ${GRAVE_SCORE} or more cannot be accepted here.`,
  parameters: {
    type: "object",
    properties: {
      risk_id: { type: "string", description: "Risk such as RK-1234." },
      status: { type: "string", enum: STATUSES, description: "New status." },
      owner: { type: "string", description: "New owner: a department." },
    },
    required: ["risk_id"],
    additionalProperties: false,
  },
  returns: riskSchema,
  effect: "write",
  execute(world, args) {
    const risk = world.risks.find((candidate) => candidate.risk_id === args.risk_id);
    if (risk === undefined) return failed("not_found", `there is no risk ${String(args.risk_id)}`);
    if (args.status === undefined && args.owner === undefined)
      return failed("invalid_argument", "nothing to change: give a status or an owner");
    if (args.status === "accepted" && risk.score >= GRAVE_SCORE)
      return failed(
        "permission",
        `${risk.risk_id} has a score of ${risk.score}; only the general counsel may accept it`,
      );
    if (args.status === risk.status && args.owner === undefined)
      return failed("conflict", `${risk.risk_id} is ${risk.status} already`);
    const updated: Risk = {
      ...risk,
      status: (args.status ?? risk.status) as Risk["status"],
      owner: String(args.owner ?? risk.owner),
    };
    return done(
      { ...updated },
      { ...world, risks: world.risks.map((each) => (each.risk_id === risk.risk_id ? updated : each)) },
    );
  },
};

const findPolicyGaps: Tool<LegalWorld> = {
  name: "risk_analyzer_find_policy_gaps",
  family: "risk_analyzer",
  skill: "policy_analysis",
  task: "compare a policy with a regulation",
  description:
    "Finds where an internal policy asks for less than a regulation, or says nothing about a regulated term.",
  parameters: {
    type: "object",
    properties: { policy_id: policyParameter, code: regulationParameter },
    required: ["policy_id", "code"],
    additionalProperties: false,
  },
  returns: {
    type: "object",
    properties: {
      covered: { type: "integer", description: "Regulated terms that the policy covers well enough." },
      gaps: {
        type: "array",
        items: {
          type: "object",
          properties: {
            term: { type: "string", enum: TERMS },
            name: { type: "string" },
            article: { type: "string" },
            gap: { type: "string", enum: ["missing", "weaker"] },
            regulation_limit: { type: "integer" },
            policy_limit: { type: "integer" },
            unit: { type: "string" },
          },
          required: ["term", "name", "article", "gap", "regulation_limit", "unit"],
        },
      },
    },
    required: ["covered", "gaps"],
  },
  effect: "read",
  execute(world, args) {
    const policy = world.policies.find((candidate) => candidate.policy_id === args.policy_id);
    if (policy === undefined) return failed("not_found", `there is no policy ${String(args.policy_id)}`);
    const regulation = world.regulations.find((candidate) => candidate.code === args.code);
    if (regulation === undefined) return failed("not_found", `there is no regulation ${String(args.code)}`);
    const gaps = regulation.rules.flatMap(({ term, limit, article }) => {
      const rule = policy.rules.find((candidate) => candidate.term === term);
      if (rule !== undefined && keeps(term, rule.limit, limit)) return [];
      const { name, unit } = TERM_FACTS[term];
      const gap = {
        term,
        name,
        article,
        gap: rule === undefined ? "missing" : "weaker",
        regulation_limit: limit,
        unit,
      };
      return [rule === undefined ? gap : { ...gap, policy_limit: rule.limit }];
    });
    return done({ covered: regulation.rules.length - gaps.length, gaps }, world);
  },
};

export const riskTools: readonly Tool<LegalWorld>[] = [
  scoreContract,
  listRisks,
  registerRisk,
  updateRisk,
  findPolicyGaps,
];

/** Points before weighting. Financial: value, liability, payment. Privacy: breach deadline, confidentiality. Operational: expiry, open risks. */
function areaPoints(world: LegalWorld, contract: Contract) {
  const valueOfTerm = (term: Term) => contract.clauses.find((clause) => clause.term === term)?.value;
  const breaks = (term: Term, limit: number) => {
    const value = valueOfTerm(term);
    return value !== undefined && !keeps(term, value, limit);
  };
  const open = world.risks.filter((risk) => risk.contract_id === contract.contract_id && risk.status === "open");
  const soon = contract.expires < addDays(world.today, 60);
  return {
    financial:
      Math.min(15, Math.floor(contract.value / 100_000)) +
      (breaks("liability_cap", 100) ? 12 : 0) +
      (breaks("payment_days", 45) ? 6 : 0),
    privacy: (breaks("breach_report_hours", 48) ? 14 : 0) + (breaks("confidentiality_years", 3) ? 7 : 0),
    operational: (soon ? 11 : 0) + Math.min(25, Math.max(0, ...open.map((risk) => risk.score))),
  };
}
