/** Stage 1: how many rows of which kind in which split, exactly, and which negatives are twins of which positives. */
import { createRandom, type Random } from "../primitives";
import { apportion, MIX, type MixEntry } from "./mix";
import type { NormalSettings } from "./settings";
import type { Blueprint, Kind, RowType, Split } from "./types";

/** Shares of the types in the test split: a third negatives, so that every decision has enough rows for a verdict. */
const TEST_WEIGHTS: { readonly [type in RowType]: number } = { tflan: 28, react: 40, negative: 32 };
/** Kinds that decide without a call come more often in the test, so that asking and answering have rows enough as well. */
const TEST_KINDS: { readonly [kind in Kind]?: number } = {
  single: 45,
  no_call: 75,
  lookalike: 25,
  complex: 25,
  parallel: 30,
  short_chain: 85,
  long_chain: 75,
  recovery_environment: 34,
  recovery_mistake: 12,
  clarification: 82,
  follow_up: 12,
  missing_required: 14,
  ambiguous_entity: 3,
  other_agent: 7,
  plain_talk: 15,
};
const TYPES: readonly RowType[] = ["tflan", "react", "negative"];

/** Whether an agent has a family that serves both kinds, so that a twin can be made. */
export type CanHost = (host: Kind, twin: Kind) => boolean;

/**
 * Lists the rows to be made: all of train, then validation, then test; positives before negatives within a split.
 * Strata are exact: type, kind of negative, split.
 */
export function planBlueprints(
  settings: NormalSettings,
  agent: string,
  block: number,
  canHost: CanHost = () => true,
): Blueprint[] {
  const train: Unnumbered[] = [];
  const validation: Unnumbered[] = [];
  const test: Unnumbered[] = [];
  for (const type of TYPES) {
    const total = settings.counts[type];
    const held = Math.round(total * settings.validationShare);
    for (const part of kindsOf(type, total, held)) {
      train.push(...rowsOf(part.entry, "train", part.total - part.held));
      validation.push(...rowsOf(part.entry, "validation", part.held));
    }
  }
  const testTotals = apportion(
    settings.testRows,
    TYPES.map((type) => TEST_WEIGHTS[type]),
  );
  TYPES.forEach((type, index) => {
    for (const part of kindsOf(type, testTotals[index]!, 0, TEST_KINDS))
      test.push(...rowsOf(part.entry, "test", part.total));
  });
  return [train, validation, test].reduce<Blueprint[]>((all, rows) => {
    const numbered = number(rows);
    const split = rows[0]?.split ?? "";
    const joined = joinTwins(numbered, all.length, createRandom(settings.seed, agent, block, "twins", split), canHost);
    const recalling = withHistory(joined, createRandom(settings.seed, agent, block, "history", split));
    all.push(...withEarlier(recalling, createRandom(settings.seed, agent, block, "earlier", split)));
    return all;
  }, []);
}

type Unnumbered = Omit<Blueprint, "index">;

interface Part {
  readonly entry: MixEntry;
  readonly total: number;
  readonly held: number;
}

/** Kinds of one type with their totals and held-out counts; negatives are first divided evenly by what they hallucinate. */
function kindsOf(
  type: RowType,
  total: number,
  held: number,
  weights: { readonly [kind in Kind]?: number } = {},
): Part[] {
  const members = MIX.filter((entry) => entry.type === type);
  const groups = [...new Set(members.map((entry) => entry.hallucinationType))];
  const groupTotals = apportion(
    total,
    groups.map(() => 1),
  );
  const groupHeld = apportion(held, groupTotals);
  return groups.flatMap((group, index) => {
    const entries = members.filter((entry) => entry.hallucinationType === group);
    const totals = apportion(
      groupTotals[index]!,
      entries.map((entry) => weights[entry.kind] ?? entry.weight),
    );
    const heldParts = apportion(groupHeld[index]!, totals);
    return entries.map((entry, position) => ({ entry, total: totals[position]!, held: heldParts[position]! }));
  });
}

function rowsOf(entry: MixEntry, split: Split, count: number): Unnumbered[] {
  return Array.from({ length: count }, () => ({
    type: entry.type,
    kind: entry.kind,
    hallucinationType: entry.hallucinationType,
    split,
  }));
}

function number(rows: readonly Unnumbered[]): Blueprint[] {
  const next = new Map<RowType, number>();
  return rows.map((row) => {
    const index = next.get(row.type) ?? 0;
    next.set(row.type, index + 1);
    return { ...row, index };
  });
}

/** Share of rows with a long context, beside the negatives that come after three requests. */
const LONG_CONTEXT = 0.038;

/** Chooses the chains that come after earlier, finished requests: an exact share of the split, never a twin's host. */
function withHistory(rows: readonly Blueprint[], random: Random): Blueprint[] {
  const fitting = rows.flatMap((row, index) => (row.kind === "short_chain" && row.host === undefined ? [index] : []));
  const chosen = new Set(random.sample(fitting, Math.round(rows.length * LONG_CONTEXT)));
  return rows.map((row, index) => (chosen.has(index) ? { ...row, history: true } : row));
}

/**
 * How many of these negatives come after requests that were served: together as many as positives have later turns, most
 * where the request alone, being short or of its own kind, would tell.
 */
const AFTER_SERVED: { readonly [kind in Kind]?: number } = {
  missing_required: 0.7,
  near_miss: 0.8,
  operation_absent: 0.5,
  partly_doable: 0.5,
  other_agent: 0.3,
};

function withEarlier(rows: readonly Blueprint[], random: Random): Blueprint[] {
  const chosen = new Set(
    Object.entries(AFTER_SERVED).flatMap(([kind, share]) => {
      const fitting = rows.flatMap((row, index) => (row.kind === kind ? [index] : []));
      return random.sample(fitting, Math.floor(fitting.length * share + random.float()));
    }),
  );
  return rows.map((row, index) => (chosen.has(index) ? { ...row, earlier: true } : row));
}

/** Gives each negative that wants a twin a positive of its own in the same split; without one it stands alone. */
function joinTwins(rows: readonly Blueprint[], offset: number, random: Random, canHost: CanHost): Blueprint[] {
  const joined = [...rows];
  const taken = new Set<number>();
  const wanting = joined.flatMap((row, position) => {
    const hosts = MIX.find((entry) => entry.kind === row.kind)?.hosts;
    return hosts === undefined ? [] : [{ position, hosts }];
  });
  for (const { position, hosts } of wanting) {
    const able = hosts.filter((kind) => canHost(kind, joined[position]!.kind));
    const free = joined.flatMap((row, index) => (able.includes(row.kind) && !taken.has(index) ? [index] : []));
    if (free.length === 0) continue;
    const host = random.pick(free);
    taken.add(host);
    joined[host] = { ...joined[host]!, host: joined[position]!.kind };
    joined[position] = { ...joined[position]!, twin: offset + host };
  }
  return joined;
}
