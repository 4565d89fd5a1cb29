/** Weights of tuned open models: folders of the user's own bucket, beside the data they were trained on. */
import { FlanstackError } from "../../../primitives";
import type { Submission } from "../../job";
import { HttpFailure, type JsonClient } from "../json-client";

const GOOGLE_STORAGE = "https://storage.googleapis.com";
/** Below a job's output, where Google's page says the last checkpoint lies. */
const FINAL_CHECKPOINT = "postprocess/node-0/checkpoints/final";
/** A folder that `outputUriOf` named; in any other there may be what is not ours to delete. */
const OWN_FOLDER = /^tuned\/[^/]+\/[0-9a-f]{32}\/$/;

export interface WeightsPorts {
  readonly call: JsonClient;
  /** Replaces Cloud Storage's address. */
  readonly storageBaseUrl?: string;
}

/**
 * Where a job writes: a folder of the bucket that its data is read from, named by the purchase. The same purchase writes to
 * the same folder, and no other one does.
 */
export function outputUriOf({ train, owner, digest }: Submission): string {
  const bucket = /^gs:\/\/([^/]+)\//.exec(train.uri ?? "")?.[1];
  return `gs://${bucket}/tuned/${owner.agent}/${digest.slice(0, 32)}/`;
}

/** The folder of the finished model below a job's output. */
export function finalWeightsOf(outputUri: string): string {
  return `${outputUri.replace(/\/*$/, "/")}${FINAL_CHECKPOINT}`;
}

/** True for an address that weights lie at. */
export function isWeights(address: string | undefined): address is string {
  return address?.startsWith("gs://") === true;
}

/** Whether anything lies below the job's output: the last checkpoint's place is documented, and nobody has seen it here. */
export async function hasWeights(weights: string, ports: WeightsPorts): Promise<boolean> {
  return (await list(weights, ports, 1)).length > 0;
}

/**
 * Deletes everything below the job's output. What is already gone is no error; the bucket keeps versions as it is told.
 * @throws FlanstackError for a folder that another tool chose
 */
export async function removeWeights(weights: string, ports: WeightsPorts): Promise<void> {
  const { bucket, prefix } = folderOf(weights);
  if (!OWN_FOLDER.test(prefix)) {
    throw new FlanstackError(`gs://${bucket}/${prefix} was not named by flanstack, so its files are left alone.`, {
      code: "weights_not_ours",
      path: `gs://${bucket}/${prefix}`,
      fix: "Delete the weights by hand, or set flanstack:onDelete to retain.",
    });
  }
  for (let names = await list(weights, ports, 1000); names.length > 0; names = await list(weights, ports, 1000)) {
    for (const name of names) {
      const url = `${storage(ports)}/b/${bucket}/o/${encodeURIComponent(name)}`;
      await ports.call({ method: "DELETE", url, attempts: 3 }).catch(ignoreMissing);
    }
  }
}

async function list(weights: string, ports: WeightsPorts, most: number): Promise<string[]> {
  const { bucket, prefix } = folderOf(weights);
  const query = new URLSearchParams({ prefix, maxResults: String(most), fields: "items(name)" });
  const url = `${storage(ports)}/b/${bucket}/o?${query}`;
  const reply = await ports.call({ method: "GET", url, attempts: 3 }).catch(ignoreMissing);
  const { items = [] } = (reply ?? {}) as { items?: readonly { readonly name: string }[] };
  return items.map(({ name }) => name);
}

/** Bucket and folder of the job's whole output. */
function folderOf(weights: string): { bucket: string; prefix: string } {
  const [, bucket, path] = /^gs:\/\/([^/]+)\/(.*)$/.exec(weights)!;
  return { bucket: bucket!, prefix: path!.slice(0, path!.length - FINAL_CHECKPOINT.length) };
}

function storage({ storageBaseUrl = GOOGLE_STORAGE }: WeightsPorts): string {
  return `${storageBaseUrl.replace(/\/+$/, "")}/storage/v1`;
}

function ignoreMissing(error: unknown): undefined {
  if (error instanceof HttpFailure && error.status === 404) return undefined;
  throw error;
}
