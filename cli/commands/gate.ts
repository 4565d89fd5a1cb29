/** `flanstack gate selftest`: how often the gate promotes by luck, and how often it misses a better model. */
import { Command, InvalidArgumentError } from "commander";
import { runSelftest } from "../../evaluation";
import type { CliContext } from "../context";

interface SelftestArguments {
  readonly seed: number;
  readonly runs: number;
  readonly json?: boolean;
}

export function gateCommand(context: CliContext): Command {
  return new Command("gate").description("The promotion gate.").addCommand(
    new Command("selftest")
      .description(
        "Simulates equal and better models on clustered rows and counts the gate's mistakes. Exit code 1 when it makes too many.",
      )
      .option("--runs <number>", "simulated decisions per question", toCount, 2000)
      .option("--seed <number>", "seed of the simulation", toSeed, 1)
      .option("--json", "print the findings as JSON")
      .addHelpText(
        "after",
        "\nExamples:\n  flanstack gate selftest\n  flanstack gate selftest --runs 200 --seed 7 --json",
      )
      .action((options: SelftestArguments) => selftest(context, options)),
  );
}

function selftest(context: CliContext, { runs, seed, json }: SelftestArguments): void {
  const findings = runSelftest({ runs, seed, onProgress: context.progress });
  context.progress("");
  if (json === true) context.write(JSON.stringify(findings, null, 2));
  else {
    for (const { question, share, low, high, wanted, passed, isIllustration } of findings) {
      const mark = isIllustration ? "·" : passed ? "✔" : "✘";
      context.write(` ${mark} ${question}`);
      context.write(`     ${percent(share)} (${percent(low)} to ${percent(high)}, ${runs} runs); wanted: ${wanted}`);
    }
    context.write(" · shows why the gate is made as it is; nothing is required there. All numbers are simulated.");
  }
  if (findings.some((finding) => !finding.passed && !finding.isIllustration)) context.setExitCode(1);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function toCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError("A number of runs is an integer from 1.");
  return count;
}

function toSeed(text: string): number {
  const seed = Number(text);
  if (!Number.isSafeInteger(seed) || seed < 0) throw new InvalidArgumentError("A seed is an integer from 0.");
  return seed;
}
