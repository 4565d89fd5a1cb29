/** The sandbox's admin calls, for tests that make it misbehave and count what it received. */
import type { FaultRule } from "../../sandbox/faults/rules";

export interface SandboxAdmin {
  readonly url: string;
  fault(rule: FaultRule): Promise<void>;
  clearFaults(): Promise<void>;
  /** How many requests each fault in place has met, and from which of them on it strikes. */
  faults(): Promise<{ operation: string; seen: number; nth?: number }[]>;
  held(): Promise<{ id: number; operation: string; moment: string }[]>;
  release(how?: "continue" | "drop"): Promise<void>;
  advance(seconds: number): Promise<void>;
  /** Decides how a job goes on; `next` is the one that is created next. */
  steer(job: string, outcome: string, message?: string): Promise<void>;
  /** Create requests of tuning jobs received so far, by digest label. */
  createRequests(): Promise<Map<string, number>>;
  requests(operation?: string): Promise<{ operation: string; path: string; status?: number }[]>;
  reset(): Promise<void>;
}

/** @param provider whose jobs `steer` means */
export function createSandboxAdmin(url: string, provider: "vertex" | "openai" = "vertex"): SandboxAdmin {
  async function call(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
    const response = await fetch(`${url}/_sandbox/${path}`, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const reply = (await response.json()) as Record<string, unknown>;
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(reply)}`);
    return reply;
  }
  return {
    url,
    fault: async (rule) => void (await call("POST", "faults", rule)),
    clearFaults: async () => void (await call("DELETE", "faults")),
    faults: async () => (await call("GET", "faults")).rules as never,
    held: async () => (await call("GET", "held")).held as never,
    release: async (how = "continue") => void (await call("POST", "held:release", { how })),
    advance: async (advanceSeconds) => void (await call("POST", "clock", { advanceSeconds })),
    steer: async (job, outcome, message) => void (await call("POST", `jobs/${job}`, { outcome, message, provider })),
    async createRequests() {
      const { creates } = (await call("GET", "counters")) as {
        creates: { labels: Record<string, string>; count: number }[];
      };
      const counts = new Map<string, number>();
      for (const { labels, count } of creates) {
        const digest = labels.digest ?? "none";
        counts.set(digest, (counts.get(digest) ?? 0) + count);
      }
      return counts;
    },
    requests: async (operation) =>
      (await call("GET", `requests?limit=20000${operation === undefined ? "" : `&operation=${operation}`}`))
        .requests as never,
    reset: async () => void (await call("POST", "reset")),
  };
}
