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
  /** Own rows whose digest stands in the lock. */
  readonly isLocked?: boolean;
}

/** A file by its path in the project's folder. */
export interface EvaluationFile {
  readonly path: string;
  readonly sha256: string;
}

export interface CaseSetInput {
  readonly name: "hand-written" | "safety";
  readonly sha256: string;
  /** How many: each is one call per model that is asked. */
  readonly cases: number;
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
  /** What decides: rows of the user's own where there are some. */
  readonly rows: EvaluationRows;
  /** Generated rows beside the user's own: a slice, and part of the guardrails. */
  readonly beside?: EvaluationFile;
  /** Training rows, three of which the base model sees before each request: one more model to beat. */
  readonly shots?: EvaluationFile;
  /** The user's own scorer: a module, a promptfoo file or a command; see `flanstack eval --scorer`. */
  readonly scorer?: { readonly name: string; readonly sha256: string };
  /** Committed cases beside the rows that weigh in the verdict. Default none. */
  readonly caseSets?: readonly CaseSetInput[];
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
  /**
   * Where answers and results are kept for every machine: `gs://bucket/prefix` or `file:///folder`, the ledger's address. Absent:
   * on this machine alone.
   */
  readonly ledger?: string;
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
    const { jobDigest, provider, project, location, baseModel, incumbent, rows, caseSets, thresholds } = args;
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
          ...(args.beside === undefined ? {} : { besideSha256: args.beside.sha256 }),
          ...(args.shots === undefined ? {} : { shotsSha256: args.shots.sha256 }),
          ...(args.scorer === undefined ? {} : { scorerSha256: args.scorer.sha256 }),
          ...(project === undefined ? {} : { project }),
          ...(location === undefined ? {} : { location }),
          ...(incumbent === undefined ? {} : { incumbent }),
          ...(caseSets === undefined ? {} : { caseSets }),
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
