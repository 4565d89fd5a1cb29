/** The documented error shape of the Cloud Storage JSON API. */
import { RefusedRequest, type Reply } from "../http/exchange";

const REASONS: Record<number, string> = {
  304: "notModified",
  400: "invalid",
  401: "required",
  403: "forbidden",
  404: "notFound",
  408: "requestTimeout",
  409: "conflict",
  412: "conditionNotMet",
  416: "requestedRangeNotSatisfiable",
  429: "rateLimitExceeded",
  500: "internalError",
  501: "notImplemented",
  502: "badGateway",
  503: "backendError",
  504: "gatewayTimeout",
};

export function storageErrorReply(code: number, message: string, reason = REASONS[code] ?? "invalid"): Reply {
  return {
    status: code,
    body: { error: { code, message, errors: [{ message, domain: "global", reason }] } },
  };
}

/** Refuses the request. @throws RefusedRequest always */
export function refuse(code: number, message: string, reason?: string): never {
  throw new RefusedRequest(message, storageErrorReply(code, message, reason));
}

/** A condition of the request does not hold: 412, or 304 without a body for a read that has not changed. */
export function refusePrecondition(parameter: string, isNotModified: boolean): never {
  const message = "At least one of the pre-conditions you specified did not hold.";
  if (isNotModified) throw new RefusedRequest(message, { status: 304 });
  throw new RefusedRequest(message, {
    status: 412,
    body: {
      error: {
        code: 412,
        message,
        errors: [{ message, domain: "global", reason: "conditionNotMet", locationType: "header", location: parameter }],
      },
    },
  });
}
