/** Labels that tie a provider's job to its digest and its owner, in the narrow charset of Google Cloud labels. */
import type { JobView, Owner, Submission } from "./job";

export const MANAGED_BY = "flanstack";
/** A label value holds 63 characters, a digest 64: 32 hex (128 bits) identify it. */
const DIGEST_LABEL_LENGTH = 32;

/** The `digest` label of a digest. */
export function digestLabel(digest: string): string {
  return digest.slice(0, DIGEST_LABEL_LENGTH);
}

/** Any text as a label value: at most 63 of a-z, 0-9, `_` and `-`. */
export function labelValue(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, "-")
    .slice(0, 63);
}

/** All labels of a submission: the user's own, then identity and ownership, which the user's never replace. */
export function labelsOf(submission: Submission): Record<string, string> {
  const own = Object.entries(submission.labels ?? {}).map(([key, value]) => [labelKey(key), labelValue(value)]);
  return {
    ...Object.fromEntries(own),
    "managed-by": MANAGED_BY,
    digest: digestLabel(submission.digest),
    ...ownerLabels(submission.owner),
  };
}

/** A label key starts with a letter. */
function labelKey(text: string): string {
  const key = labelValue(text);
  return /^[a-z]/.test(key) ? key : `l-${key}`.slice(0, 63);
}

function ownerLabels(owner: Owner): Record<string, string> {
  return { project: labelValue(owner.project), stack: labelValue(owner.stack), agent: labelValue(owner.agent) };
}

/** Whether the job's labels name this owner. */
export function isSubmittedBy(job: JobView, owner: Owner): boolean {
  return Object.entries(ownerLabels(owner)).every(([key, value]) => job.labels[key] === value);
}

/** The owner that a job's labels name, spelled as labels are. */
export function ownerOfLabels(job: JobView): Owner {
  return {
    project: job.labels.project ?? "",
    stack: job.labels.stack ?? "",
    agent: job.labels.agent ?? "",
  };
}
