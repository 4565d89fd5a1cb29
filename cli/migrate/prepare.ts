/**
 * Everything that has to be done while a model still answers, in the order in which it would be lost: its answers first,
 * then the files that the provider stores, then what only needs computing. Each step is kept on disk and not done twice.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import {
  buildTuningPlan,
  type Catalog,
  countTokens,
  type PlanFile,
  planFileName,
  renderPlanFile,
  sumTokens,
  type TuningPlan,
} from "../../catalog";
import type { Settings } from "../../config";
import type { EvaluationRow } from "../../evaluation";
import { createOpenAiClient, openPredictionFile, runPredictions } from "../../inference";
import { type Environment, planInput } from "../../plan-input";
import { FlanstackError, sha256 } from "../../primitives";
import { chatToGemini, type Rendered } from "./chat-to-gemini";
import { ANSWERS_FILE, GATE_FILE, type MigrationGate, prepareGate, ROWS_FILE } from "./gate";
import type { OpenAiSource, TunedModel } from "./openai-source";

export interface MigrationOrder {
  readonly source: OpenAiSource;
  readonly model: TunedModel;
  readonly agent: string;
  /** Canonical rows, as text, and read. */
  readonly rowsText: string;
  readonly rows: readonly EvaluationRow[];
  /** The user's own copy of the training data, where the provider stores none. */
  readonly trainingText?: string;
  readonly settings: Settings;
  readonly catalog: Catalog;
  readonly folder: string;
  readonly today: string;
  readonly environment: Environment;
  readonly onProgress: (text: string) => void;
}

export interface PreparedMigration {
  readonly gate: MigrationGate;
  /** Absent when no training data was found. */
  readonly data?: {
    readonly origin: "provider" | "own copy";
    readonly train: Rendered;
    readonly validation: Rendered;
    readonly plan: TuningPlan;
  };
  /** Paths of what was written, inside the folder. */
  readonly files: readonly string[];
}

/**
 * @throws FlanstackError when the folder holds another model's migration, and when answers are missing; files are fetched and
 *   rendered all the same then, since they may be gone tomorrow as well
 */
export async function prepareMigration(order: MigrationOrder): Promise<PreparedMigration> {
  refuseOtherModel(order);
  mkdirSync(order.folder, { recursive: true });
  await writeFileAtomic(join(order.folder, MODEL_FILE), `${JSON.stringify(order.model, null, 2)}\n`);
  const recorded = await recordAnswers(order).catch((error: unknown) => ({ error }));
  const data = await moveData(order);
  if ("error" in recorded) throw recorded.error;
  const files = [MODEL_FILE, ANSWERS_FILE, ROWS_FILE, GATE_FILE, ...(data?.files ?? [])];
  return { gate: recorded, ...(data === undefined ? {} : { data }), files };
}

/** What the provider said about the model: its job, its files, its end. */
const MODEL_FILE = "model.json";

function refuseOtherModel({ folder, model }: MigrationOrder): void {
  const path = join(folder, MODEL_FILE);
  if (!existsSync(path)) return;
  const { model: before } = JSON.parse(readFileSync(path, "utf8")) as { model?: string };
  if (before === model.model) return;
  throw new FlanstackError(`${folder} holds the migration of ${before}.`, {
    code: "folder_taken",
    path: "--output",
    fix: "Give every model a folder of its own.",
  });
}

async function recordAnswers(order: MigrationOrder): Promise<MigrationGate> {
  const { source, model, rows, folder } = order;
  const store = await openPredictionFile(join(folder, ANSWERS_FILE));
  const client = createOpenAiClient({ model: model.model, baseUrl: source.baseUrl, apiKey: source.apiKey });
  const predictions = await runPredictions({
    client,
    store,
    requests: rows.map((row) => row.request),
    onProgress: ({ done, total }) => order.onProgress(`recording answers ${done}/${total}`),
  });
  writeFileSync(join(folder, ROWS_FILE), order.rowsText);
  const gate = prepareGate(
    {
      agent: order.agent,
      incumbent: {
        provider: model.provider,
        model: model.model,
        baseModel: model.baseModel,
        endsOn: model.endsOn ?? null,
        recordedOn: order.today,
        simulated: source.isLoopback,
      },
      candidate: { provider: "gemini", baseModel: order.settings.baseModel },
    },
    rows,
    predictions,
  );
  await writeFileAtomic(join(folder, GATE_FILE), `${JSON.stringify(gate, null, 2)}\n`);
  return gate;
}

async function moveData(order: MigrationOrder) {
  const { model, folder, agent } = order;
  order.onProgress("fetching training files");
  const stored = await keep(order, model.trainingFile, "training_openai.jsonl");
  const training = order.trainingText ?? stored;
  if (training === undefined) return undefined;
  const validation = (await keep(order, model.validationFile, "validation_openai.jsonl")) ?? "";
  const [train, val] = [chatToGemini(training), chatToGemini(validation)];
  const names = { train: `${agent}_gemini_train.jsonl`, validation: `${agent}_gemini_val.jsonl` };
  const planned = { train: planFile(names.train, train), validation: planFile(names.validation, val) };
  await writeFileAtomic(join(folder, names.train), jsonl(train));
  if (val.rows.length > 0) await writeFileAtomic(join(folder, names.validation), jsonl(val));
  const leftOut = { train: train.leftOut, validation: val.leftOut };
  await writeFileAtomic(join(folder, "left_out.json"), `${JSON.stringify(leftOut, null, 2)}\n`);
  const input = planInput(order.settings, [{ agent, ...planned }], order);
  const plan = buildTuningPlan(order.catalog, { ...input, rendering: "native" });
  await writeFileAtomic(join(folder, planFileName("gemini")), renderPlanFile(plan));
  const origin: "provider" | "own copy" = order.trainingText === undefined ? "provider" : "own copy";
  const files = [
    names.train,
    ...(val.rows.length > 0 ? [names.validation] : []),
    "left_out.json",
    planFileName("gemini"),
  ];
  return { origin, train, validation: val, plan, files };
}

/** A file of the provider, fetched once and kept. */
async function keep(order: MigrationOrder, id: string | undefined, name: string): Promise<string | undefined> {
  const path = join(order.folder, name);
  if (existsSync(path)) return readFileSync(path, "utf8");
  const text = id === undefined ? undefined : await order.source.fetchFile(id);
  if (text !== undefined) await writeFileAtomic(path, text);
  return text;
}

function planFile(name: string, rendered: Rendered): PlanFile {
  const text = jsonl(rendered);
  return {
    name,
    sha256: sha256(text),
    rows: rendered.rows.length,
    bytes: Buffer.byteLength(text),
    tokens: sumTokens(rendered.rows.map((row) => countTokens("gemini", row))),
  };
}

function jsonl({ rows }: Rendered): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join("");
}
