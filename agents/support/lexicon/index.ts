/** How people talk to the support agent, and what it declines. */
import type { Lexicon } from "../../contract";
import { chat } from "./chat";
import { synonyms } from "./synonyms";

export { declines } from "./declines";
export { policies } from "./policies";

export const lexicon: Lexicon = {
  openers: [
    "Hello there!",
    "Hello again.",
    "Phone's ringing, so quickly:",
    "Calls and chats all day.",
    "Working off the backlog.",
    "Not sure who else to ask.",
    "From the service desk:",
    "Sorry, me again.",
    "Busy queue today.",
    "Going through my list.",
    "Next one.",
    "[Hi|Hey], got a second?",
    "Let's see.",
    "For my team lead:",
    "[Okay|Right].",
    "One for you.",
    "Busy morning.",
    "Straight to it:",
    "A little help?",
    "Short of time, so:",
    "Hello from support.",
    "Quick favour.",
    "Between two calls:",
    "Could you help out?",
  ],
  closers: [
    "Thank you!",
    "Cheers.",
    "I have my hands full.",
    "Much appreciated.",
    "Thanks a lot.",
    "Much obliged.",
    "[I'd|I would] be grateful.",
    "It's hectic here.",
    "Many thanks.",
    "Thanks so much.",
    "Thanks in advance.",
    "Very kind of you.",
    "[Sorry|Apologies] for the trouble.",
    "Sorry, busy day here.",
  ],
  synonyms,
  chat,
};
