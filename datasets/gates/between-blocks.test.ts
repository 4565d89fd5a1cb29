import { describe, expect, it } from "vitest";
import { BetweenBlocks } from "./between-blocks";
import type { PooledRow } from "./pooled-gates";

const rows = (...prompts: string[]) =>
  prompts.map((prompt, at) => ({ id: `a-7-react-${at}`, isTwin: false, prompt }) as PooledRow);

describe("prompts of several blocks", () => {
  it("counts what another block has said, whatever its numbers, and not what a block says twice", () => {
    const between = new BetweenBlocks(8);
    between.addBlock(rows("Look at order 17.", "Close it.", "Close it."));
    between.addBlock(rows("Look at order 23!", "Open it."));
    expect(between.gate()).toMatchObject({ status: "passed", limit: "", value: 0.2, sample: 5 });
  });

  it("passes blocks that have nothing in common", () => {
    const between = new BetweenBlocks(2);
    between.addBlock(rows("One."));
    between.addBlock(rows("Two."));
    expect(between.gate()).toMatchObject({ status: "passed", value: 0 });
  });

  it("leaves twins out", () => {
    const between = new BetweenBlocks(2);
    between.addBlock(rows("One."));
    const twin = rows("One.").map((each) => ({ ...each, isTwin: true }));
    between.addBlock(twin);
    expect(between.gate()).toMatchObject({ value: 0, sample: 1 });
  });

  it("looks at a part of very many, and still sees their repeats", () => {
    const between = new BetweenBlocks(4_000_000);
    const many = Array.from(
      { length: 400 },
      (_, at) =>
        `Say ${"abcdefghij"[at % 10]} ${"klmnopqrst"[Math.floor(at / 10) % 10]} ${"uvwx"[Math.floor(at / 100)]}.`,
    );
    between.addBlock(rows(...many));
    between.addBlock(rows(...many));
    const { sample, value } = between.gate();
    expect(sample).toBeLessThan(400);
    expect(value).toBe(0.5);
  });
});
