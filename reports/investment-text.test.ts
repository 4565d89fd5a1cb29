import { describe, expect, it } from "vitest";
import type { InvestmentReport } from "../catalog";
import { renderInvestment } from "./investment-text";

const report: InvestmentReport = {
  provider: "gemini",
  date: "2026-11-23",
  tuned: {
    name: "gemini-3.1-flash-lite tuned",
    usdPerMillionInput: 0.375,
    usdPerMillionOutput: 2.25,
    inputTokens: 1200,
    outputTokens: 150,
    successRate: 0.8,
    hostingUsdPerMonth: 1241,
  },
  investment: {
    tasksPerMonth: 50_000,
    months: 12,
    monthsBetweenRuns: 5,
    trainingUsd: 25.9,
    evaluationUsd: 9,
    labourUsd: 400,
  },
  comparisons: [
    {
      baseline: "openai/gpt-4o-2024-08-06",
      baselineUsdPerTask: 0.0045,
      tunedUsdPerTask: 0.0007875,
      per: "task",
      savedUsd: 2227.5,
      investedUsd: 1304.7,
      returnRatio: 0.71,
      breakEvenTasksPerMonth: 29_286.2,
    },
    {
      baseline: "openai/gpt-6-luna",
      baselineUsdPerTask: 0.0004875,
      tunedUsdPerTask: 0.000984,
      per: "solved task",
      savedUsd: -297.9,
      investedUsd: 1304.7,
      returnRatio: -1.228,
      breakEvenTasksPerMonth: "never",
    },
    {
      baseline: "a model that never succeeds",
      baselineUsdPerTask: Number.POSITIVE_INFINITY,
      tunedUsdPerTask: 0.000984,
      per: "solved task",
      savedUsd: Number.POSITIVE_INFINITY,
      investedUsd: 1304.7,
      returnRatio: Number.POSITIVE_INFINITY,
      breakEvenTasksPerMonth: 0,
    },
  ],
  notes: ["no measured success rate of openai/gpt-4o-2024-08-06: compared per task, as if both solved as many"],
};

describe("renderInvestment", () => {
  it("says against whom tuning pays, from which volume, and against whom never", () => {
    expect(renderInvestment(report)).toMatchInlineSnapshot(`
      "flanstack roi · gemini · 2026-11-23

       VERDICT  pays against openai/gpt-4o-2024-08-06, a model that never succeeds;
                does not against openai/gpt-6-luna
       TRAFFIC  50,000 tasks a month, 1,200 tokens in, 150 tokens out, over 12 months
       INVESTED 3 runs x (training $25.90 + evaluation $9.00 + labour $400.00) + 12
                months x hosting $1,241.00 = $16,196.70

       PER 1,000 TASKS AGAINST       BASELINE      TUNED       SAVED  RETURN PAYS FROM
       openai/gpt-4o-2024-08-06         $4.50      $0.79   $2,227.50    71 %    29,287
       openai/gpt-6-luna (per solved task)
                                        $0.49      $0.99    -$297.90  -123 %     never
       a model that never succeeds (per solved task)
                                   no success      $0.99   unbounded       -         0
       Pays from: tasks a month at which the money comes back

       NOTE     no measured success rate of openai/gpt-4o-2024-08-06: compared per
                task, as if both solved as many
       FORMULA  docs/cost.md; RETURN is net: 0 % means that the money came back
      "
    `);
  });

  it.each([80, 140])("keeps to %i columns, in colour and without", (width) => {
    for (const line of renderInvestment(report, { width }).split("\n")) expect(line.length).toBeLessThanOrEqual(width);
    const start = String.fromCharCode(27);
    const coloured = renderInvestment(report, { width, colour: true });
    expect(coloured).toContain(start);
    expect(coloured.replace(new RegExp(`${start}\\[\\d+m`, "g"), "")).toBe(renderInvestment(report, { width }));
  });
});
