/**
 * The shape of a model fact. Everything that a vendor may change (can it be tuned, until when, limits, prices) is data with a
 * source and a date; `null` and "unknown" mean that nobody has told us, never "no".
 */
import { z } from "zod";

const isoDate = z.string().refine(isCalendarDay, "is not a day such as 2026-11-22");

function isCalendarDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

const answer = z.enum(["yes", "no", "unknown"]);

/** How we know: run against the service or its SDK, read in the provider's docs, told by a third party, or guessed. */
const confidence = z.enum(["verified", "documented", "secondary", "unverified"]);

const provenance = { source: z.string().min(1), checkedOn: isoDate, confidence };

/** One price in US dollars; the unit stands in the field's name. A price without a date and a source is not accepted. */
const price = z.strictObject({ value: z.number().nonnegative(), ...provenance }).nullable();

const prices = z.strictObject({
  trainingUsdPerMillionTokens: price.default(null),
  baseInputUsdPerMillionTokens: price.default(null),
  baseOutputUsdPerMillionTokens: price.default(null),
  tunedInputUsdPerMillionTokens: price.default(null),
  tunedOutputUsdPerMillionTokens: price.default(null),
  /** Tuned inference = base inference times this, where the vendor publishes a factor instead of a price. */
  tunedFactor: price.default(null),
  /** What a tuned model costs while it only stands there, per deployment. 0 when serving is billed by token alone. */
  hostingUsdPerHour: price.default(null),
});

const limits = z.strictObject({
  tokensPerExample: z.int().positive().nullable().default(null),
  trainingFileBytes: z.int().positive().nullable().default(null),
  minExamples: z.int().positive().nullable().default(null),
  /** Fewer are accepted, but the vendor advises against it. */
  advisedExamples: z.int().positive().nullable().default(null),
  maxExamples: z.int().positive().nullable().default(null),
  validationMaxExamples: z.int().positive().nullable().default(null),
  /** Validation rows per training row, above which the vendor refuses the file. */
  validationMaxShare: z.number().positive().nullable().default(null),
  /** Bytes of the validation file per byte of the training file, above which the vendor refuses it. */
  validationMaxByteShare: z.number().positive().nullable().default(null),
  adapterSizes: z.array(z.int().positive()).nonempty().nullable().default(null),
  minEpochs: z.int().positive().nullable().default(null),
  maxEpochs: z.int().positive().nullable().default(null),
});

/** What turns text into tokens for this model: a BPE vocabulary we have, or an estimate. */
const encoder = z.enum(["o200k_base", "cl100k_base", "gemini-estimate", "model-tokenizer", "unknown"]);

/** Questions that only a job can answer. */
export const PROBE_QUESTIONS = ["function-call-parts", "label-filter"] as const;

/** An answer that a probe job gave, dated by itself: the other facts of the entry are no fresher for it. */
const probe = z.strictObject({
  question: z.enum(PROBE_QUESTIONS),
  answer: z.enum(["yes", "no"]),
  /** Whose job said so: its name, or that it was simulated. */
  source: z.string().min(1),
  checkedOn: isoDate,
});

const model = z.strictObject({
  platform: z.string().min(1),
  /** The id the provider's API wants; `*` stands for every model of a platform that tunes whatever it is given. */
  id: z.string().min(1),
  aliases: z.array(z.string().min(1)).default([]),
  tunable: z.strictObject({
    supervised: answer.default("unknown"),
    preference: answer.default("unknown"),
    reinforcement: answer.default("unknown"),
  }),
  /** First day on which no new tuning job starts. The day itself counts as too late: vendors rarely state the hour. */
  tunableUntil: isoDate.nullable().default(null),
  /** First day on which the model, and every model tuned from it, may stop answering. */
  servesUntil: isoDate.nullable().default(null),
  /** True where the vendor writes "or later": `servesUntil` is then the earliest possible day. */
  servesUntilOrLater: z.boolean().default(false),
  limits: limits.default(limits.parse({})),
  tuningRegions: z.array(z.string().min(1)).nonempty().nullable().default(null),
  servingLocations: z.array(z.string().min(1)).nonempty().nullable().default(null),
  /** `adapter`: LoRA; `full`: all weights. null where the vendor lets nobody choose. */
  tuningModes: z
    .array(z.enum(["adapter", "full"]))
    .nonempty()
    .nullable()
    .default(null),
  prices: prices.default(prices.parse({})),
  functionCallPartsInTuningData: answer.default("unknown"),
  /** Whether the service's list of jobs can be filtered by label. Nothing relies on it: lists are matched here. */
  jobListFiltersByLabel: answer.default("unknown"),
  /** What probe jobs found, newest last. */
  probes: z.array(probe).default([]),
  encoder: encoder.default("unknown"),
  /** Who may still start jobs, where the vendor makes that depend on the account. */
  accountRule: z.string().min(1).nullable().default(null),
  notes: z.array(z.string().min(1)).default([]),
  ...provenance,
});

const platform = z.strictObject({
  title: z.string().min(1),
  /** Whether the vendor offers tuning at all. */
  tuningApi: answer,
  /** Why not, or what else a person must know before choosing it. */
  reason: z.string().min(1).nullable().default(null),
  /**
   * `tokens`: tokens of the file times epochs. `tokens-or-records`: the vendor may bill each model turn as a record of its
   * own (prefix included), so the price is a range until the job reports its billed tokens.
   */
  billingRule: z.enum(["tokens", "tokens-or-records", "hours", "unknown"]),
  validationTokensBilled: answer,
  /** Tuning jobs that an ordinary account may have at once, as vendors start it; null where nobody has told us. */
  concurrentJobs: z
    .strictObject({ value: z.int().positive(), ...provenance })
    .nullable()
    .default(null),
  ...provenance,
});

export const catalogSchema = z.strictObject({
  /** Where facts come from, by the short name they are cited with. */
  sources: z.record(z.string(), z.strictObject({ title: z.string().min(1), url: z.string().min(1).nullable() })),
  platforms: z.record(z.string(), platform),
  models: z.array(model),
});

export type Catalog = z.infer<typeof catalogSchema>;
export type ModelFacts = z.infer<typeof model>;
export type PlatformFacts = z.infer<typeof platform>;
export type Price = NonNullable<z.infer<typeof price>>;
export type PriceName = keyof z.infer<typeof prices>;
export type Probe = z.infer<typeof probe>;
export type ProbeQuestion = Probe["question"];
export type Answer = z.infer<typeof answer>;
export type TuningMethod = keyof ModelFacts["tunable"];
