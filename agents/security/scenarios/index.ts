/** All situations of the security agent. */
import type { Scenario } from "../../contract";
import type { SecurityWorld } from "../world";
import { accountScenarios } from "./accounts";
import { ambiguities } from "./ambiguous";
import { borderScenarios } from "./border";
import { recoveries } from "./detours";
import { findingScenarios } from "./findings";
import { accessFlows } from "./flows-access";
import { hostFlows } from "./flows-hosts";
import { longFlows } from "./flows-long";
import { threatFlows } from "./flows-threats";
import { keyScenarios } from "./keys";
import { pairScenarios } from "./pairs";

export const scenarios: readonly Scenario<SecurityWorld>[] = [
  ...findingScenarios,
  ...borderScenarios,
  ...accountScenarios,
  ...keyScenarios,
  ...pairScenarios,
  ...hostFlows,
  ...threatFlows,
  ...accessFlows,
  ...longFlows,
  ...recoveries,
  ...ambiguities,
];
