/** From a plan and the catalogue to "does it pay": the tuned model over the user's own traffic, against several baselines. */
import { FlanstackError, type Problem } from "../primitives";
import { type Amount, addAmounts } from "./amount";
import { baseTokenPrices, tunedTokenPrices } from "./cost";
import { daysBetween } from "./dates";
import { findModel } from "./find";
import type { TuningPlan } from "./plan";
import { type Comparison, type Investment, type ModelArm, returnOnInvestment } from "./return-on-investment";
import type { Catalog, ModelFacts } from "./schema";
import { SETTINGS } from "./settings";

export interface InvestmentOptions {
  /** `gpt-6-luna` or `openai/gpt-6-luna`. Default: the untuned base, and the cheapest untuned model with known prices. */
  readonly baselines?: readonly string[];
  readonly months: number;
  /** Months after which tuning is done again; the base's end may come before. */
  readonly monthsBetweenRuns: number;
  /** People's work per run, in US dollars. */
  readonly labourUsd: number;
  /** Measured success rates, 0-1, by name: `tuned`, and baselines as they were named. */
  readonly successRates: Readonly<Record<string, number>>;
  /** Input tokens per task of the tuned model, where it needs a shorter prompt than the traffic says. */
  readonly tunedInputTokens?: number;
}

export interface InvestmentReport {
  readonly provider: string;
  readonly date: string;
  readonly tuned: ModelArm;
  readonly investment: Investment;
  readonly comparisons: readonly Comparison[];
  /** What a reader must know beside the numbers. */
  readonly notes: readonly string[];
}

const DAYS_PER_MONTH = 365.25 / 12;

/**
 * Upper ends are used for what is invested, so the return is the least that may be expected of the traffic.
 * @throws FlanstackError with everything that is missing: traffic, prices, a baseline nobody knows
 */
export function compareInvestment(catalog: Catalog, plan: TuningPlan, options: InvestmentOptions): InvestmentReport {
  const blocking = plan.problems.filter(({ code }) => !code.startsWith("budget_") && code !== "price_unknown");
  if (blocking.length > 0) throw FlanstackError.fromProblems("Return on investment", blocking);
  const problems: Problem[] = [];
  const [base] = plan.models;
  const model = base === undefined ? undefined : findModel(catalog, plan.provider, base.baseModel);
  if (plan.models.length > 1) problems.push(severalBases(plan));
  const traffic = sumTraffic(plan);
  if (traffic === undefined) problems.push(noTraffic());
  const training = sum(plan, (agent) => agent.once.training);
  const validation = sum(plan, (agent) => agent.once.validation);
  const evaluation = sum(plan, (agent) => agent.once.evaluation);
  const hosting = sum(plan, (agent) => agent.monthly.hosting);
  const invested = addAmounts([training, validation, evaluation, hosting]);
  for (const reason of invested.unknown) problems.push(unknownPrice(reason));
  const prices = model === undefined ? undefined : tunedTokenPrices(model);
  if (model !== undefined && prices === undefined)
    problems.push(unknownPrice(`no price of tokens from a model tuned on ${model.id} is known`));
  const named = model === undefined ? [] : findBaselines(catalog, model, traffic, options.baselines, problems);
  if (problems.length > 0) throw FlanstackError.fromProblems("Return on investment", withoutRepeats(problems));

  const tokens = traffic!;
  const rate = (name: string) => options.successRates[name];
  const tuned: ModelArm = {
    name: `${model!.id} tuned`,
    usdPerMillionInput: prices!.input,
    usdPerMillionOutput: prices!.output,
    inputTokens: options.tunedInputTokens ?? tokens.inputTokens,
    outputTokens: tokens.outputTokens,
    successRate: rate("tuned"),
    hostingUsdPerMonth: hosting.highUsd,
  };
  const arms = named.map(({ name, facts }): ModelArm => {
    const own = baseTokenPrices(facts)!;
    return {
      name: facts === model ? `${facts.id} untuned` : `${facts.platform}/${facts.id}`,
      usdPerMillionInput: own.input,
      usdPerMillionOutput: own.output,
      inputTokens: tokens.inputTokens,
      outputTokens: tokens.outputTokens,
      successRate: rate(name) ?? rate(facts.id),
    };
  });
  const life = lifeMonths(model!, plan.date);
  const investment: Investment = {
    tasksPerMonth: tokens.requestsPerMonth,
    months: options.months,
    monthsBetweenRuns: Math.min(options.monthsBetweenRuns, life ?? Number.POSITIVE_INFINITY),
    trainingUsd: training.highUsd + validation.highUsd,
    evaluationUsd: evaluation.highUsd,
    labourUsd: options.labourUsd,
  };
  return {
    provider: plan.provider,
    date: plan.date,
    tuned,
    investment,
    comparisons: returnOnInvestment(tuned, arms, investment),
    notes: notesOf(model!, options, tuned, arms, life),
  };
}

interface Tokens {
  readonly requestsPerMonth: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** All agents' requests, and the tokens of the average one. */
function sumTraffic({ agents }: TuningPlan): Tokens | undefined {
  const declared = agents.flatMap((agent) => agent.traffic ?? []);
  const requestsPerMonth = declared.reduce((total, each) => total + each.requestsPerMonth, 0);
  if (declared.length < agents.length || requestsPerMonth === 0) return undefined;
  const mean = (tokens: (each: (typeof declared)[number]) => number) =>
    declared.reduce((total, each) => total + each.requestsPerMonth * tokens(each), 0) / requestsPerMonth;
  return {
    requestsPerMonth,
    inputTokens: mean((each) => each.inputTokensPerRequest),
    outputTokens: mean((each) => each.outputTokensPerRequest),
  };
}

function sum(plan: TuningPlan, part: (agent: TuningPlan["agents"][number]) => Amount): Amount {
  return addAmounts(plan.agents.map(part));
}

interface NamedBaseline {
  readonly name: string;
  readonly facts: ModelFacts;
}

function findBaselines(
  catalog: Catalog,
  base: ModelFacts,
  traffic: Tokens | undefined,
  wanted: readonly string[] | undefined,
  problems: Problem[],
): NamedBaseline[] {
  if (wanted !== undefined && wanted.length > 0) return wanted.flatMap((name) => findBaseline(catalog, name, problems));
  const cheapest = cheapestUntuned(catalog, base, traffic);
  return [
    ...(baseTokenPrices(base) === undefined ? [] : [{ name: base.id, facts: base }]),
    ...(cheapest === undefined ? [] : [{ name: cheapest.id, facts: cheapest }]),
  ];
}

function findBaseline(catalog: Catalog, name: string, problems: Problem[]): NamedBaseline[] {
  const slash = name.indexOf("/");
  const platforms = slash > 0 ? [name.slice(0, slash)] : Object.keys(catalog.platforms);
  const id = slash > 0 ? name.slice(slash + 1) : name;
  const found = platforms.flatMap((platform) => findModel(catalog, platform, id) ?? []);
  const priced = found.find((facts) => baseTokenPrices(facts) !== undefined);
  if (priced !== undefined) return [{ name, facts: priced }];
  problems.push({
    code: "baseline_without_price",
    path: "--baseline",
    message: `The catalogue has no inference price of "${name.slice(0, 60)}".`,
    fix: `Name a model that flanstack catalog show lists with base prices, or state its prices in the file ${SETTINGS.catalog} names.`,
  });
  return [];
}

function cheapestUntuned(catalog: Catalog, base: ModelFacts, traffic: Tokens | undefined): ModelFacts | undefined {
  const { inputTokens, outputTokens } = traffic ?? { inputTokens: 3, outputTokens: 1 };
  const priced = catalog.models.flatMap((facts) => {
    const prices = baseTokenPrices(facts);
    if (prices === undefined || facts.id === "*" || facts.id === base.id) return [];
    return [{ facts, usd: inputTokens * prices.input + outputTokens * prices.output }];
  });
  return priced.sort((left, right) => left.usd - right.usd)[0]?.facts;
}

/** Whole months that the base surely still lives, at least one; null: no end is known. */
function lifeMonths(model: ModelFacts, today: string): number | undefined {
  if (model.servesUntil === null) return undefined;
  return Math.max(1, Math.floor(daysBetween(today, model.servesUntil) / DAYS_PER_MONTH));
}

function notesOf(
  model: ModelFacts,
  options: InvestmentOptions,
  tuned: ModelArm,
  arms: readonly ModelArm[],
  life: number | undefined,
): string[] {
  const unmeasured = [tuned, ...arms].filter((arm) => arm.successRate === undefined).map((arm) => arm.name);
  return [
    ...(unmeasured.length === 0
      ? []
      : [`no measured success rate of ${unmeasured.join(", ")}: compared per task, as if both solved as many`]),
    ...(options.labourUsd === 0 ? ["nobody's work is counted (--labour)"] : []),
    ...(life !== undefined && life < options.months
      ? [`${model.id} may end after ${life} months; later runs need another base at a price nobody knows yet`]
      : []),
  ];
}

function severalBases(plan: TuningPlan): Problem {
  return {
    code: "several_bases",
    path: SETTINGS.baseModel,
    message: `The agents are tuned on ${plan.models.map((model) => model.baseModel).join(" and ")}, whose prices differ.`,
    fix: "Compare the agents of one base model at a time: --agent.",
  };
}

function noTraffic(): Problem {
  return {
    code: "traffic_missing",
    path: SETTINGS.traffic,
    message: "Whether tuning pays depends on your own traffic, and not every agent has any declared.",
    fix: `Set ${SETTINGS.traffic} to { requestsPerMonth, inputTokensPerRequest, outputTokensPerRequest }.`,
  };
}

function unknownPrice(reason: string): Problem {
  return {
    code: "price_unknown",
    path: SETTINGS.price,
    message: `The return cannot be computed: ${reason}.`,
    fix: `State a training price in ${SETTINGS.price}, any other price in the file ${SETTINGS.catalog} names.`,
  };
}

function withoutRepeats(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [problem.message, problem])).values()];
}
