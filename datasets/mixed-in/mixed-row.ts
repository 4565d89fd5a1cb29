/** A row of the user's own among the generated ones: how it is named, and told from them. */
import type { Row } from "../types";

/** No agent has such a name. */
const PREFIX = "mixed.";

export function mixedId(name: string, position: number): string {
  return `${PREFIX}${name}-${position}`;
}

export function isMixedId(id: string): boolean {
  return id.startsWith(PREFIX);
}

export function isMixedIn({ id }: Pick<Row, "id">): boolean {
  return isMixedId(id);
}
