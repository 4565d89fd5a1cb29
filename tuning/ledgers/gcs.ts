/**
 * A ledger in Google Cloud Storage: one object `<prefix>/claims/<job key>.json` per claim, written only with a generation
 * precondition. A write whose reply is lost is sent again by the client and then refused by its own success (412); the
 * nonce in the claim tells the writer that it had won.
 */
import { type Bucket, type File, Storage } from "@google-cloud/storage";
import { type Clock, FlanstackError } from "../../primitives";
import { type ClaimDraft, entryOf, type Ledger, type LedgerEntry, parseClaim, renderClaim } from "../ledger";

export interface GcsLedgerOptions {
  readonly bucket: string;
  /** Without slashes at either end; may be empty. */
  readonly prefix: string;
  readonly clock: Clock;
  /** Address of another storage service; requests then carry no credentials. */
  readonly apiEndpoint?: string;
  /** How long one request may take. Default 20 s. */
  readonly timeoutMilliseconds?: number;
}

export function openGcsLedger(options: GcsLedgerOptions): Ledger {
  const { clock } = options;
  const folder = options.prefix === "" ? "claims/" : `${options.prefix}/claims/`;
  const address = `gs://${options.bucket}/${options.prefix}`;
  const storage = new Storage({
    ...(options.apiEndpoint !== undefined && { apiEndpoint: options.apiEndpoint, projectId: "flanstack" }),
    retryOptions: { maxRetries: 3, retryDelayMultiplier: 2, maxRetryDelay: 4, totalTimeout: 30 },
    timeout: options.timeoutMilliseconds ?? 20_000,
  });
  const bucket: Bucket = storage.bucket(options.bucket);
  /** How far the service's clock is ahead of this machine's: all writers then share one clock. */
  let offset = 0;
  const now = () => clock.now() + offset;

  function fileOf(key: string): File {
    return bucket.file(`${folder}${key}.json`);
  }

  /** One request gives content and generation together. */
  async function download(key: string): Promise<{ readonly text: string; readonly generation: string } | undefined> {
    let headers: Record<string, string> = {};
    const chunks: Buffer[] = [];
    try {
      const stream = fileOf(key)
        .createReadStream({ validation: false })
        .on("response", (response: { headers: Record<string, string> }) => {
          headers = response.headers;
        });
      for await (const chunk of stream) chunks.push(chunk as Buffer);
    } catch (error) {
      noteServerTime(headers.date);
      if ((error as { code?: unknown }).code !== 404) throw unreachable(error);
      if (!(await bucketExists())) throw missing(address, error);
      return undefined;
    }
    noteServerTime(headers.date);
    return { text: Buffer.concat(chunks).toString("utf8"), generation: headers["x-goog-generation"] ?? "" };
  }

  let knownToExist = false;
  async function bucketExists(): Promise<boolean> {
    if (!knownToExist) [knownToExist] = await bucket.exists();
    return knownToExist;
  }

  function noteServerTime(date: string | undefined): void {
    const time = date === undefined ? Number.NaN : Date.parse(date);
    // The header counts in seconds: smaller differences are not there.
    if (Number.isFinite(time)) offset = Math.abs(time - clock.now()) > 2_000 ? time - clock.now() : 0;
  }

  async function write(key: string, draft: ClaimDraft, generation: string): Promise<LedgerEntry | undefined> {
    const { claim, text } = renderClaim(draft, now());
    const file = fileOf(key);
    try {
      await file.save(text, {
        resumable: false,
        contentType: "application/json",
        metadata: { cacheControl: "no-store" },
        preconditionOpts: { ifGenerationMatch: Number(generation) },
      });
    } catch (error) {
      const found = await ledger.read(key);
      if (found?.claim.nonce === claim.nonce) return found;
      if ((error as { code?: unknown }).code === 412) return undefined;
      throw unreachable(error);
    }
    return entryOf(key, claim, String(file.metadata.generation), now());
  }

  function unreachable(cause: unknown): FlanstackError {
    const { message, code } = cause as { message?: string; code?: unknown };
    return new FlanstackError(`The ledger ${address} could not be used: ${message?.split("\n")[0] ?? String(cause)}`, {
      code: "ledger_unreachable",
      path: address,
      fix:
        code === 403 || code === 401
          ? "Give the credentials of this run the role Storage Object User on the ledger's bucket."
          : "Run again when it can be reached; nothing is submitted without it.",
      isRetryable: code !== 403 && code !== 401,
      cause,
    });
  }

  const ledger: Ledger = {
    address,
    async read(key) {
      const found = await download(key);
      if (found === undefined) return undefined;
      return entryOf(key, parseClaim(found.text, `${address}/claims/${key}.json`), found.generation, now());
    },
    create: (key, claim) => write(key, claim, "0"),
    replace: (entry, claim) => write(entry.key, claim, entry.version),
    async remove(entry) {
      try {
        await fileOf(entry.key).delete({ ifGenerationMatch: Number(entry.version) });
        return true;
      } catch (error) {
        const { code } = error as { code?: unknown };
        if (code === 412 || code === 404) return false;
        throw unreachable(error);
      }
    },
    async list() {
      const [files] = await bucket.getFiles({ prefix: folder }).catch((error) => {
        throw error.code === 404 ? missing(address, error) : unreachable(error);
      });
      const keys = files.map((file) => file.name.slice(folder.length)).filter((name) => name.endsWith(".json"));
      const entries = await Promise.all(keys.map((name) => ledger.read(name.slice(0, -".json".length))));
      return entries.filter((entry) => entry !== undefined);
    },
  };
  return ledger;
}

function missing(address: string, cause: unknown): FlanstackError {
  return new FlanstackError(`The ledger's bucket does not exist: ${address}`, {
    code: "ledger_missing",
    path: "flanstack:ledger",
    fix: "Create it once with: flanstack ledger create, or correct flanstack:ledger.",
    cause,
  });
}
