/** TunedModel: what the job leaves. Waits for its end, can be interrupted and resumed, and costs nothing to repeat. */
import { type CustomResourceOptions, createUrn, dynamic, type Input, type Output } from "@pulumi/pulumi";
import { type Checkpoint, type JobState, specDigest } from "../../tuning";
import type { SharedArgs } from "./arguments";
import { tunedModelProvider } from "./dynamic-provider";
import { MODULE, TUNED_MODEL_TYPE, typeToken } from "./type-tokens";

export interface TunedModelArgs extends SharedArgs {
  /** `TuningJob.jobName`. */
  readonly jobName: Input<string>;
  /** Accept a model that learned from rows which the provider cut off. Default false: the update fails and says how many. */
  readonly allowTruncated?: boolean;
  /** The job is a trial of a race: when it is left on the way, that is no failure, and there is no model. Default false. */
  readonly isRacing?: boolean;
}

export class TunedModel extends dynamic.Resource {
  declare readonly digest: Output<string>;
  /** State of the job when last seen; `waiting` when it is not submitted yet. */
  declare readonly state: Output<JobState | "waiting">;
  /** Model resource (Gemini) or `ft:` id (OpenAI); empty until the job succeeded. */
  declare readonly model: Output<string>;
  /** What inference calls: endpoint resource (Gemini) or model id; empty until the job succeeded. */
  declare readonly endpoint: Output<string>;
  /** Location of the endpoint, which differs from the job's; empty where the provider has none. */
  declare readonly endpointLocation: Output<string>;
  declare readonly checkpoints: Output<Checkpoint[]>;
  /** Tokens the provider billed; -1 when it did not say. */
  declare readonly billedTokens: Output<number>;
  /** Loss on the validation rows after the last step; -1 when the provider did not say. */
  declare readonly validationLoss: Output<number>;
  /** ISO 8601; empty until the job ended. */
  declare readonly finishedAt: Output<string>;

  constructor(name: string, args: TunedModelArgs, options?: CustomResourceOptions) {
    const { wait, ...inputs } = args;
    super(
      tunedModelProvider,
      name,
      {
        ...inputs,
        wait: wait ?? {},
        digest: specDigest(args.spec),
        onDelete: args.onDelete ?? "retain",
        urn: createUrn(name, typeToken(TUNED_MODEL_TYPE), options?.parent),
        state: undefined,
        model: undefined,
        endpoint: undefined,
        endpointLocation: undefined,
        checkpoints: undefined,
        billedTokens: undefined,
        validationLoss: undefined,
        finishedAt: undefined,
      },
      { ...options, deleteBeforeReplace: false },
      MODULE,
      TUNED_MODEL_TYPE,
    );
  }
}
