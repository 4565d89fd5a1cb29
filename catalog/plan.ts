/**
 * The document behind `flanstack plan`: what would be tuned, from which files, at which price, for how long the base lives.
 * A pure function of files, tokens, facts and settings, so that the same numbers stand in the preview, the stack outputs and
 * `finetuning_plan_<provider>.json`, and so that two plans can be compared line by line.
 */
import type { Problem } from "../primitives";
import type { Amount } from "./amount";
import { type Budget, type BudgetInput, checkBudget, type LedgerTotal, pricedAgent } from "./budget";
import { checkTuningChoice, type TuningChoice } from "./choice";
import { type AgentCost, costOfAgent, type EvaluationPlan, type Traffic, trainingTokens } from "./cost";
import { findModel } from "./find";
import { renderLifecycle } from "./lifecycle";
import { checkFileLimits, type FileFacts } from "./limits";
import type { Catalog, ModelFacts, PlatformFacts, Price } from "./schema";

export interface PlanFile extends FileFacts {
  readonly sha256: string;
}

export interface PlanAgentInput {
  readonly agent: string;
  /** Name of the sweep's trial that this is. */
  readonly trial?: string;
  readonly owner?: string;
  /** SHA-256 of the tuning spec, when it is known: the purchase that is priced. */
  readonly digest?: string;
  /** Where it differs from the plan's. */
  readonly baseModel?: string;
  readonly train: PlanFile;
  readonly validation: PlanFile;
  readonly epochs: number;
  readonly adapterSize?: number;
  readonly learningRateMultiplier?: number;
  readonly evaluation?: EvaluationPlan;
  readonly traffic?: Traffic;
  /** From jobs of this size that have run; absent while none has. */
  readonly expectedMinutes?: number;
}

export interface PlanInput extends Omit<TuningChoice, "epochs" | "adapterSize"> {
  readonly agents: readonly PlanAgentInput[];
  readonly budget: Budget;
  readonly ledger?: readonly LedgerTotal[];
  readonly isLoopback: boolean;
  readonly usdPerMillionTrainingTokens?: number;
}

export interface PlannedFile {
  readonly name: string;
  readonly sha256: string;
  readonly rows: number;
  readonly bytes: number;
  readonly tokens: number;
  readonly tokensAre: "exact" | "estimated";
  readonly tokensLow: number;
  readonly tokensHigh: number;
  readonly tokensSource: string;
}

export interface PlannedAgent {
  readonly agent: string;
  /** Name of the sweep's trial that this is; absent for the agent's own job. */
  readonly trial?: string;
  readonly owner: string;
  /** SHA-256 of the tuning spec; null: the plan was made for no particular purchase. */
  readonly digest: string | null;
  readonly baseModel: string;
  readonly files: { readonly train: PlannedFile; readonly validation: PlannedFile };
  readonly epochs: number;
  readonly adapterSize: number | null;
  readonly learningRateMultiplier: number | null;
  /** The user's own calls, which the monthly tokens follow; null: none declared, so none are counted. */
  readonly traffic: Traffic | null;
  /** Tokens that training may bill, epochs included. */
  readonly billableTokens: { readonly low: number; readonly high: number };
  readonly once: {
    readonly training: Amount;
    readonly validation: Amount;
    readonly evaluation: Amount;
    readonly total: Amount;
  };
  readonly monthly: { readonly hosting: Amount; readonly tokens: Amount; readonly total: Amount };
  /** null: no job of this kind has been measured yet, and no vendor promises a duration. */
  readonly expectedMinutes: number | null;
}

export interface PlannedPrice extends Price {
  readonly name: string;
}

export interface PlannedModel {
  readonly baseModel: string;
  readonly prices: readonly PlannedPrice[];
  readonly lifecycle: {
    readonly text: string;
    readonly tunableUntil: string | null;
    readonly servesUntil: string | null;
    readonly servesUntilOrLater: boolean;
  };
}

export interface TuningPlan {
  readonly version: 1;
  readonly provider: string;
  /** The day the plan was made for. */
  readonly date: string;
  readonly location: string | null;
  readonly method: string;
  /** Each base model once; usually there is one. Empty when the choice is impossible. */
  readonly models: readonly PlannedModel[];
  readonly agents: readonly PlannedAgent[];
  /** A sweep by halving: steps of all its trials at most, and what they would be without halving. */
  readonly steps?: { readonly planned: number; readonly whole: number };
  readonly once: Amount;
  readonly monthly: Amount;
  readonly budget: {
    readonly limits: Budget;
    /** What other purchases of the ledger have committed, per owner; empty when nobody was asked. */
    readonly others: readonly LedgerTotal[];
    /** Upper bounds of the plan and the others together, in US dollars. */
    readonly totalOnceUsd: number;
    readonly totalMonthlyUsd: number;
    /** True when no address can bill. */
    readonly isLoopback: boolean;
  };
  /** What stops the plan; empty: it may go ahead. */
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** Builds the plan. An impossible choice gives a plan with problems, so that a person sees all of it; nothing is thrown. */
export function buildTuningPlan(catalog: Catalog, input: PlanInput): TuningPlan {
  const choice = checkChoices(catalog, input);
  const platform = catalog.platforms[input.provider];
  const found = input.agents.map((agent) => findModel(catalog, input.provider, agent.baseModel ?? input.baseModel));
  const isPossible = platform !== undefined && platform.tuningApi !== "no" && !found.includes(undefined);
  const agents = isPossible ? input.agents : [];
  const models = found as readonly ModelFacts[];
  const costs = agents.map((agent, index) => priceAgent(input, agent, models[index]!, platform!));
  const priced = costs.map((cost, index) => pricedAgent(cost, agents[index]!.digest));
  const verdict = checkBudget({ ...input, agents: priced });
  const files = agents.map((agent, index) => checkFileLimits(models[index]!, agent.train, agent.validation));
  return {
    version: 1,
    provider: input.provider,
    date: input.today,
    location: input.location ?? null,
    method: input.method ?? "supervised",
    models: isPossible
      ? [...new Map(models.map((model) => [model.id, model])).values()].map((model) =>
          describeModel(catalog, model, input),
        )
      : [],
    agents: agents.map((agent, index) => describeAgent(agent, models[index]!, costs[index]!, platform!)),
    once: verdict.once,
    monthly: verdict.monthly,
    budget: {
      limits: input.budget,
      others: input.ledger ?? [],
      totalOnceUsd: roundUsd(verdict.totalOnceUsd),
      totalMonthlyUsd: roundUsd(verdict.totalMonthlyUsd),
      isLoopback: input.isLoopback,
    },
    problems: [...choice.problems, ...files.flatMap((file) => file.problems), ...verdict.problems],
    warnings: [...choice.warnings, ...files.flatMap((file) => file.warnings)],
  };
}

/** What the plan compared with its limits: given to each job, so that every later guard compares the same numbers. */
export function budgetOfPlan({ agents, budget }: TuningPlan): BudgetInput {
  return {
    agents: agents.map(({ agent, owner, digest, once, monthly }) => ({
      agent,
      owner,
      ...(digest === null ? {} : { digest }),
      once: once.total,
      monthly: monthly.total,
    })),
    budget: budget.limits,
    ledger: budget.others,
    isLoopback: budget.isLoopback,
  };
}

/** The plan as a file: stable order, four decimals, one trailing newline, so that two plans differ only where they differ. */
export function renderPlanFile(plan: TuningPlan): string {
  const round = (key: string, value: unknown) =>
    typeof value === "number" && key.endsWith("Usd") ? roundUsd(value) : value;
  return `${JSON.stringify(plan, round, 2)}\n`;
}

/** `finetuning_plan_gemini.json` */
export function planFileName(provider: string): string {
  return `finetuning_plan_${provider}.json`;
}

/** Agents may differ in epochs and adapter size; a problem they share is said once. */
function checkChoices(catalog: Catalog, input: PlanInput): { problems: Problem[]; warnings: Problem[] } {
  const verdicts = input.agents.map(({ epochs, adapterSize, baseModel = input.baseModel }) =>
    checkTuningChoice(catalog, { ...input, baseModel, epochs, adapterSize }),
  );
  if (verdicts.length === 0) verdicts.push(checkTuningChoice(catalog, input));
  return {
    problems: withoutRepeats(verdicts.flatMap((verdict) => verdict.problems)),
    warnings: withoutRepeats(verdicts.flatMap((verdict) => verdict.warnings)),
  };
}

function withoutRepeats(problems: readonly Problem[]): Problem[] {
  const byText = new Map(problems.map((problem) => [`${problem.code}\n${problem.message}`, problem]));
  return [...byText.values()];
}

function priceAgent(input: PlanInput, agent: PlanAgentInput, model: ModelFacts, platform: PlatformFacts): AgentCost {
  return costOfAgent({
    agent: agent.agent,
    owner: agent.owner,
    model,
    platform,
    train: agent.train.tokens,
    validation: agent.validation.tokens,
    epochs: agent.epochs,
    evaluation: agent.evaluation,
    traffic: agent.traffic,
    usdPerMillionTrainingTokens: input.usdPerMillionTrainingTokens,
  });
}

function describeModel(catalog: Catalog, model: ModelFacts, input: PlanInput): PlannedModel {
  const { tunableUntil, servesUntil, servesUntilOrLater } = model;
  return {
    baseModel: model.id,
    prices: listPrices(catalog, model, input),
    lifecycle: { text: renderLifecycle(model, input.today), tunableUntil, servesUntil, servesUntilOrLater },
  };
}

function describeAgent(
  agent: PlanAgentInput,
  model: ModelFacts,
  cost: AgentCost,
  platform: PlatformFacts,
): PlannedAgent {
  const tokens = trainingTokens(agent.train.tokens, platform);
  return {
    agent: agent.agent,
    ...(agent.trial === undefined ? {} : { trial: agent.trial }),
    owner: cost.owner,
    digest: agent.digest ?? null,
    baseModel: model.id,
    files: { train: describeFile(agent.train), validation: describeFile(agent.validation) },
    epochs: agent.epochs,
    adapterSize: agent.adapterSize ?? null,
    learningRateMultiplier: agent.learningRateMultiplier ?? null,
    traffic: agent.traffic ?? null,
    billableTokens: { low: tokens.low * agent.epochs, high: tokens.high * agent.epochs },
    once: cost.once,
    monthly: cost.monthly,
    expectedMinutes: agent.expectedMinutes ?? null,
  };
}

function describeFile(file: PlanFile): PlannedFile {
  return {
    name: file.name,
    sha256: file.sha256,
    rows: file.rows,
    bytes: file.bytes,
    tokens: file.tokens.tokens,
    tokensAre: file.tokens.exact ? "exact" : "estimated",
    tokensLow: file.tokens.band.low,
    tokensHigh: file.tokens.band.high,
    tokensSource: file.tokens.source,
  };
}

function listPrices(catalog: Catalog, model: ModelFacts, input: PlanInput): PlannedPrice[] {
  const prices = Object.entries(model.prices).flatMap(([name, price]) => (price === null ? [] : [{ name, ...price }]));
  const cited = prices.map((price) => ({ ...price, source: catalog.sources[price.source]?.title ?? price.source }));
  if (input.usdPerMillionTrainingTokens === undefined) return cited;
  const own: PlannedPrice = {
    name: "trainingUsdPerMillionTokens",
    value: input.usdPerMillionTrainingTokens,
    source: "your configuration",
    checkedOn: input.today,
    confidence: "documented",
  };
  return [own, ...cited.filter((price) => price.name !== own.name)];
}

function roundUsd(usd: number): number {
  return Math.round(usd * 10_000) / 10_000;
}
