export { createDeployments, type DeploymentOptions, type Deployments } from "./deployment";
export type { MetricPoint } from "./metrics";
export { createOpenAiBackend, OPENAI_URL, type OpenAiBackend, type OpenAiOptions } from "./openai-backend";
export { uploadName } from "./upload-name";
export { createUploads, type Upload, type Uploads } from "./uploads";
