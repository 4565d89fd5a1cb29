/** One total, three guards: the program, the provider's check and the policy pack refuse and accept at the same cent. */
import { createRequire } from "node:module";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { askLedger } from "../../ask-ledger";
import {
  type BudgetInput,
  budgetOfPlan,
  buildTuningPlan,
  loadCatalog,
  sumTokens,
  type TuningPlan,
} from "../../catalog";
import { parseSettings } from "../../config";
import { planInput } from "../../plan-input";
import { checkBudgetPolicy } from "../../policy/budget";
import type { TuningSpec } from "../../tuning";
import { type FakeEngine, type ProviderProcess, startFakeEngine, startProvider } from "./provider-process";
import { startTuningWorld, type TuningWorld } from "./tuning-world";

// The ledger is asked through the provider's own ports, which the program loads by this loader.
createRequire(__filename)("../../bin/load-typescript.cjs");

const TODAY = "2026-11-23";
const LEDGER = "gs://ledger/flanstack";
/** Elsewhere: nobody listens there, so a check that got further than the budget would fail otherwise. */
const BILLING = "https://vertex.example.com";
const ROW = { tokens: 100_000, exact: true, source: "test", band: { low: 100_000, high: 100_000 }, asRecords: 100_000 };

let world: TuningWorld;
let engine: FakeEngine;
let jobs: ProviderProcess;

beforeAll(async () => {
  [world, engine] = await Promise.all([startTuningWorld(), startFakeEngine()]);
  const environment = world.environment({ CI: "true", FLANSTACK_VERTEX_BASE_URL: BILLING });
  jobs = await startProvider(engine, "tuningJobProvider", environment);
});
afterAll(async () => {
  jobs?.kill();
  engine?.stop();
  await world?.close();
});
beforeEach(() => world.fresh());

/** Another stack's claim, as it stands in the ledger after `up` and before the provider has billed it. */
async function plantClaim(owner: string, price: { onceUsd: number; monthlyUsd: number }): Promise<void> {
  const { spec, digest } = world.jobInputs({ spec: { generation: 7 } }) as unknown as {
    spec: TuningSpec;
    digest: string;
  };
  const who = { project: "flanstack", stack: "staging", agent: "legal_agent" };
  const at = `${TODAY}T08:00:00.000Z`;
  const claim = {
    version: 1,
    jobKey: "b".repeat(64),
    digest,
    account: "aiplatform.googleapis.com",
    state: "waiting",
    nonce: "n",
    owner: who,
    claimedAt: at,
    writtenAt: at,
    createDeadlineMilliseconds: 60_000,
    requests: 0,
    spec,
    submission: { digest, owner: who, displayName: "legal", train: {}, labels: { owner }, price },
  };
  const reply = await fetch(
    `${world.url}/upload/storage/v1/b/ledger/o?uploadType=media&name=flanstack/claims/${claim.jobKey}.json`,
    { method: "POST", body: JSON.stringify(claim) },
  );
  expect(reply.status).toBe(200);
}

/** The plan of one stack with one agent: 300,000 tokens at $3.00 per million, 3 epochs: $2.70 at most. */
async function planWith(budgetUsd: string): Promise<TuningPlan> {
  const settings = parseSettings(
    {
      environment: "dev",
      project: "acme",
      ledger: LEDGER,
      budgetUsd,
      ownerBudgets: '{"quality":{"onceUsd":100,"monthlyUsd":100}}',
      labels: '{"owner":"quality"}',
      monthlyBudgetUsd: "20",
      agents: '["qa_agent"]',
    },
    { pulumiProject: "flanstack", stack: "dev" },
  );
  const { digest } = world.jobInputs();
  // The ledger is the sandbox's; the provider is one that bills.
  const environment = { FLANSTACK_STORAGE_BASE_URL: world.url, FLANSTACK_VERTEX_BASE_URL: world.url };
  const committed = await askLedger(settings, new Set([digest]), { today: TODAY, environment });
  const file = {
    name: "train.jsonl",
    sha256: "a".repeat(64),
    rows: 3,
    bytes: 1000,
    tokens: sumTokens([ROW, ROW, ROW]),
  };
  const input = planInput(settings, [{ agent: "qa_agent", digest, train: file, validation: file }], {
    today: TODAY,
    environment: {},
    ledger: committed.totals,
  });
  return buildTuningPlan(loadCatalog(), input);
}

/** What each guard says of the same declared job; empty: it lets it pass. */
async function guards(plan: TuningPlan, change: Partial<BudgetInput> = {}): Promise<Record<string, string>> {
  const inputs = { ...world.jobInputs(), budget: { ...budgetOfPlan(plan), ...change } };
  const { failures } = await jobs.check({}, inputs);
  const declared = {
    type: "pulumi-nodejs:dynamic/flanstack:TuningJob",
    name: "qa_agent-job",
    urn: "urn:pulumi:dev::flanstack::x",
    props: inputs,
  };
  const text = (messages: readonly string[]) => messages.join("\n");
  return {
    program: text(plan.problems.filter(({ code }) => code.startsWith("budget")).map(({ message }) => message)),
    provider: text(failures),
    policy: text(checkBudgetPolicy([declared], {}).map(({ message }) => message)),
  };
}

describe("the budget over all stacks of a ledger", () => {
  it("is refused by program, provider and policy at the same figure, one cent below, naming the agent", async () => {
    await plantClaim("law", { onceUsd: 40, monthlyUsd: 12.5 });
    const said = await guards(await planWith("42.69"));
    for (const [guard, text] of Object.entries(said)) {
      expect(text, guard).toContain(
        "the plan: at most $2.70 once and $40.00 of the ledger's other stacks pass the limit of $42.69 by $0.01",
      );
      expect(text, guard).toMatch(/qa_agent +\$2\.70/);
    }
  });

  it("is allowed by all three at the very cent", async () => {
    await plantClaim("law", { onceUsd: 40, monthlyUsd: 12.5 });
    expect(await guards(await planWith("42.70"))).toEqual({ program: "", provider: "", policy: "" });
  });

  it("counts nobody else where nobody else has bought", async () => {
    expect(await guards(await planWith("2.70"))).toEqual({ program: "", provider: "", policy: "" });
    expect((await guards(await planWith("2.69"))).provider).toContain("pass the limit of $2.69 by $0.01");
  });

  it("refuses a job that was not priced, at the provider and in the policy, whatever the limits", async () => {
    const plan = await planWith("1000");
    const others = budgetOfPlan(plan).agents.map((agent) => ({ ...agent, digest: "0".repeat(64) }));
    const { provider, policy } = await guards(plan, { agents: others });
    expect(provider).toContain("is not in the plan");
    expect(policy).toContain("is not in the plan");
  });

  it("is asked for by the provider wherever the address can bill", async () => {
    const { failures } = await jobs.check({}, world.jobInputs());
    expect(failures.join()).toContain("budget: Nobody has compared the cost of this job");
    const adopted = await jobs.check(
      {},
      world.jobInputs({ adoptJob: "projects/1/locations/us-central1/tuningJobs/2" }),
    );
    expect(adopted.failures).toEqual([]);
  });

  it("never makes a change of a job: other stacks' spending is no diff", async () => {
    const olds = { ...world.jobInputs(), budget: budgetOfPlan(await planWith("10")), state: "succeeded" };
    await plantClaim("law", { onceUsd: 1, monthlyUsd: 1 });
    const news = { ...world.jobInputs(), budget: budgetOfPlan(await planWith("10")) };
    expect(news.budget.ledger).not.toEqual(olds.budget.ledger);
    expect(await jobs.diff("id", olds, news)).toEqual({ changes: false, replaces: [] });
  });
});
