/** `flanstack eval-export`: canonical rows as a promptfoo configuration or an inspect_ai task. */
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { Command, Option } from "commander";
import writeFileAtomic from "write-file-atomic";
import { exportInspect, exportPromptfoo } from "../../evaluation";
import type { CliContext } from "../context";
import { readEvaluationRows } from "../evaluate/rows";

interface ExportArguments {
  readonly examples: string;
  readonly format: "promptfoo" | "inspect";
  readonly steps: "one" | "all";
  readonly out: string;
}

export function evalExportCommand(context: CliContext): Command {
  return new Command("eval-export")
    .description(
      "Writes rows for people who evaluate with promptfoo or inspect_ai: the same prompts and tools, gold, and a plain check.\nAsks nobody. Answers made there come back as JSON lines: flanstack score, flanstack eval --tuned answers.jsonl.",
    )
    .requiredOption("--examples <file>", "canonical rows")
    .addOption(new Option("--format <tool>", "for whom").choices(["promptfoo", "inspect"]).makeOptionMandatory())
    .addOption(new Option("--steps <which>", "one step per example, or all").choices(["one", "all"]).default("one"))
    .requiredOption("--out <folder>", "where the files go")
    .addHelpText(
      "after",
      "\nExamples:\n  flanstack eval-export --examples qa_agent_test.jsonl --format promptfoo --out pf && (cd pf && npx promptfoo eval)\n  flanstack eval-export --examples qa_agent_test.jsonl --format inspect --out insp && inspect eval insp/flanstack_task.py --model openai/gpt-4.1-mini",
    )
    .action(async ({ examples, format, steps, out }: ExportArguments) => {
      const all = readEvaluationRows(context, examples, steps);
      const rows = all.filter(({ rendering }) => rendering === "native");
      if (rows.length < all.length)
        context.writeError(
          `${all.length - rows.length} rows whose calls are written as text are left out: neither tool reads them.`,
        );
      const files = format === "promptfoo" ? exportPromptfoo(rows) : exportInspect(rows);
      mkdirSync(resolve(context.cwd, out), { recursive: true });
      for (const { name, text } of files) {
        await writeFileAtomic(resolve(context.cwd, out, name), text);
        context.write(join(out, name));
      }
    });
}
