/**
 * Every setting of a stack: how it is described to Pulumi, its default and its check. `Pulumi.yaml` repeats type, default and
 * description; a test holds the two together.
 */
import { z } from "zod";
import { AGENT_NAMES } from "./agents/names";
import {
  absentWhenEmpty,
  agentSchema,
  countsSchema,
  existingModelsSchema,
  labelsSchema,
  limitsSchema,
  mixSchema,
  PROVIDERS,
  renderingSchema,
  seedSchema,
  sweepSchema,
  trafficSchema,
  tuningShape,
} from "./setting-shapes";

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
    description:
      "Who tunes: gemini (Vertex, its open models too), openai (and what speaks its API), local (LoRA on your own machine).",
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
      .array(agentSchema)
      .min(1)
      .default([...AGENT_NAMES]),
  },
  existingModels: {
    type: "object",
    default: {},
    description:
      "Tuned models made elsewhere, by agent: { qa_agent: projects/P/locations/L/endpoints/ID } (or ft:..., or a LoRA adapter's folder). Such an agent is not tuned and needs no data.",
    schema: existingModelsSchema.default({}),
  },
  overrides: {
    type: "object",
    default: {},
    description:
      "Settings of single agents: { qa_agent: { seed, generation, baseModel, epochs, adapterSize, learningRateMultiplier, displayName, continueFrom (digest of the job whose model is tuned on), checkpoint, traffic } }.",
    schema: z.record(agentSchema, z.strictObject(tuningShape)).default({}),
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
  parallel: {
    type: "string",
    default: "keep",
    description:
      "How several calls of one turn are written: keep, or split (one call to a turn, for chat templates that allow no more).",
    schema: z.enum(["keep", "split"]).default("keep"),
  },
  paraphrases: {
    type: "string",
    default: "",
    description:
      "A file that `flanstack data paraphrase` wrote: its words stand in the training requests that they fit. Absent: the grammar's words alone.",
    schema: z.string().min(1).optional(),
  },
  mix: {
    type: "array",
    default: [],
    items: "object",
    description:
      "General instruction data of your own among the training rows: [{ file, ratio, licence }], ratio being rows per generated training row (1: one to one). Default none.",
    schema: mixSchema.default([]),
  },
  allowedLicences: {
    type: "array",
    default: [],
    items: "string",
    description:
      "Licences of mixed-in rows that you have cleared yourself and that would stop tuning otherwise: [cc-by-nc-4.0].",
    schema: z.array(z.string().min(1)).default([]),
  },
  workers: {
    type: "integer",
    default: 0,
    description: "Threads that make the data; the bytes do not depend on it. 0: as many as the machine has cores.",
    schema: z.int().min(0).max(256).default(0),
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
    description: "LoRA rank; Gemini takes 1, 2, 4, 8 or 16, open models on Vertex 1, 4, 8, 16 or 32.",
    schema: tuningShape.adapterSize.default(4),
  },
  tuningMode: {
    type: "string",
    default: "adapter",
    description:
      "What is tuned of an open model on Vertex (qwen/qwen3@qwen3-32b): adapter (LoRA of adapterSize), or full (all weights). Gemini takes adapters only.",
    schema: z.enum(["adapter", "full"]).default("adapter"),
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
  jobKmsKeyName: {
    type: "string",
    default: "",
    description: "Customer-managed key of tuning jobs and their models, where the base model allows one (gemini).",
    schema: z.string().min(1).optional(),
  },
  serviceAccount: {
    type: "string",
    default: "",
    description: "Service account that tuning jobs run as (gemini). Default: the provider's own agent.",
    schema: z.email("wants the e-mail address of a service account").optional(),
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
      "How many tuning jobs the account may run at once; more wait in the ledger. 0: as the catalogue knows, else until the provider refuses.",
    schema: z.int().min(0).default(0),
  },
  runner: {
    type: "string",
    default: "here",
    description: "Where provider local trains: here (a process of this machine) or container (docker or podman).",
    schema: z.enum(["here", "container"]).default("here"),
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
  evaluate: {
    type: "string",
    default: "none",
    description:
      "Rows on which up evaluates each tuned model against its base: none, validation (measures, decides nothing) or test (400 rows that are never uploaded; gives a verdict).",
    schema: z.enum(["none", "validation", "test"]).default("none"),
  },
  evaluationCapUsd: {
    type: "string",
    default: "",
    description:
      "Most that evaluating one agent may cost in US dollars; counted in the budget. Absent: none is planned.",
    schema: z.number().min(0).optional(),
  },
  evaluationRows: {
    type: "object",
    default: {},
    description:
      "Your own canonical rows by agent, which then decide: { qa_agent: rows/qa.jsonl }. Rows of flanstack:evaluate become a slice. Lock them: flanstack eval-lock.",
    schema: z.record(agentSchema, z.string().min(1)).default({}),
  },
  evaluationScorer: {
    type: "string",
    default: "",
    description:
      "Your own judgement of what is solved, which decides in place of ours: a .ts or .js module, a promptfoo .yaml, or a command.",
    schema: z.string().min(1).optional(),
  },
  incumbents: {
    type: "object",
    default: {},
    description:
      "The models that serve now, by agent, which a tuned model must beat too: { qa_agent: projects/P/locations/L/endpoints/ID }.",
    schema: z.record(agentSchema, z.string().min(1)).default({}),
  },
  sweep: {
    type: "object",
    default: {},
    description:
      "Hyperparameters to try for one agent, each trial a job that is paid for: { agent, method: grid, random or (local) halving, space: { epochs: [1, 2, 3], learningRateMultiplier: { low: 0.3, high: 3 } }, trials, seed, reduction, maxSteps }.",
    schema: z.preprocess(absentWhenEmpty, sweepSchema.optional()),
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

export interface SettingRow {
  readonly type: "string" | "integer" | "array" | "object";
  readonly items?: "string" | "object";
  /** Pulumi wants a default for every setting; "" stands for absent. */
  readonly default: string | number | readonly string[] | { readonly [key: string]: number };
  readonly description: string;
  readonly schema: z.ZodType;
}

type SettingName = keyof typeof SETTINGS;
/** The settings as their checks leave them. */
export type RawSettings = { [name in SettingName]: z.output<(typeof SETTINGS)[name]["schema"]> };
