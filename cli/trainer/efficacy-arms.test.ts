import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { efficacyArms, shuffleTargets } from "./efficacy-arms";

const trl = (index: number) =>
  JSON.stringify({
    messages: [
      { role: "user", content: `q${index}` },
      { role: "assistant", content: `a${index}` },
    ],
    tools: "[]",
  });
const canonical = (type: string, frame: string, masked: object) =>
  JSON.stringify({ type, frame_id: frame, trace: JSON.stringify({ masked }) });

describe("efficacyArms", () => {
  const facts = [
    canonical("tflan", "f1", {}),
    canonical("negative", "f2", {}),
    canonical("react", "f3", { shown: "own" }),
    canonical("react", "f1", {}),
  ];
  const rows = facts.map((_, index) => trl(index));
  const arms = Object.fromEntries(efficacyArms(facts, rows).map(({ name, lines }) => [name, lines]));

  it("takes one idea away at a time", () => {
    expect(arms.ours).toEqual(rows);
    expect(arms["no-negatives"]).toEqual([rows[0], rows[2], rows[3]]);
    expect(arms["no-masked-names"]).toEqual([rows[0], rows[1], rows[3]]);
  });

  it("keeps or drops a frame as a whole", () => {
    const half = arms["half-the-frames"]!;
    expect(half.includes(rows[0]!)).toBe(half.includes(rows[3]!));
  });

  it("refuses files that do not belong together", () => {
    expect(() => efficacyArms(facts, rows.slice(1))).toThrow("4 canonical rows, 3 rows for TRL");
  });
});

describe("shuffleTargets", () => {
  it("keeps every question, and gives each row another row's answer, each used once", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 40 }), (count) => {
        const rows = Array.from({ length: count }, (_, index) => trl(index));
        const read = shuffleTargets(rows).map((line) => JSON.parse(line).messages as { content: string }[]);
        expect(read.map(([question]) => question!.content)).toEqual(rows.map((_, index) => `q${index}`));
        const answers = read.map(([, answer]) => answer!.content);
        expect(answers.some((answer, index) => answer === `a${index}`)).toBe(false);
        expect(new Set(answers).size).toBe(count);
      }),
    );
  });
});
