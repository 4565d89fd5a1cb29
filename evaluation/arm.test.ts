import { describe, expect, it } from "vitest";
import type { Prediction } from "../inference";
import { createRandom } from "../primitives";
import { measureArm } from "./arm";
import { evidenceFor } from "./evidence";
import { decide } from "./gate/gate";
import { oracleLadder } from "./ladder";
import type { EvaluationRow } from "./row";
import { decisionQuality } from "./scorers/decisions";
import { economy, outputConfidence, referencePerplexity } from "./scorers/economy";
import { scoreStep } from "./scorers/step";
import { clusteredProportion } from "./statistics/proportion";
import { testAnswer, testRow, wantsCalls, wantsWords } from "./testing-rows";

const RUN = { name: "run_tests", args: { path: "a" } };
const sure = (row: EvaluationRow): Partial<Prediction> => ({ calls: row.gold.calls[0] ?? [], text: row.gold.text });

function manyRows(count: number): EvaluationRow[] {
  return Array.from({ length: count }, (_, index) => {
    const changes = { cluster: `family-${index % 20}`, tags: [`skill:s${index % 3}`] };
    if (index % 4 === 0) return testRow(`r${index}`, wantsWords("refuse", "I can't."), changes);
    if (index % 4 === 1) return testRow(`r${index}`, wantsWords("ask", "Which one?"), changes);
    const call = { name: "run_tests", args: { path: `p${index % 50}` } };
    return testRow(`r${index}`, wantsCalls(call), changes);
  });
}

function arm(name: string, rows: readonly EvaluationRow[], act: (row: EvaluationRow) => Partial<Prediction>) {
  const predictions = rows.map((row) => testAnswer({ exampleId: row.id, ...act(row) }));
  return { name, ...measureArm({ name, model: name, rows, predictions }) };
}

describe("measureArm", () => {
  it("solves an example only when every step of it is right", () => {
    const first = testRow("e", wantsCalls(RUN));
    const second = { ...testRow("e", wantsWords("answer", "3 passed.")), id: "e#2" };
    const half = arm("half", [first, second], (row) => (row === first ? { calls: [RUN] } : { text: "Which one?" }));
    expect(half.result).toMatchObject({
      rows: 2,
      examples: 1,
      metrics: { solvedExamples: { successes: 0, total: 1 }, solved: { successes: 1, total: 2 } },
    });
    expect(half.result.metrics.toolAccuracy).toMatchObject({ successes: 2, total: 2 });
  });

  it("refuses answers that do not fit the rows", () => {
    const rows = [testRow("e", wantsCalls(RUN))];
    expect(() => measureArm({ name: "x", model: "x", rows, predictions: [] })).toThrow(RangeError);
  });

  it("slices by what rows are, and counts tools that stand for others", () => {
    const rows = manyRows(40);
    const wrong = arm("wrong", rows, () => ({ calls: [{ name: "list_suites", args: {} }] }));
    expect(wrong.result.confusion).toEqual([
      { expected: "none", called: "list_suites", count: 20 },
      { expected: "run_tests", called: "list_suites", count: 20 },
    ]);
    expect(wrong.result.slices.find(({ by, value }) => by === "skill" && value === "s0")?.solved.total).toBe(14);
  });
});

describe("decisionQuality", () => {
  it("gives an F1 only where a class has 30 rows", () => {
    const rows = manyRows(160).concat(
      Array.from({ length: 30 }, (_, index) => testRow(`a${index}`, wantsWords("answer", "Done."))),
    );
    const scores = rows.map((row) => scoreStep(row, testAnswer(sure(row))));
    expect(decisionQuality(rows, scores)).toMatchObject({ macroF1: 1, f1: { call: 1, ask: 1, refuse: 1, answer: 1 } });
    expect(decisionQuality(rows.slice(0, 160), scores.slice(0, 160))).toMatchObject({
      macroF1: null,
      f1: { answer: null },
    });
  });

  it("finds a pair when only one of the two names the other, whichever comes first", () => {
    const named = testRow("a", wantsCalls(RUN));
    const naming = testRow("b", wantsWords("refuse", "I can't."), { tags: ["twin:a"] });
    for (const rows of [
      [named, naming],
      [naming, named],
    ]) {
      const scores = rows.map((row) => scoreStep(row, testAnswer(sure(row))));
      expect(decisionQuality(rows, scores).twinAccuracy).toMatchObject({ successes: 1, total: 1 });
    }
  });

  it("counts refusals of what can be done, and twins only as pairs", () => {
    const rows = [
      testRow("a", wantsCalls(RUN), { tags: ["twin:b"] }),
      testRow("b", wantsWords("refuse", "I can't."), { tags: ["twin:a"] }),
      testRow("c", wantsCalls(RUN), { tags: ["twin:d"] }),
      testRow("d", wantsWords("refuse", "I can't."), { tags: ["twin:c"] }),
      testRow("e", wantsCalls(RUN), { tags: ["twin:gone"] }),
    ];
    const acts = [{ calls: [RUN] }, { text: "I can't." }, { text: "I can't." }, { text: "I can't." }, { calls: [RUN] }];
    const quality = decisionQuality(
      rows,
      rows.map((row, index) => scoreStep(row, testAnswer(acts[index]!))),
    );
    expect(quality.falseRefusals).toMatchObject({ successes: 1, total: 3 });
    expect(quality.twinAccuracy).toMatchObject({ successes: 1, total: 2 });
    expect(quality.confusion.call).toEqual({ call: 2, ask: 0, refuse: 1, answer: 0 });
  });
});

describe("economy", () => {
  const price = { inputUsdPerMillion: 2, outputUsdPerMillion: 10, source: "test", checkedOn: "2026-11-01" };
  const answers = [100, 200, 300].map((latencyMs) => testAnswer({ latencyMs }));

  it("prices a success, not an answer", () => {
    // 3 x (1000 x 2 + 100 x 10) / 1e6 = 0.009; over two successes.
    const result = economy(answers, 2, price);
    expect(result).toMatchObject({ medianLatencyMs: 200, inputTokens: 3000, outputTokens: 300 });
    expect(result.costUsd).toBeCloseTo(0.009, 12);
    expect(result.costPerSuccessUsd).toBeCloseTo(0.0045, 12);
  });

  it.each([
    ["no success", economy(answers, 0, price), { costPerSuccessUsd: null }],
    ["no price", economy(answers, 2), { costUsd: null, costPerSuccessUsd: null }],
    [
      "a provider that does not count",
      economy([testAnswer({ inputTokens: null })], 1, price),
      { inputTokens: null, costUsd: null },
    ],
    ["no answers", economy([], 0, price), { medianLatencyMs: null, p95LatencyMs: null, costUsd: 0 }],
  ])("says nothing it does not know: %s", (_, result, expected) => {
    expect(result).toMatchObject(expected);
  });

  it("keeps perplexity of the reference apart from confidence in the own words", () => {
    expect(referencePerplexity(Math.log(4))).toBeCloseTo(4, 10);
    expect(referencePerplexity(null)).toBeNull();
    expect(outputConfidence([Math.log(0.5), Math.log(0.5)])).toBeCloseTo(0.5, 10);
    expect(outputConfidence([])).toBeNull();
  });
});

describe("evidence and gate together", () => {
  const rows = manyRows(400);
  const random = createRandom("arms");
  const right = (share: number) => (row: EvaluationRow) =>
    random.float() < share ? sure(row) : { text: "Hm, maybe." };

  it("promote what is better on the same rows, and hold what was ruined", () => {
    const base = arm("base", rows, right(0.4));
    const decisionOf = (share: number) =>
      decide([evidenceFor("qa_agent", arm("tuned", rows, right(share)), [base])])[0]!.decision;
    expect(decisionOf(0.9)).toBe("promote");
    expect(decisionOf(0.4)).not.toBe("promote");
    expect(decisionOf(0.2)).toBe("hold");
  });

  it("hold a model that solves more and invents tools", () => {
    const base = arm("base", rows, right(0.4));
    const inventor = arm("tuned", rows, (row) =>
      random.float() < 0.85 ? sure(row) : { calls: [{ name: "made_up", args: {} }] },
    );
    const [verdict] = decide([evidenceFor("qa_agent", inventor, [base])]);
    expect(verdict!.decision).toBe("hold");
    expect(verdict!.reasons[0]).toMatch(/^Hallucinated tools/);
  });

  it("refuse arms that answered other rows", () => {
    const base = arm("base", rows.slice(1), sure);
    expect(() => evidenceFor("qa_agent", arm("tuned", rows, sure), [base])).toThrow("same rows");
    expect(() => evidenceFor("qa_agent", arm("tuned", rows, sure), [])).toThrow("no arm");
  });
});

describe("the oracle ladder", () => {
  const share = (value: number) =>
    clusteredProportion(Array.from({ length: 100 }, (_, index) => ({ cluster: String(index), value: index < value })));

  it("puts every policy in its known place", async () => {
    const rungs = await oracleLadder({
      rows: manyRows(200),
      training: manyRows(40),
      tuned: share(95),
      base: share(20),
    });
    expect(rungs.filter(({ isMet }) => !isMet)).toEqual([]);
    expect(rungs[0]).toMatchObject({ policy: "oracle", solved: { rate: 1 } });
    expect(rungs.at(-1)).toMatchObject({ policy: "never call, on rows that want a call", solved: { rate: 0 } });
  });

  it("notices a tuned model that a cheap trick beats", async () => {
    const rungs = await oracleLadder({
      rows: manyRows(200),
      training: manyRows(200),
      tuned: share(30),
      base: share(20),
    });
    expect(rungs.find(({ policy }) => policy === "nearest prompt")?.isMet).toBe(false);
  });
});
