/** Negatives made from what an agent can do: a value is missing or wrong, or the function is gone. */
import type { Call, Tool } from "../../agents/contract";
import type { Json, Random } from "../../primitives";
import { type Engine, familiesFor } from "../engine";
import { goalOf, withServing } from "../gates/decision";
import { leavesOf } from "../gates/visible";
import { removedTool } from "../phrase/engine-wording";
import { sameJson } from "../same-json";
import { usableFrames } from "../split";
import type { Split, World } from "../types";
import { type Part, playedTogether } from "./compose";
import { runTurn } from "./run-turn";
import { type Context, type Scene, unfit, visible } from "./scene";
import { type CallsEvent, callsOf, playTurn, say, toolsOf, user } from "./script";

export function clarify({ engine, found, situation, world, random }: Context, frame: string): Scene {
  const gap = found.missing?.find((each) => each.frames.includes(frame));
  if (gap === undefined) return unfit("nothing can be missing");
  const reply = random.fork("reply").pick(gap.reply);
  const { [gap.slot]: held, ...rest } = situation.slots;
  if (held === undefined) return unfit("the missing slot is not drawn");
  const played = playTurn(
    engine,
    world,
    { frames: [], slots: situation.slots, solve: situation.solve },
    random.fork("later"),
  );
  return {
    script: [
      user(frame, rest, "request"),
      say("ask", gap.ask, visible(rest)),
      user(reply, situation.slots, "later"),
      ...played.events,
    ],
    tags: ["asked"],
  };
}

export function missing({ found, situation, random, engine, world }: Context, frame: string, split: Split): Scene {
  const gap = found.missing?.find((each) => each.frames.includes(frame)) ?? found.missing?.[0];
  if (gap === undefined || !(gap.slot in situation.slots)) return unfit("nothing can be missing");
  const { [gap.slot]: held, ...rest } = situation.slots;
  const free = usableFrames(engine.agent.name, split, gap.frames);
  if (free.length === 0) return unfit("its wordings are kept for another split");
  const words = gap.frames.includes(frame) ? frame : random.fork("gap").pick(free);
  const run = runTurn(engine.simulator, world, situation.solve());
  const steps = callsOf(run);
  const parameters = steps
    .flatMap((step) => step.calls)
    .flatMap(({ args }) => Object.keys(args).filter((name) => sameJson(args[name]!, held!.value)));
  return {
    script: [user(words, rest, "request"), say("ask", gap.ask, visible(rest))],
    needs: toolsOf(steps),
    world,
    lacks: { slot: gap.slot, value: held!.value, parameters },
  };
}

export function invalid({ found, situation, world, random, engine }: Context, frame: string): Scene {
  const bad = found.invalid;
  const fitting = (bad ?? []).filter((each) => frame.includes(`{${each.slot}}`));
  if (fitting.length === 0) return unfit("nothing can be invalid");
  const chosen = random.fork("invalid").pick(fitting);
  const slot = chosen.draw(world, random.fork("invalid", "draw"));
  const slots = { ...situation.slots, [chosen.slot]: slot };
  const run = runTurn(engine.simulator, world, situation.solve());
  return {
    script: [
      user(frame, slots, "request"),
      say("ask", chosen.explain, { ...visible(slots), allowed: chosen.allowed }, []),
    ],
    needs: [...new Set([chosen.tool, ...toolsOf(callsOf(run))])],
  };
}

/** More functions than this are not taken away for one request: too much of the agent would be gone. */
const MOST_GONE = 8;

/**
 * The same request where no part of it can be done: what its steps call is gone, and so is every function that would
 * give a part of the answer in another way. Without an operation, reading stays possible and the write alone is gone.
 */
export function removed(
  { engine, situation, world, ask }: Context,
  kind: "tool_removed" | "no_tools" | "operation_removed",
): Scene {
  const run = runTurn(engine.simulator, world, situation.solve());
  const steps = callsOf(run);
  const isWrite = (tool: string) => engine.simulator.tools.get(tool)?.effect === "write";
  const first = toolsOf(steps.slice(0, 1));
  const takesWrites = kind === "operation_removed" && canBeginByWriting(engine);
  if (takesWrites && (first.length === 0 || !first.every(isWrite))) unfit("reads first, and reading is still possible");
  const [begins] = first;
  if (begins === undefined) return unfit("nothing to take away");
  const tool = engine.simulator.tools.get(begins)!;
  const called = toolsOf(steps);
  const text = removedTool([tool], { none: kind === "no_tools", isFirst: called.length > 1 });
  const script = [ask, say("refuse", text.wordings, text.values, [])];
  if (kind === "no_tools") return { script, withoutTools: true };
  const goal = goalOf(engine, world, situation, run);
  const gone = withServing(engine, goal, takesWrites ? called.filter(isWrite) : called, MOST_GONE);
  if (gone === undefined) return unfit("too many functions would serve it as well");
  if (readableBeside(engine, steps, 0, goal.values))
    return unfit("a later step needs nothing of the first, and only that one is said to be missing");
  const kept = engine.agent.tools.filter(
    (each) =>
      each.family === tool.family && !called.includes(each.name) && !gone.includes(each.name) && !isWrite(each.name),
  );
  const reads = called.filter((each) => !gone.includes(each));
  return {
    script,
    forbids: gone,
    needs: takesWrites ? [...reads, ...kept.slice(0, 2).map((each) => each.name)] : [],
    tags: takesWrites ? ["read_only"] : [],
  };
}

/** Whether a later step reads with another function what needs nothing but the request and what was seen before: a part that can be done without this step. */
export function readableBeside(
  engine: Engine,
  steps: readonly CallsEvent[],
  at: number,
  values: readonly Json[],
): boolean {
  const seen = steps.slice(0, at).flatMap((step) => step.observations.flatMap((each) => (each.ok ? [each.value] : [])));
  const known = new Set([...values, ...seen.flatMap((each) => leavesOf(each).map(({ value }) => value))].map(String));
  const tools = toolsOf(steps.slice(at, at + 1));
  return steps
    .slice(at + 1)
    .flatMap((step) => step.calls)
    .some(
      (each) =>
        !tools.includes(each.tool) && engine.simulator.tools.get(each.tool)?.effect === "read" && isKnown(each, known),
    );
}

/** Whether a call takes nothing but what is known. */
function isKnown(call: Call, known: ReadonlySet<string>): boolean {
  return leavesOf(call.args).every(({ value }) => known.has(String(value)));
}

/** Whether an agent has requests whose first step changes something; without them, any function is an operation. */
export function canBeginByWriting(engine: Engine): boolean {
  return familiesFor(engine, "operation_removed").some((family) => family.writesFirst);
}

/** Two requests in one message of which no part can be done: their functions are gone, or all are. */
export function bothRemoved(
  { engine, drawn, random }: { readonly engine: Engine; readonly drawn: World; readonly random: Random },
  [first, second]: readonly [Part, Part],
  withoutTools: boolean,
): Scene {
  const both = playedTogether(engine, first, second, drawn, random) ?? unfit("does not go with its partner");
  let gone: readonly string[] = [];
  const begun: Tool[] = [];
  for (const { situation, world, run } of both.parts) {
    const steps = callsOf(run);
    const [begins = unfit("nothing to take away")] = toolsOf(steps.slice(0, 1));
    begun.push(engine.simulator.tools.get(begins)!);
    const goal = goalOf(engine, world, situation, run);
    if (readableBeside(engine, steps, 0, goal.values))
      unfit("a later step needs nothing of the first, and only that one is said to be missing");
    gone =
      withServing(engine, goal, [...new Set([...gone, ...toolsOf(steps)])], MOST_GONE) ??
      unfit("too many functions serve it");
  }
  if (begun[0] === begun[1]) unfit("asks for the same thing twice");
  const text = removedTool(begun, { none: withoutTools, isFirst: false });
  return {
    script: [both.ask, say("refuse", text.wordings, text.values, [])],
    ...(withoutTools ? { withoutTools } : { forbids: gone }),
    tags: ["two_requests", `with:${second.scenario.family}`],
  };
}
