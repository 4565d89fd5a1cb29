/** Embedded services for the local stack and for tests: Cloud Storage, Vertex AI and OpenAI on loopback, and the local gcp provider. */
export { type LaunchedSandbox, type LaunchOptions, launchSandbox } from "./launch";
export { LEARNER_EDITION, learnFromLines } from "./local-learner";
export { createSandbox, type Sandbox, type SandboxOptions } from "./sandbox";
