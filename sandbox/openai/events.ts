/** Events and checkpoints of a job, newest first; both follow from the job and the time. */
import type { SandboxClock } from "../clock";
import type { Transaction } from "../store/transaction";
import { checkpointEpochs, checkpointModel, type OpenAiJob, phaseTimes, statusOf, stepsOf, timeOfShare } from "./job";
import { metricsAt } from "./metrics";
import { idFrom, type JsonObject, seconds } from "./wire";

export function eventsOf(
  state: Transaction,
  job: OpenAiJob,
  clock: SandboxClock,
  now: number,
): ({ id: string } & JsonObject)[] {
  const events: ({ id: string } & JsonObject)[] = [];
  const add = (at: number, message: string, level = "info", data?: object) =>
    events.push({
      object: "fine_tuning.job.event",
      id: `ftevent-${idFrom(24, job.id, events.length)}`,
      created_at: seconds(at),
      level,
      message,
      type: data === undefined ? "message" : "metrics",
      data: data ?? {},
    });
  const jobTime = clock.jobTimeAt(now);
  const status = statusOf(job, jobTime);
  const { validated, started } = phaseTimes(job, clock);
  add(job.createdAt, `Created fine-tuning job: ${job.id}`);
  add(
    job.createdAt,
    `Validating training file: ${job.trainingFile}${job.validationFile === null ? "" : ` and validation file: ${job.validationFile}`}`,
  );
  const isValid = job.end?.status !== "failed" || job.end.error?.param == null;
  if (status !== "validating_files" && isValid && now >= validated)
    add(validated, "Files validated, moving job to queued state");
  const { done, total, perEpoch } = stepsOf(job, jobTime);
  if (isValid && now >= started) {
    add(started, "Fine-tuning job started");
    const every = Math.max(1, Math.floor(total / 20));
    for (let step = every; step <= done; step += every) {
      const metrics = metricsAt(state, job, step, total);
      add(timeOfShare(job, clock, step / total), `Step ${step}/${total}: training loss=${metrics.train_loss}`, "info", {
        total_steps: total,
        ...metrics,
      });
    }
    for (const epoch of checkpointEpochs(job)) {
      if (epoch * perEpoch > done || epoch === job.hyperparameters.n_epochs) continue;
      add(timeOfShare(job, clock, (epoch * perEpoch) / total), `Checkpoint created at step ${epoch * perEpoch}`);
    }
  }
  if (status === "paused") add(now, "The job is paused");
  if (job.end?.status === "succeeded") {
    add(job.end.at, `New fine-tuned model created: ${job.end.model}`);
    add(job.end.at, "The job has successfully completed");
  }
  if (job.end?.status === "failed") add(job.end.at, job.end.error?.message ?? "The job failed.", "error");
  if (job.end?.status === "cancelled") add(job.end.at, "The job was cancelled");
  return events
    .map((event, order) => ({ event, order }))
    .sort((left, right) => Number(right.event.created_at) - Number(left.event.created_at) || right.order - left.order)
    .map(({ event }) => event);
}

export function checkpointsOf(
  state: Transaction,
  job: OpenAiJob,
  clock: SandboxClock,
  now: number,
): ({ id: string } & JsonObject)[] {
  const { done, total, perEpoch } = stepsOf(job, clock.jobTimeAt(now));
  if (job.end?.status === "failed" || job.end?.status === "cancelled") return [];
  return checkpointEpochs(job)
    .filter((epoch) => epoch * perEpoch <= done)
    .reverse()
    .map((epoch) => {
      const step = epoch * perEpoch;
      const metrics = metricsAt(state, job, step, total);
      const full =
        metrics.valid_loss === undefined
          ? {}
          : { full_valid_loss: metrics.valid_loss, full_valid_mean_token_accuracy: metrics.valid_mean_token_accuracy };
      return {
        object: "fine_tuning.job.checkpoint",
        id: `ftckpt_${idFrom(24, job.id, "checkpoint", epoch)}`,
        created_at: seconds(timeOfShare(job, clock, step / total)),
        fine_tuned_model_checkpoint: checkpointModel(job, epoch),
        fine_tuning_job_id: job.id,
        metrics: { ...metrics, ...full },
        step_number: step,
      };
    });
}
