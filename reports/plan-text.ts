/** `flanstack plan` in a terminal: verdict first, then who costs what, 80 columns, understandable without colour. */
import type { Amount, PlannedAgent, PlannedModel, TuningPlan } from "../catalog";
import { asText, count, dollars, finding, NARROWEST, paint, thousands, wrap } from "./text-block";

export interface PlanTextOptions {
  /** Columns to wrap at. Default 80; texts use more when there are more, tables do not. */
  readonly width?: number;
  /** The file the plan was written to. */
  readonly file?: string;
  /** What to do next, one command per line. */
  readonly next?: readonly string[];
  /** Colours the labels. Default false: nothing is lost without. */
  readonly colour?: boolean;
}

/** The plan as text that ends with a line break. Pure: the same plan, the same text. */
export function renderPlanText(plan: TuningPlan, options: PlanTextOptions = {}): string {
  const width = Math.max(options.width ?? 80, NARROWEST);
  const block = (label: string, text: string) => wrap(label, text, width);
  const lines = [
    `flanstack plan · ${plan.provider} · ${plan.date}`,
    "",
    ...block("VERDICT", verdict(plan)),
    ...plan.models.flatMap((model, index) => block(index === 0 ? "MODEL" : "", modelText(model, plan))),
    ...(plan.agents.length === 0 ? [] : ["", ...agentTable(plan), ""]),
    ...plan.models.flatMap((model, index) => block(index === 0 ? "PRICE" : "", priceText(model, plan))),
    ...(plan.agents.length === 0 ? [] : costLines(plan).flatMap(([label, text]) => block(label, text))),
    ...plan.models.flatMap((model, index) => block(index === 0 ? "LIFE" : "", lifeText(model, plan))),
    ...(plan.agents.length === 0 ? [] : block("TIME", durationText(plan.agents))),
    ...(plan.steps === undefined ? [] : block("SWEEP", stepsText(plan.steps))),
    ...plan.problems.flatMap((problem) => finding("PROBLEM", problem, width)),
    ...plan.warnings.flatMap((warning) => finding("WARNING", warning, width)),
    ...(options.file === undefined ? [] : block("FILE", options.file)),
    ...(options.next ?? []).flatMap((command, index) => block(index === 0 ? "NEXT" : "", command)),
  ];
  return paint(asText(lines), options.colour ?? false);
}

function verdict(plan: TuningPlan): string {
  if (plan.problems.length > 0) return `BLOCKED, ${count(plan.problems.length, "problem")} (below); nothing is spent`;
  const agents = plan.agents.filter(({ trial }) => trial === undefined);
  const trials = plan.agents.length - agents.length;
  const rows = agents.reduce((sum, agent) => sum + agent.files.train.rows, 0);
  const sweep = trials === 0 ? "" : ` and ${count(trials, "sweep trial")}`;
  const warnings = plan.warnings.length === 0 ? "" : `, ${count(plan.warnings.length, "warning")} (below)`;
  return `may go ahead: ${count(agents.length, "agent")}${sweep}, ${thousands(rows)} training rows${warnings}; a plan spends nothing`;
}

function modelText(model: PlannedModel, plan: TuningPlan): string {
  const agents = plan.agents.filter((agent) => agent.baseModel === model.baseModel).map((agent) => agent.agent);
  const place = plan.location === null ? "" : `, in ${plan.location}`;
  const whose = plan.models.length === 1 ? "" : ` for ${agents.join(", ")}`;
  return `${model.baseModel}, ${plan.method} tuning${place}${whose}`;
}

function agentTable(plan: TuningPlan): string[] {
  const isEstimated = plan.agents.some((agent) => agent.files.train.tokensAre === "estimated");
  const name = Math.max(...plan.agents.map((agent) => agent.agent.length), 14);
  const line = (cells: readonly string[]) =>
    ` ${cells[0]!.padEnd(name)}  ${cells[1]!.padEnd(10)}${cells[2]!.padStart(12)}${cells[3]!.padStart(8)}${cells[4]!.padStart(17)}${cells[5]!.padStart(12)}`;
  const rows = plan.agents.map((agent) => {
    const { train, validation } = agent.files;
    const mark = train.tokensAre === "estimated" ? "~" : "";
    return line([
      agent.agent,
      `${train.rows}/${validation.rows}`,
      mark + short(train.tokens),
      String(agent.epochs),
      range(agent.once.total),
      range(agent.monthly.total),
    ]);
  });
  return [
    line(["AGENT", "ROWS", "TOKENS/EPOCH", "EPOCHS", "ONCE", "MONTHLY"]),
    ...rows,
    line(["total", "", "", "", range(plan.once), range(plan.monthly)]),
    ...(isEstimated ? [" ~ estimated: the vocabulary is not public; the range has the error in it"] : []),
  ];
}

function priceText(model: PlannedModel, plan: TuningPlan): string {
  const price = model.prices.find((each) => each.name === "trainingUsdPerMillionTokens");
  if (price === undefined) return `unknown${whichModel(model, plan)}`;
  const days = Math.round((Date.parse(plan.date) - Date.parse(price.checkedOn)) / 86_400_000);
  const age = days === 0 ? "today" : `${count(days, "day")} old`;
  return `${dollars(price.value)} per 1M training tokens${whichModel(model, plan)} (${age}; ${price.confidence}: ${price.source})`;
}

function lifeText(model: PlannedModel, plan: TuningPlan): string {
  return `${plan.models.length === 1 ? "" : `${model.baseModel} `}${model.lifecycle.text}`;
}

function whichModel(model: PlannedModel, plan: TuningPlan): string {
  return plan.models.length === 1 ? "" : ` of ${model.baseModel}`;
}

function costLines(plan: TuningPlan): [string, string][] {
  const sumOf = (part: (agent: PlannedAgent) => Amount) => plan.agents.map(part).reduce(addTwo);
  const once = {
    training: sumOf((agent) => agent.once.training),
    validation: sumOf((agent) => agent.once.validation),
    evaluation: sumOf((agent) => agent.once.evaluation),
  };
  const monthly = { hosting: sumOf((agent) => agent.monthly.hosting), tokens: sumOf((agent) => agent.monthly.tokens) };
  const factors = plan.models.flatMap((model) => model.prices.filter((price) => price.name === "tunedFactor"));
  const values = [...new Set(factors.map((factor) => `${factor.value}x`))];
  const tokens = values.length === 0 ? "" : `; tokens of a tuned model at ${values.join(" or ")} base`;
  const unknown = [...new Set([...plan.once.unknown, ...plan.monthly.unknown])];
  return [
    ["COST", `once ${range(plan.once)}${parts(once)}`],
    ["", `monthly ${range(plan.monthly)}${parts(monthly)}${tokens}`],
    ["", trafficText(plan)],
    ...unknown.map((reason): [string, string] => ["", `not counted: ${reason}`]),
    ["BUDGET", budgetText(plan)],
    ...ownerTexts(plan).map((text): [string, string] => ["", text]),
  ];
}

function trafficText({ agents }: TuningPlan): string {
  const declared = agents.flatMap((agent) => agent.traffic ?? []);
  if (declared.length === 0) return "no traffic is declared (flanstack:traffic), so monthly is hosting alone";
  const requests = declared.reduce((sum, traffic) => sum + traffic.requestsPerMonth, 0);
  const without = agents.length - declared.length;
  const rest = without === 0 ? "" : `; ${count(without, "agent")} without declared traffic`;
  return `for ${count(requests, "request")} a month, as flanstack:traffic declares${rest}`;
}

/** Limits of single owners with what this plan takes of them. */
function ownerTexts({ agents, budget }: TuningPlan): string[] {
  return Object.entries(budget.limits.owners ?? {}).map(([owner, limits]) => {
    const own = agents.filter((agent) => agent.owner === owner);
    const sum = (part: (agent: PlannedAgent) => Amount) => range(bound(own.map(part)));
    const of = (usd: number | undefined) => (usd === undefined ? "no limit set" : `of ${dollars(usd)}`);
    return `owner ${owner}: once at most ${sum((agent) => agent.once.total)} ${of(limits.onceUsd)}; monthly ${sum((agent) => agent.monthly.total)} ${of(limits.monthlyUsd)}`;
  });
}

/** The upper end of a sum. */
function bound(amounts: readonly Amount[]): Amount {
  const total = amounts.reduce(addTwo, { lowUsd: 0, highUsd: 0, unknown: [] });
  return { ...total, lowUsd: total.highUsd };
}

function addTwo(left: Amount, right: Amount): Amount {
  return {
    lowUsd: left.lowUsd + right.lowUsd,
    highUsd: left.highUsd + right.highUsd,
    unknown: [...left.unknown, ...right.unknown],
  };
}

/** The parts of a sum, where there is more than one to tell apart. */
function parts(amounts: Readonly<Record<string, Amount>>): string {
  const paid = Object.entries(amounts).filter(([, part]) => part.highUsd > 0 || part.unknown.length > 0);
  return paid.length < 2 ? "" : ` (${paid.map(([name, part]) => `${name} ${range(part)}`).join(", ")})`;
}

function budgetText({ budget, once, monthly }: TuningPlan): string {
  const limit = (usd: number | undefined) => (usd === undefined ? "no limit set" : `of ${dollars(usd)}`);
  const bound = (usd: number, part: Amount) => range({ lowUsd: usd, highUsd: usd, unknown: part.unknown });
  const others = (total: number, own: Amount) =>
    total - own.highUsd < 0.005 ? "" : ` (${dollars(total - own.highUsd)} of it other jobs of the ledger)`;
  return [
    `once at most ${bound(budget.totalOnceUsd, once)} ${limit(budget.limits.onceUsd)}${others(budget.totalOnceUsd, once)}`,
    `monthly ${bound(budget.totalMonthlyUsd, monthly)} ${limit(budget.limits.monthlyUsd)}${others(budget.totalMonthlyUsd, monthly)}`,
  ].join("; ");
}

function stepsText({ planned, whole }: NonNullable<TuningPlan["steps"]>): string {
  return `halving: at most ${thousands(planned)} steps of all trials; trained to their ends they would make ${thousands(whole)}`;
}

function durationText(agents: readonly PlannedAgent[]): string {
  const minutes = agents.map((agent) => agent.expectedMinutes);
  if (minutes.some((each) => each === null)) return "unknown: no job like this has been measured yet";
  const longest = Math.max(...(minutes as number[]));
  return `about ${Math.round(longest)} minutes for the longest job, as measured before`;
}

/** `$2.82-5.92`, `$7,446.00`, `unknown`, `$3.00 + ?`. The upper end is rounded up: it is what a budget is compared with. */
function range({ lowUsd, highUsd, unknown }: Amount): string {
  if (unknown.length > 0) return highUsd === 0 ? "unknown" : `${dollars(highUsd)} + ?`;
  const low = dollars(lowUsd);
  const high = dollars(highUsd);
  return low === high ? high : `${low}-${high.slice(1)}`;
}

function short(tokens: number): string {
  if (tokens < 10_000) return thousands(tokens);
  return tokens < 10_000_000 ? `${Math.round(tokens / 1000)}k` : `${(tokens / 1_000_000).toFixed(1)}M`;
}
