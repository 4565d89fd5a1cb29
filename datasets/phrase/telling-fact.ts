/** Facts that would tell what a request leaves open: beside such a request they would be no aside but the answer. */
import type { Json, Trajectory } from "../types";
import { release } from "./noise";

type Fields = { readonly [name: string]: Json };

const LEAST = 3;

/** Whether a fact names something of the make of what the request leaves open. */
export function tellingFact(trajectory: Trajectory): (fact: string) => boolean {
  const open = openIn(trajectory).flatMap(leaves);
  if (open.length === 0) return () => false;
  const names = [...new Set([...open.map(String), ...makesOf(trajectory.world, new Set(open))])].filter(
    (name) => name.length > LEAST,
  );
  const isDated = open.some((value) => typeof value === "string" && DATE.test(value));
  const isCounted = open.some((value) => typeof value === "number");
  return (fact) => {
    const said = release(fact);
    if (isDated && DATE.test(said)) return true;
    if (isCounted && COUNT.test(said)) return true;
    return names.some((name) => said.includes(name));
  };
}

const DATE = /\b\d{4}-\d\d-\d\d\b/;
const COUNT = /(?<![\w.-])\d+(?![\w-])/;

/** What the request lacks, what is told only after the question, and what the question lets choose from. */
function openIn({ script, lacks, blueprint }: Trajectory): Json[] {
  const open: Json[] = lacks === undefined ? [] : [lacks];
  if (!LEAVES_OPEN.has(blueprint.kind)) return open;
  const asked = script.findIndex((event) => event.kind === "user" && event.stage === "request");
  const request = script[asked];
  const question = script.findIndex((event, at) => at > asked && event.kind === "text" && event.decision === "ask");
  const text = script[question];
  if (request?.kind !== "user" || text?.kind !== "text") return open;
  const known = new Set(Object.values(request.slots).map((slot) => JSON.stringify(slot.value)));
  const reply = script[question + 1];
  const told = reply?.kind === "user" ? Object.values(reply.slots).map((slot) => slot.value) : [];
  const choice = blueprint.kind === "ambiguous_entity" ? observed(script.slice(asked, question)) : [];
  return [...open, ...told.filter((value) => !known.has(JSON.stringify(value))), ...choice];
}

const LEAVES_OPEN: ReadonlySet<string> = new Set(["clarification", "missing_required", "ambiguous_entity"]);

/** The identifiers and names of what a look-up found, of which the question lets one be chosen. */
function observed(script: Trajectory["script"]): Json[] {
  const [last] = script.filter((event) => event.kind === "calls").slice(-1);
  if (last?.kind !== "calls") return [];
  return last.observations
    .flatMap((each) => records(each as unknown as Json))
    .flatMap((fields) => Object.values(fields).filter((value) => typeof value === "string" && value.length > LEAST));
}

/** Every value of the fields in which the world holds one of these, and other fields that name the same things. */
function makesOf(world: object, open: ReadonlySet<Json>): string[] {
  return Object.values(world as Fields).flatMap((collection) => {
    const rows = Array.isArray(collection) ? collection.filter(isFields) : [];
    const fields = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    const matched = fields.filter((field) => rows.some((row) => open.has(row[field]!)));
    if (matched.length === 0) return [];
    const isName = (field: string) => new Set(rows.map((row) => row[field])).size === rows.length;
    const alike = matched.some(isName) ? fields.filter(isName) : [];
    return [...new Set([...matched, ...alike])].flatMap((field) =>
      rows.map((row) => row[field]).filter((value): value is string => typeof value === "string"),
    );
  });
}

function records(value: Json): Fields[] {
  if (Array.isArray(value)) return value.flatMap(records);
  return isFields(value) ? [value, ...Object.values(value).flatMap(records)] : [];
}

function leaves(value: Json): Json[] {
  if (Array.isArray(value)) return value.flatMap(leaves);
  return isFields(value) ? Object.values(value).flatMap(leaves) : [value];
}

function isFields(value: Json | undefined): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
