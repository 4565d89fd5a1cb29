/**
 * Gate 6 on positives: a breadth-first search of depth two, from what the request says, for other ways to its answer.
 *
 * An answer rests on objects that the row's own calls returned: "TCK-13 is open" on `{ ticket_id: "TCK-13", status:
 * "open" }`. Other functions that show all these objects, and nothing beside them, are as good as the row's own; one that
 * shows the same entity with another value of the same field answers the request otherwise.
 */
import type { Call } from "../../agents/contract";
import type { Engine } from "../engine";
import type { Json, ScriptEvent, Trajectory, World } from "../types";
import { candidateCalls } from "./candidate-calls";
import { oncePerTrajectory } from "./once";
import { leavesOf } from "./visible";

type CallsEvent = Extract<ScriptEvent, { kind: "calls" }>;
type Fields = ReadonlyMap<string, Json>;

/** What the answer says about one entity. */
interface Statement {
  /** Fields that name it, by values of the request; choices such as a kind or a status name nothing. */
  readonly anchors: Fields;
  /** Fields that the answer states. */
  readonly facts: Fields;
}

export interface OtherPaths {
  /** Calls that show the whole answer, at most as many as the row makes. */
  readonly equal: readonly (readonly Call[])[];
  /** A call that shows another value, in words. */
  readonly contrary: string | undefined;
}

const NONE: OtherPaths = { equal: [], contrary: undefined };
/** Calls tried at each of the two levels. */
const BUDGET = { first: 60, second: 120 } as const;
/** Observations whose values are tried in second calls, and values taken of each. */
const FRONTIER = 6;
const VALUES = 6;
/** Shorter values ("2", "no") are no evidence that the same fact is meant. */
const TELLING = 3;

/** Asked when a row is compiled, and again when it is checked: a trajectory is searched once for the functions shown. */
export const otherPaths = oncePerTrajectory(searchPaths);

function searchPaths(engine: Engine, trajectory: Trajectory, shown: readonly string[]): OtherPaths {
  const asked = askedOf(engine, trajectory);
  if (asked === undefined) return NONE;
  const { world, values, statements, calls } = asked;
  const own = new Set(calls.map((call) => call.tool));
  const most = calls.length;
  const reads = shown.filter((name) => !own.has(name) && engine.simulator.tools.get(name)?.effect === "read");
  const helpful = reads.filter((name) => statements.some((statement) => canShow(engine, name, statement)));
  const equal: Call[][] = [];
  let contrary: string | undefined;
  const look = (path: readonly Call[], seen: readonly Fields[], last: readonly Fields[]): boolean => {
    const call = path.at(-1)!;
    const other = last.find((fields) => statements.some((statement) => contradicts(fields, statement)));
    if (other !== undefined && !statements.every((statement) => last.some((fields) => states(fields, statement))))
      contrary ??= `${call.tool} ${JSON.stringify(call.args)} shows ${JSON.stringify(Object.fromEntries(other))}`;
    const isWhole =
      statements.every((statement) => seen.some((fields) => states(fields, statement))) &&
      seen.every((fields) => isAboutIt(fields, statements));
    if (isWhole) equal.push([...path]);
    return isWhole;
  };
  const frontier: { call: Call; objects: readonly Fields[]; found: Json[] }[] = [];
  let spent = 0;
  for (const call of candidateCalls(engine, most > 1 ? reads : helpful, values)) {
    if (spent >= BUDGET.first) break;
    spent += 1;
    const { outcome } = engine.simulator.execute(world, call);
    if (!outcome.ok) continue;
    const objects = objectsOf(outcome.observation);
    if (!look([call], objects, objects))
      frontier.push({
        call,
        objects,
        found: leavesOf(outcome.observation)
          .map((leaf) => leaf.value)
          .slice(0, VALUES),
      });
  }
  if (most < 2) return { equal, contrary };
  const alone = new Set(equal.map(([call]) => JSON.stringify(call)));
  spent = 0;
  for (const { call: first, objects, found } of frontier.slice(0, FRONTIER)) {
    for (const call of candidateCalls(engine, helpful, [...found, ...values])) {
      if (spent >= BUDGET.second) return { equal, contrary };
      spent += 1;
      // What answers by itself needs no call before it.
      if (alone.has(JSON.stringify(call))) continue;
      const { outcome } = engine.simulator.execute(world, call);
      if (!outcome.ok) continue;
      const more = objectsOf(outcome.observation);
      look([first, call], [...objects, ...more], more);
    }
  }
  return { equal, contrary };
}

function has(fields: Fields, wanted: Fields): boolean {
  return [...wanted].every(([key, value]) => fields.get(key) === value);
}

function states(fields: Fields, { anchors, facts }: Statement): boolean {
  return has(fields, anchors) && has(fields, facts);
}

/** The same entity with the same fields, and another value in one of them. */
function contradicts(fields: Fields, { anchors, facts }: Statement): boolean {
  return has(fields, anchors) && [...facts.keys()].every((key) => fields.has(key)) && !has(fields, facts);
}

/** Nothing beside what was asked: a list of everything holds the answer too, but is no answer. */
function isAboutIt(fields: Fields, statements: readonly Statement[]): boolean {
  const alike = statements.filter(({ anchors, facts }) =>
    [...anchors.keys(), ...facts.keys()].every((key) => fields.has(key)),
  );
  return alike.length === 0 || alike.some((statement) => states(fields, statement));
}

/** All objects inside a value, each with its own plain fields. */
function objectsOf(value: Json): Fields[] {
  if (Array.isArray(value)) return value.flatMap(objectsOf);
  if (typeof value !== "object" || value === null) return [];
  const own = new Map(Object.entries(value).filter(([, field]) => typeof field !== "object") as [string, Json][]);
  return [own, ...Object.values(value).flatMap((field) => (field === undefined ? [] : objectsOf(field)))];
}

const shownFields = new WeakMap<object, string>();

/** Whether a function's result has the fields of a statement. */
function canShow(engine: Engine, name: string, { facts }: Statement): boolean {
  const { returns } = engine.simulator.tools.get(name)!;
  let text = shownFields.get(returns);
  if (text === undefined) {
    text = JSON.stringify(returns);
    shownFields.set(returns, text);
  }
  return [...facts.keys()].every((key) => text.includes(`"${key}":`));
}

const knownChoices = new WeakMap<object, ReadonlySet<Json>>();

/** All values of the enums that an agent's functions take. */
function choicesOf({ agent }: Engine): ReadonlySet<Json> {
  let choices = knownChoices.get(agent);
  if (choices === undefined) {
    const schemas = agent.tools.flatMap((tool) => Object.values(tool.parameters.properties));
    choices = new Set<Json>([
      true,
      false,
      ...schemas.flatMap((schema) => (schema.type === "string" ? (schema.enum ?? []) : [])),
    ]);
    knownChoices.set(agent, choices);
  }
  return choices;
}

interface Asked {
  readonly world: World;
  readonly values: readonly Json[];
  readonly statements: readonly Statement[];
  /** The row's own calls. */
  readonly calls: readonly Call[];
}

/** What the first request of a row asks; undefined where it changes something, or where its answer rests on more than it shows. */
function askedOf(engine: Engine, { script, blueprint }: Trajectory): Asked | undefined {
  const end = script.findIndex((event) => event.kind === "text");
  const [request, ...events] = script.slice(0, end);
  const closing = script[end];
  if (blueprint.type === "negative" || request?.kind !== "user" || closing?.kind !== "text") return undefined;
  const steps = events.filter((event): event is CallsEvent => event.kind === "calls" && event.event === undefined);
  if (closing.decision !== "answer" || steps.length === 0 || steps.length < events.length) return undefined;
  const calls = steps.flatMap((step) => step.calls);
  if (calls.some((call) => engine.simulator.tools.get(call.tool)?.effect !== "read")) return undefined;
  const values = Object.values(request.slots).flatMap((slot) => [
    slot.value,
    ...leavesOf(slot.value).map((leaf) => leaf.value),
  ]);
  const said = Object.values(closing.values);
  if (said.some((value) => typeof value === "object")) return undefined;
  const choices = choicesOf(engine);
  const facts = new Set<Json>(said.filter((value) => !values.includes(value as Json)) as Json[]);
  const statements = steps
    .flatMap((step) => step.observations.flatMap((each) => (each.ok ? objectsOf(each.value) : [])))
    .flatMap((fields): Statement[] => {
      const stated = new Map([...fields].filter(([, value]) => facts.has(value)));
      if (stated.size === 0) return [];
      const named = [...fields].filter(([, value]) => values.includes(value) && !choices.has(value));
      return [{ anchors: new Map(named), facts: stated }];
    });
  const covered = new Set(statements.flatMap(({ facts: stated }) => [...stated.values()]));
  const isWhole = [...facts].every((fact) => covered.has(fact));
  const isTelling = statements.some((each) => [...each.facts.values()].some((fact) => String(fact).length >= TELLING));
  if (!isWhole || !isTelling || statements.some(({ anchors }) => anchors.size === 0)) return undefined;
  return { world: steps[0]!.before[0]!, values, statements, calls };
}
