/** Asks each tuned endpoint of the local stack and its base model on the validation rows, and counts what they got right. */
import { readFileSync } from "node:fs";
import { evaluateQuick, evaluationRows, type QuickEvaluation } from "../../evaluation";
import { createVertexClient, openPredictionFile } from "../../inference";
import { FlanstackError } from "../../primitives";

export interface EvaluatedAgent {
  readonly agent: string;
  readonly evaluation: QuickEvaluation;
}

export interface EvaluationTarget {
  readonly agent: string;
  /** Canonical validation rows, JSON lines. */
  readonly validationFile: string;
  /** Endpoint resource of the tuned model. */
  readonly endpoint: string;
  readonly baseModel: string;
}

export interface EvaluateOptions {
  readonly targets: readonly EvaluationTarget[];
  readonly sandboxUrl: string;
  /** Answers are kept here and reused: a second run asks nothing. */
  readonly predictionsFile: string;
  readonly onProgress: (text: string) => void;
}

/** @throws FlanstackError when a tuned model did not answer for itself: a score of something else would be a lie */
export async function evaluateLocally(options: EvaluateOptions): Promise<EvaluatedAgent[]> {
  const store = await openPredictionFile(options.predictionsFile);
  const evaluated: EvaluatedAgent[] = [];
  for (const { agent, validationFile, endpoint, baseModel } of options.targets) {
    const lines = readFileSync(validationFile, "utf8").trimEnd().split("\n");
    const rows = evaluationRows(
      lines.map((line) => JSON.parse(line)),
      validationFile,
      { steps: "one" },
    );
    const client = (resource: string) => createVertexClient({ resource, baseUrl: options.sandboxUrl });
    const evaluation = await evaluateQuick({
      rows,
      store,
      tuned: { client: client(endpoint) },
      base: { client: client(baseResource(endpoint, baseModel)) },
      onProgress: ({ done, total }) => options.onProgress(`${agent} ${done}/${total}`),
    });
    if (evaluation.tuned.fallbacks > 0) {
      throw new FlanstackError(`${agent}: ${evaluation.tuned.fallbacks} answers did not come from the tuned model.`, {
        code: "evaluation_fell_back",
        path: agent,
        fix: "See .flanstack/predictions.jsonl (servedBy, fallbackReason).",
      });
    }
    evaluated.push({ agent, evaluation });
  }
  return evaluated;
}

/** The base model beside the endpoint: same project and location, so that nothing but the tuning differs. */
function baseResource(endpoint: string, baseModel: string): string {
  return `${endpoint.replace(/\/endpoints\/.*$/, "")}/publishers/google/models/${baseModel}`;
}
