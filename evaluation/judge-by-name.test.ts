import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { judgeOf, scorerFile } from "./judge-by-name";
import { testAnswer, testRow, wantsCalls, wantsWords } from "./testing-rows";

const RUN = { name: "run_tests", args: { path: "a" } };
const rows = [testRow("r1", wantsCalls(RUN)), testRow("r2", wantsWords("refuse", "I can't."))];
const arm = {
  name: "tuned",
  model: "m",
  predictions: [testAnswer({ calls: [RUN] }), testAnswer({ text: "Sure, {{braces}} & all." })],
};
let folder: string;

/** A program in promptfoo's place: keeps the configuration it got, and says what the test tells it to. */
function standIn(script: string): void {
  const file = join(folder, "promptfoo");
  writeFileSync(
    file,
    `#!${process.execPath}
const fs = require("node:fs");
const at = (name) => process.argv[process.argv.indexOf(name) + 1];
const config = fs.readFileSync(at("-c"), "utf8");
fs.writeFileSync(${JSON.stringify(join(folder, "seen.yaml"))}, config);
const write = (...solved) =>
  fs.writeFileSync(at("-o"), JSON.stringify({ results: { results: solved.map(([id, success]) => ({ success, testCase: { metadata: { id } } })) } }));
${script}`,
  );
  chmodSync(file, 0o755);
  vi.stubEnv("FLANSTACK_PROMPTFOO", file);
}
const judge = async (name: string) => (await judgeOf(name, folder))(rows, arm);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "flanstack-judge-"));
  writeFileSync(join(folder, "judge.yaml"), "defaultTest:\n  assert:\n    - type: javascript\n      value: 'true'\n");
  writeFileSync(join(folder, "none.yaml"), "description: nothing is asserted\n");
  writeFileSync(join(folder, "broken.yaml"), "a: [\n");
  writeFileSync(join(folder, "judge.cjs"), "module.exports = (row, { calls }) => calls.length > 0;");
  writeFileSync(join(folder, "constant.cjs"), "module.exports = 1;");
  writeFileSync(join(folder, "shaky.cjs"), "module.exports = () => 'yes';");
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

describe("a scorer by its name", () => {
  it.each([
    ["judge.ts", "judge.ts"],
    ["rules/judge.yaml", "rules/judge.yaml"],
    ["judge.mjs", "judge.mjs"],
    ["python3 judge.py", undefined],
    ["node judge.js --strict", undefined],
  ])("%s stands for the file %s", (name, file) => {
    expect(scorerFile(name)).toBe(file);
  });

  it("is a function in a module", async () => {
    expect([...(await judge("judge.cjs"))]).toEqual([
      ["r1#1", true],
      ["r2#1", false],
    ]);
  });

  it("is a promptfoo file: promptfoo gets answers, never a model, and its judgement counts whatever it ends with", async () => {
    standIn(`write(["r1#1", true], ["r2#1", false]); process.exitCode = 100;`);
    expect([...(await judge("judge.yaml"))]).toEqual([
      ["r1#1", true],
      ["r2#1", false],
    ]);
    const seen = readFileSync(join(folder, "seen.yaml"), "utf8");
    expect(seen).toContain("- echo");
    expect(seen).toContain('"name":"run_tests"');
    expect(seen).toContain("Sure, {{braces}} & all.");
    // Its own configuration is gone again.
    expect(readdirSync(folder).filter((name) => name.startsWith(".flanstack-"))).toEqual([]);
  });

  it.each([
    ["a module without a function", "constant.cjs", "exports no function"],
    ["a function that says neither true nor false", "shaky.cjs", "gave string instead of true or false"],
    ["a module that is not there", "absent.cjs", "cannot be loaded"],
    ["nothing", " ", "It is empty"],
    ["a command that is not there", "no-such-program-here", "could not be started"],
    ["a command that judges no row", "true", "has no judgement"],
    ["a promptfoo file without assertions", "none.yaml", "has no assertion for r1#1"],
    ["a promptfoo file that is no YAML", "broken.yaml", "cannot be read"],
  ])("refuses %s", async (_, name, message) => {
    standIn(`write();`);
    await expect(judge(name)).rejects.toThrow(message);
    expect(existsSync(join(folder, "seen.yaml"))).toBe(false);
  });

  it.each([
    ["leaves a row out", `write(["r1#1", true]);`, "judged 1 of 2 rows; r2#1 is missing"],
    ["writes nothing", "", "wrote no results"],
    ["fails", `console.error("no such assertion"); process.exitCode = 1;`, "ended with 1: no such assertion"],
  ])("refuses a promptfoo that %s", async (_, script, message) => {
    standIn(script);
    await expect(judge("judge.yaml")).rejects.toThrow(message);
  });

  it("says how to get promptfoo where it is not installed", async () => {
    vi.stubEnv("FLANSTACK_PROMPTFOO", join(folder, "absent"));
    await expect(judge("judge.yaml")).rejects.toThrow(/could not be started[\s\S]*npm install promptfoo/);
  });
});
