/** All situations of the security agent. */
import type { Scenario } from "../../contract";
import type { SecurityWorld } from "../world";
import { accountsScenarios } from "./accounts";
import { ambiguous } from "./ambiguous";
import { certificatesScenarios } from "./certificates";
import { eventsScenarios } from "./events";
import { findingsScenarios } from "./findings";
import { flowsAccess } from "./flows-access";
import { flowsBorder } from "./flows-border";
import { flowsFindings } from "./flows-findings";
import { flowsHosts } from "./flows-hosts";
import { flowsIncidents } from "./flows-incidents";
import { flowsKeys } from "./flows-keys";
import { flowsThreats } from "./flows-threats";
import { flowsTriage } from "./flows-triage";
import { keysScenarios } from "./keys";
import { pairsScenarios } from "./pairs";
import { recovery } from "./recovery";
import { recoveryAccounts } from "./recovery-accounts";
import { rolesScenarios } from "./roles";
import { rulesScenarios } from "./rules";
import { scansScenarios } from "./scans";

export const scenarios: readonly Scenario<SecurityWorld>[] = [
  ...findingsScenarios,
  ...scansScenarios,
  ...rulesScenarios,
  ...eventsScenarios,
  ...accountsScenarios,
  ...rolesScenarios,
  ...keysScenarios,
  ...certificatesScenarios,
  ...pairsScenarios,
  ...flowsFindings,
  ...flowsHosts,
  ...flowsTriage,
  ...flowsThreats,
  ...flowsIncidents,
  ...flowsAccess,
  ...flowsBorder,
  ...flowsKeys,
  ...recovery,
  ...recoveryAccounts,
  ...ambiguous,
];
