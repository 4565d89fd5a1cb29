/** A canonical row as exporters want it: system text, then turns with their calls and observations. */
import { FlanstackError } from "../../primitives";
import { readRow } from "../parse-row";
import type { Json, Row, RowCall, RowTool } from "../types";
import type { RenderOptions } from "./format";
import { splitParallel } from "./split-parallel";

export type ExportTurn =
  | { readonly role: "user"; readonly text: string }
  | {
      readonly role: "assistant";
      readonly text: string;
      readonly calls: readonly RowCall[];
      readonly loss: boolean;
      readonly content: string;
    }
  | {
      readonly role: "tool";
      readonly results: readonly { readonly name: string; readonly value: Json }[];
      readonly ofTrained: boolean;
    };

export interface ExportRow {
  readonly system: string;
  readonly turns: readonly ExportTurn[];
  /** Native tools; a row in ReAct text has none. */
  readonly tools: readonly RowTool[];
}

/** @throws FlanstackError when the row is not canonical */
export function exportRow(row: Row, { parallel = "keep" }: RenderOptions = {}): ExportRow {
  if (exported?.row !== row) exported = { row, read: read(row) };
  return parallel === "split" ? splitParallel(exported.read) : exported.read;
}

/** Formats render the same row one after the other: it is read once, and once for the check of its own format. */
let exported: { readonly row: Row; readonly read: ExportRow } | undefined;
let latest: { readonly value: unknown; readonly found: ReturnType<typeof readRow> } | undefined;

/** A canonical row read; the one that was read last is not read again. */
export function readOnce(value: unknown): ReturnType<typeof readRow> {
  if (latest === undefined || latest.value !== value) latest = { value, found: readRow(value) };
  return latest.found;
}

function read(row: Row): ExportRow {
  const { read: found, findings } = readOnce(row);
  if (found === undefined || findings.length > 0) {
    const first = findings[0];
    throw new FlanstackError(`${row.id}: ${first?.pointer} ${first?.message}`, {
      code: "row_not_canonical",
      path: row.id,
    });
  }
  const turns: ExportTurn[] = [];
  let open: RowCall[] = [];
  let trained = true;
  for (const turn of found.turns.slice(1)) {
    if (turn.message.role === "assistant") {
      // ReAct text has no native calls: the action is text, and so is its observation.
      const calls = found.isReactText ? [] : turn.calls;
      open = [...calls];
      trained = turn.message.loss;
      turns.push({
        role: "assistant",
        text: found.isReactText ? turn.message.content : turn.text,
        calls,
        loss: trained,
        content: turn.message.content,
      });
    } else if (turn.message.role === "tool") {
      const result = { name: open.shift()!.name, value: turn.observation! };
      const last = turns.at(-1);
      if (last?.role === "tool") turns[turns.length - 1] = { ...last, results: [...last.results, result] };
      else turns.push({ role: "tool", results: [result], ofTrained: trained });
    } else {
      turns.push({ role: "user", text: turn.message.content });
    }
  }
  return { system: found.turns[0]!.message.content, turns, tools: found.isReactText ? [] : found.tools };
}

/**
 * The row without turns that must not be trained on, for formats that train every assistant turn: a slip and what came
 * back for it are left out, so the right call follows at once and the number of rows stays.
 */
export function withoutSlips(row: ExportRow): ExportRow {
  const turns: ExportTurn[] = [];
  let skipsObservation = false;
  for (const turn of row.turns) {
    if (turn.role === "assistant" && !turn.loss) {
      skipsObservation = true;
      continue;
    }
    // In ReAct text the observation of a slip is a user message.
    if (skipsObservation && (turn.role === "tool" || turn.role === "user")) {
      skipsObservation = false;
      continue;
    }
    turns.push(turn);
  }
  return { ...row, turns };
}
