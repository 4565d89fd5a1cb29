/** Models, endpoints and the operations that removing them gives: what clean-up after a tuned model needs. */
import { type Exchange, json, type Reply, type Route } from "../http/exchange";
import type { Transaction } from "../store/transaction";
import { refuse } from "./errors";
import { ENDPOINTS, type Endpoint, MODELS, OPERATIONS, type TunedModel } from "./job";
import { numberFrom } from "./job-life";
import { bodyOf, pageOf } from "./wire";

const PARENT = "/{version}/projects/{project}/locations/{location}";

export const modelRoutes: readonly Route[] = [
  { operation: "vertex.models.list", method: "GET", pattern: `${PARENT}/models`, handle: listModels },
  { operation: "vertex.models.get", method: "GET", pattern: `${PARENT}/models/{model}`, handle: getModel },
  { operation: "vertex.models.delete", method: "DELETE", pattern: `${PARENT}/models/{model}`, handle: deleteModel },
  { operation: "vertex.endpoints.list", method: "GET", pattern: `${PARENT}/endpoints`, handle: listEndpoints },
  { operation: "vertex.endpoints.get", method: "GET", pattern: `${PARENT}/endpoints/{endpoint}`, handle: getEndpoint },
  {
    operation: "vertex.endpoints.undeployModel",
    method: "POST",
    pattern: `${PARENT}/endpoints/{endpoint}:undeployModel`,
    handle: undeployModel,
  },
  {
    operation: "vertex.endpoints.delete",
    method: "DELETE",
    pattern: `${PARENT}/endpoints/{endpoint}`,
    handle: deleteEndpoint,
  },
  {
    operation: "vertex.operations.get",
    method: "GET",
    pattern: `${PARENT}/operations/{operation}`,
    handle: getOperation,
  },
  {
    operation: "vertex.operations.get",
    method: "GET",
    pattern: `${PARENT}/models/{model}/operations/{operation}`,
    handle: getOperation,
  },
  {
    operation: "vertex.operations.get",
    method: "GET",
    pattern: `${PARENT}/endpoints/{endpoint}/operations/{operation}`,
    handle: getOperation,
  },
];

function parentOf({ params }: Exchange): string {
  return `projects/${params.project}/locations/${params.location}`;
}

/** All versions of the model, newest first. */
function versionsOf(state: Transaction, name: string): TunedModel[] {
  return state
    .list<TunedModel>(MODELS)
    .filter((model) => model.name === name)
    .sort((left, right) => right.version - left.version);
}

function modelOf(exchange: Exchange): TunedModel {
  const [id, version] = exchange.params.model!.split("@");
  const versions = versionsOf(exchange.state, `${parentOf(exchange)}/models/${id}`);
  const isNumber = version !== undefined && /^\d+$/.test(version);
  const model = isNumber ? versions.find((candidate) => candidate.version === Number(version)) : versions[0];
  if (model === undefined)
    refuse(404, `The model ${parentOf(exchange)}/models/${exchange.params.model} does not exist.`);
  return model;
}

function renderModel(model: TunedModel): object {
  const time = new Date(model.createdAt).toISOString();
  return {
    name: model.name,
    versionId: String(model.version),
    versionAliases: model.version === 1 ? ["default"] : [],
    versionCreateTime: time,
    versionUpdateTime: time,
    displayName: model.displayName,
    labels: model.labels,
    createTime: time,
    updateTime: time,
    baseModelSource: { genieSource: { baseModelUri: `publishers/google/models/${model.baseModel}` } },
    ...(model.deployedTo.length > 0 ? { deployedModels: model.deployedTo } : {}),
  };
}

function listModels(exchange: Exchange): Reply {
  const names = new Map<string, TunedModel>();
  for (const model of exchange.state.list<TunedModel>(MODELS)) {
    if (!model.name.startsWith(`${parentOf(exchange)}/`)) continue;
    if (model.version > (names.get(model.name)?.version ?? 0)) names.set(model.name, model);
  }
  const sorted = [...names.values()].sort(
    (left, right) => right.createdAt - left.createdAt || (left.name < right.name ? -1 : 1),
  );
  const { items, nextPageToken } = pageOf(exchange.query, sorted);
  return json({ models: items.map(renderModel), ...(nextPageToken === undefined ? {} : { nextPageToken }) });
}

function getModel(exchange: Exchange): Reply {
  return json(renderModel(modelOf(exchange)));
}

function deleteModel(exchange: Exchange): Reply {
  const model = modelOf(exchange);
  const versions = versionsOf(exchange.state, model.name);
  if (versions.some((version) => version.deployedTo.length > 0)) {
    refuse(
      400,
      `The Model "${model.name}" is deployed or being deployed at the following Endpoint(s): ${versions.flatMap((version) => version.deployedTo.map(({ endpoint }) => endpoint)).join(", ")}.`,
      "FAILED_PRECONDITION",
    );
  }
  for (const version of versions) exchange.state.remove(MODELS, `${version.name}@${version.version}`);
  return done(
    exchange,
    `${model.name}/operations`,
    "DeleteOperationMetadata",
    "type.googleapis.com/google.protobuf.Empty",
  );
}

function endpointOf(exchange: Exchange): Endpoint {
  const name = `${parentOf(exchange)}/endpoints/${exchange.params.endpoint}`;
  const endpoint = exchange.state.get<Endpoint>(ENDPOINTS, name);
  if (endpoint === undefined) refuse(404, `Endpoint ${name} does not exist.`);
  return endpoint;
}

function renderEndpoint(endpoint: Endpoint): object {
  const time = new Date(endpoint.createdAt).toISOString();
  return {
    name: endpoint.name,
    displayName: endpoint.displayName,
    labels: endpoint.labels,
    createTime: time,
    updateTime: time,
    ...(endpoint.deployedModels.length === 0
      ? {}
      : {
          deployedModels: endpoint.deployedModels.map(({ id, model, createdAt }) => ({
            id,
            model: model.split("@")[0],
            modelVersionId: model.split("@")[1],
            displayName: endpoint.displayName,
            createTime: new Date(createdAt).toISOString(),
          })),
          trafficSplit: Object.fromEntries(endpoint.deployedModels.map(({ id }, index) => [id, index === 0 ? 100 : 0])),
        }),
  };
}

function listEndpoints(exchange: Exchange): Reply {
  const endpoints = exchange.state
    .list<Endpoint>(ENDPOINTS)
    .filter((endpoint) => endpoint.name.startsWith(`${parentOf(exchange)}/`))
    .sort((left, right) => right.createdAt - left.createdAt || (left.name < right.name ? -1 : 1));
  const { items, nextPageToken } = pageOf(exchange.query, endpoints);
  return json({ endpoints: items.map(renderEndpoint), ...(nextPageToken === undefined ? {} : { nextPageToken }) });
}

function getEndpoint(exchange: Exchange): Reply {
  return json(renderEndpoint(endpointOf(exchange)));
}

function undeployModel(exchange: Exchange): Reply {
  const { state } = exchange;
  const endpoint = endpointOf(exchange);
  const id = String(bodyOf(exchange).deployedModelId ?? "");
  const deployed = endpoint.deployedModels.find((candidate) => candidate.id === id);
  if (deployed === undefined) refuse(404, `DeployedModel ${id} is not deployed on Endpoint ${endpoint.name}.`);
  state.put(ENDPOINTS, endpoint.name, {
    ...endpoint,
    deployedModels: endpoint.deployedModels.filter((candidate) => candidate.id !== id),
  });
  const model = state.get<TunedModel>(MODELS, deployed.model);
  if (model !== undefined) {
    state.put(MODELS, deployed.model, {
      ...model,
      deployedTo: model.deployedTo.filter(({ deployedModelId }) => deployedModelId !== id),
    });
  }
  return done(
    exchange,
    `${endpoint.name}/operations`,
    "UndeployModelOperationMetadata",
    "type.googleapis.com/google.cloud.aiplatform.v1.UndeployModelResponse",
  );
}

function deleteEndpoint(exchange: Exchange): Reply {
  const endpoint = endpointOf(exchange);
  if (endpoint.deployedModels.length > 0) {
    refuse(
      400,
      `Endpoint "${endpoint.name}" has deployed or being-deployed DeployedModel(s). Undeploy them first.`,
      "FAILED_PRECONDITION",
    );
  }
  exchange.state.remove(ENDPOINTS, endpoint.name);
  return done(
    exchange,
    `${endpoint.name}/operations`,
    "DeleteOperationMetadata",
    "type.googleapis.com/google.protobuf.Empty",
  );
}

/** A long-running operation that is done at once; it can be asked for again. */
function done(exchange: Exchange, parent: string, metadataType: string, responseType: string): Reply {
  const { state, now } = exchange;
  const number = (state.get<{ value: number }>("vertex.counters", "operations")?.value ?? 0) + 1;
  state.put("vertex.counters", "operations", { value: number });
  const time = new Date(now).toISOString();
  const operation = {
    name: `${parent}/${numberFrom("operation", number)}`,
    metadata: {
      "@type": `type.googleapis.com/google.cloud.aiplatform.${exchange.params.version}.${metadataType}`,
      genericMetadata: { createTime: time, updateTime: time },
    },
    done: true,
    response: { "@type": responseType },
  };
  state.put(OPERATIONS, operation.name, operation);
  return json(operation);
}

function getOperation(exchange: Exchange): Reply {
  const name = exchange.path.split("/").slice(2).map(decodeURIComponent).join("/");
  const operation = exchange.state.get<object>(OPERATIONS, name);
  if (operation === undefined) refuse(404, `Operation ${name} does not exist.`);
  return json(operation);
}
