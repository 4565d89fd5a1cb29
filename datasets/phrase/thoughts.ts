/** What is thought in ReAct text where an agent gives no reason of its own: before a call, and before a message. */
import type { Decision, Kind, Observation, ScriptEvent } from "../types";
import { REACT_THOUGHTS } from "./thought-wording";

type CallsEvent = Extract<ScriptEvent, { kind: "calls" }>;
type Effect = "read" | "write";

/** What was called since the last message. */
export interface Called {
  /** Whether it ended in a change or a look. */
  readonly effect: Effect;
  readonly hasFailed: boolean;
  readonly hasWorked: boolean;
}

/** @param before what was called before in the same turn */
export function calledSoFar(
  { calls, observations }: CallsEvent,
  effectOf: (tool: string) => Effect,
  before: Called | undefined,
): Called {
  const isWell = observations.every((each) => each.ok);
  return {
    effect: isWell && effectOf(calls.at(-1)!.tool) === "write" ? "write" : "read",
    hasFailed: before?.hasFailed === true || !isWell,
    hasWorked: before?.hasWorked === true || observations.some((each) => each.ok),
  };
}

/** Errors that may be gone when the same call is made again. */
const PASSING = ["rate_limit", "timeout"];

/**
 * Calls that are made together need not wait for each other: none of them mends the one before.
 * @param last what the last call came to
 */
export function thoughtsBeforeCall(
  { calls }: CallsEvent,
  index: number,
  effectOf: (tool: string) => Effect,
  last: Observation | undefined,
): readonly string[] {
  const { tool } = calls[index]!;
  if (index > 0 && calls[index - 1]!.tool === tool) return REACT_THOUGHTS.next;
  if (index === 0 && last?.ok === false && last.call.tool === tool)
    return PASSING.includes(last.error.code) ? REACT_THOUGHTS.retry : REACT_THOUGHTS.correction;
  if (callsAlike(calls, index) > 1) return REACT_THOUGHTS.several;
  return [
    ...REACT_THOUGHTS.call,
    ...(last === undefined ? [] : REACT_THOUGHTS.further),
    ...(effectOf(tool) === "read" ? REACT_THOUGHTS.look : []),
  ];
}

/** How many calls of one function are made one after the other from here on. */
export function callsAlike(calls: CallsEvent["calls"], index: number): number {
  const other = calls.findIndex((each, at) => at > index && each.tool !== calls[index]!.tool);
  return (other < 0 ? calls.length : other) - index;
}

const REFUSALS: { readonly [kind in Kind]?: readonly string[] } = {
  policy: REACT_THOUGHTS.refuseByPolicy,
  invented_result: REACT_THOUGHTS.refuseUnseen,
  partly_doable: REACT_THOUGHTS.refuseHalf,
  near_miss: REACT_THOUGHTS.refuseNamed,
  other_agent: REACT_THOUGHTS.handOver,
  no_tools: REACT_THOUGHTS.refuseWithout,
};

/** Why it answers, asks, declines or reports instead of going on. */
export function thoughtsBeforeText(decision: Decision, called: Called | undefined, kind: Kind): readonly string[] {
  if (decision === "ask" && kind === "invalid_value") return REACT_THOUGHTS.askAgain;
  if (decision === "refuse") return REFUSALS[kind] ?? REACT_THOUGHTS.refuse;
  if (decision === "partial" && called?.hasWorked === false) return REACT_THOUGHTS.failed;
  // A condition that did not hold leaves nothing open: what was asked is done.
  const isAnswered = decision === "answer" || (decision === "partial" && called?.hasFailed === false);
  if (!isAnswered) return REACT_THOUGHTS[decision];
  if (called === undefined) return REACT_THOUGHTS.withoutCall;
  return called.effect === "write" ? REACT_THOUGHTS.done : REACT_THOUGHTS.answer;
}
