/** Room for one more job: providers run few at once, and a refused create request teaches how few. */
import type { AdoptOrSubmitOptions } from "./adoption-options";
import { isFinal } from "./job";
import type { LedgerEntry } from "./ledger";

/** Shared by all purchases of one process that use one account, project and location. */
export interface QuotaGate {
  /** Jobs that may run at once; absent: unknown until the provider refuses. */
  readonly limit: number | undefined;
  /** Live jobs when the provider last refused one for quota. */
  refusedAt: number | undefined;
  /** Lets purchases count and submit one after the other, so that two never take the same room. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
}

/** @param limit jobs that may run at once; absent: submit until the provider refuses */
export function createQuotaGate(limit?: number): QuotaGate {
  let last: Promise<unknown> = Promise.resolve();
  return {
    limit,
    refusedAt: undefined,
    inTurn(work) {
      if (limit === undefined && this.refusedAt === undefined) return work();
      const turn = last.then(work, work);
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}

/** Whether a create request is worth sending now. */
export async function hasRoom(options: AdoptOrSubmitOptions, entry: LedgerEntry | undefined): Promise<boolean> {
  const refusedAt = entry?.claim.liveWhenRefused ?? options.quota.refusedAt;
  if (refusedAt === 0) return entry === undefined || entry.ageMilliseconds >= options.times.quotaRetryMilliseconds;
  const limit = Math.min(options.quota.limit ?? Number.POSITIVE_INFINITY, refusedAt ?? Number.POSITIVE_INFINITY);
  if (limit === Number.POSITIVE_INFINITY) return true;
  return (await countLive(options)) < limit;
}

/** Jobs of this project and location that run or will run, ours or not: all of them count against the quota. */
export async function countLive(options: Pick<AdoptOrSubmitOptions, "backend">): Promise<number> {
  return (await options.backend.list()).filter((job) => !isFinal(job.state)).length;
}
