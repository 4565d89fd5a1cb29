/** Behind TunedModel: waits for the job's end, resumes where it was interrupted, and removes the model only when told. */
import type { dynamic } from "@pulumi/pulumi";
import { FlanstackError } from "../../primitives";
import {
  type Checkpoint,
  isFinal,
  type JobState,
  type JobView,
  keyOf,
  LEFT_AT_RUNG,
  type TuningBackend,
  waitForJob,
} from "../../tuning";
import { checkInputs, differs, replacedBy, submissionOf, type TunedModelInputs } from "./inputs";
import { interruptible } from "./interruption";
import { backendOf, portsOf, staysUntilEnd } from "./provider-ports";
import { isOwner } from "./tuning-job-provider";

interface TunedModelOutputs {
  readonly state: JobState | "waiting";
  readonly model: string;
  readonly endpoint: string;
  readonly endpointLocation: string;
  readonly checkpoints: readonly Checkpoint[];
  readonly billedTokens: number;
  readonly validationLoss: number;
  readonly finishedAt: string;
}

type State = TunedModelInputs & TunedModelOutputs;

const OUTPUTS: readonly (keyof TunedModelOutputs)[] = [
  "state",
  "model",
  "endpoint",
  "endpointLocation",
  "checkpoints",
  "billedTokens",
  "validationLoss",
  "finishedAt",
];
const IN_PLACE: readonly (keyof TunedModelInputs)[] = [
  "onDelete",
  "wait",
  "ledger",
  "owner",
  "allowTruncated",
  "isRacing",
  "jobName",
];

const DEFAULT_WAIT_MINUTES = 24 * 60;
const DEFAULT_POLL_SECONDS = 15;
/** What is not known, where the engine wants a number. */
const UNTOLD = -1;
/** Looks in a row that may fail: at the default pace about ten minutes. */
const PATIENCE = 10;

async function check(_olds: unknown, news: TunedModelInputs): Promise<dynamic.CheckResult> {
  return { inputs: news, failures: checkInputs(news) };
}

async function diff(_id: string, olds: State, news: TunedModelInputs): Promise<dynamic.DiffResult> {
  const replaces = replacedBy({ ...olds }, { ...news });
  const changed = IN_PLACE.some((key) => differs(olds[key], news[key]));
  const changes = replaces.length > 0 || changed || !isSettled(olds.state);
  return { changes, replaces, deleteBeforeReplace: false };
}

function isSettled(state: JobState | "waiting"): boolean {
  return state !== "waiting" && isFinal(state);
}

async function create(inputs: TunedModelInputs): Promise<dynamic.CreateResult> {
  return { id: inputs.digest, outs: { ...inputs, ...(await follow(inputs)) } };
}

async function update(_id: string, olds: State, news: TunedModelInputs): Promise<dynamic.UpdateResult> {
  if (isSettled(olds.state) && olds.model !== "") return { outs: { ...news, ...outputsOf(olds) } };
  return { outs: { ...news, ...(await follow(news)) } };
}

async function follow(inputs: TunedModelInputs): Promise<TunedModelOutputs> {
  const ports = portsOf(inputs);
  const { minutes = DEFAULT_WAIT_MINUTES, pollSeconds = DEFAULT_POLL_SECONDS } = inputs.wait;
  const result = await interruptible(process.env.FLANSTACK_INTERRUPT, (signal) =>
    waitForJob({
      ...ports,
      spec: inputs.spec,
      submission: submissionOf(inputs),
      stay: staysUntilEnd(inputs.wait),
      waitMilliseconds: minutes * 60_000,
      pollMilliseconds: pollSeconds * 1000,
      jitter: Math.random,
      patience: PATIENCE,
      signal,
    }),
  );
  if (result.kind === "final") {
    const outputs = finished(inputs, result.job);
    await ports.backend.serve?.(result.job);
    return { ...outputs, validationLoss: await lossOf(ports.backend, result.job) };
  }
  const outputs = modelOutputs(result.job);
  if (!staysUntilEnd(inputs.wait) || result.job === undefined) return outputs;
  const waited = Math.round(result.waitedMilliseconds / 60_000);
  throw unfinished(
    inputs,
    outputs,
    result.interrupted
      ? `Interrupted while ${result.job.name} was ${result.job.rawState}; it goes on, and the next up goes on waiting.`
      : `${result.job.name} is still ${result.job.rawState} after ${waited} minutes; run up again to go on waiting.`,
  );
}

function finished(inputs: TunedModelInputs, job: JobView): TunedModelOutputs {
  const outputs = modelOutputs(job);
  const generation = inputs.spec.generation + 1;
  if (inputs.isRacing === true && job.error?.code === LEFT_AT_RUNG) return outputs;
  if (job.state !== "succeeded") {
    const why = job.error === undefined ? "" : `: ${job.error.message}`;
    throw new FlanstackError(`Tuning job ${job.name} ended as ${job.state}${why}`, {
      code: `job_${job.state}`,
      path: inputs.owner.agent,
      fix: `Mend the cause, then raise flanstack:generation to ${generation} for this agent to tune (and pay) again.`,
    });
  }
  if (job.tunedModel?.endpoint === undefined) {
    throw new FlanstackError(`Tuning job ${job.name} succeeded, but nothing serves its model.`, {
      code: "model_not_served",
      path: inputs.owner.agent,
      fix: `Deploy the model by hand, or raise flanstack:generation to ${generation} to tune (and pay) again.`,
    });
  }
  const truncated = job.statistics?.truncatedExamples ?? 0;
  if (truncated > 0 && inputs.allowTruncated !== true) {
    throw unfinished(
      inputs,
      outputs,
      `${job.name} learned from ${truncated} examples that the provider cut off for length. Shorten them and tune again, ` +
        "or accept the model with allowTruncated.",
    );
  }
  return outputs;
}

/** The resource is kept and the update fails: the next one goes on in `update`. `properties` must hold `__provider`. */
function unfinished(inputs: TunedModelInputs, outputs: TunedModelOutputs, reason: string): Error {
  return Object.assign(new Error(reason), {
    id: inputs.digest,
    properties: { ...inputs, ...outputs },
    reasons: [reason],
  });
}

function modelOutputs(job: JobView | undefined): TunedModelOutputs {
  const { tunedModel, statistics } = job ?? {};
  return {
    state: job?.state ?? "waiting",
    model: tunedModel?.model ?? "",
    endpoint: tunedModel?.endpoint ?? "",
    endpointLocation: tunedModel?.endpointLocation ?? "",
    checkpoints: (tunedModel?.checkpoints ?? []).map(withoutAbsent),
    billedTokens: statistics?.billedTokens ?? -1,
    validationLoss: UNTOLD,
    finishedAt: job?.endTime ?? "",
  };
}

/** A model that was paid for is not lost because its metrics cannot be read. */
async function lossOf(backend: TuningBackend, job: JobView): Promise<number> {
  return (await backend.validationLoss?.(job).catch(() => undefined)) ?? UNTOLD;
}

/** The engine knows no absent values. */
function withoutAbsent(checkpoint: Checkpoint): Checkpoint {
  return JSON.parse(JSON.stringify(checkpoint));
}

/** Never drops the resource; a model that nothing serves any more shows as an empty endpoint. */
async function read(id: string, props: State): Promise<dynamic.ReadResult> {
  const inputs = inputsOf(props);
  const backend = backendOf(props);
  const job = props.jobName === "" ? undefined : await backend.status(props.jobName);
  if (job === undefined) return { id, props, inputs };
  const outputs = modelOutputs(job);
  const isGone = outputs.endpoint !== "" && !(await backend.isServed(job));
  const isTold = (props.validationLoss ?? UNTOLD) >= 0 || job.state !== "succeeded";
  const validationLoss = isTold ? (props.validationLoss ?? UNTOLD) : await lossOf(backend, job);
  return { id, props: { ...props, ...outputs, validationLoss, ...(isGone && { endpoint: "" }) }, inputs };
}

async function remove(_id: string, props: State): Promise<void> {
  if (props.onDelete !== "remove") return;
  const { backend, ledger, log, newNonce } = portsOf(props);
  const entry = await ledger.read(keyOf(backend, submissionOf(props)));
  if (entry?.claim.jobName === undefined || !isOwner(entry.claim.owner, props.owner)) {
    log.note("this stack did not submit the job; its model is left alone");
    return;
  }
  const job = await backend.status(entry.claim.jobName);
  if (job?.tunedModel === undefined) return;
  log.note(`removing ${job.tunedModel.model}`);
  // Written first: a removal that is cut in the middle must not leave a claim that promises a model.
  const marked = await ledger.replace(entry, { ...entry.claim, state: "removed", nonce: newNonce() });
  if (marked === undefined) throw new Error(`the ledger entry of ${job.name} changed meanwhile; run destroy again`);
  await backend.removeModel(job);
}

function outputsOf(state: State): TunedModelOutputs {
  return Object.fromEntries(OUTPUTS.map((key) => [key, state[key]])) as unknown as TunedModelOutputs;
}

function inputsOf(state: State): Partial<State> {
  return Object.fromEntries(Object.entries(state).filter(([key]) => !OUTPUTS.includes(key as keyof TunedModelOutputs)));
}

export const tunedModel: dynamic.ResourceProvider = { check, diff, create, update, read, delete: remove };
