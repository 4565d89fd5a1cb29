/** Behind TuningJob: adopt or submit on create, in-place changes without a call, cancel on delete only when told and ours. */
import type { dynamic } from "@pulumi/pulumi";
import { adoptOrSubmit, isFinal, type JobState, keyOf, type Owner } from "../../tuning";
import { checkInputs, differs, replacedBy, submissionOf, type TuningJobInputs } from "./inputs";
import { interruptible } from "./interruption";
import { checkJobBudget } from "./job-budget";
import { backendOf, portsOf, quotaOf, staysUntilEnd, timesOf } from "./provider-ports";

interface TuningJobOutputs {
  readonly jobKey: string;
  readonly jobName: string;
  readonly state: JobState | "waiting";
  readonly adopted: boolean;
  readonly submittedAt: string;
}

type State = TuningJobInputs & TuningJobOutputs;

const OUTPUTS: readonly (keyof TuningJobOutputs)[] = ["jobKey", "jobName", "state", "adopted", "submittedAt"];
/** Changes that are only written down. */
const IN_PLACE: readonly (keyof TuningJobInputs)[] = [
  "onDelete",
  "wait",
  "displayName",
  "labels",
  "ledger",
  "owner",
  "concurrentJobs",
  "runner",
  "halving",
];

async function check(_olds: unknown, news: TuningJobInputs): Promise<dynamic.CheckResult> {
  return { inputs: news, failures: [...checkInputs(news), ...checkJobBudget(news, process.env)] };
}

async function diff(_id: string, olds: State, news: TuningJobInputs): Promise<dynamic.DiffResult> {
  const replaces = replacedBy({ ...olds }, { ...news });
  const changed = IN_PLACE.some((key) => differs(olds[key], news[key]));
  // A purchase that waits for quota is not submitted yet: the next up goes on with it.
  const changes = replaces.length > 0 || changed || olds.state === "waiting";
  return { changes, replaces, deleteBeforeReplace: false };
}

async function create(inputs: TuningJobInputs): Promise<dynamic.CreateResult> {
  const outputs = await adopt(inputs);
  return { id: outputs.jobKey, outs: { ...inputs, ...outputs } };
}

async function adopt(inputs: TuningJobInputs): Promise<TuningJobOutputs> {
  const ports = portsOf(inputs);
  const result = await interruptible(process.env.FLANSTACK_INTERRUPT, (signal) =>
    adoptOrSubmit({
      ...ports,
      spec: inputs.spec,
      submission: submissionOf(inputs),
      times: timesOf(),
      quota: quotaOf(inputs, ports.backend),
      waitForQuota: staysUntilEnd(inputs.wait),
      adoptJob: inputs.adoptJob,
      signal,
    }),
  );
  if (result.kind === "waiting") {
    ports.log.note("waits for quota in the ledger; the next up or `flanstack jobs collect` goes on");
    return { jobKey: result.key, jobName: "", state: "waiting", adopted: false, submittedAt: "" };
  }
  const { key, job, submitted } = result;
  return { jobKey: key, jobName: job.name, state: job.state, adopted: !submitted, submittedAt: job.createTime };
}

async function update(_id: string, olds: State, news: TuningJobInputs): Promise<dynamic.UpdateResult> {
  if (olds.state === "waiting") return { outs: { ...news, ...(await adopt(news)) } };
  return { outs: { ...news, ...outputsOf(olds) } };
}

/** Never drops the resource: a job that is gone was still paid for, and a missing resource would buy another. */
async function read(id: string, props: State): Promise<dynamic.ReadResult> {
  const job = props.jobName === "" ? undefined : await backendOf(props).status(props.jobName);
  const state = job?.state ?? props.state;
  return { id, props: { ...props, state }, inputs: inputsOf(props) };
}

async function remove(_id: string, props: State): Promise<void> {
  if (props.onDelete === "retain" && props.jobName !== "") return;
  const { backend, ledger, log } = portsOf(props);
  const entry = await ledger.read(keyOf(backend, submissionOf(props)));
  if (entry === undefined || !isOwner(entry.claim.owner, props.owner)) {
    log.note("this stack did not submit the job; it is left alone");
    return;
  }
  if (entry.claim.state === "waiting") {
    // Nothing was sent: taken out of the line, so that nobody submits it later.
    await ledger.remove(entry);
    return;
  }
  if (props.onDelete === "retain" || entry.claim.jobName === undefined) return;
  const job = await backend.status(entry.claim.jobName);
  if (job === undefined || isFinal(job.state)) return;
  log.note(`cancelling ${job.name}`);
  await backend.cancel(job.name);
}

/** Whether the ledger names this very resource as the submitter. */
export function isOwner(owner: Owner, mine: Owner): boolean {
  return owner.project === mine.project && owner.stack === mine.stack && owner.agent === mine.agent;
}

function outputsOf(state: State): TuningJobOutputs {
  return Object.fromEntries(OUTPUTS.map((key) => [key, state[key]])) as unknown as TuningJobOutputs;
}

function inputsOf(state: State): Partial<State> {
  return Object.fromEntries(Object.entries(state).filter(([key]) => !OUTPUTS.includes(key as keyof TuningJobOutputs)));
}

export const tuningJob: dynamic.ResourceProvider = { check, diff, create, update, read, delete: remove };
