/** How many epochs a provider trains when it is left to choose. */

const OPENAI_DEFAULT = 3;
const OPENAI_LOWEST = 1;
const OPENAI_HIGHEST = 25;
const OPENAI_FEWEST_ROWS_SEEN = 100;
const OPENAI_MOST_ROWS_SEEN = 25_000;

/**
 * Epochs of a run: the given number, or what "auto" comes to.
 * @see OpenAI cookbook, "Data preparation and analysis for chat model fine-tuning": 3, raised until 100 rows are seen,
 *   lowered until 25,000 are, between 1 and 25
 * @returns undefined when the provider's choice is not known: then a number has to be configured
 */
export function resolveEpochs(platform: string, epochs: number | "auto", rows: number): number | undefined {
  if (epochs !== "auto") return epochs;
  if (platform !== "openai" && platform !== "azure-foundry") return undefined;
  if (rows <= 0) return OPENAI_DEFAULT;
  if (rows * OPENAI_DEFAULT < OPENAI_FEWEST_ROWS_SEEN) {
    return Math.min(OPENAI_HIGHEST, Math.floor(OPENAI_FEWEST_ROWS_SEEN / rows));
  }
  if (rows * OPENAI_DEFAULT > OPENAI_MOST_ROWS_SEEN) {
    return Math.max(OPENAI_LOWEST, Math.floor(OPENAI_MOST_ROWS_SEEN / rows));
  }
  return OPENAI_DEFAULT;
}
