/**
 * What runs in Pulumi's dynamic-provider process. One object per resource type; the names are what the stored shims call.
 * Loading it starts the watch over the engine, when the process has one.
 */
import type { dynamic } from "@pulumi/pulumi";
import { evaluation as evaluationProvider } from "./evaluation-provider";
import { existingModel as existingModelProvider } from "./existing-model-provider";
import { endWithEngine, engineAddress } from "./process-life";
import { redact } from "./progress";
import { tunedModel as tunedModelProvider } from "./tuned-model-provider";
import { tuningJob as tuningJobProvider } from "./tuning-job-provider";

const address = engineAddress(process.argv.slice(2));
if (address !== undefined) endWithEngine(address);

export const existingModel = withoutSecrets(existingModelProvider);
export const tuningJob = withoutSecrets(tuningJobProvider);
export const tunedModel = withoutSecrets(tunedModelProvider);
export const evaluation = withoutSecrets(evaluationProvider);

/** No error leaves this process with the value of a secret variable in it. */
function withoutSecrets(provider: dynamic.ResourceProvider): dynamic.ResourceProvider {
  const guarded = Object.entries(provider).map(([name, method]) => [
    name,
    async (...given: unknown[]) => {
      try {
        return await (method as (...all: unknown[]) => Promise<unknown>)(...given);
      } catch (error) {
        if (error instanceof Error) {
          error.message = redact(error.message);
          error.stack = redact(error.stack ?? "");
        }
        throw error;
      }
    },
  ]);
  return Object.fromEntries(guarded);
}
