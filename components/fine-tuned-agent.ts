/** One agent's way from data to a tuned model: its data objects, the tuning job, and the model the job leaves. */
import * as storage from "@pulumi/gcp/storage";
import {
  asset,
  ComponentResource,
  type ComponentResourceOptions,
  type Input,
  type Output,
  type Resource,
} from "@pulumi/pulumi";
import type { BudgetInput } from "../catalog";
import type { DataSource, TuningSpec } from "../tuning";
import type { DatasetBucket } from "./dataset-bucket";
import { type OnDelete, TunedModel, TuningJob, type WaitArgs } from "./resources";

/** A file of rows in the provider's format. */
export interface DataFile {
  /** Relative to the project's folder: it stands in the state. */
  readonly path: string;
  readonly sha256: string;
  readonly rows: number;
}

export interface FineTunedAgentArgs {
  readonly agent: string;
  readonly spec: TuningSpec;
  readonly train: DataFile;
  readonly validation: DataFile;
  /** Where the data goes; absent for providers that take files (openai, local): then no Google resource is declared. */
  readonly bucket?: DatasetBucket;
  readonly pulumiProject: string;
  readonly stack: string;
  /** Google Cloud project and region of the job (gemini). */
  readonly project?: string;
  readonly location?: string;
  readonly ledger: string;
  /** The whole plan's cost and limits: `budgetOfPlan(plan)`. */
  readonly budget?: BudgetInput;
  readonly displayName?: string;
  readonly labels?: { readonly [key: string]: string };
  readonly onDelete?: OnDelete;
  readonly wait?: WaitArgs;
  /** 0: until the provider refuses. */
  readonly concurrentJobs?: number;
  /** Account that the provider's tuning runs as (gemini). */
  readonly serviceAccount?: Input<string>;
  /** Customer-managed key of job and tuned model (gemini), where the base model allows one. */
  readonly kmsKeyName?: Input<string>;
  /** Where the trainer works (local): `here` (default) or `container`. */
  readonly runner?: "here" | "container";
  /** Model that the spec's parent made; absent: found by the parent's digest. */
  readonly parentModel?: Input<string>;
  /** A job made elsewhere that stands for this purchase: adopted by name instead of submitting one. */
  readonly adoptJob?: string;
}

export class FineTunedAgent extends ComponentResource {
  readonly job: TuningJob;
  readonly model: TunedModel;
  /** Names the purchase: what evaluation and rollout refer to. */
  readonly jobKey: Output<string>;
  /** What inference calls; empty until the job succeeded. */
  readonly endpoint: Output<string>;

  constructor(name: string, args: FineTunedAgentArgs, options?: ComponentResourceOptions) {
    super("flanstack:index:FineTunedAgent", name, {}, options);
    const train = declareData(`${name}-train`, args, args.train, this);
    const validation = declareData(`${name}-validation`, args, args.validation, this);
    const shared = {
      spec: args.spec,
      project: args.project,
      location: args.location,
      ledger: args.ledger,
      owner: { project: args.pulumiProject, stack: args.stack, agent: args.agent },
      onDelete: args.onDelete,
      wait: args.wait,
    };
    this.job = new TuningJob(
      `${name}-job`,
      {
        ...shared,
        train: train.source,
        validation: validation.source,
        displayName: args.displayName ?? `${args.agent}-${args.stack}`,
        labels: args.labels,
        serviceAccount: args.serviceAccount,
        kmsKeyName: args.kmsKeyName,
        parentModel: args.parentModel,
        adoptJob: args.adoptJob,
        ...(args.budget === undefined ? {} : { budget: args.budget }),
        ...(args.runner === undefined ? {} : { runner: args.runner }),
        ...(args.concurrentJobs ? { concurrentJobs: args.concurrentJobs } : {}),
      },
      // An edge by dependsOn, not by property: a replaced object must never look like a changed job.
      { parent: this, dependsOn: [...train.objects, ...validation.objects] },
    );
    this.model = new TunedModel(`${name}-model`, { ...shared, jobName: this.job.jobName }, { parent: this });
    this.jobKey = this.job.jobKey;
    this.endpoint = this.model.endpoint;
    this.registerOutputs({ jobKey: this.jobKey, endpoint: this.endpoint });
  }
}

interface DeclaredData {
  readonly source: DataSource;
  readonly objects: readonly Resource[];
}

function declareData(name: string, args: FineTunedAgentArgs, file: DataFile, parent: FineTunedAgent): DeclaredData {
  if (args.bucket === undefined) return { source: { path: file.path }, objects: [] };
  const split = name.endsWith("-train") ? "train" : "validation";
  const objectName = `datasets/${args.agent}/${split}-${file.sha256.slice(0, 16)}.jsonl`;
  const object = new storage.BucketObject(
    name,
    {
      bucket: args.bucket.name,
      name: objectName,
      source: new asset.FileAsset(file.path),
      contentType: "application/jsonl",
      // Only what follows from the bytes: anything else would replace the object under the same name.
      metadata: { sha256: file.sha256, rows: String(file.rows) },
    },
    { parent, deleteBeforeReplace: false, retainOnDelete: true, dependsOn: [args.bucket.bucket] },
  );
  return { source: { uri: `gs://${args.bucket.name}/${objectName}` }, objects: [object] };
}
