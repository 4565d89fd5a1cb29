/** A Gemini endpoint, tuned or base, as a prediction client: generateContent over REST. */
import { type Clock, createRandom, FlanstackError, type Random, systemClock } from "../primitives";
import { errorForNoAnswer, errorForStatus, InferenceError } from "./inference-error";
import type { Prediction, PredictionClient, PredictionRequest, Sampling } from "./prediction";
import { DEFAULT_RETRY, type RetryPolicy, withRetries } from "./retry";
import { parseVertexReply, SKIP_THOUGHT_SIGNATURE, type VertexAnswer, vertexBody } from "./vertex-wire";

export interface VertexClientOptions {
  /**
   * `projects/P/locations/L/endpoints/ID` (a tuned model answers at its endpoint, never at its model name) or
   * `projects/P/locations/L/publishers/google/models/M`.
   */
  readonly resource: string;
  /** The name predictions carry; the resource by default. */
  readonly model?: string;
  /** Where to send requests; Google's own host for the resource's location by default. */
  readonly baseUrl?: string;
  /** Gives a bearer token; Application Default Credentials for Google's hosts, none for loopback. */
  readonly accessToken?: () => Promise<string>;
  readonly sampling?: Sampling;
  /** For one attempt; 60 s by default. */
  readonly timeoutMs?: number;
  readonly retry?: RetryPolicy;
  readonly thoughtSignature?: string | null;
  /** Who is billed for these calls (owner, cost-center, agent, environment): lower case, at most 63 characters each. */
  readonly labels?: { readonly [name: string]: string };
  readonly fetch?: typeof fetch;
  readonly clock?: Clock;
  readonly random?: Random;
}

const RESOURCE = /^projects\/[^/]+\/locations\/([^/]+)\/(?:endpoints\/[^/]+|publishers\/[^/]+\/models\/[^/]+)$/;

/**
 * A client for one endpoint or base model.
 * @throws FlanstackError when the resource name is not one of the two forms, or when an address outside Google and loopback
 *   comes without a token of its own (Google's credentials are never sent there)
 */
export function createVertexClient(options: VertexClientOptions): PredictionClient {
  const location = locationOf(options.resource);
  const baseUrl = (options.baseUrl ?? vertexHost(location)).replace(/\/+$/, "");
  const token = options.accessToken ?? defaultToken(baseUrl);
  const url = `${baseUrl}/v1/${options.resource}:generateContent`;
  const model = options.model ?? options.resource;
  const clock = options.clock ?? systemClock;
  const random = options.random ?? createRandom("inference", model);
  const timeoutMs = options.timeoutMs ?? 60_000;
  const send = options.fetch ?? fetch;
  const wire = {
    sampling: options.sampling ?? {},
    thoughtSignature: options.thoughtSignature === undefined ? SKIP_THOUGHT_SIGNATURE : options.thoughtSignature,
    labels: options.labels,
  };

  async function attempt(body: string, signal: AbortSignal | undefined): Promise<VertexAnswer> {
    const deadline = AbortSignal.timeout(timeoutMs);
    const headers: Record<string, string> = { "content-type": "application/json" };
    const bearer = await token();
    if (bearer !== undefined) headers.authorization = `Bearer ${bearer}`;
    let status: number;
    let text: string;
    let retryAfter: string | null;
    try {
      const response = await send(url, {
        method: "POST",
        headers,
        body,
        signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]),
      });
      status = response.status;
      retryAfter = response.headers.get("retry-after");
      text = await response.text();
    } catch (cause) {
      signal?.throwIfAborted();
      throw errorForNoAnswer(model, cause, timeoutMs);
    }
    if (status < 200 || status >= 300) throw errorForStatus(model, status, text, retryAfter, clock.now());
    try {
      return parseVertexReply(JSON.parse(text));
    } catch (cause) {
      throw new InferenceError(`${model} answered something that is no generateContent reply`, {
        code: "endpoint_bad_reply",
        model,
        status,
        isRetryable: true,
        fix: "Check that the address belongs to a Vertex endpoint.",
        cause,
      });
    }
  }

  async function predict(request: PredictionRequest, call: { signal?: AbortSignal } = {}): Promise<Prediction> {
    const body = JSON.stringify(vertexBody(request, wire));
    let started = clock.now();
    const { modelVersion, ...answer } = await withRetries(
      () => {
        started = clock.now();
        return attempt(body, call.signal);
      },
      options.retry ?? DEFAULT_RETRY,
      { clock, random, signal: call.signal },
    );
    return {
      exampleId: request.exampleId,
      model,
      ...answer,
      latencyMs: clock.now() - started,
      servedBy: modelVersion ?? options.resource,
      fallbackReason: null,
    };
  }

  return { model, predict };
}

/** Google's host for a location: `us` and `eu` are multi-regions with hosts of their own, `global` has none in its name. */
export function vertexHost(location: string): string {
  if (location === "global") return "https://aiplatform.googleapis.com";
  if (location === "us" || location === "eu") return `https://aiplatform.${location}.rep.googleapis.com`;
  return `https://${location}-aiplatform.googleapis.com`;
}

function locationOf(resource: string): string {
  const match = RESOURCE.exec(resource);
  if (match !== null) return match[1]!;
  throw new FlanstackError(`"${resource.slice(0, 120)}" is not the name of a Vertex endpoint or base model`, {
    code: "bad_endpoint_name",
    path: "resource",
    fix: "Give projects/P/locations/L/endpoints/ID (the tuned model's endpoint, not the model) or projects/P/locations/L/publishers/google/models/M.",
  });
}

function defaultToken(baseUrl: string): () => Promise<string | undefined> {
  const { hostname, protocol } = new URL(baseUrl);
  if (["127.0.0.1", "localhost", "[::1]"].includes(hostname)) return async () => undefined;
  if (protocol === "https:" && hostname.endsWith(".googleapis.com")) {
    return googleToken();
  }
  throw new FlanstackError(`${hostname} is neither Google's nor this machine, so it gets no Google credentials`, {
    code: "credentials_for_foreign_host",
    path: "baseUrl",
    fix: "Give the endpoint's own access token, or correct the address.",
  });
}

/** Application Default Credentials; the library is loaded at the first call, since local runs never need it. */
function googleToken(): () => Promise<string | undefined> {
  let auth: { getAccessToken(): Promise<string | null | undefined> } | undefined;
  return async () => {
    try {
      if (auth === undefined) {
        const { GoogleAuth } = await import("google-auth-library");
        auth = new GoogleAuth({ scopes: ["https://www.googleapis.com/auth/cloud-platform"] });
      }
      return (await auth.getAccessToken()) ?? undefined;
    } catch (cause) {
      throw new FlanstackError("No Google credentials were found for the endpoint", {
        code: "no_credentials",
        path: "GOOGLE_APPLICATION_CREDENTIALS",
        fix: "Run `gcloud auth application-default login`, or use workload identity in the pipeline.",
        cause,
      });
    }
  };
}
