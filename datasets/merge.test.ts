import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type GateResult, limit } from "./gates/gate";
import { asRemainder } from "./held-gates";
import { mergeCounts, mergeFunnels, mergeGates } from "./merge";

const atMost = (value: number, sample = 600) => limit(value, { gate: "copying", atMost: 0.6, sample, leastSample: 60 });
const merged = (...gates: GateResult[]) => gates.map((gate) => [gate]).reduce(mergeGates)[0]!;

describe("mergeGates", () => {
  const tenWith = (...last: GateResult[]) => [...Array.from({ length: 10 - last.length }, () => atMost(0.4)), ...last];
  const held = (value: number) => limit(value, { gate: "duplicate_prompts", atMost: 0, sample: 600 });
  const unused = (value: number) =>
    limit(value, { gate: "parameters_and_enum_values_never_used", atMost: 0, sample: 600 });
  it.each([
    ["the mean is judged", [atMost(0.4), atMost(0.5), atMost(0.3)], { status: "passed", value: 0.4 }],
    ["of few blocks none may miss it", [atMost(0.4), atMost(0.61), atMost(0.3)], { status: "failed" }],
    ["of ten one may", tenWith(atMost(0.61)), { status: "passed", value: 0.421 }],
    ["of ten two may not", tenWith(atMost(0.61), atMost(0.62)), { status: "failed" }],
    [
      "nor may the mean, whatever the blocks do",
      [...Array.from({ length: 19 }, () => atMost(0.6)), atMost(0.9)],
      { status: "failed", value: 0.615 },
    ],
    [
      "what is wrong in one block is wrong",
      Array.from({ length: 20 }, (_, at) => held(at === 3 ? 1 : 0)),
      { status: "failed", value: 1 },
    ],
    ["what one block uses, the set uses", [unused(2), unused(0), unused(1)], { status: "passed", value: 0 }],
    ["what no block uses, nobody does", [unused(2), unused(1)], { status: "failed", value: 1 }],
    ["too few rows hide behind no other", [atMost(0.9, 3), atMost(0.9, 3)], { status: "not_evaluated" }],
    ["too few rows do not undo a pass", [atMost(0.4), atMost(0.9, 3)], { status: "passed", value: 0.4 }],
    ["too few rows do not undo a failure", [atMost(0.9, 3), atMost(0.7)], { status: "failed", value: 0.7 }],
  ])("%s", (_, gates, wanted) => {
    expect(merged(...gates)).toMatchObject(wanted);
  });

  it("takes the value nearest to either limit as the worst where there are two", () => {
    const between = (value: number) => limit(value, { gate: "g", atLeast: 0.25, atMost: 0.45, sample: 9 });
    expect(merged(between(0.35), between(0.44), between(0.27)).blocks).toMatchObject({ worst: 0.44, best: 0.35 });
  });

  it("says of how many blocks, and how many miss it", () => {
    expect(merged(atMost(0.4), atMost(0.7), atMost(0.9, 3))).toMatchObject({
      sample: 1203,
      blocks: { all: 3, evaluated: 2, failed: 1 },
      note: "mean of 2 blocks, worst 0.7; 1 of 2 miss it",
    });
  });

  it("keeps a gate that only one side knows", () => {
    expect(
      mergeGates([atMost(0.1)], [limit(1, { gate: "other", atMost: 2, sample: 1 })]).map(({ gate }) => gate),
    ).toEqual(["copying", "other"]);
  });

  it("gives the same however blocks are grouped, so that parts can be joined", () => {
    const block = fc
      .tuple(fc.float({ min: 0, max: 1, noNaN: true }), fc.constantFrom(3, 600))
      .map(([value, sample]) => [atMost(value, sample)]);
    fc.assert(
      fc.property(fc.array(block, { minLength: 3, maxLength: 9 }), fc.nat(), (blocks, cut) => {
        const at = 1 + (cut % (blocks.length - 1));
        const parts = [blocks.slice(0, at).reduce(mergeGates), blocks.slice(at).reduce(mergeGates)];
        expect(mergeGates(parts[0]!, parts[1]!)).toEqual(blocks.reduce(mergeGates));
      }),
    );
  });
});

describe("what else blocks say", () => {
  it("adds up counts by name", () => {
    const one = {
      rows: 2,
      splits: { train: 2 },
      types: { react: 2 },
      hallucinationTypes: {},
      kinds: { single: 2 },
      difficulties: { easy: 1, hard: 1 },
      strata: { "train/react": 2 },
    };
    expect(mergeCounts(one, { ...one, splits: { validation: 2 }, strata: {} })).toMatchObject({
      rows: 4,
      splits: { train: 2, validation: 2 },
      types: { react: 4 },
      strata: { "train/react": 2 },
    });
  });

  it("adds up refusals, with the first examples", () => {
    const one = { drawn: 3, kept: 1, refused: { verify: { count: 2, examples: ["a", "b"] } } };
    expect(mergeFunnels(one, { drawn: 4, kept: 2, refused: { verify: { count: 2, examples: ["c", "d"] } } })).toEqual({
      drawn: 7,
      kept: 3,
      refused: { verify: { count: 4, examples: ["a", "b", "c"] } },
    });
  });

  it("lets a remainder judge right and wrong, not taste", () => {
    const wrong = limit(1, { gate: "duplicate_prompts", atMost: 0, sample: 30 });
    expect(asRemainder([wrong, atMost(0.9)], 30)).toMatchObject([{ status: "failed" }, { status: "not_evaluated" }]);
  });
});
