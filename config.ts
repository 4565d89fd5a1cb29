/**
 * Reads a stack's configuration: defaults filled in, every value checked, all problems reported at once, each naming its
 * setting. The table of settings is in `settings.ts`.
 */
import type { z } from "zod";
import { licenceObjection } from "./datasets";
import { FlanstackError, type Problem } from "./primitives";
import { type RawSettings, SETTINGS, type SettingRow } from "./settings";
import { checkSweep, isOpenModel } from "./tuning";

/** Settings with their defaults, checked. */
export interface Settings extends Omit<RawSettings, "environment"> {
  readonly environment: "local" | "dev" | "staging" | "prod";
  /** Name of the Pulumi project, and of the stack. */
  readonly pulumiProject: string;
  readonly stack: string;
}

export interface StackPlace {
  readonly pulumiProject: string;
  readonly stack: string;
  /** `plan` asks for nothing that only a deployment needs: no cloud project, no ledger. Default `deploy`. */
  readonly purpose?: "deploy" | "plan";
}

/**
 * Checks a stack's configuration.
 * @param values setting name (without `flanstack:`) → text as Pulumi keeps it, or a value
 * @throws FlanstackError with every problem, each naming its setting
 */
export function parseSettings(values: Readonly<Record<string, unknown>>, place: StackPlace): Settings {
  const problems: Problem[] = [];
  const parsed: Record<string, unknown> = {};
  for (const name of Object.keys(values)) {
    if (!(name in SETTINGS)) problems.push(unknownSetting(name));
  }
  for (const [name, row] of Object.entries(SETTINGS)) {
    const result = row.schema.safeParse(fromText(values[name]));
    if (result.success) parsed[name] = result.data;
    else problems.push(...result.error.issues.flatMap((issue) => toProblems(name, row, issue, values[name])));
  }
  const settings = parsed as unknown as RawSettings;
  problems.push(...checkTogether(settings));
  if (place.purpose !== "plan") problems.push(...checkDeployment(settings));
  if (problems.length > 0) throw FlanstackError.fromProblems(`Configuration of stack ${place.stack}`, problems);
  const byName = (["local", "dev", "staging", "prod"] as const).find((environment) => environment === place.stack);
  return {
    ...settings,
    pulumiProject: place.pulumiProject,
    stack: place.stack,
    environment: settings.environment ?? byName ?? "dev",
  };
}

/** The agents that are tuned: all that have no model made elsewhere. */
export function tunedAgents({ agents, existingModels }: Pick<Settings, "agents" | "existingModels">) {
  return agents.filter((agent) => existingModels[agent] === undefined);
}

/** What one agent's tuning uses: the stack's settings with the agent's own on top. */
export function agentSettings(settings: Settings, agent: string) {
  const own = settings.overrides[agent as keyof typeof settings.overrides] ?? {};
  return {
    seed: own.seed ?? settings.seed,
    generation: own.generation ?? settings.generation,
    baseModel: own.baseModel ?? settings.baseModel,
    displayName: own.displayName,
    continueFrom: own.continueFrom,
    checkpoint: own.checkpoint,
    traffic: own.traffic ?? settings.traffic,
    hyperparameters: {
      epochs: own.epochs ?? settings.epochs,
      // OpenAI's tuning has no adapter size: the stack's default stays out, one given for an agent is refused by name.
      // Tuning all weights has none either: one given for an agent asks for an adapter.
      adapterSize:
        own.adapterSize ??
        (settings.provider === "openai" || settings.tuningMode === "full" ? undefined : settings.adapterSize),
      learningRateMultiplier: own.learningRateMultiplier ?? settings.learningRateMultiplier,
    },
  };
}

/** Pulumi keeps every value as text; numbers, booleans, lists and objects are JSON in it. */
function fromText(value: unknown): unknown {
  if (value === "") return undefined;
  if (typeof value !== "string") return value;
  if (!/^\s*([[{]|-?\d|true$|false$)/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** What is needed to create something, and not to plan it. */
function checkDeployment(settings: Partial<RawSettings>): Problem[] {
  const problems: Problem[] = [];
  if (settings.provider === "gemini" && settings.project === undefined) {
    problems.push({
      code: "project_missing",
      path: "flanstack:project",
      message: "Gemini tuning needs a Google Cloud project, and none is set.",
      fix: "pulumi config set flanstack:project YOUR-PROJECT",
    });
  }
  if (settings.ledger === undefined) {
    problems.push({
      code: "ledger_missing",
      path: "flanstack:ledger",
      message: "There is no ledger, so that a job could be paid for twice after a crash.",
      fix: "Make a bucket for it once, then: pulumi config set flanstack:ledger gs://YOUR-LEDGER-BUCKET/flanstack",
    });
  }
  const { sweep, agents = [], existingModels = {} } = settings;
  if (sweep !== undefined && !tunedAgents({ agents, existingModels }).includes(sweep.agent)) {
    problems.push({
      code: "sweep_agent",
      path: "flanstack:sweep.agent",
      message: `${sweep.agent} is not tuned by this stack.`,
      fix: "Name one of flanstack:agents that has no model made elsewhere.",
    });
  }
  return problems;
}

function checkTogether(settings: Partial<RawSettings>): Problem[] {
  const problems: Problem[] = [];
  const counts = settings.counts;
  if (counts !== undefined && counts.tflan + counts.react + counts.negative === 0) {
    problems.push({
      code: "no_rows",
      path: "flanstack:counts",
      message: "All counts are 0, so there is nothing to train on.",
      fix: "Give at least one type a count above 0.",
    });
  }
  const repeated = settings.agents?.filter((agent, index) => settings.agents!.indexOf(agent) !== index) ?? [];
  if (repeated.length > 0) {
    problems.push({
      code: "agent_repeated",
      path: "flanstack:agents",
      message: `${repeated.join(", ")} stands there twice.`,
      fix: "Name each agent once.",
    });
  }
  problems.push(...checkLicences(settings.mix ?? [], settings.allowedLicences ?? []));
  problems.push(...checkOpenModels(settings));
  const { sweep, provider } = settings;
  if (settings.runner === "container" && provider !== "local") {
    problems.push({
      code: "runner_provider",
      path: "flanstack:runner",
      message: `${provider} trains with its vendor, so that no container of this machine takes part.`,
      fix: "pulumi config rm flanstack:runner, or set flanstack:provider local.",
    });
  }
  if (sweep !== undefined && provider !== undefined && provider !== "anthropic")
    problems.push(...checkSweep(sweep, provider));
  return problems;
}

/** Rows whose licence speaks against it are not tuned on before somebody has said that they may be. */
function checkLicences(mix: RawSettings["mix"], allowed: readonly string[]): Problem[] {
  const cleared = new Set(allowed.map((licence) => licence.toLowerCase()));
  return mix.flatMap(({ file, licence }, index) => {
    const objection = cleared.has(licence.toLowerCase()) ? undefined : licenceObjection(licence);
    if (objection === undefined) return [];
    return [
      {
        code: "licence_forbids",
        path: `flanstack:mix.${index}.licence`,
        message: `${licence} of ${file} ${objection}.`,
        fix: `Leave the file out; or, when you may tune on it, say so: pulumi config set --path 'flanstack:allowedLicences[0]' ${licence}`,
      },
    ];
  });
}

/** Open models on Vertex: what cannot stand beside Gemini's, and what needs somebody who serves the model. */
function checkOpenModels(settings: Partial<RawSettings>): Problem[] {
  const { provider, baseModel = "", tuningMode, overrides = {}, agents = [], existingModels = {} } = settings;
  const problems: Problem[] = [];
  const isOpen = isOpenModel(baseModel);
  if (tuningMode === "full" && !(isOpen && provider === "gemini")) {
    problems.push({
      code: "tuning_mode",
      path: "flanstack:tuningMode",
      message: "All weights can be tuned of open models on Vertex only.",
      fix: "Set flanstack:tuningMode to adapter, or flanstack:baseModel to one that `flanstack catalog list --platform vertex-open` shows.",
    });
  }
  if (provider !== "gemini") return problems;
  for (const agent of tunedAgents({ agents, existingModels })) {
    const own = overrides[agent as keyof typeof overrides]?.baseModel;
    if (own === undefined || isOpenModel(own) === isOpen) continue;
    problems.push({
      code: "base_models_mixed",
      path: `flanstack:overrides.${agent}.baseModel`,
      message: `${own} and ${baseModel} are tuned on different files, Gemini's and chat messages.`,
      fix: "Give Gemini and open models stacks of their own.",
    });
  }
  const { evaluate = "none", evaluationRows = {} } = settings;
  if (isOpen && (evaluate !== "none" || Object.keys(evaluationRows).length > 0)) {
    problems.push({
      code: "evaluation_not_served",
      path: evaluate === "none" ? "flanstack:evaluationRows" : "flanstack:evaluate",
      message: `Tuning ${baseModel} leaves weights in your bucket and nothing that answers, so nothing can be evaluated by up.`,
      fix: "Serve the weights, then evaluate the address: flanstack eval (docs/open-models.md).",
    });
  }
  return problems;
}

function unknownSetting(name: string): Problem {
  return {
    code: "unknown_setting",
    path: `flanstack:${name}`,
    message: "This setting does not exist.",
    fix: `Remove it (pulumi config rm flanstack:${name}), or use one of: ${Object.keys(SETTINGS).join(", ")}.`,
  };
}

function toProblems(name: string, row: SettingRow, issue: z.core.$ZodIssue, value: unknown): Problem[] {
  const path = [`flanstack:${name}`, ...issue.path.map(String)].join(".");
  const reason = issue.code === "invalid_key" ? (issue.issues[0]?.message ?? issue.message) : issue.message;
  const message = `${reason.replace(/\.$/, "")} (got ${shorten(at(fromText(value), issue.path))}).`;
  return [{ code: "bad_setting", path, message, fix: row.description }];
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (found, key) =>
      typeof found === "object" && found !== null ? (found as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  );
}

function shorten(value: unknown): string {
  const text = value === undefined ? "nothing" : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
