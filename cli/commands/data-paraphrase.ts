/** `flanstack data paraphrase`: lets a model word requests anew, once; builds then take the words from the file it writes. */
import { Command, InvalidArgumentError } from "commander";
import type { CliContext } from "../context";
import { toFactor } from "../options";
import type { ParaphraseOptions } from "../paraphrase/run";
import { integer } from "./data-files";

export function paraphraseCommand(context: CliContext): Command {
  return new Command("paraphrase")
    .description(
      "Asks a model to word requests of the training rows anew, and keeps what passes every gate in a file.\nThe file is what builds read (`data build --paraphrases FILE`, flanstack:paraphrases): they ask nobody and give the same bytes.\nWithout --yes it says what it would cost and stops, unless the model runs on this machine.",
    )
    .requiredOption("--out <file>", "JSONL file of paraphrases; what it holds already is not asked again")
    .requiredOption("--model <name>", "the model, at any address that speaks OpenAI's chat API")
    .option("--base-url <url>", "its address (default: FLANSTACK_OPENAI_BASE_URL, OPENAI_BASE_URL, else OpenAI)")
    .option("--agents <names>", "comma-separated (default: all six)")
    .option("--seed <n>", "seed of the data", "7")
    .option("--count <rows>", "rows per agent, as of the build (default: 600)")
    .option("--share <share>", "of the requests, above 0 to 1", toShare, 0.5)
    .option("--temperature <number>", "0 to 2", toTemperature, 0.7)
    .option("--max-requests <n>", "calls of this run, at most", integer, 1000)
    .option("--max-usd <dollars>", "what this run may cost, at most; needed where somebody bills", toFactor)
    .option("--catalog <file>", "your own model facts, for the price")
    .option("--yes", "ask, and spend what COST says")
    .addHelpText(
      "after",
      "\nThe key is read from OPENAI_API_KEY alone.\n\nExamples:\n  flanstack data paraphrase --out paraphrases.jsonl --model gpt-4.1-mini\n  flanstack data paraphrase --out paraphrases.jsonl --model gpt-4.1-mini --max-usd 2 --yes\n  flanstack data paraphrase --out paraphrases.jsonl --model qwen3 --base-url http://127.0.0.1:8000/v1\n\nExit code 1 when nothing was asked yet or an answer is missing.",
    )
    .action((options: ParaphraseOptions) => {
      // Loaded here: no other command of `flanstack data` asks a model.
      const run = require("../paraphrase/run") as typeof import("../paraphrase/run");
      return run.paraphrase(context, options);
    });
}

function toShare(text: string): number {
  const share = Number(text);
  if (!(share > 0 && share <= 1)) throw new InvalidArgumentError("A share is a number above 0, at most 1.");
  return share;
}

function toTemperature(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= 0 && value <= 2)) throw new InvalidArgumentError("Use a number from 0 to 2.");
  return value;
}
