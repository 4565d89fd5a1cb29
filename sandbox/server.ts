/**
 * The one HTTP server: finds the route, strikes with faults, runs the handler in a transaction, commits, replies.
 * A handler is synchronous, so two requests never interleave inside one.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { SandboxClock } from "./clock";
import type { Holds } from "./faults/holds";
import type { FaultRule, FaultRules, Moment } from "./faults/rules";
import { type Exchange, RefusedRequest, type Reply } from "./http/exchange";
import type { RequestLog } from "./http/request-log";
import type { Router } from "./http/router";
import type { Store } from "./store/store";

/** What each service adds to the common way of a request. */
export interface Service {
  /** Whether a path belongs to this service. */
  owns(path: string): boolean;
  readonly router: Router;
  /** The service's own shape of an error. */
  renderError(status: number, message: string): Reply;
  /** Labels or metadata of a request that creates a job, for the log; nothing for every other request. */
  labels(operation: string, body: Buffer): Record<string, string> | undefined;
  /** Changes or checks the reply before it leaves. */
  finish?(exchange: Exchange, reply: Reply): Reply;
}

export interface ServerParts {
  readonly store: Store;
  readonly clock: SandboxClock;
  readonly rules: FaultRules;
  readonly holds: Holds;
  readonly log: RequestLog;
  readonly services: readonly Service[];
  /** Called for paths under `/_sandbox/`; never logged, never struck by faults. */
  readonly admin: (method: string, url: URL, body: Buffer) => Reply;
  /** Ends the process at once, as a crash does. */
  readonly exit: () => never;
}

export function createSandboxServer(parts: ServerParts): Server {
  const server = createServer((request, response) => {
    serve(parts, request, response).catch((error: Error) => {
      // The client left while its request was read, or a fault cut the connection: nobody is there to answer.
      if (!response.destroyed && !response.headersSent)
        send(response, { status: 500, body: { error: { message: error.message } } });
    });
  });
  server.keepAliveTimeout = 60_000;
  server.requestTimeout = 0;
  return server;
}

async function serve(parts: ServerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request);
  const origin = `http://${request.headers.host ?? "127.0.0.1"}`;
  const method = request.method ?? "GET";
  const rawPath = (request.url ?? "/").split("?", 1)[0]!;
  const url = new URL(request.url ?? "/", origin);
  if (rawPath.startsWith("/_sandbox/")) return send(response, parts.admin(method, url, body));

  const service = parts.services.find((candidate) => candidate.owns(rawPath));
  const match = service?.router.match(method, rawPath);
  const operation = match?.route.operation ?? "unknown";
  const started = performance.now();
  const labels = service?.labels(operation, body);
  const id = parts.log.received({
    at: new Date(parts.clock.now()).toISOString(),
    operation,
    method,
    path: rawPath,
    labels,
  });
  const struck = parts.rules.strike(operation, () => `${request.url}\n${body.toString("utf8")}`);
  const visit: Visit = { parts, id, operation, method, path: rawPath, labels, response, started, struck };

  if (service === undefined || match === undefined) {
    const message = `${method} ${rawPath} is not modelled by the flanstack sandbox.`;
    const reply = service?.renderError(501, message) ?? { status: 501, body: { error: { code: 501, message } } };
    return finish(visit, reply);
  }

  const early = await strike(visit, "received", service);
  if (early === "gone") return;
  const reply =
    early ?? handle(parts, service, match, { operation, method, rawPath, origin, url, body, request }, struck);
  const late = early === undefined ? await strike(visit, "committed", service) : undefined;
  if (late === "gone") return;
  finish(visit, late ?? reply);
  await strike(visit, "replied", service);
}

/** What the fault machinery needs to know about a request under way. */
interface Visit {
  readonly parts: ServerParts;
  readonly id: number;
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly labels: Record<string, string> | undefined;
  readonly response: ServerResponse;
  readonly started: number;
  readonly struck: readonly FaultRule[];
}

interface Arrived {
  readonly operation: string;
  readonly method: string;
  readonly rawPath: string;
  readonly origin: string;
  readonly url: URL;
  readonly body: Buffer;
  readonly request: IncomingMessage;
}

function handle(
  parts: ServerParts,
  service: Service,
  match: NonNullable<ReturnType<Router["match"]>>,
  arrived: Arrived,
  struck: readonly FaultRule[],
): Reply {
  const now = parts.clock.now();
  const stale = struck.find((rule) => rule.action === "stale");
  const exchange: Exchange = {
    operation: arrived.operation,
    method: arrived.method,
    path: arrived.rawPath,
    origin: arrived.origin,
    query: arrived.url.searchParams,
    headers: arrived.request.headers,
    body: arrived.body,
    params: match.params,
    state: parts.store.begin(stale === undefined ? undefined : now - (stale.milliseconds ?? 5_000)),
    now,
  };
  try {
    const reply = match.route.handle(exchange);
    const finished = service.finish?.(exchange, reply) ?? reply;
    if (stale === undefined) parts.store.commit(exchange.state.changes, now);
    return finished;
  } catch (error) {
    if (error instanceof RefusedRequest) return error.reply;
    const message = (error as Error).message;
    return service.renderError(500, `The flanstack sandbox failed: ${message}`);
  }
}

/** Applies the faults of a moment. @returns a reply to send instead, "gone" when the connection is over, or nothing */
async function strike(visit: Visit, moment: Moment, service: Service): Promise<Reply | "gone" | undefined> {
  const { parts, id } = visit;
  let instead: Reply | undefined;
  for (const rule of visit.struck) {
    if (rule.moment !== moment || rule.action === "stale") continue;
    const fault = `${moment}/${rule.action}`;
    if (rule.action === "delay") {
      await new Promise((resolve) => setTimeout(resolve, rule.milliseconds ?? 1000));
    } else if (rule.action === "hold") {
      const { operation, method, path, labels } = visit;
      const how = await parts.holds.hold({ id, operation, method, path, labels, moment, since: parts.clock.now() });
      if (how === "drop") return cut(visit, fault);
    } else if (rule.action === "exit") {
      parts.log.ended(id, { fault });
      parts.exit();
    } else if (rule.action === "drop") {
      return cut(visit, fault);
    } else if (rule.action === "hang") {
      parts.log.ended(id, { fault });
      return "gone"; // the connection stays open and silent
    } else if (rule.action === "malformed") {
      instead = { status: 200, headers: { "content-type": "application/json" }, body: '{"name": "cut off in the mid' };
    } else {
      const status = rule.status ?? 503;
      const plain = service.renderError(status, `Fault injected by the sandbox: HTTP ${status}.`);
      const headers =
        rule.retryAfter === undefined ? plain.headers : { ...plain.headers, "retry-after": String(rule.retryAfter) };
      instead = { ...plain, headers };
    }
  }
  return instead; // also when the client has left: what it asked for still happens
}

function cut(visit: Visit, fault: string): "gone" {
  visit.parts.log.ended(visit.id, { fault });
  visit.response.destroy();
  return "gone";
}

function finish(visit: Visit, reply: Reply): void {
  const faults = visit.struck.map((rule) => `${rule.moment}/${rule.action}`);
  visit.parts.log.ended(visit.id, {
    status: reply.status,
    milliseconds: Math.round(performance.now() - visit.started),
    ...(faults.length > 0 ? { fault: faults.join(" ") } : {}),
  });
  send(visit.response, reply);
}

function send(response: ServerResponse, reply: Reply): void {
  const { body } = reply;
  const isBytes = body === undefined || typeof body === "string" || Buffer.isBuffer(body);
  const bytes = isBytes ? Buffer.from(body ?? "") : Buffer.from(JSON.stringify(body));
  const type: Record<string, string> = isBytes ? {} : { "content-type": "application/json; charset=UTF-8" };
  response.writeHead(reply.status, {
    ...type,
    ...(reply.status === 204 ? {} : { "content-length": String(bytes.length) }),
    "x-flanstack-simulated": "true",
    ...reply.headers,
  });
  response.end(reply.status === 204 ? undefined : bytes);
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
