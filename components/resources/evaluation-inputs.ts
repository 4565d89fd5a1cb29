/** An evaluation's inputs as the provider process gets them, and where its calls go. */
import { isLoopback } from "../../tuning";
import type { EvaluationArgs, EvaluationVerdict } from "./evaluation";

export type EvaluationInputs = Omit<EvaluationArgs, "endpoint" | "steps" | "repeats" | "folder"> & {
  readonly digest: string;
  readonly endpoint: string;
  readonly steps: "one" | "all";
  readonly repeats: number;
  readonly folder: string;
  readonly urn: string;
};

export interface EvaluationOutputs {
  readonly verdict: EvaluationVerdict;
  readonly reasons: readonly string[];
  readonly resultsDigest: string;
  readonly resultsPath: string;
  readonly reportPath: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Whether anybody but this machine would answer. */
export function isPaid(inputs: Pick<EvaluationInputs, "provider">, environment: Environment = process.env): boolean {
  const address = addressOf(inputs, environment);
  return address === undefined || !isLoopback(address);
}

/** `undefined`: Google's own host for the endpoint's location. */
export function addressOf(
  { provider }: Pick<EvaluationInputs, "provider">,
  environment: Environment,
): string | undefined {
  if (provider === "gemini") return environment.FLANSTACK_VERTEX_BASE_URL || undefined;
  return environment.FLANSTACK_OPENAI_BASE_URL || environment.OPENAI_BASE_URL || "https://api.openai.com/v1";
}
