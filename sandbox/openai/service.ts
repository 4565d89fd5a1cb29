/** The OpenAI API as a service of the sandbox, under `/v1` and under `/openai/v1` (Microsoft Foundry). */
import type { Exchange, Reply } from "../http/exchange";
import { createRouter } from "../http/router";
import type { LearnerLibrary } from "../learner/library";
import { createSchemaCheck } from "../schemas/check";
import type { Service } from "../server";
import { chatRoutes } from "./chat";
import { openAiErrorReply, refuse } from "./errors";
import { fileRoutes } from "./files";
import { jobRoutes, type OpenAiSettings } from "./jobs";
import { modelRoutes } from "./models";
import { bodyOf } from "./wire";

const check = createSchemaCheck(
  "openai",
  () => require("../schemas/openai.golden.json") as { definitions: Record<string, object> },
);
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
    finish: checked,
  };
}

interface OperationTypes {
  readonly request?: string;
  readonly reply: string;
  /** The reply is a list of them. */
  readonly isList?: boolean;
}

/** The types of OpenAI's own client, per operation. */
const TYPES: Readonly<Record<string, OperationTypes>> = {
  "openai.files.create": { reply: "FileObject" },
  "openai.files.retrieve": { reply: "FileObject" },
  "openai.files.list": { reply: "FileObject", isList: true },
  "openai.files.delete": { reply: "FileDeleted" },
  "openai.fineTuningJobs.create": { request: "JobCreateParams", reply: "FineTuningJob" },
  "openai.fineTuningJobs.retrieve": { reply: "FineTuningJob" },
  "openai.fineTuningJobs.cancel": { reply: "FineTuningJob" },
  "openai.fineTuningJobs.pause": { reply: "FineTuningJob" },
  "openai.fineTuningJobs.resume": { reply: "FineTuningJob" },
  "openai.fineTuningJobs.list": { reply: "FineTuningJob", isList: true },
  "openai.fineTuningJobs.listEvents": { reply: "FineTuningJobEvent", isList: true },
  "openai.fineTuningJobs.listCheckpoints": { reply: "FineTuningJobCheckpoint", isList: true },
  "openai.models.retrieve": { reply: "Model" },
  "openai.models.list": { reply: "Model", isList: true },
  "openai.models.delete": { reply: "ModelDeleted" },
  "openai.chatCompletions.create": { reply: "ChatCompletion" },
};

function checked(exchange: Exchange, reply: Reply): Reply {
  const types = TYPES[exchange.operation];
  if (types === undefined || reply.status !== 200 || typeof reply.body !== "object" || Buffer.isBuffer(reply.body))
    return reply;
  if (types.request !== undefined) {
    // Microsoft Foundry reads one field more.
    const { trainingType: _, ...body } = bodyOf(exchange);
    const problems = check(types.request, body);
    if (problems.length > 0)
      refuse(400, `The request body does not fit the API: ${problems.join("; ")}`, "invalid_value");
  }
  const sent = JSON.parse(JSON.stringify(reply.body)) as { data?: unknown[] };
  const problems = (types.isList === true ? (sent.data ?? []) : [sent]).flatMap((value) => check(types.reply, value));
  if (problems.length > 0) throw new Error(`its reply breaks the published types: ${problems.join("; ")}`);
  return reply;
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
