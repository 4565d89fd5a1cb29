/** Vertex AI as a service of the sandbox: tuning jobs, models, endpoints, operations, prediction. */
import type { Exchange, Reply } from "../http/exchange";
import { createRouter } from "../http/router";
import type { LearnerLibrary } from "../learner/library";
import { createSchemaCheck } from "../schemas/check";
import { VERTEX_OPERATIONS, vertexName } from "../schemas/vertex-messages";
import type { Service } from "../server";
import { refuse, rpcErrorReply } from "./errors";
import { predictionRoutes } from "./generate";
import { modelRoutes } from "./models";
import { type TuningSettings, tuningJobRoutes } from "./tuning-jobs";
import { bodyOf } from "./wire";

/** Numbers of the enums that a client may ask for instead of names (`enum-encoding=int`). */
const STATES = [
  "JOB_STATE_UNSPECIFIED",
  "JOB_STATE_QUEUED",
  "JOB_STATE_PENDING",
  "JOB_STATE_RUNNING",
  "JOB_STATE_SUCCEEDED",
  "JOB_STATE_FAILED",
  "JOB_STATE_CANCELLING",
  "JOB_STATE_CANCELLED",
  "JOB_STATE_PAUSED",
  "JOB_STATE_EXPIRED",
  "JOB_STATE_UPDATING",
  "JOB_STATE_PARTIALLY_SUCCEEDED",
];
const ADAPTER_SIZES: Record<string, number> = {
  ADAPTER_SIZE_ONE: 1,
  ADAPTER_SIZE_FOUR: 2,
  ADAPTER_SIZE_EIGHT: 3,
  ADAPTER_SIZE_SIXTEEN: 4,
  ADAPTER_SIZE_THIRTY_TWO: 5,
  ADAPTER_SIZE_TWO: 6,
};

const check = createSchemaCheck(
  "vertex",
  () => require("../schemas/vertex.golden.json") as { definitions: Record<string, object> },
);

export interface VertexSettings extends TuningSettings {
  readonly learners: LearnerLibrary;
}

export function createVertexService(settings: VertexSettings): Service {
  return {
    owns: (path) => /^\/v1(?:beta1)?\/projects\//.test(path),
    router: createRouter([...predictionRoutes(settings.learners), ...tuningJobRoutes(settings), ...modelRoutes]),
    renderError: (status, message) => rpcErrorReply(status, message),
    labels: labelsOf,
    finish: (exchange, reply) => encodeEnums(exchange, checked(exchange, reply)),
  };
}

/** Both directions against Google's published messages. */
function checked(exchange: Exchange, reply: Reply): Reply {
  const messages = VERTEX_OPERATIONS[exchange.operation];
  if (messages === undefined || reply.status !== 200 || Buffer.isBuffer(reply.body)) return reply;
  const version = exchange.params.version ?? "v1";
  if (messages.request !== undefined) {
    const problems = check(`request:${vertexName(messages.request, version)}`, {
      ...bodyOf(exchange),
      ...messages.path,
    });
    if (problems.length > 0) refuse(400, `Invalid JSON payload received. ${problems.join("; ")}`);
  }
  if (messages.reply === "google.protobuf.Empty") return reply;
  // The value as it is sent: absent fields leave no trace in JSON.
  const problems = check(`reply:${vertexName(messages.reply, version)}`, JSON.parse(JSON.stringify(reply.body)));
  if (problems.length > 0) throw new Error(`its reply breaks the published schema: ${problems.join("; ")}`);
  return reply;
}

function labelsOf(operation: string, body: Buffer): Record<string, string> | undefined {
  if (operation !== "vertex.tuningJobs.create") return undefined;
  try {
    const { labels } = JSON.parse(body.toString("utf8")) as { labels?: Record<string, string> };
    return labels ?? {};
  } catch {
    return {};
  }
}

function encodeEnums(exchange: Exchange, reply: Reply): Reply {
  const wanted = exchange.query.get("$alt") ?? exchange.query.get("alt") ?? "";
  if (!wanted.includes("enum-encoding=int") || typeof reply.body !== "object" || Buffer.isBuffer(reply.body))
    return reply;
  const text = JSON.stringify(reply.body, (key, value: unknown) => {
    if (key === "state" && typeof value === "string" && STATES.includes(value)) return STATES.indexOf(value);
    if (key === "adapterSize" && typeof value === "string") return ADAPTER_SIZES[value] ?? value;
    return value;
  });
  return { ...reply, body: JSON.parse(text) as object };
}
