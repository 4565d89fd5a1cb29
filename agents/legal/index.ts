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
      `(${contract.contract_id} with ${contract.party} was signed on ${contract.signed}, if that matters.)`,
      `The ${regulation.title} of ${regulation.jurisdiction} is a separate topic.`,
      `${risk.risk_id} sits with the ${risk.owner}, by the way.`,
      `I have the ${policy.title} on my other screen.`,
      `${contract.party} sends regards.`,
      `Never mind ${policy.policy_id}, its last review on ${policy.last_review} is another story.`,
    ]);
  },
};
