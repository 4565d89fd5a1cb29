import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { startingWorld } from "../../datasets";
import type { Prediction, PredictionClient } from "../../inference";
import { parseAssistant } from "../canonical-turns";
import { type CanonicalExample, parseExample } from "../rows";
import { testAnswer } from "../testing-rows";
import { scoreFreeRun } from "./final-state";
import { freeCase } from "./free-case";
import { playFreely } from "./play";

// The generator loads itself by `require`, as it does in a program.
const load = createRequire(__filename);
load("../../bin/load-typescript.cjs");
const { libraryAgent } = load(
  "../../test/fixtures/library-agent",
) as typeof import("../../test/fixtures/library-agent");
const { prepareEngine } = load("../../datasets/engine") as typeof import("../../datasets/engine");
const { generateBlock } = load("../../datasets/pipeline") as typeof import("../../datasets/pipeline");
const { normaliseSettings } = load("../../datasets/settings") as typeof import("../../datasets/settings");

const settings = normaliseSettings("library_agent", { seed: 3, counts: { tflan: 20, react: 30, negative: 10 } });
const rows = generateBlock(prepareEngine(libraryAgent), settings, 0).examples.map(({ row }) => row);

/** Says what gold says, turn by turn. */
function replay(example: CanonicalExample): PredictionClient {
  const turns = example.messages.filter(({ role }) => role === "assistant");
  let said = 0;
  return {
    model: "gold",
    predict: async (): Promise<Prediction> => {
      const { content } = turns[said++]!;
      return testAnswer(example.rendering === "native" ? parseAssistant(content, "native") : { text: content });
    },
  };
}

describe("the world a generated row begins in", () => {
  it("is the one in which gold's calls observe what the row says and gold reaches its own goal", async () => {
    expect(rows.length).toBeGreaterThan(40);
    const unsolved: string[] = [];
    for (const row of rows) {
      const example = parseExample(row);
      const given = freeCase(example, libraryAgent, startingWorld(row, libraryAgent), "c");
      const run = await playFreely(given, replay(example), { maxSteps: 30 });
      if (!scoreFreeRun(given, run).solved) unsolved.push(row.id);
    }
    expect(unsolved).toEqual([]);
  });

  it("is refused for a row that nobody here made", () => {
    expect(() => startingWorld({ ...rows[0]!, trace: "{}" }, libraryAgent)).toThrow(
      expect.objectContaining({ code: "row_not_rebuildable" }),
    );
  });
});
