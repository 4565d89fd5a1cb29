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

/** Upper bounds of one agent's purchase. */
export interface PricedAgent {
  readonly agent: string;
  readonly owner: string;
  /** SHA-256 of the tuning spec that is priced: a job with another digest is not covered. */
  readonly digest?: string;
  readonly once: Amount;
  readonly monthly: Amount;
}

/** @param digest of the tuning spec that this cost is for */
export function pricedAgent({ agent, owner, once, monthly }: AgentCost, digest?: string): PricedAgent {
  return { agent, owner, once: once.total, monthly: monthly.total, ...(digest === undefined ? {} : { digest }) };
}

/** Everything a guard compares, as plain JSON: the program hands it to each job, and the policy pack finds it there. */
export interface BudgetInput {
  readonly agents: readonly PricedAgent[];
  readonly budget: Budget;
  readonly ledger?: readonly LedgerTotal[];
  /** True when every address is loopback: nothing there can bill. Limits that are set still hold. */
  readonly isLoopback: boolean;
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

/** Which of the declared purchases nobody has priced: a total without them would be too low. */
export function checkPriced(input: BudgetInput, digests: readonly string[]): Problem[] {
  const priced = new Set(input.agents.map((agent) => agent.digest));
  return digests
    .filter((digest) => !priced.has(digest))
    .map((digest) => ({
      code: "not_priced",
      path: "budget",
      message: `The purchase ${digest.slice(0, 12)} is not in the plan whose cost was compared with the budget.`,
      fix: "Price every declared job in one plan, and give that plan's budget to each.",
    }));
}

/** Every reason at once; each problem ends with the table that says which agent costs what. */
export function checkBudget(input: BudgetInput): BudgetVerdict {
  const { agents, budget, ledger = [] } = input;
  const once = addAmounts(agents.map((agent) => agent.once));
  const monthly = addAmounts(agents.map((agent) => agent.monthly));
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

/** What is billed once and what is billed monthly: two limits, two settings, one comparison. */
const KINDS = [
  { kind: "once", limit: "onceUsd", setting: SETTINGS.budget },
  { kind: "monthly", limit: "monthlyUsd", setting: SETTINGS.monthlyBudget },
] as const;

/** A plan that may bill needs a limit; one that surely costs nothing does not. */
function checkUnset({ budget, isLoopback, agents }: BudgetInput): Problem[] {
  if (isLoopback) return [];
  return KINDS.flatMap(({ kind, limit, setting }) => {
    const planned = addAmounts(agents.map((agent) => agent[kind]));
    if (budget[limit] !== undefined || (planned.highUsd === 0 && planned.unknown.length === 0)) return [];
    return [
      {
        code: "budget_unset",
        path: setting,
        message: `No limit is set for what is paid ${kind}, and the provider's address can bill you.\n${renderCostTable(agents)}`,
        fix: `Set a limit in US dollars: pulumi config set ${setting} ${Math.ceil(planned.highUsd)}`,
      },
    ];
  });
}

function checkUnknown(input: BudgetInput, unknown: readonly string[]): Problem[] {
  if (input.isLoopback || unknown.length === 0) return [];
  return [
    {
      code: "price_unknown",
      path: SETTINGS.price,
      message: `The budget cannot be checked: ${[...new Set(unknown)].join("; ")}.\n${renderCostTable(input.agents)}`,
      fix: `State a training price in ${SETTINGS.price}, any other price in the file ${SETTINGS.catalog} names.`,
    },
  ];
}

function compare(
  whose: string,
  agents: readonly PricedAgent[],
  limits: Limits,
  committed: { readonly onceUsd: number; readonly monthlyUsd: number },
): Problem[] {
  return KINDS.flatMap(({ kind, limit, setting }) => {
    const limitUsd = limits[limit];
    if (limitUsd === undefined) return [];
    const before = committed[limit];
    const planned = addAmounts(agents.map((agent) => agent[kind])).highUsd;
    const over = toCents(before + planned) - Math.round(limitUsd * 100);
    if (over <= 0) return [];
    const others = before > 0 ? ` and ${renderCents(toCents(before))} of the ledger's other stacks` : "";
    const bound = `at most ${renderCents(toCents(planned))} ${kind}${others}`;
    return [
      {
        code: "budget_exceeded",
        path: setting,
        message: `${whose}: ${bound} pass the limit of ${renderCents(Math.round(limitUsd * 100))} by ${renderCents(over)}.\n${renderCostTable(agents)}`,
        fix: `Raise ${setting} on purpose, tune fewer agents, or choose a cheaper ${SETTINGS.baseModel}.`,
      },
    ];
  });
}

/** Which agent costs at most what, as plain text. */
export function renderCostTable(agents: readonly PricedAgent[]): string {
  const rows = agents.map((agent) => [agent.agent, renderBound(agent.once), renderBound(agent.monthly)]);
  const total = KINDS.map(({ kind }) => addAmounts(agents.map((agent) => agent[kind])));
  rows.push(["total", ...total.map(renderBound)]);
  const width = Math.max(...rows.map(([name]) => name!.length), "agent".length);
  const line = (cells: readonly string[]) =>
    `    ${cells[0]!.padEnd(width)}  ${cells[1]!.padStart(13)}  ${cells[2]!.padStart(13)}`;
  return [line(["agent", "once at most", "monthly"]), ...rows.map(line)].join("\n");
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
