/** Makes the local stack's ledger: the explicit step that a person does once for a real account. */
import { Storage } from "@google-cloud/storage";

/** Creates the bucket when it is not there; an existing one is left as it is. */
export async function ensureLedgerBucket(storageUrl: string, project: string, bucket: string): Promise<void> {
  const storage = new Storage({ apiEndpoint: storageUrl, projectId: project, retryOptions: { autoRetry: false } });
  try {
    await storage.createBucket(bucket, {
      location: "US-CENTRAL1",
      iamConfiguration: { uniformBucketLevelAccess: { enabled: true } },
    });
  } catch (error) {
    if ((error as { code?: number }).code !== 409) throw error;
  }
}
