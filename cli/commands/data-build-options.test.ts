import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type BuildOptions, readBuildOptions } from "./data-build-options";

const folder = mkdtempSync(join(tmpdir(), "flanstack-options-"));
writeFileSync(join(folder, "general.jsonl"), "{}\n");
writeFileSync(join(folder, "a:b.jsonl"), "{}\n");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (more: Partial<BuildOptions>) =>
  readBuildOptions({ out: "data", seed: "7", rendering: "mixed", parallel: "keep", ...more }, folder);

describe("--mix", () => {
  it("reads files with ratio and licence, from the folder that the command runs in", () => {
    const { request, problems } = read({ mix: ["general.jsonl:0.5:cc-by-4.0", "a:b.jsonl:2:own"] });
    expect(problems).toEqual([]);
    expect(request.settings.mix).toEqual([
      { file: join(folder, "general.jsonl"), ratio: 0.5, licence: "cc-by-4.0" },
      { file: join(folder, "a:b.jsonl"), ratio: 2, licence: "own" },
    ]);
  });

  it("is absent where nobody asks for it", () => {
    expect(read({}).request.settings).not.toHaveProperty("mix");
    expect(read({}).request.settings).not.toHaveProperty("paraphrases");
  });

  it.each([
    ["a file alone", "general.jsonl", "is not FILE:RATIO:LICENCE"],
    ["no licence", "general.jsonl:1", "is not FILE:RATIO:LICENCE"],
    ["a ratio in words", "general.jsonl:half:own", "NaN is no ratio"],
    ["a file that is not there", "gone.jsonl:1:own", "is not there"],
  ])("refuses %s", (_label, mix, message) => {
    const { problems } = read({ mix: [mix] });
    expect(problems).toHaveLength(1);
    expect(problems[0]!.path).toMatch(/^--mix/);
    expect(problems[0]!.message).toContain(message);
  });

  it("wants validation beside train, whose requests it must not resemble", () => {
    expect(read({ mix: ["general.jsonl:1:own"], split: "train" }).problems.map(({ path }) => path)).toEqual(["--mix"]);
    expect(read({ mix: ["general.jsonl:1:own"], split: "train,validation" }).problems).toEqual([]);
  });
});

describe("--paraphrases", () => {
  it("names a file from the folder that the command runs in", () => {
    expect(read({ paraphrases: "general.jsonl" }).request.settings.paraphrases).toBe(join(folder, "general.jsonl"));
    expect(read({ paraphrases: "gone.jsonl" }).problems.map(({ path }) => path)).toEqual(["--paraphrases"]);
  });
});
