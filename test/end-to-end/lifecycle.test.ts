/** The stack's life on the real engine: what each operation changes, and what pays. */
import { appendFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCli } from "./harness/cli";
import { type ProcessResult, runInOneProcess, type Step } from "./harness/in-one-process";
import { createsByDigest } from "./harness/sandbox-admin";
import { runTogether } from "./harness/two-runs";

const folders: string[] = [];
const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), "flanstack-life-"));
  folders.push(folder);
  return folder;
};
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const TWO_AGENTS = {
  "flanstack:agents": '["qa_agent","support_agent"]',
  "flanstack:counts": '{"tflan":40,"react":60,"negative":20}',
};
const ONE_AGENT = ["--set", 'agents=["qa_agent"]', "--set", 'counts={"tflan":40,"react":60,"negative":20}'];
/** Bucket with its component; per agent a component, two objects, the job and the model; the stack; two default providers. */
const RESOURCES = 1 + 2 + 2 * 5;

describe("preview, up, up, destroy, up in one process", () => {
  let run: ProcessResult;
  beforeAll(async () => {
    const steps: Step[] = [
      { operation: "preview", settings: TWO_AGENTS },
      { operation: "up" },
      { operation: "up" },
      { operation: "preview" },
      { operation: "destroy" },
      { operation: "up" },
    ];
    run = await runInOneProcess(newFolder(), steps);
  }, 240_000);
  const step = (index: number) => run.results[index]!;

  it("ends every step well", () => {
    expect(run.results.map(({ operation, error }) => ({ operation, error }))).toEqual(
      ["preview", "up", "up", "preview", "destroy", "up"].map((operation) => ({ operation, error: undefined })),
    );
  });
  it("previews what up then creates", () => {
    expect(step(0).changes).toEqual({ create: RESOURCES });
    expect(step(1).changes).toEqual({ create: RESOURCES });
  });
  it("changes nothing the second time", () => {
    expect(step(2).changes).toEqual({ same: RESOURCES });
    expect(step(3).changes).toEqual({ same: RESOURCES });
  });
  it("destroys to an empty state", () => {
    expect(step(4).changes).toEqual({ delete: RESOURCES });
    expect(step(4).resources).toBe(0);
  });
  it("adopts the tuned models afterwards, without a new job", () => {
    const models = step(5).models!;
    expect(Object.values(models).map((model) => model.adopted)).toEqual([true, true]);
    expect(models.qa_agent!.job).toBe(step(1).models!.qa_agent!.job);
    expect(run.creates.map(({ count }) => count)).toEqual([1, 1]);
  });
  it("shows cost, life and the data's verdict beside the diff", () => {
    const text = step(0).messages.join("\n");
    expect(text).toContain("VERDICT");
    expect(text).toMatch(/\$\d/);
    expect(text).toContain("2027-05-07");
    expect(text).toMatch(/gates passed/);
  });
});

describe("destroy", () => {
  it("leaves no data bucket and the ledger, lists the models, and reset removes everything", async () => {
    const folder = newFolder();
    const args = ["--folder", folder, "--speed", "100000"];
    await runCli(["local", "up", ...args, ...ONE_AGENT]);
    const destroyed = await runCli(["local", "destroy", ...args, "--json"]);
    const { kept } = JSON.parse(destroyed.stdout) as { kept: string[] };
    expect(kept).toEqual([expect.stringContaining("qa_agent")]);
    expect(kept[0]).toContain("/endpoints/");
    const after = await runInOneProcess(folder, []);
    expect(after.buckets).toEqual(["flanstack-local-ledger"]);
    await runCli(["local", "reset", "--folder", folder]);
    expect(() => readdirSync(folder)).toThrow("ENOENT");
  }, 180_000);
});

describe("what pays again, and what does not", () => {
  /** Setting changes after a first `up`, and which agents' jobs they may start. */
  const CHANGES: readonly (readonly [string, Readonly<Record<string, string>>, readonly string[]])[] = [
    ["one agent's seed", { "flanstack:overrides": '{"qa_agent":{"seed":99}}' }, ["qa_agent"]],
    ["a label", { "flanstack:labels": '{"owner":"platform"}' }, []],
    ["a display name", { "flanstack:overrides": '{"qa_agent":{"seed":99,"displayName":"Quality"}}' }, []],
    ["1.0 for 1", { "flanstack:learningRateMultiplier": "1.0" }, []],
    ["3.0 for 3", { "flanstack:overrides": '{"qa_agent":{"seed":99,"displayName":"Quality","epochs":3.0}}' }, []],
    ["the order of keys", { "flanstack:counts": '{"negative":20,"react":60,"tflan":40}' }, []],
    ["another bucket", { "flanstack:bucket": "another-data-bucket" }, []],
    ["wait settings", { "flanstack:waitMinutes": "60" }, []],
    ["a generation, on purpose", { "flanstack:generation": "2" }, ["qa_agent", "support_agent"]],
  ];
  let run: ProcessResult;
  beforeAll(async () => {
    const steps: Step[] = [
      { operation: "up", settings: TWO_AGENTS },
      ...CHANGES.map(([, settings]) => ({ operation: "up" as const, settings })),
    ];
    run = await runInOneProcess(newFolder(), steps);
  }, 240_000);

  it.each(CHANGES.map(([name, , agents], index) => [name, index + 1, agents] as const))("%s", (_, index, agents) => {
    const [before, after] = [run.results[index - 1]!, run.results[index]!];
    expect(after.error).toBeUndefined();
    const changed = Object.keys(after.models!).filter(
      (agent) => after.models![agent]!.job !== before.models![agent]!.job,
    );
    expect(changed).toEqual(agents);
  });

  it("sends one create request per purchase in all", () => {
    expect(run.creates.map(({ count }) => count)).toEqual([1, 1, 1, 1, 1]);
  });
});

describe("a comment in the sources", () => {
  it("is built again to the same bytes, and starts nothing", async () => {
    const folder = newFolder();
    const checkout = newFolder();
    const root = resolve(__dirname, "../..");
    const left = ["node_modules", ".git", ".flanstack", "build"].map((name) => join(root, name));
    cpSync(root, checkout, { recursive: true, filter: (path) => !left.includes(path) });
    symlinkSync(join(root, "node_modules"), join(checkout, "node_modules"));
    const args = ["local", "up", "--json", "--folder", folder, "--speed", "100000", ...ONE_AGENT];
    await runCli(args, { root: checkout });
    appendFileSync(join(checkout, "datasets", "pipeline.ts"), "\n// A remark that changes no byte of the data.\n");
    const { stdout } = await runCli(args, { root: checkout });
    expect(JSON.parse(stdout)).toMatchObject({ changed: 0 });
    expect([...createsByDigest(join(folder, "sandbox")).values()]).toEqual([1]);
  }, 240_000);
});

describe("two runs of one commit", () => {
  it("at once, with separate state: one create request", async () => {
    const folder = newFolder();
    const { ends, sandboxDirectory } = await runTogether(folder, ONE_AGENT);
    expect(ends.map((end) => end.code)).toEqual([0, 0]);
    expect([...createsByDigest(sandboxDirectory).values()]).toEqual([1]);
  }, 180_000);

  it("after the state is lost: no second create request, and the same model", async () => {
    const folder = newFolder();
    const args = ["local", "up", "--json", "--folder", folder, "--speed", "100000", ...ONE_AGENT];
    await runCli(args);
    rmSync(join(folder, "state"), { recursive: true });
    await runCli(args);
    expect([...createsByDigest(join(folder, "sandbox")).values()]).toEqual([1]);
  }, 180_000);
});

describe("secrets", () => {
  const OPENAI = ["--set", "provider=openai", "--set", "baseModel=gpt-4.1-mini-2025-04-14"];
  it.each([
    ["Vertex", []],
    ["OpenAI", OPENAI],
  ])(
    "that are planted in the environment reach no file that is kept, and no output: %s",
    async (_, provider) => {
      const folder = newFolder();
      const planted = {
        GOOGLE_OAUTH_ACCESS_TOKEN: "planted-token-9f21",
        OPENAI_API_KEY: "planted-key-77aa",
        FLANSTACK_VERTEX_TOKEN: "planted-vertex-51cc",
      };
      const args = ["local", "up", "--folder", folder, "--speed", "100000", ...ONE_AGENT, ...provider];
      const { stdout, stderr } = await runCli(args, { environment: planted });
      for (const secret of Object.values(planted)) expect(stdout + stderr).not.toContain(secret);
      expect([...createsByDigest(join(folder, "sandbox")).values()]).toEqual([1]);
      const found = filesBelow(folder).flatMap((file) => {
        const text = readFileSync(file, "latin1");
        return Object.values(planted)
          .filter((secret) => text.includes(secret))
          .map((secret) => `${file}: ${secret}`);
      });
      expect(found).toEqual([]);
    },
    180_000,
  );
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
