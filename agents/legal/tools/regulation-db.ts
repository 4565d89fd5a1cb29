/** Regulations and internal policies: search, read, check a contract, watch for changes. */
import type { Tool } from "../../contract";
import { AREAS, TERM_FACTS } from "../terms";
import type { LegalWorld } from "../world";
import {
  contractNamed,
  contractParameter,
  described,
  deviationSchema,
  done,
  failed,
  holdAgainst,
  noContract,
  policyParameter,
  regulationParameter,
  ruleSchema,
} from "./shared";

const STATUSES = ["in_force", "announced", "repealed"] as const;

const searchRegulations: Tool<LegalWorld> = {
  name: "regulation_db_search_regulations",
  family: "regulation_db",
  skill: "compliance_check",
  task: "search the regulations",
  description: "Finds regulations by jurisdiction, status, or an area in which they set a limit.",
  parameters: {
    type: "object",
    properties: {
      jurisdiction: { type: "string", description: "Name of the jurisdiction." },
      status: { type: "string", enum: STATUSES, description: "Whether it applies." },
      area: { type: "string", enum: AREAS, description: "Only regulations that limit terms of this area." },
    },
    required: [],
    additionalProperties: false,
  },
  returns: {
    type: "object",
    properties: {
      regulations: {
        type: "array",
        items: {
          type: "object",
          properties: {
            code: { type: "string" },
            title: { type: "string" },
            jurisdiction: { type: "string" },
            status: { type: "string", enum: STATUSES },
            since: { type: "string" },
          },
          required: ["code", "title", "jurisdiction", "status", "since"],
        },
      },
    },
    required: ["regulations"],
  },
  effect: "read",
  execute(world, args) {
    const regulations = world.regulations
      .filter(
        (regulation) =>
          args.jurisdiction === undefined ||
          regulation.jurisdiction.toLowerCase() === String(args.jurisdiction).toLowerCase(),
      )
      .filter((regulation) => args.status === undefined || regulation.status === args.status)
      .filter(
        (regulation) =>
          args.area === undefined || regulation.rules.some((rule) => TERM_FACTS[rule.term].area === args.area),
      )
      .map(({ code, title, jurisdiction, status, since }) => ({ code, title, jurisdiction, status, since }));
    return done({ regulations }, world);
  },
};

const getRegulation: Tool<LegalWorld> = {
  name: "regulation_db_get_regulation",
  family: "regulation_db",
  skill: "compliance_check",
  task: "look up a regulation",
  description: "Gives one regulation by its code: title, jurisdiction, status, and the limits its articles set.",
  parameters: {
    type: "object",
    properties: { code: regulationParameter },
    required: ["code"],
    additionalProperties: false,
  },
  returns: {
    type: "object",
    properties: {
      code: { type: "string" },
      title: { type: "string" },
      jurisdiction: { type: "string" },
      status: { type: "string", enum: STATUSES },
      since: { type: "string" },
      rules: { type: "array", items: ruleSchema },
    },
    required: ["code", "title", "jurisdiction", "status", "since", "rules"],
  },
  effect: "read",
  execute(world, args) {
    const regulation = world.regulations.find((candidate) => candidate.code === args.code);
    if (regulation === undefined) return failed("not_found", `there is no regulation ${String(args.code)}`);
    const { code, title, jurisdiction, status, since, rules } = regulation;
    return done({ code, title, jurisdiction, status, since, rules: rules.map(described) }, world);
  },
};

const getPolicy: Tool<LegalWorld> = {
  name: "regulation_db_get_policy",
  family: "regulation_db",
  skill: "policy_analysis",
  task: "look up an internal policy",
  description: "Gives one internal policy: title, owner, date of the last review, and the limits it sets.",
  parameters: {
    type: "object",
    properties: { policy_id: policyParameter },
    required: ["policy_id"],
    additionalProperties: false,
  },
  returns: {
    type: "object",
    properties: {
      policy_id: { type: "string" },
      title: { type: "string" },
      owner: { type: "string" },
      last_review: { type: "string" },
      rules: { type: "array", items: ruleSchema },
    },
    required: ["policy_id", "title", "owner", "last_review", "rules"],
  },
  effect: "read",
  execute(world, args) {
    const policy = world.policies.find((candidate) => candidate.policy_id === args.policy_id);
    if (policy === undefined) return failed("not_found", `there is no policy ${String(args.policy_id)}`);
    return done({ ...policy, rules: policy.rules.map(described) }, world);
  },
};

const checkContract: Tool<LegalWorld> = {
  name: "regulation_db_check_contract",
  family: "regulation_db",
  skill: "compliance_check",
  task: "check a contract against a regulation",
  description:
    "Checks the clauses of a contract against the limits of one regulation. Repealed regulations are refused.",
  parameters: {
    type: "object",
    properties: { contract_id: contractParameter, code: regulationParameter },
    required: ["contract_id", "code"],
    additionalProperties: false,
  },
  returns: {
    type: "object",
    properties: {
      status: { type: "string", enum: STATUSES },
      checked: { type: "integer", description: "Terms that both speak about." },
      compliant: { type: "boolean" },
      deviations: { type: "array", items: deviationSchema },
    },
    required: ["status", "checked", "compliant", "deviations"],
  },
  effect: "read",
  alsoBy: ["regulation_db_get_regulation"],
  execute(world, args) {
    const contract = contractNamed(world, args.contract_id);
    if (contract === undefined) return noContract(args.contract_id);
    const regulation = world.regulations.find((candidate) => candidate.code === args.code);
    if (regulation === undefined) return failed("not_found", `there is no regulation ${String(args.code)}`);
    if (regulation.status === "repealed")
      return failed("conflict", `${regulation.code} is repealed; ${regulation.replaced_by} took its place`);
    const limits = regulation.rules.map((rule) => ({ ...rule, source: rule.article }));
    return done({ status: regulation.status, ...holdAgainst(contract, limits) }, world);
  },
};

const watchRegulation: Tool<LegalWorld> = {
  name: "regulation_db_watch_regulation",
  family: "regulation_db",
  skill: "compliance_check",
  task: "set up a watch on a regulation",
  description: "Tells a department about changes of a regulation from now on. A department watches a regulation once.",
  parameters: {
    type: "object",
    properties: {
      code: regulationParameter,
      department: { type: "string", description: "Name of the department." },
      frequency: {
        type: "string",
        enum: ["immediately", "weekly", "monthly"],
        description: "How often changes are reported.",
        default: "weekly",
      },
    },
    required: ["code", "department"],
    additionalProperties: false,
  },
  returns: {
    type: "object",
    properties: {
      code: { type: "string" },
      watchers: {
        type: "array",
        items: {
          type: "object",
          properties: { department: { type: "string" }, frequency: { type: "string" } },
          required: ["department", "frequency"],
        },
      },
    },
    required: ["code", "watchers"],
  },
  effect: "write",
  execute(world, args) {
    const regulation = world.regulations.find((candidate) => candidate.code === args.code);
    if (regulation === undefined) return failed("not_found", `there is no regulation ${String(args.code)}`);
    const department = String(args.department);
    const present = regulation.watchers.find((watcher) => watcher.department === department);
    if (present !== undefined)
      return failed("conflict", `${department} watches ${regulation.code} already (${present.frequency})`);
    const watchers = [...regulation.watchers, { department, frequency: String(args.frequency) }];
    return done(
      { code: regulation.code, watchers: watchers.map((watcher) => ({ ...watcher })) },
      {
        ...world,
        regulations: world.regulations.map((each) => (each.code === regulation.code ? { ...each, watchers } : each)),
      },
    );
  },
};

export const regulationTools: readonly Tool<LegalWorld>[] = [
  searchRegulations,
  getRegulation,
  getPolicy,
  checkContract,
  watchRegulation,
];
