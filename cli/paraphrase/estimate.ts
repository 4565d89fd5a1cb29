/** What wording requests anew would cost: said before the first call. */
import { baseTokenPrices, type Catalog, countTokens, findModel, platformOf } from "../../catalog";
import type { PredictionRequest } from "../../inference";

export interface ParaphraseEstimate {
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** 0 on this machine, `null` when no price is known. */
  readonly usd: number | null;
  readonly price: { readonly inputUsdPerMillion: number; readonly outputUsdPerMillion: number } | undefined;
}

/** Upper ends of estimates; a paraphrase is taken to be half as long again as what it says. */
const LONGER = 1.5;

export function estimateParaphrases(
  catalog: Catalog,
  {
    model,
    baseUrl,
    isFree,
  }: { readonly model: string; readonly baseUrl: string | undefined; readonly isFree: boolean },
  requests: readonly { readonly request: PredictionRequest; readonly text: string }[],
): ParaphraseEstimate {
  const tokens = (content: string) => countTokens("openai", { messages: [{ role: "user", content }] }).band.high;
  const sum = (count: (each: (typeof requests)[number]) => number) =>
    Math.ceil(requests.reduce((total, each) => total + count(each), 0));
  const inputTokens = sum(({ request }) =>
    [request.system ?? "", ...request.turns.map((turn) => (turn.role === "tool" ? "" : turn.text))]
      .map(tokens)
      .reduce((left, right) => left + right, 0),
  );
  const outputTokens = sum(({ text }) => LONGER * tokens(text));
  const facts = findModel(catalog, platformOf("openai", baseUrl), model);
  const known = facts === undefined ? undefined : baseTokenPrices(facts);
  const price = known && { inputUsdPerMillion: known.input, outputUsdPerMillion: known.output };
  const usd =
    isFree || requests.length === 0
      ? 0
      : price === undefined
        ? null
        : (inputTokens * price.inputUsdPerMillion + outputTokens * price.outputUsdPerMillion) / 1e6;
  return { calls: requests.length, inputTokens, outputTokens, usd, price };
}
