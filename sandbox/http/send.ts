/** Reads requests from and writes replies to the socket. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Reply } from "./exchange";

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

export function sendReply(response: ServerResponse, reply: Reply): void {
  const bytes = bytesOf(reply);
  writeHead(response, reply, bytes);
  response.end(reply.status === 204 ? undefined : bytes);
}

/** Announces the whole reply, sends its first bytes and cuts the connection. */
export function sendBroken(response: ServerResponse, reply: Reply, count: number): void {
  const bytes = bytesOf(reply);
  writeHead(response, reply, bytes);
  response.write(bytes.subarray(0, count), () => response.destroy());
}

/** Ends the connection the hard way: the client sees "connection reset". */
export function resetConnection(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
  response.destroy();
}

function bytesOf({ body }: Reply): Buffer {
  if (body === undefined || typeof body === "string") return Buffer.from(body ?? "");
  return Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
}

function writeHead(response: ServerResponse, { status, headers, body }: Reply, bytes: Buffer): void {
  const isJson = typeof body === "object" && !Buffer.isBuffer(body);
  response.writeHead(status, {
    ...(isJson ? { "content-type": "application/json; charset=UTF-8" } : {}),
    ...(status === 204 ? {} : { "content-length": String(bytes.length) }),
    "x-flanstack-simulated": "true",
    ...headers,
  });
}
