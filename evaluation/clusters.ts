/** Which rows belong together: a family, and every family that a twin ties to it. */

export interface Tied {
  readonly id: string;
  readonly family: string;
  readonly tags: readonly string[];
}

const TWIN = "twin:";

/** The cluster of each row, by its id. Named after the first family (in code-unit order) that it holds. */
export function clusterIds(rows: readonly Tied[]): Map<string, string> {
  const parent = new Map<string, string>();
  const root = (family: string): string => {
    let current = family;
    while (parent.get(current) !== undefined) current = parent.get(current)!;
    return current;
  };
  const familyOf = new Map(rows.map((row) => [row.id, row.family]));
  for (const row of rows) {
    for (const tag of row.tags) {
      if (!tag.startsWith(TWIN)) continue;
      const other = familyOf.get(tag.slice(TWIN.length));
      if (other === undefined) continue;
      const [first, second] = [root(row.family), root(other)].sort();
      if (first !== second) parent.set(second!, first!);
    }
  }
  return new Map(rows.map((row) => [row.id, root(row.family)]));
}

/** The id of a row's twin, if it has one. */
export function twinOf(row: Pick<Tied, "tags">): string | undefined {
  return row.tags.find((tag) => tag.startsWith(TWIN))?.slice(TWIN.length);
}
