/**
 * Holds the written files against the loaders people use. Needs Python with datasets, pyarrow and pandas: FLANSTACK_PYTHON
 * names an interpreter that has them (default: python3).
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, it } from "vitest";

const python = process.env.FLANSTACK_PYTHON ?? "python3";
const hasLoaders = spawnSync(python, ["-c", "import datasets, pyarrow, pandas"]).status === 0;
const folder = mkdtempSync(join(tmpdir(), "flanstack-loading-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(command: string, ...args: string[]) {
  const env = { ...process.env, NO_COLOR: "1", HF_HOME: join(folder, "hub"), HF_HUB_OFFLINE: "1" };
  const done = spawnSync(command, args, { encoding: "utf8", env });
  return { output: done.stdout, errors: done.stderr, code: done.status };
}

// Skipped where Python or these packages are missing: they are no part of the product.
it.skipIf(!hasLoaders)("every file loads alone, with those of other agents, and at 20 MB", { timeout: 600_000 }, () => {
  const out = join(folder, "out");
  const flanstack = resolve(__dirname, "../../../bin/flanstack.cjs");
  const formats = "canonical,gemini,gemini_preference,openai,openai_preference,trl,text,messages,anthropic,parquet";
  const agents = ["qa_agent", "legal_agent"];
  run(process.execPath, flanstack, "data", "build", "--out", out, "--agents", agents.join(), "--formats", formats);
  const { output, errors, code } = run(python, join(__dirname, "load.py"), out, "20000000");
  expect(errors.split("\n").slice(-6).join("\n")).not.toContain("Error");
  expect(code).toBe(0);
  expect(JSON.parse(output)).toMatchObject({ files: 40, hub_configs: agents });
  expect(JSON.parse(output).large_bytes).toBeGreaterThan(20_000_000);
});
