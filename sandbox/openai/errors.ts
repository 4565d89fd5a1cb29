/** The error shape of the OpenAI API: message, type, param and code are always there. */
import { RefusedRequest, type Reply } from "../http/exchange";

export function openAiErrorReply(
  status: number,
  message: string,
  code: string | null = null,
  param: string | null = null,
): Reply {
  const type = status === 429 ? "rate_limit_error" : status >= 500 ? "server_error" : "invalid_request_error";
  return { status, body: { error: { message, type, param, code } } };
}

/** Refuses the request. @throws RefusedRequest always */
export function refuse(
  status: number,
  message: string,
  code: string | null = null,
  param: string | null = null,
): never {
  throw new RefusedRequest(message, openAiErrorReply(status, message, code, param));
}
