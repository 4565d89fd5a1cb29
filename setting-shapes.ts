/** Shapes of those settings that are more than one word or number. */
import { z } from "zod";
import { knownAgentNames } from "./agents/names";
import { parseModelName } from "./tuning";

export const PROVIDERS = ["gemini", "openai", "local", "anthropic"] as const;

export const countsSchema = z
  .strictObject({
    tflan: z.int().min(0).default(200),
    react: z.int().min(0).default(300),
    negative: z.int().min(0).default(100),
  })
  .prefault({});
export const seedSchema = z.int().min(0);
export const renderingSchema = z.enum(["native", "text", "mixed"]);
export const mixSchema = z.array(
  z.strictObject({
    file: z.string().min(1),
    // `pulumi config set --path` keeps a fraction as text.
    ratio: z.preprocess(
      (value) => (typeof value === "string" && /^\d*\.?\d+$/.test(value) ? Number(value) : value),
      z.number().gt(0).max(10),
    ),
    licence: z.string().min(1),
  }),
);
export const labelsSchema = z.record(
  z.string().regex(/^[a-z][a-z0-9_-]{0,62}$/, "label names are lower case: [a-z][a-z0-9_-]*, at most 63 characters"),
  z.string().regex(/^[a-z0-9_-]{0,63}$/, "label values are lower case: [a-z0-9_-]*, at most 63 characters"),
);
/** Pulumi's default for an object is `{}`, which stands for absent. */
export const absentWhenEmpty = (value: unknown) =>
  typeof value === "object" && value !== null && Object.keys(value).length === 0 ? undefined : value;
export const trafficSchema = z.strictObject({
  requestsPerMonth: z.number().min(0),
  inputTokensPerRequest: z.number().min(0),
  outputTokensPerRequest: z.number().min(0),
});
export const limitsSchema = z.strictObject({
  onceUsd: z.number().min(0).optional(),
  monthlyUsd: z.number().min(0).optional(),
});
/** One of the six, or of the user's own; asked when a value is checked, so that a new agent is known at once. */
export const agentSchema = z.string().superRefine((name, context) => {
  const known = knownAgentNames();
  if (!known.includes(name))
    context.addIssue({ code: "custom", message: `"${name}" is no agent; there are ${known.join(", ")}` });
});
export const existingModelsSchema = z.record(
  agentSchema,
  z.string().superRefine((model, context) => {
    const named = parseModelName(model, "");
    if ("fix" in named) context.addIssue({ code: "custom", message: `${named.message} ${named.fix}` });
  }),
);
const sweepRange = z.union([z.array(z.number()), z.strictObject({ low: z.number(), high: z.number() })]);
export const sweepSchema = z.strictObject({
  agent: z.string().min(1),
  method: z.enum(["grid", "random", "halving"]),
  space: z.strictObject({
    epochs: sweepRange.optional(),
    adapterSize: sweepRange.optional(),
    batchSize: sweepRange.optional(),
    learningRateMultiplier: sweepRange.optional(),
  }),
  trials: z.int().optional(),
  seed: seedSchema.optional(),
  reduction: z.number().optional(),
  maxSteps: z.number().optional(),
});
export const tuningShape = {
  baseModel: z.string().min(1).optional(),
  epochs: z.int().min(1).max(50).optional(),
  adapterSize: z.int().min(1).optional(),
  learningRateMultiplier: z.number().positive().optional(),
  generation: z.int().min(1).optional(),
  seed: seedSchema.optional(),
  displayName: z.string().min(1).max(128).optional(),
  continueFrom: z
    .string()
    .regex(/^[0-9a-f]{64}$/, "wants a digest: 64 hexadecimal digits, as the stack's outputs show it")
    .optional(),
  checkpoint: z.string().min(1).optional(),
  traffic: trafficSchema.optional(),
};
