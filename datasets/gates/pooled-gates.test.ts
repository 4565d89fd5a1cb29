import { describe, expect, it } from "vitest";
import { createRandom } from "../../primitives";
import { variedExamples } from "../../test/fixtures/varied-examples";
import type { Row, Split } from "../types";
import { pooledGates, poolRow } from "./pooled-gates";

interface Placed {
  readonly row: Row;
  readonly split: Split;
}

const gatesOf = (rows: readonly Placed[]) => pooledGates(rows.map(({ row, split }) => poolRow(row, split)));
const good: readonly Placed[] = [1, 2, 3, 4].flatMap(variedExamples);

type Change = (row: Row, index: number) => Row;

const each = (change: Change) => (rows: readonly Placed[]) =>
  rows.map((pooled, index) => ({ ...pooled, row: change(pooled.row, index) }));
const prompt =
  (change: (text: string, index: number) => string): Change =>
  (row, index) => ({
    ...row,
    conversations: row.conversations.map((message) =>
      message.role === "user" ? { ...message, content: change(message.content, index) } : message,
    ),
  });
const negatives =
  (change: Change): Change =>
  (row, index) =>
    row.type === "negative" ? change(row, index) : row;
const fewWords = (size: number) =>
  each(
    prompt((_, index) => {
      const random = createRandom("few words", index);
      return `${Array.from({ length: 14 }, () => `w${"abcdefghijklmnopqrstuvwxyz"[random.int(0, size - 1)]}`).join(" ")}`;
    }),
  );

/** Sets that each gate must refuse; all other things in them are as in the set that passes. */
const BAD: { readonly [gate: string]: (rows: readonly Placed[]) => readonly Placed[] } = {
  duplicate_prompts_over_all_agents: each(prompt((text, index) => (index < 2 ? "The same words." : text))),
  normalised_duplicates_over_all_agents: each(prompt((text, index) => (index < 2 ? `The same words ${index}!` : text))),
  duplicate_inputs: (rows) => [...rows, rows[0]!],
  pooled_distinct_1: fewWords(26),
  pooled_distinct_2: fewWords(26),
  pooled_distinct_3: fewWords(8),
  shortcut_words_hard_negatives: each(negatives(prompt((text) => `${text} with quantum_analyzer`))),
  shortcut_words_all_negatives: each(negatives(prompt((text) => `${text} with quantum_analyzer`))),
  shortcut_structure: each((row) => ({ ...row, tools: JSON.stringify(row.type === "negative" ? [{}] : [{}, {}, {}]) })),
};

describe("the gates over all agents", () => {
  it("pass a varied set, and have a bad set each", () => {
    const gates = gatesOf(good);
    expect(gates.filter(({ status }) => status !== "passed").map(({ gate, value }) => `${gate} ${value}`)).toEqual([]);
    expect(Object.keys(BAD)).toEqual(gates.map(({ gate }) => gate));
  });

  it.each(Object.entries(BAD))("%s refuses", (gate, spoil) => {
    const found = gatesOf(spoil(good)).find((result) => result.gate === gate)!;
    expect(found.status, `${found.value}, wants ${found.limit}`).toBe("failed");
  });
});
