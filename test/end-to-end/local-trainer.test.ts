/**
 * Provider `local` by the commands a person types, with the real engine and the real trainer: `up` trains a tiny model that the test
 * makes itself, the adapter is there, and a second `up` finds nothing to do.
 */
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasTrainer, TRAINER_PYTHON, TRAINER_ROOM, withTrainer } from "../contract/trainer-environment";
import { runCli } from "./harness/cli";

describe.skipIf(!hasTrainer)(withTrainer("up with provider local"), () => {
  let folder: string;
  let base: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "flanstack-local-up-"));
    base = join(folder, "base");
    const data = join(folder, "data");
    await runCli(["data", "build", "--agents", "support_agent", "--count", "60", "--formats", "trl", "--out", data]);
    const environment = { ...process.env, PYTHONPATH: TRAINER_ROOM, OMP_NUM_THREADS: "1" };
    const args = ["-m", "flanstack_trainer", "tiny", join(data, "support_agent_trl_train.jsonl"), base];
    await promisify(execFile)(TRAINER_PYTHON, args, { env: environment });
  }, 300_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

  const settings = () =>
    Object.entries({
      provider: "local",
      baseModel: base,
      agents: '["support_agent"]',
      counts: '{"tflan":8,"react":8,"negative":4}',
      epochs: "1",
      wait: "true",
    }).flatMap(([name, value]) => ["--set", `${name}=${value}`]);
  const environment = () => ({ FLANSTACK_RUNS: join(folder, "runs"), OMP_NUM_THREADS: "1", CI: "" });
  const up = async () => {
    const args = ["local", "up", "--json", "--folder", join(folder, "stack"), ...settings()];
    return JSON.parse((await runCli(args, { environment: environment() })).stdout) as {
      changes: object;
      changed: number;
    };
  };

  it("trains once, keeps the adapter, and finds nothing to do the second time", { timeout: 900_000 }, async () => {
    const first = await up();
    expect(first.changes).toMatchObject({ create: 4 });
    const runs = readdirSync(join(folder, "runs")).filter((name) => name.startsWith("run-"));
    expect(runs).toHaveLength(1);
    const run = join(folder, "runs", runs[0]!);
    expect(JSON.parse(readFileSync(join(run, "run.json"), "utf8"))).toMatchObject({
      state: "succeeded",
      attempts: 1,
      statistics: { steps: 2, truncatedExamples: 0 },
    });
    expect(existsSync(join(run, "adapter", "adapter_model.safetensors"))).toBe(true);

    const second = await up();
    expect(second.changed).toBe(0);
    const { stdout } = await runCli(["trainer", "runs"], { environment: environment() });
    expect(stdout).toMatch(/support_agent\s+succeeded\s+2\/2/);
  });
});
