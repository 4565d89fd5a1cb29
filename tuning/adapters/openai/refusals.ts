/** Reads a failed request to OpenAI, or to what speaks its API: refused, refused for quota, never sent, or unknown. */
import { APIConnectionError, APIConnectionTimeoutError, APIError } from "openai";
import { FlanstackError } from "../../../primitives";
import type { Submission, TuningSpec } from "../../job";
import type { SubmitOutcome } from "../../ports";
import { isUnsentCode, systemCodeOf } from "../unsent";

/** Statuses by which the API says that nothing was created. Everything else may have been. */
const REFUSED = [400, 401, 403, 404, 405, 413, 415, 422];
/** A 429 that no waiting cures. */
const OUT_OF_MONEY = ["insufficient_quota", "billing_hard_limit_reached", "billing_not_active"];

export function outcomeOf(error: unknown, spec: TuningSpec, submission: Submission): SubmitOutcome {
  const refused = (what: string, fix: string, isRetryable = false): SubmitOutcome => ({
    kind: "refused",
    error: new FlanstackError(
      `Tuning job ${submission.displayName} (digest ${submission.digest.slice(0, 8)}...) ${what}: ${shorten(messageOf(error))}`,
      {
        code: isRetryable ? "provider_unreachable" : "provider_refused",
        path: submission.owner.agent,
        fix,
        isRetryable,
        cause: error,
      },
    ),
  });
  if (isUnsent(error)) return refused("was not sent", "Check network and address, then run again.", true);
  if (!(error instanceof APIError) || error.status === undefined) return { kind: "unknown", cause: error };
  if (error.status === 429 && !OUT_OF_MONEY.includes(error.code ?? "")) {
    const seconds = Number(error.headers?.get("retry-after") ?? Number.NaN);
    return {
      kind: "quota",
      message: shorten(messageOf(error)),
      retryAfterMilliseconds: Number.isFinite(seconds) ? seconds * 1000 : undefined,
    };
  }
  if (error.status === 429 || REFUSED.includes(error.status)) return refused("was refused", fixFor(error, spec));
  return { kind: "unknown", cause: error };
}

function isUnsent(error: unknown): boolean {
  if (!(error instanceof APIConnectionError) || error instanceof APIConnectionTimeoutError) return false;
  const code = systemCodeOf(error);
  return code !== undefined && isUnsentCode(code);
}

function fixFor(error: APIError, spec: TuningSpec): string {
  if (error.code === "fine_tuning_unavailable" || (error.status === 403 && /fine-?tuning/i.test(error.message))) {
    return "This account can start no more tuning jobs: choose another provider (flanstack migrate) or another base URL.";
  }
  switch (error.status) {
    case 401:
      return "Set OPENAI_API_KEY to a key of the account that is to pay.";
    case 403:
      return "Give the key the permission to write fine-tuning jobs and files.";
    case 404:
      return `Set flanstack:baseModel to a model that this account can tune; ${spec.baseModel} is not one.`;
    case 429:
      return "Add credit to the account, then run again.";
    default:
      return `Check flanstack:baseModel (${spec.baseModel}), the hyperparameters and the training file.`;
  }
}

/** An error of a request that only reads. */
export function readError(error: unknown, subject: string): unknown {
  if (!(error instanceof APIError)) return error;
  const isRefusal = error.status !== undefined && error.status < 429;
  return new FlanstackError(`The tuning API could not be asked about ${subject}: ${shorten(messageOf(error))}`, {
    code: "provider_unreachable",
    path: subject,
    fix: isRefusal
      ? "Check OPENAI_API_KEY and its permissions."
      : "Run again when it answers; nothing was submitted by this step.",
    isRetryable: !isRefusal,
    cause: error,
  });
}

function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  // The API repeats parts of a wrong key.
  return message.replace(/\bsk-[\w*-]+/g, "[key]");
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > 400 ? `${line.slice(0, 397)}...` : line;
}
