/** Stage 3: plays a row in its world. Every call is executed; nothing is said yet. Pure in its arguments. */
import type { Scenario } from "../../agents/contract";
import { createRandom, hashFraction, type Random } from "../../primitives";
import type { Assignment } from "../assign";
import { type Engine, familiesFor } from "../engine";
import { serviceHandOver } from "../phrase/engine-wording";
import { PLAIN_TALK } from "../repertoire";
import { isUsable, usableFrames } from "../split";
import type { Blueprint, ScriptEvent, Trajectory, World } from "../types";
import { composed, continued, type Part, sequel } from "./compose";
import { afterServed } from "./earlier";
import { follow } from "./follow";
import { canRecall, withHistory } from "./history";
import { bothRemoved, canBeginByWriting, clarify, invalid, missing, removed } from "./lacking";
import { environment, slip } from "./recovery";
import { runTurn } from "./run-turn";
import { type Context, plain, type Scene, spoken, Unfit, unfit } from "./scene";
import { callsOf, closingText, countSteps, heldBack, say, toolsOf, type UserEvent, user } from "./script";
import { worldOf } from "./world-pool";

/** What is played: an assignment, or the assignment of the positive a twin is made from. */
export interface Draft extends Assignment {
  /** Whether two requests in one message will do: asked before they are played, since most are too long. */
  readonly isFit?: (request: UserEvent) => boolean;
}

/** A trajectory, or why this draw gives none. */
export type Simulated =
  | { readonly ok: true; readonly trajectory: Trajectory }
  | { readonly ok: false; readonly reason: string };

export function simulate(engine: Engine, draft: Draft): Simulated {
  try {
    return { ok: true, trajectory: play(engine, draft) };
  } catch (error) {
    if (error instanceof Unfit) return { ok: false, reason: error.reason };
    throw error;
  }
}

function play(engine: Engine, draft: Draft): Trajectory {
  const { blueprint, choice, key } = draft;
  const random = createRandom(...key);
  const world = worldOf(engine.agent, blueprint.split, key, random);
  const staged = stage(engine, draft, world, random);
  const scene =
    blueprint.earlier === true
      ? (afterServed({ engine, scene: staged, world: staged.world ?? world, blueprint, random }) ??
        unfit("no served request goes before it"))
      : staged;
  if (blueprint.type === "react" && countSteps(scene.script) > MOST_STEPS) unfit("takes too many steps");
  const offered = heldBack(scene.script);
  if (scene.forbids?.some((name) => offered.includes(name)) === true) unfit("holds back what is not offered");
  return {
    blueprint,
    family: choice.family,
    frameId: choice.frameId,
    script: scene.script,
    world,
    needs: [
      ...new Set([...toolsOf(scene.script), ...offered, ...(scene.needs ?? []), ...otherWays(engine, draft, scene)]),
    ],
    forbids: scene.forbids ?? [],
    withoutTools: scene.withoutTools ?? false,
    policies: scene.policies ?? [],
    tags: scene.tags ?? [],
    key,
    ...(staged.lacks === undefined ? {} : { lacks: staged.lacks.value }),
  };
}

const MOST_STEPS = 8;

/** Functions that the same requests may end with in another world: a row that lacked them would give away which way it goes. */
function otherWays(engine: Engine, { choice }: Draft, { tags = [], forbids, withoutTools }: Scene): string[] {
  if (forbids !== undefined || withoutTools === true) return [];
  const partners = tags.flatMap((tag) => (tag.startsWith("with:") ? [tag.slice("with:".length)] : []));
  return [choice.family, ...partners].flatMap((family) => [...(engine.families.get(family)?.tools ?? [])]);
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
    needs: found.offers ?? [],
    policies: found.policy === undefined ? [] : [found.policy],
  };
}

/** Shapes whose only step is the first: nothing has to be played to know it. */
const ONE_STEP: ReadonlySet<Scenario["shape"]> = new Set(["single", "complex", "parallel"]);

/** A word, where an identifier such as RUN-47303 has none. */
const NAMED = /\p{Ll}{3}/u;

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
  if (!Object.values(situation.slots).some(({ value }) => NAMED.test(String(value))))
    return unfit("without its numbers the request may be one of the other agent's own rows");
  const tool = ONE_STEP.has(found.shape) ? other.families.get(family)?.firstTool : undefined;
  const text = serviceHandOver(
    engine.agent,
    other.agent,
    tool === undefined ? undefined : other.simulator.tools.get(tool),
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
  if (blueprint.two === true) {
    const { first, second } = pair(engine, draft, random, LONG_PARTNERS);
    return bothRemoved({ engine, drawn, random }, [first, second], blueprint.kind === "no_tools");
  }
  if (blueprint.kind === "long_chain" && !steps(engine, choice.family).some((count) => count >= 4))
    return twoInOne(engine, draft, drawn, random);
  const frame = found.frames.includes(choice.frame) ? choice.frame : random.fork("frame").pick(found.frames);
  const ask = user(frame, situation.slots, "request");
  const replies = random.fork("reply");
  const context: Context = { engine, found, situation, world, ask, random };
  if (blueprint.host !== undefined) mustHost(context, blueprint.host, frame);

  switch (blueprint.kind) {
    case "recovery_environment":
      return environment(context, lasts(draft));
    case "recovery_mistake":
      return slip(context);
    case "clarification":
      return twoSteps(
        engine,
        draft,
        found.shape === "ambiguous" ? plain(context, replies) : clarify(context, choice.frame),
        random,
      );
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
      const { reply } = run.closing;
      if (run.closing.kind !== "ask" || reply === undefined) return unfit("ends without a question");
      // Who asks which one could go on: what the answer leads to is offered.
      const later = callsOf(runTurn(engine.simulator, run.world, reply.solve()));
      return { script: [ask, ...callsOf(run), closingText(run.closing)], needs: toolsOf(later) };
    }
    default: {
      const scene = plain(context, replies);
      checkShape(engine, blueprint, scene.script);
      if (isPassedOver(engine, blueprint.kind, countSteps(scene.script), random)) unfit("a longer chain is wanted");
      return blueprint.history === true && canRecall(engine)
        ? (withHistory(engine, scene, world, blueprint, random) ?? unfit("has no earlier requests"))
        : scene;
    }
  }
}

function steps(engine: Engine, family: string): number[] {
  return [...(engine.families.get(family)?.steps ?? [])];
}

const GOLDEN = 0.618033988749895;
/** Of rows about a failing service; where no step can fail for good, a request is drawn again, so that fewer come out. */
const LASTING = 0.8;

/** Whether the service keeps failing in a row about it: evenly spread over the rows, so that every block has its share. */
function lasts({ blueprint, key }: Draft): boolean {
  return (hashFraction("lasts", ...key.slice(0, 5)) + blueprint.index * GOLDEN) % 1 < LASTING;
}

/** Pairs and chains of the fewest steps that are passed over, so that longer ones come often enough. */
const LONGER = 0.85;
const PASSED_OVER: { readonly [kind in Blueprint["kind"]]?: { readonly steps: number; readonly share: number } } = {
  short_chain: { steps: 2, share: 0.6 },
  long_chain: { steps: 4, share: 0.75 },
};
/** An agent with fewer longer families than this takes what it has. */
const LEAST_LONGER = 4;

function isPassedOver(engine: Engine, kind: Blueprint["kind"], taken: number, random: Random): boolean {
  const passed = PASSED_OVER[kind];
  if (passed === undefined || taken !== passed.steps) return false;
  const longer = familiesFor(engine, kind).filter((family) => [...family.steps].some((count) => count > passed.steps));
  return longer.length >= LEAST_LONGER && random.fork("length").chance(passed.share);
}

/** What comes next in a conversation; independent calls count three times, since few families take them. */
const NEXT_PARTNERS: readonly Blueprint["kind"][] = [
  "single",
  "complex",
  "parallel",
  "parallel",
  "parallel",
  "short_chain",
];

const LONG_PARTNERS: readonly Blueprint["kind"][] = ["short_chain", "parallel", "recovery_environment"];

/** A long chain made of two requests that belong to different families. */
function twoInOne(engine: Engine, draft: Draft, drawn: World, random: Random): Scene {
  const { first, second } = pair(engine, draft, random, LONG_PARTNERS);
  const script = composed(engine, first, second, drawn, random, draft.isFit ?? (() => true));
  if (script === undefined) return unfit("does not go with its partner");
  checkShape(engine, draft.blueprint, script);
  if (countSteps(script) < 5 && random.fork("length").chance(LONGER)) return unfit("a longer pair is wanted");
  return { script, tags: [...endsPartly(script), "two_requests", `with:${second.scenario.family}`] };
}

/** A second request of the same conversation, once the first is answered. */
function nextRequest(engine: Engine, draft: Draft, drawn: World, random: Random): Scene {
  const { first, second } = pair(engine, draft, random, NEXT_PARTNERS);
  const script = sequel(engine, first, second, drawn, random);
  if (script === undefined) return unfit("does not go with its partner");
  return { script, tags: [...endsPartly(script), "follow_up", `with:${second.scenario.family}`] };
}

/** A ReAct row takes two steps at least: one more request follows where one call was enough. */
function twoSteps(engine: Engine, draft: Draft, scene: Scene, random: Random): Scene {
  if (countSteps(scene.script) >= 2) return scene;
  const partner = partnerOf(engine, draft, random, NEXT_PARTNERS);
  const script = continued(engine, scene.script, partner, random);
  if (script === undefined) return unfit("does not go on with its partner");
  return { ...scene, script, tags: [...(scene.tags ?? []), "follow_up", `with:${partner.scenario.family}`] };
}

function pair(
  engine: Engine,
  draft: Draft,
  random: Random,
  kinds: readonly Blueprint["kind"][],
): { first: Part; second: Part } {
  const { choice } = draft;
  return {
    first: { scenario: engine.families.get(choice.family)!.scenario, frame: choice.frame },
    second: partnerOf(engine, draft, random, kinds),
  };
}

function partnerOf(
  engine: Engine,
  { blueprint, choice }: Draft,
  random: Random,
  kinds: readonly Blueprint["kind"][],
): Part {
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
  return { scenario: partner, frame: pick.pick(frames) };
}

function endsPartly(script: readonly ScriptEvent[]): string[] {
  return script.some((event) => event.kind === "text" && event.decision === "partial") ? ["partial"] : [];
}

/** A host must be able to give its twin what it needs. */
function mustHost({ found, engine, situation, world }: Context, twin: Blueprint["kind"], frame: string): void {
  if (twin === "invalid_value" && !(found.invalid ?? []).some((each) => frame.includes(`{${each.slot}}`)))
    unfit("hosts no invalid value");
  if (twin === "missing_required" && found.missing === undefined) unfit("hosts no missing value");
  if (twin === "operation_removed" && canBeginByWriting(engine)) {
    const [first] = runTurn(engine.simulator, world, situation.solve()).steps;
    const calls = first?.step.calls ?? [];
    if (calls.length === 0 || !calls.every((call) => engine.simulator.tools.get(call.tool)?.effect === "write"))
      unfit("hosts no write");
  }
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
