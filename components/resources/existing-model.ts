/**
 * ExistingModel: a tuned model made elsewhere, declared without training data. Nothing is created, and destroy touches
 * nothing; its provenance is unknown, and says so. Its key stands wherever a job key does.
 */
import { type CustomResourceOptions, createUrn, dynamic, type Output } from "@pulumi/pulumi";
import { existingModelProvider } from "./dynamic-provider";
import { EXISTING_MODEL_TYPE, MODULE, typeToken } from "./type-tokens";

export interface ExistingModelArgs {
  readonly agent: string;
  /** A Vertex endpoint (`projects/P/locations/L/endpoints/ID`), an OpenAI model (`ft:...`), or a LoRA adapter's folder. */
  readonly model: string;
}

export class ExistingModel extends dynamic.Resource {
  /** Names the model by provider, account, location and id: 64 hex, as a job key. */
  declare readonly jobKey: Output<string>;
  /** What inference calls. */
  declare readonly endpoint: Output<string>;
  /** Location of the endpoint; empty where the provider has none. */
  declare readonly endpointLocation: Output<string>;
  /** `served` when last looked at, else `missing`. */
  declare readonly state: Output<"served" | "missing">;
  /** Always `unknown`: nobody here knows what it was trained on. */
  declare readonly provenance: Output<"unknown">;
  declare readonly model: Output<string>;

  constructor(name: string, { agent, model }: ExistingModelArgs, options?: CustomResourceOptions) {
    super(
      existingModelProvider,
      name,
      {
        agent,
        model,
        urn: createUrn(name, typeToken(EXISTING_MODEL_TYPE), options?.parent),
        jobKey: undefined,
        endpoint: undefined,
        endpointLocation: undefined,
        state: undefined,
        provenance: undefined,
      },
      options,
      MODULE,
      EXISTING_MODEL_TYPE,
    );
  }
}
