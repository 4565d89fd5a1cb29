/** `flanstack score --parity FILE`: judges calls by the exact rules of the Berkeley Function-Calling Leaderboard's AST checker. */
import { createReadStream } from "node:fs";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { Command } from "commander";
import { scoreParityLines } from "../../evaluation";
import { FlanstackError } from "../../primitives";
import type { CliContext } from "../context";

export function scoreCommand(context: CliContext): Command {
  return new Command("score")
    .description(
      "Scores calls. With --parity: one case per line in, one verdict per line out, as the leaderboard's own checker gives it.",
    )
    .requiredOption(
      "--parity <file>",
      "JSON lines { id, category, functions, calls, ground_truth }; - for standard input",
    )
    .addHelpText(
      "after",
      "\nExamples:\n  flanstack score --parity cases.jsonl > verdicts.jsonl\n  generate-cases | flanstack score --parity -",
    )
    .action((options: { parity: string }) => score(context, options.parity));
}

async function score(context: CliContext, file: string): Promise<void> {
  const input = file === "-" ? process.stdin : createReadStream(resolve(context.cwd, file));
  const unreadable = new Promise<never>((_, fail) => {
    input.on("error", (cause: unknown) =>
      fail(
        new FlanstackError(`${file} cannot be read.`, {
          code: "file_unreadable",
          path: file,
          fix: "Name a file of JSON lines, or - for standard input.",
          cause,
        }),
      ),
    );
  });
  const judge = async () => {
    for await (const verdict of scoreParityLines(createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })))
      context.write(verdict);
  };
  await Promise.race([judge(), unreadable]);
}
