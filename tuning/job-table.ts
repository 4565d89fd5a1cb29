/** All jobs a person may want to see: the ledger's, and the provider's that no claim names. */
import type { JobState, JobView, Owner } from "./job";
import { MANAGED_BY, ownerOfLabels } from "./labels";
import type { Claim, ClaimState, Ledger } from "./ledger";

export interface JobRow {
  /** Absent: no claim names this job. */
  readonly key?: string;
  readonly claim?: ClaimState;
  readonly jobName?: string;
  /** The provider's present word; what the ledger last saw when the provider was not asked. */
  readonly state?: JobState;
  readonly baseModel?: string;
  /** Who submitted it, as ledger or labels say; absent for jobs made elsewhere. */
  readonly owner?: Owner;
  readonly createdAt?: string;
  /**
   * `ours`: in the ledger. `orphan`: carries our labels, and no claim names it (lost ledger, duplicate).
   * `foreign`: made elsewhere.
   */
  readonly provenance: "ours" | "orphan" | "foreign";
}

/** @param listed jobs as their providers list them; claims without one show what the ledger last saw */
export async function listJobs(ledger: Ledger, listed: readonly JobView[]): Promise<JobRow[]> {
  const entries = await ledger.list();
  const jobs = new Map(listed.map((job) => [job.name, job]));
  const rows = entries.map(({ key, claim }) => {
    const job = claim.jobName === undefined ? undefined : jobs.get(claim.jobName);
    if (job !== undefined) jobs.delete(job.name);
    return claimRow(key, claim, job);
  });
  return [...rows, ...[...jobs.values()].map(jobRow)].sort((left, right) =>
    (left.createdAt ?? "").localeCompare(right.createdAt ?? ""),
  );
}

function claimRow(key: string, claim: Claim, job: JobView | undefined): JobRow {
  return {
    key,
    claim: claim.state,
    jobName: claim.jobName,
    state: job?.state ?? claim.jobState,
    baseModel: claim.spec.baseModel,
    owner: claim.owner,
    createdAt: job?.createTime ?? claim.jobCreatedAt ?? claim.claimedAt,
    provenance: "ours",
  };
}

function jobRow(job: JobView): JobRow {
  const isOurs = job.labels["managed-by"] === MANAGED_BY;
  return {
    jobName: job.name,
    state: job.state,
    baseModel: job.baseModel,
    owner: isOurs ? ownerOfLabels(job) : undefined,
    createdAt: job.createTime,
    provenance: isOurs ? "orphan" : "foreign",
  };
}
