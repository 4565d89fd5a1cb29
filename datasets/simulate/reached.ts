/** How far a request got before the service failed for good: what was changed, and what was found of that which was asked. */
import type { Call, Values } from "../../agents/contract";
import type { Json } from "../../primitives";
import type { Engine } from "../engine";
import { definiteTask, doingOf } from "../phrase/engine-wording";
import type { ScriptEvent } from "../types";
import type { CallsEvent } from "./script";

/** More than this is not listed: it would be read as a record and not as an answer. */
const MOST_FACTS = 4;
/** A longer text is none that could be told in passing. */
const MOST_LETTERS = 90;

type Fields = { readonly [name: string]: Json };

/** What the user has said already, which is no finding. */
export function toldBefore(ask: ScriptEvent): ReadonlySet<string> {
  return new Set(ask.kind === "user" ? Object.values(ask.slots).map(({ value }) => String(value)) : []);
}

/** The changes that were made, as "changing the status of the draft (DR-12, approved)"; the last of each function. */
export function doneBefore(engine: Engine, steps: readonly CallsEvent[]): string[] {
  const done = new Map<string, string>();
  for (const { call, value } of changes(engine, steps)) {
    const doing = doingOf(definiteTask(engine.simulator.tools.get(call.tool)!));
    const what = [identifierIn(value) ?? identifierIn(call.args), call.args.status].filter(isText);
    done.delete(doing);
    done.set(doing, what.length === 0 ? doing : `${doing} (${what.join(", ")})`);
  }
  return [...done.values()];
}

/** What the changes are about: told with them, and no finding beside them. */
export function changedIn(engine: Engine, steps: readonly CallsEvent[]): string[] {
  return changes(engine, steps).flatMap(({ call, value }) =>
    [identifierIn(value) ?? identifierIn(call.args)].filter(isText),
  );
}

/** What of the answer stands in the results already, each with the name of its field: "line percent 93.6". */
export function foundBefore(
  steps: readonly CallsEvent[],
  wanted: readonly Values[string][],
  known: ReadonlySet<string>,
): string[] {
  const asked = new Set(wanted.map((value) => String(typeof value === "object" ? value.value : value)));
  const facts = new Map<string, { readonly name: string; readonly text: string }>();
  for (const { call, value } of results(steps)) {
    const given = new Set(Object.values(call.args).map(String));
    for (const { key, leaf } of namedLeaves(value)) {
      const text = String(leaf);
      if (!asked.has(text) || known.has(text) || given.has(text) || facts.has(text)) continue;
      if (text.length > MOST_LETTERS || text === "" || UNTELLING.has(key)) continue;
      facts.set(text, { name: key.replace(/_id$/, "").replaceAll("_", " "), text });
    }
  }
  const told = [...facts.values()];
  // Two figures of one name would not say whose they are; identifiers do.
  const isAlone = (name: string) => told.filter((each) => each.name === name).length === 1;
  return told
    .filter(({ name, text }) => isAlone(name) || /[a-z].*\d/i.test(text))
    .slice(0, MOST_FACTS)
    .map(({ name, text }) => inWords(name, text));
}

/** A figure stands before what it counts, a day behind "on": "4 comments", "created on 2026-03-01"; the rest behind its name. */
function inWords(name: string, text: string): string {
  if (/^\d+(\.\d+)?$/.test(text)) {
    if (name === "total") return `a total of ${text}`;
    if (/[^su]s$/.test(name)) return `${text} ${text === "1" ? singular(name) : name}`;
  }
  if (/^\d{4}-\d\d-\d\d$/.test(text) && /ed$/.test(name)) return `${name} on ${text}`;
  return `${name === "body" ? "text" : name} ${text.includes(" ") ? `"${text.replace(/\.$/, "")}"` : text}`;
}

/** Names of fields that say nothing about what stands in them. */
const UNTELLING = new Set(["value", "text", "detail", "group", "label", "to"]);

function changes(engine: Engine, steps: readonly CallsEvent[]): { call: Call; value: Fields }[] {
  return results(steps).flatMap(({ call, value }) =>
    engine.simulator.tools.get(call.tool)?.effect === "write" && isFields(value) ? [{ call, value }] : [],
  );
}

function results(steps: readonly CallsEvent[]): { call: Call; value: Json }[] {
  return steps.flatMap(({ observations }) =>
    observations.flatMap((each) => (each.ok ? [{ call: each.call, value: each.value }] : [])),
  );
}

function identifierIn(fields: Fields): Json | undefined {
  return Object.entries(fields).find(([name, value]) => isText(value) && /_id$|^code$/.test(name))?.[1];
}

function namedLeaves(value: Json, key = ""): { readonly key: string; readonly leaf: string | number }[] {
  if (Array.isArray(value)) return value.flatMap((each) => namedLeaves(each, singular(key)));
  if (isFields(value)) return Object.entries(value).flatMap(([name, each]) => namedLeaves(each, name));
  return typeof value === "string" || typeof value === "number" ? [{ key, leaf: value }] : [];
}

function singular(key: string): string {
  return key.replace(/([^s])s$/, "$1");
}

function isText(value: Json | undefined): value is string {
  return typeof value === "string" && value !== "";
}

function isFields(value: Json | undefined): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
