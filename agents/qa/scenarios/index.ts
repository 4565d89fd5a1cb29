/** What people bring to the QA agent, by shape and subject. */
import type { Scenario } from "../../contract";
import type { QaWorld } from "../world";
import { ambiguousScenarios } from "./ambiguous";
import { branchScenarios } from "./branch-gaps";
import { bugScenarios } from "./bugs";
import { campaignScenarios } from "./campaigns";
import { changeScenarios } from "./changes";
import { classChainScenarios } from "./class-chains";
import { classScenarios } from "./classes";
import { coverageScenarios } from "./coverage";
import { coverageChangeScenarios } from "./coverage-changes";
import { dossierScenarios } from "./dossiers";
import { flowScenarios } from "./flows";
import { outcomeScenarios } from "./outcome-counts";
import { pageScenarios } from "./pages";
import { recordScenarios } from "./records";
import { recoveryScenarios } from "./recovery";
import { regressionScenarios } from "./regressions";
import { releaseScenarios } from "./releases";
import { runScenarios } from "./runs";
import { selectionScenarios } from "./selections";
import { writingScenarios } from "./test-writing";

export const scenarios: readonly Scenario<QaWorld>[] = [
  ...runScenarios,
  ...recordScenarios,
  ...outcomeScenarios,
  ...selectionScenarios,
  ...classScenarios,
  ...flowScenarios,
  ...pageScenarios,
  ...coverageScenarios,
  ...branchScenarios,
  ...coverageChangeScenarios,
  ...regressionScenarios,
  ...changeScenarios,
  ...bugScenarios,
  ...classChainScenarios,
  ...writingScenarios,
  ...releaseScenarios,
  ...campaignScenarios,
  ...dossierScenarios,
  ...recoveryScenarios,
  ...ambiguousScenarios,
];
