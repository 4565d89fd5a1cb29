import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { runCommand } from "../testing/recorded-context";
import { trainerCommand } from "./trainer";

const runs = mkdtempSync(join(tmpdir(), "flanstack-runs-"));
const environment = {
  FLANSTACK_RUNS: runs,
  PATH: runs,
  FLANSTACK_TRAINER_PYTHON: join(runs, "no-python"),
};
afterAll(() => rmSync(runs, { recursive: true, force: true }));

/** A run whose process is surely gone. */
function writeRun(digit: string, agent: string, createTime: string, status: object): string {
  const name = `run-${digit.repeat(32)}`;
  mkdirSync(join(runs, name));
  const job = { version: 1, name, digest: digit.repeat(64), model: agent, baseModel: "tiny/base", displayName: agent };
  writeFileSync(join(runs, name, "job.json"), JSON.stringify({ ...job, createTime, labels: { agent } }));
  writeFileSync(join(runs, name, "run.json"), JSON.stringify({ version: 1, pid: 2 ** 22 + 1, ...status }));
  return name;
}

describe("flanstack trainer", () => {
  it("says so when there is no run", async () => {
    const { code, output } = await runCommand(trainerCommand, ["trainer", "runs"], { environment });
    expect({ code, output }).toEqual({ code: 0, output: "No run is known." });
  });

  it("lists runs oldest first, and calls one without a process interrupted", async () => {
    writeRun("b", "qa_agent", "2026-11-02T00:00:00Z", { state: "running", step: 5, totalSteps: 20 });
    writeRun("a", "legal_agent", "2026-11-01T00:00:00Z", { state: "failed", step: 0 });
    const { output } = await runCommand(trainerCommand, ["trainer", "runs"], { environment });
    expect(output).toMatchInlineSnapshot(`
      " RUN           AGENT             STATE        STEP       BASE MODEL
       run-aaaaaaaa  legal_agent       failed       -          tiny/base
       run-bbbbbbbb  qa_agent          interrupted  5/20       tiny/base"
    `);
  });

  it.each([
    ["nothing is finished", ["serve"], "no finished run"],
    ["the environment is missing", ["serve", "somewhere"], "npm run trainer:install"],
    ["no container engine is installed", ["image"], "neither docker nor podman"],
    ["the environment is missing for templates", ["templates", "rows.jsonl"], "npm run trainer:install"],
  ])("refuses when %s", async (_, args, text) => {
    const { code, errors } = await runCommand(trainerCommand, ["trainer", ...args], { environment });
    expect(code).toBe(1);
    expect(errors).toContain(text);
  });
});
