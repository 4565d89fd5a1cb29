/** What makes two evaluations the same one: asked again, they would say the same and cost again. */
import type { GateThresholds } from "../../evaluation";
import { digestOf, type Json } from "../../primitives";
import type { CaseSetInput } from "./evaluation";

/** Raised with every change of a score's meaning: results before and after do not compare. */
export const SCORER_VERSION = "2";

export interface EvaluationSpec {
  /** The tuning job: digest of its spec. */
  readonly jobDigest: string;
  readonly provider: string;
  readonly project?: string;
  readonly location?: string;
  readonly baseModel: string;
  /** The model that serves now, when it is an arm. */
  readonly incumbent?: string;
  /** SHA-256 of the file of rows; how prompts are rendered stands in the rows. */
  readonly rowsSha256: string;
  /** Generated rows beside the user's own, examples of the prompt, and the user's scorer, where there are any. */
  readonly besideSha256?: string;
  readonly shotsSha256?: string;
  readonly scorerSha256?: string;
  readonly caseSets?: readonly CaseSetInput[];
  readonly steps: "one" | "all";
  readonly repeats: number;
  readonly thresholds?: Partial<GateThresholds>;
}

export function evaluationDigest(spec: EvaluationSpec): string {
  return digestOf({ ...spec, scorer: SCORER_VERSION, sampling: { temperature: 0 } } as unknown as Json);
}
