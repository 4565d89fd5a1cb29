/** The bucket that holds an account's training data: hardened by default, and under a name that never depends on chance. */
import * as storage from "@pulumi/gcp/storage";
import { ComponentResource, type ComponentResourceOptions, type CustomResourceOptions } from "@pulumi/pulumi";
import { digestOf } from "../primitives";

export interface DatasetBucketArgs {
  /** Google Cloud project that owns the bucket. */
  readonly project: string;
  /** Region of the tuning jobs; data should not leave it. */
  readonly location: string;
  /** Pulumi project and stack: with `project` and `location` they decide the default name. */
  readonly pulumiProject: string;
  readonly stack: string;
  /** 3-63 lower-case characters. Default: `<pulumi project>-<stack>-<hash>`. */
  readonly name?: string;
  readonly labels?: { readonly [key: string]: string };
  /** Customer-managed encryption key: `projects/.../cryptoKeys/...`. */
  readonly kmsKeyName?: string;
  /**
   * True (staging, prod): destroy leaves bucket and data where they are. False (local, dev): destroy removes both.
   */
  readonly retain: boolean;
}

/** How long GCS keeps deleted objects restorable, in seconds: its documented minimum of seven days. */
const SOFT_DELETE_SECONDS = 7 * 24 * 3600;
const NONCURRENT_DAYS = 90;

export class DatasetBucket extends ComponentResource {
  /** Known at preview, so that object addresses are too. */
  readonly name: string;
  /** What objects must wait for. */
  readonly bucket: storage.Bucket;

  constructor(name: string, args: DatasetBucketArgs, options?: ComponentResourceOptions) {
    super("flanstack:index:DatasetBucket", name, {}, options);
    this.name = args.name ?? defaultBucketName(args);
    this.bucket = new storage.Bucket(`${name}-bucket`, bucketArgs(this.name, args), bucketOptions(args, this));
    this.registerOutputs({ name: this.name });
  }
}

/** The bucket's name when none is configured: the same after a lost state, so that the bucket is found again. */
export function defaultBucketName(
  args: Pick<DatasetBucketArgs, "project" | "location" | "pulumiProject" | "stack">,
): string {
  const { project, location, pulumiProject, stack } = args;
  const hash = digestOf({ project, location: location.toLowerCase(), pulumiProject, stack }).slice(0, 10);
  const readable = `${pulumiProject}-${stack}`
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, "-")
    .slice(0, 50);
  return `${readable.replace(/^-+|-+$/g, "") || "flanstack"}-${hash}`;
}

function bucketArgs(name: string, args: DatasetBucketArgs): storage.BucketArgs {
  return {
    name,
    project: args.project, // on the resource: a provider-level project would ask Google who we are at every start
    location: args.location,
    forceDestroy: !args.retain,
    uniformBucketLevelAccess: true,
    publicAccessPrevention: "enforced",
    versioning: { enabled: true },
    softDeletePolicy: { retentionDurationSeconds: SOFT_DELETE_SECONDS },
    lifecycleRules: [
      { action: { type: "AbortIncompleteMultipartUpload" }, condition: { age: 7 } },
      { action: { type: "Delete" }, condition: { daysSinceNoncurrentTime: NONCURRENT_DAYS, withState: "ARCHIVED" } },
    ],
    labels: { ...args.labels, "managed-by": "flanstack" },
    ...(args.kmsKeyName === undefined ? {} : { encryption: { defaultKmsKeyName: args.kmsKeyName } }),
  };
}

function bucketOptions(args: DatasetBucketArgs, parent: DatasetBucket): CustomResourceOptions {
  return { parent, retainOnDelete: args.retain, deleteBeforeReplace: false };
}
