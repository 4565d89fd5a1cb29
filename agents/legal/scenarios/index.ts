import type { Scenario } from "../../contract";
import type { LegalWorld } from "../world";
import { agreedTermScenarios } from "./agreed-terms";
import { amendmentScenarios } from "./amendments";
import { auditScenarios } from "./audits";
import { campaignScenarios } from "./campaigns";
import { choiceScenarios } from "./choices";
import { complianceScenarios } from "./compliance";
import { searchScenarios } from "./contract-search";
import { contractScenarios } from "./contracts";
import { textScenarios } from "./document-text";
import { documentScenarios } from "./documents";
import { dossierScenarios } from "./dossiers";
import { initiativeScenarios } from "./initiatives";
import { journeyScenarios } from "./journeys";
import { policyScenarios } from "./policies";
import { recoveryScenarios } from "./recoveries";
import { revisionScenarios } from "./revisions";
import { riskListScenarios } from "./risk-lists";
import { riskScenarios } from "./risks";
import { ruleScenarios } from "./rules";
import { scoreScenarios } from "./scores";

/** Everything people bring to the lawyer. */
export const scenarios: readonly Scenario<LegalWorld>[] = [
  ...contractScenarios,
  ...searchScenarios,
  ...amendmentScenarios,
  ...documentScenarios,
  ...textScenarios,
  ...ruleScenarios,
  ...complianceScenarios,
  ...scoreScenarios,
  ...riskScenarios,
  ...riskListScenarios,
  ...journeyScenarios,
  ...dossierScenarios,
  ...policyScenarios,
  ...campaignScenarios,
  ...initiativeScenarios,
  ...revisionScenarios,
  ...agreedTermScenarios,
  ...auditScenarios,
  ...recoveryScenarios,
  ...choiceScenarios,
];
