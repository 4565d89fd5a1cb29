import { describe, expect, it } from "vitest";
import type { Prediction } from "../inference";
import { hashFraction } from "../primitives";
import type { EvaluationRow } from "./row";
import { RUINED_SHARES, ruinedSeries } from "./ruined-series";
import { testAnswer, testRow, wantsCalls, wantsWords } from "./testing-rows";

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

async function series(tuned: Prediction[], ...ruined: Prediction[][]) {
  const steps = await ruinedSeries([
    {
      agent: "qa_agent",
      rows,
      training: rows.slice(0, 30),
      tuned,
      base: answers(0.2, 0),
      ruined: ruined.map((predictions, index) => ({ share: RUINED_SHARES[index]!, predictions })),
    },
  ]);
  return steps.get("qa_agent")!;
}

describe("ruinedSeries", () => {
  it("promotes the shipped data, and holds what was taught wrong", async () => {
    const steps = await series(answers(0.8, 0), answers(0.7, 0), answers(0.45, 0.6), answers(0.1, 0.9));
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
    const steps = await series(answers(tuned, 0), ...ruined.map((right) => answers(right, 0)));
    expect(steps[at]!.isMet).toBe(false);
  });
});
