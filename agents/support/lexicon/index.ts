/** How people talk to the support agent, and what it declines. */
import type { Lexicon } from "../../contract";
import { chat } from "./chat";
import { synonyms } from "./synonyms";

export { declines } from "./declines";
export { policies } from "./policies";

export const lexicon: Lexicon = {
  openers: [
    "Good morning!",
    "Hello again.",
    "Phone's ringing, so quickly:",
    "Covering for a colleague.",
    "Monday backlog.",
    "First day here.",
    "From the late shift:",
    "Sorry, me again.",
    "Customer on hold!",
    "Going through my list.",
    "Next one.",
    "[Hi|Hey], got a second?",
    "This nags me.",
    "Team lead asks:",
    "[Okay|Right].",
    "One for you.",
    "Busy morning.",
    "Straight to it:",
    "A little help?",
    "Handover note says:",
    "[Afternoon|Evening].",
    "Quick favour.",
    "Between two calls:",
    "Still me.",
  ],
  closers: [
    "Thank you!",
    "Cheers.",
    "They're on the line.",
    "Great help.",
    "That's all.",
    "Before the weekend, ideally.",
    "[I'd|I would] be grateful.",
    "Then it's off my desk.",
    "Many thanks.",
    "I'll wait.",
    "Thanks in advance.",
    "It's their third call.",
    "[Sorry|Apologies] for the rush.",
    "That would help me.",
  ],
  synonyms,
  chat,
};
