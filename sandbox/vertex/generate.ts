/** Prediction: generateContent, streamGenerateContent and countTokens, for tuned endpoints and base models. */
import { type Exchange, json, type Reply, type Route } from "../http/exchange";
import type { Answer } from "../learner/conversation";
import type { Learner } from "../learner/learner";
import type { LearnerLibrary } from "../learner/library";
import facts from "./base-models.json";
import { situationOf, textOf, type WireConversation } from "./conversation";
import { refuse } from "./errors";
import { ENDPOINTS, type Endpoint } from "./job";
import { numberFrom } from "./job-life";
import { loadExamples } from "./training-file";
import { bodyOf } from "./wire";

const PARENT = "/{version}/projects/{project}/locations/{location}";
const TUNED = `${PARENT}/endpoints/{endpoint}`;
const BASE = `${PARENT}/publishers/google/models/{model}`;

export function predictionRoutes(learners: LearnerLibrary): Route[] {
  const of = (target: (exchange: Exchange) => { learner: Learner; version: string }) =>
    [
      (exchange: Exchange) => json(predict(exchange, target(exchange))),
      (exchange: Exchange) => stream(exchange, predict(exchange, target(exchange))),
      (exchange: Exchange) => countTokens(exchange, target(exchange)),
    ] as const;
  const [tuned, tunedStream, tunedCount] = of((exchange) => tunedTarget(exchange, learners));
  const [base, baseStream, baseCount] = of((exchange) => baseTarget(exchange, learners));
  return [
    {
      operation: "vertex.endpoints.generateContent",
      method: "POST",
      pattern: `${TUNED}:generateContent`,
      handle: tuned,
    },
    {
      operation: "vertex.endpoints.streamGenerateContent",
      method: "POST",
      pattern: `${TUNED}:streamGenerateContent`,
      handle: tunedStream,
    },
    { operation: "vertex.endpoints.countTokens", method: "POST", pattern: `${TUNED}:countTokens`, handle: tunedCount },
    {
      operation: "vertex.publishers.generateContent",
      method: "POST",
      pattern: `${BASE}:generateContent`,
      handle: base,
    },
    {
      operation: "vertex.publishers.streamGenerateContent",
      method: "POST",
      pattern: `${BASE}:streamGenerateContent`,
      handle: baseStream,
    },
    { operation: "vertex.publishers.countTokens", method: "POST", pattern: `${BASE}:countTokens`, handle: baseCount },
  ];
}

function tunedTarget(exchange: Exchange, learners: LearnerLibrary): { learner: Learner; version: string } {
  const { params, state } = exchange;
  const name = `projects/${params.project}/locations/${params.location}/endpoints/${params.endpoint}`;
  const endpoint = state.get<Endpoint>(ENDPOINTS, name);
  if (endpoint === undefined) refuse(404, `Endpoint ${name} does not exist.`);
  if (endpoint.deployedModels.length === 0)
    refuse(400, `Endpoint ${name} has no deployed model.`, "FAILED_PRECONDITION");
  return {
    learner: learners.learnerOf(endpoint.blobs, (blob) => loadExamples(state.readBlob(blob))),
    version: endpoint.deployedModels[0]!.model,
  };
}

function baseTarget({ params, now }: Exchange, learners: LearnerLibrary): { learner: Learner; version: string } {
  const model = (facts.models as Record<string, { retires?: string }>)[params.model!];
  if (model === undefined || (model.retires !== undefined && now >= Date.parse(model.retires))) {
    refuse(
      404,
      `Publisher Model projects/${params.project}/locations/${params.location}/publishers/google/models/${params.model} was not found or your project does not have access to it.`,
    );
  }
  return { learner: learners.learnerOf([], () => []), version: params.model! };
}

function requestOf(exchange: Exchange): WireConversation {
  const body = bodyOf(exchange) as unknown as WireConversation & Record<string, unknown>;
  if (!Array.isArray(body.contents) || body.contents.length === 0)
    refuse(400, "Unable to submit request because it must have at least one content.");
  const last = body.contents.at(-1) as { role?: string };
  if (last.role !== undefined && last.role !== "user" && last.role !== "model" && last.role !== "function") {
    refuse(400, "Please use a valid role: user, model.");
  }
  return body;
}

function predict(exchange: Exchange, { learner, version }: { learner: Learner; version: string }): object {
  const wire = requestOf(exchange);
  const answer = learner.answer(situationOf(wire));
  const promptTokenCount = tokensOf(wire);
  const parts = partsOf(answer);
  const candidatesTokenCount = Math.ceil(JSON.stringify(parts).length / 4);
  return {
    candidates: [{ content: { role: "model", parts }, finishReason: "STOP" }],
    usageMetadata: {
      promptTokenCount,
      candidatesTokenCount,
      totalTokenCount: promptTokenCount + candidatesTokenCount,
    },
    modelVersion: version,
    createTime: new Date(exchange.now).toISOString(),
    responseId: numberFrom("response", version, JSON.stringify(wire.contents)),
  };
}

function partsOf({ text, calls }: Answer): object[] {
  return [
    ...(text === "" && calls.length > 0 ? [] : [{ text }]),
    ...calls.map(({ name, args }) => ({ functionCall: { name, args } })),
  ];
}

function stream(exchange: Exchange, reply: object): Reply {
  if (exchange.query.get("alt") !== "sse") return { status: 200, body: [reply] };
  return {
    status: 200,
    headers: { "content-type": "text/event-stream" },
    body: `data: ${JSON.stringify(reply)}\r\n\r\n`,
  };
}

function countTokens(exchange: Exchange, _target: unknown): Reply {
  const wire = requestOf(exchange);
  return json({ totalTokens: tokensOf(wire), totalBillableCharacters: charactersOf(wire) });
}

/** Four characters to a token: an estimate, as everything here. */
function tokensOf(wire: WireConversation): number {
  return Math.ceil(charactersOf(wire) / 4);
}

function charactersOf(wire: WireConversation): number {
  const contents = wire.contents.reduce((sum, content) => sum + JSON.stringify(content.parts ?? []).length, 0);
  return (
    contents +
    textOf(wire.systemInstruction).length +
    (wire.tools === undefined ? 0 : JSON.stringify(wire.tools).length)
  );
}
