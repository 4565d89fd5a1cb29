/** Puts a probe's rows where the tuning service reads them, under a name that follows from the bytes. */
import { Storage } from "@google-cloud/storage";
import { FlanstackError, sha256 } from "../../primitives";

export interface UploadPlace {
  readonly bucket: string;
  readonly project: string;
  /** Address of another storage service; requests then carry no credentials. */
  readonly storageBaseUrl?: string;
}

/** Where these rows lie, or will lie. */
export function probeUri(bucket: string, rows: string): string {
  return `gs://${bucket}/${nameOf(rows)}`;
}

/** Uploads the rows unless they are there. @returns their `gs://` address */
export async function uploadRows(place: UploadPlace, rows: string): Promise<string> {
  const storage = new Storage({
    projectId: place.project,
    ...(place.storageBaseUrl !== undefined && { apiEndpoint: place.storageBaseUrl }),
  });
  try {
    await storage
      .bucket(place.bucket)
      .file(nameOf(rows))
      .save(rows, {
        contentType: "application/jsonl",
        resumable: false,
        preconditionOpts: { ifGenerationMatch: 0 },
        metadata: { metadata: { sha256: sha256(rows), "managed-by": "flanstack" } },
      });
  } catch (cause) {
    // Somebody has put these very bytes there already.
    if ((cause as { code?: unknown }).code !== 412) throw uploadError(place.bucket, cause);
  }
  return probeUri(place.bucket, rows);
}

function nameOf(rows: string): string {
  return `probes/function-calls-${sha256(rows).slice(0, 16)}.jsonl`;
}

function uploadError(bucket: string, cause: unknown): FlanstackError {
  const isMissing = (cause as { code?: unknown }).code === 404;
  return new FlanstackError(`The probe's rows cannot be written to gs://${bucket}; nothing was submitted.`, {
    code: isMissing ? "bucket_missing" : "upload_failed",
    path: "flanstack:bucket",
    fix: isMissing
      ? "Name a bucket that exists: --bucket NAME, or run pulumi up, which makes the stack's own."
      : "Give the caller roles/storage.objectUser on the bucket.",
    cause,
  });
}
