/** What it costs to ask a tuned model all rows once: counted from the rows, priced as its own tokens. */
import {
  type Amount,
  type Catalog,
  costOfEvaluation,
  countTokens,
  findModel,
  renderCents,
  toCents,
} from "../../catalog";
import type { EvaluationRow } from "../../evaluation";
import { callsNeeded, type PredictionStore } from "../../inference";
import { chatMessages, chatTools } from "../../inference/openai-wire";
import { FlanstackError, type Problem } from "../../primitives";
import type { TunedModel } from "./openai-source";

/** Rows that have no stored answer yet: only they would be asked. */
export function rowsToAsk(
  rows: readonly EvaluationRow[],
  model: string,
  store: PredictionStore | undefined,
): EvaluationRow[] {
  const client = { model, predict: () => Promise.reject(new Error("only counted")) };
  return rows.filter((row) => callsNeeded({ client, requests: [row.request], store }) > 0);
}

/**
 * The price of the missing answers in words, when it is known and within the limit.
 * @throws FlanstackError when it is unknown, unlimited, or above the limit
 */
export function checkedPrice(
  catalog: Catalog,
  model: Pick<TunedModel, "provider" | "baseModel">,
  missing: readonly EvaluationRow[],
  limitUsd: number | undefined,
): string {
  const price = priceOfAnswers(catalog, model.provider, model.baseModel, missing);
  const shown = renderCents(toCents(price.highUsd));
  const isOver = limitUsd !== undefined && toCents(price.highUsd) > Math.round(limitUsd * 100);
  const problems: Problem[] = [
    ...price.unknown.map((reason) => ({
      code: "price_unknown",
      path: "flanstack:catalog",
      message: `What the answers cost is unknown: ${reason}.`,
      fix: "State the price in the file flanstack:catalog names.",
    })),
    ...(limitUsd === undefined ? [noLimit(shown, price.highUsd)] : []),
    ...(isOver ? [overLimit(shown, limitUsd)] : []),
  ];
  if (missing.length > 0 && problems.length > 0) throw FlanstackError.fromProblems("Recording answers", problems);
  return shown;
}

function noLimit(shown: string, usd: number): Problem {
  return {
    code: "budget_unset",
    path: "--max-usd",
    message: `No limit is set for recording the answers, about ${shown}.`,
    fix: `Give --max-usd ${Math.max(1, Math.ceil(usd))}, or set flanstack:evaluationCapUsd.`,
  };
}

function overLimit(shown: string, limitUsd: number): Problem {
  return {
    code: "budget_exceeded",
    path: "--max-usd",
    message: `Recording the answers costs about ${shown}, above the limit of ${renderCents(Math.round(limitUsd * 100))}.`,
    fix: "Raise the limit on purpose, or give fewer rows.",
  };
}

/**
 * Inputs are what the model will read; outputs are taken to be as long as the gold answers.
 * @param missing rows without a stored answer: only they are asked
 */
export function priceOfAnswers(
  catalog: Catalog,
  platform: string,
  baseModel: string,
  missing: readonly EvaluationRow[],
): Amount {
  const model = findModel(catalog, platform, baseModel);
  if (model === undefined)
    return { lowUsd: 0, highUsd: 0, unknown: [`no inference price of a model tuned on ${baseModel} is known`] };
  let inputTokens = 0;
  let outputTokens = 0;
  for (const { request, gold } of missing) {
    const messages = chatMessages(request);
    const tools = chatTools(request);
    const answer = gold.calls[0] === undefined ? gold.text : JSON.stringify(gold.calls[0]);
    const count = (list: readonly unknown[]) =>
      countTokens(platform, { messages: list, ...(tools === undefined ? {} : { tools }) }).band.high;
    const read = count(messages);
    inputTokens += read;
    outputTokens += count([...messages, { role: "assistant", content: answer }]) - read;
  }
  return costOfEvaluation(model, { inputTokens, outputTokens, arms: ["tuned"] });
}
