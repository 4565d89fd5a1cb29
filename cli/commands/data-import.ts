/** `flanstack data analyze|import|export`: rows made elsewhere, as canonical rows and in every provider's format. */
import { mkdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import writeFileAtomic from "write-file-atomic";
import type { FormatName } from "../../datasets";
import { analyzeAgentFlan, exportSplitOf, importRows, LINE_FORMATS, renderFile } from "../../datasets/tools";
import { FlanstackError } from "../../primitives";
import type { CliContext } from "../context";
import { readDataFiles, renderFinding } from "./data-check";

const SHOWN_PROBLEMS = 50;

export function analyzeCommand(context: CliContext): Command {
  return new Command("analyze")
    .description("Counts the published Agent-FLAN files by category and shows where their schemas differ.")
    .argument("<file...>")
    .option("--json", "print as JSON")
    .action((files: readonly string[], options: { readonly json?: boolean }) => {
      const reports = files.map((file) => analyzeAgentFlan(file, readOne(context, file)));
      if (options.json === true) {
        context.write(JSON.stringify(reports, null, 2));
        return;
      }
      for (const report of reports) {
        const table = (counts: { readonly [key: string]: number }) =>
          Object.entries(counts)
            .map(([key, count]) => `{${key}} ${count}`)
            .join(", ");
        context.write(
          [
            ` ${report.path}: ${report.rows} rows, ${report.category}, ${report.messages} messages, ${report.distinctFirstMessages} distinct first messages`,
            `   row keys      ${table(report.rowKeys)}`,
            `   message keys  ${table(report.messageKeys)}`,
            `   roles         ${table(report.roles)}`,
            `   assistant     ${report.loss.trained} trained, ${report.loss.notTrained} not, ${report.loss.unsaid} unsaid (they count as trained)`,
            ...report.problems.slice(0, 10).map((problem) => `   ${renderFinding(problem)}`),
          ].join("\n"),
        );
      }
    });
}

export function importCommand(context: CliContext): Command {
  return new Command("import")
    .description("Turns rows in OpenAI's shape, or the published Agent-FLAN files, into canonical rows.")
    .argument("<file...>")
    .requiredOption("--out <file>", "the JSONL file that is written")
    .addHelpText(
      "after",
      "\nRows that cannot be taken are named and left out; the exit code is then 1.\n\nExample:\n  flanstack data import traces.jsonl --out traces_canonical.jsonl",
    )
    .action(async (files: readonly string[], options: { readonly out: string }) => {
      const imported = await Promise.all(files.map((file) => importRows(file, readOne(context, file))));
      const rows = imported.flatMap((each) => each.rows);
      await write(
        options.out,
        resolve(context.cwd, options.out),
        rows.map((row) => `${JSON.stringify(row)}\n`).join(""),
      );
      context.write(` ${rows.length} rows in ${options.out}; mind the licence of the source, it stays with the rows`);
      tellProblems(context, imported);
    });
}

export function exportCommand(context: CliContext): Command {
  return new Command("export")
    .description("Writes your own rows (canonical, or OpenAI's shape with tools) in every provider's format.")
    .argument("<file...>", "JSONL or Parquet; `_train`, `_val`, `_test` in the name are kept as the split")
    .requiredOption("--out <folder>", "where the files go")
    .option("--formats <names>", `comma-separated, of ${LINE_FORMATS.join(", ")} (default: all)`, formats)
    .addOption(
      new Option("--parallel <how>", "split: one call to a turn, for chat templates that allow no more")
        .choices(["keep", "split"])
        .default("keep"),
    )
    .addHelpText(
      "after",
      "\nNothing is written when a row is refused.\n\nExample:\n  flanstack data export mine_train.jsonl mine_val.jsonl --out data --formats gemini,trl",
    )
    .action(
      async (
        files: readonly string[],
        options: {
          readonly out: string;
          readonly formats?: readonly FormatName[];
          readonly parallel: "keep" | "split";
        },
      ) => {
        const imported = await Promise.all(
          files.map(async (file) => ({ file, ...(await importRows(file, readOne(context, file))) })),
        );
        const rendered = imported.flatMap(({ file, rows, problems }) => {
          if (problems.length > 0 || rows.length === 0) return [];
          const { name, split } = exportSplitOf(basename(file));
          return (options.formats ?? LINE_FORMATS).map((format) => renderFile(name, format, split, rows, options));
        });
        const all = [...imported, ...rendered];
        if (all.some((each) => each.problems.length > 0)) {
          tellProblems(context, all);
          return;
        }
        const folder = resolve(context.cwd, options.out);
        for (const { name, bytes } of rendered) await write(join(options.out, name), join(folder, name), bytes);
        for (const { file, source, rows, withoutSystem } of imported)
          context.write(
            ` ✔ ${file}  ${source}, ${rows.length} rows${withoutSystem === 0 ? "" : `, ${withoutSystem} without a system message: "You are a helpful assistant." was put first`}`,
          );
        context.write(` ${rendered.length} files in ${options.out}`);
        context.write(` NEXT     flanstack data check ${options.out}`);
      },
    );
}

function tellProblems(
  context: CliContext,
  from: readonly { readonly problems: readonly Parameters<typeof renderFinding>[0][] }[],
): void {
  const problems = from.flatMap((each) => each.problems);
  for (const problem of problems.slice(0, SHOWN_PROBLEMS)) context.write(renderFinding(problem));
  if (problems.length > SHOWN_PROBLEMS) context.write(`… and ${problems.length - SHOWN_PROBLEMS} more`);
  if (problems.length > 0) context.setExitCode(1);
}

/** @throws FlanstackError when it is a folder, missing, or not readable */
function readOne(context: CliContext, path: string): Uint8Array {
  const [file, ...more] = readDataFiles(context, path);
  const content = file?.content;
  if (content instanceof Uint8Array && more.length === 0 && file?.path === path) return content;
  const { code, message, fix } =
    content === undefined || content instanceof Uint8Array
      ? { code: "cannot_read", message: "is a folder", fix: "Name its files one by one." }
      : content;
  throw new FlanstackError(`${path}: ${message}`, { code, path, fix });
}

async function write(shown: string, path: string, bytes: string | Uint8Array): Promise<void> {
  try {
    mkdirSync(resolve(path, ".."), { recursive: true });
    await writeFileAtomic(path, typeof bytes === "string" ? bytes : Buffer.from(bytes));
  } catch (cause) {
    throw new FlanstackError(`Cannot write ${shown}: ${(cause as Error).message}`, {
      code: "cannot_write",
      path: shown,
      fix: "Choose a place that can be written to and has room, and run again.",
      cause,
    });
  }
}

function formats(text: string): readonly FormatName[] {
  const names = text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const unknown = names.find((name) => !(LINE_FORMATS as readonly string[]).includes(name));
  if (unknown !== undefined || names.length === 0)
    throw new InvalidArgumentError(`${unknown ?? "nothing"} is no format; use ${LINE_FORMATS.join(", ")}.`);
  return names as FormatName[];
}
