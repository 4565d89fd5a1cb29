/** `flanstack data verify` (or `check`): any data file, ours or the user's. Needs no stack and no account. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { Command, Option } from "commander";
import { FORMATS, type FormatName } from "../../datasets";
import { checkFiles, type DataFile, type Engine, type FileReport } from "../../datasets/tools";
import { type Problem, renderProblem } from "../../primitives";
import type { CliContext } from "../context";

const SHOWN_PROBLEMS = 50;
type EngineOf = (engines: Map<string, Engine>, agent: string) => Engine | undefined;

export function checkCommand(context: CliContext, engineOf: EngineOf): Command {
  return new Command("verify")
    .alias("check")
    .description(
      "Checks data files of any known format, ours or yours, and plays generated rows again. Exit code 1 when something is wrong.",
    )
    .argument("<file...>", "JSONL or Parquet files, or folders that hold them")
    .addOption(new Option("--format <name>", "default: told from the first row").choices(FORMATS))
    .option("--json", "print the reports as JSON")
    .addHelpText(
      "after",
      "\nFiles named ..._train and ..._val (or test) are compared with each other: a request in both is an error.\n\nExamples:\n  flanstack data verify data\n  flanstack data check traces.jsonl --format openai\n  flanstack data check mine_train.jsonl mine_val.jsonl",
    )
    .action(async (paths: readonly string[], options: { readonly format?: FormatName; readonly json?: boolean }) => {
      const engines = new Map<string, Engine>();
      const reports = await checkFiles(
        paths.flatMap((path) => readDataFiles(context, path)),
        {
          ...(options.format === undefined ? {} : { format: options.format }),
          engineOf: (agent) => engineOf(engines, agent),
        },
      );
      if (options.json === true) context.write(JSON.stringify(reports, null, 2));
      else context.write(renderReports(reports));
      if (reports.some((report) => report.problems.length > 0)) context.setExitCode(1);
    });
}

function renderReports(reports: readonly FileReport[]): string {
  const problems = reports.flatMap((report) => report.problems);
  const hidden = problems.length - SHOWN_PROBLEMS;
  return [
    ...reports.map(renderReport),
    ...notApplicable(reports),
    ...problems.slice(0, SHOWN_PROBLEMS).map(renderFinding),
    ...(hidden > 0 ? [`… and ${hidden} more (--json shows all)`] : []),
  ].join("\n");
}

function renderReport({ path, format, profile, rows, replayed, problems }: FileReport): string {
  const facts = [
    format ?? "unknown format",
    profile,
    `${rows} rows`,
    ...(replayed > 0 ? [`${replayed} played again`] : []),
    ...(problems.length > 0 ? [`${problems.length} problems`] : []),
  ];
  return ` ${problems.length === 0 ? "✔" : "✘"} ${path}  ${facts.join(", ")}`;
}

/** Once for all imported files: which gates were held, and which say nothing about them. */
function notApplicable(reports: readonly FileReport[]): string[] {
  const imported = reports.filter((report) => report.gates.length > 0);
  if (imported.length === 0) return [];
  const failed = new Set(
    imported.flatMap((report) => report.gates.filter((gate) => gate.status === "failed").map((gate) => gate.gate)),
  );
  const gates = imported[0]!.gates;
  const held = gates.filter((gate) => gate.status !== "not_applicable").map(({ gate }) => gate);
  return [
    ` IMPORTED  ${held.map((gate) => `${failed.has(gate) ? "✘" : "✔"} ${gate}`).join("  ")}`,
    ...gates
      .filter((gate) => gate.status === "not_applicable")
      .map(({ gate, reason }) => `   – ${gate.padEnd(10)}  not applicable: ${reason}`),
  ];
}

/** Path, line, field, rule, fix. */
export function renderFinding(problem: Problem): string {
  return renderProblem({ ...problem, message: `${problem.message} [${problem.code}]` });
}

/** A file, or every data file of a folder; what cannot be read is a finding like others. */
export function readDataFiles(context: CliContext, path: string): DataFile[] {
  const full = resolve(context.cwd, path);
  const broken = (code: string, message: string, fix: string): DataFile[] => [
    { path, content: { code, path: `${path}:`, message, fix } },
  ];
  try {
    if (!statSync(full).isDirectory()) return [{ path, content: readFileSync(full) }];
    const names = readdirSync(full)
      .filter((name) => /\.(jsonl|parquet)$/.test(name))
      .sort();
    if (names.length === 0)
      return broken("no_file", "is a folder without .jsonl or .parquet files", "Name a file, or a folder with some.");
    return names.map((name) => ({ path: join(path, name), content: readFileSync(join(full, name)) }));
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    return code === "ENOENT"
      ? broken("no_file", "there is no such file", "Name a JSONL or Parquet file, or a folder that holds some.")
      : broken("cannot_read", `cannot be read: ${message}`, "Name a file that exists and may be read.");
  }
}
