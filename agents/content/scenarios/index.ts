/** All situations of the content agent. */
import type { Scenario } from "../../contract";
import type { ContentWorld } from "../world";
import { ambiguities, recoveries } from "./detours";
import { draftScenarios } from "./drafts";
import { emailFlows } from "./flows-email";
import { publishFlows } from "./flows-publish";
import { searchFlows } from "./flows-search";
import { mailingScenarios } from "./mailings";
import { pageScenarios } from "./pages";
import { postScenarios } from "./posts";
import { sideBySide } from "./side-by-side";

export const scenarios: readonly Scenario<ContentWorld>[] = [
  ...draftScenarios,
  ...pageScenarios,
  ...postScenarios,
  ...mailingScenarios,
  ...sideBySide,
  ...publishFlows,
  ...searchFlows,
  ...emailFlows,
  ...recoveries,
  ...ambiguities,
];
