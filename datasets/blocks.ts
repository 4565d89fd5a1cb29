/**
 * Blocks: rows are made so many at a time, whatever the count, so that memory stays flat and blocks can be made anywhere.
 * A block depends on the settings, its number and the agents' sources alone. The rows of a larger build begin with those of
 * a smaller one.
 */
import type { NormalSettings } from "./settings";
import type { RowType } from "./types";

/** Rows per agent and block, so that six agents make the 3,600 rows in which sets are judged. */
export const BLOCK_ROWS = 600;

const TYPES: readonly RowType[] = ["tflan", "react", "negative"];

/** Which part of a build is made: `{ index: 1, of: 3 }` is the second of three. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

/** One agent's rows in one block. */
export interface Unit {
  readonly agent: number;
  readonly block: number;
}

export function rowsOf({ counts }: Pick<NormalSettings, "counts">): number {
  return counts.tflan + counts.react + counts.negative;
}

export function countBlocks(settings: NormalSettings): number {
  return Math.ceil(rowsOf(settings) / BLOCK_ROWS);
}

/** The settings of one block: each count is cut where the rows before it end, so that the parts add up exactly. */
export function blockSettings(settings: NormalSettings, block: number): NormalSettings {
  const rows = rowsOf(settings);
  if (rows <= BLOCK_ROWS) return settings;
  const upTo = (total: number, place: number) => Math.round((total * Math.min(rows, place * BLOCK_ROWS)) / rows);
  const part = (total: number) => upTo(total, block + 1) - upTo(total, block);
  const counts = Object.fromEntries(
    TYPES.map((type) => [type, part(settings.counts[type])]),
  ) as NormalSettings["counts"];
  return { ...settings, counts, testRows: part(settings.testRows) };
}

/** All units of a build: block after block, in each the agents in their order. */
export function unitsOf(settings: readonly NormalSettings[]): Unit[] {
  const blocks = settings.map(countBlocks);
  return Array.from({ length: Math.max(0, ...blocks) }, (_, block) =>
    blocks.flatMap((count, agent) => (block < count ? [{ agent, block }] : [])),
  ).flat();
}

/** Those units that a shard makes: a run of neighbours, so that an agent's parts follow each other from shard to shard. */
export function unitsOfShard(units: readonly Unit[], { index, of }: Shard): Unit[] {
  const edge = (place: number) => Math.floor((units.length * place) / of);
  return units.slice(edge(index), edge(index + 1));
}
