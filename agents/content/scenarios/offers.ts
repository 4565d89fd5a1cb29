/** Short remarks that may follow an answer; kept below six words, so that none becomes a refrain. */

export const DRAFTS_OFFERS = [
  "Shall I shorten it?",
  "Tell me what's next.",
  "A review would follow.",
  "Ready for more.",
  "Want another one?",
  "Edits are welcome.",
  "I'm happy to reword it.",
  "That's where it stands.",
];

export const PAGES_OFFERS = [
  "Another page?",
  "Should I compare?",
  "More on request.",
  "Want details?",
  "I can go deeper.",
  "Tell me what matters.",
  "That's today's state.",
  "Which one is next?",
];

export const POSTS_OFFERS = [
  "Another day, perhaps?",
  "It can be moved.",
  "Shall I look further?",
  "Other channels are possible.",
  "Just say so.",
  "Does that suit you?",
  "I'm at hand.",
  "Plans can change.",
];

export const MAILINGS_OFFERS = [
  "Shall I compare it?",
  "Any other group?",
  "Tell me in time.",
  "More numbers?",
  "I can look further.",
  "Is that enough?",
  "Others on request.",
  "It's up to you.",
];

export const FLOWS_PUBLISH_OFFERS = [
  "It can be undone.",
  "Another one?",
  "The rest is unchanged.",
  "Nothing else moved.",
  "Is that right?",
  "More of these?",
  "Tell me when.",
  "That was all.",
];

export const FLOWS_SEARCH_OFFERS = [
  "Check again in spring.",
  "Another topic?",
  "Nothing else changed.",
  "I can continue.",
  "Is this enough?",
  "Worth watching.",
  "More pages wait.",
  "What do you think?",
];

export const FLOWS_EMAIL_OFFERS = [
  "Results will follow.",
  "Another mailing?",
  "Nothing else went out.",
  "Good luck with it.",
  "Who else needs it?",
  "I'll leave it there.",
  "Tell me in time.",
  "The rest is unchanged.",
];

export const DETOURS_OFFERS = [
  "Sorry for the detour.",
  "Is that all right?",
  "I can undo it.",
  "One step more, then.",
  "Close enough?",
  "Another way exists, too.",
  "Tell me if not.",
  "That did it.",
];
