/** Looks models up by platform and id, and says which platform an address belongs to. */
import type { Catalog, ModelFacts } from "./schema";

/**
 * The facts about a model, by id or alias. A platform that tunes whatever it is given (local, openai-compatible, together,
 * fireworks) answers with its `*` entry under the asked id.
 * @returns undefined when nothing is known about the model on this platform
 */
export function findModel(catalog: Catalog, platform: string, id: string): ModelFacts | undefined {
  const models = catalog.models.filter((model) => model.platform === platform);
  const exact = models.find((model) => model.id === id) ?? models.find((model) => model.aliases.includes(id));
  if (exact !== undefined) return exact;
  const any = models.find((model) => model.id === "*");
  return any === undefined ? undefined : { ...any, id };
}

/** Ids a person could choose instead: models of the platform that accept new jobs of this method on this day. */
export function listTunable(
  catalog: Catalog,
  platform: string,
  today: string,
  method: keyof ModelFacts["tunable"] = "supervised",
): string[] {
  return catalog.models
    .filter((model) => model.platform === platform && model.id !== "*" && model.tunable[method] === "yes")
    .filter((model) => model.tunableUntil === null || model.tunableUntil > today)
    .filter((model) => model.servesUntil === null || model.servesUntil > today || model.servesUntilOrLater)
    .map((model) => model.id);
}

/**
 * The catalogue's platform for a provider and the address it is reached at: Microsoft Foundry, Together and others speak
 * OpenAI's API but have models, prices and dates of their own.
 * @param baseUrl absent: the provider's own address; a loopback address counts as the provider itself
 * @param baseModel Vertex tunes open models (`publisher/model@version`) by rules and prices of their own
 */
export function platformOf(provider: string, baseUrl?: string, baseModel?: string): string {
  if (provider === "gemini" && baseModel !== undefined && /^[^/]+\/[^/@]+@[^/@]+$/.test(baseModel))
    return "vertex-open";
  if (provider !== "openai" || baseUrl === undefined) return provider;
  const host = new URL(baseUrl).hostname.toLowerCase();
  const within = (domain: string) => host === domain || host.endsWith(`.${domain}`);
  if (within("api.openai.com") || isLoopback(host)) return "openai";
  if (within("openai.azure.com") || within("services.ai.azure.com") || within("cognitiveservices.azure.com")) {
    return "azure-foundry";
  }
  if (within("together.xyz") || within("together.ai")) return "together";
  if (within("fireworks.ai")) return "fireworks";
  return "openai-compatible";
}

/** True for addresses that only this machine answers: nothing there can bill anybody. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, "");
  return name === "localhost" || name === "::1" || /^127(\.\d{1,3}){3}$/.test(name);
}

/** Tuning jobs that an ordinary account of this platform may have at once; undefined where nobody has told us. */
export function concurrentJobsOf(catalog: Catalog, platform: string): number | undefined {
  return catalog.platforms[platform]?.concurrentJobs?.value;
}
