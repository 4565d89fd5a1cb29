/** `flanstack data`: build, verify, show, compare and import tuning data. Needs no stack and no account. */
import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { Command, Option } from "commander";
import { AGENT_NAMES, loadAgent } from "../../agents";
import { type BuiltDatasets, buildDatasets, type FormatName, type Rendering } from "../../datasets";
import { renderGateTable } from "../../datasets/tools";
import { FlanstackError } from "../../primitives";
import type { CliContext } from "../context";
import { acceptCommand } from "./data-accept";
import { calibrateCommand } from "./data-calibrate";
import { checkCommand } from "./data-check";
import { engineOf, integer, list, ROOT } from "./data-files";
import { analyzeCommand, exportCommand, importCommand } from "./data-import";
import { browseCommand, diffCommand, proveCommand, reportCommand, showCommand } from "./data-view";

const FORMATS: readonly FormatName[] = [
  "canonical",
  "gemini",
  "gemini_preference",
  "openai",
  "openai_preference",
  "trl",
  "text",
  "anthropic",
  "parquet",
];

export function dataCommand(context: CliContext): Command {
  return new Command("data")
    .description("Builds, checks, shows and compares tuning data. Needs no stack and no account.")
    .addCommand(buildCommand(context))
    .addCommand(checkCommand(context, engineOf))
    .addCommand(showCommand(context))
    .addCommand(proveCommand(context))
    .addCommand(reportCommand(context))
    .addCommand(browseCommand(context))
    .addCommand(calibrateCommand(context))
    .addCommand(diffCommand(context))
    .addCommand(analyzeCommand(context))
    .addCommand(importCommand(context))
    .addCommand(exportCommand(context))
    .addCommand(acceptCommand(context));
}

interface BuildOptions {
  readonly out: string;
  readonly seed: number;
  readonly count?: number;
  readonly agents?: readonly string[];
  readonly formats?: readonly FormatName[];
  readonly rendering: Rendering;
  readonly parallel: "keep" | "split";
  readonly testRows: number;
  readonly json?: boolean;
}

function buildCommand(context: CliContext): Command {
  return new Command("build")
    .description(
      "Writes the data of the agents into a folder and prints the gate table. Exit code 1 when a gate fails.",
    )
    .requiredOption("--out <folder>", "where the files go")
    .option("--seed <n>", "seed of the data", integer, 7)
    .option("--count <rows>", "rows per agent; types keep their shares (default: 600)", integer)
    .option("--agents <names>", "comma-separated (default: all six)", list)
    .option("--formats <names>", `comma-separated, of ${FORMATS.join(", ")}`, list)
    .addOption(
      new Option("--rendering <how>", "how calls are written").choices(["native", "text", "mixed"]).default("mixed"),
    )
    .addOption(
      new Option("--parallel <how>", "split: one call to a turn, for chat templates that allow no more")
        .choices(["keep", "split"])
        .default("keep"),
    )
    .option("--test-rows <n>", "rows of the held-out test split per agent", integer, 0)
    .option("--json", "print the summary as JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  flanstack data build --out data\n  flanstack data build --out data --seed 11 --agents qa_agent --formats gemini,openai",
    )
    .action((options: BuildOptions) => build(context, options));
}

async function build(context: CliContext, options: BuildOptions): Promise<void> {
  const settings = {
    seed: options.seed,
    ...(options.count === undefined ? {} : { counts: countsOf(options.count) }),
    ...(options.formats === undefined ? {} : { formats: options.formats }),
    rendering: options.rendering,
    parallel: options.parallel,
    testRows: options.testRows,
  };
  const built = await buildDatasets({
    agents: (options.agents ?? AGENT_NAMES).map((agent) => ({ agent, settings })),
    loadAgent,
    agentsModule: join(ROOT, "agents"),
    otherAgents: AGENT_NAMES,
    outputDirectory: join(ROOT, "build"),
    root: ROOT,
    strict: false,
    onProgress: (text) => context.progress(` … ${text}`),
  });
  const folder = resolve(context.cwd, options.out);
  copyInto(folder, built);
  if (options.json === true) context.write(readFileSync(built.summaryPath, "utf8").trimEnd());
  else context.write(renderBuild(built, options.out));
  if (built.gates.failed > 0) context.setExitCode(1);
}

/** The default shares of 200, 300 and 100 in 600, for any number of rows. */
function countsOf(rows: number): { tflan: number; react: number; negative: number } {
  const tflan = Math.round(rows / 3);
  const negative = Math.round(rows / 6);
  return { tflan, react: rows - tflan - negative, negative };
}

function copyInto(folder: string, built: BuiltDatasets): void {
  try {
    mkdirSync(folder, { recursive: true });
    for (const path of [
      built.manifestPath,
      built.summaryPath,
      built.cardPath,
      join(built.directory, "README.md"),
      ...built.agents.flatMap((agent) => agent.files.map((file) => file.path)),
    ])
      copyFileSync(path, join(folder, basename(path)));
  } catch (cause) {
    throw new FlanstackError(`Cannot write ${folder}: ${(cause as Error).message}`, {
      code: "cannot_write",
      path: folder,
      fix: "Choose a folder that can be written to and has room, and run again.",
      cause,
    });
  }
}

function renderBuild(built: BuiltDatasets, folder: string): string {
  const rows = built.agents.reduce((sum, agent) => sum + agent.counts.rows, 0);
  const { passed, failed, notEvaluated } = built.gates;
  const verdict = failed === 0 ? "every gate passed" : `${failed} gates FAILED`;
  return [
    ` VERDICT  ${verdict}: ${built.agents.length} agents, ${rows.toLocaleString("en-US")} rows`,
    ` GATES    ${passed} passed, ${failed} failed, ${notEvaluated} not evaluated`,
    "",
    renderGateTable(built),
    "",
    ` FILES    ${folder}: ${built.agents.reduce((sum, agent) => sum + agent.files.length, 0)} data files, manifest.json, dataset_summary.json, data_card.md`,
    ` NEXT     flanstack data verify ${folder}`,
  ].join("\n");
}
