/** Files: upload as multipart form, list, retrieve, content, delete. */
import { type Exchange, header, json, type Reply, type Route } from "../http/exchange";
import { boundaryOf, splitParts } from "../http/multipart";
import type { Transaction } from "../store/transaction";
import facts from "./base-models.json";
import { refuse } from "./errors";
import { type JsonObject, listOf, newId, seconds } from "./wire";

export const FILES = "openai.files";

export interface StoredFile {
  readonly id: string;
  readonly filename: string;
  readonly purpose: string;
  readonly bytes: number;
  /** Milliseconds. */
  readonly createdAt: number;
  readonly expiresAt?: number;
  readonly blob: string;
}

const PURPOSES = ["assistants", "batch", "fine-tune", "vision", "user_data", "evals"];

export const fileRoutes: readonly Route[] = [
  { operation: "openai.files.create", method: "POST", pattern: "/files", handle: createFile },
  { operation: "openai.files.list", method: "GET", pattern: "/files", handle: listFiles },
  {
    operation: "openai.files.retrieve",
    method: "GET",
    pattern: "/files/{file}",
    handle: (exchange) => json(renderFile(fileOf(exchange))),
  },
  { operation: "openai.files.content", method: "GET", pattern: "/files/{file}/content", handle: fileContent },
  { operation: "openai.files.delete", method: "DELETE", pattern: "/files/{file}", handle: deleteFile },
];

export function findFile(state: Transaction, id: string, now: number): StoredFile | undefined {
  const file = state.get<StoredFile>(FILES, id);
  return file?.expiresAt !== undefined && file.expiresAt <= now ? undefined : file;
}

/** Keeps bytes as a file of the service's own making, such as a result file. */
export function storeFile(
  state: Transaction,
  filename: string,
  purpose: string,
  bytes: Buffer,
  now: number,
  expiresAt?: number,
): StoredFile {
  const file: StoredFile = {
    id: newId(state, "file-", 22),
    filename,
    purpose,
    bytes: bytes.length,
    createdAt: now,
    ...(expiresAt === undefined ? {} : { expiresAt }),
    blob: state.writeBlob(bytes),
  };
  state.put(FILES, file.id, file);
  return file;
}

function renderFile(file: StoredFile): { id: string } & JsonObject {
  return {
    object: "file",
    id: file.id,
    purpose: file.purpose,
    filename: file.filename,
    bytes: file.bytes,
    created_at: seconds(file.createdAt),
    ...(file.expiresAt === undefined ? {} : { expires_at: seconds(file.expiresAt) }),
    status: "processed",
  };
}

function createFile(exchange: Exchange): Reply {
  const boundary = boundaryOf(header(exchange, "content-type") ?? "");
  if (boundary === undefined) refuse(400, "The request must be multipart/form-data.");
  const fields = new Map<string, string>();
  let upload: { filename: string; bytes: Buffer } | undefined;
  for (const { headers, content } of splitParts(exchange.body, boundary)) {
    const disposition = headers["content-disposition"] ?? "";
    const name = /[; ]name="([^"]*)"/.exec(disposition)?.[1] ?? "";
    const filename = /filename="([^"]*)"/.exec(disposition)?.[1];
    if (filename !== undefined && name === "file")
      upload = { filename: Buffer.from(filename, "latin1").toString("utf8"), bytes: content };
    else fields.set(name, content.toString("utf8"));
  }
  const purpose = fields.get("purpose");
  if (upload === undefined) refuse(400, "'file' is a required property", null, "file");
  if (purpose === undefined || !PURPOSES.includes(purpose))
    refuse(400, `'${purpose ?? ""}' is not one of ${PURPOSES.join(", ")} - 'purpose'`, null, "purpose");
  if (upload.bytes.length === 0) refuse(400, "The file is empty.", "empty_file", "file");
  if (upload.bytes.length > facts.limits.fileBytes)
    refuse(413, "The file is larger than 512 MB.", "file_too_large", "file");
  if (purpose === "fine-tune" && !upload.filename.endsWith(".jsonl")) {
    refuse(400, `Invalid file format for Fine-Tuning API. Must be .jsonl`, "invalid_file_format", "file");
  }
  const life = fields.get("expires_after[seconds]");
  if (life !== undefined && !(Number(life) >= 3600 && Number(life) <= 2_592_000)) {
    refuse(400, "expires_after[seconds] must be from 3600 to 2592000.", "invalid_value", "expires_after");
  }
  const expiresAt = life === undefined ? undefined : exchange.now + Number(life) * 1000;
  return json(renderFile(storeFile(exchange.state, upload.filename, purpose, upload.bytes, exchange.now, expiresAt)));
}

function listFiles({ state, query, now }: Exchange): Reply {
  const purpose = query.get("purpose");
  const direction = query.get("order") === "asc" ? 1 : -1;
  const files = state
    .list<StoredFile>(FILES)
    .filter(
      (file) =>
        (purpose === null || file.purpose === purpose) && (file.expiresAt === undefined || file.expiresAt > now),
    )
    .sort((left, right) => direction * (left.createdAt - right.createdAt || (left.id < right.id ? -1 : 1)));
  return json(listOf(query, files.map(renderFile), 10_000));
}

function fileOf({ state, params, now }: Exchange): StoredFile {
  const file = findFile(state, params.file!, now);
  if (file === undefined) refuse(404, `No such File object: ${params.file}`, null, "id");
  return file;
}

function fileContent(exchange: Exchange): Reply {
  const file = fileOf(exchange);
  const type = file.filename.endsWith(".csv") ? "text/csv" : "application/octet-stream";
  return { status: 200, headers: { "content-type": type }, body: exchange.state.readBlob(file.blob) };
}

function deleteFile(exchange: Exchange): Reply {
  const file = fileOf(exchange);
  exchange.state.remove(FILES, file.id);
  return json({ object: "file", id: file.id, deleted: true });
}
