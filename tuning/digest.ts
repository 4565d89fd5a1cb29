/**
 * Identity of a tuning job. The digest covers the spec and nothing else; the job key adds whose account, which project
 * and which location would be billed. Both are pinned by test/conformance/tuning-digest.json: a change here would buy
 * every job again.
 */
import { digestOf } from "../primitives";
import type { Hyperparameters, TuningSpec } from "./job";

/**
 * SHA-256 (64 hex) of the spec's canonical JSON. Absent fields are left out, numbers written as text count as numbers,
 * so `3`, `3.0` and `"3"` are one spec.
 */
export function specDigest(spec: TuningSpec): string {
  const hyperparameters = numbersOf(spec.hyperparameters);
  return digestOf({
    provider: spec.provider,
    method: spec.method,
    baseModel: spec.baseModel,
    ...(Object.keys(hyperparameters).length > 0 && { hyperparameters }),
    trainDigest: spec.trainDigest,
    generation: Number(spec.generation),
    parentDigest: spec.parentDigest ?? undefined,
    checkpoint: spec.checkpoint ?? undefined,
  });
}

function numbersOf(hyperparameters: Hyperparameters): Record<string, number> {
  const present = Object.entries(hyperparameters).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(present.map(([name, value]) => [name, Number(value)]));
}

export interface JobPlace {
  readonly digest: string;
  /** Who is billed: `accountOf(...)`. */
  readonly account: string;
  readonly project?: string;
  readonly location?: string;
}

/** SHA-256 (64 hex) naming one purchase: at most one create request per job key ever reaches a provider. */
export function jobKey(place: JobPlace): string {
  return digestOf({
    digest: place.digest,
    account: place.account,
    project: place.project || undefined,
    location: place.location || undefined,
  });
}

/**
 * The account behind a provider address: its host and path, without what changes between runs of one account.
 * Every loopback address is the one account `loopback`, since the sandbox's port may differ from run to run.
 */
export function accountOf(baseUrl: string): string {
  const url = new URL(baseUrl);
  if (isLoopback(baseUrl)) return "loopback";
  const path = url.pathname.replace(/\/+$/, "");
  return `${url.host.toLowerCase()}${path}`;
}

/** True for an address that never leaves this machine. */
export function isLoopback(baseUrl: string): boolean {
  const { hostname } = new URL(baseUrl);
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}
