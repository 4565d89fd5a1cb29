import { describe, expect, it } from "vitest";
import { loadCatalog } from "./catalog";
import { committedTotals } from "./committed";
import type { Claim, JobView } from "./tuning";

const catalog = loadCatalog();
const options = { catalog, today: "2026-11-23", planned: new Set(["planned"]) };

function claim(change: Partial<Claim> & { owner_?: string } = {}): Claim {
  const { owner_ = "quality", ...rest } = change;
  return {
    version: 1,
    jobKey: "k",
    digest: "d",
    account: "aiplatform.googleapis.com",
    state: "submitted",
    nonce: "n",
    owner: { project: "flanstack", stack: "staging", agent: "qa_agent" },
    claimedAt: "2026-11-02T08:00:00Z",
    writtenAt: "2026-11-02T08:00:00Z",
    createDeadlineMilliseconds: 60_000,
    requests: 1,
    spec: {
      provider: "gemini",
      method: "supervised",
      baseModel: "gemini-3.1-flash-lite",
      hyperparameters: {},
      trainDigest: "a".repeat(64),
      generation: 1,
    },
    submission: {
      digest: "d",
      owner: { project: "flanstack", stack: "staging", agent: "qa_agent" },
      displayName: "qa",
      train: {},
      labels: { owner: owner_ },
    },
    jobName: "jobs/1",
    jobCreatedAt: "2026-11-02T08:00:10Z",
    ...rest,
  };
}

const job = (name: string, billedTokens?: number): JobView => ({
  name,
  state: "succeeded",
  rawState: "JOB_STATE_SUCCEEDED",
  createTime: "2026-11-02T08:00:10Z",
  labels: {},
  statistics: { billedTokens },
});

describe("committedTotals", () => {
  it("sums what was billed per owner, at the price of the base", () => {
    const claims = [claim(), claim({ jobName: "jobs/2" }), claim({ jobName: "jobs/3", owner_: "law" })];
    const jobs = [job("jobs/1", 1_000_000), job("jobs/2", 500_000), job("jobs/3", 2_000_000)];
    const { totals, warnings } = committedTotals(claims, jobs, options);
    expect(totals).toEqual([
      { owner: "quality", onceUsd: 4.5, monthlyUsd: 0 },
      { owner: "law", onceUsd: 6, monthlyUsd: 0 },
    ]);
    expect(warnings).toEqual([]);
  });

  it.each([
    ["the plan's own purchase: the plan counts it", { digest: "planned" }, 0],
    ["an earlier month", { jobCreatedAt: "2026-10-31T23:59:59Z" }, 0],
    ["the sandbox", { account: "loopback" }, 0],
    ["a model that was removed has been paid for all the same", { state: "removed" }, 3],
    ["another purchase of the same stack", { owner: { project: "flanstack", stack: "dev", agent: "qa_agent" } }, 3],
  ] as const)("counts %s", (_, change, usd) => {
    const { totals } = committedTotals([claim(change)], [job("jobs/1", 1_000_000)], options);
    expect(totals.reduce((sum, total) => sum + total.onceUsd, 0)).toBe(usd);
  });

  it.each([
    ["a job that still runs", claim(), [job("jobs/1")]],
    ["a job of an account that was not asked", claim(), []],
    ["a claim without a job", claim({ jobName: undefined, state: "waiting" }), []],
    [
      "a base without a price",
      claim({ spec: { ...claim().spec, baseModel: "gemini-3.5-flash-lite" } }),
      [job("jobs/1", 9)],
    ],
  ])("names %s as unpriced instead of counting nothing in silence", (_, one, jobs) => {
    const { totals, warnings } = committedTotals([one], jobs, options);
    expect(totals[0]!.onceUsd).toBe(0);
    expect(warnings[0]).toMatchObject({ code: "ledger_unpriced", path: "flanstack:ledger" });
    expect(warnings[0]!.message).toContain("staging/qa_agent");
  });

  it.each([
    ["runs", { state: "running", rawState: "" }, {}, 7, 3],
    ["has no job yet", undefined, { jobName: undefined, state: "waiting" }, 7, 3],
    ["succeeded and was billed less", { state: "succeeded", statistics: { billedTokens: 1_000_000 } }, {}, 3, 3],
    ["failed without a bill: its bound stays, and nothing is hosted", { state: "failed" }, {}, 7, 0],
    ["was removed", { state: "succeeded" }, { state: "removed" }, 7, 0],
  ] as const)("counts the bound it was submitted with while a purchase %s", (_, view, change, once, monthly) => {
    const one = claim({ ...change, submission: { ...claim().submission, price: { onceUsd: 7, monthlyUsd: 3 } } });
    const jobs = view === undefined ? [] : [{ ...job("jobs/1"), ...view }];
    const { totals, warnings } = committedTotals([one], jobs, options);
    expect(totals).toEqual([{ owner: "quality", onceUsd: once, monthlyUsd: monthly }]);
    expect(warnings).toEqual([]);
  });

  it("counts the hosting of models that stand, whenever they were tuned, at the price of the address they were tuned at", () => {
    const old = {
      account: "acme.openai.azure.com/openai/v1",
      jobCreatedAt: "2026-08-01T00:00:00Z",
      spec: { ...claim().spec, provider: "openai", baseModel: "gpt-4.1-mini" },
    } as const;
    const claims = [claim(old), claim({ ...old, jobName: "jobs/2", state: "removed" })];
    const { totals } = committedTotals(claims, [job("jobs/1"), job("jobs/2")], options);
    expect(totals[0]!.monthlyUsd).toBeCloseTo(1241, 6);
    const atOpenAi = claims.map((each) => ({ ...each, account: "api.openai.com/v1" }));
    expect(committedTotals(atOpenAi, [job("jobs/1")], options).totals[0]!.monthlyUsd).toBe(0);
  });
});
