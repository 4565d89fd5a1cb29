/** Data files at OpenAI, by the name that an upload gives them: to find them again, and to delete them when a row must go. */
import { basename } from "node:path";
import OpenAI, { APIError } from "openai";
import { FlanstackError } from "../../../primitives";
import { OPENAI_URL } from "./openai-backend";

export interface Upload {
  readonly id: string;
  readonly name: string;
}

export interface Uploads {
  /** Those of these names that are there. @throws FlanstackError when the address cannot be asked */
  list(names: ReadonlySet<string>): Promise<Upload[]>;
  /** One that is gone already is no error. */
  remove(upload: Upload): Promise<void>;
}

export function createUploads(options: { readonly apiKey: string; readonly baseUrl?: string }): Uploads {
  const baseURL = (options.baseUrl ?? OPENAI_URL).replace(/\/+$/, "");
  const client = new OpenAI({ apiKey: options.apiKey, baseURL, maxRetries: 2, timeout: 30_000, logLevel: "off" });
  const asking = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      const { status, message } = cause as { readonly status?: number; readonly message?: string };
      throw new FlanstackError(`${baseURL} could not be asked for its files: ${message?.split("\n")[0] ?? cause}`, {
        code: "uploads_unreachable",
        path: baseURL,
        fix:
          status === 401 || status === 403
            ? "Check OPENAI_API_KEY and its permission to list and delete files."
            : "Run again when it can be reached.",
        cause,
      });
    }
  };
  return {
    list: (names) =>
      asking(async () => {
        const found: Upload[] = [];
        for await (const file of client.files.list({ purpose: "fine-tune", limit: 1000 })) {
          const name = basename(file.filename);
          if (names.has(name)) found.push({ id: file.id, name });
        }
        return found;
      }),
    remove: ({ id }) =>
      asking(async () => {
        try {
          await client.files.delete(id);
        } catch (error) {
          if (!(error instanceof APIError && error.status === 404)) throw error;
        }
      }),
  };
}
