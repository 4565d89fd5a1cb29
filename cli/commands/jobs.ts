/** `flanstack jobs`: the paid jobs an account has, as the ledger and the provider know them. */
import { resolve } from "node:path";
import { Command } from "commander";
import {
  type AccountPlace,
  adoptJob,
  type ClaimsOptions,
  cancelClaim,
  collectClaims,
  listClaims,
  releaseLostClaim,
} from "../../components";
import { parseSettings } from "../../config";
import { draftPlan } from "../../plan";
import { FlanstackError } from "../../primitives";
import { type Collected, type JobRow, PROVIDERS, type TuningLog, type TuningProvider } from "../../tuning";
import type { CliContext } from "../context";
import { collectSetting } from "../options";
import { readStackFile } from "../stack-file";

interface JobsOptions {
  readonly stack: string;
  readonly ledger?: string;
  readonly json?: boolean;
  readonly yes?: boolean;
}

interface AdoptOptions extends JobsOptions {
  readonly agent: string;
  readonly set: Readonly<Record<string, string>>;
}

const ROOT = resolve(__dirname, "../..");

export function jobsCommand(context: CliContext): Command {
  const command = new Command("jobs")
    .description("The paid tuning jobs of an account: what the ledger and the provider know. Listing changes nothing.")
    .addHelpText(
      "after",
      "\nExamples:\n  flanstack jobs list\n  flanstack jobs collect --ledger gs://my-ledger/flanstack\n  flanstack jobs show 4f2a\n  flanstack jobs cancel 4f2a --yes\n  flanstack jobs adopt projects/p/locations/us-central1/tuningJobs/123 --agent qa_agent",
    );
  const sub = (name: string, summary: string) =>
    new Command(name)
      .description(summary)
      .option("--stack <name>", "take the ledger's address from Pulumi.<name>.yaml", "dev")
      .option("--ledger <address>", "the ledger itself: gs://bucket/prefix or file:///folder")
      .option("--json", "print the result as JSON");
  return command
    .addCommand(
      sub("list", "every job, ours and others', oldest first").action((options: JobsOptions) => list(context, options)),
    )
    .addCommand(
      sub("show", "one job in full; a key may be shortened")
        .argument("<key>", "the beginning of a key as `jobs list` shows it")
        .action((key: string, options: JobsOptions) => show(context, key, options)),
    )
    .addCommand(
      sub("collect", "submits what waits while there is room, fills in what has ended; for schedules").action(
        (options: JobsOptions) => collect(context, options),
      ),
    )
    .addCommand(
      sub("cancel", "asks the provider to stop a job that still runs; what it has used is billed")
        .argument("<key>", "the beginning of a key as `jobs list` shows it")
        .option("--yes", "do it")
        .action((key: string, options: JobsOptions) => cancel(context, key, options)),
    )
    .addCommand(
      sub("adopt", "takes a job made elsewhere into the ledger, as the one that an agent's plan would buy")
        .argument("<job>", "the provider's name of the job, as `jobs list` shows it")
        .requiredOption("--agent <name>", "the agent whose purchase it stands for")
        .option("--set <setting=value>", "a setting of the stack for this command; repeatable", collectSetting, {})
        .action((job: string, options: AdoptOptions) => adopt(context, job, options)),
    )
    .addCommand(
      sub("release", "forgets a claim whose reply was lost, after you looked at the provider's own job list")
        .argument("<key>", "the beginning of a key as `jobs list` shows it")
        .option("--yes", "you looked, and there is no such job")
        .action((key: string, options: JobsOptions) => release(context, key, options)),
    );
}

async function list(context: CliContext, options: JobsOptions): Promise<void> {
  const rows = await listClaims(claims(context, options));
  if (options.json === true) return context.write(JSON.stringify(rows, null, 2));
  if (rows.length === 0) return context.write("No job is known.");
  context.write(
    ` ${"KEY".padEnd(10)}${"AGENT".padEnd(18)}${"STATE".padEnd(12)}${"WHOSE".padEnd(9)}${"CREATED".padEnd(12)}BASE MODEL`,
  );
  for (const row of rows) context.write(` ${line(row)}`.trimEnd());
}

function line(row: JobRow): string {
  const state = row.claim === "submitted" || row.claim === undefined ? (row.state ?? "unknown") : row.claim;
  const agent = row.owner === undefined ? "-" : row.owner.agent;
  const created = row.createdAt?.slice(0, 10) ?? "-";
  return `${(row.key ?? "-").slice(0, 8).padEnd(10)}${agent.padEnd(18)}${state.padEnd(12)}${row.provenance.padEnd(9)}${created.padEnd(12)}${row.baseModel ?? row.jobName ?? "-"}`;
}

async function show(context: CliContext, key: string, options: JobsOptions): Promise<void> {
  const found = (await listClaims(claims(context, options))).filter((row) => row.key?.startsWith(key));
  if (found.length !== 1) {
    throw new FlanstackError(`${key} names ${found.length} jobs.`, {
      code: "claim_unknown",
      path: key,
      fix: "Give the beginning of one key as `flanstack jobs list` shows it.",
    });
  }
  context.write(JSON.stringify(found[0], null, 2));
}

async function collect(context: CliContext, options: JobsOptions): Promise<void> {
  const collected = await collectClaims(claims(context, options));
  if (options.json === true) return context.write(JSON.stringify(collected, null, 2));
  if (collected.length === 0) context.write("Nothing to collect.");
  for (const each of collected)
    context.write(` ${each.key.slice(0, 8).padEnd(10)}${each.claim.owner.agent.padEnd(18)}${outcome(each)}`);
}

function outcome({ result }: Collected): string {
  switch (result.kind) {
    case "submitted":
    case "running":
    case "ended":
      return `${result.kind}: ${result.jobName} is ${result.state}`;
    case "waiting":
      return "waits for quota";
    case "skipped":
      return `skipped: ${result.reason}`;
    default:
      return result.kind;
  }
}

async function cancel(context: CliContext, key: string, options: JobsOptions): Promise<void> {
  if (options.yes !== true)
    throw unconfirmed(`Cancelling ${key} cannot be undone, and what the job has used is billed.`);
  const job = await cancelClaim(key, claims(context, options));
  context.write(
    job === undefined
      ? "The job has ended already; nothing was cancelled."
      : `Asked the provider to stop ${job.name} (it was ${job.state}).`,
  );
}

async function adopt(context: CliContext, jobName: string, options: AdoptOptions): Promise<void> {
  const values = { ...readStackFile(ROOT, options.stack), ...options.set, agents: [options.agent] };
  const settings = parseSettings(values, { pulumiProject: "flanstack", stack: options.stack, purpose: "plan" });
  const today = new Date().toISOString().slice(0, 10);
  const { agents } = await draftPlan(settings, {
    root: ROOT,
    today,
    environment: context.environment,
    onProgress: (text) => context.progress(` … ${text}`),
  });
  const { spec, train } = agents[0]!;
  const owner = { project: settings.pulumiProject, stack: settings.stack, agent: options.agent };
  const place = accountOf({ ...settings })!;
  const wanted = { jobName, spec, owner, train: { path: train.path }, place };
  const { key, job } = await adoptJob(wanted, claims(context, options, { ...settings }));
  if (options.json === true) return context.write(JSON.stringify({ key, job }, null, 2));
  context.write(
    `Adopted ${job.name} (${job.state}) as ${key.slice(0, 8)}; the next up of ${options.agent} submits nothing.`,
  );
}

/** The account that a stack's settings name; undefined where they name too little to ask anybody. */
function accountOf(settings: Readonly<Record<string, unknown>>): AccountPlace | undefined {
  const { provider = "gemini", region = "us-central1" } = settings;
  const project = settings.project === undefined ? undefined : String(settings.project);
  if (!PROVIDERS.includes(provider as TuningProvider)) return undefined;
  if (provider === "gemini") return (project && { provider: "gemini", project, location: String(region) }) || undefined;
  return { provider: provider as TuningProvider, project };
}

async function release(context: CliContext, key: string, options: JobsOptions): Promise<void> {
  if (options.yes !== true)
    throw unconfirmed(`If the provider has a job for ${key} after all, releasing its claim pays a second time.`);
  const claim = await releaseLostClaim(key, claims(context, options));
  context.write(
    `Released the claim of ${claim.owner.agent} (${claim.digest.slice(0, 12)}); the next up submits it again.`,
  );
}

function unconfirmed(message: string): FlanstackError {
  return new FlanstackError(message, { code: "not_confirmed", fix: "Run again with --yes." });
}

function claims(
  context: CliContext,
  options: JobsOptions,
  settings: Readonly<Record<string, unknown>> = readStackFile(ROOT, options.stack),
): ClaimsOptions {
  const ledger = options.ledger ?? settings.ledger;
  if (typeof ledger !== "string" || ledger === "") {
    throw new FlanstackError(`Stack ${options.stack} names no ledger.`, {
      code: "ledger_missing",
      path: "flanstack:ledger",
      fix: "Give --ledger, or: pulumi config set flanstack:ledger gs://YOUR-LEDGER-BUCKET/flanstack",
    });
  }
  const concurrent = Number(settings.concurrentJobs ?? 0);
  const log: TuningLog = { note: context.writeError, tick: context.progress, warn: context.writeError };
  const account = accountOf(settings);
  return {
    ledger,
    environment: context.environment,
    log,
    ...(account === undefined ? {} : { account }),
    ...(concurrent > 0 ? { concurrentJobs: concurrent } : {}),
  };
}
