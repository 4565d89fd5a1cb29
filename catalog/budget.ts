/**
 * The hard budget: compares the whole declared plan with the limits, to the cent and before anything is created.
 * The program, the provider's check and the policy pack call this with the same totals, so that they cannot disagree.
 */
import type { Problem } from "../primitives";
import { type Amount, addAmounts, toCents } from "./amount";
import type { AgentCost } from "./cost";
import { SETTINGS } from "./settings";

export interface Limits {
  /** For everything that is paid once in the budget's period, in US dollars. */
  readonly onceUsd?: number;
  /** For everything that is paid each month. */
  readonly monthlyUsd?: number;
}

export interface Budget extends Limits {
  /** Limits of single owners, by name; they hold beside the limits of the whole. */
  readonly owners?: Readonly<Record<string, Limits>>;
}

/** What other stacks of the ledger have committed, per owner: this plan's own jobs are left out by the caller. */
export interface LedgerTotal {
  readonly owner: string;
  readonly onceUsd: number;
  readonly monthlyUsd: number;
}

export interface BudgetInput {
  readonly agents: readonly AgentCost[];
  readonly budget: Budget;
  readonly ledger?: readonly LedgerTotal[];
  /** True when every address is loopback: nothing there can bill. Limits that are set still hold. */
  readonly isLoopback: boolean;
  /** The user has accepted that some prices are unknown (`flanstack:price: unknown`). */
  readonly acceptsUnknownPrices?: boolean;
}

export interface BudgetVerdict {
  readonly isAllowed: boolean;
  /** Upper bounds, this plan alone. */
  readonly once: Amount;
  readonly monthly: Amount;
  /** Upper bounds with the ledger's other stacks, in US dollars. */
  readonly totalOnceUsd: number;
  readonly totalMonthlyUsd: number;
  readonly problems: readonly Problem[];
}

/** Every reason at once; each problem ends with the table that says which agent costs what. */
export function checkBudget(input: BudgetInput): BudgetVerdict {
  const { agents, budget, ledger = [] } = input;
  const once = addAmounts(agents.map((agent) => agent.once.total));
  const monthly = addAmounts(agents.map((agent) => agent.monthly.total));
  const committed = sumLedger(ledger);
  const problems = [
    ...checkUnset(input),
    ...checkUnknown(input, [...once.unknown, ...monthly.unknown]),
    ...compare("the plan", agents, budget, committed),
    ...Object.entries(budget.owners ?? {}).flatMap(([owner, limits]) =>
      compare(
        `owner ${owner}`,
        agents.filter((agent) => agent.owner === owner),
        limits,
        sumLedger(ledger.filter((total) => total.owner === owner)),
      ),
    ),
  ];
  return {
    isAllowed: problems.length === 0,
    once,
    monthly,
    totalOnceUsd: once.highUsd + committed.onceUsd,
    totalMonthlyUsd: monthly.highUsd + committed.monthlyUsd,
    problems,
  };
}

function checkUnset({ budget, isLoopback, agents }: BudgetInput): Problem[] {
  if (isLoopback || agents.length === 0) return [];
  const missing = [budget.onceUsd === undefined ? "once" : "", budget.monthlyUsd === undefined ? "monthly" : ""].filter(
    (name) => name !== "",
  );
  if (missing.length === 0) return [];
  return [
    {
      code: "budget_unset",
      path: SETTINGS.budget,
      message: `No limit is set for what is paid ${missing.join(" and ")}, and the provider's address can bill you.\n${renderCostTable(agents)}`,
      fix: `Set ${SETTINGS.budget} to limits in US dollars, for example { "onceUsd": 50, "monthlyUsd": 20 }.`,
    },
  ];
}

function checkUnknown(input: BudgetInput, unknown: readonly string[]): Problem[] {
  if (input.isLoopback || input.acceptsUnknownPrices === true || unknown.length === 0) return [];
  return [
    {
      code: "price_unknown",
      path: SETTINGS.price,
      message: `The budget cannot be checked: ${[...new Set(unknown)].join("; ")}.\n${renderCostTable(input.agents)}`,
      fix: `State the price in ${SETTINGS.price} or in the file ${SETTINGS.catalog} names; "unknown" accepts that nobody knows it.`,
    },
  ];
}

function compare(
  whose: string,
  agents: readonly AgentCost[],
  limits: Limits,
  committed: { readonly onceUsd: number; readonly monthlyUsd: number },
): Problem[] {
  const kinds = [
    { name: "once", limit: limits.onceUsd, before: committed.onceUsd, part: (agent: AgentCost) => agent.once.total },
    {
      name: "monthly",
      limit: limits.monthlyUsd,
      before: committed.monthlyUsd,
      part: (agent: AgentCost) => agent.monthly.total,
    },
  ];
  return kinds.flatMap(({ name, limit, before, part }) => {
    if (limit === undefined) return [];
    const planned = addAmounts(agents.map(part)).highUsd;
    const total = toCents(before + planned);
    if (total <= Math.round(limit * 100)) return [];
    const others = before > 0 ? ` and ${renderCents(toCents(before))} of the ledger's other stacks` : "";
    return [
      {
        code: "budget_exceeded",
        path: SETTINGS.budget,
        message: `${whose}: at most ${renderCents(toCents(planned))} ${name}${others} pass the limit of ${renderCents(Math.round(limit * 100))} by ${renderCents(total - Math.round(limit * 100))}.\n${renderCostTable(agents)}`,
        fix: `Raise ${SETTINGS.budget} on purpose, tune fewer agents, or choose a cheaper ${SETTINGS.baseModel}.`,
      },
    ];
  });
}

/** Which agent costs at most what, as plain text. */
export function renderCostTable(agents: readonly AgentCost[]): string {
  const rows = agents.map((agent) => [agent.agent, renderBound(agent.once.total), renderBound(agent.monthly.total)]);
  rows.push(["total", ...[once(agents), monthly(agents)].map(renderBound)]);
  const width = Math.max(...rows.map(([name]) => name!.length), "agent".length);
  const line = (cells: readonly string[]) =>
    `    ${cells[0]!.padEnd(width)}  ${cells[1]!.padStart(13)}  ${cells[2]!.padStart(13)}`;
  return [line(["agent", "once at most", "monthly"]), ...rows.map(line)].join("\n");
}

function once(agents: readonly AgentCost[]): Amount {
  return addAmounts(agents.map((agent) => agent.once.total));
}

function monthly(agents: readonly AgentCost[]): Amount {
  return addAmounts(agents.map((agent) => agent.monthly.total));
}

function renderBound(part: Amount): string {
  const known = renderCents(toCents(part.highUsd));
  if (part.unknown.length === 0) return known;
  return part.highUsd === 0 ? "unknown" : `${known} + ?`;
}

/** Cents as dollars: `$7,446.00`. */
export function renderCents(cents: number): string {
  const [dollars, rest] = (cents / 100).toFixed(2).split(".");
  return `$${dollars!.replace(/\B(?=(\d{3})+$)/g, ",")}.${rest}`;
}

function sumLedger(ledger: readonly LedgerTotal[]): { onceUsd: number; monthlyUsd: number } {
  return {
    onceUsd: ledger.reduce((sum, total) => sum + total.onceUsd, 0),
    monthlyUsd: ledger.reduce((sum, total) => sum + total.monthlyUsd, 0),
  };
}
