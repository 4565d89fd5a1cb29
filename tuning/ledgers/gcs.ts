/**
 * A ledger in Google Cloud Storage: one object `<prefix>/claims/<job key>.json` per claim, written only with a generation
 * precondition. A write whose reply is lost is sent again and then refused by its own success (412); the nonce in the claim
 * tells the writer that it had won.
 */
import { type File, Storage } from "@google-cloud/storage";
import { type Clock, FlanstackError } from "../../primitives";
import { type ClaimDraft, entryOf, type Ledger, type LedgerEntry, parseClaim, renderClaim } from "../ledger";
import { reasonOf, statusOf, tryRequest } from "./storage-request";

export interface GcsLedgerOptions {
  readonly bucket: string;
  /** Without slashes at either end; may be empty. */
  readonly prefix: string;
  readonly clock: Clock;
  /** Address of another storage service; requests then carry no credentials. */
  readonly apiEndpoint?: string;
  /** How long one try of a request may take. Default 20 s. */
  readonly timeoutMilliseconds?: number;
}

/** Claims read at once when listing. */
const LISTED_AT_ONCE = 16;

export function openGcsLedger(options: GcsLedgerOptions): Ledger {
  const { clock } = options;
  const folder = options.prefix === "" ? "claims/" : `${options.prefix}/claims/`;
  const address = `gs://${options.bucket}/${options.prefix}`;
  const storage = new Storage({
    ...(options.apiEndpoint !== undefined && { apiEndpoint: options.apiEndpoint, projectId: "flanstack" }),
    retryOptions: { autoRetry: false, maxRetries: 0 },
  });
  const bucket = storage.bucket(options.bucket);
  const limits = { clock, timeoutMilliseconds: options.timeoutMilliseconds ?? 20_000 };
  /** How far the service's clock is ahead of this machine's: all writers then share one clock. */
  let offset = 0;
  let knownToExist = false;
  const now = () => clock.now() + offset;

  function fileOf(key: string): File {
    return bucket.file(`${folder}${key}.json`);
  }

  /** One request gives content and generation together. */
  async function download(key: string): Promise<LedgerEntry> {
    let headers: Record<string, string> = {};
    const stream = fileOf(key)
      .createReadStream({ validation: false })
      .on("response", (response: { headers: Record<string, string> }) => {
        headers = response.headers;
      });
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of stream) chunks.push(chunk as Buffer);
    } finally {
      noteServerTime(headers.date);
      stream.destroy();
    }
    const claim = parseClaim(Buffer.concat(chunks).toString("utf8"), `${address}/claims/${key}.json`);
    return entryOf(key, claim, headers["x-goog-generation"] ?? "", now());
  }

  function noteServerTime(date: string | undefined): void {
    const time = date === undefined ? Number.NaN : Date.parse(date);
    // The header counts in seconds: smaller differences are not there.
    if (Number.isFinite(time)) offset = Math.abs(time - clock.now()) > 2_000 ? time - clock.now() : 0;
  }

  /** A missing bucket also answers 404, and must not look like a missing claim. */
  async function requireBucket(cause: unknown): Promise<void> {
    if (knownToExist) return;
    [knownToExist] = await tryRequest(limits, () => bucket.exists()).catch((error) => {
      throw unreachable(error);
    });
    if (!knownToExist) throw missing(address, cause);
  }

  async function write(key: string, draft: ClaimDraft, generation: string): Promise<LedgerEntry | undefined> {
    const { claim, text } = renderClaim(draft, now());
    const file = fileOf(key);
    try {
      await tryRequest(limits, () =>
        file.save(text, {
          resumable: false,
          contentType: "application/json",
          metadata: { cacheControl: "no-store" },
          preconditionOpts: { ifGenerationMatch: Number(generation) },
        }),
      );
    } catch (error) {
      const found = await ledger.read(key);
      if (found?.claim.nonce === claim.nonce) return found;
      if (statusOf(error) === 412) return undefined;
      throw unreachable(error);
    }
    const written = file.metadata.generation;
    // A reply that could not be read: the write happened, and what it made is asked for.
    return written === undefined ? ownVersion(key, claim.nonce) : entryOf(key, claim, String(written), now());
  }

  async function ownVersion(key: string, nonce: string): Promise<LedgerEntry | undefined> {
    const found = await ledger.read(key);
    return found?.claim.nonce === nonce ? found : undefined;
  }

  function unreachable(cause: unknown): FlanstackError {
    if (FlanstackError.is(cause)) return cause;
    const status = statusOf(cause);
    const isForbidden = status === 403 || status === 401;
    return new FlanstackError(`The ledger ${address} could not be used: ${reasonOf(cause)}`, {
      code: "ledger_unreachable",
      path: address,
      fix: isForbidden
        ? "Give the credentials of this run the role Storage Object User on the ledger's bucket."
        : "Run again when it can be reached; nothing is submitted without it.",
      isRetryable: !isForbidden,
      cause,
    });
  }

  const ledger: Ledger = {
    address,
    async read(key) {
      try {
        return await tryRequest(limits, () => download(key));
      } catch (error) {
        if (statusOf(error) !== 404) throw unreachable(error);
        await requireBucket(error);
        return undefined;
      }
    },
    create: (key, claim) => write(key, claim, "0"),
    replace: (entry, claim) => write(entry.key, claim, entry.version),
    async remove(entry) {
      try {
        await tryRequest(limits, () => fileOf(entry.key).delete({ ifGenerationMatch: Number(entry.version) }));
        return true;
      } catch (error) {
        const status = statusOf(error);
        if (status === 412 || status === 404) return false;
        throw unreachable(error);
      }
    },
    async list() {
      const files = await tryRequest(limits, () => bucket.getFiles({ prefix: folder })).catch((error) => {
        throw statusOf(error) === 404 ? missing(address, error) : unreachable(error);
      });
      const names = files[0].map((file) => file.name.slice(folder.length)).filter((name) => name.endsWith(".json"));
      const entries: (LedgerEntry | undefined)[] = [];
      for (let start = 0; start < names.length; start += LISTED_AT_ONCE) {
        const some = names.slice(start, start + LISTED_AT_ONCE);
        entries.push(...(await Promise.all(some.map((name) => ledger.read(name.slice(0, -".json".length))))));
      }
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
