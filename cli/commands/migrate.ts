/** `flanstack migrate`: away from a model that is about to stop, without losing what it could do. */
import { existsSync, readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { Command } from "commander";
import { type Catalog, loadCatalog } from "../../catalog";
import { parseSettings, type Settings } from "../../config";
import type { EvaluationRow } from "../../evaluation";
import { createVertexClient, openPredictionFile, runPredictions } from "../../inference";
import { nothingCanBill } from "../../plan-input";
import { FlanstackError } from "../../primitives";
import { renderEndingModels, renderJudgement, renderMigration, renderPrice } from "../../reports";
import type { CliContext } from "../context";
import { ANSWERS_FILE, judgeCandidate, openGate, readRows } from "../migrate/gate";
import { type OpenAiSource, openAiSource, type TunedModel } from "../migrate/openai-source";
import { type PreparedMigration, prepareMigration } from "../migrate/prepare";
import { checkedPrice, rowsToAsk } from "../migrate/price-answers";
import { listVertexModels } from "../migrate/vertex-source";
import { collectSetting, toFactor } from "../options";
import { readStackFile } from "../stack-file";

interface SharedOptions {
  readonly stack: string;
  readonly today?: string;
  readonly set: Readonly<Record<string, string>>;
  readonly json?: boolean;
}

interface ListOptions extends SharedOptions {
  readonly withinDays: number;
}

interface PrepareOptions extends SharedOptions {
  readonly rows: string;
  readonly training?: string;
  readonly base?: string;
  readonly output: string;
  readonly maxUsd?: number;
  readonly yes?: boolean;
}

interface JudgeOptions extends SharedOptions {
  readonly endpoint: string;
  readonly yes?: boolean;
}

export function migrateCommand(context: CliContext): Command {
  const command = new Command("migrate")
    .description(
      "Saves what a model can do before it stops: its answers on your rows, its data in Gemini's format, and a gate\nthat lets a replacement in only when it is surely not worse.",
    )
    .addHelpText(
      "after",
      "\nExamples:\n  flanstack migrate list\n  flanstack migrate prepare ft:gpt-4.1-mini-2025-04-14:acme:qa:abc --rows qa_agent_val.jsonl\n  flanstack migrate judge migration --endpoint projects/P/locations/us/endpoints/1",
    );
  command.addCommand(
    shared(
      new Command("list").description(
        "Tuned models (ft: ids, endpoints) with the day they may stop, soonest first. Spends nothing.",
      ),
    )
      .option("--within-days <number>", "how far to look ahead", toFactor, 180)
      .addHelpText("after", "\nExample:\n  flanstack migrate list --within-days 90")
      .action((options: ListOptions) => list(context, options)),
  );
  command.addCommand(
    shared(
      new Command("prepare")
        .description(
          "Records the model's answers now, fetches its training data, renders it for Gemini, prices it, prepares the gate.\nShows the price and stops where answers could be billed; a second run goes on where the first ended.",
        )
        .argument("<model>", "the tuned model: an ft: id"),
    )
      .requiredOption("--rows <file>", "canonical rows that no training data holds, such as qa_agent_val.jsonl")
      .option(
        "--training <file>",
        "your own copy of the training data (OpenAI chat lines), where the provider stores none",
      )
      .option("--base <model>", "base model of the replacement (default: the stack's)")
      .option("--output <folder>", "where everything goes", "migration")
      .option(
        "--max-usd <number>",
        "most that recording the answers may cost (default: flanstack:evaluationCapUsd)",
        toFactor,
      )
      .option("--yes", "spend what the price says")
      .addHelpText(
        "after",
        "\nExample:\n  flanstack migrate prepare ft:gpt-4.1-mini-2025-04-14:acme:qa:abc --rows qa_agent_val.jsonl --max-usd 5 --yes",
      )
      .action((model: string, options: PrepareOptions) => prepare(context, model, options)),
  );
  command.addCommand(
    shared(
      new Command("judge")
        .description(
          "Asks the replacement the same rows and decides: promote, hold or inconclusive.\nExit code 1 unless it may be promoted.",
        )
        .argument("<folder>", "what migrate prepare wrote"),
    )
      .requiredOption("--endpoint <name>", "projects/P/locations/L/endpoints/ID of the new model")
      .option("--yes", "ask the endpoint, which its owner is billed for by the token")
      .addHelpText(
        "after",
        "\nExample:\n  flanstack migrate judge migration --endpoint projects/P/locations/us/endpoints/1 --yes",
      )
      .action((folder: string, options: JudgeOptions) => judge(context, folder, options)),
  );
  return command;
}

function shared(command: Command): Command {
  return command
    .option("--stack <name>", "take settings from Pulumi.<name>.yaml", "dev")
    .option("--today <date>", "count days from this day, YYYY-MM-DD (default: today)")
    .option("--set <setting=value>", "a setting of the stack; repeatable", collectSetting, {})
    .option("--json", "print the result as JSON");
}

interface Opened {
  readonly settings: Settings;
  readonly catalog: Catalog;
  readonly today: string;
}

function open(options: SharedOptions & { readonly base?: string }): Opened {
  const root = resolve(__dirname, "../..");
  const own = { provider: "gemini", ...(options.base === undefined ? {} : { baseModel: options.base }) };
  const values = { ...readStackFile(root, options.stack), ...own, ...options.set };
  const settings = parseSettings(values, { pulumiProject: "flanstack", stack: options.stack, purpose: "plan" });
  const catalog = loadCatalog({ overridesFile: settings.catalog });
  return { settings, catalog, today: options.today ?? new Date().toISOString().slice(0, 10) };
}

async function list(context: CliContext, options: ListOptions): Promise<void> {
  const { settings, catalog, today } = open(options);
  const notAsked: string[] = [];
  const source = openAiSource(catalog, context.environment);
  if (source === undefined) notAsked.push("OpenAI: set OPENAI_API_KEY to see its tuned models");
  if (settings.project === undefined) notAsked.push("Vertex: set flanstack:project to see its endpoints");
  const lists = await Promise.all([
    source?.list() ?? [],
    settings.project === undefined
      ? []
      : listVertexModels(catalog, {
          project: settings.project,
          location: settings.region,
          baseUrl: context.environment.FLANSTACK_VERTEX_BASE_URL || undefined,
        }),
  ]);
  const models = lists.flat().sort((left, right) => (left.endsOn ?? "9999").localeCompare(right.endsOn ?? "9999"));
  const text = { width: context.columns, colour: context.colour };
  context.write(
    options.json === true
      ? JSON.stringify({ models, notAsked }, null, 2)
      : renderEndingModels(models, { today, withinDays: options.withinDays, notAsked }, text).trimEnd(),
  );
}

async function prepare(context: CliContext, id: string, options: PrepareOptions): Promise<void> {
  const opened = open(options);
  const source = openAiSource(opened.catalog, context.environment);
  if (source === undefined) throw noKey();
  const rowsText = readInput(context, options.rows, "--rows");
  const rows = readRows(rowsText, basename(options.rows));
  const trainingText = options.training === undefined ? undefined : readInput(context, options.training, "--training");
  const model = await findTuned(source, id);
  const folder = resolve(context.cwd, options.output);
  if (!(await mayAsk(context, { ...opened, source, model, rows, folder }, options))) return;
  const prepared = await prepareMigration({
    ...opened,
    source,
    model,
    agent: agentOf(model, rows),
    rows,
    rowsText,
    trainingText,
    folder,
    environment: context.environment,
    onProgress: (text) => context.progress(` … ${text}`),
  });
  show(context, prepared, { ...options, today: opened.today });
}

function agentOf(model: TunedModel, rows: readonly EvaluationRow[]): string {
  return (model.labels.agent ?? rows[0]?.agent ?? "agent").replace(/[^A-Za-z0-9_-]+/g, "_");
}

async function findTuned(source: OpenAiSource, id: string): Promise<TunedModel> {
  const models = await source.list();
  const found = models.find((model) => model.model === id || model.job === id);
  if (found !== undefined) return found;
  const known = models.map((model) => model.model).slice(0, 5);
  throw new FlanstackError(`This account has no tuned model ${id.slice(0, 80)}.`, {
    code: "tuned_model_unknown",
    path: "model",
    fix: known.length > 0 ? `It has ${known.join(", ")}.` : "flanstack migrate list shows what there is.",
  });
}

/** Whether answers may be recorded now; otherwise says what they would cost. Loopback and stored answers are free. */
async function mayAsk(
  context: CliContext,
  asking: Opened & {
    readonly source: OpenAiSource;
    readonly model: TunedModel;
    readonly rows: readonly EvaluationRow[];
    readonly folder: string;
  },
  options: PrepareOptions,
): Promise<boolean> {
  if (asking.source.isLoopback) return true;
  const { catalog, model, rows, settings } = asking;
  const file = resolve(asking.folder, ANSWERS_FILE);
  const store = existsSync(file) ? await openPredictionFile(file) : undefined;
  const missing = rowsToAsk(rows, model.model, store);
  const limitUsd = options.maxUsd ?? settings.evaluationCapUsd;
  const price = checkedPrice(catalog, model, missing, limitUsd);
  if (missing.length === 0 || options.yes === true) return true;
  const text = `about ${price} for ${missing.length} answers of ${model.model}`;
  context.write(renderPrice(text, { width: context.columns }).trimEnd());
  context.setExitCode(1);
  return false;
}

function show(
  context: CliContext,
  { gate, data, files }: PreparedMigration,
  options: PrepareOptions & { today: string },
) {
  const shown = {
    model: gate.incumbent.model,
    date: options.today,
    endsOn: gate.incumbent.endsOn,
    isSimulated: gate.incumbent.simulated,
    rows: gate.rows.count,
    solved: gate.incumbent.solved,
    rowsAdvised: gate.rowsAdvised,
    minimumRows: gate.minimumRows,
    margin: gate.margin,
    ...(data === undefined
      ? {}
      : {
          data: {
            origin: data.origin,
            trainRows: data.train.rows.length,
            validationRows: data.validation.rows.length,
            leftOut: data.train.leftOut.length + data.validation.leftOut.length,
            untrainedTurnsLeftOut: data.train.untrainedTurnsLeftOut,
            plan: data.plan,
          },
        }),
    folder: options.output,
    files,
  };
  context.write(
    options.json === true
      ? JSON.stringify(shown, null, 2)
      : renderMigration(shown, { width: context.columns, colour: context.colour }).trimEnd(),
  );
}

async function judge(context: CliContext, folder: string, options: JudgeOptions): Promise<void> {
  const opened = await openGate(resolve(context.cwd, folder));
  const baseUrl = context.environment.FLANSTACK_VERTEX_BASE_URL || undefined;
  if (!nothingCanBill({ provider: "gemini" }, context.environment) && options.yes !== true) {
    const text = `${opened.rows.length} answers of ${options.endpoint}, at its price by the token`;
    context.write(renderPrice(text, { width: context.columns }).trimEnd());
    context.setExitCode(1);
    return;
  }
  const answers = await runPredictions({
    client: createVertexClient({ resource: options.endpoint, baseUrl, labels: callLabels(options, opened.gate.agent) }),
    requests: opened.rows.map((row) => row.request),
    store: await openPredictionFile(resolve(context.cwd, folder, ANSWERS_FILE)),
    onProgress: ({ done, total }) => context.progress(` … asking ${done}/${total}`),
  });
  const verdict = judgeCandidate(opened, options.endpoint, answers);
  context.write(
    options.json === true
      ? JSON.stringify(verdict, null, 2)
      : renderJudgement(verdict, { width: context.columns, colour: context.colour }).trimEnd(),
  );
  if (verdict.decision !== "promote") context.setExitCode(1);
}

/** Who is billed for asking, by the stack's own labels. */
function callLabels(options: JudgeOptions, agent: string): Record<string, string> {
  const { settings } = open(options);
  return { environment: settings.environment, ...settings.labels, agent: agent.toLowerCase() };
}

function readInput(context: CliContext, file: string, option: string): string {
  try {
    return readFileSync(resolve(context.cwd, file), "utf8");
  } catch (cause) {
    throw new FlanstackError(`${file} cannot be read.`, {
      code: "file_unreadable",
      path: option,
      fix: "Name a file of JSON lines that exists.",
      cause,
    });
  }
}

function noKey(): FlanstackError {
  return new FlanstackError("No OpenAI key is set.", {
    code: "missing_key",
    path: "OPENAI_API_KEY",
    fix: "Set the environment variable OPENAI_API_KEY; it is never read from configuration.",
  });
}
