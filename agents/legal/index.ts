/** The lawyer: legal compliance with documents, contracts, regulations and a register of risks. */
import { type Agent, inPassing } from "../contract";
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
    const policy = random.pick(world.policies);
    return inPassing(
      [
        contract.contract_id,
        `the ${contract.kind} contract with ${contract.party}`,
        `the ${regulation.title}`,
        `the ${regulation.title} (${regulation.jurisdiction})`,
        `the ${policy.title}`,
        policy.policy_id,
      ],
      random,
    );
  },
};
