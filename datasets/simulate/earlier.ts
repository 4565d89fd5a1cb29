/**
 * What was asked and served before a request that cannot be: a conversation that ends in a question back or a refusal has
 * as many turns, and as many words of work that gets done, as one that ends in an answer.
 */
import type { Closing, Situation } from "../../agents/contract";
import type { Json, Random } from "../../primitives";
import { type Engine, familiesFor } from "../engine";
import { isUsable, usableFrames } from "../split";
import type { Blueprint, Kind, ScriptEvent, World } from "../types";
import type { Part } from "./compose";
import { EARLIER_MESSAGES, messages } from "./history";
import { runTurn, type TurnRun } from "./run-turn";
import type { Lack, Scene } from "./scene";
import { type CallsEvent, callsOf, closingText, user } from "./script";

const TRIES = 16;
/** How many requests come before: as often several as where a conversation ends in an answer. */
const SERVED = [1, 1, 2, 3] as const;
const LOOKED_AT = 4;
/** One or two stay short of what counts as a long conversation. */
const MOST_MESSAGES = { 1: 9, 2: 9, 3: 13 } as const;

const CHAINS: readonly Kind[] = ["short_chain", "recovery_environment"];
const CALLS: readonly Kind[] = ["single", "complex", "parallel"];

interface Input {
  readonly engine: Engine;
  readonly scene: Scene;
  /** The world in which the conversation begins. */
  readonly world: World;
  readonly blueprint: Blueprint;
  readonly random: Random;
}

/** The scene with served requests before it; undefined when none goes with it. */
export function afterServed({ engine, scene, world, blueprint, random }: Input): Scene | undefined {
  const earlier = random.fork("earlier");
  const planned = earlier.pick(SERVED);
  let wanted: number = planned;
  const script: ScriptEvent[] = [];
  let now = world;
  let served = 0;
  for (let tries = 0; tries < TRIES && served < wanted; tries += 1) {
    const part = requestFor(engine, blueprint, planned === 1 ? CHAINS : CALLS, LOOKED_AT, earlier);
    const situation = part?.scenario.draw(now, earlier);
    if (part === undefined || situation === undefined) continue;
    // Only the first request may prepare the world.
    if (served > 0 && situation.world !== undefined) continue;
    const start = situation.world ?? now;
    const run = runTurn(engine.simulator, start, situation.solve());
    const events = [user(part.frame, situation.slots, "later"), ...callsOf(run), closingText(run.closing)];
    if (messages([...script, ...events]) > MOST_MESSAGES[planned]) continue;
    if (!isServed(run) || !standsApart(events, situation, [...script, ...scene.script], scene.lacks)) continue;
    script.push(...events);
    served += 1;
    // Situations are drawn for a world as it was made: after a change, no other is drawn.
    if (run.world !== start) wanted = served;
    now = start;
  }
  if (served === 0) return undefined;
  const isLong = messages(script) >= EARLIER_MESSAGES;
  return {
    ...scene,
    script: [...script, ...scene.script],
    tags: [...(scene.tags ?? []), EARLIER_TAG, ...(isLong ? ["long_context"] : [])],
  };
}

/** Marks rows whose request comes after others that were served. */
export const EARLIER_TAG = "after_served";

/** What is refused is short by nature; what is served before makes up for it: the longest wording of some that are drawn. */
function requestFor(
  engine: Engine,
  { split }: Blueprint,
  kinds: readonly Kind[],
  looked: number,
  random: Random,
): Part | undefined {
  const families = kinds
    .flatMap((kind) => familiesFor(engine, kind))
    .filter((family) => isUsable(family.home, split) && family.scenario.shape !== "ambiguous");
  if (families.length === 0) return undefined;
  const parts = Array.from({ length: looked }, () => random.pick(families)).flatMap(({ scenario }): Part[] => {
    const frames = usableFrames(engine.agent.name, split, scenario.frames);
    return frames.length === 0 ? [] : [{ scenario, frame: random.pick(frames) }];
  });
  return parts.sort((left, right) => right.frame.length - left.frame.length)[0];
}

function isServed({ steps, closing }: TurnRun): boolean {
  return steps.length > 0 && isDone(closing);
}

function isDone({ kind, reply }: Closing): boolean {
  return kind === "answer" && reply === undefined;
}

/** It speaks of nothing that the rest speaks of, calls no function that the rest calls, and does not say what the request leaves out. */
function standsApart(
  events: readonly ScriptEvent[],
  { slots }: Situation<World>,
  rest: readonly ScriptEvent[],
  lacks: Lack | undefined,
): boolean {
  const named = new Set(
    rest.flatMap((event) =>
      event.kind === "user" ? Object.values(event.slots).map((slot) => textOf(slot.value)) : [],
    ),
  );
  if (Object.values(slots).some((slot) => typeof slot.value === "string" && named.has(textOf(slot.value))))
    return false;
  const calls = callsIn(events);
  if (callsIn(rest).some((call) => calls.some((each) => each.tool === call.tool))) return false;
  return lacks === undefined || !mayTell(events, lacks);
}

function callsIn(events: readonly ScriptEvent[]) {
  return events.filter((event): event is CallsEvent => event.kind === "calls").flatMap((event) => event.calls);
}

/** Whether somebody could take what is left out from here: a field of that name, or a value of that make. */
function mayTell(events: readonly ScriptEvent[], { slot, value, parameters }: Lack): boolean {
  const shown = events.map((event) =>
    event.kind === "user"
      ? Object.fromEntries(Object.entries(event.slots).map(([name, each]) => [name, each.value]))
      : event.kind === "calls"
        ? { args: event.calls.map((call) => call.args), seen: event.observations }
        : { values: event.values },
  );
  const text = JSON.stringify(shown).toLowerCase();
  const stems = [slot, ...parameters].map((name) => name.toLowerCase().replace(/_(id|name|key|number|code)s?$/, ""));
  const keys = [...text.matchAll(/"(\w+)":/g)].map((match) => match[1]!);
  if (stems.some((stem) => keys.some((key) => key.includes(stem)))) return true;
  if (
    isPhrase(value) &&
    events.some((event) => event.kind === "user" && Object.values(event.slots).some((each) => isPhrase(each.value)))
  )
    return true;
  const make = makeOf(textOf(value));
  return /\d/.test(textOf(value)) && makeOf(text).includes(make);
}

/** Several words, such as a symptom: another of its kind may be taken for it. */
function isPhrase(value: Json): boolean {
  return typeof value === "string" && /^[^\d:/]+ [^\d:/]+$/.test(value);
}

/** "CT-120" and "CT-7" are of one make. */
function makeOf(text: string): string {
  return text.toLowerCase().replace(/\d+/g, "0");
}

function textOf(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
