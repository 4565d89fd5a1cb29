/** Behind ExistingModel: asks whether the model answers to its name, and never creates, changes or deletes anything. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { dynamic } from "@pulumi/pulumi";
import { FlanstackError } from "../../primitives";
import { type JobView, modelKey, type NamedModel, parseModelName, type TuningSpec } from "../../tuning";
import { differs } from "./inputs";
import { backendOf } from "./provider-ports";

interface ExistingModelInputs {
  readonly agent: string;
  readonly model: string;
  readonly urn: string;
}

interface ExistingModelOutputs {
  readonly jobKey: string;
  readonly endpoint: string;
  readonly endpointLocation: string;
  readonly state: "served" | "missing";
  readonly provenance: "unknown";
}

type State = ExistingModelInputs & ExistingModelOutputs;

async function check(_olds: unknown, news: ExistingModelInputs): Promise<dynamic.CheckResult> {
  const named = parseModelName(news.model ?? "", "model");
  const failures = "fix" in named ? [{ property: "model", reason: `${named.message} ${named.fix}` }] : [];
  return { inputs: news, failures };
}

async function diff(_id: string, olds: State, news: ExistingModelInputs): Promise<dynamic.DiffResult> {
  const replaces = differs(olds.model, news.model) ? ["model"] : [];
  const changes = replaces.length > 0 || differs(olds.agent, news.agent);
  return { changes, replaces, deleteBeforeReplace: false };
}

async function create(inputs: ExistingModelInputs): Promise<dynamic.CreateResult> {
  const outputs = await look(inputs);
  if (outputs.state === "missing") {
    throw new FlanstackError(`${inputs.model}, declared for ${inputs.agent}, is served by nobody.`, {
      code: "model_not_served",
      path: inputs.agent,
      fix: "Check the name, the account and the address; a deleted endpoint or model does not come back.",
    });
  }
  return { id: outputs.jobKey, outs: { ...inputs, ...outputs } };
}

async function look({ model }: ExistingModelInputs): Promise<ExistingModelOutputs> {
  const named = parseModelName(model, "model");
  if ("fix" in named) throw FlanstackError.fromProblems("Existing model", [named]);
  const { account, served } = named.provider === "local" ? lookLocally(model) : await lookAt(named, model);
  return {
    jobKey: modelKey({ ...named, account, model }),
    endpoint: model,
    endpointLocation: named.location ?? "",
    state: served ? "served" : "missing",
    provenance: "unknown",
  };
}

/** An adapter as PEFT saves it; who serves it is another question. */
function lookLocally(model: string) {
  const folder = model.startsWith("file://") ? fileURLToPath(model) : resolve(model.replace(/^file:/, ""));
  return { account: "local", served: existsSync(join(folder, "adapter_config.json")) };
}

async function lookAt({ provider, project, location }: NamedModel, model: string) {
  const spec: TuningSpec = {
    provider,
    method: "supervised",
    baseModel: "",
    hyperparameters: {},
    trainDigest: "",
    generation: 1,
  };
  const owner = { project: "", stack: "", agent: "" };
  const inputs = {
    spec,
    digest: "",
    project,
    location,
    ledger: "",
    owner,
    onDelete: "retain",
    wait: {},
    urn: "",
  } as const;
  const backend = backendOf(inputs);
  const job: JobView = {
    name: model,
    state: "succeeded",
    rawState: "",
    createTime: "",
    labels: {},
    tunedModel: { model, endpoint: model },
  };
  return { account: backend.account, served: await backend.isServed(job) };
}

async function update(_id: string, olds: State, news: ExistingModelInputs): Promise<dynamic.UpdateResult> {
  return { outs: { ...olds, ...news } };
}

/** Never drops the resource: a model that is gone shows as missing. */
async function read(id: string, props: State): Promise<dynamic.ReadResult> {
  const { agent, model, urn } = props;
  const { state } = await look(props);
  return { id, props: { ...props, state }, inputs: { agent, model, urn } };
}

/** It was made elsewhere, and stays. */
async function remove(): Promise<void> {}

export const existingModel: dynamic.ResourceProvider = { check, diff, create, update, read, delete: remove };
