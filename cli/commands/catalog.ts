/** `flanstack catalog`: the dated facts about models, to choose by and to check. */
import { resolve } from "node:path";
import { Command } from "commander";
import {
  type Catalog,
  findModel,
  findStaleFacts,
  listModels,
  loadCatalog,
  type ModelFacts,
  renderLifecycle,
  reviewCatalog,
} from "../../catalog";
import { FlanstackError } from "../../primitives";
import { renderCatalogReview, renderModelFacts, renderModelList } from "../../reports";
import type { CliContext } from "../context";
import { readStackFile } from "../stack-file";

interface CatalogOptions {
  readonly platform?: string;
  readonly catalog?: string;
  readonly stack: string;
  readonly today?: string;
  readonly json?: boolean;
}

export function catalogCommand(context: CliContext): Command {
  const command = new Command("catalog")
    .description("The dated facts about models: what can be tuned, until when, at which price. Calls nobody.")
    .addHelpText(
      "after",
      "\nExamples:\n  flanstack catalog list --platform gemini\n  flanstack catalog show gpt-4.1-mini\n  flanstack catalog check",
    );
  command.addCommand(
    shared(new Command("list").description("All models, those that can be tuned first."))
      .addHelpText("after", "\nExamples:\n  flanstack catalog list\n  flanstack catalog list --platform openai --json")
      .action((options: CatalogOptions) => list(context, options)),
  );
  command.addCommand(
    shared(
      new Command("show")
        .description("Every fact of one model, with source and age.")
        .argument("<model>", "id or alias"),
    )
      .addHelpText(
        "after",
        "\nExamples:\n  flanstack catalog show gemini-3.1-flash-lite\n  flanstack catalog show gpt-4.1-mini --platform azure-foundry",
      )
      .action((model: string, options: CatalogOptions) => show(context, model, options)),
  );
  command.addCommand(
    shared(
      new Command("check").description(
        "What needs a look: facts older than 90 days, and what is unknown about tunable models.\nExit code 1 when facts are stale; a faulty file of your own is refused with all its problems.",
      ),
    )
      .addHelpText(
        "after",
        "\nExamples:\n  flanstack catalog check\n  flanstack catalog check --catalog my-facts.json --json",
      )
      .action((options: CatalogOptions) => check(context, options)),
  );
  return command;
}

function shared(command: Command): Command {
  return command
    .option("--platform <name>", "only this platform: gemini, openai, azure-foundry, local ...")
    .option("--catalog <file>", "your own facts (default: what flanstack:catalog of the stack names)")
    .option("--stack <name>", "take flanstack:catalog from Pulumi.<name>.yaml", "dev")
    .option("--today <date>", "count days from this day, YYYY-MM-DD (default: today)")
    .option("--json", "print facts as JSON");
}

function list(context: CliContext, options: CatalogOptions): void {
  const { catalog, text } = open(context, options);
  const rows = listModels(catalog, text.today, options.platform);
  context.write(options.json === true ? JSON.stringify(rows, null, 2) : renderModelList(catalog, rows, text).trimEnd());
}

function show(context: CliContext, id: string, options: CatalogOptions): void {
  const { catalog, text } = open(context, options);
  const platforms = options.platform === undefined ? Object.keys(catalog.platforms) : [options.platform];
  const found = platforms.flatMap((platform): ModelFacts[] => {
    const model = findModel(catalog, platform, id);
    // A platform that takes any model answers only when it is asked by name.
    const isNamed = catalog.models.some((each) => each.platform === platform && each.id === model?.id);
    return model === undefined || (!isNamed && options.platform === undefined) ? [] : [model];
  });
  if (found.length === 0) throw unknownModel(catalog, id, options.platform);
  context.write(
    options.json === true
      ? JSON.stringify(found, null, 2)
      : found
          .map((model) => renderModelFacts(catalog, model, renderLifecycle(model, text.today), text))
          .join("\n")
          .trimEnd(),
  );
}

function check(context: CliContext, options: CatalogOptions): void {
  const { catalog, text } = open(context, options);
  const models = catalog.models.filter(
    (model) => options.platform === undefined || model.platform === options.platform,
  );
  const findings = reviewCatalog({ ...catalog, models }, text.today);
  const tunable = models.filter((model) => model.id !== "*" && Object.values(model.tunable).includes("yes"));
  const stale = findStaleFacts(catalog, text.today, tunable);
  context.write(
    options.json === true
      ? JSON.stringify({ stale, unknown: findings.filter((each) => each.code !== "facts_stale") }, null, 2)
      : renderCatalogReview(findings, stale, text).trimEnd(),
  );
  if (stale.length > 0) context.setExitCode(1);
}

function open(context: CliContext, options: CatalogOptions) {
  const root = resolve(__dirname, "../..");
  const named = options.catalog ?? readStackFile(root, options.stack).catalog;
  const file = typeof named === "string" && named !== "" ? resolve(context.cwd, named) : undefined;
  const catalog = loadCatalog({ overridesFile: file });
  if (options.platform !== undefined && catalog.platforms[options.platform] === undefined) {
    throw new FlanstackError(`"${options.platform.slice(0, 60)}" is no platform of the catalogue.`, {
      code: "platform_unknown",
      path: "--platform",
      fix: `Choose one of ${Object.keys(catalog.platforms).join(", ")}.`,
    });
  }
  const today = options.today ?? new Date().toISOString().slice(0, 10);
  return { catalog, text: { today, width: context.columns, colour: context.colour } };
}

function unknownModel(catalog: Catalog, id: string, platform: string | undefined): FlanstackError {
  const asked = id.toLowerCase();
  const near = catalog.models
    .filter((model) => (platform === undefined || model.platform === platform) && model.id !== "*")
    .filter((model) => model.id.toLowerCase().includes(asked) || asked.includes(model.id.toLowerCase()))
    .map((model) => `${model.platform}/${model.id}`);
  return new FlanstackError(
    `The catalogue has no model "${id.slice(0, 60)}"${platform === undefined ? "" : ` at ${platform}`}.`,
    {
      code: "model_not_in_catalog",
      path: "model",
      fix:
        near.length > 0 ? `Did you mean ${near.slice(0, 5).join(", ")}?` : "flanstack catalog list shows all of them.",
    },
  );
}
