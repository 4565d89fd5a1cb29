/**
 * What an agent's tuned model costs: once (training, validation, evaluation) and every month (hosting, tokens).
 * Once: tokens x epochs x price. The range comes from the error band of the count and, for Gemini, from a billing rule that
 * can be read in two ways: the file's tokens, or each model turn as a record with its prefix.
 */
import { type Amount, addAmounts, amount, NOTHING, unknownAmount } from "./amount";
import { estimateTraining, type TokenRange } from "./estimate";
import type { ModelFacts, PlatformFacts } from "./schema";
import type { TokenTotals } from "./tokens/totals";

const HOURS_PER_MONTH = 730;
const MILLION = 1_000_000;

/** The user's own traffic to one agent: the basis of everything that is paid monthly by the token. */
export interface Traffic {
  readonly requestsPerMonth: number;
  readonly inputTokensPerRequest: number;
  readonly outputTokensPerRequest: number;
}

/** Calls that an evaluation makes, in tokens over all rows; `capUsd` stops the run, so it bounds the price too. */
export interface EvaluationPlan {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Which price each arm pays. */
  readonly arms: readonly ("base" | "tuned")[];
  readonly capUsd?: number;
}

export interface AgentCostInput {
  readonly agent: string;
  readonly owner?: string;
  readonly model: ModelFacts;
  readonly platform: PlatformFacts;
  readonly train: TokenTotals;
  readonly validation: TokenTotals;
  readonly epochs: number;
  readonly evaluation?: EvaluationPlan;
  readonly traffic?: Traffic;
  /** Deployments that stand for this agent. Default 1. */
  readonly deployments?: number;
  /** The user's own training price per million tokens (`flanstack:priceUsdPerMillionTokens`). */
  readonly usdPerMillionTrainingTokens?: number;
}

export interface AgentCost {
  readonly agent: string;
  readonly owner: string;
  readonly once: {
    readonly training: Amount;
    readonly validation: Amount;
    readonly evaluation: Amount;
    readonly total: Amount;
  };
  /** Hosting is paid also when nobody calls; tokens follow the traffic (nothing when no traffic is declared). */
  readonly monthly: { readonly hosting: Amount; readonly tokens: Amount; readonly total: Amount };
}

/** Prices one agent. Pure; parts without a price are named in `unknown` instead of counting as zero in silence. */
export function costOfAgent(input: AgentCostInput): AgentCost {
  const training = priceTokens(input, trainingTokens(input.train, input.platform), input.epochs);
  const validation = costOfValidation(input);
  const evaluation = input.evaluation === undefined ? NOTHING : costOfEvaluation(input.model, input.evaluation);
  const hosting = costOfHosting(input.model, input.deployments ?? 1);
  const tokens = input.traffic === undefined ? NOTHING : costOfTraffic(input.model, input.traffic);
  return {
    agent: input.agent,
    owner: input.owner ?? "",
    once: { training, validation, evaluation, total: addAmounts([training, validation, evaluation]) },
    monthly: { hosting, tokens, total: addAmounts([hosting, tokens]) },
  };
}

/** The range of billable tokens of a file, once: before epochs. */
export function trainingTokens(totals: TokenTotals, platform: PlatformFacts): TokenRange {
  if (platform.billingRule !== "tokens-or-records" || totals.tokens === 0) return totals.band;
  const error = totals.band.high / totals.tokens;
  return { low: totals.band.low, high: Math.max(totals.band.high, Math.ceil(totals.asRecords * error)) };
}

function priceTokens(input: AgentCostInput, tokens: TokenRange, epochs: number): Amount {
  const estimate = estimateTraining({
    tokens,
    epochs,
    model: input.model,
    usdPerMillionTokens: input.usdPerMillionTrainingTokens,
  });
  return estimate.known ? amount(estimate.lowUsd, estimate.highUsd) : unknownAmount(estimate.reason);
}

/** Validation tokens, where the vendor bills them or may do so: once per epoch, like training. */
function costOfValidation(input: AgentCostInput): Amount {
  const billed = input.platform.validationTokensBilled;
  if (billed === "no" || input.validation.rows === 0) return NOTHING;
  const price = priceTokens(input, input.validation.band, input.epochs);
  return billed === "unknown" ? { ...price, lowUsd: 0 } : price;
}

/** @returns up to the cap, which holds however long the answers get; without a cap, what all calls cost as planned */
export function costOfEvaluation(model: ModelFacts, plan: EvaluationPlan): Amount {
  const arms = plan.arms.map((arm) => {
    const prices = arm === "tuned" ? tunedTokenPrices(model) : baseTokenPrices(model);
    return prices === undefined
      ? unknownAmount(`no ${arm} inference price of ${model.id} is known`)
      : amount((plan.inputTokens * prices.input + plan.outputTokens * prices.output) / MILLION);
  });
  const total = addAmounts(arms);
  if (plan.capUsd === undefined) return total;
  return amount(total.unknown.length > 0 ? 0 : Math.min(total.lowUsd, plan.capUsd), plan.capUsd);
}

/** What deployments cost per month while they only stand there. */
export function costOfHosting(model: ModelFacts, deployments: number): Amount {
  const perHour = model.prices.hostingUsdPerHour;
  if (perHour === null) return unknownAmount(`no hosting price of ${model.id} is known`);
  return amount(perHour.value * HOURS_PER_MONTH * deployments);
}

function costOfTraffic(model: ModelFacts, traffic: Traffic): Amount {
  const prices = tunedTokenPrices(model);
  if (prices === undefined) return unknownAmount(`no price of tokens from a model tuned on ${model.id} is known`);
  const perRequest = traffic.inputTokensPerRequest * prices.input + traffic.outputTokensPerRequest * prices.output;
  return amount((traffic.requestsPerMonth * perRequest) / MILLION);
}

/** US dollars per million tokens. */
export interface TokenPrices {
  readonly input: number;
  readonly output: number;
}

export function baseTokenPrices(model: ModelFacts): TokenPrices | undefined {
  const { baseInputUsdPerMillionTokens: input, baseOutputUsdPerMillionTokens: output } = model.prices;
  return input === null || output === null ? undefined : { input: input.value, output: output.value };
}

/** The published tuned price, else the base price times the published factor. Never the base price alone. */
export function tunedTokenPrices(model: ModelFacts): TokenPrices | undefined {
  const { tunedInputUsdPerMillionTokens: input, tunedOutputUsdPerMillionTokens: output, tunedFactor } = model.prices;
  if (input !== null && output !== null) return { input: input.value, output: output.value };
  const base = baseTokenPrices(model);
  if (base === undefined || tunedFactor === null) return undefined;
  return { input: base.input * tunedFactor.value, output: base.output * tunedFactor.value };
}

/** What the provider says it billed, which replaces every estimate: OpenAI's `trained_tokens` has the epochs in it. */
export function costOfBilledTokens(model: ModelFacts, billedTokens: number, usdPerMillionTokens?: number): Amount {
  const estimate = estimateTraining({ tokens: billedTokens, epochs: 1, model, usdPerMillionTokens });
  return estimate.known ? amount(estimate.lowUsd) : unknownAmount(estimate.reason);
}
