/** Fault rules: which request of which operation goes wrong, at which moment, and how. */

/**
 * `received`: the request is complete, nothing was done. `committed`: state is written, the reply is not sent.
 * `replied`: the reply left.
 */
export const MOMENTS = ["received", "committed", "replied"] as const;
export type Moment = (typeof MOMENTS)[number];

export const ACTIONS = ["hold", "drop", "hang", "status", "exit", "malformed", "delay", "stale"] as const;
export type Action = (typeof ACTIONS)[number];

export interface FaultRule {
  /** `vertex.tuningJobs.create`, or a prefix with a star: `storage.*`, `*`. */
  readonly operation: string;
  /** Which matching request, counted from when the rule was added, the first being 1. Absent: every one. */
  readonly nth?: number;
  /** How many requests from the nth on. Default 1. */
  readonly times?: number;
  readonly moment: Moment;
  readonly action: Action;
  /** For `status`: the HTTP status. Default 503. */
  readonly status?: number;
  /** For `status`: the Retry-After header, in seconds. */
  readonly retryAfter?: number;
  /** For `delay`: how long. For `stale`: how old the view is. */
  readonly milliseconds?: number;
  /** Only requests whose path or body holds this text. */
  readonly contains?: string;
}

export interface ActiveRule extends FaultRule {
  readonly id: number;
  readonly seen: number;
}

export interface FaultRules {
  add(rule: FaultRule): ActiveRule;
  remove(id: number): boolean;
  clear(): void;
  list(): ActiveRule[];
  /** Counts the request and gives the rules that strike it. Call once per request. */
  strike(operation: string, text: () => string): FaultRule[];
}

export function createFaultRules(): FaultRules {
  let rules: { id: number; seen: number; rule: FaultRule }[] = [];
  let next = 1;
  return {
    add(rule) {
      const entry = { id: next, seen: 0, rule };
      next += 1;
      rules.push(entry);
      return { ...rule, id: entry.id, seen: 0 };
    },
    remove(id) {
      const before = rules.length;
      rules = rules.filter((entry) => entry.id !== id);
      return rules.length < before;
    },
    clear() {
      rules = [];
    },
    list: () => rules.map(({ id, seen, rule }) => ({ ...rule, id, seen })),
    strike(operation, text) {
      const struck: FaultRule[] = [];
      for (const entry of rules) {
        const { rule } = entry;
        if (!matches(rule.operation, operation)) continue;
        if (rule.contains !== undefined && !text().includes(rule.contains)) continue;
        entry.seen += 1;
        const first = rule.nth ?? 1;
        const last = rule.nth === undefined ? Number.POSITIVE_INFINITY : first + (rule.times ?? 1) - 1;
        if (entry.seen >= first && entry.seen <= last) struck.push(rule);
      }
      return struck;
    },
  };
}

function matches(pattern: string, operation: string): boolean {
  return pattern.endsWith("*") ? operation.startsWith(pattern.slice(0, -1)) : pattern === operation;
}

/** Reads a rule from an admin call. @returns the rule, or what is wrong with it */
export function parseFaultRule(value: unknown): FaultRule | { readonly wrong: string[] } {
  if (typeof value !== "object" || value === null) return { wrong: ["a rule is a JSON object"] };
  const rule = value as Record<string, unknown>;
  const wrong: string[] = [];
  const known = ["operation", "nth", "times", "moment", "action", "status", "retryAfter", "milliseconds", "contains"];
  for (const key of Object.keys(rule)) if (!known.includes(key)) wrong.push(`${key}: unknown field`);
  if (typeof rule.operation !== "string" || rule.operation === "")
    wrong.push("operation: a name such as storage.objects.insert, or a prefix ending in *");
  if (!MOMENTS.includes(rule.moment as Moment)) wrong.push(`moment: one of ${MOMENTS.join(", ")}`);
  if (!ACTIONS.includes(rule.action as Action)) wrong.push(`action: one of ${ACTIONS.join(", ")}`);
  if (rule.action === "stale" && rule.moment !== "received")
    wrong.push("moment: a stale view is chosen when the request is received");
  if (rule.contains !== undefined && typeof rule.contains !== "string") wrong.push("contains: a text");
  for (const key of ["nth", "times", "status", "retryAfter", "milliseconds"]) {
    const given = rule[key];
    if (given === undefined) continue;
    if (typeof given !== "number" || !Number.isInteger(given) || given < 0) wrong.push(`${key}: a whole number`);
  }
  if (rule.nth === 0 || rule.times === 0) wrong.push("nth, times: at least 1");
  return wrong.length > 0 ? { wrong } : (rule as unknown as FaultRule);
}
