import { describe, expect, it } from "vitest";
import { buildTuningPlan, loadCatalog, type PlanInput, sumTokens, type TokenCount } from "../catalog";
import { renderPlanText } from "./plan-text";

const catalog = loadCatalog();

function file(name: string, rows: number, tokensPerRow: number, isExact: boolean) {
  const error = isExact ? 0 : 0.1;
  const row: TokenCount = {
    tokens: tokensPerRow,
    exact: isExact,
    source: "test",
    band: { low: tokensPerRow * (1 - error), high: tokensPerRow * (1 + error) },
    asRecords: isExact ? tokensPerRow : tokensPerRow * 2,
  };
  return { name, sha256: "9f3c".repeat(16), rows, bytes: rows * 3000, tokens: sumTokens(Array(rows).fill(row)) };
}

const names = ["qa_agent", "support_agent", "analyst_agent", "legal_agent", "content_agent", "security_agent"];

function input(provider: string, baseModel: string, change: Partial<PlanInput> = {}): PlanInput {
  const isExact = provider !== "gemini";
  return {
    provider,
    baseModel,
    location: provider === "gemini" ? "europe-west4" : undefined,
    rendering: "text",
    today: "2026-11-23",
    horizonDays: 30,
    agents: names.map((agent) => ({
      agent,
      train: file(`${agent}_${provider}_train.jsonl`, 480, 650, isExact),
      validation: file(`${agent}_${provider}_val.jsonl`, 120, 650, isExact),
      epochs: 3,
    })),
    budget: { onceUsd: 50, monthlyUsd: 0 },
    isLoopback: false,
    ...change,
  };
}

const text = (plan: PlanInput, width?: number) =>
  renderPlanText(buildTuningPlan(catalog, plan), {
    width,
    file: `finetuning_plan_${plan.provider}.json`,
    next: ["pulumi preview -s dev"],
  });

describe("renderPlanText", () => {
  it("counts a sweep's trials apart from agents, their rows once, and the steps of a race", () => {
    const [own] = input("local", "x/y").agents;
    const trials = [1, 2, 3].map((index) => ({ ...own!, agent: `qa_agent trial-${index}`, trial: `trial-${index}` }));
    const plan = buildTuningPlan(catalog, input("local", "x/y", { agents: [own!, ...trials] }));
    const shown = renderPlanText({ ...plan, steps: { planned: 1200, whole: 4800 } }, { width: 200 });
    expect(shown).toContain("may go ahead: 1 agent and 3 sweep trials, 480 training rows");
    expect(shown).toMatch(
      /SWEEP +halving: at most 1,200 steps of all trials; trained to their ends they would make 4,800/,
    );
  });

  it("shows a plan that may go ahead", () => {
    expect(text(input("gemini", "gemini-3.1-flash-lite"))).toMatchInlineSnapshot(`
      "flanstack plan · gemini · 2026-11-23

       VERDICT  may go ahead: 6 agents, 2,880 training rows, 2 warnings (below); a
                plan spends nothing
       MODEL    gemini-3.1-flash-lite, supervised tuning, in europe-west4

       AGENT           ROWS      TOKENS/EPOCH  EPOCHS             ONCE     MONTHLY
       qa_agent        480/120          ~312k       3       $2.53-6.18       $0.00
       support_agent   480/120          ~312k       3       $2.53-6.18       $0.00
       analyst_agent   480/120          ~312k       3       $2.53-6.18       $0.00
       legal_agent     480/120          ~312k       3       $2.53-6.18       $0.00
       content_agent   480/120          ~312k       3       $2.53-6.18       $0.00
       security_agent  480/120          ~312k       3       $2.53-6.18       $0.00
       total                                              $15.17-37.07       $0.00
       ~ estimated: the vocabulary is not public; the range has the error in it

       PRICE    $3.00 per 1M training tokens (60 days old; secondary: Google's tuning
                price tables of 2026-09-24, as quoted by a public course repository)
       COST     once $15.17-37.07
                monthly $0.00; tokens of a tuned model at 1.5x base
                no traffic is declared (flanstack:traffic), so monthly is hosting
                alone
       BUDGET   once at most $37.07 of $50.00; monthly $0.00 of $0.00
       LIFE     may retire from 2027-05-07 (165 days)
       TIME     unknown: no job like this has been measured yet
       WARNING  flanstack:baseModel: gemini-3.1-flash-lite may retire from 2027-05-07
                (165 days); a model tuned from it ends the same day (checked
                2026-11-22).
                  Plan the next base model; tuning on from a tuned model does not make
                  it live longer (flanstack migrate list).
       WARNING  flanstack:catalog: Facts checked more than 90 days ago, the oldest 114
                days: gemini-3.1-flash-lite baseInputUsdPerMillionTokens;
                gemini-3.1-flash-lite baseOutputUsdPerMillionTokens.
                  Check them (flanstack catalog check) and state what is true today in
                  the file flanstack:catalog names.
       FILE     finetuning_plan_gemini.json
       NEXT     pulumi preview -s dev
      "
    `);
  });

  it("shows a plan that is blocked, with every reason and its table", () => {
    expect(
      text(input("azure-foundry", "gpt-4.1-mini", { budget: { onceUsd: 50, monthlyUsd: 7445 } })),
    ).toMatchInlineSnapshot(`
      "flanstack plan · azure-foundry · 2026-11-23

       VERDICT  BLOCKED, 2 problems (below); nothing is spent
       MODEL    gpt-4.1-mini-2025-04-14, supervised tuning

       AGENT           ROWS      TOKENS/EPOCH  EPOCHS             ONCE     MONTHLY
       qa_agent        480/120           312k       3          unknown   $1,241.00
       support_agent   480/120           312k       3          unknown   $1,241.00
       analyst_agent   480/120           312k       3          unknown   $1,241.00
       legal_agent     480/120           312k       3          unknown   $1,241.00
       content_agent   480/120           312k       3          unknown   $1,241.00
       security_agent  480/120           312k       3          unknown   $1,241.00
       total                                                   unknown   $7,446.00

       PRICE    unknown
       COST     once unknown
                monthly $7,446.00
                no traffic is declared (flanstack:traffic), so monthly is hosting
                alone
                not counted: no training price of gpt-4.1-mini-2025-04-14 is known
                (checked 2026-11-22)
       BUDGET   once at most unknown of $50.00; monthly $7,446.00 of $7,445.00
       LIFE     no end date known
       TIME     unknown: no job like this has been measured yet
       PROBLEM  flanstack:priceUsdPerMillionTokens: The budget cannot be checked: no
                training price of gpt-4.1-mini-2025-04-14 is known (checked
                2026-11-22).
                  State a training price in flanstack:priceUsdPerMillionTokens, any
                  other price in the file flanstack:catalog names.
       PROBLEM  flanstack:monthlyBudgetUsd: the plan: at most $7,446.00 monthly pass
                the limit of $7,445.00 by $1.00.
                  Raise flanstack:monthlyBudgetUsd on purpose, tune fewer agents, or
                  choose a cheaper flanstack:baseModel.
       FILE     finetuning_plan_azure-foundry.json
       NEXT     pulumi preview -s dev
      "
    `);
  });

  it("explains a provider without tuning", () => {
    expect(text(input("anthropic", "claude-3-haiku"))).toMatchInlineSnapshot(`
      "flanstack plan · anthropic · 2026-11-23

       VERDICT  BLOCKED, 1 problem (below); nothing is spent
       PROBLEM  flanstack:provider: Anthropic offers no fine-tuning API; Claude 3
                Haiku on Bedrock, the last way, ended on 2026-09-10. (Checked
                2026-11-22.)
                  Set flanstack:provider to gemini, openai or local; the data is still
                  exported in this provider's format.
       FILE     finetuning_plan_anthropic.json
       NEXT     pulumi preview -s dev
      "
    `);
  });

  it.each([
    ["80 columns", undefined, 80],
    ["80 columns, long findings", 80, 80],
    ["140 columns", 140, 140],
    ["a very narrow terminal: the tables keep their width", 20, 80],
  ])("stays within %s", (_, width, most) => {
    for (const plan of [
      input("gemini", "gemini-3.1-flash-lite"),
      input("openai", "gpt-4.1-mini"),
      input("gemini", "gemini-9"),
    ]) {
      for (const line of text(plan, width).split("\n")) expect(line.length, line).toBeLessThanOrEqual(most);
    }
  });

  it("shows declared traffic, the evaluation's cap and owners' limits", () => {
    const traffic = { requestsPerMonth: 10_000, inputTokensPerRequest: 1000, outputTokensPerRequest: 100 };
    const evaluation = { inputTokens: 120_000, outputTokens: 72_000, arms: ["tuned", "base"], capUsd: 2 } as const;
    const plan = input("gemini", "gemini-3.1-flash-lite");
    const shown = text({
      ...plan,
      agents: plan.agents.map((agent, index) => ({
        ...agent,
        owner: index < 2 ? "quality" : "law",
        traffic,
        evaluation,
      })),
      budget: { onceUsd: 50, monthlyUsd: 40, owners: { quality: { onceUsd: 20 }, law: { monthlyUsd: 24 } } },
    });
    expect(
      shown.split("\n").filter((line) => /COST|BUDGET|^ {10}(monthly|for|owner|once|\$|of)/.test(line)),
    ).toMatchInlineSnapshot(`
      [
        " COST     once $17.24-49.07 (training $15.17-37.07, evaluation $2.07-12.00)",
        "          monthly $36.00; tokens of a tuned model at 1.5x base",
        "          for 60,000 requests a month, as flanstack:traffic declares",
        " BUDGET   once at most $49.07 of $50.00; monthly $36.00 of $40.00",
        "          owner quality: once at most $16.36 of $20.00; monthly $12.00 no limit",
        "          owner law: once at most $32.72 no limit set; monthly $24.00 of $24.00",
      ]
    `);
  });

  it("says exact where the count is exact, and marks estimates", () => {
    expect(text(input("openai", "gpt-4.1-mini"))).not.toContain("~");
    expect(text(input("gemini", "gemini-3.1-flash-lite"))).toContain("~312k");
  });

  it("needs no colour", () => {
    expect(text(input("openai", "gpt-4.1-mini"))).not.toContain("\u001b");
  });
});
