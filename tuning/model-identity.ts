/**
 * A tuned model that was made elsewhere: nobody here knows its data, so its identity is what it is called and by whom. The
 * key made from it stands wherever a job key does.
 */
import { digestOf, type Problem } from "../primitives";
import type { TuningProvider } from "./job";

export interface ModelIdentity {
  readonly provider: TuningProvider;
  /** Who is billed for calls: `accountOf(...)`; `local` for an adapter on this machine. */
  readonly account: string;
  readonly project?: string;
  readonly location?: string;
  /** `projects/P/locations/L/endpoints/ID`, `ft:...`, or the folder of a LoRA adapter. */
  readonly model: string;
}

/** SHA-256 (64 hex) naming one model made elsewhere. */
export function modelKey({ provider, account, project, location, model }: ModelIdentity): string {
  return digestOf({
    kind: "existing-model",
    provider,
    account,
    project: project || undefined,
    location: location || undefined,
    model,
  });
}

/** What a model's name says about itself. */
export interface NamedModel {
  readonly provider: TuningProvider;
  readonly project?: string;
  readonly location?: string;
}

const ENDPOINT = /^projects\/([^/]+)\/locations\/([^/]+)\/endpoints\/[^/]+$/;

/** @returns what the name tells, or what is wrong with it; `path` names the setting or argument it came from */
export function parseModelName(model: string, path: string): NamedModel | Problem {
  const endpoint = ENDPOINT.exec(model);
  if (endpoint !== null) return { provider: "gemini", project: endpoint[1]!, location: endpoint[2]! };
  if (/^ft:[^:\s]+:.+/.test(model)) return { provider: "openai" };
  if (/^(\.{0,2}\/|file:)\S/.test(model)) return { provider: "local" };
  const isModelResource = /^projects\/[^/]+\/locations\/[^/]+\/models\//.test(model);
  return {
    code: "existing_model",
    path,
    message: `${model.slice(0, 120)} names no tuned model.`,
    fix: isModelResource
      ? "Give the endpoint that serves it: projects/P/locations/L/endpoints/ID."
      : "Give a Vertex endpoint (projects/P/locations/L/endpoints/ID), an OpenAI model (ft:...) or the folder of a LoRA adapter (/path or ./path).",
  };
}
