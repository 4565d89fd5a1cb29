/** Stage 3: plays a row in its world. Every call is executed; nothing is said yet. Pure in its arguments. */
import type { Scenario, Situation } from "../../agents/contract";
import { createRandom, type Random } from "../../primitives";
import type { Assignment } from "../assign";
import { type Engine, familiesFor } from "../engine";
import { persistentFailure, removedTool, serviceHandOver } from "../phrase/engine-wording";
import { PLAIN_TALK } from "../repertoire";
import { isUsable, usableFrames } from "../split";
import type { Blueprint, ScriptEvent, Split, Trajectory, World } from "../types";
import { composed, type Part, sequel } from "./compose";
import { withHistory } from "./history";
import { mistakenCall } from "./mistake";
import { runTurn } from "./run-turn";
import { callsOf, closingText, countSteps, failedCall, playTurn, say, toolsOf, user } from "./script";
import { worldOf } from "./world-pool";

/** What is played: an assignment, or the assignment of the positive a twin is made from. */
export type Draft = Assignment;

/** A trajectory, or why this draw gives none. */
export type Simulated =
  | { readonly ok: true; readonly trajectory: Trajectory }
  | { readonly ok: false; readonly reason: string };

/** No error: nothing is wrong, and a stack would cost more than the draw. */
class Unfit {
  constructor(readonly reason: string) {}
}

/** Gives up on this draw; the next attempt draws another. */
function unfit(reason: string): never {
  throw new Unfit(reason);
}

export function simulate(engine: Engine, draft: Draft): Simulated {
  try {
    return { ok: true, trajectory: play(engine, draft) };
  } catch (error) {
    if (error instanceof Unfit) return { ok: false, reason: error.reason };
    throw error;
  }
}

interface Scene {
  readonly script: ScriptEvent[];
  readonly forbids?: readonly string[];
  readonly needs?: readonly string[];
  readonly withoutTools?: boolean;
  readonly policies?: readonly string[];
  readonly tags?: readonly string[];
}

function play(engine: Engine, draft: Draft): Trajectory {
  const { blueprint, choice, key } = draft;
  const random = createRandom(...key);
  const world = worldOf(engine.agent, blueprint.split, key, random);
  const scene = stage(engine, draft, world, random);
  return {
    blueprint,
    family: choice.family,
    frameId: choice.frameId,
    script: scene.script,
    world,
    needs: [...new Set([...toolsOf(scene.script), ...(scene.needs ?? [])])],
    forbids: scene.forbids ?? [],
    withoutTools: scene.withoutTools ?? false,
    policies: scene.policies ?? [],
    tags: scene.tags ?? [],
    key,
  };
}

function stage(engine: Engine, draft: Draft, world: World, random: Random): Scene {
  const { blueprint, choice } = draft;
  if (choice.family === PLAIN_TALK) return talk(engine, choice.frame);
  switch (blueprint.kind) {
    case "near_miss":
    case "operation_absent":
    case "partly_doable":
    case "invented_result":
    case "policy":
      return decline(engine, draft, world, random);
    case "other_agent":
      return handOver(engine, draft, world, random);
    default:
      return scenario(engine, draft, world, random);
  }
}

function talk(engine: Engine, frame: string): Scene {
  const topic = engine.agent.lexicon.chat.find((each) => each.frames.includes(frame));
  if (topic === undefined) return unfit("no such topic");
  return { script: [user(frame, {}, "request"), say("answer", topic.replies)] };
}

function decline(engine: Engine, draft: Draft, world: World, random: Random): Scene {
  const found = engine.declines.get(draft.choice.family);
  const slots = found?.draw(world, random.fork("draw"));
  if (found === undefined || slots === undefined) return unfit("the world holds no such situation");
  const values = Object.fromEntries(Object.entries(slots).map(([name, slot]) => [name, spoken(slot.value)]));
  return {
    script: [user(draft.choice.frame, slots, "request"), say("refuse", found.replies, values)],
    policies: found.policy === undefined ? [] : [found.policy],
  };
}

function spoken(value: unknown): string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? value
    : JSON.stringify(value);
}

/** Another agent's request, drawn in the other agent's world with this agent's own stream. */
function handOver(engine: Engine, draft: Draft, _world: World, random: Random): Scene {
  const { choice, blueprint, key } = draft;
  const [name, family] = choice.family.split(".") as [string, string];
  const other = engine.others().find((each) => each.agent.name === name);
  const found = other?.families.get(family)?.scenario;
  if (other === undefined || found === undefined) {
    return decline(engine, draft, _world, random);
  }
  const elsewhere = worldOf(other.agent, blueprint.split, key, random);
  const situation = found.draw(elsewhere, random.fork("draw"));
  if (situation === undefined) return unfit("the other agent's world holds no such situation");
  const tool = [...(other.families.get(family)?.tools ?? [])][0];
  const text = serviceHandOver(
    engine.agent,
    other.agent,
    tool === undefined ? undefined : other.simulator.tools.get(tool)?.description,
  );
  return {
    script: [user(choice.frame, situation.slots, "request"), say("refuse", text.wordings, text.values, ["agent"])],
  };
}

function scenario(engine: Engine, draft: Draft, drawn: World, random: Random): Scene {
  const { blueprint, choice } = draft;
  const found = engine.families.get(choice.family)?.scenario;
  if (found === undefined) return unfit("no such family");
  const situation = found.draw(drawn, random.fork("draw"));
  if (situation === undefined) return unfit("the world holds no such situation");
  const world = situation.world ?? drawn;
  if (blueprint.kind === "long_chain" && !steps(engine, choice.family).some((count) => count >= 4))
    return twoInOne(engine, draft, drawn, random);
  const frame = found.frames.includes(choice.frame) ? choice.frame : random.fork("frame").pick(found.frames);
  const ask = user(frame, situation.slots, "request");
  const replies = random.fork("reply");
  const context: Context = { engine, found, situation, world, ask, random };
  if (blueprint.host !== undefined) mustHost(context, blueprint.host, frame);

  switch (blueprint.kind) {
    case "recovery_environment":
      return environment(context);
    case "recovery_mistake":
      return slip(context);
    case "clarification":
      return found.shape === "ambiguous" ? plain(context, replies) : clarify(context, choice.frame);
    case "follow_up":
      return engine.families.get(choice.family)?.canFollow === true
        ? follow(context, true)
        : nextRequest(engine, draft, drawn, random);
    case "no_call":
      return follow(context, false);
    case "tool_removed":
    case "no_tools":
    case "operation_removed":
      return removed(context, blueprint.kind);
    case "invalid_value":
      return invalid(context, frame);
    case "missing_required":
      return missing(context, choice.frame, blueprint.split);
    case "ambiguous_entity": {
      const run = runTurn(engine.simulator, world, situation.solve());
      if (run.closing.kind !== "ask") return unfit("ends without a question");
      return { script: [ask, ...callsOf(run), closingText(run.closing)] };
    }
    default: {
      const scene = plain(context, replies);
      checkShape(engine, blueprint, scene.script);
      return blueprint.history === true
        ? (withHistory(engine, scene, world, blueprint, random) ?? unfit("has no earlier requests"))
        : scene;
    }
  }
}

function steps(engine: Engine, family: string): number[] {
  return [...(engine.families.get(family)?.steps ?? [])];
}

/** Pairs of four steps that are passed over, so that long chains have five steps and more often enough. */
const LONGER = 0.75;

/** A long chain made of two requests that belong to different families. */
function twoInOne(engine: Engine, draft: Draft, drawn: World, random: Random): Scene {
  const { first, second } = pair(engine, draft, random, ["short_chain", "parallel", "recovery_environment"]);
  const script = composed(engine, first, second, drawn, random);
  if (script === undefined) return unfit("does not go with its partner");
  checkShape(engine, draft.blueprint, script);
  if (countSteps(script) < 5 && random.fork("length").chance(LONGER)) return unfit("a longer pair is wanted");
  return { script, tags: [...endsPartly(script), "two_requests", `with:${second.scenario.family}`] };
}

/** A second request of the same conversation, once the first is answered. */
function nextRequest(engine: Engine, draft: Draft, drawn: World, random: Random): Scene {
  const { first, second } = pair(engine, draft, random, ["single", "complex", "parallel", "short_chain"]);
  const script = sequel(engine, first, second, drawn, random);
  if (script === undefined) return unfit("does not go with its partner");
  if (countSteps(script) > 8) unfit("takes too many steps");
  return { script, tags: [...endsPartly(script), "follow_up", `with:${second.scenario.family}`] };
}

function pair(
  engine: Engine,
  { blueprint, choice }: Draft,
  random: Random,
  kinds: readonly Blueprint["kind"][],
): { first: Part; second: Part } {
  const partners = kinds
    .flatMap((kind) => familiesFor(engine, kind))
    .filter(
      (family) =>
        family.scenario.family !== choice.family &&
        family.scenario.shape !== "ambiguous" &&
        isUsable(family.home, blueprint.split),
    );
  if (partners.length === 0) return unfit("has no partner");
  const pick = random.fork("partner");
  const { scenario: partner } = pick.pick(partners);
  const frames = usableFrames(engine.agent.name, blueprint.split, partner.frames);
  if (frames.length === 0) return unfit("its partner's wordings are kept for another split");
  return {
    first: { scenario: engine.families.get(choice.family)!.scenario, frame: choice.frame },
    second: { scenario: partner, frame: pick.pick(frames) },
  };
}

function endsPartly(script: readonly ScriptEvent[]): string[] {
  return script.some((event) => event.kind === "text" && event.decision === "partial") ? ["partial"] : [];
}

interface Context {
  readonly engine: Engine;
  readonly found: Scenario<World>;
  readonly situation: Situation<World>;
  readonly world: World;
  readonly ask: ScriptEvent;
  readonly random: Random;
}

/** A host must be able to give its twin what it needs. */
function mustHost({ found, engine, situation, world }: Context, twin: Blueprint["kind"], frame: string): void {
  if (twin === "invalid_value" && !(found.invalid ?? []).some((each) => frame.includes(`{${each.slot}}`)))
    unfit("hosts no invalid value");
  if (twin === "missing_required" && found.missing === undefined) unfit("hosts no missing value");
  if (twin === "operation_removed") {
    const run = runTurn(engine.simulator, world, situation.solve());
    if (
      !run.steps.some((step) =>
        step.step.calls.some((call) => engine.simulator.tools.get(call.tool)?.effect === "write"),
      )
    )
      unfit("hosts no write");
  }
}

function plain({ engine, situation, world, ask }: Context, replies: Random): Scene {
  const played = playTurn(engine, world, { frames: [], slots: situation.slots, solve: situation.solve }, replies);
  const tags = played.events.some((event) => event.kind === "text" && event.decision === "partial") ? ["partial"] : [];
  return { script: [ask, ...played.events], tags };
}

/** Holds a row to its kind, as far as the agent has families of that kind at all. */
function checkShape(engine: Engine, blueprint: Blueprint, script: readonly ScriptEvent[]): void {
  const steps = countSteps(script);
  const calls = toolCalls(script);
  const families = [...engine.families.values()];
  const hasShape = (shape: Scenario["shape"]) => families.some((family) => family.scenario.shape === shape);
  const hasSteps = (least: number, most: number) =>
    families.some((family) => [...family.steps].some((count) => count >= least && count <= most));
  if (["single", "lookalike", "complex"].includes(blueprint.kind) && calls !== 1 && hasShape("single"))
    unfit("is no single call");
  if (blueprint.kind === "parallel" && (steps !== 1 || calls < 2) && hasShape("parallel"))
    unfit("is not one parallel step");
  if (blueprint.kind === "short_chain" && (steps < 2 || steps > 3) && hasSteps(2, 3)) unfit("does not take 2-3 steps");
  if (blueprint.kind === "long_chain" && (steps < 4 || steps > 8) && hasSteps(4, 8)) unfit("does not take 4-8 steps");
}

function toolCalls(script: readonly ScriptEvent[]): number {
  return script.reduce((sum, event) => sum + (event.kind === "calls" ? event.calls.length : 0), 0);
}

/** The service fails for a moment (then a retry works) or keeps failing (then the agent says so). */
function environment(context: Context): Scene {
  const { engine, situation, world, ask, random, found } = context;
  const run = runTurn(engine.simulator, world, situation.solve());
  const steps = callsOf(run);
  const failed = steps.some((step) => step.observations.some((observation) => !observation.ok));
  if (found.shape === "recovery") {
    if (!failed || steps.length < 2 || steps.length > 8) unfit("nothing went wrong, or it took too long");
    return plain(context, random.fork("reply"));
  }
  const single = steps.flatMap((step, index) => (step.calls.length === 1 ? [index] : []));
  if (single.length === 0 || steps.length > 7 || run.closing.reply !== undefined) unfit("has no step to fail");
  const faults = random.fork("fault");
  const at = faults.pick(single);
  const step = steps[at]!;
  const call = step.calls[0]!;
  const error = faults.chance(0.5)
    ? {
        code: "rate_limit" as const,
        message: `${faults.pick(["too many requests", "request quota used up", "rate limit reached"])}, retry after ${faults.int(1, 45)} s`,
      }
    : {
        code: "timeout" as const,
        message: `${faults.pick(["no answer", "upstream timed out", "deadline exceeded"])} after ${faults.int(2, 60)} s`,
      };
  const lasts = faults.chance(0.5);
  const fault = failedCall(call, error, step.before[0]!, "fault");
  if (!lasts) {
    const retry = { ...step, event: undefined, reasons: [], values: {} };
    return {
      script: [
        ask,
        ...steps.slice(0, at),
        withReasons(fault, step),
        retry,
        ...steps.slice(at + 1),
        closingText(run.closing),
      ],
      tags: ["retry"],
    };
  }
  const text = persistentFailure(engine.simulator.tools.get(call.tool)?.description ?? call.tool);
  return {
    script: [
      ask,
      ...steps.slice(0, at),
      withReasons(fault, step),
      fault,
      say("partial", text.wordings, text.values, []),
    ],
    tags: ["retry", "partial"],
  };
}

function withReasons(
  event: ReturnType<typeof failedCall>,
  step: { readonly reasons: readonly string[]; readonly values: ReturnType<typeof failedCall>["values"] },
) {
  return { ...event, reasons: step.reasons, values: step.values };
}

/** The agent slips once, sees the error, and does it right. The slip is shown, never trained on. */
function slip({ engine, situation, world, ask, random }: Context): Scene {
  const run = runTurn(engine.simulator, world, situation.solve());
  const steps = callsOf(run);
  if (steps.length > 7 || run.closing.reply !== undefined) unfit("is too long to slip in");
  const slips = random.fork("slip");
  const places = slips.shuffle(
    steps.flatMap((step, index) => (step.calls.length === 1 && step.observations[0]!.ok ? [index] : [])),
  );
  for (const at of places) {
    const step = steps[at]!;
    const wrong = mistakenCall(engine.simulator, step.before[0]!, step.calls[0]!, slips);
    if (wrong === undefined) continue;
    const mistake = failedCall(wrong.call, wrong.error, step.before[0]!, "mistake");
    return {
      script: [ask, ...steps.slice(0, at), mistake, ...steps.slice(at), closingText(run.closing)],
      tags: ["own_mistake"],
    };
  }
  return unfit("no slip fails here");
}

function clarify({ engine, found, situation, world, random }: Context, frame: string): Scene {
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

function visible(slots: Situation["slots"]) {
  return Object.fromEntries(Object.entries(slots).map(([name, slot]) => [name, spoken(slot.value)]));
}

function missing({ found, situation, random, engine, world }: Context, frame: string, split: Split): Scene {
  const gap = found.missing?.find((each) => each.frames.includes(frame)) ?? found.missing?.[0];
  if (gap === undefined || !(gap.slot in situation.slots)) return unfit("nothing can be missing");
  const { [gap.slot]: _held, ...rest } = situation.slots;
  const free = usableFrames(engine.agent.name, split, gap.frames);
  if (free.length === 0) return unfit("its wordings are kept for another split");
  const words = gap.frames.includes(frame) ? frame : random.fork("gap").pick(free);
  const run = runTurn(engine.simulator, world, situation.solve());
  return { script: [user(words, rest, "request"), say("ask", gap.ask, visible(rest))], needs: toolsOf(callsOf(run)) };
}

function invalid({ found, situation, world, random, engine }: Context, frame: string): Scene {
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

function follow({ engine, situation, world, ask, random }: Context, wantsCall: boolean): Scene {
  const run = runTurn(engine.simulator, world, situation.solve());
  if (run.closing.reply !== undefined) return unfit("already asks back");
  const observations = run.steps.flatMap((step) => step.observations);
  const turns = situation.follow?.(observations) ?? [];
  const later = random.fork("follow");
  for (const turn of later.shuffle([...turns])) {
    const played = playTurn(engine, run.world, turn, later);
    const called = countSteps(played.events) > 0;
    if (called !== wantsCall) continue;
    if (countSteps(played.events) + run.steps.length > 8) continue;
    const frames = later.pick(turn.frames);
    return {
      script: [ask, ...callsOf(run), closingText(run.closing), user(frames, turn.slots, "later"), ...played.events],
      tags: [wantsCall ? "follow_up" : "no_call"],
    };
  }
  return unfit("no such follow-up");
}

/** The same request where the tools that could serve it are gone. */
function removed(
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
