/** `flanstack roi`: whether tuning pays over your own traffic, against models that need no tuning. */
import { resolve } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { compareInvestment, loadCatalog } from "../../catalog";
import { parseSettings } from "../../config";
import { draftPlan } from "../../plan";
import { renderInvestment } from "../../reports";
import type { CliContext } from "../context";
import { collectSetting, toFactor } from "../options";
import { readStackFile } from "../stack-file";

interface RoiOptions {
  readonly provider?: string;
  readonly agent: readonly string[];
  readonly baseline: readonly string[];
  readonly success: Readonly<Record<string, number>>;
  readonly months: number;
  readonly monthsBetweenRuns: number;
  readonly labour: number;
  readonly tunedInputTokens?: number;
  readonly stack: string;
  readonly today?: string;
  readonly set: Readonly<Record<string, string>>;
  readonly json?: boolean;
}

export function roiCommand(context: CliContext): Command {
  const collect = (name: string, earlier: readonly string[]) => [...earlier, name];
  return new Command("roi")
    .description(
      "Compares a tuned model with models that need no tuning, over your own traffic: price per task or per solved task,\nreturn, and the volume from which it pays (or never). Spends nothing and calls nobody.",
    )
    .addOption(
      new Option("--provider <name>", "who would tune (default: the stack's setting)").choices([
        "gemini",
        "openai",
        "local",
      ]),
    )
    .option("--agent <name>", "only this agent; repeatable", collect, [])
    .option(
      "--baseline <model>",
      "a model to compare with, with or without its platform; repeatable (default: the untuned base and the cheapest untuned model)",
      collect,
      [],
    )
    .option("--success <name=share>", "a measured success rate, 0 to 1: tuned=0.81; repeatable", collectShare, {})
    .option("--months <number>", "how long you look ahead", toFactor, 12)
    .option("--months-between-runs <number>", "how often tuning is done again", toFactor, 3)
    .option("--labour <usd>", "people's work per run, in US dollars", toUsd, 0)
    .option(
      "--tuned-input-tokens <number>",
      "input tokens per task of the tuned model, where its prompt is shorter",
      toFactor,
    )
    .option("--stack <name>", "take settings from Pulumi.<name>.yaml", "dev")
    .option("--today <date>", "judge prices and lifecycles on this day, YYYY-MM-DD (default: today)")
    .option("--set <setting=value>", "a setting, such as traffic; repeatable", collectSetting, {})
    .option("--json", "print the comparison as JSON")
    .addHelpText(
      "after",
      `\nExamples:\n  flanstack roi --set traffic='{"requestsPerMonth":50000,"inputTokensPerRequest":1200,"outputTokensPerRequest":150}'\n  flanstack roi --baseline gpt-6-luna --success tuned=0.81 --success gpt-6-luna=0.64 --labour 400`,
    )
    .action((options: RoiOptions) => run(context, options));
}

async function run(context: CliContext, options: RoiOptions): Promise<void> {
  const root = resolve(__dirname, "../..");
  const values = {
    ...readStackFile(root, options.stack),
    ...(options.provider === undefined ? {} : { provider: options.provider }),
    ...(options.agent.length === 0 ? {} : { agents: [...options.agent] }),
    ...options.set,
  };
  const settings = parseSettings(values, { pulumiProject: "flanstack", stack: options.stack, purpose: "plan" });
  const { tuning } = await draftPlan(settings, {
    root,
    today: options.today ?? new Date().toISOString().slice(0, 10),
    environment: context.environment,
    onProgress: (text) => context.progress(` … ${text}`),
  });
  const report = compareInvestment(loadCatalog({ overridesFile: settings.catalog }), tuning, {
    baselines: options.baseline,
    months: options.months,
    monthsBetweenRuns: options.monthsBetweenRuns,
    labourUsd: options.labour,
    successRates: options.success,
    tunedInputTokens: options.tunedInputTokens,
  });
  context.write(
    options.json === true
      ? JSON.stringify(report, null, 2)
      : renderInvestment(report, { width: context.columns, colour: context.colour }).trimEnd(),
  );
}

function collectShare(text: string, earlier: Readonly<Record<string, number>>): Record<string, number> {
  const at = text.lastIndexOf("=");
  const share = Number(text.slice(at + 1));
  if (at < 1 || text.slice(at + 1) === "" || !(share >= 0 && share <= 1)) {
    throw new InvalidArgumentError("Write name=share with a share from 0 to 1, such as tuned=0.81.");
  }
  return { ...earlier, [text.slice(0, at)]: share };
}

function toUsd(text: string): number {
  const usd = Number(text);
  if (text === "" || !(usd >= 0)) throw new InvalidArgumentError("US dollars are a number from 0 up.");
  return usd;
}
