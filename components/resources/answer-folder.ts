/**
 * Where answers and results of evaluations are kept beside the ledger, outside every stack and machine: whoever runs the next
 * update finds them. Names are content or a digest, so nothing is ever overwritten with something else.
 */
import { mkdir, readdir, readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Storage } from "@google-cloud/storage";
import writeFileAtomic from "write-file-atomic";
import { FlanstackError, systemClock } from "../../primitives";
import { reasonOf, statusOf, tryRequest } from "../../tuning";

export interface AnswerFolder {
  /** Names that begin so. */
  list(prefix: string): Promise<string[]>;
  read(name: string): Promise<string | undefined>;
  write(name: string, text: string): Promise<void>;
}

const FOLDER = "evaluations";
const LIMITS = { clock: systemClock, timeoutMilliseconds: 30_000 };

/**
 * @param ledger `gs://bucket/prefix` or `file:///folder`
 * @param storageBaseUrl another storage service, such as the sandbox's
 */
export function openAnswerFolder(ledger: string, storageBaseUrl?: string): AnswerFolder {
  const gcs = /^gs:\/\/([^/]+)\/?(.*?)\/*$/.exec(ledger);
  if (gcs === null) return inDirectory(join(directoryOf(ledger), FOLDER));
  return inBucket(gcs[1]!, gcs[2] === "" ? `${FOLDER}/` : `${gcs[2]}/${FOLDER}/`, ledger, storageBaseUrl);
}

function inBucket(name: string, folder: string, ledger: string, apiEndpoint: string | undefined): AnswerFolder {
  const storage = new Storage({
    ...(apiEndpoint !== undefined && { apiEndpoint, projectId: "flanstack" }),
    retryOptions: { autoRetry: false, maxRetries: 0 },
  });
  const bucket = storage.bucket(name);
  const request = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await tryRequest(LIMITS, work);
    } catch (cause) {
      throw new FlanstackError(`Answers could not be kept in ${ledger}: ${reasonOf(cause)}`, {
        code: "answers_unreachable",
        path: "flanstack:ledger",
        fix: "Run again when the ledger's bucket can be reached; answers so far are kept.",
        cause,
      });
    }
  };
  return {
    list: async (prefix) => {
      const [files] = await request(() => bucket.getFiles({ prefix: `${folder}${prefix}` }));
      return files.map((file) => file.name.slice(folder.length)).sort();
    },
    read: (file) =>
      request(async () => {
        try {
          const [content] = await bucket.file(`${folder}${file}`).download({ validation: false });
          return content.toString("utf8");
        } catch (error) {
          if (statusOf(error) === 404) return undefined;
          throw error;
        }
      }),
    write: (file, text) => request(() => bucket.file(`${folder}${file}`).save(text, { resumable: false })),
  };
}

function inDirectory(directory: string): AnswerFolder {
  return {
    list: async (prefix) => {
      const names = await readdir(join(directory, dirname(`${prefix}x`))).catch(unlessAbsent([]));
      return names
        .map((name) => join(dirname(`${prefix}x`), name))
        .filter((name) => name.startsWith(prefix))
        .sort();
    },
    read: (file) => readFile(join(directory, file), "utf8").catch(unlessAbsent(undefined)),
    write: async (file, text) => {
      await mkdir(dirname(join(directory, file)), { recursive: true });
      await writeFileAtomic(join(directory, file), text);
    },
  };
}

function unlessAbsent<T>(value: T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (error.code === "ENOENT") return value;
    throw error;
  };
}

function directoryOf(ledger: string): string {
  return ledger.startsWith("file://") ? fileURLToPath(ledger) : resolve(ledger.replace(/^file:/, ""));
}
