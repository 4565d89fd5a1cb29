/**
 * Vertex's replies as far as we read them (v1beta1 `TuningJob`, checked against @google-cloud/aiplatform 7.4 protos).
 * int64 fields come as strings. Unknown fields are left alone; a missing required one makes the reply unreadable.
 */
import { z } from "zod";

const int64 = z.union([z.string(), z.number()]).transform(Number);

const checkpoint = z.object({
  checkpointId: z.string().optional(),
  epoch: int64.optional(),
  step: int64.optional(),
  endpoint: z.string().optional(),
});

const dataStats = z.object({
  tuningDatasetExampleCount: int64.optional(),
  totalBillableTokenCount: int64.optional(),
  tuningStepCount: int64.optional(),
  totalTruncatedExampleCount: int64.optional(),
  droppedExampleReasons: z.array(z.string()).optional(),
});

export const tuningJobSchema = z.object({
  name: z.string().min(1),
  state: z.union([z.string(), z.number()]).transform(String),
  createTime: z.string(),
  endTime: z.string().optional(),
  baseModel: z.string().optional(),
  tunedModelDisplayName: z.string().optional(),
  /** Folder that an open model's job writes to; Gemini's jobs have none. */
  outputUri: z.string().startsWith("gs://").optional(),
  labels: z.record(z.string(), z.string()).optional(),
  error: z.object({ code: z.number().optional(), message: z.string().optional() }).optional(),
  tunedModel: z
    .object({
      model: z.string().optional(),
      endpoint: z.string().optional(),
      checkpoints: z.array(checkpoint).optional(),
    })
    .optional(),
  tuningDataStats: z
    .object({ supervisedTuningDataStats: dataStats.optional(), preferenceOptimizationDataStats: dataStats.optional() })
    .optional(),
  tuningJobState: z.string().optional(),
  tuningJobMetadata: z
    .object({ completedEpochCount: int64.optional(), completedStepCount: int64.optional() })
    .optional(),
});

export type WireTuningJob = z.infer<typeof tuningJobSchema>;

export const tuningJobListSchema = z.object({
  tuningJobs: z.array(tuningJobSchema).optional(),
  nextPageToken: z.string().optional(),
});

export const endpointSchema = z.object({
  name: z.string(),
  deployedModels: z.array(z.object({ id: z.string(), model: z.string().optional() })).optional(),
});

export const operationSchema = z.object({
  name: z.string(),
  done: z.boolean().optional(),
  error: z.object({ message: z.string().optional() }).optional(),
});

/** What we send: `POST .../tuningJobs`. */
export interface WireCreateBody {
  baseModel?: string;
  preTunedModel?: { tunedModelName: string; checkpointId?: string };
  supervisedTuningSpec?: WireDataSpec;
  preferenceOptimizationSpec?: WireDataSpec;
  tunedModelDisplayName: string;
  labels: Record<string, string>;
  encryptionSpec?: { kmsKeyName: string };
  serviceAccount?: string;
  /** Open models, v1beta1. */
  outputUri?: string;
}

export interface WireDataSpec {
  trainingDatasetUri: string;
  validationDatasetUri?: string;
  hyperParameters?: { epochCount?: string; learningRateMultiplier?: number; adapterSize?: string; batchSize?: string };
  /** Open models, v1beta1. */
  tuningMode?: "TUNING_MODE_FULL" | "TUNING_MODE_PEFT_ADAPTER";
}
