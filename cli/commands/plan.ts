/** `flanstack plan`: what tuning would cost and need, before anything is spent. Writes the plan as a file that can be compared. */
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { Command, Option } from "commander";
import writeFileAtomic from "write-file-atomic";
import { askLedger } from "../../ask-ledger";
import { planFileName, renderPlanFile } from "../../catalog";
import type { Committed } from "../../committed";
import { parseSettings, type Settings } from "../../config";
import { draftPlan } from "../../plan";
import { renderPlanText } from "../../reports";
import type { CliContext } from "../context";
import { collectSetting } from "../options";
import { readStackFile } from "../stack-file";

interface PlanOptions {
  readonly provider?: string;
  readonly agent: readonly string[];
  readonly stack: string;
  readonly output: string;
  readonly today?: string;
  readonly set: Readonly<Record<string, string>>;
  readonly ledger?: boolean;
  readonly json?: boolean;
}

export function planCommand(context: CliContext): Command {
  return new Command("plan")
    .description(
      "Shows files, rows, tokens, price, life and warnings of tuning, and writes finetuning_plan_<provider>.json.\nSpends nothing, and calls nobody but with --ledger. Exit code 1 when the plan is blocked.",
    )
    .addOption(
      new Option("--provider <name>", "who would tune (default: the stack's setting)").choices([
        "gemini",
        "openai",
        "local",
      ]),
    )
    .option(
      "--agent <name>",
      "only this agent; repeatable",
      (name: string, earlier: readonly string[]) => [...earlier, name],
      [],
    )
    .option("--stack <name>", "take settings from Pulumi.<name>.yaml", "dev")
    .option("--output <folder>", "where the plan file goes", ".")
    .option("--today <date>", "judge prices and lifecycles on this day, YYYY-MM-DD (default: today)")
    .option("--set <setting=value>", "a setting for this plan; repeatable", collectSetting, {})
    .option("--ledger", "count what other jobs of flanstack:ledger were billed this month; asks ledger and provider")
    .option("--json", "print the plan as JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  flanstack plan\n  flanstack plan --provider openai --set baseModel=gpt-4.1-mini\n  flanstack plan --agent qa_agent --json",
    )
    .action((options: PlanOptions) => run(context, options));
}

async function run(context: CliContext, options: PlanOptions): Promise<void> {
  const root = resolve(__dirname, "../..");
  const own = {
    ...(options.provider === undefined ? {} : { provider: options.provider }),
    ...(options.agent.length === 0 ? {} : { agents: [...options.agent] }),
    ...options.set,
  };
  const values = { ...readStackFile(root, options.stack), ...own };
  const settings = parseSettings(values, { pulumiProject: "flanstack", stack: options.stack, purpose: "plan" });
  const today = options.today ?? new Date().toISOString().slice(0, 10);
  const { tuning } = await draftPlan(settings, {
    root,
    today,
    environment: context.environment,
    onProgress: (text) => context.progress(` … ${text}`),
    committed: options.ledger === true ? (planned) => ask(settings, today, planned, context) : undefined,
  });
  const file = join(options.output, planFileName(settings.provider));
  mkdirSync(resolve(context.cwd, options.output), { recursive: true });
  await writeFileAtomic(resolve(context.cwd, file), renderPlanFile(tuning));
  context.write(
    options.json === true
      ? renderPlanFile(tuning).trimEnd()
      : renderPlanText(tuning, { width: context.columns, colour: context.colour, file }).trimEnd(),
  );
  if (tuning.problems.length > 0) context.setExitCode(1);
}

function ask(settings: Settings, today: string, planned: ReadonlySet<string>, context: CliContext): Promise<Committed> {
  context.progress(" … asking the ledger");
  return askLedger(settings, planned, { today, environment: context.environment });
}
