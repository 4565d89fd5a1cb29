/** `flanstack data`: build, verify, show, compare and import tuning data. Needs no stack and no account. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { AGENT_NAMES, loadAgent } from "../../agents";
import { type BuiltDatasets, buildDatasets, type FormatName, type Rendering, type Row } from "../../datasets";
import {
  diffBuilds,
  type Engine,
  mergeFaults,
  prepareEngine,
  proveVerifier,
  renderGateTable,
  renderRow,
} from "../../datasets/tools";
import { FlanstackError } from "../../primitives";
import type { CliContext } from "../context";
import { checkCommand } from "./data-check";
import { analyzeCommand, exportCommand, importCommand } from "./data-import";

const ROOT = resolve(__dirname, "../..");
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
    .addCommand(diffCommand(context))
    .addCommand(analyzeCommand(context))
    .addCommand(importCommand(context))
    .addCommand(exportCommand(context));
}

interface BuildOptions {
  readonly out: string;
  readonly seed: number;
  readonly count?: number;
  readonly agents?: readonly string[];
  readonly formats?: readonly FormatName[];
  readonly rendering: Rendering;
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

function engineOf(engines: Map<string, Engine>, agent: string): Engine | undefined {
  if (!(AGENT_NAMES as readonly string[]).includes(agent)) return undefined;
  let engine = engines.get(agent);
  if (engine === undefined) {
    engine = prepareEngine(
      loadAgent(agent),
      AGENT_NAMES.map((name) => loadAgent(name)),
    );
    engines.set(agent, engine);
  }
  return engine;
}

function dataFiles(context: CliContext, path: string): string[] {
  const full = resolve(context.cwd, path);
  if (!existsSync(full))
    throw new FlanstackError(`There is no ${path}.`, {
      code: "no_file",
      path,
      fix: "Name a JSONL file, or a folder that holds some.",
    });
  try {
    return readdirSync(full)
      .filter((name) => name.endsWith(".jsonl"))
      .sort()
      .map((name) => join(path, name));
  } catch {
    return [path];
  }
}

function read(context: CliContext, path: string): Uint8Array {
  try {
    return readFileSync(resolve(context.cwd, path));
  } catch (cause) {
    throw new FlanstackError(`Cannot read ${path}: ${(cause as Error).message}`, {
      code: "cannot_read",
      path,
      fix: "Name a file that exists and may be read.",
      cause,
    });
  }
}

function showCommand(context: CliContext): Command {
  return new Command("show")
    .description("Shows one row: the conversation and where every argument comes from.")
    .argument("<id>", "such as qa_agent-7-react-012")
    .requiredOption("--in <folder>", "a folder that `data build` wrote")
    .option("--json", "print the row as JSON")
    .action((id: string, options: { readonly in: string; readonly json?: boolean }) => {
      for (const path of dataFiles(context, options.in)) {
        const line = Buffer.from(read(context, path))
          .toString("utf8")
          .split("\n")
          .find((each) => each.startsWith(`{"id":${JSON.stringify(id)},`));
        if (line === undefined) continue;
        context.write(options.json === true ? line : renderRow(JSON.parse(line) as Row));
        return;
      }
      throw new FlanstackError(`No file of ${options.in} holds the row ${id}.`, {
        code: "no_row",
        path: id,
        fix: "The ids stand in the first column of <agent>_train.jsonl and <agent>_val.jsonl.",
      });
    });
}

function proveCommand(context: CliContext): Command {
  return new Command("prove")
    .description("Plants faults in good rows and shows which gate catches them. Exit code 1 below 99 % over all.")
    .argument("<folder>", "a folder that `data build` wrote")
    .option("--agents <names>", "comma-separated (default: all six)", list)
    .option("--each <n>", "faults of each class per agent", integer, 50)
    .option("--json", "print as JSON")
    .action(
      (
        folder: string,
        options: { readonly agents?: readonly string[]; readonly each: number; readonly json?: boolean },
      ) => {
        const engines = new Map<string, Engine>();
        const reports = (options.agents ?? AGENT_NAMES).flatMap((agent) => {
          const lines = Buffer.from(read(context, join(folder, `${agent}_train.jsonl`)))
            .toString("utf8")
            .trimEnd()
            .split("\n");
          context.progress(` … ${agent}`);
          return proveVerifier(
            engineOf(engines, agent)!,
            lines.map((line) => JSON.parse(line) as Row),
            options.each,
          );
        });
        const classes = mergeFaults(reports);
        const planted = classes.reduce((sum, each) => sum + each.planted, 0);
        const caught = classes.reduce((sum, each) => sum + each.caught, 0);
        if (options.json === true) context.write(JSON.stringify(classes, null, 2));
        else {
          for (const each of classes)
            context.write(
              ` ${each.caught === each.planted ? "✔" : "✘"} ${each.fault.padEnd(28)} ${String(each.caught).padStart(5)} of ${String(each.planted).padEnd(5)} ${each.gates}`,
            );
          context.write(` VERDICT  ${caught} of ${planted} planted faults caught in ${classes.length} classes`);
        }
        if (caught < 0.99 * planted) context.setExitCode(1);
      },
    );
}

function reportCommand(context: CliContext): Command {
  return new Command("report")
    .description("Prints the data card of a folder that `data build` wrote.")
    .argument("<folder>")
    .action((folder: string) =>
      context.write(
        Buffer.from(read(context, join(folder, "data_card.md")))
          .toString("utf8")
          .trimEnd(),
      ),
    );
}

function diffCommand(context: CliContext): Command {
  return new Command("diff")
    .description("Compares two folders that `data build` wrote: rows that came, went or changed.")
    .argument("<before>")
    .argument("<after>")
    .option("--json", "print as JSON")
    .action((before: string, after: string, options: { readonly json?: boolean }) => {
      const differences = diffBuilds(resolve(context.cwd, before), resolve(context.cwd, after));
      if (options.json === true) {
        context.write(JSON.stringify(differences, null, 2));
        return;
      }
      for (const { agent, added, removed, changed, same, files } of differences)
        context.write(
          ` ${agent.padEnd(18)} +${added} -${removed} ~${changed} =${same}${files.length === 0 ? "  (no file differs)" : ""}`,
        );
    });
}

function integer(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError("wants a whole number, 0 or more.");
  return value;
}

function list(text: string): readonly string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
