/** One request under way: the faults that strike it, and how it ends. */
import type { ServerResponse } from "node:http";
import type { SandboxClock } from "./clock";
import type { Holds } from "./faults/holds";
import type { Interruption } from "./faults/retry-tests";
import type { FaultRule, Moment } from "./faults/rules";
import type { Reply } from "./http/exchange";
import type { RequestLog } from "./http/request-log";
import { resetConnection, sendBroken, sendReply } from "./http/send";

export interface VisitParts {
  readonly clock: SandboxClock;
  readonly holds: Holds;
  readonly log: RequestLog;
  /** Ends the process at once, as a crash does. */
  readonly exit: () => never;
}

export interface Visit {
  readonly parts: VisitParts;
  readonly id: number;
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly labels: Record<string, string> | undefined;
  readonly response: ServerResponse;
  readonly started: number;
  readonly struck: readonly FaultRule[];
  /** The service's own shape of an error. */
  readonly renderError: (status: number, message: string) => Reply;
}

/** Applies the rules of a moment. @returns a reply to send instead, "gone" when the connection is over, or nothing */
export async function strike(visit: Visit, moment: Moment): Promise<Reply | "gone" | undefined> {
  let instead: Reply | undefined;
  for (const rule of visit.struck) {
    if (rule.moment !== moment || rule.action === "stale") continue;
    const outcome = await apply(visit, rule);
    if (outcome === "gone") return "gone";
    instead = outcome ?? instead;
  }
  return instead; // also when the client has left: what it asked for still happens
}

async function apply(visit: Visit, rule: FaultRule): Promise<Reply | "gone" | undefined> {
  const { parts, id, operation, method, path, labels } = visit;
  const fault = `${rule.moment}/${rule.action}`;
  switch (rule.action) {
    case "delay":
      await new Promise((resolve) => setTimeout(resolve, rule.milliseconds ?? 1000));
      return undefined;
    case "hold": {
      const request = { id, operation, method, path, labels, moment: rule.moment, since: parts.clock.now() };
      return (await parts.holds.hold(request)) === "drop" ? drop(visit, fault) : undefined;
    }
    case "exit":
      parts.log.ended(id, { fault });
      return parts.exit();
    case "drop":
      return drop(visit, fault);
    case "hang":
      parts.log.ended(id, { fault });
      return "gone"; // the connection stays open and silent
    case "malformed":
      return { status: 200, headers: { "content-type": "application/json" }, body: '{"name": "cut off in the mid' };
    case "status": {
      const status = rule.status ?? 503;
      const plain = visit.renderError(status, `Fault injected by the sandbox: HTTP ${status}.`);
      const retryAfter: Record<string, string> =
        rule.retryAfter === undefined ? {} : { "retry-after": String(rule.retryAfter) };
      return { ...plain, headers: { ...plain.headers, ...retryAfter } };
    }
    case "stale":
      return undefined; // chosen when the handler's view is opened
  }
}

/** What a retry test does before the handler runs. @returns as `strike` */
export async function interrupt(visit: Visit, interruption: Interruption): Promise<Reply | "gone" | undefined> {
  const message = (status: number) => `Retry Test: Caused a ${status}`;
  switch (interruption.kind) {
    case "status":
      return visit.renderError(interruption.status, message(interruption.status));
    case "reset":
      visit.parts.log.ended(visit.id, { fault: "retry-test/reset" });
      resetConnection(visit.response);
      return "gone";
    case "stall":
      await new Promise((resolve) => setTimeout(resolve, interruption.milliseconds));
      return undefined;
    case "cut-upload":
    case "broken-reply":
      return undefined; // take effect around the handler
  }
}

/** Sends the reply, or as much of it as the retry test lets through. */
export function finish(visit: Visit, reply: Reply, interruption?: Interruption): void {
  const faults = visit.struck.map((rule) => `${rule.moment}/${rule.action}`);
  if (interruption !== undefined) faults.push(`retry-test/${interruption.kind}`);
  visit.parts.log.ended(visit.id, {
    status: reply.status,
    milliseconds: Math.round(performance.now() - visit.started),
    ...(faults.length > 0 ? { fault: faults.join(" ") } : {}),
  });
  if (interruption?.kind === "broken-reply" && reply.status < 300)
    sendBroken(visit.response, reply, interruption.bytes);
  else sendReply(visit.response, reply);
}

function drop(visit: Visit, fault: string): "gone" {
  visit.parts.log.ended(visit.id, { fault });
  visit.response.destroy();
  return "gone";
}
