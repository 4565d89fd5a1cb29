import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findModel, loadCatalog } from "../../catalog";
import { type LaunchedSandbox, launchSandbox } from "../../sandbox";
import { createSandboxAdmin, type SandboxAdmin } from "../../test/contract/sandbox-admin";
import { runCommand } from "../testing/recorded-context";
import { probeCommand } from "./probe";

const MODEL = "gemini-3.1-flash-lite";
const CREATE = "vertex.tuningJobs.create";
let folder: string;
let sandbox: LaunchedSandbox;
let admin: SandboxAdmin;
let round = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "flanstack-probe-"));
  sandbox = await launchSandbox({ dataDirectory: join(folder, "sandbox"), port: 0, speed: 20_000 });
  admin = createSandboxAdmin(sandbox.url);
});

afterAll(async () => {
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  round += 1;
  await admin.reset();
  await fetch(`${sandbox.url}/storage/v1/b?project=acme`, {
    method: "POST",
    body: JSON.stringify({ name: "rows", location: "us-central1" }),
  });
});

const settings = {
  project: "acme",
  budgetUsd: "5",
  monthlyBudgetUsd: "0",
  bucket: "rows",
  pollSeconds: "0.05",
};

async function probe(
  args: readonly string[] = [],
  given: { set?: Record<string, string>; isReal?: boolean; model?: string } = {},
) {
  const ledger = pathToFileURL(join(folder, `ledger-${round}`)).href;
  const set = Object.entries({ ...settings, ledger, ...given.set }).flatMap(([name, value]) => [
    "--set",
    `${name}=${value}`,
  ]);
  return runCommand(
    probeCommand,
    ["probe", given.model ?? MODEL, "--stack", "nowhere", "--today", "2026-11-23", ...set, ...args],
    {
      cwd: folder,
      environment: {
        FLANSTACK_JOURNAL: join(folder, `journal-${round}`),
        FLANSTACK_STORAGE_BASE_URL: sandbox.url,
        FLANSTACK_CREATE_DEADLINE_SECONDS: "2",
        FLANSTACK_SETTLE_SECONDS: "0.3",
        FLANSTACK_POLL_SECONDS: "0.05",
        ...(given.isReal ? {} : { FLANSTACK_VERTEX_BASE_URL: sandbox.url }),
      },
    },
  );
}

const creates = async () => (await admin.requests(CREATE)).length;

describe("flanstack probe", () => {
  it("settles both questions with one job, writes them dated, and takes the model away again", async () => {
    const { code, output } = await probe(["--catalog", `facts-${round}.json`]);
    expect(code).toBe(0);
    expect(output).toContain("function-call-parts: yes (the job succeeded with every row)");
    expect(output).toContain("label-filter: yes");
    expect(output).toContain("simulated");
    const facts = findModel(loadCatalog({ overridesFile: join(folder, `facts-${round}.json`) }), "gemini", MODEL)!;
    expect(facts).toMatchObject({ functionCallPartsInTuningData: "yes", jobListFiltersByLabel: "yes" });
    expect(facts.probes.map((each) => each.source)).toEqual(Array(2).fill("simulated by the local sandbox"));
    expect(await admin.requests("vertex.models.delete")).toHaveLength(1);
  });

  it("is not paid for twice: the same question finds its job, and a raised generation asks again", async () => {
    await probe();
    const again = await probe();
    expect(again.output).toContain("ran before; nothing was paid");
    expect(await creates()).toBe(1);
    await probe(["--generation", "2"]);
    expect(await creates()).toBe(2);
  });

  it("reads a refusal in the middle of the job as no", async () => {
    await admin.steer("next", "fail-validation", "unsupported modality [function call]; supported: image, PDF, audio");
    const first = await probe(["--catalog", `facts-${round}.json`, "--json"]);
    expect(JSON.parse(first.output).answers[0]).toMatchObject({ question: "function-call-parts", answer: "no" });
    const facts = JSON.parse(readFileSync(join(folder, `facts-${round}.json`), "utf8"));
    expect(facts.models[0].functionCallPartsInTuningData).toBe("no");
    expect((await probe()).output).toContain("function-call-parts: no");
    expect(await creates()).toBe(1);
  });

  it("leaves the question open where the job failed for another reason", async () => {
    await admin.steer("next", "fail", "Internal error during tuning.");
    const { code, output } = await probe(["--catalog", `facts-${round}.json`]);
    expect(code).toBe(1);
    expect(output).toContain("function-call-parts: still unknown");
    const written = JSON.parse(readFileSync(join(folder, `facts-${round}.json`), "utf8"));
    expect(written.models[0].functionCallPartsInTuningData).toBeUndefined();
  });

  it("adopts the job whose reply was lost instead of sending another request", async () => {
    await admin.fault({ operation: CREATE, nth: 1, moment: "committed", action: "drop" });
    const { output } = await probe();
    expect(output).toContain("function-call-parts: yes");
    expect(await creates()).toBe(1);
  });

  it("writes nothing that the sandbox said unless a file is named", async () => {
    const { output } = await probe([], { set: { catalog: "" } });
    expect(output).toContain("FILE     not written");
    expect(existsSync(join(folder, "model-facts.json"))).toBe(false);
  });

  it("refuses an open model, whose data hold no function-call parts", async () => {
    const { errors } = await probe([], { model: "qwen/qwen3@qwen3-8b" });
    expect(errors).toContain("is an open model");
    expect(await creates()).toBe(0);
  });

  it.each([
    ["a limit below its price", { budgetUsd: "0.001" }, "flanstack:budgetUsd"],
    ["a region that does not tune", { region: "europe-west1" }, "flanstack:region"],
  ])("spends nothing with %s", async (_, set, named) => {
    const { code, errors } = await probe([], { set });
    expect(code).toBe(1);
    expect(errors).toContain(named);
    expect(await creates()).toBe(0);
  });

  it("shows the price and stops where it could be billed and nobody said --yes; calls nobody", async () => {
    const before = (await admin.requests()).length;
    const { code, output } = await probe([], { isReal: true });
    expect(code).toBe(1);
    expect(output).toMatchInlineSnapshot(`
      "flanstack plan · gemini · 2026-11-23

       VERDICT  may go ahead: 1 agent, 20 training rows, 4 warnings (below); a plan
                spends nothing
       MODEL    gemini-3.1-flash-lite, supervised tuning, in us-central1

       AGENT           ROWS      TOKENS/EPOCH  EPOCHS             ONCE     MONTHLY
       probe           20/0            ~2,720       1       $0.01-0.02       $0.00
       total                                                $0.01-0.02       $0.00
       ~ estimated: the vocabulary is not public; the range has the error in it

       PRICE    $3.00 per 1M training tokens (60 days old; secondary: Google's tuning
                price tables of 2026-09-24, as quoted by a public course repository)
       COST     once $0.01-0.02
                monthly $0.00; tokens of a tuned model at 1.5x base
                no traffic is declared (flanstack:traffic), so monthly is hosting
                alone
       BUDGET   once at most $0.02 of $5.00; monthly $0.00 of $0.00
       LIFE     may retire from 2027-05-07 (165 days)
       TIME     unknown: no job like this has been measured yet
       WARNING  flanstack:baseModel: gemini-3.1-flash-lite may retire from 2027-05-07
                (165 days); a model tuned from it ends the same day (checked
                2026-11-22).
                  Plan the next base model; tuning on from a tuned model does not make
                  it live longer (flanstack migrate list).
       WARNING  flanstack:rendering: Nobody has shown that gemini-3.1-flash-lite
                accepts function-call parts in tuning data (checked 2026-11-22).
                  Set flanstack:rendering to text, or settle it by one small job:
                  flanstack probe gemini-3.1-flash-lite.
       WARNING  flanstack:catalog: Facts checked more than 90 days ago, the oldest 114
                days: gemini-3.1-flash-lite baseInputUsdPerMillionTokens;
                gemini-3.1-flash-lite baseOutputUsdPerMillionTokens.
                  Check them (flanstack catalog check) and state what is true today in
                  the file flanstack:catalog names.
       WARNING  probe rows: 20 rows; 100 or more are advised (gemini-3.1-flash-lite,
                checked 2026-11-22).
                  Add examples.
       NEXT     the same command with --yes: it pays what COST says, or nothing where
                the job has run before"
    `);
    expect((await admin.requests()).length).toBe(before);
  });

  it("says what is missing before it needs anybody", async () => {
    const { code, errors } = await probe([], { set: { project: "", ledger: "" } });
    expect(code).toBe(1);
    expect(errors).toContain("flanstack:project");
    expect(errors).toContain("flanstack:ledger");
  });
});
