/** Evaluation: what the tuned model is worth against its base. A verdict is an output, never an error; answers are paid once. */
import { type CustomResourceOptions, createUrn, dynamic, type Input, type Output } from "@pulumi/pulumi";
import type { GateDecision, GateThresholds } from "../../evaluation";
import type { Owner } from "../../tuning";
import { evaluationProvider } from "./dynamic-provider";
import { evaluationDigest } from "./evaluation-digest";
import { EVALUATION_TYPE, MODULE, typeToken } from "./type-tokens";

/** Canonical rows, by their path in the project's folder. */
export interface EvaluationRows {
  readonly path: string;
  readonly sha256: string;
  /** Validation rows measure and give no verdict. */
  readonly from: "validation" | "test" | "own";
}

/** US dollars per million tokens. */
export interface ArmPrice {
  readonly inputUsdPerMillion: number;
  readonly outputUsdPerMillion: number;
}

export interface EvaluationArgs {
  readonly owner: Owner;
  readonly provider: "gemini" | "openai";
  /** Digest of the tuning spec: which model this is about. */
  readonly jobDigest: string;
  /** `TunedModel.endpoint`; empty until the job succeeded. */
  readonly endpoint: Input<string>;
  readonly baseModel: string;
  readonly project?: string;
  readonly location?: string;
  /** The model that serves now: an endpoint (Gemini) or model id. */
  readonly incumbent?: string;
  readonly rows: EvaluationRows;
  /** One step per example, or all of them. Default one. */
  readonly steps?: "one" | "all";
  /** How often sixty of the rows are asked in all. Default 3. */
  readonly repeats?: number;
  readonly thresholds?: Partial<GateThresholds>;
  /** The most calls, checked before the first. */
  readonly maxCalls: number;
  /** The most that calls may cost; needed, with both prices, for any address but this machine's. */
  readonly maxUsd?: number;
  readonly prices?: { readonly tuned: ArmPrice; readonly base: ArmPrice };
  /** Where answers, results and report go, in the project's folder. Default `.flanstack/evaluations`. */
  readonly folder?: string;
}

/** `waiting`: the model is not there yet. `none`: validation rows decide nothing. */
export type EvaluationVerdict = GateDecision | "waiting" | "none";

export class Evaluation extends dynamic.Resource {
  /** What makes it the same evaluation; known at preview. */
  declare readonly digest: Output<string>;
  declare readonly verdict: Output<EvaluationVerdict>;
  /** Why, the most important reason first. */
  declare readonly reasons: Output<string[]>;
  /** SHA-256 of the results file; empty while waiting. */
  declare readonly resultsDigest: Output<string>;
  /** Relative to the project's folder; empty while waiting. */
  declare readonly resultsPath: Output<string>;
  declare readonly reportPath: Output<string>;

  constructor(name: string, args: EvaluationArgs, options?: CustomResourceOptions) {
    const { jobDigest, provider, project, location, baseModel, incumbent, rows, thresholds } = args;
    const [steps, repeats] = [args.steps ?? "one", args.repeats ?? 3];
    super(
      evaluationProvider,
      name,
      {
        ...args,
        steps,
        repeats,
        folder: args.folder ?? ".flanstack/evaluations",
        digest: evaluationDigest({
          jobDigest,
          provider,
          baseModel,
          rowsSha256: rows.sha256,
          steps,
          repeats,
          ...(project === undefined ? {} : { project }),
          ...(location === undefined ? {} : { location }),
          ...(incumbent === undefined ? {} : { incumbent }),
          ...(thresholds === undefined ? {} : { thresholds }),
        }),
        urn: createUrn(name, typeToken(EVALUATION_TYPE), options?.parent),
        verdict: undefined,
        reasons: undefined,
        resultsDigest: undefined,
        resultsPath: undefined,
        reportPath: undefined,
      },
      { ...options, deleteBeforeReplace: false },
      MODULE,
      EVALUATION_TYPE,
    );
  }
}
