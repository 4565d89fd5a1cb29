/** What the engine itself lets an assistant say where no agent can have written it: a tool that is gone, a service that fails. */
import type { Agent, Values, Wording, World } from "../types";

export interface EngineText {
  readonly wordings: readonly Wording[];
  readonly values: Values;
}

/** A tool's description as something one does: "Lists a member's loans." → "list a member's loans". */
export function taskOf(description: string): string {
  const sentence = description
    .split(/[.:;(,]| - | and \w+s (?:the|its|it|a|an|what|whether|every|each|how|all|one)\b/)[0]!
    .trim();
  const [verb = "", ...rest] = sentence.split(" ");
  return [baseForm(verb.toLowerCase()), ...rest].join(" ");
}

function baseForm(verb: string): string {
  if (/ies$/.test(verb)) return `${verb.slice(0, -3)}y`;
  if (/(ch|sh|ss|x|zz|o)es$/.test(verb)) return verb.slice(0, -2);
  return /[^s]s$/.test(verb) ? verb.slice(0, -1) : verb;
}

/** A request whose functions are not in the row, each named by what it does. */
export function removedTool(descriptions: readonly string[], none: boolean): EngineText {
  return { wordings: none ? NO_TOOLS : TOOL_REMOVED, values: { task: descriptions.map(taskOf).join(" or ") } };
}

/** A call that failed twice in a row. */
export function persistentFailure(description: string): EngineText {
  return { wordings: PERSISTENT, values: { task: taskOf(description) } };
}

/** A request that belongs to another agent: names it. */
export function serviceHandOver(own: Agent<World>, other: Agent<World>, description: string | undefined): EngineText {
  return {
    wordings: HAND_OVER,
    values: {
      agent: other.name,
      domain: other.description,
      own: own.description,
      task: description === undefined ? `help with ${other.description}` : taskOf(description),
    },
  };
}

const TOOL_REMOVED: readonly Wording[] = [
  "[None of my|Not one of the] functions here can {task}, so [I have to leave this one|this has to wait for somebody who can][ for now|].",
  "To do that I'd [need to|have to] {task}, and [nothing I was given does so|that function is missing here]. [Could you take it elsewhere?|Want me to help with another part?]",
  "That [is|goes] beyond [my functions|what I can call]: [there is no way for me to|I cannot] {task}.",
  "I'm not able to {task} [with the access I have|in this session]. [Someone with that permission can, though.|Anything else I can look at?]",
  "A function to {task} would do it, but [mine do other things|I wasn't given one].",
  "[Honestly, no|No, sorry]: {task} is something [I have no function for|my functions don't cover].",
  "[I looked at what|Going by what] I can call, and [it stops short of this|this isn't among it]. I'd have to {task}, which I can't.",
  "This one [I must pass on|has to go to somebody else]; [whoever may|a person able to] {task} [will be quicker than me|is the right address].",
  "Without [something|a function] that lets me {task}, any answer [would be a guess|I gave would be made up].",
  "[My hands are tied|I'm stuck] here, because [no available function lets me|I've been given no means to] {task}.",
  "Being able to {task} [isn't part of my set-up|was not set up for me][ today|]. [Shall I note what is needed?|If that changes, ask me again.]",
  "You'd [want|need] someone who can {task}; [that isn't me|I can't] [as things stand|with these functions].",
  "What you describe [calls for|takes] the ability to {task}. [I don't have it|It is not on my list][, and I won't pretend otherwise|].",
  "[Unfortunately that fails at|The trouble is] one thing: I can't {task}.",
  "I [would gladly|would], if I could {task}, but [my list of functions ends before that|such a function is not there].",
  "[Not possible from here|Can't do that one], I'm afraid. It would take a way to {task}.",
  "For this request [somebody has to|one must] {task}, [and that is outside what I can run|which none of my functions does].",
  "There's a gap [in my functions|here]: they [won't let me|never] {task}. [Sorry about that.|]",
  "[Let me be straight|To be clear]: I can't {task}, so [I'd rather say so than improvise|I won't claim that it is done].",
  "Nothing [has been changed or looked up|was run], since [I lack|there is not] a function that could {task}.",
];

const NO_TOOLS: readonly Wording[] = [
  "I have no functions [at all in this conversation|to call here], so I can't {task}.",
  "[Right now|At the moment] nothing is connected [for me to call|], and I'd need to {task} [to answer that|for this].",
  "[With no functions at hand|Lacking any connection to your systems], I [cannot|am unable to] {task}.",
  "I can only [talk|write] here; [to|in order to] {task} I'd need [access that is switched off|functions I don't have].",
  "[Nothing here lets me|I've no way to] {task}: [this chat has no functions|no function is available].",
  "That takes a function, and [I've been given none|the list I got is empty]. [Once one is connected I can|When there is one I'll] {task}.",
  "[My tools are missing|There are no tools in this session], which means I can't {task}. [Please try where they're available.|]",
  "[Anything I told you would be invented|I'd be inventing the result]: without functions I'm unable to {task}.",
  "[I'd like to help, but|Sorry:] someone has to connect a function before I can {task}.",
  "To {task}, [I'd have to reach a system|a live system is needed] that [isn't reachable from here|I can't get to].",
  "[No luck|That won't work] from here, since I can't run anything; [you need|it takes] something that can {task}.",
  "Could you [open this|ask me again] where functions are enabled? As it is, I can't {task}.",
];

const PERSISTENT: readonly Wording[] = [
  "I tried [twice|two times] to {task} and [the service didn't answer|got an error each time]. [Shall I try again later?|It is not done.]",
  "[Two attempts, two failures|Both attempts failed]: I couldn't {task}. [Nothing was changed.|I'd wait a little before another try.]",
  "The [service|system] [kept refusing|was not available], so I wasn't able to {task}[ this time|].",
  "[No result yet|I have nothing to report]: when I went to {task}, the [call failed|request was turned away], and [so did the second|trying again changed nothing].",
  "[Sorry, this is unfinished|That's still open]. I'd have to {task}, but the service [isn't responding|wouldn't take the request].",
  "I can't tell you [that|more] at the moment, because [I was unable to|both of my tries failed to] {task}.",
  "[It didn't work out|That failed]: the backend gave an error [on the first call and on the retry|twice]. Ask me again [in a few minutes|later] and I'll {task}.",
  "After [a retry|a second try] the answer was the same error; [I couldn't|there was no way to] {task}, and [I won't guess|I'd rather not guess].",
  "[The outage is on the service's side|This looks like an outage], not in your request. I'll [gladly|] {task} once it's back.",
  "I had to stop: the function I need to {task} [failed and failed again|was down both times].",
];

const HAND_OVER: readonly Wording[] = [
  "That's [one for|a question for] {agent}, which handles {domain}.",
  "[I cover|My field is] {own}; [to|somebody must] {task}, please [ask|turn to] {agent}.",
  "{agent} [is the right place for this|should take this one]: it looks after {domain}.",
  "[Not mine, I'm afraid|This isn't my area]. For {domain} there is {agent}.",
  "You'll [get further|be better off] with {agent}, since {domain} [is its job|belongs there].",
  "[Please hand this to|Could you take this to] {agent}? I only do {own}.",
  "Since this is about {domain}, {agent} [has the functions for it|can act on it]; [mine are for|I'm set up for] {own}.",
  "[I'd pass this on to|This belongs with] {agent}: being able to {task} is part of {domain}.",
  "My functions [stop at|are limited to] {own}, so {agent} ([it does|responsible for] {domain}) [is who to ask|should answer].",
  "[Wrong desk|Wrong agent], sorry! {agent} can {task}.",
  "I can't {task}. [What I know is|I'm here for] {own}; {agent} [handles the rest of this|is in charge of {domain}].",
  "For that, [go to|speak to] {agent}. [It was made for|Its subject is] {domain}, while I work on {own}.",
  "[Anything around|Everything about] {domain} goes to {agent}, [this included|and so does your request].",
  "[Let me point you to|Your best bet is] {agent}, as [I have nothing that could|none of my functions] {task}.",
];

/** Why a retry, a correction or the next step is taken, where an agent gives no reason of its own. */
export const REACT_THOUGHTS = {
  call: [
    "[I need to|Next I should|To go on I have to|What's needed is to] {task}.",
    "[This calls for|The way forward is] one thing: {task}.",
    "[Let me|I'll] {task}[ first| now|].",
    "[Before I can say anything|To answer], I [have to|must] {task}.",
  ],
  answer: [
    "[I have what I need|That settles it|This is enough to reply|Now I can answer].",
    "[Nothing more to call|No further step is needed]; I can [reply|close this].",
    "[The observation answers it|What came back is all I need].",
  ],
  withoutCall: [
    "[No function is needed here|This needs no call].",
    "[I should reply without calling anything|Calling something would not help].",
    "[None of the functions fits|There's nothing to run for this].",
  ],
} as const;
