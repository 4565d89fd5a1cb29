/** A canonical example as something to be played: its world, its scripted user, and what must be true at the end. */
import type { Agent, Call, Observation, World } from "../../agents/contract";
import { simulatorFor } from "../../agents/contract";
import type { ToolDeclaration, Turn } from "../../inference";
import { canonicalJson, digestOf, FlanstackError, type Json } from "../../primitives";
import { isSaidByUser, parseAssistant, type Rendering } from "../canonical-turns";
import type { CanonicalExample } from "../rows";

/** What the user says, and what makes them say it: the request, the answer to a question, or another wish once answered. */
export interface UserTurn {
  readonly text: string;
  readonly after: "start" | "question" | "answer";
  /** Gold's words before it. */
  readonly prompted: string;
}

export interface FreeGold {
  /** Digest of the world after gold's calls. */
  readonly state: string;
  /** How many calls of gold changed the world. */
  readonly writes: number;
  /** What gold's calls showed, as canonical JSON: a right run has seen it too. */
  readonly observations: readonly string[];
  /** Facts that the last answer must hold. */
  readonly required: readonly string[];
  /** How gold ends. */
  readonly closing: "answer" | "ask" | "refuse";
  /** Gold's last words. */
  readonly words: string;
  readonly wantsCall: boolean;
  /** Answers that gold gave in all: calls and words. */
  readonly answers: number;
}

export interface FreeCase {
  readonly id: string;
  readonly agent: string;
  readonly cluster: string;
  readonly system: string | undefined;
  readonly tools: readonly ToolDeclaration[];
  readonly rendering: Rendering;
  readonly user: readonly UserTurn[];
  readonly world: World;
  readonly gold: FreeGold;
  /** Runs a call under the names that this example shows. */
  readonly execute: (world: World, call: Call) => Executed;
  /**
   * Per call (as canonical JSON), what its first, second … time shows when the service fails; `null` where it works. The
   * service's faults, not the model's.
   */
  readonly faults: ReadonlyMap<string, readonly (Json | null)[]>;
}

export interface Executed {
  readonly observation: Json;
  readonly ok: boolean;
  readonly world: World;
  readonly isWrite: boolean;
}

/**
 * Prepares an example. Gold's calls are executed again from the start, so that the wanted end is what really comes out.
 * @param world the world in which the example begins (the data's generator can rebuild it from the row)
 * @throws FlanstackError `gold_not_reproducible` when gold's own calls observe something else than the row says
 */
export function freeCase(
  example: CanonicalExample,
  agent: Pick<Agent, "tools">,
  world: World,
  cluster: string,
): FreeCase {
  const { rendering, tools, system, trace } = example;
  const simulator = simulatorFor(agent);
  const effects = new Map(agent.tools.map((tool) => [tool.name, tool.effect]));
  const own = (name: string) => trace.masked[name] ?? name;
  const execute = (before: World, call: Call): Executed => {
    const args = Object.fromEntries(
      Object.entries(call.args).map(([name, value]) => {
        const shown = trace.masked[`${call.tool}.${name}`];
        return [shown === undefined ? name : shown.slice(shown.indexOf(".") + 1), value];
      }),
    );
    // A tool that the model was not shown does not exist for it, even where the agent has one of that name.
    const tool = tools.some(({ name }) => name === call.tool) ? own(call.tool) : `unknown tool ${call.tool}`;
    const { outcome } = simulator.execute(before, { tool, args });
    return {
      observation: outcome.ok ? outcome.observation : errorValue({ call, ok: false, error: outcome.error }),
      ok: outcome.ok,
      world: outcome.ok ? outcome.world : before,
      isWrite: effects.get(tool) === "write",
    };
  };

  let state = world;
  let writes = 0;
  const observations = new Set<string>();
  const failures = new Set<string>();
  const faults = new Map<string, (Json | null)[]>();
  for (const call of trace.calls) {
    const made = { tool: call.name, args: call.arguments };
    const isFault = call.event === "fault";
    faults.set(callKey(made), [...(faults.get(callKey(made)) ?? []), isFault ? call.observation : null]);
    if (isFault) continue;
    const executed = execute(state, made);
    if (canonicalJson(executed.observation) !== canonicalJson(call.observation))
      throw notReproducible(example.id, call.name);
    state = executed.world;
    if (executed.ok && executed.isWrite) writes += 1;
    if (executed.ok && !executed.isWrite) observations.add(canonicalJson(executed.observation));
    if (!executed.ok && call.event === undefined) failures.add(canonicalJson(executed.observation));
  }
  // Where all that gold saw is that it cannot be done, a right run has seen that.
  const needed = observations.size === 0 && writes === 0 ? failures : observations;
  const last = trace.texts.at(-1);
  return {
    id: example.id,
    agent: example.agent,
    cluster,
    system,
    tools,
    rendering,
    user: userTurns(example),
    world,
    execute,
    faults,
    gold: {
      state: digestOf(state),
      writes,
      observations: [...needed],
      required: last?.required ?? [],
      words: last === undefined ? "" : parseAssistant(example.messages[last.turn]!.content, rendering).text,
      closing: last === undefined || last.decision === "partial" ? "answer" : last.decision,
      wantsCall: trace.calls.length > 0,
      answers: example.messages.filter(({ role }) => role === "assistant").length,
    },
  };
}

/** The text by which a repeated call is recognised. */
export function callKey(call: Call): string {
  return canonicalJson([call.tool, call.args]);
}

/** What a model sees of a failed call. */
function errorValue(observation: Observation & { readonly ok: false }): Json {
  return { error: { code: observation.error.code, message: observation.error.message } };
}

function userTurns(example: CanonicalExample): UserTurn[] {
  const turns: UserTurn[] = [];
  let before: "start" | "question" | "answer" = "start";
  let prompted = "";
  for (const [position, message] of example.messages.entries()) {
    if (message.role === "assistant") {
      const { text, calls } = parseAssistant(message.content, example.rendering);
      if (calls.length > 0) continue;
      prompted = text;
      const stated = example.trace.texts.find(({ turn }) => turn === position);
      before = stated?.decision === "ask" ? "question" : "answer";
    }
    if (isSaidByUser(message, example.rendering)) turns.push({ text: message.content, after: before, prompted });
  }
  return turns;
}

function notReproducible(id: string, tool: string): FlanstackError {
  return new FlanstackError(`${id}: gold's call of ${tool} observes something else when it is executed again`, {
    code: "gold_not_reproducible",
    path: id,
    fix: "Build the data again: the row and the agent's tools are of different versions.",
  });
}

/** The first turn of a run. */
export function openingTurns(given: FreeCase): Turn[] {
  return given.user.slice(0, 1).map(({ text }) => ({ role: "user", text }));
}
