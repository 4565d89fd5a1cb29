/** Twins in a stream: a first reading finds who is somebody's twin, a second ties their families together. */
import { twinOf } from "./clusters";

/** Ids of examples that another one names as its twin. */
export type TwinIds = ReadonlySet<string>;

/** Reads canonical lines for nothing but their twins. */
export async function readTwins(lines: AsyncIterable<string> | Iterable<string>): Promise<TwinIds> {
  const ids = new Set<string>();
  for await (const line of lines) for (const [, id] of line.matchAll(/"twin:([^"]+)"/g)) ids.add(id!);
  return ids;
}

interface Tied {
  readonly exampleId: string;
  readonly cluster: string;
  readonly tags: readonly string[];
}

export interface TwinTies {
  add(row: Tied): void;
  /** The name of all families that twins tie together, for any of them; valid once every row was added. */
  readonly clusterOf: (family: string) => string;
}

export function createTwinTies(twins: TwinIds): TwinTies {
  const parent = new Map<string, string>();
  const familyOf = new Map<string, string>();
  const waiting = new Map<string, string[]>();
  const root = (family: string): string => {
    let current = family;
    while (parent.get(current) !== undefined) current = parent.get(current)!;
    return current;
  };
  const tie = (left: string, right: string) => {
    const [first, second] = [root(left), root(right)].sort();
    if (first !== second) parent.set(second!, first!);
  };
  return {
    add(row) {
      if (twins.has(row.exampleId)) {
        familyOf.set(row.exampleId, row.cluster);
        for (const other of waiting.get(row.exampleId) ?? []) tie(row.cluster, other);
        waiting.delete(row.exampleId);
      }
      const twin = twinOf(row);
      if (twin === undefined) return;
      const known = familyOf.get(twin);
      if (known !== undefined) tie(row.cluster, known);
      else waiting.set(twin, [...(waiting.get(twin) ?? []), row.cluster]);
    },
    clusterOf: root,
  };
}
