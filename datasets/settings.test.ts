import { describe, expect, it } from "vitest";
import { FlanstackError } from "../primitives";
import { type AgentSettings, checkSettings, normaliseSettings } from "./settings";

describe("checkSettings", () => {
  it.each<[string, AgentSettings, string]>([
    ["a negative count", { counts: { tflan: -1 } }, "qa_agent.counts.tflan"],
    ["a fractional count", { counts: { react: 1.5 } }, "qa_agent.counts.react"],
    ["a count of an unknown type", { counts: { chat: 3 } as never }, "qa_agent.counts.chat"],
    ["no rows at all", { counts: { tflan: 0, react: 0, negative: 0 } }, "qa_agent.counts"],
    ["a share above 1", { validationShare: 1.2 }, "qa_agent.validationShare"],
    ["a share of 1, which leaves nothing to train on", { validationShare: 1 }, "qa_agent.validationShare"],
    ["a negative share", { validationShare: -0.1 }, "qa_agent.validationShare"],
    ["a share that is no number", { validationShare: Number.NaN }, "qa_agent.validationShare"],
    ["a negative seed", { seed: -1 }, "qa_agent.seed"],
    ["a seed that a double cannot hold", { seed: 2 ** 53 }, "qa_agent.seed"],
    ["an unknown format", { formats: ["csv" as never] }, "qa_agent.formats"],
    ["an unknown rendering", { rendering: "xml" as never }, "qa_agent.rendering"],
    ["half a test row", { testRows: 0.5 }, "qa_agent.testRows"],
  ])("refuses %s and names the setting", (_, settings, path) => {
    expect(checkSettings("qa_agent", settings).map((problem) => problem.path)).toEqual([path]);
  });

  it("reports all problems together", () => {
    try {
      normaliseSettings("qa_agent", { seed: 0.5, validationShare: 2, counts: { react: -3 } });
      expect.unreachable();
    } catch (error) {
      expect(FlanstackError.is(error) && error.problems.map((problem) => problem.path)).toEqual([
        "qa_agent.seed",
        "qa_agent.counts.react",
        "qa_agent.validationShare",
      ]);
    }
  });

  it("keeps 0 and fills in what is absent", () => {
    expect(normaliseSettings("qa_agent", { seed: 0, validationShare: 0, counts: { negative: 0 } })).toMatchObject({
      seed: 0,
      validationShare: 0,
      counts: { tflan: 200, react: 300, negative: 0 },
      formats: ["canonical", "gemini", "openai"],
    });
  });
});
