/**
 * At least 50 crashes on the real engine: the CLI, the program, the provider process or the sandbox is killed at a boundary
 * of a create, with the provider left alive in half of the cases; then `up` again. Whatever happens, at most one create
 * request per purchase reaches the provider, and the second run reaches the goal.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { runCrashCase } from "./harness/crash-case";
import { crashCases } from "./harness/crash-cases";

const CASES = crashCases(Number(process.env.CRASH_CASES ?? 52));
const table: string[] = [];

describe.concurrent("crashes", { timeout: 180_000 }, () => {
  it.each(CASES)("$name", async (crash) => {
    const { creates, first, second, changes, seconds } = await runCrashCase(crash);
    const counts = [...creates.values()];
    const reached = second.code === 0 ? "goal" : /flanstack jobs release/.test(second.stderr) ? "person" : "neither";
    table.push(
      `${crash.name} | ${counts.join(",")} | ${{ goal: "reached the goal", person: "says what a person must do", neither: "FAILED" }[reached]} | ${seconds.toFixed(1)} s`,
    );
    expect(counts, `create requests per digest\n${first.stderr}\n${second.stderr}`).toEqual([1]);
    expect(reached, second.stderr).toBe(crash.expects);
    if (crash.expects === "goal") expect(changes).not.toEqual({});
  });
});

afterAll(() => {
  const lines = ["case | create requests per purchase | second run | seconds", ...table.sort()];
  const folder = join(__dirname, "../../.flanstack/test-results");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "crash-table.txt"), `${lines.join("\n")}\n`);
});
