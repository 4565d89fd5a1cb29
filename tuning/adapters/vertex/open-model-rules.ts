/** What Vertex takes for open models, and what it documents for Gemini alone. */
import type { Problem } from "../../../primitives";
import type { TuningSpec } from "../../job";

/** Sizes that Google's SDK takes for open models; 2 is Gemini's. */
export const OPEN_ADAPTER_SIZES: Readonly<Record<number, string>> = {
  1: "ADAPTER_SIZE_ONE",
  4: "ADAPTER_SIZE_FOUR",
  8: "ADAPTER_SIZE_EIGHT",
  16: "ADAPTER_SIZE_SIXTEEN",
  32: "ADAPTER_SIZE_THIRTY_TWO",
};

/** Everything in a spec that an open model's job cannot have. */
export function checkOpenModel({ baseModel, method, hyperparameters, parentDigest }: TuningSpec): Problem[] {
  const problems: Problem[] = [];
  const { adapterSize } = hyperparameters;
  if (adapterSize !== undefined && OPEN_ADAPTER_SIZES[adapterSize] === undefined) {
    problems.push({
      code: "adapter_size",
      path: "hyperparameters.adapterSize",
      message: `Open models have no adapter of size ${adapterSize} on Vertex.`,
      fix: `Set flanstack:adapterSize to one of ${Object.keys(OPEN_ADAPTER_SIZES).join(", ")}, or flanstack:tuningMode to full.`,
    });
  }
  if (method !== "supervised") {
    problems.push({
      code: "open_model_method",
      path: "method",
      message: `Vertex documents supervised tuning of open models, and no ${method} tuning of ${baseModel}.`,
      fix: "Tune it supervised, or by preference with provider local.",
    });
  }
  if (parentDigest !== undefined) {
    problems.push({
      code: "open_model_parent",
      path: "parentDigest",
      message: `A tuned ${baseModel} cannot be tuned on from here: its weights are files of yours, and no model of Vertex.`,
      fix: "Leave continueFrom out and tune the base model on all rows together.",
    });
  }
  return problems;
}
