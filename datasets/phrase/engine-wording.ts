/** What the engine itself lets an assistant say where no agent can have written it: a tool that is gone, a service that fails. */
import type { Arguments, Tool } from "../../agents/contract";
import type { Agent, Values, Wording, World } from "../types";

export interface EngineText {
  readonly wordings: readonly Wording[];
  readonly values: Values;
}

/** What a tool does, as said after "to": its own words, or else the head of its description ("Lists a member's loans." → "list a member's loans"). */
export function taskOf({ task, description }: Pick<Tool, "task" | "description">): string {
  if (task !== undefined) return task;
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

/** "lock or unlock an account" → "locking or unlocking an account". */
export function doingOf(task: string): string {
  return task.replace(/^(\w+)(?: or (\w+))?/, (_, verb: string, other: string | undefined) =>
    other === undefined ? gerund(verb) : `${gerund(verb)} or ${gerund(other)}`,
  );
}

function gerund(verb: string): string {
  if (/^(set|put|get|cut|run|plan|scan|stop|drop|map|tag|log|flag|transfer)$/.test(verb))
    return `${verb}${verb.at(-1)}ing`;
  return /[^eoy]e$/.test(verb) ? `${verb.slice(0, -1)}ing` : `${verb}ing`;
}

/** What one call does, with the one thing that it is done with: "refresh the workbook". */
export function definiteTask(tool: Pick<Tool, "task" | "taskFor" | "description">, args: Arguments): string {
  return definite(tool.taskFor?.(args) ?? taskOf(tool));
}

/** What is done with one thing that is known: "refresh a workbook" → "refresh the workbook". */
function definite(task: string): string {
  return task
    .replace(/ (an?|two) /, (_, article: string) => (article === "two" ? " the two " : " the "))
    .replace(/ (against|from|of|with) an? /, " $1 the ");
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function taskValues(tools: readonly Pick<Tool, "task" | "description">[]): { [name: string]: string } {
  const tasks = tools.map(taskOf);
  const doing = tasks.map(doingOf).join(" or ");
  return { task: tasks.join(" or "), doing, Doing: capital(doing) };
}

/** Ways to name a task: "change the role of an account", "change an account's role", "alter the role of an account". */
export function waysToSay(task: string): string[] {
  const owned = task.replace(/\bthe ([\w -]+) of (an? [\w -]+)$/, "$2's $1");
  const short = task.replace(
    /^((?!compare|subscribe|run)\w+(?: up)? (?:an?|the|two) [\w-]+(?: [\w-]+)?) (?:in|into|on|to|from|for|with) (?:an?|the) [\w -]+$/,
    "$1",
  );
  const other = task.replace(/^\w+/, (verb) => OTHER_VERBS[verb] ?? verb);
  return [...new Set([task, owned, short, other])];
}

const OTHER_VERBS: { readonly [verb: string]: string } = {
  list: "show",
  change: "alter",
  search: "look through",
  compute: "work out",
};

/** A wording once per way to name its tasks, which then are words of it: what is worn shows as such. */
function named(wordings: readonly Wording[], tools: readonly Pick<Tool, "task" | "description">[]): Wording[] {
  const ways = tools.map((tool) => waysToSay(taskOf(tool)));
  const most = Math.max(...ways.map((each) => each.length));
  return Array.from({ length: most }, (_, way) => {
    const tasks = ways.map((each) => each[way % each.length]!);
    const doing = tasks.map(doingOf).join(" or ");
    return wordings.map((wording) =>
      wording
        .replaceAll("{task}", () => tasks.join(" or "))
        .replaceAll("{doing}", () => doing)
        .replaceAll("{Doing}", () => capital(doing)),
    );
  }).flat();
}

export interface Removal {
  /** No functions are offered at all. */
  readonly none: boolean;
  /** More steps would follow those that are named. */
  readonly isFirst: boolean;
}

/** A request whose functions are not in the row, each named by what it does. */
export function removedTool(
  tools: readonly Pick<Tool, "task" | "description" | "effect">[],
  { none, isFirst }: Removal,
): EngineText {
  // Two requests at once are named by what each begins with; a word on the rest of both would be too many.
  const namesFirst = isFirst && tools.length === 1;
  const isMeans = tools.length === 1 && tools[0]!.effect === "read";
  const whole = isMeans ? [...TOOL_REMOVED, ...MEANS_REMOVED] : TOOL_REMOVED;
  const said = none ? (namesFirst ? NO_TOOLS_FIRST : NO_TOOLS) : namesFirst ? FIRST_REMOVED : whole;
  // Neither of two can be done, and what is missing is not one or the other.
  const wordings = tools.length === 1 ? said : said.filter((wording) => !NEEDS_ONE.test(wording));
  return { wordings: named(wordings, tools), values: {} };
}

export interface Failure {
  /** The arguments of the call. */
  readonly args: Arguments;
  readonly message: string;
  /** What had been changed before it. */
  readonly done: readonly string[];
  /** Whether the request wanted changes that were not come to. */
  readonly leavesChanges: boolean;
}

/** A call that failed twice in a row, and what was and was not changed. */
export function persistentFailure(
  tool: Pick<Tool, "task" | "taskFor" | "description" | "effect">,
  { args, message, done, leavesChanges }: Failure,
): EngineText {
  const ending = done.length > 0 ? DONE + (leavesChanges ? REST : STOPPED) : leavesChanges ? UNDONE : "";
  return {
    wordings: [...PERSISTENT, tool.effect === "read" ? READ_AGAIN : WRITTEN_AGAIN].map((text) => text + ending),
    values: {
      ...taskValues([{ ...tool, task: definiteTask(tool, args) }]),
      message,
      ...(done.length > 0 ? { done: listed(done), Done: capital(listed(done)) } : {}),
    },
  };
}

const UNDONE =
  " [Nothing was done.|Nothing has been done so far.|Nothing was changed.|I did nothing else.|I have changed nothing.]";

const DONE =
  " [Done before it: {done}.|{Done} had gone through before.|What did work before it: {done}.|{Done} worked.|Already through: {done}.|Up to there it went well: {done}.|Before it failed, {done} succeeded.]";

const REST =
  " [The rest was not begun.|Nothing further was done.|The rest is still to do.|I stopped there.|What was to follow has not been done.]";

/** Whether more would have followed may depend on what could not be seen. */
const STOPPED = " [Nothing further was done.|Nothing was done after that.]";

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

/**
 * A request that belongs to another agent: names it.
 * @param tool the one function it takes; undefined where it takes several, of which none stands for all
 */
export function serviceHandOver(
  own: Agent<World>,
  other: Agent<World>,
  tool: Pick<Tool, "task" | "description"> | undefined,
): EngineText {
  const { description: domain } = other;
  const wordings = [...HAND_OVER, ...(tool === undefined ? HAND_OVER_ALL : HAND_OVER_TASK)].map((wording) =>
    wording.replaceAll("{domain}", () => domain).replaceAll("{own}", () => own.description),
  );
  return { wordings: tool === undefined ? wordings : named(wordings, [tool]), values: { agent: other.name } };
}

const NEEDS_ONE = /^(This needs|That would|What's missing|That takes|To )|someone has to connect/;

const TOOL_REMOVED: readonly Wording[] = [
  "I [can't|am not able to] {task} here: [there's no function for it|none of my functions does that|nothing in my list does it|that takes a function I wasn't given].[ Someone with access would have to do it.| It needs a person with access.| Whoever has access could.||]",
  "{Doing} [isn't something I can do|is not possible for me] [here|in this conversation|with the functions I was given].",
  "That would [take|need] a function to {task}, and [I have none|there is none in my list|I wasn't given one|none is at hand|that one is absent].",
  "[I have|There is] no function here to {task}, so [I can't help with this one|this one has to go to someone else|I must pass|this stays undone on my side|somebody else has to take over].",
  "[I went through my functions|I checked the functions I can call|I looked at all functions I was given], and [none of them can|there's no way to] {task}.[ Sorry about that.| My apologies.||]",
  "[Unfortunately|I'm afraid] I [can't|am unable to] {task} [at the moment|in this conversation]; [the function for it is missing|I lack the function|what it takes isn't in my list|my functions stop short of that].",
  "This needs [someone|a colleague|somebody] who can {task}; [I can't[ from here| with my functions|]|that isn't me|it is beyond me].",
  "[Sorry, but|I'm sorry, but|Sorry:] {doing} is beyond [what I can do|my functions][ here|].",
  "[Nothing in my list|No function of mine] can {task}. [I'd rather say so than improvise.|Somebody else has to do that.|Better to say so at once.||]",
  "My [functions|tools] don't [include|cover] {doing}[, so I can't do this|; someone else will have to|, which is what this takes|, and that settles it, I'm afraid].",
  "[As far as my functions go|As things stand|With what I was given|For lack of a function], I can't {task}.[ Is there something else I can look at?| Anything else?||]",
  "What's missing is a [way|function] to {task}; without it [I can't do this|I can't help here|nothing can be done].",
  "[This one is|That's|This is] [out of my reach|more than I can do|not within my reach], [because|since] I can't {task}[ with what I have|].",
  "[There's no way for me|I have no means here] to {task}. [Please ask someone who has access.|Somebody with access can.|A colleague with access could.||]",
  "I [don't have|lack] the function [for {doing}|to {task}], so [nothing was done|I haven't started|I can't do it|I have to leave it there].",
  "[Could someone else take this?|Please ask somebody else.|Please give this to a colleague.|Somebody else would have to do this.] I can't {task}[ here|].",
  "[Not with these functions|Not with my functions]: they don't let me {task}.",
];

/** A look at something, which is a means: who wants it closed does not ask for something "for which" it would have to be closed. */
const MEANS_REMOVED: readonly Wording[] = [
  "For that I would have to {task}, which [none of my functions allows|my functions don't allow|isn't possible here].",
  "I'd [need to|have to] {task} for this, [but I can't|and I have no way to][ here|].",
  "{Doing} would be [the way|what it takes], but [I can't do that here|no function lets me|it isn't among my functions|I have nothing to do it with].",
];

/** Nothing of the request can be done, and what it would begin with is named. */
const FIRST_REMOVED: readonly Wording[] = [
  "{Doing} would be the first step, but [I can't do that here|no function lets me|it isn't among my functions|I have nothing to do it with].",
  "This [begins|starts] with {doing}, [and no function of mine does that|and I have no function for it|which I can't do here].",
  "The first [step|thing] would be to {task}, [and I can't|which isn't possible here|and there is no function for it].",
  "I can't even [begin|start]: to {task}, I'd need a function that isn't [here|in my list|among mine].",
  "I [can't|am not able to] {task} here, [and the rest isn't possible either|let alone do the rest|so I can't do the rest either].[ Someone with access would have to do it.| It needs a person with access.||]",
  "Without a function to {task}, [no part of this|none of this] [can be done|is possible].",
  "That takes more than one function, and [the very first|the first of them], to {task}, is [missing|not here|absent].",
  "[Unfortunately|I'm afraid] I can't {task}, so [I can't start on this|there is nothing to begin with|I have to leave all of it].",
  "For that I would first have to {task}, which [none of my functions allows|my functions don't allow|isn't possible here].",
  "It [ends|fails] at the first step: I can't {task}[ with these functions| here|].",
  "[None of my functions|No function here] lets me {task}, and [that comes first|this has to begin with that|I can't start without that].",
  "[I went through my functions|I checked the functions I can call|I looked at all functions I was given], and [none of them can|there's no way to] {task}, [so the rest can't follow|which all of this starts with|let alone do the rest].",
  "[Sorry, but|I'm sorry, but|Sorry:] {doing} is beyond [what I can do|my functions], and so is the rest.",
  "My [functions|tools] don't [include|cover] {doing}, [the first step of this|which comes first], so [nothing was done|I haven't started|someone else will have to take it on].",
  "I have no [way|function] to {task}, so [I can't begin|none of this can be done].",
  "[Could someone else take all of this?|Please give this to a colleague.|Somebody else would have to do this.] I can't {task}, [and it begins there|nor can I do the rest].",
  "[There's no way for me|I have no means here] to {task}, so [the rest falls through|I can't get to the rest].",
  "I'd [need to|have to] {task} first, [but I can't|and I have no way to].",
];

const NO_TOOLS: readonly Wording[] = [
  "I have no functions [at all in this conversation|to call here], so I can't {task}.",
  "[Right now|At the moment] nothing is connected[ for me to call|], so I can't {task}.",
  "[With no functions at hand|Without any connection to your systems], I [can't|am unable to] {task}.",
  "I can only [talk|write] here; to {task} I'd need [access|functions] that I don't have.",
  "{Doing} takes a function, and [this chat has none|none is available here].",
  "That takes a function, and [I've been given none|my list is empty]. Once one is connected I can {task}.",
  "[My tools are missing|There are no tools in this session], which means I can't {task}.[ Please try where they're available.|]",
  "[I'd be making the result up|Any result I gave would be invented]: without functions I'm unable to {task}.",
  "[I'd like to help, but|Sorry:] someone has to connect a function before I can {task}.",
  "To {task}, I'd have to reach a system, and [none is connected here|I can't reach any].",
  "[No luck|That won't work] from here: with nothing to call, I can't {task}.",
  "Could you [open this|ask me again] where functions are enabled? As it is, I can't {task}.",
];

const NO_TOOLS_FIRST: readonly Wording[] = [
  "I have no functions [at all in this conversation|to call here], so I can't {task} or do the rest.",
  "[Right now|At the moment] nothing is connected[ for me to call|], so I can't even {task}.",
  "[With no functions at hand|Without any connection to your systems], I [can't|am unable to] {task}, let alone do the rest.",
  "I can only [talk|write] here; even to {task} I'd need [access|functions] that I don't have.",
  "{Doing} would come first, and [this chat has no functions|no function is available here].",
  "Each step of that takes a function, and [I've been given none|my list is empty]. Once some are connected I can begin: {task}, then the rest.",
  "[My tools are missing|There are no tools in this session], which means I can't {task}, the first step.[ Please try where they're available.|]",
  "[I'd be making the results up|Any result I gave would be invented]: without functions I'm unable to {task} or go on from there.",
  "[I'd like to help, but|Sorry:] someone has to connect my functions before I can {task} and do the rest.",
  "To {task} and go on from there, I'd have to reach a system, and [none is connected here|I can't reach any].",
  "[No luck|That won't work] from here: with nothing to call, I can't {task} or do the rest.",
  "Could you [open this|ask me again] where functions are enabled? As it is, I can't {task} or do anything that follows.",
];

const PERSISTENT: readonly Wording[] = [
  "I tried twice to {task} and got an error both times: {message}.",
  "[Two attempts, two failures|Both attempts failed]: I couldn't {task} ({message}).[ I'd wait a little before another try.|]",
  "The service [failed twice|gave an error both times], so I wasn't able to {task}[ this time|]. The error was: {message}.",
  "{Doing} [failed|did not work], [on the first call and on the retry|twice in a row]; the error was: {message}.",
  "[Sorry, this is unfinished|That's still open]: I couldn't {task}, because the service answered twice with an error ({message}).",
  "I can't [finish this|complete that] at the moment, because both tries to {task} failed ({message}).",
  "I wanted to {task}, and [that failed twice|it failed two times in a row]: {message}. Ask me again [in a few minutes|later] and I'll try once more.",
  "[For now|So far] the service won't answer ({message}): I couldn't {task}.[ Let's try again a little later.|]",
  "I had to stop: {doing} failed twice ({message}).",
];

const READ_AGAIN: Wording =
  "After [a retry|a second try] the error was the same: {message}. [I couldn't|So I could not] {task}, and I won't guess.";
const WRITTEN_AGAIN: Wording =
  "After [a retry|a second try] the error was the same: {message}. [I couldn't|So I could not] {task}; that is still to do.";

/** Why a call is made again in another way, after a slip of one's own. */
export const CORRECTION: readonly Wording[] = [
  "[That was refused|The call wasn't accepted], so I [correct it|put it right].",
  "[I had a value wrong|One value was wrong]; [now the corrected call|this time with the right one].",
  "[The error names what was wrong|The message says what was wrong]; I [correct that|put it right].",
  "[My first call wasn't right|That call wasn't right][, and the error says why|]; this one should be.",
  "[A slip of mine|My slip|That slip was mine]: [the same call with the right value|here is the right value].",
  "[That value didn't work|That value led nowhere], so I [use the one that was meant|put in the one that was meant].",
  "[Once more|Again], [with the mistake put right|without the slip this time].",
  "[The mistake was mine|That was my mistake]; [now I put the value right|the right value follows].",
  "[So one value has to change|One value has to change], [and I change it|and now it does].",
];

const HAND_OVER: readonly Wording[] = [
  "That's [one for|a matter for] {agent}, which handles {domain}.",
  "{agent} [is the right place for this|should take this one]: it looks after {domain}.",
  "[Not mine, I'm afraid|This isn't my area]. For {domain} there is {agent}.",
  "You'll [get further|be better off] with {agent}, since {domain} is its job.",
  "[Could you hand this to|Could you take this to] {agent}? I only do {own}.",
  "Since this is about {domain}, {agent} [has the functions for it|can act on it]; my functions are for {own}.",
  "My functions [stop at|are limited to] {own}, so {agent}, responsible for {domain}, is who to ask.",
  "For that, [go to|speak to] {agent}. It was made for {domain}, while I work on {own}.",
  "[Anything around|Everything about] {domain} goes to {agent}, and so does [your request|this].",
];

const HAND_OVER_TASK: readonly Wording[] = [
  "[I cover|My field is] {own}; to {task}, please [ask|turn to] {agent}.",
  "[I'd pass this on to|This belongs with] {agent}: {doing} is part of {domain}.",
  "[Wrong desk|Wrong agent], sorry! To {task}, ask {agent}, in charge of {domain}.",
  "I can't {task}. I'm here for {own}; {agent} is in charge of {domain}.",
  "[Let me point you to|Your best bet is] {agent}, as I can't {task}.",
];

const HAND_OVER_ALL: readonly Wording[] = [
  "[I cover|My field is] {own}; for [this|a request like this], please [ask|turn to] {agent}.",
  "[I'd pass this on to|This belongs with] {agent}: it [is a matter of|falls under] {domain}.",
  "[Wrong desk|Wrong agent], sorry! {agent} can [take this|deal with that], since it works on {domain}.",
  "I can't [do|take care of] that. I'm here for {own}; {agent} is in charge of {domain}.",
  "[Let me point you to|Your best bet is] {agent}, as [that|this] has nothing to do with {own}.",
];

/**
 * What a call does, in words: `{task}`, `{doing}` and, to begin a sentence, `{Doing}`; of several calls `{count}`.
 * @param calls how many of its kind are made one after the other
 */
export function thoughtValues(
  tool: Pick<Tool, "task" | "taskFor" | "description">,
  args: Arguments,
  calls: number,
): { readonly [name: string]: string } {
  const count = COUNTS[calls] ?? String(calls);
  const task = definiteTask(tool, args);
  return { ...taskValues([{ ...tool, task }]), count, Count: capital(count) };
}

const COUNTS = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight"];
