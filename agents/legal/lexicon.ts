/** How people talk to the lawyer, and the rules it works under. */
import type { Lexicon, Policy } from "../contract";

export const policies: readonly Policy[] = [
  {
    id: "no_signature",
    text: "Never sign, accept or terminate a contract, and never make binding statements to anyone.",
  },
  {
    id: "confidential",
    text: "The content of a contract is shown to colleagues only, never to third parties or the other side.",
  },
  { id: "counsel_decides", text: "Report what documents and rules say; final legal judgements are left to counsel." },
  { id: "cited_only", text: "Cite a clause, limit or date only if a tool has returned it." },
];

export const lexicon: Lexicon = {
  openers: [
    "Hello!",
    "Good morning.",
    "Hi, it's me.",
    "Hello there.",
    "[For|Concerning] the vendor file:",
    "Sorry to bother you.",
    "A short one.",
    "Back from court.",
    "[Between|In between] two hearings:",
    "Straight to the point:",
    "Urgent, I'm afraid.",
    "Good day.",
    "Good afternoon.",
    "Before I log off:",
    "One for you:",
    "Before I forget:",
    "If I may:",
  ],
  closers: [
    "Thank you!",
    "[Kind|Best] regards.",
    "With thanks.",
    "[Needed|I need it] by noon.",
    "Much obliged.",
    "Thanks in advance.",
    "Thank you for your help.",
    "I'm on a call right now.",
    "[It's|This is] confidential.",
    "Appreciate it.",
    "The meeting is at three.",
    "Many thanks.",
  ],
  synonyms: {
    payment_days: ["payment period", "payment term", "time allowed for payment"],
    notice_days: ["notice period", "termination notice", "period of notice"],
    liability_cap: ["liability cap", "cap on liability", "limit of liability"],
    confidentiality_years: ["confidentiality period", "secrecy period", "duration of confidentiality"],
    warranty_months: ["warranty period", "warranty", "guarantee period"],
    breach_report_hours: ["breach reporting deadline", "deadline for reporting breaches", "incident reporting time"],
    renewal_months: ["renewal period", "automatic renewal", "length of the renewal"],
    financial: ["financial matters", "money matters"],
    privacy: ["data privacy", "privacy matters"],
    operational: ["operational matters", "day-to-day operations"],
    in_force: ["in force", "valid today", "currently valid"],
    announced: ["still to come"],
    repealed: ["no longer valid"],
    immediately: ["immediately after each change", "as soon as anything changes"],
    weekly: ["every week"],
    monthly: ["once a month"],
    true: ["mind upper and lower case", "case must match", "text recognition", "character recognition"],
    false: ["upper or lower case is all the same", "ignore the case"],
  },
  chat: [
    {
      frames: [
        "What does indemnity mean?",
        "Indemnity versus warranty - could you explain?",
        "I never understood indemnity clauses.",
        "In simple words, what's an indemnity?",
      ],
      replies: [
        "An indemnity is a promise to make good someone's loss, whoever caused it. A warranty is a promise that something is true or works.",
        "Whoever gives an indemnity pays if a certain loss occurs. A warranty, by comparison, promises that something is as described.",
        "[Simply put|Put simply]: an indemnity covers a loss, a warranty assures a quality.",
      ],
    },
    {
      frames: [
        "Why do contracts have a liability cap?",
        "What does a liability cap do for us?",
        "What is a cap on liability for?",
        "Everyone argues about caps. Why?",
      ],
      replies: [
        "A cap limits what one side can owe the other, so that risk stays in proportion to the price. Whether it helps depends on which side you are on.",
        "A cap makes the worst case calculable. As a customer you want it high, as a supplier low.",
        "Caps matter because one bad event could otherwise cost more than the whole deal.",
      ],
    },
    {
      frames: [
        "Thanks, that clears it up.",
        "Excellent, exactly what I was looking for.",
        "You are quicker than our archive. Thank you!",
        "Great, I'll take it from here.",
      ],
      replies: [
        "You're welcome. Let me know when something else comes up.",
        "Glad to help.",
        "My pleasure. I'm here when there is more to look up.",
        "Any time.",
      ],
    },
    {
      frames: [
        "What is a force majeure clause?",
        "Force majeure - what does it usually cover?",
        "Force majeure: what's the point of it?",
        "Explain force majeure to a salesperson.",
      ],
      replies: [
        "It excuses a party that cannot perform because of events beyond its control, such as floods or war. What counts depends on the wording.",
        "It frees a party from its duties in cases like natural disasters, war and official orders. Strikes are included in some contracts and excluded from others.",
        "Nobody has to pay for what nobody could prevent: that's the idea. Floods, war and official orders are typical; the exact list is a matter of negotiation.",
      ],
    },
    {
      frames: [
        "What's the difference between a policy and a regulation?",
        "Policy, regulation: I mix them up.",
        "What sets our policies apart from regulations?",
        "Are policies and regulations the same thing?",
      ],
      replies: [
        "A regulation is made by an authority and binds everyone it addresses. A policy is our own rule and binds us.",
        "Regulations come from outside and are enforced by authorities; policies come from inside and guide how we work.",
        "A policy is written by us and binds outsiders only if a contract says so; a regulation is written by an authority and binds everyone it addresses.",
      ],
    },
    {
      frames: [
        "How does a risk matrix work?",
        "Likelihood times impact: what's the idea?",
        "What's behind a risk score?",
        "Teach me risk matrices in a minute.",
      ],
      replies: [
        "You rate how likely something is and how bad it would be, multiply, and deal with the largest products first.",
        "You rate likelihood and impact; their product ranks risks by expected damage, roughly. It is a way to start a discussion, not an exact science.",
        "Likelihood times impact is [rough but useful|useful but rough]: it puts rare disasters and frequent nuisances on one scale.",
      ],
    },
    {
      frames: [
        "Governing law, jurisdiction: what do the two mean?",
        "Why do contracts name both a law and a court?",
        "Governing law and jurisdiction - the same thing?",
        "Is the place of the court the same as the applicable law?",
      ],
      replies: [
        "Governing law says by whose rules the contract is read; jurisdiction says which court hears a dispute. They can differ.",
        "The governing law decides how the contract is interpreted, the jurisdiction where a dispute is heard. They are separate choices.",
        "They are two choices: the governing law picks the rulebook, the jurisdiction picks the referee.",
      ],
    },
    {
      frames: ["How are you?", "How's it going?", "Busy day?", "Everything all right over there?"],
      replies: [
        "Fine, thank you. What is on your desk?",
        "Doing well, the usual amount of small print. What can I check for you?",
        "All well here. What do you need?",
      ],
    },
    {
      frames: [
        "Any tips for reading a long contract?",
        "Where do I start with a forty-page agreement?",
        "How would a lawyer skim a contract?",
        "What should a beginner look at first in a contract?",
      ],
      replies: [
        "Start with definitions, then money, term and termination, then liability. What is missing matters as much as what is there.",
        "Ask who owes what, until when, and what happens if not. Read those parts twice, the rest once.",
        "[First|Begin with] the definitions: half of all surprises hide there. Then payment, exit and liability.",
      ],
    },
  ],
};
