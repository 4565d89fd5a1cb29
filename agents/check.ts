/** Whether an agent keeps the contract: every situation is drawn, executed and worded many times. All problems together. */
import { createRandom, EmptyListError, hashFraction, type Problem } from "../primitives";
import type { Agent, JsonSchema, Scenario, Slots, Split, Turn, Wording, World, WorldContext } from "./contract";
import { simulatorFor } from "./execute";

import { runPlan } from "./run-plan";
import { expandWording, wordingSlots } from "./wording";

const NAME = /^[a-z][a-z0-9_]{0,63}$/;
const SPLITS: readonly Split[] = ["train", "validation", "test"];

/** A world context whose pools are split by a fixed hash; shares 70/15/15. */
export function worldContext(split: Split, today: string, ...keys: readonly (string | number)[]): WorldContext {
  const random = createRandom("world", split, ...keys);
  const inSplit = (kind: string, value: string | number) => splitOf(kind, value) === split;
  return {
    random,
    split,
    today,
    pool(kind, values) {
      const members = poolMembers(kind, values)[split] as readonly (typeof values)[number][];
      if (members.length === 0) throw new RangeError(`pool "${kind}" has no value for ${split}; give it more values`);
      return members;
    },
    number(kind, minimum, maximum) {
      for (let tries = 0; tries < 1000; tries += 1) {
        const number = random.int(minimum, maximum);
        if (inSplit(kind, number)) return number;
      }
      throw new RangeError(`numbers "${kind}" from ${minimum} to ${maximum} hold none for ${split}; widen the range`);
    },
  };
}

type Members = Readonly<Record<Split, readonly string[]>>;
const poolsByList = new WeakMap<readonly string[], Map<string, Members>>();

/** The members of each split; lists are constants of an agent, so each is sorted out once. */
function poolMembers(kind: string, values: readonly string[]): Members {
  let kinds = poolsByList.get(values);
  if (kinds === undefined) {
    kinds = new Map();
    poolsByList.set(values, kinds);
  }
  let members = kinds.get(kind);
  if (members === undefined) {
    const of = (split: Split) => values.filter((value) => splitOf(kind, value) === split);
    members = { train: of("train"), validation: of("validation"), test: of("test") };
    kinds.set(kind, members);
  }
  return members;
}

/** Numbers and names kept at hand, per kind: worlds draw the same ones again and again. */
const KEPT = 2000;
const splits = new Map<string, Map<string | number, Split>>();

/** The split of a value, frame or family: fixed for ever, whatever the seed or version. */
export function splitOf(kind: string, value: string | number): Split {
  let known = splits.get(kind);
  if (known === undefined) {
    known = new Map();
    splits.set(kind, known);
  }
  let split = known.get(value);
  if (split === undefined) {
    split = hashedSplit(kind, value);
    if (known.size >= KEPT) known.clear();
    known.set(value, split);
  }
  return split;
}

function hashedSplit(kind: string, value: string | number): Split {
  const fraction = hashFraction("split", kind, value);
  if (fraction < 0.7) return "train";
  return fraction < 0.85 ? "validation" : "test";
}

/** Checks an agent against the contract; an empty list means that it keeps it. */
export function checkAgent<W extends World>(agent: Agent<W>, options: { readonly worlds?: number } = {}): Problem[] {
  const problems: Problem[] = [];
  const report = (path: string, message: string, fix: string, code = "agent_contract") =>
    problems.push({ code, path: `${agent.name}/${path}`, message, fix });

  checkNames(agent, report);
  const simulator = simulatorFor(agent);
  const drawn = new Map<string, number>();
  const used = new Set<string>();
  const seen = new Set<string>(); // each problem once, not once per world
  const once = (path: string, message: string, fix: string) => {
    const key = `${path}: ${message}`;
    if (!seen.has(key)) report(path, message, fix);
    seen.add(key);
  };

  for (let index = 0; index < (options.worlds ?? 24); index += 1) {
    const split = SPLITS[index % SPLITS.length]!;
    const random = createRandom("check", agent.name, index);
    let world: W;
    try {
      world = deepFreeze(agent.createWorld(worldContext(split, "2026-11-20", agent.name, index)));
    } catch (error) {
      once("world", `createWorld failed for ${split}: ${message(error)}`, "Give the world's pools enough values.");
      continue;
    }
    for (const scenario of agent.scenarios) {
      try {
        const situation = scenario.draw(world, random);
        if (situation === undefined) continue;
        drawn.set(scenario.family, (drawn.get(scenario.family) ?? 0) + 1);
        checkFrames(scenario, scenario.frames, situation.slots, once);
        for (const missing of scenario.missing ?? []) {
          if (!(missing.slot in situation.slots))
            once(scenario.family, `missing slot {${missing.slot}} is not drawn`, "Name a slot of the situation.");
          checkFrames(scenario, [...missing.frames, ...missing.ask], situation.slots, once, missing.slot);
          checkFrames(scenario, missing.reply, situation.slots, once);
        }
        for (const invalid of scenario.invalid ?? []) {
          const bad = {
            ...situation.slots,
            [invalid.slot]: invalid.draw(world, random),
            allowed: { value: invalid.allowed },
          };
          checkFrames(scenario, invalid.explain, bad, once);
          if (!(invalid.slot in situation.slots))
            once(scenario.family, `invalid slot {${invalid.slot}} is not drawn`, "Name a slot of the situation.");
          if (simulator.tools.get(invalid.tool)?.parameters.properties[invalid.parameter] === undefined) {
            once(
              scenario.family,
              `invalid slot names ${invalid.tool}.${invalid.parameter}, which does not exist`,
              "Name a tool and one of its parameters.",
            );
          }
        }
        const observations = runTurn(
          scenario,
          { frames: scenario.frames, slots: situation.slots, solve: situation.solve },
          deepFreeze(situation.world ?? world),
          0,
        );
        for (const turn of situation.follow?.(observations) ?? []) {
          checkFrames(scenario, turn.frames, turn.slots, once);
        }
      } catch (error) {
        if (error instanceof EmptyListError) continue;
        once(scenario.family, `failed: ${message(error)}`, "Make draw and solve total; a world must never be mutated.");
      }
    }
    for (const decline of agent.declines) {
      const slots = decline.draw(world, random);
      if (slots === undefined) continue;
      drawn.set(decline.family, (drawn.get(decline.family) ?? 0) + 1);
      for (const wording of [...decline.frames, ...decline.replies])
        checkWording(decline.family, wording, new Set(Object.keys(slots)), once);
    }
  }

  for (const family of [...agent.scenarios, ...agent.declines].map((each) => each.family)) {
    if (!drawn.has(family))
      report(family, "was never drawn", "Let the world hold such a situation, or plant it in `Situation.world`.");
  }
  for (const tool of agent.tools) {
    if (!used.has(tool.name)) report(tool.name, "is used by no gold policy", "Add a scenario that needs it.");
  }
  return problems;

  function runTurn(scenario: Scenario<W>, turn: Turn, world: W, depth: number) {
    const run = runPlan(simulator, world, turn.solve());
    for (const { step, observations } of run.steps) {
      for (const reason of step.reasons ?? [])
        checkWording(scenario.family, reason, new Set(Object.keys(step.values ?? {})), once);
      for (const observation of observations) {
        used.add(observation.call.tool);
        const problem = simulator.argumentError(observation.call);
        if (problem !== undefined && scenario.shape !== "recovery")
          once(
            scenario.family,
            `calls ${observation.call.tool} with bad arguments: ${problem}`,
            "Fix the gold policy.",
          );
        const tool = simulator.tools.get(observation.call.tool);
        if (observation.ok && tool !== undefined) {
          const mismatch = returnMismatch(tool.returns, observation.value, "value");
          if (mismatch !== undefined)
            once(
              tool.name,
              `returns what its schema does not say: ${mismatch}`,
              "Make `returns` and the observation agree.",
            );
        }
      }
    }
    const calls = run.steps.flatMap(({ step }) => step.calls);
    const fits = {
      single: calls.length === 1,
      complex: calls.length === 1,
      parallel: run.steps.length === 1 && calls.length >= 2,
      chain: run.steps.length >= 2 && run.steps.length <= 8,
      recovery: run.steps.length >= 2 && run.steps.length <= 8,
      ambiguous: run.steps.length >= 1 && run.closing.kind === "ask" && run.closing.reply !== undefined,
    }[scenario.shape];
    if (depth === 0 && !fits)
      once(
        scenario.family,
        `says ${scenario.shape}, ran ${run.steps.length} steps with ${calls.length} calls, ended in ${run.closing.kind}`,
        "Make shape and gold policy agree (draw only situations of that shape).",
      );
    for (const wording of run.closing.wordings)
      checkWording(scenario.family, wording, new Set(Object.keys(run.closing.values)), once);
    const observations = run.steps.flatMap((step) => step.observations);
    if (run.closing.reply === undefined) return observations;
    checkFrames(scenario, run.closing.reply.frames, run.closing.reply.slots, once);
    runTurn(scenario, run.closing.reply, run.world, depth + 1);
    return observations;
  }
}

type Report = (path: string, message: string, fix: string) => void;

function checkNames<W extends World>(agent: Agent<W>, report: Report): void {
  if (!NAME.test(agent.name) || !agent.name.endsWith("_agent"))
    report("name", `"${agent.name}" is no agent name`, "Use snake_case ending in _agent.");
  const names = agent.tools.map((tool) => tool.name);
  for (const name of repeated(names)) report(name, "is defined twice", "Give every tool its own name.");
  for (const family of repeated([...agent.scenarios, ...agent.declines].map((each) => each.family)))
    report(family, "names two families", "Give every family its own name.");
  for (const tool of agent.tools) {
    if (!NAME.test(tool.name)) report(tool.name, "is no tool name", "Use [a-z0-9_], at most 64 characters.");
    if (!agent.families.includes(tool.family))
      report(tool.name, `belongs to the unknown family ${tool.family}`, `Use one of ${agent.families.join(", ")}.`);
    if (!agent.skills.includes(tool.skill))
      report(tool.name, `serves the unknown skill ${tool.skill}`, `Use one of ${agent.skills.join(", ")}.`);
    for (const other of tool.alsoBy ?? [])
      if (other === tool.name || !names.includes(other))
        report(tool.name, `says that ${other} shows the same`, "Name other functions of the agent.");
    for (const required of tool.parameters.required) {
      if (tool.parameters.properties[required] === undefined)
        report(tool.name, `requires ${required}, which it does not describe`, "Describe it.");
    }
  }
  for (const scenario of agent.scenarios) {
    if (!agent.skills.includes(scenario.skill))
      report(scenario.family, `serves the unknown skill ${scenario.skill}`, `Use one of ${agent.skills.join(", ")}.`);
    if (scenario.frames.length < 4)
      report(scenario.family, `has ${scenario.frames.length} frames`, "Give at least four.");
  }
  for (const decline of agent.declines) {
    if (decline.reason === "policy" && !agent.policies.some((policy) => policy.id === decline.policy))
      report(decline.family, `names the unknown policy ${decline.policy}`, "Name one of the agent's policies.");
    for (const name of decline.offers ?? [])
      if (!agent.tools.some((tool) => tool.name === name))
        report(decline.family, `offers the unknown function ${name}`, "Name functions of the agent.");
  }
}

/** Every frame must name every slot of the situation (but the one left out), and no other. */
function checkFrames<W extends World>(
  scenario: Scenario<W>,
  frames: readonly Wording[],
  slots: Slots,
  report: Report,
  without?: string,
): void {
  const known = new Set(Object.keys(slots).filter((slot) => slot !== without));
  for (const frame of frames) checkWording(scenario.family, frame, known, report);
}

function checkWording(family: string, wording: Wording, known: ReadonlySet<string>, report: Report): void {
  const flaw = flawOf(wording);
  if (flaw !== undefined) {
    report(family, flaw.message, flaw.fix);
    return;
  }
  for (const slot of wordingSlots(wording)) {
    if (!known.has(slot))
      report(
        family,
        `wording "${wording}" names {${slot}}, which has no value there`,
        "Draw it, or take it out of the wording.",
      );
  }
}

interface Flaw {
  readonly message: string;
  readonly fix: string;
}

const flaws = new Map<Wording, Flaw | undefined>();

/** What is wrong with a wording whatever its values are; each wording is looked at once. */
function flawOf(wording: Wording): Flaw | undefined {
  if (!flaws.has(wording)) flaws.set(wording, findFlaw(wording));
  return flaws.get(wording);
}

function findFlaw(wording: Wording): Flaw | undefined {
  try {
    for (let index = 0; index < 4; index += 1) {
      const text = expandWording(wording, createRandom(wording, index), (slot) => `<${slot}>`);
      if (/[[\]|]/.test(text))
        return { message: `wording "${wording}" leaves brackets in its text`, fix: "Balance the groups." };
      if (text === "") return { message: `wording "${wording}" may be empty`, fix: "Give it some text in every case." };
    }
    return undefined;
  } catch (error) {
    return { message: message(error), fix: "Fix the wording." };
  }
}

function returnMismatch(schema: JsonSchema, value: unknown, path: string): string | undefined {
  const type = Array.isArray(value)
    ? "array"
    : value === null
      ? "null"
      : Number.isInteger(value) && schema.type !== "number"
        ? "integer"
        : typeof value;
  if (type !== schema.type) return `${path} is ${type}, not ${schema.type}`;
  if (Array.isArray(value) && schema.items !== undefined) {
    for (const [index, item] of value.entries()) {
      const inner = returnMismatch(schema.items, item, `${path}[${index}]`);
      if (inner !== undefined) return inner;
    }
  }
  if (schema.type !== "object" || schema.properties === undefined) return undefined;
  const record = value as Record<string, unknown>;
  for (const [key, item] of Object.entries(record)) {
    const property = schema.properties[key];
    if (property === undefined) return `${path}.${key} is not in the schema`;
    const inner = returnMismatch(property, item, `${path}.${key}`);
    if (inner !== undefined) return inner;
  }
  const absent = (schema.required ?? []).find((key) => record[key] === undefined);
  return absent === undefined ? undefined : `${path}.${absent} is absent`;
}

function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  for (const item of Object.values(value)) deepFreeze(item);
  return Object.freeze(value);
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
