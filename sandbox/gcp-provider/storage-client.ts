/** The few calls of the Cloud Storage JSON API that the provider needs, over plain HTTP. */

type JsonObject = Record<string, unknown>;

export interface StorageClient {
  /** `undefined` for 404. @throws Error with the service's own message for every other failure */
  call(method: string, path: string, body?: JsonObject): Promise<JsonObject | undefined>;
  upload(bucket: string, metadata: JsonObject & { name: string }, bytes: Buffer): Promise<JsonObject>;
}

/** An error reply of the service. */
export class StorageFailure extends Error {
  declare readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.name = "StorageFailure";
    this.status = status;
  }
}

export function createStorageClient(baseUrl: string): StorageClient {
  const base = baseUrl.replace(/\/$/, "");

  async function request(
    method: string,
    path: string,
    body?: string | Uint8Array<ArrayBuffer>,
    headers?: Record<string, string>,
  ): Promise<JsonObject | undefined> {
    let reply: Response;
    try {
      reply = await fetch(`${base}${path}`, { method, body, headers });
    } catch (cause) {
      throw new Error(`The sandbox at ${base} does not answer. Start the local stack again.`, { cause });
    }
    const text = await reply.text();
    if (reply.ok) return text === "" ? {} : (JSON.parse(text) as JsonObject);
    if (reply.status === 404) return undefined;
    throw new StorageFailure(reply.status, messageOf(text) ?? `${method} ${path}: HTTP ${reply.status}`);
  }

  return {
    call: (method, path, body) =>
      request(method, `/storage/v1${path}`, body === undefined ? undefined : JSON.stringify(body), {
        "content-type": "application/json",
      }),
    async upload(bucket, metadata, bytes) {
      const boundary = "flanstack-part";
      const head = `--${boundary}\r\nContent-Type: application/json\r\n\r\n${JSON.stringify(metadata)}\r\n--${boundary}\r\n\r\n`;
      const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]);
      const path = `/upload/storage/v1/b/${bucket}/o?uploadType=multipart&name=${encodeURIComponent(metadata.name)}`;
      const object = await request("POST", path, new Uint8Array(body), {
        "content-type": `multipart/related; boundary=${boundary}`,
      });
      if (object === undefined) throw new StorageFailure(404, `The bucket ${bucket} does not exist.`);
      return object;
    },
  };
}

function messageOf(text: string): string | undefined {
  try {
    return (JSON.parse(text) as { error?: { message?: string } }).error?.message;
  } catch {
    return undefined;
  }
}
