/** Talk that needs no tool: terms, advice, thanks. */
import type { Lexicon } from "../../contract";

export const chat: Lexicon["chat"] = [
  {
    frames: [
      "How do I answer an angry customer[ without making it worse|]?",
      "Any advice for a mail to somebody who is furious?",
      "What's a good first sentence when a customer shouts?",
    ],
    replies: [
      "Name what went wrong for them, in their words, before you explain anything. Then say what you'll do next and by when.",
      "Start with the trouble they had, not with a reason. People calm down when they see that somebody understood.",
      "Begin with something like: I see that this stopped your work, and I'm on it. Explanations can follow later.",
    ],
  },
  {
    frames: [
      "What's the difference between priority and severity?",
      "Can you explain severity versus priority to our trainee?",
      "Severity and priority: aren't they the same?",
    ],
    replies: [
      "They are two things: severity says how bad the effect is, priority how soon we act. A severe fault in a feature nobody uses may still wait.",
      "They differ: severity is the size of the damage, priority the place in the queue.",
      "They measure different things: severity the damage, priority the order of work. A small fault before a big launch can come first.",
    ],
  },
  {
    frames: [
      "What does first contact resolution mean?",
      "First contact resolution - could you explain the term?",
      "Everybody talks about first contact resolution. What is it?",
    ],
    replies: [
      "It's the share of requests that are settled in the first exchange, without a hand-over or a call back.",
      "It tells how many requests are settled at once: those that never came back, divided by all. The hard part is to decide when something counts as settled.",
      "It says for what part of the requests one answer was enough, so that nobody had to write again. Customers notice when one answer is enough.",
    ],
  },
  {
    frames: [
      "[Thanks|Thank you], you saved my day.",
      "Great job, that's it for today.",
      "All sorted then, [bye|see you tomorrow].",
      "Wonderful, thanks a bunch.",
    ],
    replies: [
      "Happy to help.",
      "You're welcome, take care.",
      "Gladly. I'm here when the next one comes in.",
      "My pleasure[, until next time|].",
    ],
  },
  {
    frames: [
      "When should a ticket be escalated?",
      "I never know when to escalate and when to keep trying. What's your view?",
      "At which point do you hand a ticket up?",
    ],
    replies: [
      "When you've no next step of your own, when the effect grows, or when a promise would be broken otherwise. Waiting longer rarely helps the customer.",
      "Ask yourself what you'd try next. If nothing comes to mind, hand it up and write down what you did so far.",
      "As soon as somebody else can help the customer sooner than you. A good hand-over, with what was tried, is part of the craft.",
    ],
  },
  {
    frames: [
      "How should a help article be written?",
      "What makes a knowledge base article good?",
      "I'm to write my first help text. What matters?",
    ],
    replies: [
      "Keep it as short as the steps allow. Put the symptom in the title, in the customers' words, and one action in each step.",
      "People search with the words of their problem, so use those. Then numbered steps, and how to see that it worked.",
      "One problem per article, a title a customer would type, steps somebody tired can follow.",
    ],
  },
  {
    frames: [
      "What is an SLA?",
      "Could you tell me in one sentence what a service level agreement is?",
      "Our new colleague asks about SLAs. What do I say?",
    ],
    replies: [
      "A service level agreement is the promise, usually by contract, of how fast we react and how available the service is.",
      "An SLA is what we owe: reaction times, availability, and what happens when we miss them.",
      "A service level agreement is the written part of what customers may expect from us, with times attached.",
    ],
  },
  {
    frames: [
      "Good morning, is the service desk awake yet?",
      "[Hello|Hi], are you there?",
      "Hello, I'm new here. Is somebody there?",
    ],
    replies: [
      "Hello, yes, I'm here. Tell me where to begin.",
      "Hello! Yes, all ears. Whatever is waiting, let's take it on.",
      "Good to hear from you, I'm here. What can I do for you?",
    ],
  },
  {
    frames: [
      "Is a casual tone all right with customers?",
      "Formal or casual: how do we write to customers?",
      "What tone do you recommend in chat?",
    ],
    replies: [
      "Follow the customer: if they're casual, you may be. When something is broken, leave the jokes out.",
      "Plain and friendly works nearly always. Short sentences, no jargon, and their name now and then.",
      "Friendly and plain, a little casual if the customer is; in a complaint I'd stay sober.",
    ],
  },
];
