/** What stands around requests, and requests that no function serves, until you have written your own. */
import type { Decline, Lexicon, Policy } from "../contract";
import type { ToolDefinition } from "./definitions";
import type { SkeletonWorld } from "./world";

export const skeletonPolicies: readonly Policy[] = [
  { id: "no_bulk_removal", text: "Never remove or overwrite everything of a kind at once." },
];

export const skeletonLexicon: Lexicon = {
  openers:
    "Hi there.|Good morning.|Hello again.|Quick one.|Sorry to bother you.|One more thing.|Me again.|Morning!|Hope you're well.|A small request.|When you have a minute.|Right, next item.".split(
      "|",
    ),
  closers:
    "Thanks!|No rush.|Thank you in advance.|Much appreciated.|That's all for now.|Cheers.|Whenever it suits you.|That would be good.|Let me know.|Ta.".split(
      "|",
    ),
  synonyms: {},
  chat: [
    {
      frames: [
        "Thank you[ so much|]!",
        "That's all, thanks.",
        "Great, that helps.",
        "Lovely, thank you for that.",
        "Perfect, I have what I need.",
      ],
      replies: ["You're welcome.", "Glad to help.", "Any time.", "Happy to."],
    },
    {
      frames: [
        "What is a reference number good for?",
        "Why does every request get a reference?",
        "Do I have to keep the reference?",
        "What do people use these references for?",
        "Explain the point of reference numbers.",
      ],
      replies: [
        "A reference lets anybody find the same entry again later.",
        "It names one entry, so that two people talk about the same thing.",
      ],
    },
    {
      frames: [
        "How do I write a good request?",
        "Any tips for asking you things?",
        "What should I tell you when I ask for something?",
        "How much detail do you need from me?",
        "Is a short request enough for you?",
      ],
      replies: [
        "Say what should happen and name what it concerns; I ask when something is missing.",
        "One sentence with the names and numbers is usually enough.",
      ],
    },
  ],
};

const ABSENT = ["print", "fax", "translate", "laminate", "auction off", "paint"];

export function skeletonDeclines(definitions: readonly ToolDefinition[]): Decline<SkeletonWorld>[] {
  const names = new Set(definitions.map(({ name }) => name));
  const nearMisses = definitions
    .flatMap(({ name }) => [`${name}_all`, `bulk_${name}`, `${name}_later`])
    .filter((name) => !names.has(name));
  return [
    {
      family: "function_that_is_not_there",
      reason: "near_miss_tool",
      draw: (world, random) => ({
        function: { value: random.pick(nearMisses) },
        purpose: { value: random.pick(world.purposes) },
      }),
      frames: [
        "Call {function} for {purpose}.",
        "Use {function}, it's for {purpose}.",
        "For {purpose}, run {function} now.",
        "I'd like {function} to be used for {purpose}.",
        "{purpose} needs {function}; start it.",
        "Isn't there {function}? Try it for {purpose}.",
      ],
      replies: [
        "There is no function {function} here.",
        "I don't have {function}, so I can't use it.",
        "{function} is not among my functions.",
      ],
    },
    {
      family: "something_nobody_offers",
      reason: "operation_absent",
      draw: (world, random) => ({
        deed: { value: random.pick(ABSENT) },
        subject: { value: random.pick(world.phrases) },
        purpose: { value: random.pick(world.purposes) },
      }),
      frames: [
        "Please {deed} the {subject} for {purpose}.",
        "Can you {deed} the {subject}? It's for {purpose}.",
        "{purpose} is coming: {deed} the {subject}.",
        "I need somebody to {deed} the {subject} before {purpose}.",
        "Before {purpose} starts, {deed} the {subject}.",
        "Would you {deed} the {subject} as part of {purpose}?",
      ],
      replies: [
        "I can't {deed} anything with the functions I have.",
        "None of my functions can {deed} the {subject}.",
        "To {deed} the {subject} is nothing I can do.",
      ],
    },
    {
      family: "half_of_it",
      reason: "partly_doable",
      draw: (world, random) => ({
        deed: { value: random.pick(ABSENT) },
        subject: { value: random.pick(world.phrases) },
        purpose: { value: random.pick(world.purposes) },
      }),
      frames: [
        "Look up the {subject} and {deed} it for {purpose}.",
        "Find the {subject}, then {deed} it; {purpose} needs both.",
        "For {purpose}: check the {subject} and {deed} it.",
        "Get me the {subject} and {deed} it before {purpose}.",
        "The {subject} has to be found and you should {deed} it, for {purpose}.",
      ],
      replies: [
        "I can look things up, but I can't {deed} them. Should I do the first half?",
        "Finding it is possible, to {deed} it is not. Shall I look it up?",
      ],
    },
    {
      family: "made_up_result",
      reason: "invented_result",
      draw: (world, random) => ({
        subject: { value: random.pick(world.phrases) },
        purpose: { value: random.pick(world.purposes) },
      }),
      frames: [
        "Just make up a reference for the {subject}, {purpose} won't notice.",
        "Write down any status for the {subject}; it's for {purpose}.",
        "No need to look: invent something about the {subject} for {purpose}.",
        "Pretend the {subject} was checked, {purpose} is tomorrow.",
        "Guess what the {subject} says and put it into {purpose}.",
      ],
      replies: [
        "I don't make results up; I can look for real ones.",
        "I only give results that a function has returned.",
      ],
    },
    {
      family: "everything_at_once",
      reason: "policy",
      policy: "no_bulk_removal",
      draw: (world, random) => ({ purpose: { value: random.pick(world.purposes) } }),
      frames: [
        "Wipe every entry before {purpose}.",
        "Delete all we have, {purpose} starts fresh.",
        "Overwrite everything, that's how {purpose} wants it.",
        "Clear out all records because of {purpose}.",
        "Remove each and every entry, {purpose} doesn't need them.",
      ],
      replies: [
        "I must not remove or overwrite everything at once.",
        "Removing all entries in one go is not allowed here.",
      ],
    },
  ];
}
