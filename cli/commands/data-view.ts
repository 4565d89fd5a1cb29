/** `flanstack data show|report|browse|diff|prove`: what was built, for people. */
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { Command } from "commander";
import writeFileAtomic from "write-file-atomic";
import { AGENT_NAMES } from "../../agents";
import { GENERATOR_VERSION, isMixedIn, type Row } from "../../datasets";
import {
  type BuildFolder,
  browseRows,
  diffBuilds,
  type Engine,
  mergeFaults,
  mutationTotals,
  newestBuild,
  openBuild,
  proveVerifier,
  renderRow,
  reportFacts,
} from "../../datasets/tools";
import { FlanstackError } from "../../primitives";
import { dataHeadline, renderBrowseHtml, renderBrowseRows, renderDataReportHtml } from "../../reports";
import type { CliContext } from "../context";
import { dataFiles, engineOf, integer, list, ROOT, read } from "./data-files";

export function showCommand(context: CliContext): Command {
  return new Command("show")
    .description("Shows one row: the conversation and where every argument comes from.")
    .argument("<id>", "such as qa_agent-7-react-012")
    .option("--in <folder>", "a folder that `data build` wrote, or a file (default: here, ./data, the build cache)")
    .option("--json", "print the row as JSON")
    .action((id: string, options: { readonly in?: string; readonly json?: boolean }) => {
      const places = options.in === undefined ? usualPlaces(context) : [options.in];
      for (const path of places.flatMap((place) => dataFiles(context, place))) {
        const line = Buffer.from(read(context, path))
          .toString("utf8")
          .split("\n")
          .find((each) => each.startsWith(`{"id":${JSON.stringify(id)},`));
        if (line === undefined) continue;
        context.write(options.json === true ? line : renderRow(JSON.parse(line) as Row));
        return;
      }
      const searched = options.in === undefined ? "here, in ./data or in the build cache" : `of ${options.in}`;
      throw new FlanstackError(`No file ${searched} holds the row ${id}.`, {
        code: "no_row",
        path: id,
        fix: "Ids stand first in each line of <agent>_train.jsonl and <agent>_val.jsonl; name their folder with --in.",
      });
    });
}

/** Where rows are looked for when no folder is named. */
function usualPlaces(context: CliContext): string[] {
  const cache = join(ROOT, "build");
  const cached = existsSync(cache) ? readdirSync(cache, { withFileTypes: true }) : [];
  const folders = cached.filter((entry) => entry.isDirectory()).map((entry) => join(cache, entry.name));
  return [".", "data", ...folders].filter((place) => existsSync(resolve(context.cwd, place)));
}

/** The named build; else the one here or in ./data; else the newest of the cache. */
function buildOf(context: CliContext, folder: string | undefined): BuildFolder {
  const here = [".", "data"].find((place) => existsSync(resolve(context.cwd, place, "dataset_summary.json")));
  const chosen = folder ?? here;
  const path = chosen === undefined ? newestBuild(join(ROOT, "build")) : resolve(context.cwd, chosen);
  if (path === undefined)
    throw new FlanstackError("There is no data set here and none was built before.", {
      code: "no_build",
      path: context.cwd,
      fix: "Run `flanstack data build --out data`, or name a folder that it wrote.",
    });
  return openBuild(path);
}

interface OutOptions {
  readonly out?: string;
  readonly json?: boolean;
}

export function reportCommand(context: CliContext): Command {
  return new Command("report")
    .description("Draws a data set as one HTML file: gates, what was refused, distributions, the proof of the gates.")
    .argument("[folder]", "a folder that `data build` wrote (default: here, ./data, the newest build)")
    .option("--out <file>", "the HTML file (default: data_report.html, here)")
    .option("--json", "print the counts behind it as JSON; writes a file only with --out")
    .addHelpText("after", "\nExamples:\n  flanstack data report data\n  flanstack data report data --out report.html")
    .action(async (folder: string | undefined, options: OutOptions) => {
      const report = reportFacts(buildOf(context, folder));
      const out = options.out ?? (options.json === true ? undefined : "data_report.html");
      if (out !== undefined) writeOut(context, out, await renderDataReportHtml(report));
      if (options.json === true) context.write(JSON.stringify(report, null, 2));
      else
        context.write(
          [` VERDICT  ${dataHeadline(report)}`, ` REPORT   ${out}`, " NEXT     flanstack data browse"].join("\n"),
        );
    });
}

export function browseCommand(context: CliContext): Command {
  return new Command("browse")
    .description("Writes pages to read the rows in a browser: filter by agent, type, tag, family; search; traces.")
    .argument("[folder]", "a folder that `data build` wrote (default: here, ./data, the newest build)")
    .option("--out <folder>", "where the pages go (default: data_browse, here)")
    .option("--json", "print what was written as JSON")
    .addHelpText("after", "\nExamples:\n  flanstack data browse data\n  flanstack data browse data --out pages")
    .action((folder: string | undefined, options: OutOptions) => {
      const build = buildOf(context, folder);
      const agents = build.summary.agents.map(({ agent }) => browseRows(build, agent));
      const out = options.out ?? "data_browse";
      const page = join(out, "index.html");
      for (const rows of agents) writeOut(context, join(out, `${rows.agent}.js`), renderBrowseRows(rows));
      writeOut(context, page, renderBrowseHtml(agents, `set ${build.summary.digest.slice(0, 12)}`));
      const rows = agents.reduce((sum, each) => sum + each.rows.length, 0);
      context.write(
        options.json === true
          ? JSON.stringify({ page, rows, agents: agents.map(({ agent }) => agent) })
          : ` PAGE     ${page}: ${rows.toLocaleString("en-US")} rows, ${agents.length} agents; open it in a browser`,
      );
    });
}

function writeOut(context: CliContext, path: string, text: string): void {
  const full = resolve(context.cwd, path);
  try {
    mkdirSync(dirname(full), { recursive: true });
    writeFileAtomic.sync(full, text);
  } catch (cause) {
    throw new FlanstackError(`Cannot write ${path}: ${(cause as Error).message}`, {
      code: "cannot_write",
      path,
      fix: "Choose another place with --out.",
      cause,
    });
  }
}

export function diffCommand(context: CliContext): Command {
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

interface ProveOptions {
  readonly agents?: readonly string[];
  readonly each: number;
  readonly json?: boolean;
}

export function proveCommand(context: CliContext): Command {
  return new Command("prove")
    .description(
      "Plants faults in good rows, shows which gate catches them, and writes mutation_report.json into the folder. Exit code 1 below 99 % over all or 95 % in a class.",
    )
    .argument("<folder>", "a folder that `data build` wrote")
    .option("--agents <names>", "comma-separated (default: all six)", list)
    .option("--each <n>", "faults of each class per agent", integer, 60)
    .option("--json", "print as JSON")
    .action((folder: string, options: ProveOptions) => prove(context, folder, options));
}

function prove(context: CliContext, folder: string, options: ProveOptions): void {
  const engines = new Map<string, Engine>();
  const seeds = new Set<number>();
  const classes = mergeFaults(
    (options.agents ?? AGENT_NAMES).flatMap((agent) => {
      context.progress(` … ${agent}`);
      const rows = Buffer.from(read(context, join(folder, `${agent}_train.jsonl`)))
        .toString("utf8")
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line) as Row)
        .filter((row) => !isMixedIn(row));
      for (const row of rows) seeds.add(row.seed);
      return proveVerifier(engineOf(engines, agent)!, rows, options.each);
    }),
  );
  const report = { generatorVersion: GENERATOR_VERSION, seed: [...seeds][0] ?? 0, classes };
  writeOut(context, join(folder, "mutation_report.json"), `${JSON.stringify(report, null, 2)}\n`);
  const { planted, caught } = mutationTotals(report);
  if (options.json === true) context.write(JSON.stringify(classes, null, 2));
  else {
    for (const each of classes)
      context.write(
        ` ${each.caught === each.planted ? "✔" : "✘"} ${each.fault.padEnd(28)} ${String(each.caught).padStart(5)} of ${String(each.planted).padEnd(5)} ${each.gates}`,
      );
    context.write(` VERDICT  ${caught} of ${planted} planted faults caught in ${classes.length} classes`);
  }
  if (caught < 0.99 * planted || classes.some((each) => each.caught < 0.95 * each.planted)) context.setExitCode(1);
}
