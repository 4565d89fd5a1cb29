/** What an OpenAI account still has of tuned models: the models, when they stop, and the files they were trained on. */
import OpenAI, { APIError } from "openai";
import { type Catalog, findModel, platformOf } from "../../catalog";
import { FlanstackError } from "../../primitives";
import { isLoopback } from "../../tuning";
import { OPENAI_URL } from "../../tuning/adapters/openai";

export interface TunedModel {
  readonly provider: string;
  /** What is called: an `ft:` id, or an endpoint. */
  readonly model: string;
  readonly baseModel: string;
  /** First day on which it may stop; undefined: nobody says. */
  readonly endsOn?: string;
  /** Who says so. */
  readonly endSource?: "the provider's own list" | "the catalogue";
  readonly job: string;
  readonly trainingFile?: string;
  readonly validationFile?: string;
  readonly labels: Readonly<Record<string, string>>;
}

export interface OpenAiSource {
  readonly baseUrl: string;
  readonly platform: string;
  readonly isLoopback: boolean;
  readonly apiKey: string;
  list(): Promise<TunedModel[]>;
  /** The bytes of a file; undefined when the provider no longer stores it. */
  fetchFile(id: string): Promise<string | undefined>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** @returns undefined when no key is set for an address that wants one */
export function openAiSource(catalog: Catalog, environment: Environment): OpenAiSource | undefined {
  const baseUrl = environment.FLANSTACK_OPENAI_BASE_URL || environment.OPENAI_BASE_URL || OPENAI_URL;
  const apiKey = environment.OPENAI_API_KEY || (isLoopback(baseUrl) ? "sandbox" : undefined);
  if (apiKey === undefined) return undefined;
  const client = new OpenAI({ apiKey, baseURL: baseUrl, logLevel: "off", maxRetries: 3, timeout: 60_000 });
  const platform = platformOf("openai", baseUrl);

  async function shutdownOf(model: string): Promise<string | undefined> {
    try {
      const { shutdown_date: date } = (await client.models.retrieve(model)) as { shutdown_date?: string | null };
      return date?.slice(0, 10) ?? undefined;
    } catch (error) {
      if (error instanceof APIError && error.status === 404) return undefined; // gone, or a server without the route
      throw unreachable(error, model);
    }
  }

  return {
    baseUrl,
    platform,
    apiKey,
    isLoopback: isLoopback(baseUrl),
    async list() {
      const models: TunedModel[] = [];
      try {
        for await (const job of client.fineTuning.jobs.list({ limit: 100 })) {
          if (!job.fine_tuned_model) continue;
          const root = job.model.startsWith("ft:") ? job.model.split(":")[1]! : job.model;
          const live = await shutdownOf(job.fine_tuned_model);
          const known = findModel(catalog, platform, root)?.servesUntil ?? undefined;
          // The earlier of the two: a model that stops sooner than one of them says is the costlier mistake.
          const endsOn = [live, known].filter((date) => date !== undefined).sort()[0];
          models.push({
            provider: platform,
            model: job.fine_tuned_model,
            baseModel: root,
            job: job.id,
            labels: job.metadata ?? {},
            trainingFile: job.training_file,
            ...(job.validation_file ? { validationFile: job.validation_file } : {}),
            ...(endsOn === undefined
              ? {}
              : { endsOn, endSource: endsOn === live ? "the provider's own list" : "the catalogue" }),
          });
        }
      } catch (error) {
        throw unreachable(error, "fine_tuning/jobs");
      }
      return models;
    },
    async fetchFile(id) {
      try {
        return await (await client.files.content(id)).text();
      } catch (error) {
        if (error instanceof APIError && error.status === 404) return undefined;
        throw unreachable(error, id);
      }
    },
  };
}

function unreachable(error: unknown, subject: string): unknown {
  if (!(error instanceof APIError)) return error;
  return new FlanstackError(`OpenAI could not be asked about ${subject}: ${error.message.split("\n")[0]}`, {
    code: "provider_unreachable",
    path: subject,
    fix:
      error.status === 401 || error.status === 403
        ? "Check OPENAI_API_KEY and its permission to read jobs, models and files."
        : "Run again; what was fetched is kept.",
    isRetryable: error.status === undefined || error.status >= 429,
    cause: error,
  });
}
