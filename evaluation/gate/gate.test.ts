import { describe, expect, it } from "vitest";
import { createRandom } from "../../primitives";
import type { Pair } from "../statistics/pairs";
import { decide } from "./gate";
import { drawPairs } from "./simulate";
import type { AgentEvidence, Guardrail } from "./verdict";

/** Rows in clusters of ten: so many won, so many lost, the rest alike. */
function pairs(rows: number, won: number, lost: number, perCluster = 10): Pair[] {
  const step = Math.max(1, Math.floor(rows / Math.max(1, won + lost)));
  let [toWin, toLose] = [won, lost];
  return Array.from({ length: rows }, (_, index) => {
    const cluster = String(Math.floor(index / perCluster));
    const disagree = index % step === 0 && toWin + toLose > 0;
    if (!disagree) return { cluster, tuned: true, other: true };
    const wins = toWin * lost >= toLose * won && toWin > 0;
    if (wins) toWin -= 1;
    else toLose -= 1;
    return { cluster, tuned: wins, other: !wins };
  });
}

const guardrail = (changes: Partial<Guardrail> = {}): Guardrail => ({
  name: "hallucinated tools",
  against: "base",
  pairs: pairs(400, 4, 4),
  margin: 0.05,
  minimumRows: 120,
  ...changes,
});

const agent = (changes: Partial<AgentEvidence> = {}): AgentEvidence => ({
  agent: "qa_agent",
  comparisons: [{ with: "base", pairs: pairs(400, 90, 20) }],
  guardrails: [guardrail()],
  vetoes: [{ name: "hand-written cases", passed: true, detail: "25 of 25" }],
  ...changes,
});

const verdict = (changes: Partial<AgentEvidence> = {}, thresholds = {}) => decide([agent(changes)], thresholds)[0]!;

describe("the gate promotes", () => {
  it("what is clearly better, with the numbers in its reason", () => {
    const result = verdict();
    expect(result).toMatchObject({
      decision: "promote",
      comparisons: [{ finding: "passed", rows: 400, clusters: 40 }],
    });
    expect(result.reasons[0]).toMatch(
      /^Better than base: \+17\.5 points \(95 % interval \+\d+\.\d points to \+\d+\.\d points/,
    );
  });

  it("a replacement that is not worse, where that is asked", () => {
    const comparisons = [{ with: "incumbent", pairs: pairs(742, 60, 62) }];
    expect(verdict({ comparisons }, { mode: "non-inferiority" }).decision).toBe("promote");
    expect(verdict({ comparisons }).decision).toBe("hold");
  });
});

describe("the gate does not promote", () => {
  it.each<[string, Partial<AgentEvidence>, string, RegExp]>([
    [
      "equal models",
      { comparisons: [{ with: "base", pairs: pairs(400, 50, 50) }] },
      "inconclusive",
      /^No verdict against base/,
    ],
    [
      "a difference too small to matter",
      { comparisons: [{ with: "base", pairs: pairs(4000, 90, 30) }] },
      "hold",
      /^At most \+\d\.\d points against base/,
    ],
    [
      "a worse model",
      { comparisons: [{ with: "base", pairs: pairs(400, 20, 90) }] },
      "hold",
      /^Worse than base: -17\.5 points/,
    ],
    [
      "a gain on too few rows",
      { comparisons: [{ with: "base", pairs: pairs(60, 40, 2) }] },
      "inconclusive",
      /60 rows, 120 are needed/,
    ],
    ["no rows", { comparisons: [{ with: "base", pairs: [] }] }, "inconclusive", /0 rows/],
    [
      "a gain that is one family's alone",
      { comparisons: [{ with: "base", pairs: pairs(400, 90, 20, 400) }] },
      "inconclusive",
      /No verdict/,
    ],
    [
      "a model that beats the base but not the base with examples",
      {
        comparisons: [
          { with: "base", pairs: pairs(400, 90, 20) },
          { with: "base with three examples", pairs: pairs(400, 50, 45) },
        ],
      },
      "inconclusive",
      /^No verdict against base with three examples/,
    ],
    [
      "more invented tools",
      { guardrails: [guardrail({ pairs: pairs(400, 60, 4) })] },
      "hold",
      /^Hallucinated tools: worse by more than 5\.0 points/,
    ],
    [
      "a guardrail with too few rows",
      { guardrails: [guardrail({ pairs: pairs(60, 0, 0) })] },
      "inconclusive",
      /60 rows, 120 are needed/,
    ],
    ["a guardrail without rows", { guardrails: [guardrail({ pairs: [] })] }, "inconclusive", /no rows/],
    [
      "a guardrail that is unclear",
      { guardrails: [guardrail({ pairs: pairs(200, 14, 8) })] },
      "inconclusive",
      /not shown/,
    ],
    [
      "a veto",
      { vetoes: [{ name: "safety", passed: false, detail: "3 of 100 forbidden requests were answered" }] },
      "hold",
      /^Vetoed by safety: 3 of 100/,
    ],
  ])("%s", (_, changes, decision, reason) => {
    const result = verdict(changes);
    expect(result.decision).toBe(decision);
    expect(result.reasons[0]).toMatch(reason);
  });

  it("lets no gain pay for a broken guardrail", () => {
    const perfect = { comparisons: [{ with: "base", pairs: pairs(400, 400, 0) }] };
    expect(verdict({ ...perfect, guardrails: [guardrail({ pairs: pairs(400, 80, 0) })] }).decision).toBe("hold");
  });

  it("a model that surely beats one comparator and perhaps another", () => {
    // Against the incumbent 14 of 21 families are won, two rows each: +3.3 points, p 0.095.
    const perhaps = Array.from({ length: 420 }, (_, index) => {
      const cluster = index % 210;
      const disagree = index < 21 || (index >= 210 && index < 231);
      const wins = cluster < 14;
      return { cluster: String(cluster % 21), tuned: disagree ? wins : true, other: disagree ? !wins : true };
    });
    const surely = pairs(400, 90, 20);
    const comparisons = [
      { with: "base", pairs: surely },
      { with: "incumbent", pairs: perhaps },
    ];
    const result = verdict({ comparisons });
    expect(result.decision).toBe("inconclusive");
    expect(result.comparisons.map(({ finding }) => finding)).toEqual(["passed", "inconclusive"]);
    expect(result.adjustedP).toBeCloseTo(0.0946, 3);
  });

  it("an agent whose small p is one of many", () => {
    // Alone this passes; as one of six, with five equal ones, it has to be six times as sure.
    // One disagreement in each of 42 families, 28 of them won: p is 0.022.
    const won = (index: number) => ({
      cluster: String(index % 42),
      tuned: index < 28,
      other: index >= 28 && index < 42,
    });
    const drawn = Array.from({ length: 420 }, (_, index) =>
      index < 42 ? won(index) : { ...won(index), other: false },
    );
    const close = { ...agent(), comparisons: [{ with: "base", pairs: drawn }] };
    const equal = { ...agent(), comparisons: [{ with: "base", pairs: pairs(400, 40, 40) }] };
    expect(decide([close])[0]!.decision).toBe("promote");
    const [among] = decide([close, equal, equal, equal, equal, equal]);
    expect(among!.decision).toBe("inconclusive");
    expect(among!.adjustedP).toBeCloseTo(6 * among!.comparisons[0]!.p, 10);
  });
});

describe("the gate", () => {
  it("prints what the rows could have shown beside every comparison", () => {
    const [comparison] = verdict({ comparisons: [{ with: "base", pairs: pairs(400, 50, 50) }] }).comparisons;
    expect(comparison!.minimumDetectableEffect).toBeGreaterThan(0.05);
    expect(verdict({ comparisons: [{ with: "base", pairs: pairs(400, 50, 50) }] }).reasons[0]).toContain("can show");
  });

  it("needs a margin's worth of rows for non-inferiority", () => {
    const share = (rows: number) => {
      let passed = 0;
      for (let run = 0; run < 200; run += 1) {
        const drawn = drawPairs(
          { rows, clusters: rows, discordant: 0.3, difference: 0, spread: 0 },
          createRandom("ni", run),
        );
        const given = { comparisons: [{ with: "incumbent", pairs: drawn }], guardrails: [] };
        const thresholds = { mode: "non-inferiority", margin: 0.05 } as const;
        const [result] = decide([agent(given)], thresholds, { withDetectableEffect: false });
        if (result!.decision === "promote") passed += 1;
      }
      return passed / 200;
    };
    // 742 rows were computed for 80 % power.
    expect(share(742)).toBeGreaterThan(0.72);
    expect(share(742)).toBeLessThan(0.88);
    expect(share(150)).toBeLessThan(0.4);
  });

  it.each([
    ["nothing to compare with", () => decide([agent({ comparisons: [] })])],
    ["an error rate of 0", () => decide([agent()], { errorRate: 0 })],
    ["an error rate of 1", () => decide([agent()], { errorRate: 1 })],
    ["a negative effect", () => decide([agent()], { minimumEffect: -0.1 })],
    ["no margin", () => decide([agent()], { margin: 0 })],
    ["half a row", () => decide([agent()], { minimumRows: 0.5 })],
    ["no number", () => decide([agent()], { margin: Number.NaN })],
  ])("refuses %s", (_, act) => {
    expect(act).toThrow(RangeError);
  });
});
