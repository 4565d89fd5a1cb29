/** Fine-tuning jobs: create, list, retrieve, cancel, pause, resume, events, checkpoints. */
import type { SandboxClock } from "../clock";
import { type Exchange, json, type Reply, type Route } from "../http/exchange";
import { acceptJob } from "./create-job";
import { refuse } from "./errors";
import { checkpointsOf, eventsOf } from "./events";
import {
  OPENAI_JOBS,
  OPENAI_ORDERS,
  type OpenAiJob,
  type OpenAiOrder,
  renderOpenAiJob,
  settleOpenAiJobs,
  statusOf,
} from "./job";
import { bodyOf, listOf, newId } from "./wire";

export interface OpenAiSettings {
  readonly clock: SandboxClock;
  /** Jobs an organisation may have active at once. */
  readonly quota: number;
}

const JOB = "/fine_tuning/jobs/{job}";

export function jobRoutes({ clock, quota }: OpenAiSettings): Route[] {
  const settled = (handle: (exchange: Exchange) => Reply) => (exchange: Exchange) => {
    settleOpenAiJobs(exchange.state, clock, exchange.now);
    return handle(exchange);
  };
  const reply = (exchange: Exchange, job: OpenAiJob) => json(renderOpenAiJob(job, clock, exchange.now));
  return [
    {
      operation: "openai.fineTuningJobs.create",
      method: "POST",
      pattern: "/fine_tuning/jobs",
      handle: settled(create),
    },
    { operation: "openai.fineTuningJobs.list", method: "GET", pattern: "/fine_tuning/jobs", handle: settled(list) },
    {
      operation: "openai.fineTuningJobs.retrieve",
      method: "GET",
      pattern: JOB,
      handle: settled((exchange) => reply(exchange, jobOf(exchange))),
    },
    { operation: "openai.fineTuningJobs.cancel", method: "POST", pattern: `${JOB}/cancel`, handle: settled(cancel) },
    { operation: "openai.fineTuningJobs.pause", method: "POST", pattern: `${JOB}/pause`, handle: settled(pause) },
    { operation: "openai.fineTuningJobs.resume", method: "POST", pattern: `${JOB}/resume`, handle: settled(resume) },
    {
      operation: "openai.fineTuningJobs.listEvents",
      method: "GET",
      pattern: `${JOB}/events`,
      handle: settled((exchange) =>
        json(listOf(exchange.query, eventsOf(exchange.state, jobOf(exchange), clock, exchange.now), 20)),
      ),
    },
    {
      operation: "openai.fineTuningJobs.listCheckpoints",
      method: "GET",
      pattern: `${JOB}/checkpoints`,
      handle: settled((exchange) =>
        json(listOf(exchange.query, checkpointsOf(exchange.state, jobOf(exchange), clock, exchange.now), 10)),
      ),
    },
  ];

  function create(exchange: Exchange): Reply {
    const { state, now } = exchange;
    const accepted = acceptJob(state, bodyOf(exchange), now);
    const active = state.list<OpenAiJob>(OPENAI_JOBS).filter((job) => job.end === undefined).length;
    if (active >= quota) {
      refuse(
        429,
        `This fine-tune request has been rate-limited. Your organization has reached the maximum of ${quota} active requests.`,
        "rate_limit_exceeded",
      );
    }
    const order = state.get<OpenAiOrder>(OPENAI_ORDERS, "next") ?? state.get<OpenAiOrder>(OPENAI_ORDERS, "every");
    state.remove(OPENAI_ORDERS, "next");
    const job: OpenAiJob = {
      id: newId(state, "ftjob-", 24),
      createdAt: now,
      startJobTime: clock.jobTimeAt(now),
      ...accepted,
      ...(order === undefined ? {} : { order }),
    };
    state.put(OPENAI_JOBS, job.id, job);
    return reply(exchange, job);
  }

  function list({ state, query, now }: Exchange): Reply {
    const wanted = [...query].flatMap(([key, value]) => {
      const name = /^metadata\[(.+)\]$/.exec(key)?.[1];
      return name === undefined ? [] : [[name, value] as const];
    });
    const isNull = query.get("metadata") === "null";
    const jobs = state
      .list<OpenAiJob>(OPENAI_JOBS)
      .filter((job) => (isNull ? job.metadata === null : wanted.every(([key, value]) => job.metadata?.[key] === value)))
      .sort((left, right) => right.createdAt - left.createdAt || (left.id < right.id ? -1 : 1));
    return json(
      listOf(
        query,
        jobs.map((job) => renderOpenAiJob(job, clock, now)),
        20,
      ),
    );
  }

  function active(exchange: Exchange, verb: string): OpenAiJob {
    const job = jobOf(exchange);
    if (job.end !== undefined)
      refuse(400, `Job ${job.id} has ${job.end.status} and cannot be ${verb}.`, "invalid_job_state");
    return job;
  }

  function cancel(exchange: Exchange): Reply {
    const job = active(exchange, "cancelled");
    return save(exchange, { ...job, end: { status: "cancelled", at: exchange.now } });
  }

  function pause(exchange: Exchange): Reply {
    const job = active(exchange, "paused");
    const jobTime = clock.jobTimeAt(exchange.now);
    if (statusOf(job, jobTime) !== "running")
      refuse(400, `Job ${job.id} is not running and cannot be paused.`, "invalid_job_state");
    return save(exchange, { ...job, pausedSince: jobTime });
  }

  function resume(exchange: Exchange): Reply {
    const job = active(exchange, "resumed");
    if (job.pausedSince === undefined) refuse(400, `Job ${job.id} is not paused.`, "invalid_job_state");
    const { pausedSince, ...running } = job;
    return save(exchange, {
      ...running,
      pausedFor: (job.pausedFor ?? 0) + clock.jobTimeAt(exchange.now) - pausedSince!,
    });
  }

  function save(exchange: Exchange, job: OpenAiJob): Reply {
    exchange.state.put(OPENAI_JOBS, job.id, job);
    return reply(exchange, job);
  }
}

function jobOf({ state, params }: Exchange): OpenAiJob {
  const job = state.get<OpenAiJob>(OPENAI_JOBS, params.job!);
  if (job === undefined) refuse(404, `Could not find fine tune: ${params.job}`, "fine_tune_not_found", "fine_tune_id");
  return job;
}
