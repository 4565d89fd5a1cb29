/** Texts with choices: `[Could you |Please |]check {suite}?` A grammar small enough to read in the source. */
import type { Random } from "../primitives";
import type { Wording } from "./contract";

/** Bounds that keep a wording readable; `expandWording` refuses what exceeds them. */
export const WORDING_LIMITS = { depth: 4 } as const;

export type WordingNode =
  | string
  | { readonly slot: string }
  | { readonly choices: readonly (readonly WordingNode[])[] };

/**
 * Chooses among the alternatives and fills the slots.
 * @param fill gives the text of a slot; `before` is what stands before it so far
 * @throws SyntaxError for unbalanced brackets or braces, naming the wording
 */
export function expandWording(
  wording: Wording,
  random: Random,
  fill: (slot: string, before: string) => string,
): string {
  const render = (nodes: readonly WordingNode[], start: string): string =>
    nodes.reduce((text: string, node) => {
      if (typeof node === "string") return text + node;
      return "slot" in node ? withArticle(text, fill(node.slot, text)) : render(random.pick(node.choices), text);
    }, start);
  return render(parseWording(wording), "")
    .replace(/ {2,}/g, " ")
    .replace(/ ([,.;:?!])/g, "$1")
    .trim();
}

/** An article agrees with the value that follows it: "a sum", "an average", "an SVG file". */
function withArticle(text: string, value: string): string {
  if (!text.endsWith(" ") || !/[Aa]n? $/.test(text.slice(-3))) return text + value;
  const word = value.replace(/^[^\p{L}\p{N}]+/u, "");
  const vowel = /^[A-Z]{2}/.test(word)
    ? /^[AEFHILMNORSX]/.test(word)
    : /^(?!uni|use|usu|eu|one\b|once)[aeiou]|^8|^11\b|^18\b/i.test(word);
  return text.replace(/(^|[^\p{L}])([Aa])n? $/u, `$1$2${vowel ? "n" : ""} `) + value;
}

/** The slots a wording names, in order of appearance, each once. */
export function wordingSlots(wording: Wording): string[] {
  const found = new Set<string>();
  const visit = (nodes: readonly WordingNode[]): void => {
    for (const node of nodes) {
      if (typeof node === "string") continue;
      if ("slot" in node) found.add(node.slot);
      else for (const choice of node.choices) visit(choice);
    }
  };
  visit(parseWording(wording));
  return [...found];
}

/** Wordings kept at hand: some are made anew for each row, and memory must not grow with rows. */
const KEPT = 8000;
const parsed = new Map<Wording, readonly WordingNode[]>();

/** @throws SyntaxError for unbalanced brackets or braces, naming the wording */
export function parseWording(wording: Wording): readonly WordingNode[] {
  const known = parsed.get(wording);
  if (known !== undefined) return known;
  let position = 0;
  const fail = (reason: string): never => {
    throw new SyntaxError(`wording ${JSON.stringify(wording)}, character ${position + 1}: ${reason}`);
  };
  const sequence = (depth: number): WordingNode[] => {
    if (depth > WORDING_LIMITS.depth) fail(`groups nest deeper than ${WORDING_LIMITS.depth}`);
    const nodes: WordingNode[] = [];
    let text = "";
    const flush = () => {
      if (text !== "") nodes.push(text);
      text = "";
    };
    while (position < wording.length) {
      const character = wording[position]!;
      if (character === "]" || (character === "|" && depth > 0)) break;
      if (character === "[") {
        flush();
        position += 1;
        const choices: WordingNode[][] = [sequence(depth + 1)];
        while (wording[position] === "|") {
          position += 1;
          choices.push(sequence(depth + 1));
        }
        if (wording[position] !== "]") fail("a group is not closed");
        position += 1;
        nodes.push({ choices });
      } else if (character === "{") {
        flush();
        const end = wording.indexOf("}", position);
        const slot = end < 0 ? "" : wording.slice(position + 1, end);
        if (!/^[a-zA-Z][a-zA-Z0-9_]*$/.test(slot)) fail("a slot wants a name in braces");
        position = end + 1;
        nodes.push({ slot });
      } else {
        text += character;
        position += 1;
      }
    }
    flush();
    return nodes;
  };
  const nodes = sequence(0);
  if (position < wording.length) fail("a bracket closes nothing");
  if (parsed.size >= KEPT) parsed.clear();
  parsed.set(wording, nodes);
  return nodes;
}
