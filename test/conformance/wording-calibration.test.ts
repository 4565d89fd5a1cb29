/** The wording gates on published prompts of people: the committed values, and the same again where the package is there. */
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { calibrate, promptOfLine } from "../../datasets/tools";
import committed from "./wording-calibration.json";

const python = [process.env.FLANSTACK_BFCL_PYTHON, "python3"].find(
  (candidate) =>
    candidate !== undefined &&
    spawnSync(candidate, ["-c", "import importlib.util as u, sys; sys.exit(u.find_spec('bfcl_eval') is None)"])
      .status === 0,
);
const reason = "needs a Python with bfcl-eval (pip install --no-deps bfcl-eval), named by FLANSTACK_BFCL_PYTHON";

describe("the wording gates on the leaderboard's prompts", () => {
  it.skipIf(python === undefined)(`gives the committed values again (${reason})`, () => {
    const where = "import importlib.util as u; print(u.find_spec('bfcl_eval').submodule_search_locations[0])";
    const folder = execFileSync(python!, ["-c", where], { encoding: "utf8" }).trim();
    for (const { file, prompts, values } of committed.sources) {
      const lines = readFileSync(join(folder, "data", file), "utf8")
        .trimEnd()
        .split("\n");
      const texts = lines.flatMap((line) => promptOfLine(JSON.parse(line)) ?? []);
      const measured = calibrate(texts, committed.sample);
      expect(measured.prompts, file).toBe(prompts);
      for (const [gate, value] of Object.entries(values)) expect(measured.values[gate], gate).toBeCloseTo(value, 3);
    }
  });

  it("passes people's prompts of live_multiple by every gate but the share of function words", () => {
    const { values } = committed.sources[0]!;
    expect(values.prompt_boilerplate).toBeLessThanOrEqual(0.15);
    expect(values.prompt_skeletons).toBeGreaterThanOrEqual(0.7);
    expect(values.prompt_gzip_ratio).toBeLessThanOrEqual(5.5);
    expect(values.prompt_function_words).toBeGreaterThan(0.45);
  });
});

describe("calibrate", () => {
  const filler = ["red", "blue", "green", "grey", "brown", "pink", "white", "black", "gold", "tan"];
  const templates = Array.from(
    { length: 400 },
    (_, at) => `please show me the current state of order ${at} for ${filler[at % 10]} ${filler[(at * 7) % 10]} today`,
  );

  it("tells templates with changing names from varied text", () => {
    const { values } = calibrate(templates, 545);
    expect(values.prompt_boilerplate).toBe(1);
    expect(values.prompt_skeletons).toBeLessThan(0.05);
    expect(values.near_duplicate_prompts).toBeGreaterThan(0.9);
    expect(values.commonest_opening).toBe(1);
  });

  it("draws the same sample every time, and says how many it measured", () => {
    expect(calibrate(templates, 50)).toEqual(calibrate(templates, 50));
    expect(calibrate(templates, 50).prompts).toBe(50);
  });

  it.each([
    [
      "a chat row",
      {
        messages: [
          { role: "system", content: "s" },
          { role: "user", content: "hello" },
        ],
      },
      "hello",
    ],
    [
      "a leaderboard case",
      { question: [[{ role: "user", content: "one" }], [{ role: "user", content: "two" }]] },
      "one\ntwo",
    ],
    [
      "our row without observations written as text",
      {
        conversations: [
          { role: "user", content: "ask" },
          { role: "user", content: "Observation: {}" },
        ],
        tags: [],
      },
      "ask",
    ],
    [
      "a twin, whose words stand in another row",
      { conversations: [{ role: "user", content: "ask" }], tags: ["twin:x"] },
      undefined,
    ],
    ["a row without a user", { messages: [{ role: "assistant", content: "hello" }] }, undefined],
    ["a number", 7, undefined],
    ["nothing", null, undefined],
  ])("reads %s", (_label, line, prompt) => {
    expect(promptOfLine(line)).toBe(prompt);
  });
});
