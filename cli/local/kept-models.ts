/** Tuned models that outlive the stack: destroy keeps them, and the next `up` adopts their jobs. */
import { LOCAL_PROJECT } from "./workspace";

interface TuningJob {
  readonly name: string;
  readonly tunedModelDisplayName?: string;
  readonly tunedModel?: { readonly endpoint?: string };
}

/** One line per model: its name and where it answers. */
export async function listKeptModels(sandboxUrl: string): Promise<string[]> {
  const jobs: TuningJob[] = [];
  for (const location of ["us-central1", "europe-west4"]) {
    let pageToken = "";
    do {
      const url = `${sandboxUrl}/v1/projects/${LOCAL_PROJECT}/locations/${location}/tuningJobs?pageSize=100&pageToken=${pageToken}`;
      const reply = await fetch(url, {
        headers: { authorization: "Bearer local" },
        signal: AbortSignal.timeout(10_000),
      });
      const page = (await reply.json()) as { tuningJobs?: TuningJob[]; nextPageToken?: string };
      jobs.push(...(page.tuningJobs ?? []));
      pageToken = page.nextPageToken ?? "";
    } while (pageToken !== "");
  }
  return jobs
    .filter((job) => job.tunedModel?.endpoint !== undefined)
    .map((job) => `${job.tunedModelDisplayName ?? job.name} at ${job.tunedModel!.endpoint}`)
    .sort();
}
