export { DatasetBucket, type DatasetBucketArgs, defaultBucketName } from "./dataset-bucket";
export { type DataFile, FineTunedAgent, type FineTunedAgentArgs } from "./fine-tuned-agent";
export * from "./resources";
export { Sweep, type SweepArgs } from "./sweep";
export { VllmServer, type VllmServerArgs } from "./vllm-server";
