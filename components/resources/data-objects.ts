/**
 * Data objects from outside a stack: for `flanstack data forget`, since a stack never deletes them. Credentials and address come
 * from the environment, as in the provider process.
 */
import { Storage } from "@google-cloud/storage";
import { FlanstackError } from "../../primitives";

/** One version of an object. */
export interface DataObject {
  readonly bucket: string;
  readonly name: string;
  readonly generation: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Every version, live or not, of these objects that is there; a bucket that is gone has none.
 * @throws FlanstackError when the bucket can't be asked
 */
export async function listDataObjects(
  bucket: string,
  names: readonly string[],
  environment: Environment,
): Promise<DataObject[]> {
  const wanted = new Set(names);
  const prefixes = [...new Set(names.map((name) => name.slice(0, name.lastIndexOf("/") + 1)))];
  const found = await asking(bucket, async () => {
    const listed = [];
    for (const prefix of prefixes) {
      const [files] = await open(environment).bucket(bucket).getFiles({ prefix, versions: true });
      listed.push(...files);
    }
    return listed;
  });
  return found
    .filter((file) => wanted.has(file.name))
    .map((file) => ({ bucket, name: file.name, generation: String(file.metadata.generation ?? "") }));
}

/** Deletes one version; one that is gone already is no error. @throws FlanstackError when it can't be deleted */
export async function removeDataObject(object: DataObject, environment: Environment): Promise<void> {
  await asking(object.bucket, async () => {
    const file = open(environment).bucket(object.bucket).file(object.name, { generation: object.generation });
    await file.delete({ ignoreNotFound: true });
    return [];
  });
}

function open(environment: Environment): Storage {
  const apiEndpoint = environment.FLANSTACK_STORAGE_BASE_URL || undefined;
  return new Storage(apiEndpoint === undefined ? {} : { apiEndpoint, projectId: "flanstack" });
}

async function asking<T>(bucket: string, request: () => Promise<T[]>): Promise<T[]> {
  try {
    return await request();
  } catch (cause) {
    const { code, message } = cause as { readonly code?: unknown; readonly message?: string };
    if (code === 404) return [];
    throw new FlanstackError(`The bucket ${bucket} could not be used: ${(message ?? String(cause)).split("\n")[0]}`, {
      code: "bucket_unreachable",
      path: `gs://${bucket}`,
      fix: "Give this run credentials with the role Storage Object User on the bucket, and run again.",
      cause,
    });
  }
}
