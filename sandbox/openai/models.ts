/** Models: list, retrieve with its shutdown date, delete a fine-tune. */
import { type Exchange, json, type Reply, type Route } from "../http/exchange";
import facts from "./base-models.json";
import { DEPLOYMENTS, type Deployment } from "./deployments";
import { refuse } from "./errors";
import { OPENAI_MODELS, type OpenAiModel } from "./job";
import { type JsonObject, seconds } from "./wire";

export const modelRoutes: readonly Route[] = [
  { operation: "openai.models.list", method: "GET", pattern: "/models", handle: listModels },
  { operation: "openai.models.retrieve", method: "GET", pattern: "/models/{model}", handle: retrieveModel },
  { operation: "openai.models.delete", method: "DELETE", pattern: "/models/{model}", handle: deleteModel },
];

interface ServedModel {
  readonly id: string;
  readonly blobs: readonly string[];
}

function shutdownOf(base: string): string | undefined {
  return (facts.models as Record<string, { shutdown?: string }>)[base]?.shutdown;
}

function baseOf(id: string): string {
  return (facts.aliases as Record<string, string>)[id] ?? id;
}

/** The model that answers under an id. @throws RefusedRequest 404 when there is none, or its base was shut down */
export function servedModel({ state, now }: Pick<Exchange, "state" | "now">, asked: string): ServedModel {
  const id = state.get<Deployment>(DEPLOYMENTS, asked)?.model ?? asked;
  const tuned = state.get<OpenAiModel>(OPENAI_MODELS, id);
  const base =
    tuned?.baseModel.startsWith("ft:") === true ? tuned.baseModel.split(":")[1]! : (tuned?.baseModel ?? baseOf(id));
  const shutdown = shutdownOf(base);
  const isKnown = tuned !== undefined || base in facts.models;
  if (!isKnown || (shutdown !== undefined && now >= Date.parse(shutdown))) {
    refuse(404, `The model \`${id}\` does not exist or you do not have access to it.`, "model_not_found", "model");
  }
  return { id: tuned?.id ?? base, blobs: tuned?.blobs ?? [] };
}

function render(id: string, createdAt: number, ownedBy: string, base: string): JsonObject {
  const shutdown = shutdownOf(base);
  return { id, object: "model", created: seconds(createdAt), owned_by: ownedBy, shutdown_date: shutdown ?? null };
}

function listModels({ state, now }: Exchange): Reply {
  const bases = Object.entries(facts.models as Record<string, { shutdown?: string }>)
    .filter(([, { shutdown }]) => shutdown === undefined || now < Date.parse(shutdown))
    .map(([id]) => render(id, Date.parse(facts.checkedOn), "openai", id));
  const tuned = state
    .list<OpenAiModel>(OPENAI_MODELS)
    .map((model) => render(model.id, model.createdAt, "org-sandbox", model.baseModel));
  return json({ object: "list", data: [...bases, ...tuned] });
}

function retrieveModel(exchange: Exchange): Reply {
  const id = exchange.params.model!;
  servedModel(exchange, id);
  const tuned = exchange.state.get<OpenAiModel>(OPENAI_MODELS, id);
  return json(
    tuned === undefined
      ? render(id, Date.parse(facts.checkedOn), "openai", baseOf(id))
      : render(id, tuned.createdAt, "org-sandbox", tuned.baseModel),
  );
}

function deleteModel({ state, params }: Exchange): Reply {
  const id = params.model!;
  if (state.get<OpenAiModel>(OPENAI_MODELS, id) === undefined) {
    if (baseOf(id) in facts.models)
      refuse(403, "You have insufficient permissions for this operation.", "insufficient_permissions");
    refuse(404, `The model '${id}' does not exist`, "model_not_found", "model");
  }
  state.remove(OPENAI_MODELS, id);
  return json({ id, object: "model", deleted: true });
}
