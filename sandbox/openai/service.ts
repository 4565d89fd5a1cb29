/** The OpenAI API as a service of the sandbox, under `/v1` and under `/openai/v1` (Microsoft Foundry). */
import { createRouter } from "../http/router";
import type { LearnerLibrary } from "../learner/library";
import type { Service } from "../server";
import { chatRoutes } from "./chat";
import { openAiErrorReply } from "./errors";
import { fileRoutes } from "./files";
import { jobRoutes, type OpenAiSettings } from "./jobs";
import { modelRoutes } from "./models";

const PREFIX = /^(?:\/openai)?\/v1(?=\/)/;

export function createOpenAiService(settings: OpenAiSettings & { readonly learners: LearnerLibrary }): Service {
  const router = createRouter([
    ...fileRoutes,
    ...jobRoutes(settings),
    ...modelRoutes,
    ...chatRoutes(settings.learners),
  ]);
  return {
    owns: (path) => PREFIX.test(path) && !path.startsWith("/v1/projects/"),
    router: { match: (method, path) => router.match(method, path.replace(PREFIX, "")) },
    renderError: (status, message) => openAiErrorReply(status, message),
    labels: labelsOf,
  };
}

function labelsOf(operation: string, body: Buffer): Record<string, string> | undefined {
  if (operation !== "openai.fineTuningJobs.create") return undefined;
  try {
    const { metadata } = JSON.parse(body.toString("utf8")) as { metadata?: Record<string, string> | null };
    return metadata ?? {};
  } catch {
    return {};
  }
}
