/** What an evaluation will cost, and how many rows its question needs: said before the first call. */
import { baseTokenPrices, type Catalog, countTokens, findModel, platformOf, tunedTokenPrices } from "../../catalog";
import type { EvaluationRow, Shots, TokenPrice } from "../../evaluation";
import { callsNeeded, type PredictionStore } from "../../inference";
import { chatMessages, chatTools } from "../../inference/openai-wire";
import { isLocal, type Where } from "./arms";

export interface PricedArm {
  readonly name: string;
  /** Calls that its store does not answer. */
  readonly calls: number;
  /** `null` when no price is known; 0 on this machine. */
  readonly usd: number | null;
  readonly usdPerCall: number;
  /** For the arm's economy; `null` when unknown or not paid. */
  readonly price: TokenPrice | null;
}

export interface ArmToPrice {
  readonly name: string;
  readonly where: Extract<Where, { kind: "endpoint" }>;
  /** What it was tuned on, where its address does not say. */
  readonly tunedOn: string;
  readonly identity: string;
  /** Extra calls for repetitions: rows asked again, and how often. */
  readonly repeatedRows: readonly EvaluationRow[];
  readonly repeats: number;
  /** Calls of free running, and rows whose prompts are like theirs. */
  readonly played?: { readonly calls: number; readonly like: readonly EvaluationRow[] };
  /** What the model sees in place of a request. */
  readonly shots?: Shots;
}

/** Inputs are what the model will read; outputs are taken to be as long as the gold answers. */
export function priceArm(
  catalog: Catalog,
  arm: ArmToPrice,
  rows: readonly EvaluationRow[],
  store: PredictionStore,
): PricedArm {
  const { client, platform, baseModel, baseUrl } = arm.where;
  const missing = (asked: readonly EvaluationRow[], repeat: number) =>
    asked.filter(
      (row) => callsNeeded({ client, requests: [row.request], store, repeat, modelIdentity: arm.identity }) > 0,
    );
  const paid = missing(rows, 0);
  for (let repeat = 1; repeat < arm.repeats; repeat += 1) paid.push(...missing(arm.repeatedRows, repeat));
  const playedCalls = arm.played?.calls ?? 0;
  const calls = paid.length + playedCalls;
  const isFree = isLocal(baseUrl);
  const facts = findModel(catalog, platformOf(platform, baseUrl), baseModel ?? arm.tunedOn);
  const prices =
    facts === undefined ? undefined : baseModel === undefined ? tunedTokenPrices(facts) : baseTokenPrices(facts);
  const checkedOn = facts?.prices.baseInputUsdPerMillionTokens?.checkedOn ?? "";
  const price =
    prices === undefined
      ? null
      : { inputUsdPerMillion: prices.input, outputUsdPerMillion: prices.output, source: "catalogue", checkedOn };
  if (isFree) return { name: arm.name, calls, usd: 0, usdPerCall: 0, price };
  if (price === null) return { name: arm.name, calls, usd: null, usdPerCall: 0, price };
  const usdOf = ({ request, gold }: EvaluationRow) => {
    const seen = arm.shots?.show(request) ?? request;
    const messages = chatMessages(seen);
    const tools = chatTools(seen);
    const answer = gold.calls[0] === undefined ? gold.text : JSON.stringify(gold.calls[0]);
    const tokens = (list: readonly unknown[]) =>
      countTokens(platform, { messages: list, ...(tools === undefined ? {} : { tools }) }).band.high;
    const read = tokens(messages);
    const written = tokens([...messages, { role: "assistant", content: answer }]) - read;
    return (read * price.inputUsdPerMillion + written * price.outputUsdPerMillion) / 1e6;
  };
  const sum = (list: readonly EvaluationRow[]) => list.reduce((total, row) => total + usdOf(row), 0);
  const like = arm.played?.like ?? [];
  const usd = sum(paid) + (playedCalls === 0 ? 0 : (sum(like) / like.length) * playedCalls);
  return { name: arm.name, calls, usd, usdPerCall: calls === 0 ? 0 : usd / calls, price };
}
