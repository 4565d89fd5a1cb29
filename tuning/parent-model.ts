/** Continuous tuning: the model that a parent's job made, found by the parent's digest in ledger and provider. */
import { FlanstackError } from "../primitives";
import type { AdoptionPorts } from "./adoption-options";
import { jobKey } from "./digest";
import type { JobView, Submission, TuningSpec } from "./job";
import { chooseJob } from "./judge-job";

/**
 * @returns the submission with the parent's model filled in; as it was when the spec has no parent, or the model is given
 * @throws FlanstackError when no job with the parent's digest is known, it has not succeeded, or it lacks the checkpoint
 */
export async function withParentModel(
  ports: Pick<AdoptionPorts, "backend" | "ledger">,
  spec: TuningSpec,
  submission: Submission,
): Promise<Submission> {
  const { parentDigest } = spec;
  if (parentDigest === undefined || submission.parentModel !== undefined) return submission;
  const job = await parentJob(ports, parentDigest, submission);
  const name = `${submission.owner.agent} continues ${parentDigest.slice(0, 12)}...`;
  if (job === undefined) {
    throw new FlanstackError(`${name}, and neither ledger nor provider knows a job with that digest.`, {
      code: "parent_unknown",
      path: "parentDigest",
      fix: "Give the digest of a job in this account, project and location, as the stack's outputs or `flanstack jobs list` show it.",
    });
  }
  if (job.state !== "succeeded" || job.tunedModel === undefined) {
    throw new FlanstackError(`${name}, whose job ${job.name} has no model: it is ${job.rawState}.`, {
      code: "parent_unfinished",
      path: "parentDigest",
      fix: "Wait for its end, then run up again; a job that failed cannot be continued.",
      isRetryable: true,
    });
  }
  return { ...submission, parentModel: modelOf(job, spec) };
}

async function parentJob(
  { backend, ledger }: Pick<AdoptionPorts, "backend" | "ledger">,
  digest: string,
  { project, location }: Submission,
): Promise<JobView | undefined> {
  const entry = await ledger.read(jobKey({ digest, account: backend.account, project, location }));
  const recorded = entry?.claim.jobName;
  const name = recorded ?? chooseJob(await backend.find(digest))?.keep.name;
  // Asked for by name: a list may tell less, checkpoints above all.
  return name === undefined ? undefined : backend.status(name);
}

/** Vertex takes the model and the checkpoint's id; at OpenAI a checkpoint is a model of its own. */
function modelOf(job: JobView, { checkpoint, provider }: TuningSpec): string {
  const { model, checkpoints = [] } = job.tunedModel!;
  if (checkpoint === undefined) return model;
  const found = checkpoints.find(({ id }) => id === checkpoint);
  if (found !== undefined) return provider === "gemini" ? model : (found.endpoint ?? model);
  throw new FlanstackError(`${job.name} has no checkpoint ${checkpoint}.`, {
    code: "checkpoint_unknown",
    path: "checkpoint",
    fix:
      checkpoints.length === 0
        ? "It kept none: leave the checkpoint out to continue from its last one."
        : `Use one of ${checkpoints.map(({ id }) => id).join(", ")}, or leave it out for the last one.`,
  });
}
