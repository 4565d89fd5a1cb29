/** How people talk to the QA agent, and what it declines. */
import type { Lexicon } from "../../contract";
import { chat } from "./chat";
import { synonyms } from "./synonyms";

export { declines } from "./declines";
export { policies } from "./policies";

export const lexicon: Lexicon = {
  openers: [
    "Morning!",
    "Before standup:",
    "[Hi|Hey] there.",
    "Release duty today.",
    "Sorry to bother you.",
    "Second attempt.",
    "The pipeline is acting up.",
    "Retro homework:",
    "From the triage call:",
    "Back from holiday.",
    "Not urgent.",
    "Our tester is out.",
    "Got a minute?",
    "Following up:",
    "Small thing.",
    "Team lead wants this.",
    "On my list:",
    "[Good evening|Good afternoon].",
    "Nearly weekend.",
    "A favour:",
    "Trying my luck:",
    "Fresh from review:",
    "[Okay|Right].",
  ],
  closers: [
    "Thanks!",
    "No rush.",
    "Before lunch, ideally.",
    "Much obliged.",
    "Release notes need it.",
    "Then I'm done.",
    "Ta.",
    "Others are waiting.",
    "Ask if unclear.",
    "Appreciate it.",
    "[That's|This is] all.",
    "Cheers.",
    "It matters today.",
    "Thank you kindly.",
    "Whenever you can.",
    "I'll be around.",
    "[Hope|Trust] that works.",
    "Fingers crossed.",
  ],
  synonyms,
  chat,
};
