/** How well a request's words fit the words of the tools on offer: what a model does that reads descriptions. */
import type { ParameterSchema, Tool } from "./conversation";
import { nameWords, words } from "./features";

/** Fit of each tool, 0-1: the share of the request's telling words that the tool has. */
export function toolFits(asked: string, tools: readonly Tool[]): number[] {
  const vocabularies = tools.map(vocabularyOf);
  const wanted = new Set(
    words(asked)
      .map(stem)
      .filter((word) => word.length > 2),
  );
  const weights = new Map<string, number>();
  let total = 0;
  for (const word of wanted) {
    const holders = vocabularies.filter((vocabulary) => vocabulary.has(word)).length;
    if (holders === 0) continue;
    const weight = Math.log(1 + tools.length / holders);
    weights.set(word, weight);
    total += weight;
  }
  if (total === 0) return tools.map(() => 0);
  return vocabularies.map((vocabulary) => {
    let sum = 0;
    for (const [word, weight] of weights) sum += weight * (vocabulary.get(word) ?? 0);
    return sum / total;
  });
}

const cache = new WeakMap<Tool, Map<string, number>>();

/** A tool's words with their weight: its name counts in full, descriptions and parameters less. */
function vocabularyOf(tool: Tool): Map<string, number> {
  const known = cache.get(tool);
  if (known !== undefined) return known;
  const vocabulary = new Map<string, number>();
  const add = (list: readonly string[], weight: number) => {
    for (const word of list.map(stem)) vocabulary.set(word, Math.max(vocabulary.get(word) ?? 0, weight));
  };
  add(nameWords(tool.name), 1);
  add(words(tool.description), 0.8);
  addParameters(tool.parameters, add);
  cache.set(tool, vocabulary);
  return vocabulary;
}

function addParameters(schema: ParameterSchema, add: (list: readonly string[], weight: number) => void): void {
  for (const [name, inner] of Object.entries(schema.properties ?? {})) {
    add([...nameWords(name), ...words(inner.description ?? "")], 0.5);
    for (const value of inner.enum ?? []) add(nameWords(String(value)), 0.6);
    addParameters(inner, add);
  }
}

/** The crudest stemmer that makes "runs", "running" and "run" one word. */
function stem(word: string): string {
  const bare = word.replace(/(?:ies)$/, "y").replace(/(?:ing|ed|es|s)$/, "");
  const short = bare.length >= 3 ? bare : word;
  return short.replace(/([^aeiou])\1$/, "$1");
}
