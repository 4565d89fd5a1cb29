/** Training files at OpenAI: the API keeps every upload apart, so one with the same name and bytes is adopted. */
import { readFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import type OpenAI from "openai";
import { toFile } from "openai";
import type { FileObject } from "openai/resources/files";
import { type Clock, FlanstackError, sha256 } from "../../../primitives";
import type { Owner } from "../../job";
import { uploadName } from "./upload-name";

export interface FilePorts {
  readonly client: OpenAI;
  readonly clock: Clock;
  /** Where relative paths start. */
  readonly directory: string;
}

export interface WantedFile {
  readonly path: string;
  readonly owner: Owner;
  readonly split: "train" | "validation";
  /** What the bytes must be; absent: whatever they are. */
  readonly digest?: string;
}

const UPLOAD_ATTEMPTS = 3;
const PROCESSING_MINUTES = 10;

/** @returns the id of a processed file with these bytes, uploaded only when there is none */
export async function ensureFile(wanted: WantedFile, ports: FilePorts): Promise<string> {
  const bytes = await readWanted(wanted, ports);
  const digest = sha256(bytes);
  if (wanted.digest !== undefined && wanted.digest !== digest) {
    throw new FlanstackError(
      `${wanted.path} is not the file that the spec names: its SHA-256 is ${digest.slice(0, 12)}...`,
      {
        code: "train_digest",
        path: wanted.path,
        fix: "Build the data again, so that file and spec agree.",
      },
    );
  }
  const name = uploadName(wanted.owner.agent, wanted.split, digest);
  for (let attempt = 1; ; attempt += 1) {
    const found = await findFile(name, bytes.length, ports.client);
    if (found !== undefined) return processed(found, ports);
    try {
      const file = await toFile(bytes, name, { type: "application/jsonl" });
      // No retry by the client: the list above finds an upload whose reply was lost.
      return await processed(await ports.client.files.create({ file, purpose: "fine-tune" }, { maxRetries: 0 }), ports);
    } catch (error) {
      const status = (error as { status?: number }).status;
      const isFinal = status !== undefined && status < 500 && status !== 429;
      if (isFinal || attempt >= UPLOAD_ATTEMPTS) throw uploadError(error, name);
      await ports.clock.sleep(500 * 3 ** (attempt - 1));
    }
  }
}

async function readWanted(wanted: WantedFile, ports: FilePorts): Promise<Buffer> {
  const path = resolve(ports.directory, wanted.path);
  return readFile(path).catch((cause) => {
    throw new FlanstackError(`${wanted.path} cannot be read: ${cause.code ?? cause.message}`, {
      code: "train_file",
      path: wanted.path,
      fix: "Build the data first (flanstack data build), in the folder this run starts from.",
      cause,
    });
  });
}

async function findFile(name: string, bytes: number, client: OpenAI): Promise<FileObject | undefined> {
  for await (const file of client.files.list({ purpose: "fine-tune", limit: 1000 })) {
    if (basename(file.filename) === name && file.bytes === bytes && file.status !== "error") return file;
  }
  return undefined;
}

/** Some deployments accept jobs only with files that are processed. */
async function processed(file: FileObject, { client, clock }: FilePorts): Promise<string> {
  const givenUpAt = clock.now() + PROCESSING_MINUTES * 60_000;
  let current = file;
  while (current.status !== "processed") {
    if (current.status === "error" || clock.now() > givenUpAt) {
      throw new FlanstackError(
        `File ${file.id} (${file.filename}) was not processed: ${current.status_details ?? current.status}`,
        {
          code: "train_file",
          path: file.filename,
          fix: "Check the file with: flanstack data verify",
        },
      );
    }
    await clock.sleep(2_000);
    current = await client.files.retrieve(file.id);
  }
  return file.id;
}

function uploadError(cause: unknown, name: string): FlanstackError {
  const { message, status } = cause as { message?: string; status?: number };
  return new FlanstackError(`${name} could not be uploaded: ${message?.split("\n")[0] ?? String(cause)}`, {
    code: "upload_failed",
    path: name,
    fix:
      status === 401 || status === 403
        ? "Check OPENAI_API_KEY and its permission to write files."
        : "Run again; nothing was submitted.",
    isRetryable: status === undefined || status >= 429,
    cause,
  });
}
