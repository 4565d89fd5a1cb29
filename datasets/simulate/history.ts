/** Long context: earlier requests of the same conversation, answered before the one the row is about. */
import type { Random } from "../../primitives";
import { type Engine, familiesFor } from "../engine";
import { isUsable, usableFrames } from "../split";
import type { Blueprint, ScriptEvent, World } from "../types";
import { bringsNothingNew } from "./nothing-new";
import { runTurn } from "./run-turn";
import { callsOf, closingText, user } from "./script";

/** So many make a conversation long. */
export const EARLIER_MESSAGES = 10;
const LOOKED_AT = 4;
const KINDS = ["single", "complex", "parallel"] as const;

/** Whether an agent has requests to put before others: a function that reads, and that can be asked for different things. */
export function canRecall({ agent }: Engine): boolean {
  return agent.tools.some(({ effect, parameters }) => effect === "read" && parameters.required.length > 0);
}

/**
 * Puts earlier, finished requests before a scene; undefined when there are not enough. They only read, so that the
 * scene's own world stays as it was drawn.
 */
export function withHistory<S extends { readonly script: ScriptEvent[]; readonly tags?: readonly string[] }>(
  engine: Engine,
  scene: S,
  world: World,
  blueprint: Blueprint,
  random: Random,
): S | undefined {
  const past = random.fork("history");
  // Requests of several slots too: a short one has been asked in other rows already.
  const families = KINDS.flatMap((kind) => familiesFor(engine, kind)).filter(
    (family) => isUsable(family.home, blueprint.split) && !family.writes,
  );
  const script: ScriptEvent[] = [];
  const asked = new Set<string>();
  for (let tries = 0; tries < 24 && messages(script) < EARLIER_MESSAGES && families.length > 0; tries += 1) {
    const { scenario } = past.pick(families);
    const situation = scenario.draw(world, past);
    if (situation === undefined || situation.world !== undefined) continue;
    const run = runTurn(engine.simulator, world, situation.solve());
    if (run.world !== world || run.closing.reply !== undefined) continue;
    const calls = callsOf(run);
    if (bringsNothingNew(engine, script, calls) || bringsNothingNew(engine, calls, scene.script)) continue;
    const frames = usableFrames(engine.agent.name, blueprint.split, scenario.frames).filter(
      (frame) => !asked.has(frame),
    );
    if (frames.length === 0) continue;
    // A short question is the same in many rows; the longest of some is likelier to be asked here alone.
    const [frame] = Array.from({ length: LOOKED_AT }, () => past.pick(frames)).sort(
      (left, right) => right.length - left.length,
    );
    asked.add(frame!);
    script.push(user(frame!, situation.slots, "later"), ...calls, closingText(run.closing));
  }
  if (messages(script) < EARLIER_MESSAGES) return undefined;
  return { ...scene, script: [...script, ...scene.script], tags: [...(scene.tags ?? []), "long_context"] };
}

/** How many messages these events are. */
export function messages(script: readonly ScriptEvent[]): number {
  return script.reduce((sum, event) => sum + (event.kind === "calls" ? 1 + event.calls.length : 1), 0);
}
