/** Tuning jobs: create, get, list, cancel. There is no delete and no update, as in the real API. */
import type { SandboxClock } from "../clock";
import { type Exchange, json, type Reply, type Route } from "../http/exchange";
import type { Transaction } from "../store/transaction";
import { acceptRequest } from "./create-request";
import { refuse } from "./errors";
import { JOBS, type JobOrder, jobName, ORDERS, type TuningJob } from "./job";
import { numberFrom, settleJobs, stateOf } from "./job-life";
import { renderJob } from "./job-resource";
import { bodyOf, pageOf } from "./wire";

export interface TuningSettings {
  readonly clock: SandboxClock;
  /** Active jobs a project may have at once. */
  readonly quota: number;
  /** What happens to one more: refused with 429, or kept waiting (`JOB_STATE_QUEUED`). */
  readonly overQuota: "refuse" | "queue";
}

const PARENT = "/{version}/projects/{project}/locations/{location}/tuningJobs";

export function tuningJobRoutes(settings: TuningSettings): Route[] {
  const settled = (handle: (exchange: Exchange) => Reply) => (exchange: Exchange) => {
    settleJobs(exchange.state, settings.clock, exchange.now, settings.quota);
    return handle(exchange);
  };
  const render = (exchange: Exchange, job: TuningJob) =>
    renderJob(job, settings.clock.jobTimeAt(exchange.now), exchange.params.version!);
  return [
    { operation: "vertex.tuningJobs.create", method: "POST", pattern: PARENT, handle: settled(create) },
    { operation: "vertex.tuningJobs.list", method: "GET", pattern: PARENT, handle: settled(list) },
    {
      operation: "vertex.tuningJobs.get",
      method: "GET",
      pattern: `${PARENT}/{job}`,
      handle: settled((exchange) => json(render(exchange, jobOf(exchange)))),
    },
    {
      operation: "vertex.tuningJobs.cancel",
      method: "POST",
      pattern: `${PARENT}/{job}:cancel`,
      handle: settled(cancel),
    },
  ];

  function create(exchange: Exchange): Reply {
    const { state, params, now } = exchange;
    const { version, project, location } = params as { version: string; project: string; location: string };
    const accepted = acceptRequest(state, version, location, bodyOf(exchange), now);
    const active = state.list<TuningJob>(JOBS).filter((job) => job.end === undefined && job.project === project);
    const isOverQuota = active.length >= settings.quota;
    if (isOverQuota && settings.overQuota === "refuse") {
      refuse(
        429,
        "Quota exceeded for aiplatform.googleapis.com/global_concurrent_tuning_jobs. Please submit a quota increase request.",
      );
    }
    const number = (state.get<{ value: number }>("vertex.counters", "jobs")?.value ?? 0) + 1;
    state.put("vertex.counters", "jobs", { value: number });
    const order = state.get<JobOrder>(ORDERS, "next") ?? state.get<JobOrder>(ORDERS, "every");
    state.remove(ORDERS, "next");
    const job: TuningJob = {
      id: numberFrom("job", project, location, number),
      project,
      location,
      request: accepted.request,
      baseModel: accepted.baseModel,
      training: accepted.training,
      validationExamples: accepted.validationExamples,
      blobs: [...accepted.inheritedBlobs, accepted.training.blob],
      createdAt: now,
      ...(isOverQuota ? {} : { startJobTime: settings.clock.jobTimeAt(now) }),
      ...(order === undefined ? {} : { order }),
    };
    state.put(JOBS, job.id, job);
    return json(render(exchange, job));
  }

  function list(exchange: Exchange): Reply {
    const { state, params, query } = exchange;
    const jobTime = settings.clock.jobTimeAt(exchange.now);
    const matches = filterOf(query.get("filter"), jobTime);
    const jobs = state
      .list<TuningJob>(JOBS)
      .filter((job) => job.project === params.project && job.location === params.location && matches(job))
      .sort((left, right) => right.createdAt - left.createdAt || (left.id < right.id ? -1 : 1));
    const { items, nextPageToken } = pageOf(query, jobs);
    return json({
      ...(items.length > 0 ? { tuningJobs: items.map((job) => render(exchange, job)) } : {}),
      ...(nextPageToken === undefined ? {} : { nextPageToken }),
    });
  }

  function cancel(exchange: Exchange): Reply {
    const job = jobOf(exchange);
    const jobTime = settings.clock.jobTimeAt(exchange.now);
    if (job.end !== undefined)
      refuse(
        400,
        `Tuning job ${jobName(job)} is in state ${job.end.state} and cannot be cancelled.`,
        "FAILED_PRECONDITION",
      );
    if (job.cancelJobTime === undefined) exchange.state.put(JOBS, job.id, { ...job, cancelJobTime: jobTime });
    return json({});
  }
}

function jobOf({ state, params }: Pick<Exchange, "params"> & { state: Transaction }): TuningJob {
  const job = state.get<TuningJob>(JOBS, params.job!);
  if (job === undefined || job.project !== params.project || job.location !== params.location) {
    refuse(
      404,
      `TuningJob projects/${params.project}/locations/${params.location}/tuningJobs/${params.job} does not exist.`,
    );
  }
  return job;
}

/** `labels.key="value"` and `state="..."`, joined by AND; everything else is refused rather than ignored. */
function filterOf(text: string | null, jobTime: number): (job: TuningJob) => boolean {
  if (text === null || text.trim() === "") return () => true;
  const terms = text.split(/\s+AND\s+/i).map((term) => {
    const match = /^(state|labels\.[\p{Ll}\p{N}_-]+)\s*[=:]\s*"?([^"]*)"?$/u.exec(term.trim());
    if (match === null) refuse(400, `Invalid filter: ${term}`);
    return { field: match[1]!, value: match[2]! };
  });
  return (job) =>
    terms.every(({ field, value }) =>
      field === "state"
        ? stateOf(job, jobTime) === value
        : ((job.request.labels ?? {}) as Record<string, string>)[field.slice("labels.".length)] === value,
    );
}
