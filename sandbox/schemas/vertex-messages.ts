/** Which of Vertex AI's messages the sandbox speaks, per operation and direction. */
import type { JsonSchema, WantedMessage } from "./from-protos";

const DIGITS: JsonSchema = { type: "string", pattern: "^\\d+$" };

/** Fields of v1beta1 that `@google/genai` 3.1 reads and writes, and that the protocol buffers of 7.4 do not have yet. */
const MORE: Readonly<Record<string, Readonly<Record<string, JsonSchema>>>> = {
  TuningJob: {
    preferenceOptimizationSpec: { type: "object" },
    tuningJobState: {
      enum: [
        "TUNING_JOB_STATE_UNSPECIFIED",
        "TUNING_JOB_STATE_WAITING_FOR_QUOTA",
        "TUNING_JOB_STATE_PROCESSING_DATASET",
        "TUNING_JOB_STATE_WAITING_FOR_CAPACITY",
        "TUNING_JOB_STATE_TUNING",
        "TUNING_JOB_STATE_POST_PROCESSING",
      ],
    },
    tuningJobMetadata: {
      type: "object",
      additionalProperties: false,
      properties: { completedEpochCount: DIGITS, completedStepCount: DIGITS },
    },
  },
  TuningDataStats: { preferenceOptimizationDataStats: { type: "object" } },
  SupervisedHyperParameters: { batchSize: { anyOf: [DIGITS, { type: "integer" }] }, learningRate: { type: "number" } },
};

interface OperationMessages {
  readonly request?: string;
  /** Required fields that travel in the path. */
  readonly path?: JsonSchema;
  readonly reply: string;
}

const OPERATION = "google.longrunning.Operation";

/** Names without a package belong to the API version of the path. */
export const VERTEX_OPERATIONS: Readonly<Record<string, OperationMessages>> = {
  "vertex.tuningJobs.create": { request: "TuningJob", reply: "TuningJob" },
  "vertex.tuningJobs.get": { reply: "TuningJob" },
  "vertex.tuningJobs.list": { reply: "ListTuningJobsResponse" },
  "vertex.tuningJobs.cancel": { reply: "google.protobuf.Empty" },
  "vertex.models.get": { reply: "Model" },
  "vertex.models.list": { reply: "ListModelsResponse" },
  "vertex.models.delete": { reply: OPERATION },
  "vertex.endpoints.get": { reply: "Endpoint" },
  "vertex.endpoints.list": { reply: "ListEndpointsResponse" },
  "vertex.endpoints.delete": { reply: OPERATION },
  "vertex.endpoints.undeployModel": { reply: OPERATION },
  "vertex.operations.get": { reply: OPERATION },
  "vertex.endpoints.generateContent": {
    request: "GenerateContentRequest",
    path: { model: "in the path" },
    reply: "GenerateContentResponse",
  },
  "vertex.publishers.generateContent": {
    request: "GenerateContentRequest",
    path: { model: "in the path" },
    reply: "GenerateContentResponse",
  },
  "vertex.endpoints.countTokens": { reply: "CountTokensResponse" },
  "vertex.publishers.countTokens": { reply: "CountTokensResponse" },
};

export function vertexName(name: string, version: string): string {
  return name.includes(".") ? name : `google.cloud.aiplatform.${version}.${name}`;
}

/** Every message of the table, in both versions of the API. */
export function wantedMessages(): WantedMessage[] {
  return ["v1", "v1beta1"].flatMap((version) => {
    const extended = version === "v1" ? {} : MORE;
    const named = Object.values(VERTEX_OPERATIONS).flatMap(({ request, reply }) => [
      { name: reply, direction: "reply" as const },
      ...(request === undefined ? [] : [{ name: request, direction: "request" as const }]),
    ]);
    // Extended messages come by name too, where others hold them.
    const extra = Object.keys(extended).flatMap((name) => [
      { name, direction: "reply" as const },
      { name, direction: "request" as const },
    ]);
    return [...extra, ...named].map(({ name, direction }) => ({
      message: vertexName(name, version),
      direction,
      ...(extended[name] === undefined ? {} : { more: extended[name] }),
    }));
  });
}
