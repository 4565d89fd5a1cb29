/**
 * One probe: what is known already is not bought again. Looks for the job first (a probe that has ended is read, whoever
 * paid for it), otherwise submits it through the same adopt-or-submit as every paid job, waits, and judges the end.
 */
import { FlanstackError } from "../../primitives";
import {
  type AdoptionPorts,
  type AdoptionTimes,
  adoptOrSubmit,
  isFinal,
  type JobView,
  lookForJob,
  type Purchase,
  type QuotaGate,
  waitForJob,
} from "../../tuning";
import { type Judgement, judgeFunctionCalls, judgeRefusal } from "./judge";

export interface ProbeRun {
  readonly ports: AdoptionPorts;
  readonly purchase: Purchase;
  readonly rows: number;
  readonly times: AdoptionTimes;
  readonly quota: QuotaGate;
  readonly waitMinutes: number;
  readonly pollSeconds: number;
}

export interface ProbeResult {
  readonly judgement: Judgement;
  /** Absent when the service refused to make one. */
  readonly job?: JobView;
}

/** The answer of a job that has ended already; undefined when there is none, or it still runs. Costs nothing. */
export async function findAnswer(run: Pick<ProbeRun, "ports" | "purchase" | "rows">): Promise<ProbeResult | undefined> {
  const { job } = await lookForJob(run.ports, run.purchase);
  if (job === undefined || !isFinal(job.state)) return undefined;
  const whole = (await run.ports.backend.status(job.name)) ?? job; // a list may tell less
  return { judgement: judgeFunctionCalls(whole, run.rows), job: whole };
}

/**
 * Submits or adopts the job and waits for its end.
 * @throws FlanstackError when a reply was lost, or the job does not end in time; running again goes on with the same job
 */
export async function buyAnswer(run: ProbeRun): Promise<ProbeResult> {
  const { ports, purchase, rows } = run;
  try {
    await adoptOrSubmit({ ...ports, ...purchase, times: run.times, quota: run.quota, waitForQuota: true });
  } catch (error) {
    if (FlanstackError.is(error) && error.code === "provider_refused") {
      return { judgement: judgeRefusal(error.message, "the service refused the job, which costs nothing") };
    }
    const ended = await findAnswer(run);
    if (ended !== undefined) return ended;
    throw error;
  }
  const result = await waitForJob({
    ...ports,
    ...purchase,
    stay: true,
    waitMilliseconds: run.waitMinutes * 60_000,
    pollMilliseconds: run.pollSeconds * 1000,
    jitter: () => 0.5,
    patience: 8,
  });
  if (result.kind === "final") return { judgement: judgeFunctionCalls(result.job, rows), job: result.job };
  throw new FlanstackError(`The probe's job still runs after ${run.waitMinutes} minutes.`, {
    code: "probe_pending",
    path: result.job?.name,
    fix: "Run the same command again later: it goes on with this job and pays nothing more.",
    isRetryable: true,
  });
}
