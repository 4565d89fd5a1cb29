/**
 * The ports of one purchase, from its inputs and this process's environment. Addresses and secrets come from the
 * environment alone; they are read at each use, so nothing of them is ever stored.
 */
import { randomUUID } from "node:crypto";
import { resolve } from "node:path";
import { FlanstackError, systemClock } from "../../primitives";
import {
  type AdoptionPorts,
  type AdoptionTimes,
  createQuotaGate,
  DEFAULT_TIMES,
  isLoopback,
  openFileJournal,
  openLedger,
  type QuotaGate,
  type TuningBackend,
} from "../../tuning";
import { localBackendFrom } from "../../tuning/adapters/local";
import { createDeployments, createOpenAiBackend, type Deployments, OPENAI_URL } from "../../tuning/adapters/openai";
import { createVertexBackend, vertexHeaders } from "../../tuning/adapters/vertex";
import type { WaitArgs } from "./arguments";
import type { SharedInputs } from "./inputs";
import { engineAddress, section } from "./process-life";
import { createProgress } from "./progress";

type Environment = Readonly<Record<string, string | undefined>>;

/** The provider account that these inputs are billed to. @throws FlanstackError when this build cannot drive it */
export function backendOf(inputs: SharedInputs, environment: Environment = process.env): TuningBackend {
  const { provider } = inputs.spec;
  const timeoutMilliseconds = secondsOf(environment, "FLANSTACK_REQUEST_TIMEOUT_SECONDS");
  switch (provider) {
    case "gemini": {
      const baseUrl = environment.FLANSTACK_VERTEX_BASE_URL || undefined;
      const { project = "", location = "" } = inputs;
      return createVertexBackend({
        project,
        location,
        baseUrl,
        storageBaseUrl: environment.FLANSTACK_STORAGE_BASE_URL || undefined,
        headers: vertexHeaders(baseUrl),
        clock: systemClock,
        timeoutMilliseconds,
      });
    }
    case "openai": {
      const baseUrl = environment.FLANSTACK_OPENAI_BASE_URL || environment.OPENAI_BASE_URL || OPENAI_URL;
      const apiKey = environment.OPENAI_API_KEY || (isLoopback(baseUrl) ? "sandbox" : undefined);
      if (apiKey === undefined) {
        throw new FlanstackError("No OpenAI key is set.", {
          code: "missing_key",
          path: "OPENAI_API_KEY",
          fix: "Set the environment variable OPENAI_API_KEY; it is never read from configuration.",
        });
      }
      const deployments = deploymentsOf(environment, timeoutMilliseconds);
      const { project } = inputs;
      return createOpenAiBackend({ apiKey, baseUrl, project, clock: systemClock, timeoutMilliseconds, deployments });
    }
    case "local":
      return localBackendFrom(environment);
  }
}

/** Where tuned models are deployed: only when an account is named for it, because a deployment costs by the hour. */
function deploymentsOf(environment: Environment, timeoutMilliseconds: number | undefined): Deployments | undefined {
  const account = environment.FLANSTACK_FOUNDRY_ACCOUNT?.replace(/\/+$/, "");
  if (!account) return undefined;
  const managementUrl = environment.FLANSTACK_FOUNDRY_MANAGEMENT_URL || undefined;
  const isSandbox = managementUrl !== undefined && isLoopback(managementUrl);
  const token = environment.AZURE_MANAGEMENT_TOKEN || (isSandbox ? "sandbox" : undefined);
  const isAccount =
    /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.CognitiveServices\/accounts\/[^/]+$/;
  if (token === undefined || !isAccount.test(account)) {
    throw new FlanstackError(
      "Deployments at Foundry need an account's resource id and a token for Azure's management API.",
      {
        code: "foundry_account",
        path: token === undefined ? "AZURE_MANAGEMENT_TOKEN" : "FLANSTACK_FOUNDRY_ACCOUNT",
        fix: "Set FLANSTACK_FOUNDRY_ACCOUNT=/subscriptions/S/resourceGroups/G/providers/Microsoft.CognitiveServices/accounts/A and AZURE_MANAGEMENT_TOKEN=$(az account get-access-token --resource https://management.azure.com --query accessToken -o tsv), or unset the first.",
      },
    );
  }
  const sku = environment.FLANSTACK_FOUNDRY_SKU || undefined;
  return createDeployments({ account, token, managementUrl, sku, clock: systemClock, timeoutMilliseconds });
}

export function portsOf(inputs: SharedInputs, environment: Environment = process.env): AdoptionPorts {
  return {
    backend: backendOf(inputs, environment),
    ledger: openLedger(inputs.ledger, {
      clock: systemClock,
      storageBaseUrl: environment.FLANSTACK_STORAGE_BASE_URL || undefined,
      timeoutMilliseconds: secondsOf(environment, "FLANSTACK_REQUEST_TIMEOUT_SECONDS"),
    }),
    journal: openFileJournal(resolve(environment.FLANSTACK_JOURNAL || ".flanstack/journal")),
    clock: systemClock,
    log: createProgress(engineAddress(process.argv.slice(2)), inputs.urn),
    newNonce: randomUUID,
    section,
  };
}

/** Deadlines of a submission, which tests and the local stack make short. */
export function timesOf(environment: Environment = process.env): AdoptionTimes {
  const seconds = (name: string, fallback: number) => secondsOf(environment, name) ?? fallback;
  return {
    createDeadlineMilliseconds: seconds("FLANSTACK_CREATE_DEADLINE_SECONDS", DEFAULT_TIMES.createDeadlineMilliseconds),
    settleMilliseconds: seconds("FLANSTACK_SETTLE_SECONDS", DEFAULT_TIMES.settleMilliseconds),
    pollMilliseconds: seconds("FLANSTACK_POLL_SECONDS", DEFAULT_TIMES.pollMilliseconds),
    quotaRetryMilliseconds: seconds("FLANSTACK_QUOTA_RETRY_SECONDS", DEFAULT_TIMES.quotaRetryMilliseconds),
  };
}

/** A variable in seconds, as milliseconds; undefined when it is not set. */
function secondsOf(environment: Environment, name: string): number | undefined {
  const text = environment[name];
  if (text === undefined || text === "") return undefined;
  const value = Number(text);
  if (value > 0) return value * 1000;
  throw new FlanstackError(`${name} is ${text}.`, {
    code: "environment",
    path: name,
    fix: "Give a number of seconds above 0, or unset it.",
  });
}

const gates = new Map<string, QuotaGate>();

/** One gate per account, project and location in this process. */
export function quotaOf(
  inputs: SharedInputs & { readonly concurrentJobs?: number },
  backend: TuningBackend,
): QuotaGate {
  const { project, location, concurrentJobs } = inputs;
  const key = JSON.stringify([backend.account, project, location, concurrentJobs]);
  const gate = gates.get(key) ?? createQuotaGate(concurrentJobs);
  gates.set(key, gate);
  return gate;
}

/** Whether `up` stays until the end: as told, and by default not under CI, where nobody wants a lock held for hours. */
export function staysUntilEnd(wait: WaitArgs, environment: Environment = process.env): boolean {
  const mode = wait.mode ?? "auto";
  if (mode !== "auto") return mode;
  return ["", "0", "false"].includes((environment.CI ?? "").toLowerCase());
}
