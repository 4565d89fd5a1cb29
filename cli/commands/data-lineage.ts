/** What became of data: which jobs of a ledger were trained on it, and which objects of a bucket hold it. */
import { type DataObject, defaultBucketName, listDataObjects } from "../../components";
import type { Holding } from "../../datasets/tools";
import { systemClock } from "../../primitives";
import { openLedger, type TrainedOn, trainedOn } from "../../tuning";
import type { CliContext } from "../context";

/** A stack's settings, as its file holds them. */
export interface StackValues {
  readonly name: string;
  readonly values: Readonly<Record<string, unknown>>;
}

interface Trained {
  /** Undefined when no ledger could be asked. */
  readonly trained: TrainedOn | undefined;
  readonly unasked: readonly string[];
}

/** @param seen training files that were looked at, whether they hold the rows or not */
export async function findTrained(
  { environment }: CliContext,
  { name, values }: StackValues,
  named: string | undefined,
  digests: ReadonlySet<string>,
  seen: ReadonlySet<string>,
): Promise<Trained> {
  const address = named ?? values.ledger;
  if (typeof address !== "string" || address === "")
    return {
      trained: undefined,
      unasked: [`which jobs were trained on them: stack ${name} names no ledger (--ledger)`],
    };
  const storageBaseUrl = environment.FLANSTACK_STORAGE_BASE_URL || undefined;
  const ledger = openLedger(address, { clock: systemClock, ...(storageBaseUrl && { storageBaseUrl }) });
  const claims = (await ledger.list()).map(({ claim }) => claim);
  return { trained: trainedOn(claims, digests, seen), unasked: [] };
}

const OBJECT = /^gs:\/\/([^/]+)\/(.+)$/;

/** Objects that hold these files: in the stack's own bucket under the names that it gives them, and where jobs took them from. */
export async function findObjects(
  { environment }: CliContext,
  { name, values }: StackValues,
  files: Holding["files"],
  trained: TrainedOn | undefined,
): Promise<{ readonly objects: readonly DataObject[]; readonly unasked: readonly string[] }> {
  const wanted = new Map<string, Set<string>>();
  const want = (bucket: string, object: string) => wanted.set(bucket, new Set([...(wanted.get(bucket) ?? []), object]));
  for (const { submission } of trained?.claims ?? []) {
    const [, bucket, object] = OBJECT.exec(submission.train.uri ?? "") ?? [];
    if (bucket !== undefined) want(bucket, object!);
  }
  const own = bucketOf(name, values);
  if (own !== undefined)
    for (const { name: file, split, sha256 } of files) {
      const agent = /^([a-z][a-z0-9_]*_agent)_/.exec(file)?.[1];
      if (agent !== undefined && split !== "test") want(own, `datasets/${agent}/${split}-${sha256.slice(0, 16)}.jsonl`);
    }
  const objects: DataObject[] = [];
  for (const [bucket, names] of wanted) objects.push(...(await listDataObjects(bucket, [...names], environment)));
  const isSent = values.provider === "openai"; // its files are asked for there
  return { objects, unasked: own === undefined && !isSent ? [whyNoBucket(name, values)] : [] };
}

function whyNoBucket(stack: string, { provider = "gemini" }: StackValues["values"]): string {
  if (provider === "gemini")
    return `which objects hold them: stack ${stack} names no bucket and no Google Cloud project`;
  return "which runs keep a copy: look at `flanstack trainer runs`";
}

/** The bucket that the program would declare; undefined where there is none. */
function bucketOf(stack: string, values: StackValues["values"]): string | undefined {
  const { provider = "gemini", bucket, project, region = "us-central1" } = values;
  if (provider !== "gemini") return undefined;
  if (typeof bucket === "string" && bucket !== "") return bucket;
  if (typeof project !== "string" || project === "") return undefined;
  return defaultBucketName({ project, location: String(region), pulumiProject: "flanstack", stack });
}
