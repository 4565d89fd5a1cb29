/** The resources' inputs as the provider process gets them, and what `check` says about them. */
import type { dynamic } from "@pulumi/pulumi";
import type { BudgetInput } from "../../catalog";
import {
  checkSpec,
  type DataSource,
  type Halving,
  type Owner,
  type Submission,
  specDigest,
  type TuningSpec,
} from "../../tuning";
import type { OnDelete, WaitArgs } from "./arguments";
import { priceOf } from "./job-budget";

export interface SharedInputs {
  readonly spec: TuningSpec;
  readonly digest: string;
  readonly project?: string;
  readonly location?: string;
  readonly ledger: string;
  readonly owner: Owner;
  readonly onDelete: OnDelete;
  readonly wait: WaitArgs;
  /** Of the resource itself: where progress is shown. Never compared. */
  readonly urn: string;
}

export interface TuningJobInputs extends SharedInputs {
  readonly train: DataSource;
  readonly validation?: DataSource;
  readonly displayName: string;
  readonly labels?: { readonly [key: string]: string };
  readonly serviceAccount?: string;
  readonly kmsKeyName?: string;
  readonly runner?: "here" | "container";
  readonly halving?: Halving;
  readonly parentModel?: string;
  readonly concurrentJobs?: number;
  /** The plan's comparison of cost and limits. Checked, never compared with an earlier one. */
  readonly budget?: BudgetInput;
  readonly adoptJob?: string;
}

export interface TunedModelInputs extends SharedInputs {
  readonly jobName: string;
  readonly allowTruncated?: boolean;
  /** The job races others: being left on the way is an end like another. */
  readonly isRacing?: boolean;
}

/** What an Output that is not known yet looks like in a preview (`@pulumi/pulumi` runtime/rpc). */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Light checks of what the program passed; the program's own checks come earlier and say more. */
export function checkInputs(
  inputs: SharedInputs & { readonly concurrentJobs?: unknown; readonly runner?: unknown },
): dynamic.CheckFailure[] {
  const failures: dynamic.CheckFailure[] = checkSpec(inputs.spec).map(({ path, message, fix }) => ({
    property: path,
    reason: `${message} ${fix}`,
  }));
  const fail = (property: string, reason: string) => failures.push({ property, reason });
  if (failures.length === 0 && inputs.digest !== specDigest(inputs.spec)) {
    fail("digest", "The digest is not the spec's. Let the resource compute it.");
  }
  if (!["retain", "cancel", "remove"].includes(inputs.onDelete)) fail("onDelete", "Use retain, cancel or remove.");
  if (inputs.ledger !== UNKNOWN && !/^(gs:\/\/[^/]+|file:.+)/.test(inputs.ledger ?? "")) {
    fail("ledger", "Set flanstack:ledger to gs://bucket/prefix or file:///folder.");
  }
  if (inputs.spec?.provider === "gemini") {
    if (!inputs.project) fail("project", "Vertex needs a project: set gcp:project.");
    if (!inputs.location) fail("location", "Vertex needs a location: set flanstack:region.");
  }
  for (const part of ["project", "stack", "agent"] as const) {
    if (!inputs.owner?.[part]) fail(`owner.${part}`, "The owner names Pulumi project, stack and agent.");
  }
  const { mode, minutes, pollSeconds } = inputs.wait ?? {};
  if (![undefined, true, false, "auto"].includes(mode)) fail("wait.mode", "Use true, false or auto.");
  if (minutes !== undefined && !(minutes > 0)) fail("wait.minutes", "Use a number of minutes above 0.");
  if (pollSeconds !== undefined && !(pollSeconds > 0)) fail("wait.pollSeconds", "Use a number of seconds above 0.");
  if (![undefined, "here", "container"].includes(inputs.runner as string | undefined)) {
    fail("runner", "Use here or container.");
  } else if (inputs.runner === "container" && inputs.spec?.provider !== "local") {
    fail("runner", "Only provider local trains in a container of this machine: leave runner out.");
  }
  const jobs = inputs.concurrentJobs;
  if (jobs !== undefined && !(Number.isInteger(jobs) && Number(jobs) >= 1)) {
    fail("concurrentJobs", "Use a whole number from 1, or leave it out.");
  }
  return failures;
}

/** What replaces a resource: another purchase, and nothing else. */
export function replacedBy(olds: Record<string, unknown>, news: Record<string, unknown>): string[] {
  return ["digest", "project", "location"].filter((key) => differs(olds[key], news[key]));
}

/** Whether a property changed; one that is not known yet counts as unchanged, and so does absent against empty. */
export function differs(before: unknown, after: unknown): boolean {
  if (containsUnknown(after)) return false;
  return JSON.stringify(ordered(before ?? "")) !== JSON.stringify(ordered(after ?? ""));
}

function containsUnknown(value: unknown): boolean {
  if (value === UNKNOWN) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(containsUnknown);
}

/** The same value with sorted keys: the engine keeps no order. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, item]) => [key, ordered(item)]),
  );
}

/** The submission that these inputs describe. */
export function submissionOf(inputs: SharedInputs & Partial<TuningJobInputs>): Submission {
  return {
    digest: inputs.digest,
    owner: inputs.owner,
    displayName: inputs.displayName ?? inputs.owner.agent,
    train: inputs.train ?? {},
    validation: inputs.validation,
    labels: inputs.labels,
    project: inputs.project,
    location: inputs.location,
    serviceAccount: inputs.serviceAccount,
    kmsKeyName: inputs.kmsKeyName,
    runner: inputs.runner,
    halving: inputs.halving,
    parentModel: inputs.parentModel,
    price: priceOf(inputs),
  };
}
