/** Reads files of canonical rows block by block, so that files of any size fit into memory. */
import { isMixedId } from "./mixed-in/mixed-row";
import type { Row } from "./types";
import { readPieces } from "./write";

const NEWLINE = 10;

/** The lines of a file, without their ends. */
export function* readLines(path: string): Generator<string> {
  let rest: Uint8Array[] = [];
  for (const piece of readPieces(path)) {
    let from = 0;
    for (let end = piece.indexOf(NEWLINE); end !== -1; end = piece.indexOf(NEWLINE, from)) {
      const line = Buffer.concat([...rest, piece.subarray(from, end)]).toString("utf8");
      rest = [];
      from = end + 1;
      yield line;
    }
    if (from < piece.length) rest.push(Uint8Array.from(piece.subarray(from)));
  }
  if (rest.length > 0) yield Buffer.concat(rest).toString("utf8");
}

/** The block that a generated row was made in: `qa_agent-7.3-val-react-012` stands in the fourth. */
export function blockOf(id: string): number {
  const block = /^[^-]*-\d+\.(\d+)-/.exec(id)?.[1];
  return block === undefined ? 0 : Number(block);
}

export interface RowsOfBlock<T> {
  readonly block: number;
  readonly rows: readonly T[];
}

/**
 * The rows of a file that `data build` wrote, one block after the other.
 * @param keep what of a row is wanted: the rest takes no memory
 */
export function readBlocks(path: string): Generator<RowsOfBlock<Row>>;
export function readBlocks<T>(path: string, keep: (row: Row) => T): Generator<RowsOfBlock<T>>;
export function* readBlocks(path: string, keep: (row: Row) => unknown = (row) => row): Generator<RowsOfBlock<unknown>> {
  let block = 0;
  let rows: unknown[] = [];
  for (const line of readLines(path)) {
    const row = JSON.parse(line) as Row;
    // A row that was mixed in belongs to the block that it stands in.
    const own = isMixedId(row.id) ? block : blockOf(row.id);
    if (own !== block && rows.length > 0) {
      yield { block, rows };
      rows = [];
    }
    block = own;
    rows.push(keep(row));
  }
  if (rows.length > 0) yield { block, rows };
}
