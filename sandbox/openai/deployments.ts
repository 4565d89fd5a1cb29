/** Deployments of Microsoft Foundry, as Azure's management API makes them: a tuned model answers under a deployment's name. */
import { type Exchange, json, type Reply, type Route } from "../http/exchange";
import { createRouter } from "../http/router";
import type { Service } from "../server";
import { OPENAI_MODELS, type OpenAiModel } from "./job";
import { isObject } from "./wire";

export const DEPLOYMENTS = "foundry.deployments";
const VERSIONS = ["2024-10-01", "2025-06-01"];

export interface Deployment {
  readonly name: string;
  readonly model: string;
  readonly sku: { readonly name: string; readonly capacity: number };
  readonly id: string;
}

const PATTERN =
  "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.CognitiveServices/accounts/{account}/deployments/{deployment}";

export function createFoundryService(): Service {
  const routes: Route[] = [
    { operation: "foundry.deployments.createOrUpdate", method: "PUT", pattern: PATTERN, handle: put },
    { operation: "foundry.deployments.get", method: "GET", pattern: PATTERN, handle: get },
    { operation: "foundry.deployments.delete", method: "DELETE", pattern: PATTERN, handle: remove },
  ];
  return {
    owns: (path) => path.startsWith("/subscriptions/"),
    router: createRouter(routes),
    renderError: (status, message) => failure(status, `Http${status}`, message),
    labels: () => undefined,
  };
}

function failure(status: number, code: string, message: string): Reply {
  return { status, body: { error: { code, message } } };
}

function versionProblem({ query }: Exchange): Reply | undefined {
  const version = query.get("api-version") ?? "";
  if (VERSIONS.includes(version)) return undefined;
  return failure(400, "InvalidApiVersionParameter", `The api-version '${version}' is invalid.`);
}

function put(exchange: Exchange): Reply {
  const { state, params, body } = exchange;
  const wrong = versionProblem(exchange);
  if (wrong !== undefined) return wrong;
  const given: unknown = JSON.parse(body.toString("utf8") || "{}");
  const { sku, properties } = (isObject(given) ? given : {}) as {
    sku?: { name?: unknown; capacity?: unknown };
    properties?: { model?: { format?: unknown; name?: unknown; version?: unknown } };
  };
  const model = properties?.model;
  if (typeof sku?.name !== "string" || model?.format !== "OpenAI" || typeof model.name !== "string") {
    return failure(
      400,
      "InvalidResourceProperties",
      "sku.name and properties.model {format, name, version} are required.",
    );
  }
  if (state.get<OpenAiModel>(OPENAI_MODELS, model.name) === undefined) {
    return failure(400, "DeploymentModelNotSupported", `The model '${model.name}' is not found.`);
  }
  const name = params.deployment!;
  const isNew = state.get(DEPLOYMENTS, name) === undefined;
  const deployment = {
    name,
    model: model.name,
    sku: { name: sku.name, capacity: Number(sku.capacity ?? 1) },
    id: exchange.path,
  };
  state.put(DEPLOYMENTS, name, deployment);
  return json(render(deployment), isNew ? 201 : 200);
}

function get(exchange: Exchange): Reply {
  const deployment = exchange.state.get<Deployment>(DEPLOYMENTS, exchange.params.deployment!);
  if (deployment !== undefined) return versionProblem(exchange) ?? json(render(deployment));
  return failure(404, "ResourceNotFound", `The deployment '${exchange.params.deployment}' was not found.`);
}

function remove(exchange: Exchange): Reply {
  const { state, params } = exchange;
  if (state.get(DEPLOYMENTS, params.deployment!) === undefined) return { status: 204 };
  state.remove(DEPLOYMENTS, params.deployment!);
  return { status: 200 };
}

function render({ id, name, model, sku }: Deployment): object {
  return {
    id,
    name,
    type: "Microsoft.CognitiveServices/accounts/deployments",
    sku,
    properties: { model: { format: "OpenAI", name: model, version: "1" }, provisioningState: "Succeeded" },
  };
}
