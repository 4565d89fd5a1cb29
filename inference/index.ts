export { createInProcessClient } from "./in-process-client";
export { InferenceError } from "./inference-error";
export { createOpenAiClient, type OpenAiClientOptions } from "./openai-client";
export type {
  Arguments,
  Finish,
  Prediction,
  PredictionClient,
  PredictionRequest,
  Sampling,
  ToolCall,
  ToolDeclaration,
  ToolResult,
  Turn,
} from "./prediction";
export {
  memoryPredictionStore,
  openPredictionFile,
  type PredictionKey,
  type PredictionStore,
  parsePredictions,
  promptDigest,
  renderPrediction,
} from "./prediction-file";
export type { RetryPolicy } from "./retry";
export { callsNeeded, type PredictionProgress, type PredictionRun, runPredictions } from "./run-predictions";
export { createSpending, type Spending } from "./spending";
export { createVertexClient, type VertexClientOptions, vertexHost } from "./vertex-client";
export { type VertexWireOptions, vertexBody } from "./vertex-wire";
