/** `flanstack probe`: settles by one small paid job what no documentation says about a base model. */
import { resolve } from "node:path";
import { Command } from "commander";
import { type Catalog, findModel, loadCatalog, type TuningPlan } from "../../catalog";
import { defaultBucketName } from "../../components/dataset-bucket";
import { portsOf, quotaOf, timesOf } from "../../components/resources/provider-ports";
import { parseSettings, type Settings } from "../../config";
import { nothingCanBill } from "../../plan-input";
import { FlanstackError } from "../../primitives";
import { renderPlanText, renderProbe } from "../../reports";
import { isOpenModel } from "../../tuning";
import type { CliContext } from "../context";
import { collectSetting, toFactor } from "../options";
import type { Judgement } from "../probe/judge";
import { probeLabelFilter } from "../probe/label-filter";
import { functionCallRows, PROBE_ROWS } from "../probe/probe-rows";
import { type ProbeOrder, probePlan, probePurchase } from "../probe/purchase";
import { recordAnswer } from "../probe/record-answer";
import { buyAnswer, findAnswer, type ProbeResult, type ProbeRun } from "../probe/run-probe";
import { uploadRows } from "../probe/upload-rows";
import { readStackFile } from "../stack-file";

interface ProbeOptions {
  readonly stack: string;
  readonly bucket?: string;
  readonly catalog?: string;
  readonly generation: number;
  readonly keepModel?: boolean;
  readonly yes?: boolean;
  readonly today?: string;
  readonly set: Readonly<Record<string, string>>;
  readonly json?: boolean;
}

const OWN_FACTS = "model-facts.json";

export function probeCommand(context: CliContext): Command {
  return new Command("probe")
    .argument("<model>", "base model that can be tuned on Vertex, such as gemini-3.1-flash-lite")
    .description(
      `Buys one small tuning job (${PROBE_ROWS} rows, a few cents) that settles what is unknown about a Gemini base model:\nwhether it takes function-call parts in training data, and whether the service lists jobs by label.\nThe dated answer goes to your own catalogue file. Never paid twice; asks before it spends.`,
    )
    .option("--stack <name>", "take project, region, ledger and budget from Pulumi.<name>.yaml", "dev")
    .option("--bucket <name>", "where the rows are put (default: the stack's data bucket)")
    .option("--catalog <file>", `file for the answer (default: what flanstack:catalog names, else ${OWN_FACTS})`)
    .option("--generation <number>", "raise it to ask, and pay, again", toFactor, 1)
    .option("--keep-model", "leave the tuned model that the job makes")
    .option("--yes", "spend what the plan says")
    .option("--today <date>", "date of the answer, YYYY-MM-DD (default: today)")
    .option("--set <setting=value>", "a setting of the stack; repeatable", collectSetting, {})
    .option("--json", "print the result as JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  flanstack probe gemini-3.1-flash-lite          shows the price and stops\n  flanstack probe gemini-3.1-flash-lite --yes\n\nExit code 1 when the answer is still open or nothing was spent yet.",
    )
    .action((model: string, options: ProbeOptions) => run(context, model, options));
}

async function run(context: CliContext, model: string, options: ProbeOptions): Promise<void> {
  const settings = settingsOf(options);
  const named = options.catalog ?? settings.catalog;
  const file = resolve(context.cwd, named ?? OWN_FACTS);
  const catalog = loadCatalog({ overridesFile: settings.catalog });
  const today = options.today ?? new Date().toISOString().slice(0, 10);
  const order = orderOf(settings, catalog, model, options);
  const plan = probePlan(order, { today, environment: context.environment });
  const isSimulated = nothingCanBill(settings, context.environment);
  if (!isSimulated && options.yes !== true) {
    const next = ["the same command with --yes: it pays what COST says, or nothing where the job has run before"];
    context.write(renderPlanText(plan, { width: context.columns, colour: context.colour, next }).trimEnd());
    context.setExitCode(1);
    return;
  }
  const probe = probeRun(context, order);
  const known = await findAnswer(probe);
  const result = known ?? (await buy(context, order, probe, plan));
  const answers = await answersOf(context, order, result);
  // What the sandbox says is no fact about the provider: it is written only where somebody asks for it by name.
  const isKept = !isSimulated || options.catalog !== undefined;
  const written = isKept ? await write(file, order, result, answers, { today, isSimulated }) : false;
  if (options.keepModel !== true && result.job?.state === "succeeded")
    await probe.ports.backend.removeModel(result.job);
  const shown = {
    model: order.baseModel,
    date: today,
    answers: Object.entries(answers).map(([question, judgement]) => ({ question, ...judgement })),
    job: result.job?.name,
    isNew: known === undefined,
    isSimulated,
    file: written ? file : undefined,
    next: written && named === undefined ? [`pulumi config set flanstack:catalog ${OWN_FACTS}`] : [],
  };
  context.write(
    options.json === true
      ? JSON.stringify(shown, null, 2)
      : renderProbe(shown, { width: context.columns, colour: context.colour }).trimEnd(),
  );
  if (answers["function-call-parts"].answer === "open") context.setExitCode(1);
}

function settingsOf(options: ProbeOptions): Settings {
  const root = resolve(__dirname, "../..");
  const values = { ...readStackFile(root, options.stack), provider: "gemini", ...options.set };
  return parseSettings(values, { pulumiProject: "flanstack", stack: options.stack });
}

function orderOf(settings: Settings, catalog: Catalog, model: string, options: ProbeOptions): ProbeOrder {
  if (isOpenModel(model)) {
    throw new FlanstackError(
      `${model} is an open model, and its training data are texts: no job can settle anything.`,
      {
        code: "probe_open_model",
        path: model,
        fix: "Tune it as it is (docs/open-models.md), or name a Gemini model.",
      },
    );
  }
  const { pulumiProject, stack, region: location } = settings;
  const bucket =
    options.bucket ??
    settings.bucket ??
    defaultBucketName({ project: settings.project!, location, pulumiProject, stack });
  return {
    settings,
    catalog,
    baseModel: findModel(catalog, "gemini", model)?.id ?? model,
    rows: functionCallRows(),
    bucket,
    generation: options.generation,
  };
}

function probeRun(context: CliContext, order: ProbeOrder): ProbeRun {
  const { settings } = order;
  const purchase = probePurchase(order);
  const inputs = {
    ...purchase.submission,
    spec: purchase.spec,
    ledger: settings.ledger!,
    onDelete: "retain",
    wait: {},
    urn: "",
  } as const;
  const ports = portsOf(inputs, context.environment);
  const log = {
    note: (text: string) => context.writeError(` ${text}`),
    tick: (text: string) => context.progress(` … ${text}`),
    warn: (text: string) => context.writeError(` ! ${text}`),
  };
  return {
    ports: { ...ports, log },
    purchase,
    rows: PROBE_ROWS,
    times: timesOf(context.environment),
    quota: quotaOf(inputs, ports.backend),
    waitMinutes: settings.waitMinutes,
    pollSeconds: settings.pollSeconds,
  };
}

/** Uploads the rows and buys the job, unless something speaks against it. */
async function buy(context: CliContext, order: ProbeOrder, probe: ProbeRun, plan: TuningPlan): Promise<ProbeResult> {
  if (plan.problems.length > 0) throw FlanstackError.fromProblems(`Probe of ${order.baseModel}`, plan.problems);
  await uploadRows(
    {
      bucket: order.bucket,
      project: order.settings.project!,
      storageBaseUrl: context.environment.FLANSTACK_STORAGE_BASE_URL || undefined,
    },
    order.rows,
  );
  return buyAnswer(probe);
}

type Answers = Readonly<Record<"function-call-parts" | "label-filter", Judgement>>;

async function answersOf(context: CliContext, order: ProbeOrder, result: ProbeResult): Promise<Answers> {
  const { settings } = order;
  const labels: Judgement =
    result.job === undefined
      ? { answer: "open", reason: "there is no job to look for" }
      : await probeLabelFilter({
          job: result.job,
          digest: probePurchase(order).submission.digest,
          project: settings.project!,
          location: settings.region,
          baseUrl: context.environment.FLANSTACK_VERTEX_BASE_URL || undefined,
        });
  return { "function-call-parts": result.judgement, "label-filter": labels };
}

/** Writes the clear answers. @returns whether there was one */
async function write(
  file: string,
  order: ProbeOrder,
  result: ProbeResult,
  answers: Answers,
  at: { readonly today: string; readonly isSimulated: boolean },
): Promise<boolean> {
  const source = at.isSimulated ? "simulated by the local sandbox" : (result.job?.name ?? "refused by the service");
  let isWritten = false;
  for (const [question, { answer }] of Object.entries(answers) as [keyof Answers, Judgement][]) {
    if (answer === "open") continue;
    await recordAnswer(file, {
      platform: "gemini",
      model: order.baseModel,
      question,
      answer,
      source,
      checkedOn: at.today,
    });
    isWritten = true;
  }
  return isWritten;
}
