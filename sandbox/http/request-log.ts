/**
 * The request log: one JSON line when a request is received (before anything is done with it) and one when it ends, so
 * that counts are true after a kill at any moment. Authorization and keys never reach it: only named fields are written.
 */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";

export interface LoggedRequest {
  readonly id: number;
  readonly at: string;
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  /** Labels or metadata of a request that creates a job (`{}` when it has none); absent for everything else. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly status?: number;
  readonly milliseconds?: number;
  /** Which fault struck, if any: `committed/drop`. */
  readonly fault?: string;
}

/** How often creates with one set of labels were received. */
export interface CreateCount {
  readonly operation: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly count: number;
}

export interface RequestLog {
  received(request: Omit<LoggedRequest, "id" | "status" | "milliseconds" | "fault">): number;
  ended(id: number, outcome: Pick<LoggedRequest, "status" | "milliseconds" | "fault">): void;
  /** The requests with an id above `after`, oldest first, optionally of one operation (or prefix with a star). */
  list(filter: { after?: number; operation?: string; limit?: number }): LoggedRequest[];
  counters(): { operations: Record<string, number>; creates: CreateCount[] };
  clear(): void;
}

const KEPT_IN_MEMORY = 50_000;
/** A longer log is cut at the next start. */
const KEPT_ON_DISK = 100_000;

export function createRequestLog(path: string): RequestLog {
  let requests: LoggedRequest[] = existsSync(path) ? readLog(path) : [];
  if (requests.length > KEPT_ON_DISK) {
    requests = withoutOld(requests, KEPT_ON_DISK / 2);
    writeFileSync(path, requests.map((request) => `${JSON.stringify(request)}\n`).join(""));
  }
  let next = (requests.at(-1)?.id ?? 0) + 1;
  let byId = new Map(requests.map((request) => [request.id, request]));
  let operations = new Map<string, number>();
  for (const request of requests) count(operations, request.operation);

  return {
    received(request) {
      const logged: LoggedRequest = { id: next, ...request };
      next += 1;
      appendFileSync(path, `${JSON.stringify(logged)}\n`);
      requests.push(logged);
      byId.set(logged.id, logged);
      count(operations, logged.operation);
      if (requests.length > KEPT_IN_MEMORY) {
        requests = withoutOld(requests, KEPT_IN_MEMORY / 2);
        byId = new Map(requests.map((entry) => [entry.id, entry]));
      }
      return logged.id;
    },
    ended(id, outcome) {
      const request = byId.get(id);
      if (request !== undefined) Object.assign(request, outcome);
      appendFileSync(path, `${JSON.stringify({ id, ...outcome })}\n`);
    },
    list({ after = 0, operation, limit = 1000 }) {
      return requests
        .filter((request) => request.id > after && (operation === undefined || fits(operation, request.operation)))
        .slice(0, limit);
    },
    counters() {
      const creates = new Map<string, CreateCount>();
      for (const { operation, labels } of requests) {
        if (labels === undefined) continue;
        const key = JSON.stringify([operation, Object.entries(labels).sort()]);
        creates.set(key, { operation, labels, count: (creates.get(key)?.count ?? 0) + 1 });
      }
      return { operations: Object.fromEntries([...operations].sort()), creates: [...creates.values()] };
    },
    clear() {
      writeFileSync(path, "");
      requests = [];
      byId.clear();
      operations = new Map();
    },
  };
}

function readLog(path: string): LoggedRequest[] {
  const requests = new Map<number, LoggedRequest>();
  for (const line of readFileSync(path, "utf8").split("\n")) {
    if (line === "") continue;
    let entry: LoggedRequest;
    try {
      entry = JSON.parse(line) as LoggedRequest;
    } catch {
      continue; // a line that a kill cut off
    }
    requests.set(entry.id, { ...requests.get(entry.id), ...entry });
  }
  return [...requests.values()].filter((request) => request.operation !== undefined);
}

/** The newest requests, and every one that created a job. */
function withoutOld(requests: readonly LoggedRequest[], keep: number): LoggedRequest[] {
  const first = requests.length - keep;
  return requests.filter((request, index) => index >= first || request.labels !== undefined);
}

function count(operations: Map<string, number>, operation: string): void {
  operations.set(operation, (operations.get(operation) ?? 0) + 1);
}

function fits(pattern: string, operation: string): boolean {
  return pattern.endsWith("*") ? operation.startsWith(pattern.slice(0, -1)) : pattern === operation;
}
