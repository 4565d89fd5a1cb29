import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Amount, amount, NOTHING, unknownAmount } from "./amount";
import { type BudgetInput, checkBudget, type PricedAgent, pricedAgent, renderCents, renderCostTable } from "./budget";
import { costOfAgent } from "./cost";
import { findModel } from "./find";
import { loadCatalog } from "./load";
import { sumTokens } from "./tokens/totals";

function cost(agent: string, once: Amount, monthly: Amount = NOTHING, owner = ""): PricedAgent {
  return { agent, owner, once, monthly };
}

const six = ["qa_agent", "support_agent", "analyst_agent", "legal_agent", "content_agent", "security_agent"];
const plan: BudgetInput = {
  agents: six.map((agent) => cost(agent, amount(2.817, 5.9157), amount(10))),
  budget: { onceUsd: 36, monthlyUsd: 60 },
  isLoopback: false,
};
const codes = (input: BudgetInput) => checkBudget(input).problems.map((problem) => problem.code);

describe("checkBudget", () => {
  it("allows a plan that meets its limits to the cent", () => {
    // 6 x 5.9157 = 35.4942, a started cent counts: 35.50
    const verdict = checkBudget({ ...plan, budget: { onceUsd: 35.5, monthlyUsd: 60 } });
    expect(verdict).toMatchObject({ isAllowed: true, problems: [] });
    expect(verdict.totalOnceUsd).toBeCloseTo(35.4942, 9);
  });

  it("refuses it one cent below, and says which agent costs what", () => {
    const verdict = checkBudget({ ...plan, budget: { onceUsd: 35.49, monthlyUsd: 60 } });
    expect(verdict.isAllowed).toBe(false);
    expect(verdict.problems).toHaveLength(1);
    expect(`${verdict.problems[0]!.message}\n${verdict.problems[0]!.fix}`).toMatchInlineSnapshot(`
      "the plan: at most $35.50 once pass the limit of $35.49 by $0.01.
          agent            once at most        monthly
          qa_agent                $5.92         $10.00
          support_agent           $5.92         $10.00
          analyst_agent           $5.92         $10.00
          legal_agent             $5.92         $10.00
          content_agent           $5.92         $10.00
          security_agent          $5.92         $10.00
          total                  $35.50         $60.00
      Raise flanstack:budgetUsd on purpose, tune fewer agents, or choose a cheaper flanstack:baseModel."
    `);
  });

  it("compares what is paid monthly apart from what is paid once", () => {
    expect(codes({ ...plan, budget: { onceUsd: 1000, monthlyUsd: 59.99 } })).toEqual(["budget_exceeded"]);
    expect(codes({ ...plan, budget: { onceUsd: 1, monthlyUsd: 1 } })).toEqual(["budget_exceeded", "budget_exceeded"]);
  });

  it("shows six Foundry deployments at $1.70 an hour as $7,446 a month: allowed at 7446, refused at 7445", () => {
    const catalog = loadCatalog();
    const none = sumTokens([]);
    const agents = six.map((agent) =>
      pricedAgent(
        costOfAgent({
          agent,
          model: findModel(catalog, "azure-foundry", "gpt-4.1-mini")!,
          platform: catalog.platforms["azure-foundry"]!,
          train: none,
          validation: none,
          epochs: 3,
          usdPerMillionTrainingTokens: 5,
        }),
      ),
    );
    const foundry = (monthlyUsd: number) => checkBudget({ ...plan, agents, budget: { onceUsd: 0, monthlyUsd } });
    expect(foundry(7446).problems).toEqual([]);
    expect(foundry(7445).problems[0]!.message).toContain(
      "at most $7,446.00 monthly pass the limit of $7,445.00 by $1.00",
    );
    expect(foundry(7445.99).isAllowed).toBe(false);
  });

  it("adds what the ledger's other stacks have committed", () => {
    const ledger = [{ owner: "support", onceUsd: 0.51, monthlyUsd: 0 }];
    expect(codes({ ...plan, ledger })).toEqual(["budget_exceeded"]);
    expect(checkBudget({ ...plan, ledger }).problems[0]!.message).toContain("and $0.51 of the ledger's other stacks");
    expect(codes({ ...plan, ledger: [{ owner: "support", onceUsd: 0.5, monthlyUsd: 0 }] })).toEqual([]);
  });

  it("holds each owner to its own limit, beside the whole", () => {
    const agents = [cost("a", amount(5), NOTHING, "support"), cost("b", amount(50), NOTHING, "legal")];
    const budget = { onceUsd: 100, monthlyUsd: 0, owners: { support: { onceUsd: 10 }, legal: { onceUsd: 49.99 } } };
    const ledger = [{ owner: "support", onceUsd: 5, monthlyUsd: 0 }];
    const { problems } = checkBudget({ agents, budget, ledger, isLoopback: false });
    expect(problems.map((problem) => problem.message.split(":")[0])).toEqual(["owner legal"]);
    expect(problems[0]!.message).not.toContain("support");
  });

  it.each([
    ["no limit at all", {}, ["flanstack:budgetUsd", "flanstack:monthlyBudgetUsd"]],
    ["no monthly limit", { onceUsd: 100 }, ["flanstack:monthlyBudgetUsd"]],
    ["no limit for once", { monthlyUsd: 100 }, ["flanstack:budgetUsd"]],
  ])("refuses %s when the address can bill", (_, budget, settings) => {
    const { problems } = checkBudget({ ...plan, budget });
    expect(problems.map((problem) => [problem.code, problem.path])).toEqual(
      settings.map((one) => ["budget_unset", one]),
    );
  });

  it("asks for no monthly limit when nothing is billed monthly", () => {
    const agents = [cost("a", amount(1))];
    expect(codes({ ...plan, agents, budget: { onceUsd: 1 } })).toEqual([]);
  });

  it("asks for no limit where nothing can bill, but keeps one that is set", () => {
    expect(codes({ ...plan, budget: {}, isLoopback: true })).toEqual([]);
    expect(codes({ ...plan, budget: { onceUsd: 35.49 }, isLoopback: true })).toEqual(["budget_exceeded"]);
  });

  it("refuses an unknown price", () => {
    const agents = [
      cost("a", amount(1)),
      cost("b", unknownAmount("no training price of gemini-3.5-flash-lite is known")),
    ];
    const unknown = { ...plan, agents, budget: { onceUsd: 100, monthlyUsd: 100 } };
    const [problem] = checkBudget(unknown).problems;
    expect(problem).toMatchObject({ code: "price_unknown", path: "flanstack:priceUsdPerMillionTokens" });
    expect(problem!.message).toContain("gemini-3.5-flash-lite");
    expect(codes({ ...unknown, isLoopback: true })).toEqual([]);
  });

  it("takes a limit of 0 for a limit", () => {
    expect(codes({ ...plan, budget: { onceUsd: 0, monthlyUsd: 0 } })).toHaveLength(2);
    expect(codes({ agents: [], budget: {}, isLoopback: false })).toEqual([]);
  });

  it("allows exactly the plans whose cents are within the limit", () => {
    const cents = fc.nat(100_000);
    fc.assert(
      fc.property(fc.array(cents, { minLength: 1, maxLength: 8 }), cents, cents, (parts, before, limit) => {
        const agents = parts.map((part, index) => cost(`agent_${index}`, amount(part / 100)));
        const verdict = checkBudget({
          agents,
          budget: { onceUsd: limit / 100, monthlyUsd: 0 },
          ledger: [{ owner: "", onceUsd: before / 100, monthlyUsd: 0 }],
          isLoopback: false,
        });
        const total = parts.reduce((sum, part) => sum + part, before);
        expect(verdict.isAllowed).toBe(total <= limit);
      }),
    );
  });
});

describe("renderCostTable", () => {
  it("marks what is not known", () => {
    const agents = [cost("a", unknownAmount("?")), cost("long_agent_name", { ...amount(1234.5), unknown: ["?"] })];
    expect(renderCostTable(agents)).toMatchInlineSnapshot(`
      "    agent             once at most        monthly
          a                      unknown          $0.00
          long_agent_name  $1,234.50 + ?          $0.00
          total            $1,234.50 + ?          $0.00"
    `);
  });

  it.each([
    [0, "$0.00"],
    [5, "$0.05"],
    [744600, "$7,446.00"],
    [123456789, "$1,234,567.89"],
  ])("%d cents: %s", (cents, text) => {
    expect(renderCents(cents)).toBe(text);
  });
});
