/** Which rows of the user's own go among the training rows: each once, none that is held out, as many as the ratio asks for. */
import { countTokens } from "../../catalog";
import { createRandom, FlanstackError } from "../../primitives";
import { SimilarityIndex } from "../near-duplicates";
import { inputOf } from "../row-input";
import type { Row } from "../types";
import type { SourceRows } from "./read-sources";
import type { MixedFile } from "./source";

/** What became of one file's rows. */
export interface MixReport extends MixedFile {
  /** Rows that the ratio asks for. */
  readonly wanted: number;
  readonly read: number;
  /** Left out: the same input stands in the file, in a file before it, or among the generated rows. */
  readonly duplicates: number;
  /** Left out: the request resembles one of validation, test, or those that models are judged by. */
  readonly contaminated: number;
  readonly forgotten: number;
  readonly taken: number;
  /** Of those taken, estimated. */
  readonly tokens: number;
}

export interface ChoiceInput {
  readonly agent: string;
  readonly seed: number;
  readonly mix: readonly MixedFile[];
  readonly sources: SourceRows;
  readonly forgotten: readonly string[];
  /** Generated training rows. */
  readonly trainRows: number;
  /** Inputs of generated training rows, as `inputKey` gives them; read once. */
  readonly trained: Iterable<string>;
  /** Requests of validation and test; read once. */
  readonly heldOut: Iterable<string>;
}

/** Resemblance to a held-out request, as 3-gram Jaccard on normalised text. */
const NEAR = 0.7;

export function chooseRows(input: ChoiceInput): { readonly rows: readonly Row[]; readonly reports: MixReport[] } {
  const files = input.mix.map((file) => ({ file, rows: rowsOf(input, file) }));
  const all = files.flatMap(({ rows }) => rows);
  const contaminated = resembling(all, input.heldOut);
  const seen = repeated(all, input.trained);
  const gone = new Set(input.forgotten);
  const chosen: Row[] = [];
  const reports = files.map(({ file, rows }): MixReport => {
    const left = { duplicates: 0, contaminated: 0, forgotten: 0 };
    const fit = rows.filter((row) => {
      const key = inputKey(row);
      const why = gone.has(row.id)
        ? "forgotten"
        : seen.has(key)
          ? "duplicates"
          : contaminated.has(row.id)
            ? "contaminated"
            : undefined;
      if (why === undefined) seen.add(key);
      else left[why] += 1;
      return why === undefined;
    });
    const wanted = Math.round(file.ratio * input.trainRows);
    const taken = createRandom("mix", input.seed, input.agent, file.sha256).shuffle(fit).slice(0, wanted);
    chosen.push(...taken);
    return { ...file, wanted, read: rows.length, ...left, taken: taken.length, tokens: sumTokens(taken) };
  });
  return { rows: createRandom("mix order", input.seed, input.agent).shuffle(chosen), reports };
}

function rowsOf({ agent, sources }: ChoiceInput, { file, sha256 }: MixedFile): readonly Row[] {
  const rows = sources.get(sha256);
  if (rows !== undefined) return rows.map((row) => ({ ...row, agent }));
  throw new FlanstackError(`${file} changed while the data was built.`, {
    code: "mix_changed",
    path: file,
    fix: "Run again once nothing writes to it.",
  });
}

/** What a model is shown before the last answer, whatever the case and the spaces. */
export function inputKey(row: Row): string {
  return inputOf(row).toLowerCase().replace(/\s+/g, " ");
}

/** What the user wrote, all turns. */
export function askedIn(row: Pick<Row, "conversations">): string {
  return row.conversations
    .filter((message) => message.role === "user")
    .map((message) => message.content)
    .join("\n");
}

/** The user's rows are indexed and the held-out ones streamed: those may be millions. */
function resembling(rows: readonly Row[], heldOut: Iterable<string>): ReadonlySet<string> {
  const index = new SimilarityIndex();
  const texts = new Map<string, string[]>();
  for (const row of rows) {
    const text = askedIn(row);
    const same = texts.get(text);
    if (same === undefined) {
      texts.set(text, [row.id]);
      index.add(row.id, text);
    } else same.push(row.id);
  }
  const byFirst = new Map([...texts.values()].map((ids) => [ids[0]!, ids]));
  const found = new Set<string>();
  for (const text of heldOut) {
    for (let near = index.nearest(text, found); near !== undefined && near.similarity >= NEAR; ) {
      for (const id of byFirst.get(near.id)!) found.add(id);
      near = index.nearest(text, found);
    }
  }
  return found;
}

/** Those inputs of generated rows that the user's rows have too. */
function repeated(rows: readonly Row[], trained: Iterable<string>): Set<string> {
  const own = new Set(rows.map(inputKey));
  const found = new Set<string>();
  for (const key of trained) if (own.has(key)) found.add(key);
  return found;
}

function sumTokens(rows: readonly Row[]): number {
  return rows.reduce(
    (sum, row) =>
      sum + countTokens("canonical", { messages: row.conversations, tools: JSON.parse(row.tools) as unknown[] }).tokens,
    0,
  );
}
