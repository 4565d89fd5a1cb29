/** Removes what a tuning job made, in the order Vertex demands: undeploy, delete endpoint, delete model. */
import { type Clock, FlanstackError } from "../../../primitives";
import type { JobView } from "../../job";
import { HttpFailure, type JsonClient, type JsonRequest } from "../json-client";
import { endpointSchema, operationSchema } from "./wire";

export interface CleanUpPorts {
  readonly call: JsonClient;
  readonly hostOf: (resource: string) => string;
  readonly clock: Clock;
}

/** One operation is waited for this long. */
const OPERATION_MINUTES = 10;

/** Endpoints of all checkpoints, then the model. What is already gone is no error. */
export async function removeTunedModel(job: JobView, ports: CleanUpPorts): Promise<void> {
  const { tunedModel } = job;
  if (tunedModel === undefined) return;
  const endpoints = [tunedModel.endpoint, ...(tunedModel.checkpoints ?? []).map((checkpoint) => checkpoint.endpoint)];
  for (const endpoint of new Set(endpoints))
    if (endpoint?.startsWith("projects/")) await removeEndpoint(endpoint, ports);
  const model = tunedModel.model.replace(/@[^/]*$/, "");
  await operate({ method: "DELETE", url: `${ports.hostOf(model)}/v1/${model}`, attempts: 3 }, model, ports);
}

async function removeEndpoint(endpoint: string, ports: CleanUpPorts): Promise<void> {
  const url = `${ports.hostOf(endpoint)}/v1/${endpoint}`;
  const reply = await ports.call({ method: "GET", url, attempts: 3 }).catch(ignoreMissing);
  if (reply === undefined) return;
  for (const { id } of endpointSchema.parse(reply).deployedModels ?? []) {
    const body = { deployedModelId: id };
    await operate({ method: "POST", url: `${url}:undeployModel`, body, attempts: 3 }, endpoint, ports);
  }
  await operate({ method: "DELETE", url, attempts: 3 }, endpoint, ports);
}

/** Starts a long-running operation and waits for its end. */
async function operate(request: JsonRequest, resource: string, ports: CleanUpPorts): Promise<void> {
  const reply = await ports.call(request).catch(ignoreMissing);
  if (reply === undefined) return;
  let operation = operationSchema.parse(reply);
  const givenUpAt = ports.clock.now() + OPERATION_MINUTES * 60_000;
  for (let pause = 200; operation.done !== true; pause = Math.min(pause * 2, 10_000)) {
    if (ports.clock.now() > givenUpAt) throw stuck(resource, `operation ${operation.name} does not end`);
    await ports.clock.sleep(pause);
    const url = `${ports.hostOf(operation.name)}/v1/${operation.name}`;
    operation = operationSchema.parse(await ports.call({ method: "GET", url, attempts: 3 }));
  }
  if (operation.error !== undefined) throw stuck(resource, operation.error.message ?? "no message");
}

function stuck(resource: string, why: string): FlanstackError {
  return new FlanstackError(`${resource} could not be removed: ${why}`, {
    code: "remove_failed",
    path: resource,
    fix: "Run destroy again, or remove it by hand in this order: undeploy, endpoint, model.",
  });
}

function ignoreMissing(error: unknown): undefined {
  if (error instanceof HttpFailure && error.status === 404) return undefined;
  throw error;
}
