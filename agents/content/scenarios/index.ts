/** All situations of the content agent. */
import type { Scenario } from "../../contract";
import type { ContentWorld } from "../world";
import { ambiguous } from "./ambiguous";
import { calendarScenarios } from "./calendar";
import { draftReadingScenarios } from "./draft-reading";
import { draftWritingScenarios } from "./draft-writing";
import { flowsAcross } from "./flows-across";
import { flowsDrafts } from "./flows-drafts";
import { flowsKeywords } from "./flows-keywords";
import { flowsMailing } from "./flows-mailing";
import { flowsPages } from "./flows-pages";
import { flowsPosts } from "./flows-posts";
import { flowsSegments } from "./flows-segments";
import { flowsSends } from "./flows-sends";
import { mailingChecksScenarios } from "./mailing-checks";
import { mailingSendsScenarios } from "./mailing-sends";
import { pageAuditsScenarios } from "./page-audits";
import { postQueueScenarios } from "./post-queue";
import { recovery } from "./recovery";
import { recoveryTexts } from "./recovery-texts";
import { searchPhrasesScenarios } from "./search-phrases";
import { sideBySide } from "./side-by-side";

export const scenarios: readonly Scenario<ContentWorld>[] = [
  ...draftReadingScenarios,
  ...draftWritingScenarios,
  ...pageAuditsScenarios,
  ...searchPhrasesScenarios,
  ...postQueueScenarios,
  ...calendarScenarios,
  ...mailingChecksScenarios,
  ...mailingSendsScenarios,
  ...flowsDrafts,
  ...flowsPosts,
  ...flowsPages,
  ...flowsKeywords,
  ...flowsAcross,
  ...flowsSends,
  ...flowsSegments,
  ...flowsMailing,
  ...recovery,
  ...recoveryTexts,
  ...ambiguous,
  ...sideBySide,
];
