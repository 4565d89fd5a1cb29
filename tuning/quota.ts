/** Room for one more job: providers run few at once, and a refused create request teaches how few. */
import type { AdoptOrSubmitOptions } from "./adoption-options";
import { isFinal } from "./job";
import type { LedgerEntry } from "./ledger";

/** Shared by all purchases of one process that use one account, project and location. */
export interface QuotaGate {
  /** Jobs that may run at once; absent: unknown until the provider refuses. */
  readonly limit: number | undefined;
  /** Live jobs when the provider last refused one for quota, and when that was. */
  refusal: { readonly live: number; readonly at: number } | undefined;
  /** Lets purchases count and submit one after the other: two never take the same room, and one refusal teaches all. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
}

/** @param limit jobs that may run at once; absent: submit until the provider refuses */
export function createQuotaGate(limit?: number): QuotaGate {
  let last: Promise<unknown> = Promise.resolve();
  return {
    limit,
    refusal: undefined,
    inTurn(work) {
      const turn = last.then(work);
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}

/** A refusal with jobs running is believed this many times longer than one that no running job explains. */
const BELIEVED_LONGER = 10;

/** Whether a create request is worth sending now. */
export async function hasRoom(options: AdoptOrSubmitOptions, entry: LedgerEntry | undefined): Promise<boolean> {
  const { clock, quota, times } = options;
  const refusal = refusalOf(entry, clock.now()) ?? quota.refusal;
  if (quota.limit === undefined && refusal === undefined) return true;
  const live = await countLive(options);
  if (quota.limit !== undefined && live >= quota.limit) return false;
  if (refusal === undefined || live < refusal.live) return true;
  // As many run as when it refused. It may have been the rate of requests, or the quota has grown: asked again, seldom.
  const patience = times.quotaRetryMilliseconds * (refusal.live === 0 ? 1 : BELIEVED_LONGER);
  return clock.now() - refusal.at >= patience;
}

function refusalOf(entry: LedgerEntry | undefined, now: number): QuotaGate["refusal"] {
  const live = entry?.claim.liveWhenRefused;
  return live === undefined ? undefined : { live, at: now - entry!.ageMilliseconds };
}

/** Jobs of this project and location that run or will run, ours or not: all of them count against the quota. */
export async function countLive(options: Pick<AdoptOrSubmitOptions, "backend">): Promise<number> {
  return (await options.backend.list()).filter((job) => !isFinal(job.state)).length;
}
