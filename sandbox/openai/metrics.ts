/**
 * Loss and accuracy of a job: simulated from what the learner gets right on validation rows, so that a broken data set shows
 * a bad curve. They say nothing about a real model.
 */
import { trainLearner } from "../learner/learner";
import type { Transaction } from "../store/transaction";
import { findFile, storeFile } from "./files";
import type { OpenAiJob } from "./job";
import { loadExamples } from "./training-file";

export interface StepMetrics {
  readonly step: number;
  readonly train_loss: number;
  readonly train_mean_token_accuracy: number;
  readonly valid_loss?: number;
  readonly valid_mean_token_accuracy?: number;
}

const JUDGED_ROWS = 20;
const measured = new Map<string, number>();

/** Share of trained turns of the first validation rows (training rows without a validation file) that the learner gets right. */
function finalAccuracy(state: Transaction, job: OpenAiJob): number {
  const known = measured.get(job.id);
  if (known !== undefined) return known;
  const judged =
    job.validationFile === null ? undefined : findFile(state, job.validationFile, Number.NEGATIVE_INFINITY);
  const examples = job.blobs.flatMap((blob) => loadExamples(state.readBlob(blob)));
  const rows = (judged === undefined ? examples : loadExamples(state.readBlob(judged.blob))).slice(0, JUDGED_ROWS);
  const learner = trainLearner(examples);
  let right = 0;
  let all = 0;
  for (const { system, tools, turns } of rows) {
    turns.forEach((turn, index) => {
      if (turn.role !== "model" || !turn.isTrained) return;
      const answer = learner.answer({
        system,
        tools,
        turns: turns.slice(0, index),
        mode: tools.length === 0 ? "none" : "auto",
      });
      all += 1;
      if (JSON.stringify(answer.calls.map(({ name }) => name)) === JSON.stringify(turn.calls.map(({ name }) => name)))
        right += 1;
    });
  }
  const accuracy = all === 0 ? 0 : right / all;
  measured.set(job.id, accuracy);
  return accuracy;
}

/** The metrics at a step: they fall from a fixed start towards what was measured. */
export function metricsAt(state: Transaction, job: OpenAiJob, step: number, total: number): StepMetrics {
  const final = finalAccuracy(state, job);
  const progress = 1 - Math.exp((-4 * step) / Math.max(1, total));
  const accuracy = 0.2 + (Math.max(final, 0.05) - 0.2) * progress;
  const loss = 2.5 + (-Math.log(Math.max(final, 0.05)) - 2.5) * progress;
  const round = (value: number) => Math.round(value * 10_000) / 10_000;
  const train = { step, train_loss: round(loss * 0.9), train_mean_token_accuracy: round(Math.min(1, accuracy * 1.02)) };
  return job.validationFile === null
    ? train
    : { ...train, valid_loss: round(loss), valid_mean_token_accuracy: round(accuracy) };
}

/** The CSV that a finished job leaves as a file. @returns its file id */
export function resultFile(state: Transaction, job: OpenAiJob, now: number): string {
  const perEpoch = Math.max(1, Math.ceil(job.examples / job.hyperparameters.batch_size));
  const total = perEpoch * job.hyperparameters.n_epochs;
  const rows = ["step,train_loss,train_accuracy,valid_loss,valid_mean_token_accuracy"];
  const every = Math.max(1, Math.floor(total / 100));
  for (let step = 1; step <= total; step += every) {
    const { train_loss, train_mean_token_accuracy, valid_loss, valid_mean_token_accuracy } = metricsAt(
      state,
      job,
      step,
      total,
    );
    rows.push(
      [step, train_loss, train_mean_token_accuracy, valid_loss ?? "", valid_mean_token_accuracy ?? ""].join(","),
    );
  }
  return storeFile(state, `step_metrics_${job.id}.csv`, "fine-tune-results", Buffer.from(`${rows.join("\n")}\n`), now)
    .id;
}
