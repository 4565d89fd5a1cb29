/**
 * The one HTTP server: finds the route, lets faults strike, runs the handler in a transaction, commits, replies.
 * A handler is synchronous, so two requests never interleave inside one.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Interruption, RetryTests } from "./faults/retry-tests";
import type { FaultRules } from "./faults/rules";
import { type Exchange, RefusedRequest, type Reply } from "./http/exchange";
import type { Match, Router } from "./http/router";
import { readBody, sendReply } from "./http/send";
import type { Store } from "./store/store";
import type { Transaction } from "./store/transaction";
import { finish, interrupt, strike, type Visit, type VisitParts } from "./visit";

/** What each service adds to the common way of a request. */
export interface Service {
  /** Whether a path belongs to this service. */
  owns(path: string): boolean;
  readonly router: Router;
  /** The service's own shape of an error. */
  renderError(status: number, message: string): Reply;
  /** Labels or metadata of a request that creates a job, for the log; nothing for every other request. */
  labels(operation: string, body: Buffer): Record<string, string> | undefined;
  /** Bytes that the request's upload has so far, for faults that strike after so many bytes. */
  uploadedBytes?(state: Transaction, query: URLSearchParams): number | undefined;
  /** Changes or checks the reply before it leaves. */
  finish?(exchange: Exchange, reply: Reply): Reply;
}

export interface ServerParts extends VisitParts {
  readonly store: Store;
  readonly rules: FaultRules;
  readonly retryTests: RetryTests;
  /** Asked in order; the first that owns a path answers. */
  readonly services: readonly Service[];
  /** Called for paths under `/_sandbox/`; never logged, never struck by faults. */
  readonly admin: (method: string, url: URL, body: Buffer) => Reply;
}

export function createSandboxServer(parts: ServerParts): Server {
  const server = createServer((request, response) => {
    serve(parts, request, response).catch((error: Error) => {
      // Either the client left while its request was read, and nobody is there to answer, or the log cannot be written.
      const body = { error: { code: 500, message: `The flanstack sandbox failed: ${error.message}` } };
      if (!response.destroyed && !response.headersSent) sendReply(response, { status: 500, body });
    });
  });
  server.keepAliveTimeout = 60_000;
  server.requestTimeout = 0;
  return server;
}

interface Arrived {
  readonly method: string;
  /** As it came, so that encoded slashes stay encoded. */
  readonly path: string;
  readonly url: URL;
  readonly request: IncomingMessage;
  readonly body: Buffer;
}

async function serve(parts: ServerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request);
  const method = request.method ?? "GET";
  const target = request.url ?? "/";
  const path = target.split("?", 1)[0]!;
  const url = new URL(target, `http://${request.headers.host ?? "127.0.0.1"}`);
  if (path.startsWith("/_sandbox/")) return sendReply(response, parts.admin(method, url, body));
  const control = parts.retryTests.answer(method, path, body);
  if (control !== undefined) return sendReply(response, control);

  const service = parts.services.find((candidate) => candidate.owns(path));
  const match = service?.router.match(method, path);
  const visit = open(parts, { method, path, url, request, body }, response, service, match);
  if (service === undefined || match === undefined) {
    return finish(visit, visit.renderError(501, `${method} ${path} is not modelled by the flanstack sandbox.`));
  }

  const interruption = takeInterruption(parts, service, visit.operation, { method, path, url, request, body });
  const early = (await strike(visit, "received")) ?? (interruption && (await interrupt(visit, interruption)));
  if (early === "gone") return;
  const cutAt = interruption?.kind === "cut-upload" ? interruption.bytes : undefined;
  const arrived = { method, path, url, request, body: body.subarray(0, cutAt) };
  const reply = early ?? handle(parts, service, match, visit, arrived, cutAt !== undefined);
  const late = early === undefined ? await strike(visit, "committed") : undefined;
  if (late === "gone") return;
  const status =
    interruption?.kind === "cut-upload" ? visit.renderError(interruption.status, "The upload was cut off.") : undefined;
  finish(visit, late ?? status ?? reply, interruption);
  await strike(visit, "replied");
}

/** Logs the request and counts the rules that strike it. */
function open(
  parts: ServerParts,
  arrived: Arrived,
  response: ServerResponse,
  service: Service | undefined,
  match: Match | undefined,
): Visit {
  const { method, path, url, body } = arrived;
  const operation = match?.route.operation ?? "unknown";
  const labels = service?.labels(operation, body);
  const at = new Date(parts.clock.now()).toISOString();
  return {
    parts,
    id: parts.log.received({ at, operation, method, path, labels }),
    operation,
    method,
    path,
    labels,
    response,
    started: performance.now(),
    struck: parts.rules.strike(operation, () => `${url.pathname}${url.search}\n${body.toString("utf8")}`),
    renderError: (status, message) =>
      service?.renderError(status, message) ?? { status, body: { error: { code: status, message } } },
  };
}

function takeInterruption(
  parts: ServerParts,
  service: Service,
  operation: string,
  { url, request, body }: Arrived,
): Interruption | undefined {
  const id = request.headers["x-retry-test-id"];
  if (typeof id !== "string") return undefined;
  const before = service.uploadedBytes?.(parts.store.begin(), url.searchParams);
  return parts.retryTests.take(
    id,
    operation,
    before === undefined ? undefined : { before, after: before + body.length },
  );
}

function handle(
  parts: ServerParts,
  service: Service,
  match: Match,
  visit: Visit,
  arrived: Arrived,
  isCutOff: boolean,
): Reply {
  const now = parts.clock.now();
  // Only a read can be answered from an older view: a write decided there would be promised and not kept.
  const stale = arrived.method === "GET" ? visit.struck.find((rule) => rule.action === "stale") : undefined;
  const exchange: Exchange = {
    operation: visit.operation,
    method: arrived.method,
    path: arrived.path,
    origin: arrived.url.origin,
    query: arrived.url.searchParams,
    headers: arrived.request.headers,
    body: arrived.body,
    params: match.params,
    state: parts.store.begin(stale === undefined ? undefined : now - (stale.milliseconds ?? 5_000)),
    isCutOff,
    now,
  };
  try {
    const reply = match.route.handle(exchange);
    const finished = service.finish?.(exchange, reply) ?? reply;
    // What a read settles on the way is not written when it was seen in an older view.
    if (stale === undefined) parts.store.commit(exchange.state.changes, now);
    return finished;
  } catch (error) {
    if (error instanceof RefusedRequest) return error.reply;
    return visit.renderError(500, `The flanstack sandbox failed: ${(error as Error).message}`);
  }
}
