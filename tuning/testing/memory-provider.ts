/** A provider in memory: counts create requests and can lose replies, lag in its lists and refuse for quota. */
import { FlanstackError } from "../../primitives";
import type { JobState, JobView, Submission } from "../job";
import { labelsOf } from "../labels";
import type { SubmitOutcome, TuningBackend } from "../ports";

/** What happens to the n-th create request: done, or one of the ways it can go wrong. */
export type CreateFate = "reply" | "commit-then-drop" | "drop" | "late-commit" | "refuse" | "quota";

export interface MemoryProvider {
  readonly jobs: JobView[];
  /** Create requests that reached the provider, by digest. */
  readonly requests: string[];
  fates: CreateFate[];
  /** A list shows a job only this long after it was created. */
  listLagMilliseconds: number;
  limit: number;
  setState(name: string, state: JobState): void;
  /** Each run sees the provider through its own backend. */
  backend(checkpoint: () => Promise<void>): TuningBackend;
}

export function createMemoryProvider(
  now: () => number,
  sleep: (milliseconds: number) => Promise<void>,
): MemoryProvider {
  const provider: MemoryProvider = {
    jobs: [],
    requests: [],
    fates: [],
    listLagMilliseconds: 0,
    limit: Number.POSITIVE_INFINITY,
    setState(name, state) {
      const index = provider.jobs.findIndex((job) => job.name === name);
      const tunedModel = state === "succeeded" ? { model: `${name}/model`, endpoint: `${name}/endpoint` } : undefined;
      provider.jobs[index] = { ...provider.jobs[index]!, state, rawState: state.toUpperCase(), tunedModel };
    },
    backend: (checkpoint) => backendOf(provider, checkpoint, now, sleep),
  };
  return provider;
}

function backendOf(
  provider: MemoryProvider,
  checkpoint: () => Promise<void>,
  now: () => number,
  sleep: (milliseconds: number) => Promise<void>,
): TuningBackend {
  const { jobs } = provider;
  const visible = () => jobs.filter((job) => now() - Date.parse(job.createTime) >= provider.listLagMilliseconds);

  function commit(submission: Submission): JobView {
    const job: JobView = {
      name: `job-${jobs.length + 1}`,
      state: "running",
      rawState: "RUNNING",
      createTime: new Date(now()).toISOString(),
      labels: labelsOf(submission),
    };
    jobs.push(job);
    return job;
  }

  async function around<T>(work: () => T): Promise<T> {
    await checkpoint();
    const result = work();
    await checkpoint();
    return result;
  }

  return {
    provider: "gemini",
    account: "memory",
    methods: ["supervised"],
    prepare: async (_spec, submission) => submission,
    find: (digest) => around(() => visible().filter((job) => job.labels.digest === digest.slice(0, 32))),
    list: () => around(() => visible()),
    status: (name) => around(() => jobs.find((job) => job.name === name)),
    isServed: (job) => around(() => job.tunedModel?.endpoint !== undefined),
    cancel: (name) => around(() => provider.setState(name, "cancelled")),
    removeModel: () => around(() => undefined),
    async submit(_spec, submission, options): Promise<SubmitOutcome> {
      const givenUpAt = now() + options.timeoutMilliseconds;
      await checkpoint();
      if (now() >= givenUpAt) return { kind: "unknown", cause: new Error("timeout before anything was sent") };
      provider.requests.push(submission.digest);
      const live = jobs.filter((job) => job.state === "running").length;
      const fate = provider.fates.shift() ?? (live >= provider.limit ? "quota" : "reply");
      const outcome = await settle(fate);
      await checkpoint();
      return outcome;

      async function settle(chosen: CreateFate): Promise<SubmitOutcome> {
        switch (chosen) {
          case "reply":
            return { kind: "accepted", job: commit(submission) };
          case "commit-then-drop":
            commit(submission);
            return { kind: "unknown", cause: new Error("connection reset") };
          case "drop":
            return { kind: "unknown", cause: new Error("connection reset") };
          case "late-commit":
            // The client gives up at its deadline; the provider commits just then.
            await sleep(options.timeoutMilliseconds);
            commit(submission);
            return { kind: "unknown", cause: new Error("timeout") };
          case "refuse":
            return { kind: "refused", error: new FlanstackError("no permission", { code: "permission" }) };
          case "quota":
            return { kind: "quota", message: "RESOURCE_EXHAUSTED" };
        }
      }
    },
  };
}
