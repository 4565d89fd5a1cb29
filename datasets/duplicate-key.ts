/** Finds a key that stands twice in one object: JSON allows it, and readers differ in which value they take. */

interface Level {
  /** Keys seen so far; undefined in a list. */
  readonly keys: Set<string> | undefined;
  /** The key or the position that is being read. */
  at: string | number;
}

/** JSON pointer of the first such key in a text that parses; undefined when there is none. */
export function duplicateKey(text: string): string | undefined {
  const open: Level[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    const level = open.at(-1);
    if (character === "{") open.push({ keys: new Set(), at: "" });
    else if (character === "[") open.push({ keys: undefined, at: 0 });
    else if (character === "}" || character === "]") open.pop();
    else if (character === "," && typeof level?.at === "number") level.at += 1;
    else if (character === '"') {
      const end = endOfString(text, at);
      if (level?.keys !== undefined && isFollowedByColon(text, end + 1)) {
        const key = JSON.parse(text.slice(at, end + 1)) as string;
        level.at = key;
        if (level.keys.has(key)) return open.map((each) => `/${step(each.at)}`).join("");
        level.keys.add(key);
      }
      at = end;
    }
  }
  return undefined;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at;
}

function isFollowedByColon(text: string, start: number): boolean {
  let at = start;
  while (text[at] === " " || text[at] === "\t" || text[at] === "\r") at += 1;
  return text[at] === ":";
}

/** A step of a JSON pointer (RFC 6901). */
function step(at: string | number): string {
  return String(at).replaceAll("~", "~0").replaceAll("/", "~1");
}
