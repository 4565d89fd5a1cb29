/** A tuned model made elsewhere is declared by one setting: no data, no job, no create request; it stays on destroy. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { runInOneProcess } from "./harness/in-one-process";

const folder = mkdtempSync(join(tmpdir(), "flanstack-existing-"));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const ONE_AGENT = {
  "flanstack:agents": '["qa_agent"]',
  "flanstack:counts": '{"tflan":40,"react":60,"negative":20}',
};

it("takes the place of a job, and its provenance is shown as unknown", async () => {
  const made = await runInOneProcess(folder, [{ operation: "up", settings: ONE_AGENT }, { operation: "destroy" }]);
  const { endpoint } = made.results[0]!.models!.qa_agent!;
  const settings = { "flanstack:existingModels": JSON.stringify({ qa_agent: endpoint }) };
  const declared = await runInOneProcess(folder, [
    { operation: "preview", settings },
    { operation: "up" },
    { operation: "up" },
    { operation: "destroy" },
    { operation: "up" },
  ]);
  expect(declared.results.map(({ error }) => error)).toEqual(Array(5).fill(undefined));
  const [preview, first, second, , again] = declared.results;
  expect(preview!.messages.join("\n")).toMatch(/qa_agent.*provenance unknown/);
  expect(first!.models!.qa_agent).toMatchObject({ endpoint, provenance: "unknown", state: "served" });
  expect(second!.changes).toEqual({ same: expect.any(Number) });
  expect(again!.models!.qa_agent).toMatchObject({ endpoint, state: "served" });
  expect(declared.creates.map(({ count }) => count)).toEqual([1]);
}, 120_000);
