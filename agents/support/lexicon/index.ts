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
    "I'm covering for a colleague.",
    "Monday backlog, here we go.",
    "First day on this desk.",
    "From the late shift:",
    "Sorry, me once more.",
    "Customer on hold!",
    "Going through my list.",
    "Next one.",
    "[Hi|Hey], got a second?",
    "This has been nagging me.",
    "Team lead asks:",
  ],
  closers: [
    "Thank you!",
    "Cheers.",
    "They're waiting on the line.",
    "It isn't pressing.",
    "Would be a great help.",
    "I'm off at five.",
    "Please keep it short.",
    "That's all for now.",
    "Best done before the weekend.",
    "You know the drill.",
    "I'd be grateful.",
    "Then this one is off my desk.",
    "Many thanks in advance.",
  ],
  synonyms,
  chat,
};
