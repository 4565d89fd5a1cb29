/** `flanstack data build` and `join`: writes the files of a data set into a folder, in one run or in parts. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Command, Option } from "commander";
import { AGENT_NAMES, loadAgent } from "../../agents";
import { type BuiltDatasets, buildDatasets, countBlocks, FORMATS, normaliseSettings } from "../../datasets";
import { choosePruning, joinShards, plannedFiles, renderGateTable } from "../../datasets/tools";
import { forgottenIds } from "../../forgotten";
import { heldOutRequests } from "../../held-out-requests";
import { FlanstackError } from "../../primitives";
import type { CliContext } from "../context";
import { type BuildOptions, readBuildOptions } from "./data-build-options";
import { ROOT } from "./data-files";
import { OutputFolder, SET_FILES } from "./data-output";
import { KEPT_BUILDS } from "./data-prune";

const WORTH_TELLING_BYTES = 2 ** 30;

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
    .option("--paraphrases <file>", "requests that a model worded, as `flanstack data paraphrase` keeps them")
    .option(
      "--mix <file:ratio:licence>",
      "general instruction data of your own among the training rows; ratio: rows per generated one; repeatable",
      (text: string, earlier: readonly string[] = []) => [...earlier, text],
    )
    .option("--json", "print dataset_summary.json instead of the table")
    .addHelpText(
      "after",
      [
        "\nExamples:",
        "  flanstack data build --out data",
        "  flanstack data build --out data --seed 11 --agents qa_agent --formats gemini,openai",
        "  flanstack data build --out data --count 6000 --split train,validation,test --workers 4",
        "  flanstack data build --out data --mix alpaca.jsonl:1:cc-by-4.0    (the paper's one to one)",
        "  flanstack data build --out part1 --count 60000 --shard 1/2     (and --shard 2/2 elsewhere)",
        "\nWith --json: { generatorVersion, digest, rows, agents: [{ agent, settings, counts, funnel, gates }], pooledGates },",
        "a gate being { gate, status: passed | failed | not_evaluated | not_applicable, value, limit, aim, sample, examples }.",
      ].join("\n"),
    )
    .action((options: BuildOptions) => build(context, options));
}

async function build(context: CliContext, options: BuildOptions): Promise<void> {
  const { request, problems } = readBuildOptions(options, context.cwd);
  if (problems.length > 0) {
    context.writeError(FlanstackError.fromProblems("flanstack data build", problems).message);
    context.setExitCode(2);
    return;
  }
  const { agents, workers, shard } = request;
  const settings = { ...request.settings, forgotten: forgottenIds(ROOT) };
  const output = new OutputFolder(resolve(context.cwd, options.out), options.out);
  const normal = normaliseSettings("", settings);
  output.refuseForeign([
    ...agents.flatMap((agent) => plannedFiles(agent, normal).map(({ name }) => name)),
    ...SET_FILES,
  ]);
  // A build of one block is kept where the program finds it; a larger one is written once, where it is wanted.
  const isKept = shard === undefined && countBlocks(normal) === 1;
  if (!isKept) output.clear();
  const built = await buildDatasets({
    agents: agents.map((agent) => ({ agent, settings })),
    loadAgent,
    agentsModule: join(ROOT, "agents"),
    otherAgents: AGENT_NAMES,
    ...(settings.mix === undefined ? {} : { heldOut: heldOutRequests([]) }),
    outputDirectory: isKept ? join(ROOT, "build") : output.unfinished,
    root: ROOT,
    strict: false,
    ...(workers === undefined ? {} : { workers }),
    ...(shard === undefined ? {} : { shard }),
    onProgress: (text) => context.progress(` … ${text}`),
  });
  output.fill(built, isKept ? "copy" : "move");
  show(context, built, output, options.json === true);
  if (isKept && options.json !== true) tellOfOldBuilds(context);
  if (shard !== undefined && options.json !== true)
    context.write(` NEXT     flanstack data join --out FOLDER PART... once all ${shard.of} parts are made`);
}

/** The cache is never emptied by itself: a job may still read what it was bought for. */
function tellOfOldBuilds(context: CliContext): void {
  const { gone } = choosePruning(join(ROOT, "build"), KEPT_BUILDS, new Set());
  const sizeBytes = gone.reduce((sum, each) => sum + each.sizeBytes, 0);
  if (sizeBytes < WORTH_TELLING_BYTES) return;
  context.write(
    ` CACHE    ${gone.length} older builds take ${(sizeBytes / 2 ** 30).toFixed(1)} GiB: flanstack data prune`,
  );
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
      const output = new OutputFolder(resolve(context.cwd, options.out), options.out);
      output.refuseForeign(SET_FILES);
      output.clear();
      const built = joinShards(
        parts.map((part) => resolve(context.cwd, part)),
        output.unfinished,
      );
      output.fill(built, "move");
      show(context, built, output, options.json === true);
    });
}

function show(context: CliContext, built: BuiltDatasets, output: OutputFolder, asJson: boolean): void {
  if (asJson) context.write(readFileSync(join(output.folder, "dataset_summary.json"), "utf8").trimEnd());
  else context.write(renderBuild(built, output.shown));
  if (built.gates.failed > 0) context.setExitCode(1);
}

function paraphrasedLines({ agents }: BuiltDatasets): string[] {
  return agents.flatMap(({ agent, paraphrased, funnel }) => {
    if (paraphrased === undefined) return [];
    const refused = Object.entries(funnel.refused).flatMap(([stage, { count }]) => {
      const rule = /^paraphrase: (.*)$/.exec(stage)?.[1];
      return rule === undefined ? [] : [`${rule} ${count}`];
    });
    return [
      ` WORDED   ${agent}: ${paraphrased} training rows by a model${refused.length === 0 ? "" : `; refused: ${refused.join(", ")}`}`,
    ];
  });
}

function mixedLines({ agents }: BuiltDatasets): string[] {
  return agents.flatMap(({ agent, mix = [] }) =>
    mix.map(({ file, licence, wanted, read, taken, duplicates, contaminated, forgotten, tokens }) => {
      const left = [
        ...(duplicates === 0 ? [] : [`${duplicates} twice`]),
        ...(contaminated === 0 ? [] : [`${contaminated} like held-out rows`]),
        ...(forgotten === 0 ? [] : [`${forgotten} forgotten`]),
      ];
      const short = taken < wanted ? ` (${wanted} wanted)` : "";
      return ` MIXED    ${agent}: ${taken} of ${read} rows of ${file}${short}, ${licence}, about ${tokens.toLocaleString("en-US")} tokens${left.length === 0 ? "" : `; left out: ${left.join(", ")}`}`;
    }),
  );
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
    ...paraphrasedLines(built),
    ...mixedLines(built),
    ` FILES    ${folder}: ${built.agents.reduce((sum, agent) => sum + agent.files.length, 0)} data files, manifest.json, dataset_summary.json, data_card.md`,
    ` NEXT     flanstack data verify ${folder}`,
  ].join("\n");
}
