/** How far a request got before the service failed for good: what was changed. */
import type { Call } from "../../agents/contract";
import type { Json } from "../../primitives";
import type { Engine } from "../engine";
import { definiteTask, doingOf } from "../phrase/engine-wording";
import type { CallsEvent } from "./script";

type Fields = { readonly [name: string]: Json };

/** Whether a step does nothing but change things. */
export function isWrite(engine: Engine, { calls }: CallsEvent): boolean {
  return calls.every(({ tool }) => engine.simulator.tools.get(tool)?.effect === "write");
}

/** Whether a step brought results that somebody waits for, as a run of tests does: a list, or how it ended. */
export function hasResults({ observations }: CallsEvent): boolean {
  return observations.some(
    (each) =>
      each.ok && isFields(each.value) && ("outcome" in each.value || Object.values(each.value).some(Array.isArray)),
  );
}

/** The changes that were made, as "changing the status of the draft (DR-12, approved)"; the last of each function. */
export function doneBefore(engine: Engine, steps: readonly CallsEvent[]): string[] {
  const done = new Map<string, string>();
  for (const { call, value } of changes(engine, steps)) {
    const doing = doingOf(definiteTask(engine.simulator.tools.get(call.tool)!, call.args));
    const what = [identifierIn(value) ?? identifierIn(call.args), call.args.status].filter(isText).map(inWords);
    done.delete(doing);
    done.set(doing, what.length === 0 ? doing : `${doing} (${what.join(", ")})`);
  }
  return [...done.values()];
}

function changes(engine: Engine, steps: readonly CallsEvent[]): { call: Call; value: Fields }[] {
  return steps
    .filter((step) => isWrite(engine, step))
    .flatMap(({ observations }) =>
      observations.flatMap((each) => (each.ok && isFields(each.value) ? [{ call: each.call, value: each.value }] : [])),
    );
}

function identifierIn(fields: Fields): Json | undefined {
  return Object.entries(fields).find(([name, value]) => isText(value) && /_id$|^code$/.test(name))?.[1];
}

/** "in_review" → "in review"; identifiers stay. */
function inWords(value: string): string {
  return /\d/.test(value) ? value : value.replaceAll("_", " ");
}

function isText(value: Json | undefined): value is string {
  return typeof value === "string" && value !== "";
}

function isFields(value: Json | undefined): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
