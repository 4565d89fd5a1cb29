/** Evaluations on the real engine: declared by a setting, made once, and never a reason to tune again. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ProcessResult, runInOneProcess } from "./harness/in-one-process";

const folder = mkdtempSync(join(tmpdir(), "flanstack-evaluation-"));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const SETTINGS = {
  "flanstack:agents": '["qa_agent"]',
  "flanstack:counts": '{"tflan":40,"react":60,"negative":20}',
  "flanstack:evaluate": "validation",
};

describe("flanstack:evaluate", () => {
  let run: ProcessResult;
  beforeAll(async () => {
    run = await runInOneProcess(folder, [
      { operation: "up", settings: SETTINGS },
      { operation: "up" },
      { operation: "up", settings: { "flanstack:evaluate": "test" } },
    ]);
  }, 900_000);

  it("declares one evaluation beside the agent, and changes nothing the second time", () => {
    expect(run.results.map(({ error }) => error)).toEqual([undefined, undefined, undefined]);
    expect(run.results[0]!.changes).toEqual({ create: 9 });
    expect(run.results[1]!.changes).toEqual({ same: 9 });
  });

  it("evaluates on other rows without touching data, job or model", () => {
    expect(run.results[2]!.changes).toEqual({ replace: 1, same: 8 });
    expect(run.creates.map(({ count }) => count)).toEqual([1]);
  });
});
