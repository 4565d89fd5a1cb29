import type { Scenario } from "../../contract";
import type { AnalystWorld } from "../world";
import { campaignScenarios } from "./campaigns";
import { pictureScenarios } from "./chart-chains";
import { fileScenarios } from "./chart-files";
import { lookScenarios } from "./chart-looks";
import { chartScenarios } from "./charts";
import { choiceScenarios } from "./choices";
import { deliveryScenarios } from "./deliveries";
import { districtScenarios } from "./districts";
import { draftScenarios } from "./drafts";
import { drilldownScenarios } from "./drilldowns";
import { frameScenarios } from "./frames";
import { investigationScenarios } from "./investigations";
import { queryScenarios } from "./queries";
import { recoveryScenarios } from "./recoveries";
import { roundScenarios } from "./rounds";
import { tableScenarios } from "./table-work";
import { trendScenarios } from "./trends";
import { workbookScenarios } from "./workbooks";

/** Everything people bring to the analyst. */
export const scenarios: readonly Scenario<AnalystWorld>[] = [
  ...queryScenarios,
  ...tableScenarios,
  ...frameScenarios,
  ...trendScenarios,
  ...chartScenarios,
  ...lookScenarios,
  ...fileScenarios,
  ...workbookScenarios,
  ...deliveryScenarios,
  ...investigationScenarios,
  ...drilldownScenarios,
  ...districtScenarios,
  ...pictureScenarios,
  ...roundScenarios,
  ...draftScenarios,
  ...campaignScenarios,
  ...recoveryScenarios,
  ...choiceScenarios,
];
