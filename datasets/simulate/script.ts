/** Builds a script event by event: what the user says, what is called and comes back, what the assistant says. */
import type { Call, Closing, Observation, Turn } from "../../agents/contract";
import type { Random } from "../../primitives";
import type { Engine } from "../engine";
import type { Decision, ScriptEvent, Slots, Values, Wording, World } from "../types";
import { runTurn, type TurnRun } from "./run-turn";

export type CallsEvent = Extract<ScriptEvent, { kind: "calls" }>;
export type UserEvent = Extract<ScriptEvent, { kind: "user" }>;

export function user(wording: Wording, slots: Slots, stage: "request" | "later"): UserEvent {
  return { kind: "user", wording, slots, stage };
}

export function say(
  decision: Decision,
  wordings: readonly Wording[],
  values: Values = {},
  required: readonly string[] = [],
  offers: readonly string[] = [],
): ScriptEvent {
  return { kind: "text", decision, wordings, values, required, ...(offers.length === 0 ? {} : { offers }) };
}

export function closingText(closing: Closing): ScriptEvent {
  const { kind, wordings, values, required = Object.keys(values), offers } = closing;
  return say(kind, wordings, values, required, offers);
}

export function callsOf(run: TurnRun): CallsEvent[] {
  return run.steps.map(({ step, observations, before, after }) => ({
    kind: "calls",
    calls: step.calls,
    observations,
    before,
    after,
    reasons: step.reasons ?? [],
    values: step.values ?? {},
  }));
}

/** A call that failed without touching the world. */
export function failedCall(
  call: Call,
  error: Extract<Observation, { ok: false }>["error"],
  world: World,
  event: "mistake" | "fault",
): CallsEvent {
  return {
    kind: "calls",
    calls: [call],
    observations: [{ call, ok: false, error }],
    before: [world],
    after: [world],
    reasons: [],
    values: {},
    event,
  };
}

/** What follows once a turn was solved: its calls, its closing, and the turns that its questions lead to. */
export function playTurn(
  engine: Engine,
  world: World,
  turn: Turn,
  random: Random,
): { events: ScriptEvent[]; run: TurnRun; world: World } {
  const run = runTurn(engine.simulator, world, turn.solve());
  const events: ScriptEvent[] = [...callsOf(run), closingText(run.closing)];
  const reply = run.closing.reply;
  if (reply === undefined) return { events, run, world: run.world };
  events.push(user(random.pick(reply.frames), reply.slots, "later"));
  const later = playTurn(engine, run.world, reply, random);
  return { events: [...events, ...later.events], run, world: later.world };
}

export function toolsOf(script: readonly ScriptEvent[]): string[] {
  return [...new Set(script.flatMap((event) => (event.kind === "calls" ? event.calls.map((call) => call.tool) : [])))];
}

/** What the texts of a script say was held back; a row that could not call it would say something false. */
export function heldBack(script: readonly ScriptEvent[]): string[] {
  return script.flatMap((event) => (event.kind === "text" ? (event.offers ?? []) : []));
}

/** Steps in the sense of the mix: assistant turns that call. */
export function countSteps(script: readonly ScriptEvent[]): number {
  return script.filter((event) => event.kind === "calls").length;
}
