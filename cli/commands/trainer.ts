/** `flanstack trainer`: runs of the local trainer, serving their adapters, and what chat templates do to our rows. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { Command, Option } from "commander";
import { FlanstackError } from "../../primitives";
import type { JobView } from "../../tuning";
import {
  findEngine,
  localBackendFrom,
  localRunsFolder,
  noEngine,
  TRAINER_ROOM,
  trainerImage,
  trainerPython,
} from "../../tuning/adapters/local";
import type { CliContext } from "../context";
import { toPort } from "../options";
import { runEfficacy, type Size } from "../trainer/efficacy";

export function trainerCommand(context: CliContext): Command {
  return new Command("trainer")
    .description(
      "LoRA on this machine: its runs, a server for their adapters, and chat templates. Nothing here is billed.",
    )
    .addHelpText(
      "after",
      "\nExamples:\n  npm run trainer:install\n  flanstack trainer runs\n  flanstack trainer serve --agent qa_agent\n  flanstack trainer templates data/qa_agent_trl_val.jsonl",
    )
    .addCommand(
      new Command("runs")
        .description("every run of this machine, oldest first")
        .option("--json", "print the result as JSON")
        .action((options: { json?: boolean }) => listRuns(context, options)),
    )
    .addCommand(
      new Command("resume")
        .description("goes on with runs whose process died, from their last checkpoint")
        .action(() => resumeRuns(context)),
    )
    .addCommand(
      new Command("serve")
        .description("serves finished adapters of one base behind OpenAI's protocol, on 127.0.0.1")
        .argument("[adapters...]", "folders of adapters; default: the newest finished run of each agent")
        .option("--agent <name>", "only this agent's")
        .option("--base <model>", "base model; default: the one that the adapters name")
        .option("--port <number>", "port on 127.0.0.1; 0 takes any free one", toPort, 8571)
        .action((adapters: string[], options: ServeOptions) => serve(context, adapters, options)),
    )
    .addCommand(
      new Command("image")
        .description("builds the image of trainer and server for runs in a container, with docker or podman")
        .option("--base <image>", "another image with Python 3.11 to 3.13 and pip to start from")
        .action((options: { base?: string }) => buildImage(context, options)),
    )
    .addCommand(
      new Command("efficacy")
        .description("does the data teach? trains one small model per arm from scratch and scores all on test rows")
        .requiredOption("--data <folder>", "what `data build --formats canonical,trl --test-rows 400` wrote")
        .requiredOption("--out <folder>", "where models' answers and the result go; a second run goes on")
        .option("--agent <name>", "whose rows", "support_agent")
        .addOption(
          new Option("--size <size>", "small for two cores, large for a GPU")
            .choices(["small", "large"])
            .default("small"),
        )
        .action((options: { data: string; out: string; agent: string; size: Size }) => efficacy(context, options)),
    )
    .addCommand(
      new Command("templates")
        .description("renders rows through every tool-capable chat template that TRL ships; prints a table")
        .argument("<file>", "rows in the trl format")
        .action(async (file: string) => void (await runTrainer(context, ["templates", resolve(context.cwd, file)]))),
    );
}

interface ServeOptions {
  readonly agent?: string;
  readonly base?: string;
  readonly port: number;
}

async function listRuns(context: CliContext, options: { json?: boolean }): Promise<void> {
  const runs = await sortedRuns(context);
  if (options.json === true) return context.write(JSON.stringify(runs, null, 2));
  if (runs.length === 0) return context.write("No run is known.");
  context.write(` ${"RUN".padEnd(14)}${"AGENT".padEnd(18)}${"STATE".padEnd(13)}${"STEP".padEnd(11)}BASE MODEL`);
  for (const run of runs) {
    const { step, totalSteps } = run.progress ?? {};
    const steps = totalSteps === undefined ? "-" : `${step ?? 0}/${totalSteps}`;
    context.write(
      ` ${run.name.slice(0, 12).padEnd(14)}${(run.labels.agent ?? "-").padEnd(18)}${run.rawState.padEnd(13)}${steps.padEnd(11)}${run.baseModel}`,
    );
  }
}

async function resumeRuns(context: CliContext): Promise<void> {
  const paused = (await sortedRuns(context)).filter((run) => run.state === "paused");
  if (paused.length === 0) return context.write("Every run has ended or goes on.");
  for (const run of paused) {
    await localBackendFrom(context.environment).resume!(run);
    context.write(`Goes on with ${run.name}.`);
  }
}

async function serve(context: CliContext, given: string[], options: ServeOptions): Promise<void> {
  const folders = given.length > 0 ? given.map((each) => resolve(context.cwd, each)) : await newest(context, options);
  if (folders.length === 0) {
    throw new FlanstackError("There is no finished run to serve.", {
      code: "nothing_to_serve",
      fix: "flanstack trainer runs shows what there is; or name folders of adapters.",
    });
  }
  const base = options.base === undefined ? [] : ["--base", options.base];
  await runTrainer(context, ["serve", ...folders, ...base, "--port", String(options.port)]);
}

async function efficacy(
  context: CliContext,
  options: { data: string; out: string; agent: string; size: Size },
): Promise<void> {
  const out = resolve(context.cwd, options.out);
  const tables = await runEfficacy({
    ...options,
    data: resolve(context.cwd, options.data),
    out,
    train: (plan) => runTrainer(context, ["experiment", plan]),
  });
  if (tables !== undefined) context.write(tables);
}

async function newest(context: CliContext, { agent }: ServeOptions): Promise<string[]> {
  const byAgent = new Map<string, JobView>();
  for (const run of await sortedRuns(context)) {
    const of = run.labels.agent ?? run.name;
    if (run.state === "succeeded" && (agent === undefined || agent === of)) byAgent.set(of, run);
  }
  const runs = localRunsFolder(context.environment);
  return [...byAgent.values()].map(({ name }) => join(runs, name, "adapter"));
}

async function sortedRuns(context: CliContext): Promise<JobView[]> {
  const runs = await localBackendFrom(context.environment).list();
  return [...runs].sort((left, right) => (left.createTime < right.createTime ? -1 : 1));
}

/** The trainer in the foreground; its output and its end are ours. */
function runTrainer(context: CliContext, args: readonly string[]): Promise<boolean> {
  const python = trainerPython(context.environment);
  if (!existsSync(python)) {
    throw new FlanstackError(`The trainer's Python environment is not there (${python}).`, {
      code: "trainer_missing",
      path: "trainer",
      fix: "Install it once: npm run trainer:install",
    });
  }
  return inForeground(context, python, ["-m", "flanstack_trainer", ...args], { PYTHONPATH: TRAINER_ROOM });
}

/** The image of trainer and server, built from the checkout. */
async function buildImage(context: CliContext, options: { base?: string }): Promise<void> {
  const engine = findEngine(context.environment);
  if (engine === undefined) throw noEngine(context.environment);
  const image = trainerImage(context.environment);
  const base = options.base === undefined ? [] : ["--build-arg", `BASE=${options.base}`];
  if (await inForeground(context, engine.program, ["build", "--tag", image, ...base, TRAINER_ROOM])) {
    context.write(`${image} is ready: pulumi config set flanstack:runner container`);
  }
}

/** A program whose output and end are ours. */
function inForeground(
  context: CliContext,
  program: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<boolean> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { stdio: "inherit", env: { ...context.environment, ...variables } });
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill("SIGINT"));
    child.on("error", fail);
    child.on("exit", (code) => {
      context.setExitCode(code ?? 130);
      done(code === 0);
    });
  });
}
