/**
 * The settings of a stack: every one with its meaning, its default and its check. `Pulumi.yaml` describes the same table to
 * Pulumi (a test holds the two together). All problems of a configuration are reported at once.
 */
import { z } from "zod";
import { AGENT_NAMES } from "./agents/names";
import { FlanstackError, type Problem } from "./primitives";

const PROVIDERS = ["gemini", "openai", "local", "anthropic"] as const;

const countsSchema = z
  .strictObject({
    tflan: z.int().min(0).default(200),
    react: z.int().min(0).default(300),
    negative: z.int().min(0).default(100),
  })
  .prefault({});
const seedSchema = z.int().min(0);
const renderingSchema = z.enum(["native", "text", "mixed"]);
const labelsSchema = z.record(
  z.string().regex(/^[a-z][a-z0-9_-]{0,62}$/, "label names are lower case: [a-z][a-z0-9_-]*, at most 63 characters"),
  z.string().regex(/^[a-z0-9_-]{0,63}$/, "label values are lower case: [a-z0-9_-]*, at most 63 characters"),
);
/** Pulumi's default for an object is `{}`, which stands for absent. */
const absentWhenEmpty = (value: unknown) =>
  typeof value === "object" && value !== null && Object.keys(value).length === 0 ? undefined : value;
const trafficSchema = z.strictObject({
  requestsPerMonth: z.number().min(0),
  inputTokensPerRequest: z.number().min(0),
  outputTokensPerRequest: z.number().min(0),
});
const limitsSchema = z.strictObject({
  onceUsd: z.number().min(0).optional(),
  monthlyUsd: z.number().min(0).optional(),
});
const tuningShape = {
  baseModel: z.string().min(1).optional(),
  epochs: z.int().min(1).max(50).optional(),
  adapterSize: z.int().min(1).optional(),
  learningRateMultiplier: z.number().positive().optional(),
  generation: z.int().min(1).optional(),
  seed: seedSchema.optional(),
  displayName: z.string().min(1).max(128).optional(),
  traffic: trafficSchema.optional(),
};

/** One row per setting: how it is described to Pulumi, and how it is checked. */
export const SETTINGS = {
  environment: {
    type: "string",
    default: "",
    description:
      "local, dev, staging or prod: decides what is retained and what must be approved. Default: the stack's name, else dev.",
    schema: z.enum(["local", "dev", "staging", "prod"]).optional(),
  },
  provider: {
    type: "string",
    default: "gemini",
    description: "Who tunes: gemini (Vertex), openai (and what speaks its API), local (LoRA on your own machine).",
    schema: z.enum(PROVIDERS).default("gemini"),
  },
  project: {
    type: "string",
    default: "",
    description: "Google Cloud project that pays; needed with gemini.",
    schema: z.string().min(1).optional(),
  },
  region: {
    type: "string",
    default: "us-central1",
    description: "Region in which tuning jobs run and the bucket lies.",
    schema: z.string().min(1).default("us-central1"),
  },
  baseModel: {
    type: "string",
    default: "gemini-3.1-flash-lite",
    description: "Model that is tuned; `flanstack catalog list` shows which can be.",
    schema: z.string().min(1).default("gemini-3.1-flash-lite"),
  },
  agents: {
    type: "array",
    default: AGENT_NAMES,
    items: "string",
    description: `Agents to tune. Default: all six (${AGENT_NAMES.join(", ")}).`,
    schema: z
      .array(z.enum(AGENT_NAMES))
      .min(1)
      .default([...AGENT_NAMES]),
  },
  overrides: {
    type: "object",
    default: {},
    description:
      "Settings of single agents: { qa_agent: { seed, generation, baseModel, epochs, adapterSize, learningRateMultiplier, displayName, traffic } }.",
    schema: z.partialRecord(z.enum(AGENT_NAMES), z.strictObject(tuningShape)).default({}),
  },
  seed: {
    type: "integer",
    default: 7,
    description: "Seed of the data; the same seed gives the same bytes.",
    schema: seedSchema.default(7),
  },
  counts: {
    type: "object",
    default: { tflan: 200, react: 300, negative: 100 },
    description: "Rows per agent and type: { tflan: 200, react: 300, negative: 100 }.",
    schema: countsSchema,
  },
  validationShare: {
    type: "string",
    default: "0.2",
    description: "Share of the rows kept for validation, 0 to 1.",
    schema: z.number().min(0).lt(1).default(0.2),
  },
  rendering: {
    type: "string",
    default: "mixed",
    description: "How tool calls stand in the data: native, text, or mixed (nine rows in ten native).",
    schema: renderingSchema.default("mixed"),
  },
  epochs: {
    type: "integer",
    default: 3,
    description: "Passes over the training rows; the price grows with them.",
    schema: tuningShape.epochs.default(3),
  },
  adapterSize: {
    type: "integer",
    default: 4,
    description: "LoRA rank; Gemini takes 1, 2, 4, 8 or 16.",
    schema: tuningShape.adapterSize.default(4),
  },
  learningRateMultiplier: {
    type: "string",
    default: "1",
    description: "Factor on the provider's recommended learning rate, above 0.",
    schema: z.number().positive().default(1),
  },
  generation: {
    type: "integer",
    default: 1,
    description: "Raise it to tune the same data again on purpose (this pays again).",
    schema: z.int().min(1).default(1),
  },
  ledger: {
    type: "string",
    default: "",
    description:
      "Where paid jobs are recorded, outside every stack: gs://bucket/prefix or file:///folder. The same for all stacks of an account.",
    schema: z
      .string()
      .regex(
        /^(gs:\/\/[a-z0-9][a-z0-9._-]+(\/.*)?|file:\/\/\/.+)$/,
        "wants gs://bucket/prefix or file:///absolute/folder",
      )
      .optional(),
  },
  bucket: {
    type: "string",
    default: "",
    description: "Name of the data bucket. Default: made from project, stack and region.",
    schema: z.string().min(3).max(63).optional(),
  },
  kmsKeyName: {
    type: "string",
    default: "",
    description: "Customer-managed key of the bucket (projects/.../cryptoKeys/...).",
    schema: z.string().min(1).optional(),
  },
  labels: {
    type: "object",
    default: {},
    description: "Your own labels on buckets, objects and jobs: { owner: ..., cost-center: ... }.",
    schema: labelsSchema.default({}),
  },
  onDelete: {
    type: "string",
    default: "retain",
    description:
      "What destroy does with jobs and tuned models: retain, cancel (jobs that still run), remove (models too).",
    schema: z.enum(["retain", "cancel", "remove"]).default("retain"),
  },
  wait: {
    type: "string",
    default: "auto",
    description: "Whether up waits for the tuned models: true, false or auto (false under CI).",
    schema: z.union([z.boolean(), z.literal("auto")]).default("auto"),
  },
  waitMinutes: {
    type: "integer",
    default: 1440,
    description: "How long up waits for a job before it asks you to run it again.",
    schema: z.int().min(1).default(1440),
  },
  pollSeconds: {
    type: "string",
    default: "15",
    description: "First pause between two looks at a job; it grows.",
    schema: z.number().positive().default(15),
  },
  concurrentJobs: {
    type: "integer",
    default: 0,
    description:
      "How many tuning jobs the account may run at once; more wait in the ledger. 0: until the provider refuses.",
    schema: z.int().min(0).default(0),
  },
  catalog: {
    type: "string",
    default: "",
    description: "A JSON file with your own model facts, laid over the shipped catalogue.",
    schema: z.string().min(1).optional(),
  },
  horizonDays: {
    type: "integer",
    default: 30,
    description: "Refuse a base model that stops within this many days.",
    schema: z.int().min(0).default(30),
  },
  budgetUsd: {
    type: "string",
    default: "",
    description: "Most that one update may cost in US dollars; a dearer plan is refused.",
    schema: z.number().min(0).optional(),
  },
  monthlyBudgetUsd: {
    type: "string",
    default: "",
    description: "Most that the declared models may cost per month in US dollars.",
    schema: z.number().min(0).optional(),
  },
  ownerBudgets: {
    type: "object",
    default: {},
    description:
      "Limits of single owners (the label `owner`), beside those of the whole: { support: { onceUsd: 20, monthlyUsd: 100 } }.",
    schema: z.record(z.string().min(1), limitsSchema).default({}),
  },
  evaluationCapUsd: {
    type: "string",
    default: "",
    description:
      "Most that evaluating one agent may cost in US dollars; counted in the budget. Absent: none is planned.",
    schema: z.number().min(0).optional(),
  },
  traffic: {
    type: "object",
    default: {},
    description:
      "Your own calls to each agent, for monthly cost and return: { requestsPerMonth, inputTokensPerRequest, outputTokensPerRequest }.",
    schema: z.preprocess(absentWhenEmpty, trafficSchema.optional()),
  },
  priceUsdPerMillionTokens: {
    type: "string",
    default: "",
    description: "Training price per million tokens, where the catalogue does not know it.",
    schema: z.number().min(0).optional(),
  },
  residency: {
    type: "string",
    default: "",
    description: "Part of the world that data, jobs and tuned models must stay in: eu, us, asia ... Absent: any.",
    schema: z
      .string()
      .regex(/^[a-z]{2,16}$/, "wants the first part of a cloud location, such as eu or us")
      .optional(),
  },
} as const satisfies Record<string, SettingRow>;

interface SettingRow {
  readonly type: "string" | "integer" | "array" | "object";
  readonly items?: "string";
  /** Pulumi wants a default for every setting; "" stands for absent. */
  readonly default: string | number | readonly string[] | { readonly [key: string]: number };
  readonly description: string;
  readonly schema: z.ZodType;
}

type SettingName = keyof typeof SETTINGS;
type RawSettings = { [name in SettingName]: z.output<(typeof SETTINGS)[name]["schema"]> };

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

/** What one agent's tuning uses: the stack's settings with the agent's own on top. */
export function agentSettings(settings: Settings, agent: string) {
  const own = settings.overrides[agent as keyof typeof settings.overrides] ?? {};
  return {
    seed: own.seed ?? settings.seed,
    generation: own.generation ?? settings.generation,
    baseModel: own.baseModel ?? settings.baseModel,
    displayName: own.displayName,
    traffic: own.traffic ?? settings.traffic,
    hyperparameters: {
      epochs: own.epochs ?? settings.epochs,
      adapterSize: own.adapterSize ?? settings.adapterSize,
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
