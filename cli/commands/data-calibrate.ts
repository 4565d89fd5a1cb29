/** `flanstack data calibrate`: the wording gates' measures on anybody's prompts. */
import { basename } from "node:path";
import { Command } from "commander";
import { CALIBRATED_LIMITS, type Calibration, calibrate, promptOfLine } from "../../datasets/tools";
import { FlanstackError } from "../../primitives";
import type { CliContext } from "../context";
import { dataFiles, integer, read } from "./data-files";

/** About what one agent's rows count, twins once. */
const SAMPLE = 545;

interface CalibrateOptions {
  readonly sample: number;
  readonly together?: boolean;
  readonly json?: boolean;
}

export function calibrateCommand(context: CliContext): Command {
  return new Command("calibrate")
    .description("Measures prompts of any JSONL files by the wording gates' own code, one column per file.")
    .argument("<file...>", "JSONL files with `conversations`, `messages` or `question`, or folders that hold them")
    .option("--sample <n>", "prompts drawn from each, since several measures depend on the number", integer, SAMPLE)
    .option("--together", "all files as one text collection")
    .option("--json", "print as JSON")
    .addHelpText("after", "\nExample:\n  flanstack data calibrate BFCL_v4_live_multiple.json data/qa_agent_train.jsonl")
    .action((files: readonly string[], options: CalibrateOptions) => {
      const paths = files.flatMap((file) => dataFiles(context, file));
      const sources = paths.map((path) => ({ name: basename(path), prompts: promptsOf(context, path) }));
      const shown =
        options.together === true
          ? [{ name: "all files", prompts: sources.flatMap(({ prompts }) => prompts) }]
          : sources.filter(({ prompts }) => prompts.length > 0);
      if (shown.every(({ prompts }) => prompts.length === 0))
        throw new FlanstackError("None of these files holds a user's message.", {
          code: "no_prompts",
          path: files[0]!,
          fix: "Name JSONL files whose lines have `conversations`, `messages` or `question`.",
        });
      const measured = shown.map(({ name, prompts }) => ({ name, ...calibrate(prompts, options.sample) }));
      context.write(options.json === true ? JSON.stringify(measured, null, 2) : render(measured));
    });
}

function promptsOf(context: CliContext, path: string): string[] {
  const lines = Buffer.from(read(context, path)).toString("utf8").split("\n");
  return lines.flatMap((line) => {
    if (line.trim() === "") return [];
    try {
      return promptOfLine(JSON.parse(line)) ?? [];
    } catch {
      return []; // a line that is no JSON has no prompt; `data check` names it
    }
  });
}

function render(measured: readonly (Calibration & { readonly name: string })[]): string {
  const names = measured.map(({ name }, at) => ` ${at + 1}  ${name}, ${measured[at]!.prompts} prompts`);
  const head = `${"gate".padEnd(24)} ${"limit".padEnd(17)}${measured.map((_, at) => String(at + 1).padStart(8)).join("")}`;
  const lines = Object.entries(CALIBRATED_LIMITS).map(([gate, limit]) => {
    const values = measured.map(({ values: own }) =>
      (own[gate] === undefined ? "–" : own[gate].toFixed(3)).padStart(8),
    );
    return `${gate.padEnd(24)} ${limit.padEnd(17)}${values.join("")}`;
  });
  return [...names, "", ` ${head}`, ...lines.map((line) => ` ${line}`)].join("\n");
}
