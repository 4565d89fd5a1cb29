/** The admin API under `/_sandbox/`: faults, held requests, the request log, the clock, reset. For tests and for the runner. */
import type { SandboxClock } from "./clock";
import type { Holds, Release } from "./faults/holds";
import { type FaultRules, parseFaultRule } from "./faults/rules";
import { json, type Reply } from "./http/exchange";
import type { RequestLog } from "./http/request-log";

export interface AdminParts {
  readonly clock: SandboxClock;
  readonly rules: FaultRules;
  readonly holds: Holds;
  readonly log: RequestLog;
  readonly startedAt: string;
  /** Tuning jobs that may be active at once. */
  readonly quota: number;
  /** Forgets all state, faults and requests; held requests are dropped. */
  readonly reset: () => void;
  /** Decides what becomes of a job. `provider: "openai"` says that `next` or `every` mean fine-tuning jobs. */
  readonly steerJob: (id: string, order: Record<string, unknown>) => Reply;
}

type Handler = (parts: AdminParts, url: URL, body: Record<string, unknown>, id: string) => Reply;

const ROUTES: readonly [method: string, path: RegExp, handler: Handler][] = [
  ["GET", /^\/_sandbox\/status$/, status],
  ["GET", /^\/_sandbox\/faults$/, ({ rules }) => json({ rules: rules.list() })],
  ["POST", /^\/_sandbox\/faults$/, addFaults],
  ["DELETE", /^\/_sandbox\/faults$/, clearFaults],
  [
    "DELETE",
    /^\/_sandbox\/faults\/(\d+)$/,
    ({ rules }, _url, _body, id) => json({ removed: rules.remove(Number(id)) }),
  ],
  ["GET", /^\/_sandbox\/held$/, ({ holds }) => json({ held: holds.list() })],
  ["POST", /^\/_sandbox\/held:release$/, releaseAll],
  ["POST", /^\/_sandbox\/held\/(\d+):release$/, releaseOne],
  ["GET", /^\/_sandbox\/requests$/, requests],
  ["GET", /^\/_sandbox\/counters$/, ({ log }) => json(log.counters())],
  ["DELETE", /^\/_sandbox\/requests$/, clearRequests],
  ["POST", /^\/_sandbox\/clock$/, moveClock],
  ["POST", /^\/_sandbox\/jobs\/([^/]+)$/, (parts, _url, body, id) => parts.steerJob(id, body)],
  ["POST", /^\/_sandbox\/reset$/, reset],
];

export function createAdmin(parts: AdminParts): (method: string, url: URL, body: Buffer) => Reply {
  return (method, url, body) => {
    for (const [wanted, path, handler] of ROUTES) {
      const match = path.exec(url.pathname);
      if (wanted !== method || match === null) continue;
      const value = parse(body);
      return value === undefined
        ? wrong(["the body must be a JSON object"])
        : handler(parts, url, value, match[1] ?? "");
    }
    return json({ error: `${method} ${url.pathname} is no admin call` }, 404);
  };
}

function parse(body: Buffer): Record<string, unknown> | undefined {
  if (body.length === 0) return {};
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function wrong(problems: string[]): Reply {
  return json({ error: problems.join("; ") }, 400);
}

function status({ clock, holds, quota, rules, startedAt }: AdminParts): Reply {
  return json({
    service: "flanstack sandbox",
    simulated: true,
    pid: process.pid,
    startedAt,
    now: new Date(clock.now()).toISOString(),
    speed: clock.speed(),
    quota,
    faults: rules.list().length,
    held: holds.list().length,
  });
}

/** One rule, or `{ rules: [...] }`: all are added, or none. */
function addFaults({ rules }: AdminParts, _url: URL, body: Record<string, unknown>): Reply {
  const given = Array.isArray(body.rules) ? (body.rules as unknown[]) : [body];
  const parsed = given.map(parseFaultRule);
  const problems = parsed.flatMap((rule, index) =>
    "wrong" in rule ? rule.wrong.map((text) => `rule ${index + 1}: ${text}`) : [],
  );
  if (problems.length > 0) return wrong(problems);
  return json({ rules: parsed.flatMap((rule) => ("wrong" in rule ? [] : [rules.add(rule)])) });
}

function clearFaults({ rules, holds }: AdminParts): Reply {
  rules.clear();
  return json({ released: holds.releaseAll("continue") });
}

function howOf(body: Record<string, unknown>): Release | undefined {
  const how = body.how ?? "continue";
  return how === "continue" || how === "drop" ? how : undefined;
}

function releaseAll({ holds }: AdminParts, _url: URL, body: Record<string, unknown>): Reply {
  const how = howOf(body);
  return how === undefined ? wrong(["how: continue or drop"]) : json({ released: holds.releaseAll(how) });
}

function releaseOne({ holds }: AdminParts, _url: URL, body: Record<string, unknown>, id: string): Reply {
  const how = howOf(body);
  if (how === undefined) return wrong(["how: continue or drop"]);
  return holds.release(Number(id), how) ? json({ released: 1 }) : json({ error: `request ${id} is not held` }, 404);
}

function requests({ log }: AdminParts, url: URL): Reply {
  const after = Number(url.searchParams.get("after") ?? 0);
  const limit = Number(url.searchParams.get("limit") ?? 1000);
  if (!Number.isInteger(after) || !Number.isInteger(limit)) return wrong(["after, limit: whole numbers"]);
  return json({ requests: log.list({ after, limit, operation: url.searchParams.get("operation") ?? undefined }) });
}

function clearRequests({ log }: AdminParts): Reply {
  log.clear();
  return json({});
}

function moveClock({ clock }: AdminParts, _url: URL, body: Record<string, unknown>): Reply {
  const { advanceSeconds, speed } = body;
  const isAmount = (value: unknown) =>
    value === undefined || (typeof value === "number" && Number.isFinite(value) && value >= 0);
  if (!isAmount(advanceSeconds) || !isAmount(speed)) return wrong(["advanceSeconds, speed: numbers, 0 or more"]);
  if (typeof speed === "number") clock.setSpeed(speed);
  if (typeof advanceSeconds === "number") clock.advance(advanceSeconds);
  return json({ now: new Date(clock.now()).toISOString(), speed: clock.speed() });
}

function reset(parts: AdminParts): Reply {
  parts.reset();
  return json({});
}
