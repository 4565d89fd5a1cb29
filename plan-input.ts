/** From a stack's settings to what the plan is computed from: limits, traffic, place, and whose address would be billed. */
import {
  type Budget,
  type EvaluationPlan,
  isLoopback,
  type LedgerTotal,
  type PlanFile,
  type PlanInput,
  platformOf,
  type TokenTotals,
} from "./catalog";
import { agentSettings, type Settings } from "./config";
import { type Hyperparameters, isOpenModel } from "./tuning";

export type Environment = Readonly<Record<string, string | undefined>>;

/** An agent's files with their tokens, in the format that its provider trains on. */
export interface AgentFiles {
  readonly agent: string;
  /** SHA-256 of the tuning spec. */
  readonly digest?: string;
  readonly train: PlanFile;
  readonly validation: PlanFile;
  /** A job of the agent's sweep: its name and what it tries. It serves nobody and is not evaluated. */
  readonly trial?: { readonly name: string; readonly hyperparameters: Hyperparameters };
}

export interface PlanCircumstances {
  /** ISO date. */
  readonly today: string;
  readonly environment: Environment;
  /** What other purchases have committed; absent: the plan is compared alone. */
  readonly ledger?: readonly LedgerTotal[];
}

/** Pure: the same settings, files and day give the same plan. */
export function planInput(
  settings: Settings,
  files: readonly AgentFiles[],
  { today, environment, ledger }: PlanCircumstances,
): PlanInput {
  return {
    provider: platformOfSettings(settings, environment),
    baseModel: settings.baseModel,
    location: settings.provider === "gemini" ? settings.region : undefined,
    today,
    horizonDays: settings.horizonDays,
    rendering: isOpenModel(settings.baseModel) ? "text" : settings.rendering,
    environment: settings.environment,
    residency: settings.residency,
    isLoopback: nothingCanBill(settings, environment),
    budget: budgetOf(settings),
    ...(ledger === undefined ? {} : { ledger }),
    usdPerMillionTrainingTokens: settings.priceUsdPerMillionTokens,
    agents: files.map(({ agent, digest, train, validation, trial }) => {
      const { baseModel, hyperparameters, traffic } = agentSettings(settings, agent);
      const evaluation = evaluationOf(settings, validation.tokens);
      const owner = settings.labels.owner;
      if (trial !== undefined) {
        const tried = { ...hyperparameters, ...trial.hyperparameters };
        return {
          agent: `${agent} ${trial.name}`,
          trial: trial.name,
          digest,
          owner,
          baseModel,
          ...tried,
          train,
          validation,
        };
      }
      return { agent, digest, owner, baseModel, ...hyperparameters, train, validation, evaluation, traffic };
    }),
  };
}

/** The catalogue's platform behind a stack's provider, address and base model. */
export function platformOfSettings(
  { provider, baseModel }: Pick<Settings, "provider" | "baseModel">,
  environment: Environment,
): string {
  return platformOf(provider, provider === "openai" ? openAiAddress(environment) : undefined, baseModel);
}

/** Whether every address that this provider is reached at is this machine. */
export function nothingCanBill({ provider }: Pick<Settings, "provider">, environment: Environment): boolean {
  if (provider === "local") return true;
  const address = provider === "gemini" ? environment.FLANSTACK_VERTEX_BASE_URL : openAiAddress(environment);
  return address !== undefined && address !== "" && isLoopback(new URL(address).hostname);
}

/** The address that submissions go to, by the same rule as the provider process. */
function openAiAddress(environment: Environment): string | undefined {
  return environment.FLANSTACK_OPENAI_BASE_URL || environment.OPENAI_BASE_URL || undefined;
}

/** Limits of the whole and of single owners; no owners, no entry, so that plans without them read as before. */
function budgetOf(settings: Settings): Budget {
  const owners = Object.keys(settings.ownerBudgets).length === 0 ? undefined : settings.ownerBudgets;
  return { onceUsd: settings.budgetUsd, monthlyUsd: settings.monthlyBudgetUsd, ...(owners && { owners }) };
}

/** Both models asked every step of the validation rows: each step is read with all that came before it. */
function evaluationOf(settings: Settings, validation: TokenTotals): EvaluationPlan | undefined {
  if (settings.evaluationCapUsd === undefined) return undefined;
  return {
    inputTokens: validation.asRecords,
    outputTokens: validation.tokens,
    arms: ["tuned", "base"],
    capUsd: settings.evaluationCapUsd,
  };
}
