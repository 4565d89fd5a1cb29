/** Two requests in one message: the second is served when the first is done, and one answer reports on both. */
import type { Closing, Scenario, Situation } from "../../agents/contract";
import type { Random } from "../../primitives";
import type { Engine } from "../engine";
import { LEAD_IN } from "../phrase/dress";
import type { ScriptEvent, Slots, Values, Wording, World } from "../types";
import { bringsNothingNew } from "./nothing-new";
import { runTurn, type TurnRun } from "./run-turn";
import { type CallsEvent, callsOf, closingText, say, type UserEvent, user } from "./script";

const JOINED: readonly Wording[] = [
  "{a} {b}",
  "{a}\n{b}",
  "{a} [Once that is done|After that|Then|Next|Afterwards]: {b}",
  "{a} [Also|Plus|And another one|And]: {b}",
  "[Two things.|Two things, one after the other.|In this order:] {a} {b}",
  "- {a}\n- {b}",
];

export interface Part {
  readonly scenario: Scenario<World>;
  readonly frame: Wording;
}

/** What is asked in both; undefined when this world does not hold it, or when one entity could be meant twice. */
function drawBoth(first: Part, second: Part, drawn: World, random: Random) {
  // The later request is drawn first: what it plants in the world is there from the start.
  const later = second.scenario.draw(drawn, random.fork("second"));
  if (later === undefined) return undefined;
  const earlier = first.scenario.draw(later.world ?? drawn, random.fork("first"));
  if (earlier === undefined) return undefined;
  if (shares(earlier.slots, later.slots)) return undefined;
  return { earlier, later, start: earlier.world ?? later.world ?? drawn };
}

type Drawn = NonNullable<ReturnType<typeof drawBoth>>;

function playBoth(engine: Engine, { earlier, later, start }: Drawn): { one: TurnRun; two: TurnRun } | undefined {
  const one = runTurn(engine.simulator, start, earlier.solve());
  const two = tryTurn(engine, one.world, later);
  if (two === undefined) return undefined;
  if (
    one.closing.kind === "ask" ||
    two.closing.kind === "ask" ||
    one.closing.reply !== undefined ||
    two.closing.reply !== undefined
  )
    return undefined;
  if (bringsNothingNew(engine, callsOf(one), callsOf(two))) return undefined;
  return { one, two };
}

/** The first request may have changed what the second was drawn for; its policy then need not find a way. */
function tryTurn(engine: Engine, world: World, situation: Situation<World>): TurnRun | undefined {
  try {
    return runTurn(engine.simulator, world, situation.solve());
  } catch {
    return undefined;
  }
}

/**
 * Plays two families one after the other; undefined when they do not go together in this world.
 * @param isFit asked of the joined request before anything is played
 */
export function composed(
  engine: Engine,
  first: Part,
  second: Part,
  drawn: World,
  random: Random,
  isFit: (request: UserEvent) => boolean,
): ScriptEvent[] | undefined {
  const situations = drawBoth(first, second, drawn, random);
  if (situations === undefined) return undefined;
  const request = joinedRequest(first, second, situations, random);
  const played = isFit(request) ? playBoth(engine, situations) : undefined;
  if (played === undefined) return undefined;
  const { earlier, later } = situations;
  const { one, two } = played;
  if (isUndone(engine, one, two)) return undefined;
  return [
    request,
    ...without(CLOSES, callsOf(one)),
    ...without(OPENS, callsOf(two)),
    closing(about(one.closing, earlier.slots), about(two.closing, later.slots), random.fork("closing")),
  ];
}

/** A reason that takes its step for the first: "The consent check comes first." Behind another request it is not. */
export const OPENS =
  /^\[?(first|to begin|starting)\b|\b(comes? first|first comes?|before anything|I (begin|start)|(begins|starts)\b|starting point)\b|(?<!(?:^|\[|\bas |\bsince )\{\w+\}) (is|are) first\b/i;

/** A reason that takes its step for the last: "That leaves the log." Before another request it is not. */
export const CLOSES =
  /\b(leaves|remains?|(is|are) left|left to|only .+ (missing|left)|last (step|look|thing)|finally|nothing else)\b/i;

function without(misplaced: RegExp, steps: readonly CallsEvent[]): CallsEvent[] {
  return steps.map((step) => ({ ...step, reasons: step.reasons.filter((wording) => !misplaced.test(wording)) }));
}

/** Whether the second request changes what the first could not be finished for: its answer would name a hindrance that is gone. */
function isUndone({ simulator }: Engine, one: TurnRun, two: TurnRun): boolean {
  if (one.closing.kind !== "partial") return false;
  const told = JSON.stringify(one.closing.values);
  return callsOf(two)
    .flatMap(({ calls }) => calls)
    .filter(({ tool }) => simulator.tools.get(tool)?.effect === "write")
    .flatMap(({ args }) => Object.values(args))
    .some((value) => typeof value === "string" && value.length > 3 && told.includes(value));
}

/** The two requests as one message, and each with the world it is made in and what it would take. */
export function playedTogether(engine: Engine, first: Part, second: Part, drawn: World, random: Random) {
  const situations = drawBoth(first, second, drawn, random);
  const played = situations === undefined ? undefined : playBoth(engine, situations);
  if (situations === undefined || played === undefined) return undefined;
  const { earlier, later, start } = situations;
  const { one, two } = played;
  return {
    ask: joinedRequest(first, second, situations, random),
    parts: [
      { situation: { ...earlier, world: start }, world: start, run: one },
      { situation: { ...later, world: one.world }, world: one.world, run: two },
    ],
  };
}

function joinedRequest(first: Part, second: Part, { earlier, later }: Drawn, random: Random): UserEvent {
  // "In this order: For the audit: ..." would lead in twice, and so would "After that: Slot for the post: ...".
  const joints = JOINED.filter(
    (each) =>
      !(each.startsWith("[") && LEAD_IN.test(first.frame)) && !(each.endsWith(": {b}") && LEAD_IN.test(second.frame)),
  );
  return user(
    join(random.fork("join").pick(joints), first.frame, second.frame),
    { ...prefixed(earlier.slots, "a_"), ...prefixed(later.slots, "b_") },
    "request",
  );
}

/** Plays one request, and another one once the first is answered; undefined when they do not go together. */
export function sequel(
  engine: Engine,
  first: Part,
  second: Part,
  drawn: World,
  random: Random,
): ScriptEvent[] | undefined {
  const situations = drawBoth(first, second, drawn, random);
  const played = situations === undefined ? undefined : playBoth(engine, situations);
  if (situations === undefined || played === undefined) return undefined;
  const { earlier, later } = situations;
  const { one, two } = played;
  return [
    user(first.frame, earlier.slots, "request"),
    ...callsOf(one),
    closingText(one.closing),
    user(second.frame, later.slots, "later"),
    ...callsOf(two),
    closingText(two.closing),
  ];
}

/** Adds a request of another family to a conversation that is done, in the world it left; undefined when it does not go. */
export function continued(
  engine: Engine,
  script: readonly ScriptEvent[],
  { scenario, frame }: Part,
  random: Random,
): ScriptEvent[] | undefined {
  const world = endOf(script);
  const later = world === undefined ? undefined : scenario.draw(world, random.fork("second"));
  if (world === undefined || later === undefined || later.world !== undefined) return undefined;
  const said = script.flatMap((event) => (event.kind === "user" ? [event.slots] : []));
  if (said.some((slots) => shares(slots, later.slots))) return undefined;
  const run = tryTurn(engine, world, later);
  if (run === undefined || run.closing.kind === "ask" || run.closing.reply !== undefined) return undefined;
  if (bringsNothingNew(engine, script, callsOf(run))) return undefined;
  return [...script, user(frame, later.slots, "later"), ...callsOf(run), closingText(run.closing)];
}

function endOf(script: readonly ScriptEvent[]): World | undefined {
  const last = script.findLast((event) => event.kind === "calls");
  return last?.kind === "calls" ? last.after.at(-1) : undefined;
}

/** One entity in both halves could be meant twice; such pairs are left alone. */
function shares(left: Slots, right: Slots): boolean {
  const values = new Set(Object.values(left).map((slot) => JSON.stringify(slot.value)));
  return Object.values(right).some((slot) => typeof slot.value === "string" && values.has(JSON.stringify(slot.value)));
}

function join(joint: Wording, first: Wording, second: Wording): Wording {
  const ended = /[.!?:,;\]]$/.test(first) || !/\{a\} /.test(joint) ? first : `${first}.`;
  return joint.replace("{a}", () => rename(ended, "a_")).replace("{b}", () => rename(second, "b_"));
}

function rename(wording: Wording, prefix: string): Wording {
  return wording.replace(/\{(\w+)\}/g, (_, name: string) => `{${prefix}${name}}`);
}

function prefixed<T>(values: { readonly [name: string]: T }, prefix: string): { [name: string]: T } {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [prefix + name, value]));
}

/** What a name looks like, as against a word of a schema: a path, an identifier, words with a space. */
const NAME = /[\s\d_./-]|[A-Z]/;

/** In an answer to two requests each half says what it is about: the first thing named, else any; without such wordings, all. */
function about(part: Closing, slots: Slots): Closing {
  const asked = Object.values(slots).flatMap(({ value }) =>
    typeof value === "string" && NAME.test(value) ? [value] : [],
  );
  for (const subjects of [asked.slice(0, 1), asked]) {
    const names = Object.keys(part.values).filter((name) => subjects.includes(part.values[name] as string));
    const wordings = part.wordings.filter((wording) => names.some((name) => always(wording).includes(`{${name}}`)));
    if (wordings.length > 0) return { ...part, wordings };
  }
  return part;
}

/** What a wording says whatever is chosen in it. */
function always(wording: Wording): string {
  return wording.replace(/\[[^[\]]*\]/g, "");
}

function closing(first: Closing, second: Closing, random: Random): ScriptEvent {
  const wordings = Array.from(
    { length: 4 },
    () => `${rename(random.pick(first.wordings), "a_")} ${rename(random.pick(second.wordings), "b_")}`,
  );
  const values: Values = { ...prefixed(first.values, "a_"), ...prefixed(second.values, "b_") };
  const required = [...needed(first).map((name) => `a_${name}`), ...needed(second).map((name) => `b_${name}`)];
  const offers = [...(first.offers ?? []), ...(second.offers ?? [])];
  return say(first.kind === "answer" ? second.kind : first.kind, wordings, values, required, offers);
}

function needed(part: Closing): readonly string[] {
  return part.required ?? Object.keys(part.values);
}
