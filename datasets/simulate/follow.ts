/** What is asked on: the same conversation, once the first request is answered. */
import { type Closing, type Turn, wordingSlots } from "../../agents/contract";
import { valueText } from "../phrase/words";
import type { ScriptEvent, Slots, Values } from "../types";
import { runTurn } from "./run-turn";
import { type Context, type Scene, unfit } from "./scene";
import { callsOf, closingText, countSteps, playTurn, user } from "./script";

const MOST_CALLS = 8;

export function follow({ engine, situation, world, ask, random }: Context, wantsCall: boolean): Scene {
  const run = runTurn(engine.simulator, world, situation.solve());
  if (run.closing.reply !== undefined) return unfit("already asks back");
  const observations = run.steps.flatMap((step) => step.observations);
  const later = random.fork("follow");
  const played = later
    .shuffle([...(situation.follow?.(observations) ?? [])])
    .map((turn) => ({ turn, events: playTurn(engine, run.world, turn, later).events }))
    .filter(
      ({ events }) => countSteps(events) > 0 === wantsCall && countSteps(events) + run.steps.length <= MOST_CALLS,
    );
  const asOne = ({ turn, events }: (typeof played)[number], closing: Closing): Scene => ({
    script: [ask, ...callsOf(run), closingText(closing), user(later.pick(turn.frames), turn.slots, "later"), ...events],
    tags: [wantsCall ? "follow_up" : "no_call"],
  });
  for (const each of played) {
    const wordings = openTo(each.turn, each.events, run.closing, situation.slots);
    if (wordings.length > 0) return asOne(each, { ...run.closing, wordings });
  }
  // An agent of few words may tell too much at first.
  const [first = unfit("no such follow-up")] = played;
  return asOne(first, run.closing);
}

/** Who asks again may have been told. */
const AGAIN = /\b(again|once more|remind|repeat|did you say|missed|sorry)\b/i;

/** The wordings of an answer that leave something for the next question to ask. */
export function openTo(
  turn: Turn,
  events: readonly ScriptEvent[],
  closing: Closing,
  slots: Slots,
): Closing["wordings"] {
  const answer = events.at(-1);
  if (answer?.kind !== "text" || turn.frames.every((frame) => AGAIN.test(frame))) return closing.wordings;
  const known = new Set(Object.values(slots).map((slot) => String(slot.value)));
  const asked = answer.required
    .map((name) => valueText(answer.values[name]!))
    .filter((value) => value !== "" && !known.has(value));
  if (asked.length === 0) return closing.wordings;
  return closing.wordings.filter((wording) => !asked.every((value) => tells(wording, closing.values, value)));
}

function tells(wording: string, values: Values, value: string): boolean {
  return wordingSlots(wording).some((name) => values[name] !== undefined && holds(valueText(values[name]), value));
}

/** Whether a text holds a value as a word of its own: "12" is not in "120". */
function holds(text: string, value: string): boolean {
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length))
    if (!/\w/.test(text[at - 1] ?? "") && !/\w/.test(text[at + value.length] ?? "")) return true;
  return false;
}
