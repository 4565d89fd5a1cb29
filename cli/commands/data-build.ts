/** `flanstack data build` and `join`: writes the files of a data set into a folder, in one run or in parts. */
import { constants, copyFileSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { Command, Option } from "commander";
import { AGENT_NAMES, loadAgent } from "../../agents";
import { type BuiltDatasets, buildDatasets, countBlocks, FORMATS, normaliseSettings } from "../../datasets";
import { joinShards, renderGateTable } from "../../datasets/tools";
import { FlanstackError } from "../../primitives";
import type { CliContext } from "../context";
import { type BuildOptions, readBuildOptions } from "./data-build-options";
import { ROOT } from "./data-files";

/** Where files grow inside the folder that was asked for, until all are done. */
const UNFINISHED = ".unfinished";

export function buildCommand(context: CliContext): Command {
  return new Command("build")
    .description(
      "Writes the data of the agents into a folder and prints the gate table. Exit code 1 when a gate fails, 2 when an option is wrong.",
    )
    .requiredOption("--out <folder>", "where the files go")
    .option("--seed <n>", "seed of the data; the same seed gives the same bytes", "7")
    .option("--count <rows>", "rows per agent, of train and validation; types keep their shares (default: 600)")
    .option("--split <names>", "which are written, of train, validation, test (default: train,validation)")
    .option("--agents <names>", "comma-separated (default: all six)")
    .option("--workers <n>", "threads; the bytes do not depend on it (default: the cores of the machine)")
    .option("--shard <i/n>", "makes the i-th of n parts; `flanstack data join` puts them together")
    .option("--formats <names>", `comma-separated, of ${FORMATS.join(", ")} (default: canonical,gemini,openai)`)
    .addOption(
      new Option("--rendering <how>", "how calls are written").choices(["native", "text", "mixed"]).default("mixed"),
    )
    .addOption(
      new Option("--parallel <how>", "split: one call to a turn, for chat templates that allow no more")
        .choices(["keep", "split"])
        .default("keep"),
    )
    .option("--test-rows <n>", "rows of the held-out test split per agent (default: 400 with --split test, else 0)")
    .option("--json", "print dataset_summary.json instead of the table")
    .addHelpText(
      "after",
      [
        "\nExamples:",
        "  flanstack data build --out data",
        "  flanstack data build --out data --seed 11 --agents qa_agent --formats gemini,openai",
        "  flanstack data build --out data --count 6000 --split train,validation,test --workers 4",
        "  flanstack data build --out part1 --count 60000 --shard 1/2     (and --shard 2/2 elsewhere)",
        "\nWith --json: { generatorVersion, digest, rows, agents: [{ agent, settings, counts, funnel, gates }], pooledGates },",
        "a gate being { gate, status: passed | failed | not_evaluated | not_applicable, value, limit, aim, sample, examples }.",
      ].join("\n"),
    )
    .action((options: BuildOptions) => build(context, options));
}

async function build(context: CliContext, options: BuildOptions): Promise<void> {
  const { request, problems } = readBuildOptions(options);
  if (problems.length > 0) {
    context.writeError(FlanstackError.fromProblems("flanstack data build", problems).message);
    context.setExitCode(2);
    return;
  }
  const { agents, settings, workers, shard } = request;
  const folder = resolve(context.cwd, options.out);
  // A build of one block is kept where the program finds it; a larger one is written once, where it is wanted.
  const isKept = shard === undefined && countBlocks(normaliseSettings("", settings)) === 1;
  const unfinished = join(folder, UNFINISHED);
  if (!isKept) rmSync(unfinished, { recursive: true, force: true });
  const built = await buildDatasets({
    agents: agents.map((agent) => ({ agent, settings })),
    loadAgent,
    agentsModule: join(ROOT, "agents"),
    otherAgents: AGENT_NAMES,
    outputDirectory: isKept ? join(ROOT, "build") : unfinished,
    root: ROOT,
    strict: false,
    ...(workers === undefined ? {} : { workers }),
    ...(shard === undefined ? {} : { shard }),
    onProgress: (text) => context.progress(` … ${text}`),
  });
  place(built, folder, isKept ? "copy" : "move");
  show(context, built, options.out, folder, options.json === true);
  if (shard !== undefined && options.json !== true)
    context.write(` NEXT     flanstack data join --out FOLDER PART... once all ${shard.of} parts are made`);
}

export function joinCommand(context: CliContext): Command {
  return new Command("join")
    .description(
      "Joins the folders that `data build --shard` wrote into the files that one run would have written, and judges them.",
    )
    .argument("<part...>", "the folders of all parts, in any order")
    .requiredOption("--out <folder>", "where the files go")
    .option("--json", "print dataset_summary.json instead of the table")
    .addHelpText("after", "\nExamples:\n  flanstack data join --out data part1 part2")
    .action((parts: readonly string[], options: { readonly out: string; readonly json?: boolean }) => {
      const folder = resolve(context.cwd, options.out);
      const unfinished = join(folder, UNFINISHED);
      rmSync(unfinished, { recursive: true, force: true });
      const built = joinShards(
        parts.map((part) => resolve(context.cwd, part)),
        unfinished,
      );
      place(built, folder, "move");
      show(context, built, options.out, folder, options.json === true);
    });
}

/** Puts the files into the folder; those of an earlier build that this one does not have go. */
function place(built: BuiltDatasets, folder: string, how: "copy" | "move"): void {
  try {
    mkdirSync(folder, { recursive: true });
    const paths = [
      ...built.agents.flatMap((agent) => agent.files.map((file) => file.path)),
      built.summaryPath,
      built.cardPath,
      join(built.directory, "README.md"),
      built.manifestPath,
    ];
    const names = new Set(paths.map((path) => basename(path)));
    for (const name of filesBefore(folder)) if (!names.has(name)) rmSync(join(folder, name), { force: true });
    for (const path of paths) {
      const target = join(folder, basename(path));
      if (how === "move") renameSync(path, target);
      else copyFileSync(path, target, constants.COPYFILE_FICLONE);
    }
    rmSync(join(folder, UNFINISHED), { recursive: true, force: true });
  } catch (cause) {
    throw new FlanstackError(`Cannot write ${folder}: ${(cause as Error).message}`, {
      code: "cannot_write",
      path: folder,
      fix: "Choose a folder that can be written to and has room, and run again.",
      cause,
    });
  }
}

/** Data files that the folder's own manifest lists. */
function filesBefore(folder: string): string[] {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as {
      readonly agents: readonly { readonly files: readonly { readonly name: string }[] }[];
    };
    return manifest.agents.flatMap((agent) => agent.files.map((file) => basename(file.name)));
  } catch {
    return []; // no build was here, or none that can be read: nothing is removed
  }
}

function show(context: CliContext, built: BuiltDatasets, out: string, folder: string, asJson: boolean): void {
  if (asJson) context.write(readFileSync(join(folder, "dataset_summary.json"), "utf8").trimEnd());
  else context.write(renderBuild(built, out));
  if (built.gates.failed > 0) context.setExitCode(1);
}

function renderBuild(built: BuiltDatasets, folder: string): string {
  const rows = built.agents.reduce((sum, agent) => sum + agent.counts.rows, 0);
  const { passed, failed, notEvaluated } = built.gates;
  const verdict =
    failed > 0
      ? `${failed} gate${failed === 1 ? "" : "s"} FAILED`
      : notEvaluated > 0
        ? "no gate failed"
        : "every gate passed";
  return [
    ` VERDICT  ${verdict}: ${built.agents.length} agents, ${rows.toLocaleString("en-US")} rows`,
    ` GATES    ${passed} passed, ${failed} failed, ${notEvaluated} not evaluated${notEvaluated === 0 ? "" : " (too few rows)"}`,
    "",
    renderGateTable(built),
    "",
    ` FILES    ${folder}: ${built.agents.reduce((sum, agent) => sum + agent.files.length, 0)} data files, manifest.json, dataset_summary.json, data_card.md`,
    ` NEXT     flanstack data verify ${folder}`,
  ].join("\n");
}
