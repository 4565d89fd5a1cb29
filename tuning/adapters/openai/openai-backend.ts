/**
 * Tuning at OpenAI, and at whatever speaks its API (base URL). The API has no idempotency key: the client's own retries are
 * off for the create request, and the digest in the job's metadata is what adoption finds.
 */
import OpenAI, { APIError } from "openai";
import type { FineTuningJob } from "openai/resources/fine-tuning/jobs";
import { type Clock, FlanstackError } from "../../../primitives";
import { accountOf } from "../../digest";
import type { Checkpoint, JobProgress, JobView } from "../../job";
import { digestLabel, MANAGED_BY } from "../../labels";
import type { TuningBackend } from "../../ports";
import type { Deployments } from "./deployment";
import { ensureFile } from "./files";
import { checkSubmission, createBody, jobView } from "./mapping";
import { type MetricPoint, parseResultFile } from "./metrics";
import { checkBaseModel } from "./preflight";
import { outcomeOf, readError } from "./refusals";

export const OPENAI_URL = "https://api.openai.com/v1";

export interface OpenAiOptions {
  readonly apiKey: string;
  /** Default: OpenAI's own. */
  readonly baseUrl?: string;
  /** OpenAI project that is billed. */
  readonly project?: string;
  readonly clock: Clock;
  /** Where relative file paths start. Default: the work directory. */
  readonly directory?: string;
  /** Where tuned models are deployed (Microsoft Foundry); absent: they answer under their own id. */
  readonly deployments?: Deployments;
  /** Jobs asked for at once when listing. Default 100. */
  readonly pageSize?: number;
  /** How long a request other than the create request may take. Default 30 s. */
  readonly timeoutMilliseconds?: number;
}

export interface OpenAiBackend extends TuningBackend {
  /** Loss and accuracy of a finished job by step; empty when the provider gives no result file. */
  metrics(job: JobView): Promise<MetricPoint[]>;
}

const PAGE_SIZE = 100;

export function createOpenAiBackend(options: OpenAiOptions): OpenAiBackend {
  const baseURL = (options.baseUrl ?? OPENAI_URL).replace(/\/+$/, "");
  const client = new OpenAI({
    apiKey: options.apiKey,
    baseURL,
    project: options.project || null,
    maxRetries: 2,
    timeout: options.timeoutMilliseconds ?? 30_000,
    logLevel: "off",
  });
  const ports = { client, clock: options.clock, directory: options.directory ?? process.cwd() };

  async function listJobs(metadata?: Record<string, string>): Promise<JobView[]> {
    const views: JobView[] = [];
    try {
      for await (const job of client.fineTuning.jobs.list({
        limit: options.pageSize ?? PAGE_SIZE,
        ...(metadata && { metadata }),
      })) {
        views.push(jobView(job));
      }
    } catch (error) {
      throw readError(error, "its list of jobs");
    }
    return views;
  }

  /** At Foundry a model answers under its deployment's name. */
  function deployed(job: JobView): JobView {
    const { tunedModel } = job;
    if (tunedModel === undefined || options.deployments === undefined) return job;
    return { ...job, tunedModel: { ...tunedModel, endpoint: options.deployments.nameOf(tunedModel.model) } };
  }

  async function retrieve(name: string): Promise<FineTuningJob | undefined> {
    return client.fineTuning.jobs.retrieve(name).catch((error) => {
      if (error instanceof APIError && error.status === 404) return undefined;
      throw readError(error, name);
    });
  }

  async function checkpointsOf(name: string): Promise<Checkpoint[]> {
    const checkpoints: Checkpoint[] = [];
    for await (const point of client.fineTuning.jobs.checkpoints.list(name)) {
      checkpoints.push({ id: point.id, step: point.step_number, endpoint: point.fine_tuned_model_checkpoint });
    }
    return checkpoints.sort((left, right) => left.step! - right.step!);
  }

  return {
    provider: "openai",
    account: accountOf(baseURL),
    methods: ["supervised", "preference"],
    async prepare(spec, submission) {
      checkSubmission(spec, submission);
      const { owner } = submission;
      const { train, validation } = submission;
      try {
        await checkBaseModel(submission.parentModel ?? spec.baseModel, client, options.clock);
        const trainId = await ensureFile({ path: train.path!, owner, split: "train", digest: spec.trainDigest }, ports);
        const validationId =
          validation?.path === undefined
            ? undefined
            : await ensureFile({ path: validation.path, owner, split: "validation" }, ports);
        return {
          ...submission,
          train: { ...train, uri: trainId },
          validation: validationId === undefined ? undefined : { ...validation, uri: validationId },
        };
      } catch (error) {
        throw readError(error, spec.baseModel);
      }
    },
    list: () => listJobs(),
    async find(digest) {
      const label = digestLabel(digest);
      // Matched here too: not every server that speaks this API knows the filter.
      return (await listJobs({ digest: label })).filter(
        (job) => job.labels.digest === label && job.labels["managed-by"] === MANAGED_BY,
      );
    },
    async submit(spec, submission, { timeoutMilliseconds }) {
      try {
        const body = createBody(spec, submission);
        const job = await client.fineTuning.jobs.create(body, { maxRetries: 0, timeout: timeoutMilliseconds });
        if (typeof job?.id !== "string") return { kind: "unknown", cause: new Error("the reply names no job") };
        return { kind: "accepted", job: jobView(job) };
      } catch (error) {
        return outcomeOf(error, spec, submission);
      }
    },
    async status(name) {
      const job = await retrieve(name);
      if (job === undefined) return undefined;
      // A server without checkpoints still has the model.
      const checkpoints = job.status === "succeeded" ? await checkpointsOf(name).catch(() => undefined) : undefined;
      return deployed(jobView(job, checkpoints));
    },
    async isServed(job) {
      const model = job.tunedModel?.model;
      if (model === undefined) return false;
      // A deployment that is missing can be made again at no new purchase: the model is what counts.
      return client.models.retrieve(model).then(
        () => true,
        (error) => {
          if (error instanceof APIError && error.status === 404) return false;
          throw readError(error, model);
        },
      );
    },
    async cancel(name) {
      await client.fineTuning.jobs.cancel(name).catch((error) => {
        // A job that has ended meanwhile cannot be cancelled, which is as good.
        if (error instanceof APIError && [400, 404, 409].includes(error.status ?? 0)) return;
        throw readError(error, name);
      });
    },
    async removeModel(job) {
      const { model, checkpoints = [] } = job.tunedModel ?? {};
      if (model !== undefined) await options.deployments?.remove(model);
      const models = new Set([...checkpoints.map((checkpoint) => checkpoint.endpoint), model]);
      for (const each of models) {
        if (each === undefined) continue;
        await client.models.delete(each).catch((error) => {
          if (error instanceof APIError && error.status === 404) return;
          throw removeError(error, each);
        });
      }
    },
    async serve(job) {
      const model = job.tunedModel?.model;
      if (model !== undefined) await options.deployments?.ensure(model);
    },
    async progress(job): Promise<JobProgress | undefined> {
      const events = await client.fineTuning.jobs.listEvents(job.name, { limit: 10 }).catch(() => undefined);
      const metrics = events?.data.find((event) => event.type === "metrics")?.data as
        | Record<string, unknown>
        | undefined;
      const latest = events?.data.find((event) => event.type !== "metrics")?.message;
      const step = Number(metrics?.step);
      const totalSteps = Number(metrics?.total_steps);
      return {
        ...job.progress,
        ...(Number.isFinite(step) && { step }),
        ...(Number.isFinite(totalSteps) && { totalSteps }),
        ...(latest !== undefined && job.progress?.detail === undefined && { detail: `${job.rawState} (${latest})` }),
      };
    },
    async validationLoss(job) {
      const losses = (await metrics(job)).flatMap((point) => point.fullValidationLoss ?? point.validationLoss ?? []);
      return losses.at(-1);
    },
    metrics,
  };

  async function metrics(job: JobView): Promise<MetricPoint[]> {
    const [file] = (await retrieve(job.name))?.result_files ?? [];
    if (file === undefined) return [];
    try {
      return parseResultFile(await (await client.files.content(file)).text());
    } catch (error) {
      throw readError(error, `result file ${file}`);
    }
  }
}

function removeError(error: unknown, model: string): unknown {
  if (!(error instanceof APIError)) return error;
  return new FlanstackError(`${model} could not be removed: ${error.message.split("\n")[0]}`, {
    code: "remove_failed",
    path: model,
    fix: error.status === 403 ? "Deleting a model needs the organisation's Owner role." : "Run destroy again.",
    isRetryable: error.status === undefined || error.status >= 429,
    cause: error,
  });
}
