/** Texts with choices: `[Could you |Please |]check {suite}?` A grammar small enough to read in the source. */
import type { Random } from "../primitives";
import type { Wording } from "./contract";

/** Bounds that keep a wording readable; `expandWording` refuses what exceeds them. */
export const WORDING_LIMITS = { depth: 4 } as const;

type Node = string | { readonly slot: string } | { readonly choices: readonly (readonly Node[])[] };

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
  const render = (nodes: readonly Node[], start: string): string =>
    nodes.reduce((text: string, node) => {
      if (typeof node === "string") return text + node;
      return "slot" in node ? withArticle(text, fill(node.slot, text)) : render(random.pick(node.choices), text);
    }, start);
  return render(parse(wording), "")
    .replace(/ {2,}/g, " ")
    .replace(/ ([,.;:?!])/g, "$1")
    .trim();
}

/** An article agrees with the value that follows it: "a sum", "an average", "an SVG file". */
function withArticle(text: string, value: string): string {
  const word = value.replace(/^[^\p{L}\p{N}]+/u, "");
  const vowel = /^[A-Z]{2}/.test(word)
    ? /^[AEFHILMNORSX]/.test(word)
    : /^(?!uni|use|usu|eu|one\b|once)[aeiou]|^8|^11\b|^18\b/i.test(word);
  return text.replace(/(^|[^\p{L}])([Aa])n? $/u, `$1$2${vowel ? "n" : ""} `) + value;
}

/** The slots a wording names, in order of appearance, each once. */
export function wordingSlots(wording: Wording): string[] {
  const found = new Set<string>();
  const visit = (nodes: readonly Node[]): void => {
    for (const node of nodes) {
      if (typeof node === "string") continue;
      if ("slot" in node) found.add(node.slot);
      else for (const choice of node.choices) visit(choice);
    }
  };
  visit(parse(wording));
  return [...found];
}

/**
 * Whether a text is one that a wording can give.
 * @param texts the texts a slot may have; none: the alternative that names it cannot be
 * @param options `inside`: other text may stand around it
 */
export function matchesWording(
  wording: Wording,
  text: string,
  texts: (slot: string) => readonly string[],
  options: { readonly inside?: boolean } = {},
): boolean {
  const source = patternOf(parse(wording), texts);
  const pattern = new RegExp(options.inside === true ? source : `^\\s*${source}\\s*$`, "u");
  return pattern.test(text);
}

function patternOf(nodes: readonly Node[], texts: (slot: string) => readonly string[]): string {
  return nodes
    .map((node) => {
      if (typeof node === "string") return literalPattern(node);
      if ("slot" in node) return `(?:${texts(node.slot).map(valuePattern).join("|") || "(?!)"})`;
      return `(?:${node.choices.map((choice) => patternOf(choice, texts)).join("|")})`;
    })
    .join("");
}

/** Spaces are flexible: expanding collapses those that an empty alternative leaves behind; an article agrees with its value. */
function literalPattern(text: string): string {
  return text
    .replace(/[.*+?^${}()|[\]\\/]/gu, "\\$&")
    .replace(/(^|[^\p{L}])([Aa])n? $/u, "$1$2n? ")
    .replace(/\s+/g, "\\s*");
}

/** A value may begin with a capital where it begins a sentence. */
function valuePattern(text: string): string {
  const first = /^[a-z]/.exec(text)?.[0];
  const rest = literalPattern(first === undefined ? text : text.slice(1));
  return first === undefined ? rest : `[${first}${first.toUpperCase()}]${rest}`;
}

/** Wordings kept at hand: some are made anew for each row, and memory must not grow with rows. */
const KEPT = 8000;
const parsed = new Map<Wording, readonly Node[]>();

function parse(wording: Wording): readonly Node[] {
  const known = parsed.get(wording);
  if (known !== undefined) return known;
  let position = 0;
  const fail = (reason: string): never => {
    throw new SyntaxError(`wording ${JSON.stringify(wording)}, character ${position + 1}: ${reason}`);
  };
  const sequence = (depth: number): Node[] => {
    if (depth > WORDING_LIMITS.depth) fail(`groups nest deeper than ${WORDING_LIMITS.depth}`);
    const nodes: Node[] = [];
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
        const choices: Node[][] = [sequence(depth + 1)];
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
