/** The lawyer: legal compliance with documents, contracts, regulations and a register of risks. */
import type { Agent } from "../contract";
import { declines } from "./declines";
import { lexicon, policies } from "./lexicon";
import { scenarios } from "./scenarios";
import { tools } from "./tools";
import { createWorld, type LegalWorld } from "./world";

export const legalAgent: Agent<LegalWorld> = {
  name: "legal_agent",
  description: "legal compliance",
  skills: ["contract_review", "compliance_check", "policy_analysis", "risk_assessment"],
  families: ["document_parser", "regulation_db", "risk_analyzer", "clause_extractor"],
  tools,
  policies,
  createWorld,
  scenarios,
  declines,
  lexicon,
  aside(world, random) {
    const contract = random.pick(world.contracts);
    const regulation = random.pick(world.regulations);
    const risk = random.pick(world.risks);
    const policy = random.pick(world.policies);
    return random.pick([
      `(${contract.party} signed in ${contract.signed.slice(0, 4)}.)`,
      `${contract.contract_id} is ${contract.status === "draft" ? "a draft" : contract.status}, by the way.`,
      `I have the ${regulation.title} next to me.`,
      `${risk.risk_id} sits with the ${risk.owner}.`,
      `The ${risk.owner} looks after ${risk.risk_id}, as you know.`,
      `I had the ${policy.title} on screen just now.`,
      `The ${policy.owner} owns the ${policy.title}.`,
      `Also on my desk: ${policy.policy_id}.`,
      `We have a ${contract.kind} deal with ${contract.party}.`,
      `Somebody mentioned the ${regulation.title} earlier.`,
      `My colleague has ${contract.contract_id} open.`,
      `${regulation.jurisdiction} has its ${regulation.title}, I know.`,
    ]);
  },
};
