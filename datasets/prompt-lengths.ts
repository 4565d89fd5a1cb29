/**
 * How long requests should be, so that length tells nothing about the answer: negatives as long as the positives of their
 * split, two requests in one message as long as one that takes several steps, quantile by quantile.
 */
import { hashFraction } from "../primitives";
import type { Blueprint, Example } from "./types";

const GOLDEN = 0.618033988749895;
/** Attempts that look for a request of the wanted length, and how far off the first and the last of them may be. */
const ATTEMPTS = 14;
const STRICTEST = 0.12;
const WIDENS = 0.05;

/** The first request, as it was typed. */
export function requestOf({ messages }: Pick<Example, "messages">): string {
  return messages.find((message) => message.role === "user")?.content ?? "";
}

export function countWords(text: string): number {
  return text.trim().split(/\s+/).length;
}

export class PromptLengths {
  private readonly known = new Map<string, readonly number[]>();

  /** @param key names the block: each begins its quantiles elsewhere */
  constructor(private readonly key: readonly (string | number)[]) {}

  /** Words wanted for a row; undefined when any length will do, or when there is nothing yet to be like. */
  wanted({ kind, type, split, index }: Blueprint, made: readonly { readonly example: Example }[]): number | undefined {
    if (type !== "negative" && kind !== "long_chain") return undefined;
    const isLike = (example: Example) =>
      example.split === split &&
      (kind === "long_chain" ? example.kind === "short_chain" : example.row.type !== "negative");
    const name = `${split}/${kind === "long_chain" ? kind : type}`;
    let lengths = this.known.get(name);
    if (lengths === undefined) {
      lengths = made
        .filter(({ example }) => isLike(example))
        .map(({ example }) => countWords(requestOf(example)))
        .sort((left, right) => left - right);
      this.known.set(name, lengths);
    }
    const quantile = (hashFraction("lengths", ...this.key, name) + index * GOLDEN) % 1;
    return lengths[Math.floor(quantile * lengths.length)];
  }
}

/** How far a length is from the wanted one: 0 when equal, the same for half and double. */
export function lengthDistance(words: number, wanted: number): number {
  return Math.abs(Math.log((words + 1) / (wanted + 1)));
}

/** Whether a request of this length will do at this attempt; at last any will. */
export function isLongEnough(words: number, wanted: number, attempt: number): boolean {
  return attempt >= ATTEMPTS || lengthDistance(words, wanted) <= STRICTEST + WIDENS * attempt;
}
