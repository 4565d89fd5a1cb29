/** Asks, before anything is uploaded, whether the base model is still there for this account. Costs nothing. */
import type OpenAI from "openai";
import { APIError } from "openai";
import { type Clock, FlanstackError } from "../../../primitives";

/**
 * @throws FlanstackError when the account does not have the model, or the model was or is being shut down
 */
export async function checkBaseModel(model: string, client: OpenAI, clock: Clock): Promise<void> {
  const found = await client.models.retrieve(model).catch((error) => {
    if (!(error instanceof APIError) || error.status !== 404) throw error;
    // A server without this route answers 404 too, and only a real refusal names the model.
    if (error.code !== "model_not_found" && !error.message.includes(model)) return undefined;
    throw refused(model, "this account does not have it", error);
  });
  const shutdown = found?.shutdown_date;
  if (!shutdown) return;
  const time = Date.parse(shutdown);
  if (time <= clock.now()) throw refused(model, `it was shut down on ${shutdown.slice(0, 10)}`);
}

function refused(model: string, why: string, cause?: unknown): FlanstackError {
  return new FlanstackError(`${model} cannot be tuned: ${why}.`, {
    code: "base_model_unavailable",
    path: "flanstack:baseModel",
    fix: "Choose a base model that `flanstack catalog list` shows as tunable, or another provider.",
    cause,
  });
}
