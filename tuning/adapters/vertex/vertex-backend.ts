/**
 * Gemini tuning on Vertex over REST: five calls and the clean-up. The create request goes to v1 (preference tuning exists
 * and open models exist in v1beta1 only), reading to v1beta1, which also tells progress. Vertex has no idempotency key and no delete for jobs.
 */
import { type Clock, FlanstackError } from "../../../primitives";
import { accountOf } from "../../digest";
import type { JobView } from "../../job";
import { digestLabel, MANAGED_BY } from "../../labels";
import { isOpenModel } from "../../open-models";
import type { TuningBackend } from "../../ports";
import { createJsonClient, HttpFailure } from "../json-client";
import { VERTEX_ACCOUNT_URL, vertexHost } from "./addresses";
import { removeTunedModel } from "./clean-up";
import { checkSubmission, createBody, jobView, locationOf } from "./mapping";
import { outcomeOf } from "./refusals";
import { hasWeights, isWeights, removeWeights } from "./weights";
import { tuningJobListSchema, tuningJobSchema } from "./wire";

export interface VertexOptions {
  readonly project: string;
  /** Region of the jobs: `us-central1`, `europe-west4`. */
  readonly location: string;
  /** Replaces Google's hosts; FLANSTACK_VERTEX_BASE_URL. */
  readonly baseUrl?: string;
  /** Replaces Cloud Storage's address, where open models' weights lie; FLANSTACK_STORAGE_BASE_URL. */
  readonly storageBaseUrl?: string;
  /** Headers that carry the credentials. */
  readonly headers: () => Promise<Record<string, string>>;
  readonly clock: Clock;
  /** Jobs asked for at once when listing. Default 100. */
  readonly pageSize?: number;
  /** How long a request that only reads may take. Default 30 s. */
  readonly timeoutMilliseconds?: number;
}

/** Requests that only read are tried this often. */
const READ_ATTEMPTS = 3;
const PAGE_SIZE = 100;

export function createVertexBackend(options: VertexOptions): TuningBackend {
  const { project, location, baseUrl } = options;
  const call = createJsonClient(options);
  const host = vertexHost(location, baseUrl);
  const weightsPorts = { call, storageBaseUrl: options.storageBaseUrl };
  const parent = `projects/${project}/locations/${location}`;

  async function list(): Promise<JobView[]> {
    const jobs: JobView[] = [];
    let pageToken = "";
    do {
      const query = new URLSearchParams({
        pageSize: String(options.pageSize ?? PAGE_SIZE),
        ...(pageToken !== "" && { pageToken }),
      });
      const url = `${host}/v1beta1/${parent}/tuningJobs?${query}`;
      const page = tuningJobListSchema.parse(await read(url));
      jobs.push(...(page.tuningJobs ?? []).map(jobView));
      pageToken = page.nextPageToken ?? "";
    } while (pageToken !== "");
    return jobs;
  }

  function read(url: string): Promise<unknown> {
    return call({ method: "GET", url, attempts: READ_ATTEMPTS }).catch((error) => {
      throw readError(error, url);
    });
  }

  async function readOrMissing(url: string): Promise<unknown> {
    return read(url).catch((error) => {
      if ((error.cause as HttpFailure | undefined)?.status === 404) return undefined;
      throw error;
    });
  }

  return {
    provider: "gemini",
    account: accountOf(baseUrl ?? VERTEX_ACCOUNT_URL),
    methods: ["supervised", "preference"],
    async prepare(spec, submission) {
      checkSubmission(spec, submission);
      return submission;
    },
    list,
    async find(digest) {
      // Whether the service filters by label is unverified, so the list is matched here.
      const label = digestLabel(digest);
      return (await list()).filter((job) => job.labels.digest === label && job.labels["managed-by"] === MANAGED_BY);
    },
    async submit(spec, submission, { timeoutMilliseconds }) {
      const version = spec.method === "supervised" && !isOpenModel(spec.baseModel) ? "v1" : "v1beta1";
      const url = `${host}/${version}/${parent}/tuningJobs`;
      try {
        const reply = await call({
          method: "POST",
          url,
          body: createBody(spec, submission),
          timeoutMilliseconds,
          attempts: 1,
        });
        const parsed = tuningJobSchema.safeParse(reply);
        if (!parsed.success) return { kind: "unknown", cause: parsed.error };
        return { kind: "accepted", job: jobView(parsed.data) };
      } catch (error) {
        if (error instanceof HttpFailure) return outcomeOf(error, spec, submission);
        throw error;
      }
    },
    async status(name) {
      const reply = await readOrMissing(`${hostOf(name)}/v1beta1/${name}`);
      return reply === undefined ? undefined : jobView(tuningJobSchema.parse(reply));
    },
    async isServed(job) {
      const endpoint = job.tunedModel?.endpoint;
      if (endpoint === undefined) return false;
      if (isWeights(endpoint)) return hasWeights(endpoint, weightsPorts).catch(unreadable(endpoint));
      return (await readOrMissing(`${hostOf(endpoint)}/v1/${endpoint}`)) !== undefined;
    },
    async cancel(name) {
      await call({ method: "POST", url: `${hostOf(name)}/v1/${name}:cancel`, body: {}, attempts: READ_ATTEMPTS }).catch(
        (error) => {
          // A job that has ended meanwhile cannot be cancelled, which is as good.
          if (error instanceof HttpFailure && (error.status === 400 || error.status === 404 || error.status === 409))
            return;
          throw readError(error, name);
        },
      );
    },
    async removeModel(job) {
      const { model, endpoint } = job.tunedModel ?? {};
      if (isWeights(endpoint)) await removeWeights(endpoint, weightsPorts).catch(unreadable(endpoint));
      if (isWeights(model)) return;
      await removeTunedModel(job, { call, hostOf, clock: options.clock });
    },
  };

  function hostOf(resource: string): string {
    return vertexHost(locationOf(`/${resource}/`) ?? location, baseUrl);
  }
}

function unreadable(weights: string) {
  return (error: unknown): never => {
    if (!(error instanceof HttpFailure)) throw error;
    throw new FlanstackError(`The weights at ${weights} could not be looked at: ${error.message}`, {
      code: "provider_unreachable",
      path: weights,
      fix: "Give the caller roles/storage.objectUser on the bucket, or run again when it answers.",
      isRetryable: error.status === undefined || error.status >= 429,
      cause: error,
    });
  };
}

function readError(error: unknown, subject: string): unknown {
  if (!(error instanceof HttpFailure)) return error;
  const where = subject.startsWith("http") ? new URL(subject).pathname : subject;
  return new FlanstackError(`Vertex could not be asked about ${where}: ${error.message}`, {
    code: "provider_unreachable",
    path: where,
    fix:
      error.status === 403 || error.status === 401
        ? "Give the caller roles/aiplatform.user in this project."
        : "Run again when it answers; nothing was submitted by this step.",
    isRetryable: error.status === undefined || error.status >= 429,
    cause: error,
  });
}
