/** How people talk to the QA agent, and what it declines. */
import type { Lexicon } from "../../contract";
import { chat } from "./chat";
import { synonyms } from "./synonyms";

export { declines } from "./declines";
export { policies } from "./policies";

export const lexicon: Lexicon = {
  openers: [
    "Morning!",
    "From standup:",
    "[Hi|Hey] there.",
    "Release duty today.",
    "Sorry to bother you.",
    "Second attempt.",
    "The pipeline is acting up.",
    "Retro homework:",
    "From the triage call:",
    "Back from holiday.",
    "One for today's list.",
    "Our tester is out.",
    "Got a minute?",
    "Following up:",
    "Small thing.",
    "Team lead wants this.",
    "On my list:",
    "[Good evening|Good afternoon].",
    "Busy day here.",
    "A favour:",
    "Trying my luck:",
    "Fresh from review:",
    "[Okay|Right].",
  ],
  closers: [
    "Thanks!",
    "No rush.",
    "By tomorrow, ideally.",
    "Much obliged.",
    "I owe somebody an answer.",
    "Then I'm done.",
    "Ta.",
    "Others are waiting.",
    "Ask if unclear.",
    "Appreciate it.",
    "[That's|This is] all.",
    "Cheers.",
    "It matters to us.",
    "Thank you kindly.",
    "Whenever you can.",
    "I'll be around.",
    "Hope that's possible.",
    "Fingers crossed.",
  ],
  synonyms,
  chat,
};
