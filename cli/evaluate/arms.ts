/** What stands behind an arm's name: a Vertex endpoint or base model, an OpenAI-compatible model, or a file of answers. */
import { isLoopback } from "../../catalog";
import { createOpenAiClient, createVertexClient, type PredictionClient } from "../../inference";
import { FlanstackError } from "../../primitives";

type Environment = Readonly<Record<string, string | undefined>>;

export type Where =
  | {
      readonly kind: "endpoint";
      readonly platform: "gemini" | "openai";
      readonly client: PredictionClient;
      readonly baseUrl: string | undefined;
      /** A base model's name, where the address says it; a tuned endpoint does not. */
      readonly baseModel: string | undefined;
    }
  | { readonly kind: "file"; readonly file: string };

export const WHERE =
  "projects/…/endpoints/ID, projects/…/publishers/google/models/M, openai:MODEL, or a .jsonl file of answers";

/** @throws FlanstackError when the address is none of the three kinds */
export function whereOf(address: string, environment: Environment): Where {
  if (address.startsWith("projects/")) {
    const baseUrl = environment.FLANSTACK_VERTEX_BASE_URL || undefined;
    const baseModel = /\/publishers\/google\/models\/([^/]+)$/.exec(address)?.[1];
    return {
      kind: "endpoint",
      platform: "gemini",
      client: createVertexClient({ resource: address, baseUrl }),
      baseUrl,
      baseModel,
    };
  }
  if (address.startsWith("openai:")) {
    const model = address.slice("openai:".length);
    const baseUrl = environment.FLANSTACK_OPENAI_BASE_URL || environment.OPENAI_BASE_URL || undefined;
    const apiKey = environment.OPENAI_API_KEY || (isLocal(baseUrl) ? "local" : undefined);
    if (model === "") throw badAddress(address);
    if (apiKey === undefined) {
      throw new FlanstackError("No OpenAI key is set.", {
        code: "missing_key",
        path: "OPENAI_API_KEY",
        fix: "Set the environment variable OPENAI_API_KEY, or FLANSTACK_OPENAI_BASE_URL for a server of your own.",
      });
    }
    // ft:gpt-4.1-mini-2025-04-14:organisation::id names what it was tuned on.
    const baseModel = model.startsWith("ft:") ? undefined : model;
    return {
      kind: "endpoint",
      platform: "openai",
      client: createOpenAiClient({ model, baseUrl, apiKey }),
      baseUrl,
      baseModel,
    };
  }
  if (address.endsWith(".jsonl")) return { kind: "file", file: address };
  throw badAddress(address);
}

function badAddress(address: string): FlanstackError {
  return new FlanstackError(`"${address}" is no model to evaluate.`, {
    code: "bad_arm",
    path: "eval",
    fix: `Give ${WHERE}.`,
  });
}

/** Whether only this machine answers there: nothing can bill anybody. */
export function isLocal(baseUrl: string | undefined): boolean {
  return baseUrl !== undefined && isLoopback(new URL(baseUrl).hostname);
}

/** Whether the sandbox answers at this address: what it says is no model's quality. */
export async function isSandbox(baseUrl: string | undefined): Promise<boolean> {
  if (baseUrl === undefined || !isLocal(baseUrl)) return false;
  try {
    const reply = await fetch(new URL("/_sandbox/status", baseUrl), { signal: AbortSignal.timeout(5_000) });
    return reply.ok;
  } catch {
    return false;
  }
}
