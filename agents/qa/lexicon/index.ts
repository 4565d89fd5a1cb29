/** How people talk to the QA agent, and what it declines. */
import type { Lexicon } from "../../contract";
import { chat } from "./chat";
import { synonyms } from "./synonyms";

export { declines } from "./declines";
export { policies } from "./policies";

export const lexicon: Lexicon = {
  openers: [
    "Morning!",
    "Quick one before standup.",
    "[Hi|Hey] there.",
    "I'm on release duty today.",
    "Sorry to bother you again.",
    "Second attempt, my first message got lost.",
    "The pipeline is acting up.",
    "Retro homework:",
    "From the triage call:",
    "Back from holiday, catching up.",
    "Not urgent, but useful.",
    "Our tester is out sick.",
    "Got a minute?",
    "Following up on yesterday.",
  ],
  closers: [
    "Thanks!",
    "No rush.",
    "A short answer is enough.",
    "I need it before lunch.",
    "Much obliged.",
    "It's for the release notes.",
    "Then I can close my laptop.",
    "Ta.",
    "The others are waiting for it.",
    "Let me know if something is unclear.",
    "I'm in a meeting until then.",
    "Appreciate it.",
    "Just so I can plan my day.",
  ],
  synonyms,
  chat,
};
