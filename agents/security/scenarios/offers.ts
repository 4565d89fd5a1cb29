/** Short remarks that may follow an answer; kept below six words, so that none becomes a refrain. */

export const FINDINGS_OFFERS = [
  "Another host?",
  "Shall I go on?",
  "Verify it afterwards.",
  "Worth a patch.",
  "More on request.",
  "The owner should know.",
  "Tell me when it's patched.",
  "That's the state.",
];

export const BORDER_OFFERS = [
  "It can be undone.",
  "Another port?",
  "I can test it.",
  "Other rules are unchanged.",
  "Should I look further?",
  "Any other address?",
  "Just tell me.",
  "That's how it is.",
];

export const ACCOUNTS_OFFERS = [
  "Anybody else?",
  "A lock is possible.",
  "Sign-ins as well?",
  "Let me know.",
  "The team lead decides.",
  "Is that expected?",
  "Nothing else to see.",
  "More on request.",
];

export const KEYS_OFFERS = [
  "What about other hosts?",
  "Another key?",
  "More is due later.",
  "Nothing else changed.",
  "The inventory has it.",
  "I can list more.",
  "Tell me what's next.",
  "Is that enough?",
];

export const PAIRS_OFFERS = [
  "A third one?",
  "Which comes first?",
  "I can go deeper.",
  "Nothing was changed elsewhere.",
  "More is easily done.",
  "Dates on request.",
  "That's both.",
  "Enough for now?",
];

export const FLOWS_ACCESS_OFFERS = [
  "The rest is unchanged.",
  "It can be undone.",
  "For the audit, too?",
  "Repeat it next month.",
  "Spare anybody?",
  "That closes it.",
  "Done for today?",
  "Others are fine.",
];

export const FLOWS_HOSTS_OFFERS = [
  "The owner should know.",
  "Check again later.",
  "What about its neighbours?",
  "Nothing else changed.",
  "Tell me when.",
  "That's where it stands.",
  "Another host?",
  "It's worth the time.",
];

export const FLOWS_LONG_OFFERS = [
  "That's all for now.",
  "I'd watch it.",
  "Questions welcome.",
  "Tell me what's next.",
  "Nothing else was touched.",
  "Good to have it settled.",
  "It's on record.",
];

export const FLOWS_THREATS_OFFERS = [
  "Keep watching it.",
  "The block can go later.",
  "Anywhere else?",
  "People should be told.",
  "No other account changed.",
  "It may come back.",
  "I'm watching.",
  "Shall I dig deeper?",
];

export const DETOURS_OFFERS = [
  "That was the closest.",
  "Another way, maybe?",
  "As you said.",
  "One step more, then.",
  "I can undo it.",
  "The rule held.",
  "Is that all right?",
  "Fair enough, I hope.",
];

export const AMBIGUOUS_OFFERS = [
  "Thanks for that.",
  "The others are unchanged.",
  "Good that I asked.",
  "Elsewhere as well?",
  "Correct me if not.",
  "Clear now.",
];
