/** The google.rpc error shape of Vertex AI. */
import { RefusedRequest, type Reply } from "../http/exchange";

const STATUSES: Record<number, string> = {
  400: "INVALID_ARGUMENT",
  401: "UNAUTHENTICATED",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  409: "ABORTED",
  412: "FAILED_PRECONDITION",
  429: "RESOURCE_EXHAUSTED",
  499: "CANCELLED",
  500: "INTERNAL",
  501: "UNIMPLEMENTED",
  503: "UNAVAILABLE",
  504: "DEADLINE_EXCEEDED",
};

export function rpcErrorReply(
  code: number,
  message: string,
  status = STATUSES[code] ?? "UNKNOWN",
  details?: object[],
): Reply {
  return { status: code, body: { error: { code, message, status, ...(details === undefined ? {} : { details }) } } };
}

/** Refuses the request. @throws RefusedRequest always */
export function refuse(code: number, message: string, status?: string, details?: object[]): never {
  throw new RefusedRequest(message, rpcErrorReply(code, message, status, details));
}

export interface FieldViolation {
  readonly field: string;
  readonly description: string;
}

/** Refuses an argument: every violation is reported. @throws RefusedRequest always */
export function refuseArguments(violations: readonly FieldViolation[]): never {
  const message = violations.map(({ description }) => description).join("\n");
  refuse(400, message, undefined, [
    { "@type": "type.googleapis.com/google.rpc.BadRequest", fieldViolations: violations },
  ]);
}
