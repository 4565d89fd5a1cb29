/** TuningJob: one purchase. Adopts the job with this digest, or submits it; returns when it is accepted or queued. */
import { type CustomResourceOptions, createUrn, dynamic, type Input, type Output } from "@pulumi/pulumi";
import type { BudgetInput } from "../../catalog";
import { type DataSource, type Halving, type JobState, specDigest } from "../../tuning";
import type { SharedArgs } from "./arguments";
import { tuningJobProvider } from "./dynamic-provider";
import { MODULE, TUNING_JOB_TYPE, typeToken } from "./type-tokens";

export interface TuningJobArgs extends SharedArgs {
  readonly train: Input<DataSource>;
  readonly validation?: Input<DataSource>;
  readonly displayName: string;
  /** The user's own labels (owner, cost-center, environment ...); identity labels are added. */
  readonly labels?: { readonly [key: string]: string };
  readonly serviceAccount?: Input<string>;
  readonly kmsKeyName?: Input<string>;
  /** Where the trainer works (local): `here` (default) or `container`. Never identity: the same content is the same run. */
  readonly runner?: "here" | "container";
  /** The race of a sweep's trials that this job takes part in (local). Never identity. */
  readonly halving?: Halving;
  /** Tuned model that the spec's parent made. */
  readonly parentModel?: Input<string>;
  /** How many jobs of this account may run at once; jobs beyond it wait in the ledger. Absent: until the provider refuses. */
  readonly concurrentJobs?: number;
  /**
   * What the declared plan costs and what it is limited to: `budgetOfPlan(plan)`. Every guard compares these numbers, before
   * anything is created. Absent: refused wherever the address can bill.
   */
  readonly budget?: BudgetInput;
  /** Adopt this job, made elsewhere, instead of submitting one. */
  readonly adoptJob?: string;
}

export class TuningJob extends dynamic.Resource {
  /** SHA-256 of the spec. */
  declare readonly digest: Output<string>;
  /** The purchase: digest, account, project, location. */
  declare readonly jobKey: Output<string>;
  /** The provider's name of the job; empty while it waits for quota. */
  declare readonly jobName: Output<string>;
  /** `waiting` (for quota, not submitted yet) or the job's state when last seen. */
  declare readonly state: Output<JobState | "waiting">;
  /** True when another stack submitted the job, or it was there before: destroy never touches it. */
  declare readonly adopted: Output<boolean>;
  /** ISO 8601 time of the create request's acceptance; empty while waiting. */
  declare readonly submittedAt: Output<string>;

  constructor(name: string, args: TuningJobArgs, options?: CustomResourceOptions) {
    const { wait, ...inputs } = args;
    super(
      tuningJobProvider,
      name,
      {
        ...inputs,
        wait: wait ?? {},
        digest: specDigest(args.spec),
        onDelete: args.onDelete ?? "retain",
        urn: createUrn(name, typeToken(TUNING_JOB_TYPE), options?.parent),
        jobKey: undefined,
        jobName: undefined,
        state: undefined,
        adopted: undefined,
        submittedAt: undefined,
      },
      { ...options, deleteBeforeReplace: false },
      MODULE,
      TUNING_JOB_TYPE,
    );
  }
}
