/** Makes a ledger, once, as an explicit step: a bucket that nobody reads in public and that keeps what is overwritten. */
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Storage } from "@google-cloud/storage";
import { FlanstackError, systemClock } from "../../primitives";
import { reasonOf, statusOf, tryRequest } from "./storage-request";

export interface CreateLedgerOptions {
  /** `gs://bucket/prefix` or `file:///folder`. */
  readonly address: string;
  /** Google Cloud project that owns the bucket. */
  readonly project?: string;
  /** Region of the bucket. */
  readonly location?: string;
  readonly labels?: { readonly [key: string]: string };
  /** Address of another storage service, such as the sandbox's. */
  readonly storageBaseUrl?: string;
}

/**
 * @returns whether anything was made; a ledger that exists is left as it is
 * @throws FlanstackError when project or location is missing, or the bucket cannot be made
 */
export async function createLedger(options: CreateLedgerOptions): Promise<boolean> {
  const { address, project, location } = options;
  if (address.startsWith("file://")) return (await mkdir(fileURLToPath(address), { recursive: true })) !== undefined;
  const name = /^gs:\/\/([^/]+)/.exec(address)?.[1];
  if (name === undefined || !project || !location) {
    throw new FlanstackError("A ledger in Cloud Storage needs gs://bucket/prefix, a project and a region.", {
      code: "ledger_address",
      path: "flanstack:ledger",
      fix: "Name all three: they are never guessed.",
    });
  }
  const storage = new Storage({
    ...(options.storageBaseUrl !== undefined && { apiEndpoint: options.storageBaseUrl }),
    projectId: project,
    retryOptions: { autoRetry: false, maxRetries: 0 },
  });
  const limits = { clock: systemClock, timeoutMilliseconds: 20_000 };
  const bucket = storage.bucket(name);
  if ((await tryRequest(limits, () => bucket.exists()).catch(failed))[0]) return false;
  const request = {
    location: location.toUpperCase(),
    labels: { ...options.labels, "managed-by": "flanstack" },
    iamConfiguration: { uniformBucketLevelAccess: { enabled: true }, publicAccessPrevention: "enforced" },
    versioning: { enabled: true },
  };
  await tryRequest(limits, () => storage.createBucket(name, request)).catch((error) => {
    // Made by another run meanwhile, or by this one when the first reply was lost.
    if (statusOf(error) !== 409) failed(error);
  });
  return true;

  function failed(error: unknown): never {
    throw new FlanstackError(`The ledger ${address} could not be made: ${reasonOf(error)}`, {
      code: "ledger_unreachable",
      path: "flanstack:ledger",
      fix: `Give the caller the permission storage.buckets.create in ${project}, or choose another bucket name.`,
      cause: error,
    });
  }
}
