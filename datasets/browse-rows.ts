/** Rows in the compact form that the browser page reads: long texts stand once, rows point at them. */
import { isMixedIn } from "./mixed-in/mixed-row";
import type { BuildFolder } from "./report-facts";
import { readRows } from "./report-facts";
import type { Row, Split } from "./types";

/** What the page needs to list, filter and search a row. */
export interface RowEntry {
  readonly id: string;
  readonly split: Split;
  readonly type: string;
  readonly kind: string;
  readonly family: string;
  readonly frame: string;
  readonly difficulty: string;
  readonly tags: readonly string[];
  /** The last request. */
  readonly request: string;
}

/** One agent's rows in full; `texts` holds system texts and tool lists, which many rows share. */
export interface AgentRows {
  readonly agent: string;
  readonly texts: readonly string[];
  readonly rows: readonly {
    readonly entry: RowEntry;
    /** Role, content (or its place in `texts` for a system text), trained or not. */
    readonly messages: readonly (readonly [string, string | number, boolean])[];
    /** Place of each tool in `texts`. */
    readonly tools: readonly number[];
    /** The trace as it stands in the row. */
    readonly trace: unknown;
  }[];
}

/** Reads one agent's rows for the page. */
export function browseRows(build: BuildFolder, agent: string): AgentRows {
  const places = new Map<string, number>();
  const place = (text: string) => {
    const known = places.get(text);
    if (known !== undefined) return known;
    places.set(text, places.size);
    return places.size - 1;
  };
  const rows = readRows(build, agent)
    .filter(({ row }) => !isMixedIn(row))
    .map(({ row, split }) => ({
      entry: entryOf(row, split),
      messages: row.conversations.map(
        ({ role, content, loss }) => [role, role === "system" ? place(content) : content, loss] as const,
      ),
      tools: (JSON.parse(row.tools) as unknown[]).map((tool) => place(JSON.stringify(tool))),
      trace: JSON.parse(row.trace) as unknown,
    }));
  return { agent, texts: [...places.keys()], rows };
}

function entryOf(row: Row, split: Split): RowEntry {
  const observation = /^Observation: /;
  const request = row.conversations.filter(({ role, content }) => role === "user" && !observation.test(content)).at(-1);
  return {
    id: row.id,
    split,
    type: row.hallucination_type === null ? row.type : `${row.type}: ${row.hallucination_type}`,
    kind: (JSON.parse(row.trace) as { kind: string }).kind,
    family: row.family,
    frame: row.frame_id,
    difficulty: row.difficulty,
    tags: row.tags,
    request: request?.content ?? "",
  };
}
