import { describe, expect, it } from "vitest";
import type { Prediction } from "../inference";
import { hashFraction } from "../primitives";
import type { EvaluationRow } from "./row";
import { RUINED_RUNS, ruinedSeries } from "./ruined-series";
import { testAnswer, testRow, wantsCalls, wantsWords } from "./testing-rows";

const SHARES = [0.25, 0.5, 1];

const rows: EvaluationRow[] = Array.from({ length: 240 }, (_, index) => {
  const gold =
    index % 3 === 0
      ? wantsWords("refuse", "I can't do that.")
      : wantsCalls({ name: "run_tests", args: { path: `p${index}` } });
  return testRow(`r${index}`, gold, { cluster: `qa_agent/f${index % 60}` });
});

/** Right in a share of rows; elsewhere it calls what is not there in a share, and falls silent in the rest. */
function answers(right: number, invented: number): Prediction[] {
  return rows.map((row) => {
    if (hashFraction("right", row.id) < right)
      return testAnswer({ calls: row.gold.calls[0] ?? [], text: row.gold.text });
    const isInvented = hashFraction("invented", row.id) < invented;
    return testAnswer(isInvented ? { calls: [{ name: "not_there", args: {} }] } : { text: "Hello." });
  });
}

/** A run of each share, or several: [what is right in each]. */
async function series(tuned: Prediction[], ...ruined: Prediction[][][]) {
  const steps = await ruinedSeries([
    {
      agent: "qa_agent",
      rows,
      training: rows.slice(0, 30),
      tuned,
      base: answers(0.2, 0),
      ruined: ruined.flatMap((runs, index) => runs.map((predictions) => ({ share: SHARES[index]!, predictions }))),
    },
  ]);
  return steps.get("qa_agent")!;
}

describe("ruinedSeries", () => {
  it("promotes the shipped data, and holds what was taught wrong", async () => {
    const steps = await series(answers(0.8, 0), [answers(0.7, 0)], [answers(0.45, 0.6)], [answers(0.1, 0.9)]);
    expect(steps.map(({ share, decision, isMet }) => [share, decision, isMet])).toEqual([
      [0, "promote", true],
      [0.25, "promote", true],
      [0.5, "hold", true],
      [1, "hold", true],
    ]);
    expect(steps[2]!.reasons.join(" ")).toContain("Hallucinated tools");
  });

  it.each([
    ["a score that rises with the share", [0.8, 0.85, 0.45, 0.1], 1],
    ["a score that stays", [0.8, 0.7, 0.7, 0.1], 2],
    ["half-ruined data that the gate lets pass", [0.8, 0.7, 0.6, 0.1], 2],
    ["shipped data that is no better than the base", [0.2, 0.15, 0.1, 0.05], 0],
  ] as const)("notices %s", async (_, [tuned, ...ruined], at) => {
    const steps = await series(answers(tuned, 0), ...ruined.map((right) => [answers(right, 0)]));
    expect(steps[at]!.isMet).toBe(false);
  });

  it.each([
    ["one of three shuffles that happens to cost nothing does not count", [0.81, 0.7, 0.72], true],
    ["two of three that cost nothing do", [0.81, 0.7, 0.82], false],
  ])("%s", async (_, runs, isMet) => {
    const steps = await series(
      answers(0.8, 0),
      runs.map((right) => answers(right, 0)),
    );
    expect(steps[1]).toMatchObject({ share: 0.25, runs: 3, isMet });
    expect(steps).toHaveLength(2);
  });
});

describe("RUINED_RUNS", () => {
  it("rises in share, an odd number of shuffles each, none twice", () => {
    const shares = RUINED_RUNS.map(({ share }) => share);
    expect(shares).toEqual(shares.toSorted((left, right) => left - right));
    expect([...new Set(shares)]).toEqual(SHARES);
    for (const share of SHARES) expect(shares.filter((each) => each === share).length % 2).toBe(1);
    expect(new Set(RUINED_RUNS.map(({ share, seed }) => `${share}/${seed}`)).size).toBe(RUINED_RUNS.length);
  });
});
