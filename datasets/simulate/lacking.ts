/** Negatives made from what an agent can do: a value is missing or wrong, or the function is gone. */
import { removedTool } from "../phrase/engine-wording";
import { usableFrames } from "../split";
import type { Split } from "../types";
import { runTurn } from "./run-turn";
import { type Context, type Scene, unfit, visible } from "./scene";
import { callsOf, countSteps, playTurn, say, toolsOf, user } from "./script";

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
  if (countSteps(played.events) > 8) unfit("takes too many steps");
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
  const { [gap.slot]: _held, ...rest } = situation.slots;
  const free = usableFrames(engine.agent.name, split, gap.frames);
  if (free.length === 0) return unfit("its wordings are kept for another split");
  const words = gap.frames.includes(frame) ? frame : random.fork("gap").pick(free);
  const run = runTurn(engine.simulator, world, situation.solve());
  return { script: [user(words, rest, "request"), say("ask", gap.ask, visible(rest))], needs: toolsOf(callsOf(run)) };
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

/** The same request where the tools that could serve it are gone. */
export function removed(
  { engine, situation, world, ask }: Context,
  kind: "tool_removed" | "no_tools" | "operation_removed",
): Scene {
  const run = runTurn(engine.simulator, world, situation.solve());
  const called = toolsOf(callsOf(run));
  const writes = called.filter((tool) => engine.simulator.tools.get(tool)?.effect === "write");
  const gone = kind === "operation_removed" ? writes : called.slice(-1);
  const last = gone.at(-1);
  if (last === undefined) return unfit("nothing to take away");
  const tool = engine.simulator.tools.get(last)!;
  const kept = engine.agent.tools.filter(
    (each) => each.family === tool.family && !called.includes(each.name) && each.effect === "read",
  );
  const text = removedTool(tool.description, kind === "no_tools");
  return {
    script: [ask, say("refuse", text.wordings, text.values, [])],
    forbids: gone,
    withoutTools: kind === "no_tools",
    needs:
      kind === "operation_removed"
        ? [...called.filter((each) => !gone.includes(each)), ...kept.slice(0, 2).map((each) => each.name)]
        : [],
    tags: kind === "operation_removed" ? ["read_only"] : [],
  };
}
