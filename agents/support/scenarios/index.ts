/** What people bring to the support agent, by shape and subject. */
import type { Scenario } from "../../contract";
import type { SupportWorld } from "../world";
import { ambiguousScenarios } from "./ambiguous";
import { answeringScenarios } from "./answering";
import { careScenarios } from "./care";
import { chatScenarios } from "./chats";
import { conversationScenarios } from "./conversations";
import { followThroughScenarios } from "./follow-through";
import { handOverScenarios } from "./hand-overs";
import { issueScenarios } from "./issues";
import { knowledgeScenarios } from "./knowledge";
import { overviewScenarios } from "./overviews";
import { recoveryScenarios } from "./recovery";
import { reviewScenarios } from "./reviews";
import { roundScenarios } from "./rounds";
import { routingScenarios } from "./routing";
import { searchScenarios } from "./searches";
import { shortChainScenarios } from "./short-chains";
import { ticketActionScenarios } from "./ticket-actions";
import { ticketFormScenarios } from "./ticket-forms";
import { ticketScenarios } from "./tickets";
import { triageScenarios } from "./triage";

export const scenarios: readonly Scenario<SupportWorld>[] = [
  ...ticketScenarios,
  ...ticketActionScenarios,
  ...searchScenarios,
  ...overviewScenarios,
  ...reviewScenarios,
  ...ticketFormScenarios,
  ...knowledgeScenarios,
  ...issueScenarios,
  ...conversationScenarios,
  ...chatScenarios,
  ...shortChainScenarios,
  ...routingScenarios,
  ...answeringScenarios,
  ...triageScenarios,
  ...followThroughScenarios,
  ...careScenarios,
  ...roundScenarios,
  ...handOverScenarios,
  ...recoveryScenarios,
  ...ambiguousScenarios,
];
