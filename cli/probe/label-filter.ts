/** Whether the service filters its list of tuning jobs by label: two requests that cost nothing, beside a job we know. */
import { vertexHost } from "../../inference";
import { digestLabel, type JobView } from "../../tuning";
import { vertexHeaders } from "../../tuning/adapters/vertex";
import type { Judgement } from "./judge";

export interface LabelFilterProbe {
  readonly job: JobView;
  readonly digest: string;
  readonly project: string;
  readonly location: string;
  /** Replaces Google's host. */
  readonly baseUrl?: string;
}

/** A digest that no job carries. */
const NO_JOB = "0".repeat(32);
const TIMEOUT = 30_000;

/** `yes` needs both: the job is found by its label, and is not found by another. */
export async function probeLabelFilter(probe: LabelFilterProbe): Promise<Judgement> {
  const byOwn = await listBy(probe, digestLabel(probe.digest));
  const byOther = await listBy(probe, NO_JOB);
  if (byOwn === "refused" || byOther === "refused")
    return { answer: "no", reason: "the service refuses a filter by label" };
  if (byOwn === "failed" || byOther === "failed")
    return { answer: "open", reason: "the list of jobs could not be read" };
  if (byOther.includes(probe.job.name)) return { answer: "no", reason: "the service lists jobs without the label" };
  if (!byOwn.includes(probe.job.name))
    return { answer: "no", reason: "the service does not list the job by its own label" };
  return { answer: "yes", reason: "the job is listed by its own label and by no other" };
}

async function listBy(probe: LabelFilterProbe, digest: string): Promise<readonly string[] | "refused" | "failed"> {
  const host = (probe.baseUrl ?? vertexHost(probe.location)).replace(/\/+$/, "");
  const query = new URLSearchParams({ pageSize: "100", filter: `labels.digest="${digest}"` });
  const url = `${host}/v1beta1/projects/${probe.project}/locations/${probe.location}/tuningJobs?${query}`;
  const response = await fetch(url, {
    headers: await vertexHeaders(probe.baseUrl)(),
    signal: AbortSignal.timeout(TIMEOUT),
  }).catch(() => undefined);
  if (response?.status === 400) return "refused";
  if (response?.ok !== true) return "failed";
  const { tuningJobs = [] } = (await response.json()) as { tuningJobs?: { name: string }[] };
  return tuningJobs.map((job) => job.name);
}
