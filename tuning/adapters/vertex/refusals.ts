/** Reads a failed create request: refused, refused for quota, or unknown. */
import { FlanstackError } from "../../../primitives";
import type { Submission, TuningSpec } from "../../job";
import { isOpenModel } from "../../open-models";
import type { SubmitOutcome } from "../../ports";
import type { HttpFailure } from "../json-client";

/** Statuses by which Google says that nothing was created. Everything else (5xx, 408, 409, 499) may have been. */
const REFUSED = [400, 401, 403, 404, 405, 411, 412, 413, 414, 415, 422];

export function outcomeOf(failure: HttpFailure, spec: TuningSpec, submission: Submission): SubmitOutcome {
  if (failure.kind === "unsent") return { kind: "refused", error: refusal(failure, spec, submission, true) };
  if (failure.kind === "unknown") return { kind: "unknown", cause: failure };
  if (failure.status === 429 || statusWord(failure) === "RESOURCE_EXHAUSTED") {
    return { kind: "quota", message: shorten(failure.message), retryAfterMilliseconds: failure.retryAfterMilliseconds };
  }
  if (REFUSED.includes(failure.status!)) return { kind: "refused", error: refusal(failure, spec, submission, false) };
  return { kind: "unknown", cause: failure };
}

function statusWord(failure: HttpFailure): unknown {
  return (failure.body as { error?: { status?: unknown } } | undefined)?.error?.status;
}

function refusal(failure: HttpFailure, spec: TuningSpec, submission: Submission, isRetryable: boolean): FlanstackError {
  const who = `Tuning job ${submission.displayName} (digest ${submission.digest.slice(0, 8)}...)`;
  const what = isRetryable ? "was not sent" : "was refused by Vertex";
  return new FlanstackError(`${who} ${what}: ${shorten(failure.message)}`, {
    code: isRetryable ? "provider_unreachable" : "provider_refused",
    path: submission.owner.agent,
    fix: fixFor(failure, spec, submission),
    isRetryable,
    cause: failure,
  });
}

function fixFor(failure: HttpFailure, spec: TuningSpec, submission: Submission): string {
  if (failure.kind === "unsent") return "Check network and credentials, then run again.";
  if (/customer-managed|CMEK|kms/i.test(failure.message)) {
    return `Leave flanstack:jobKmsKeyName out: ${spec.baseModel} takes no customer-managed key in tuning, or the tuning service agent may not use it.`;
  }
  if (/unsupported modality|function.?call/i.test(failure.message)) {
    return `Set flanstack:rendering to text: ${spec.baseModel} does not take function-call parts in training data.`;
  }
  switch (failure.status) {
    case 401:
      return "Sign in again: gcloud auth application-default login, or renew the pipeline's identity.";
    case 403:
      if (isOpenModel(spec.baseModel)) {
        return `Give the caller roles/aiplatform.user in ${submission.project}, and the service agents gcp-sa-vertex-moss-ft and gcp-sa-aiplatform roles/storage.objectUser on the bucket (docs/open-models.md).`;
      }
      return `Give the caller roles/aiplatform.user in ${submission.project}, and the tuning service agent read access to the data.`;
    case 404:
      return `Check gcp:project, flanstack:region (${submission.location}) and that ${spec.baseModel} can be tuned there.`;
    default:
      return `Check flanstack:baseModel (${spec.baseModel}), flanstack:region (${submission.location}) and the training file.`;
  }
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > 400 ? `${line.slice(0, 397)}...` : line;
}
