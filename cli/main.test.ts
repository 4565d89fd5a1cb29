/** The command line as a person meets it: help, wrong usage, exit codes. Commands run in a process of their own. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const bin = resolve(__dirname, "../bin/flanstack.cjs");
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "flanstack-cli-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function flanstack(...args: string[]) {
  const run = spawnSync(process.execPath, [bin, ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  return { code: run.status, stdout: run.stdout, stderr: run.stderr };
}

describe("flanstack", () => {
  it("lists its commands with --help", () => {
    const { code, stdout } = flanstack("--help");
    expect(code).toBe(0);
    for (const name of ["start", "local", "plan", "jobs", "ledger", "data", "catalog", "sandbox"])
      expect(stdout).toContain(`\n  ${name}`);
  });

  it.each([["local"], ["plan"], ["jobs"], ["ledger"], ["data"], ["catalog"], ["sandbox"], ["start"]])(
    "%s --help explains itself",
    (name) => {
      const { code, stdout } = flanstack(name, "--help");
      expect(code).toBe(0);
      expect(stdout).toContain(`Usage: flanstack ${name}`);
    },
  );

  it.each([
    ["an unknown command", ["nonsense"], "unknown command 'nonsense'"],
    ["an unknown option", ["plan", "--nonsense"], "unknown option '--nonsense'"],
    ["a port that is none", ["sandbox", "--port", "99999"], "0 to 65535"],
    ["a speed of 0", ["sandbox", "--speed", "0"], "above 0"],
    ["a setting without a value", ["local", "up", "--set", "seed"], "Write setting=value"],
  ])("ends with 2 on %s", (_, args, text) => {
    const { code, stderr } = flanstack(...args);
    expect(stderr).toContain(text);
    expect(code).toBe(2);
  });

  it("makes a ledger once, and lists what it holds", () => {
    const address = `file://${join(folder, "ledger")}`;
    expect(flanstack("ledger", "create", address)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("Made file://"),
    });
    expect(flanstack("ledger", "create", address).stdout).toContain("is there already");
    expect(flanstack("jobs", "list", "--ledger", address)).toMatchObject({ code: 0, stdout: "No job is known.\n" });
    expect(flanstack("jobs", "list", "--ledger", address, "--json").stdout).toBe("[]\n");
    expect(flanstack("jobs", "collect", "--ledger", address).stdout).toBe("Nothing to collect.\n");
  });

  it("judges leaderboard cases, and names the line that is none", () => {
    const functions = [
      { name: "add", parameters: { type: "dict", properties: { a: { type: "integer" } }, required: ["a"] } },
    ];
    const line = (id: string, a: unknown) =>
      JSON.stringify({
        id,
        category: "simple_python",
        functions,
        calls: [{ name: "add", args: { a } }],
        ground_truth: [{ add: { a: [1] } }],
      });
    const file = join(folder, "cases.jsonl");
    writeFileSync(file, `${line("right", 1)}\n${line("wrong", 2)}\n`);
    const verdicts = flanstack("score", "--parity", file)
      .stdout.trim()
      .split("\n")
      .map((each) => JSON.parse(each));
    expect(verdicts).toMatchObject([
      { id: "right", valid: true },
      { id: "wrong", valid: false },
    ]);
    writeFileSync(file, "no case\n");
    expect(flanstack("score", "--parity", file)).toMatchObject({ code: 1, stderr: expect.stringContaining("Line 1") });
    expect(flanstack("score", "--parity", join(folder, "absent.jsonl"))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("cannot be read"),
    });
  });

  it("simulates the gate and says what it found", () => {
    const { code, stdout } = flanstack("gate", "selftest", "--runs", "40", "--json");
    expect(code).toBe(4); // 40 runs are too few to hold it to its promise, or to blame it
    expect(JSON.parse(stdout).length).toBeGreaterThan(2);
  });

  it.each([
    ["cancel", "billed"],
    ["release", "pays a second time"],
  ])("asks before jobs %s", (name, text) => {
    const { code, stderr } = flanstack("jobs", name, "abc", "--ledger", `file://${join(folder, "ledger")}`);
    expect(code).toBe(1);
    expect(stderr).toContain(text);
    expect(stderr).toContain("--yes");
  });

  it("says how to name a ledger when the stack names none", () => {
    const { code, stderr } = flanstack("jobs", "list", "--stack", "no-such-stack");
    expect(code).toBe(1);
    expect(stderr).toContain("pulumi config set flanstack:ledger");
  });
});
