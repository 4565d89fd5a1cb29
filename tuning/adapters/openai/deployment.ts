/**
 * Deployments at Microsoft Foundry: there a tuned model answers only through a deployment, made by Azure's management API
 * (Microsoft.CognitiveServices accounts/deployments, 2024-10-01). A deployment is named after its model, so that making it
 * again changes nothing. It costs by the hour: it is made only where an account is named for it.
 */
import { type Clock, FlanstackError, sha256 } from "../../../primitives";
import { createJsonClient, HttpFailure } from "../json-client";

export interface DeploymentOptions {
  /** `/subscriptions/S/resourceGroups/G/providers/Microsoft.CognitiveServices/accounts/A` */
  readonly account: string;
  /** Token for the management API: `az account get-access-token --resource https://management.azure.com`. */
  readonly token: string;
  /** Default: Azure's own. */
  readonly managementUrl?: string;
  /** `standard` (billed by the hour), `developertier` (lives for 24 hours), `globalstandard`. Default `standard`. */
  readonly sku?: string;
  readonly clock: Clock;
  readonly timeoutMilliseconds?: number;
}

export interface Deployments {
  /** The deployment that serves a model, whether it exists or not: what inference calls. */
  nameOf(model: string): string;
  exists(model: string): Promise<boolean>;
  /** Makes the deployment unless it is there, and waits until it answers. */
  ensure(model: string): Promise<string>;
  /** What is already gone is no error. */
  remove(model: string): Promise<void>;
}

const MANAGEMENT_URL = "https://management.azure.com";
const API_VERSION = "2024-10-01";
const READY_MINUTES = 30;
const NAME_LENGTH = 64;

interface Deployment {
  readonly properties?: { readonly provisioningState?: string };
}

export function createDeployments(options: DeploymentOptions): Deployments {
  const { clock, token } = options;
  const headers = async () => ({ authorization: `Bearer ${token}` });
  const call = createJsonClient({ headers, clock, timeoutMilliseconds: options.timeoutMilliseconds });
  const host = (options.managementUrl ?? MANAGEMENT_URL).replace(/\/+$/, "");

  function nameOf(model: string): string {
    const readable = model.toLowerCase().replace(/[^a-z0-9]+/g, "-");
    return `${readable.slice(0, NAME_LENGTH - 9).replace(/^-+|-+$/g, "")}-${sha256(model).slice(0, 8)}`;
  }

  async function send(method: "GET" | "PUT" | "DELETE", model: string, body?: object): Promise<Deployment | undefined> {
    const url = `${host}${options.account}/deployments/${nameOf(model)}?api-version=${API_VERSION}`;
    // Each may be repeated: it reads, or it names the one deployment that it makes or removes.
    return call({ method, url, body, attempts: 3 }).catch((error) => {
      if (method !== "PUT" && error instanceof HttpFailure && error.status === 404) return undefined;
      throw failed(model, error);
    }) as Promise<Deployment | undefined>;
  }

  return {
    nameOf,
    exists: async (model) => (await send("GET", model))?.properties?.provisioningState === "Succeeded",
    async ensure(model) {
      const givenUpAt = clock.now() + READY_MINUTES * 60_000;
      const wanted = {
        sku: { name: options.sku ?? "standard", capacity: 1 },
        properties: { model: { format: "OpenAI", name: model, version: "1" } },
      };
      let deployment = (await send("GET", model)) ?? (await send("PUT", model, wanted));
      for (
        let pause = 500;
        deployment?.properties?.provisioningState !== "Succeeded";
        pause = Math.min(pause * 2, 15_000)
      ) {
        const state = deployment?.properties?.provisioningState ?? "gone";
        if (["Failed", "Canceled", "Disabled", "gone"].includes(state) || clock.now() > givenUpAt) {
          throw failed(model, new Error(`its deployment is ${state}`));
        }
        await clock.sleep(pause);
        deployment = await send("GET", model);
      }
      return nameOf(model);
    },
    async remove(model) {
      await send("DELETE", model);
    },
  };
}

function failed(model: string, cause: unknown): FlanstackError {
  const { status, message } = cause as { status?: number; message: string };
  return new FlanstackError(`${model} could not be deployed at Foundry or asked for there: ${message.split("\n")[0]}`, {
    code: "deployment_failed",
    path: "FLANSTACK_FOUNDRY_ACCOUNT",
    fix:
      status === 401 || status === 403
        ? "Renew AZURE_MANAGEMENT_TOKEN (az account get-access-token --resource https://management.azure.com), and give the caller the role Cognitive Services Contributor."
        : "Check FLANSTACK_FOUNDRY_ACCOUNT and the region's quota for deployments, then run up again: the model is kept.",
    isRetryable: status === undefined || status >= 429,
    cause,
  });
}
