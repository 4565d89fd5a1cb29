/** One evaluation from its inputs: reads the rows, asks what is missing, writes results and report. */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sync as writeFileAtomic } from "write-file-atomic";
import { loadAgent, loadAgents } from "../../agents";
import { knownAgentNames } from "../../agents/names";
import { isMixedIn, type Row } from "../../datasets";
import {
  type CaseSet,
  composedParameters,
  DEFAULT_THRESHOLDS,
  type EvaluatedArm,
  type EvaluationResults,
  type EvaluationRow,
  evaluationRows,
  type FreeCase,
  freeCases,
  GENERATED_ROW,
  handWrittenSet,
  judgeOf,
  OWN_ROW,
  rowsDigest,
  rowsToRepeat,
  rowsWanted,
  runEvaluation,
  safetySet,
  shotsOf,
  tagNovelty,
  trainedWordings,
  withShots,
} from "../../evaluation";
import {
  createOpenAiClient,
  createSpending,
  createVertexClient,
  openPredictionFile,
  type PredictionClient,
} from "../../inference";
import { FlanstackError, sha256 } from "../../primitives";
import { renderEvaluationHtml } from "../../reports";
import { type AnswerFolder, openAnswerFolder } from "./answer-folder";
import { openAnswerStore } from "./answer-store";
import type { ArmPrice, EvaluationFile } from "./evaluation";
import { SCORER_VERSION } from "./evaluation-digest";
import {
  addressOf,
  type Environment,
  type EvaluationInputs,
  type EvaluationOutputs,
  isPaid,
} from "./evaluation-inputs";
import { engineAddress } from "./process-life";
import { createProgress } from "./progress";

/** @throws FlanstackError when rows changed, a cap is reached or an endpoint fails; answers so far are kept */
export async function evaluateOnce(
  inputs: EvaluationInputs,
  options: { readonly signal?: AbortSignal } = {},
): Promise<EvaluationOutputs> {
  const { folder, owner } = inputs;
  const name = `${owner.agent}-${inputs.digest.slice(0, 12)}`;
  const paths = { resultsPath: join(folder, `${name}.json`), reportPath: join(folder, `${name}.html`) };
  mkdirSync(folder, { recursive: true });
  const everywhere = answersEverywhere(inputs);
  // After a lost state, or on another machine, the results are still there: the same evaluation is not made twice.
  const known = existsSync(paths.resultsPath)
    ? readFileSync(paths.resultsPath, "utf8")
    : await everywhere?.read(`${placeOf(inputs)}/results/${inputs.digest}.json`);
  const text = known ?? `${JSON.stringify(await evaluate(inputs, everywhere, options.signal), null, 2)}\n`;
  if (!existsSync(paths.reportPath))
    writeFileAtomic(paths.reportPath, await renderEvaluationHtml(JSON.parse(text) as EvaluationResults));
  if (!existsSync(paths.resultsPath)) writeFileAtomic(paths.resultsPath, text);
  if (known === undefined) await everywhere?.write(`${placeOf(inputs)}/results/${inputs.digest}.json`, text);
  return outputsOf(text, paths);
}

/** What this machine's own services say never passes for a model's answer. */
function placeOf(inputs: EvaluationInputs): string {
  return isPaid(inputs) ? inputs.owner.agent : `local/${inputs.owner.agent}`;
}

function answersEverywhere({ ledger }: EvaluationInputs): AnswerFolder | undefined {
  if (ledger === undefined) return undefined;
  return openAnswerFolder(ledger, process.env.FLANSTACK_STORAGE_BASE_URL || undefined);
}

function outputsOf(text: string, paths: Pick<EvaluationOutputs, "resultsPath" | "reportPath">): EvaluationOutputs {
  const { agents } = JSON.parse(text) as EvaluationResults;
  const verdict = agents[0]?.verdict ?? null;
  return {
    verdict: verdict?.decision ?? "none",
    reasons: verdict?.reasons ?? [],
    resultsDigest: sha256(text),
    ...paths,
  };
}

async function evaluate(
  inputs: EvaluationInputs,
  everywhere: AnswerFolder | undefined,
  signal: AbortSignal | undefined,
): Promise<EvaluationResults> {
  const { owner, rows: file, repeats, thresholds, maxCalls, scorer } = inputs;
  const log = createProgress(engineAddress(process.argv.slice(2)), inputs.urn);
  const { rows: given, cases, own } = readRows(inputs);
  // Examples for prompts come from the training rows: those also tell how new each row is.
  const training = inputs.shots === undefined ? [] : generated(readPlanned(inputs.shots, owner.agent));
  const rows = tagNovelty(given, trainedWordings(training));
  const wanted = rowsWanted({ ...DEFAULT_THRESHOLDS, ...thresholds });
  const families = new Set(rows.map(({ cluster }) => cluster)).size;
  log.note(
    `${owner.agent}: ${rows.length} rows in ${families} families, ${cases.length} of them played; ${wanted.rows} independent ones show ${wanted.toShow}`,
  );
  const path = join(inputs.folder, `${owner.agent}-answers.jsonl`);
  const store =
    everywhere === undefined
      ? await openPredictionFile(path)
      : await openAnswerStore(path, everywhere, `${placeOf(inputs)}/answers/`);
  const spending = createSpending(inputs.maxUsd ?? 0);
  const paid = isPaid(inputs);
  return runEvaluation({
    rows,
    cases,
    sets: new Map([[owner.agent, setsOf(inputs)]]),
    arms: armsOf(inputs).map(({ name, client, modelIdentity, price }): EvaluatedArm => {
      const limited = paid && price !== undefined ? spending.limit(client, price, expectedUsd(price)) : client;
      return { name, by: { client: limited, modelIdentity } };
    }),
    store,
    maxCalls,
    repeats,
    repeatedRows: rowsToRepeat(rows),
    thresholds,
    stack: owner.stack,
    evaluatedAt: new Date().toISOString(),
    isSimulated: !paid && inputs.provider === "gemini",
    rowsFrom: file.from,
    judge: scorer === undefined ? undefined : await judgeOf(scorer.name, process.cwd()),
    ownRowsOf: () => (own === undefined ? undefined : { digest: own, isLocked: file.isLocked === true }),
    costs: () => [
      {
        label: "evaluation",
        predictedUsd: inputs.maxUsd ?? null,
        billedUsd: paid ? spending.spentUsd() : 0,
        source: "cap; tokens as counted",
      },
    ],
    lineage: [
      { label: "evaluation digest", value: inputs.digest },
      { label: "scorer", value: SCORER_VERSION },
    ],
    lineageOf: () => [
      { label: "job digest", value: inputs.jobDigest },
      { label: "rows (SHA-256)", value: file.sha256 },
      { label: "base model", value: inputs.baseModel },
      ...(scorer === undefined ? [] : [{ label: "own scorer", value: scorer.name }]),
    ],
    onProgress: log.tick,
    signal,
  });
}

/** What is set aside for a call until its tokens are counted: 4,000 in and 500 out. */
function expectedUsd(price: ArmPrice): number {
  return (4_000 * price.inputUsdPerMillion + 500 * price.outputUsdPerMillion) / 1e6;
}

interface ReadRows {
  readonly rows: readonly EvaluationRow[];
  readonly cases: readonly FreeCase[];
  /** Digest of the user's own rows, as it is locked. */
  readonly own: string | undefined;
}

function readRows({ rows: file, beside, steps, owner }: EvaluationInputs): ReadRows {
  const examples = readPlanned(file, owner.agent);
  const isKnown = knownAgentNames().includes(owner.agent);
  const composed = isKnown ? composedParameters(loadAgent(owner.agent)) : new Set<string>();
  const read = (values: readonly unknown[], path: string) => evaluationRows(values, path, { steps, composed });
  const tagged = (rows: readonly EvaluationRow[], tag: string) =>
    rows.map((row) => ({ ...row, tags: [...row.tags, tag] }));
  const rows = read(examples, file.path);
  if (file.from === "own") {
    const own = rowsDigest(evaluationRows(examples, file.path));
    const generated = beside === undefined ? [] : read(readPlanned(beside, owner.agent), beside.path);
    return { rows: [...tagged(rows, OWN_ROW), ...tagged(generated, GENERATED_ROW)], cases: [], own };
  }
  // Test rows decide, and for examples of several turns a whole run does.
  if (file.from !== "test" || !isKnown) return { rows, cases: [], own: undefined };
  const playground = { agent: loadAgent(owner.agent), others: loadAgents() };
  return { rows, cases: freeCases(examples, rows, () => playground).cases, own: undefined };
}

/** The values of a planned file of JSON lines. @throws FlanstackError when it is not the planned one */
function readPlanned(file: EvaluationFile, agent: string): unknown[] {
  const text = readFileSync(file.path, "utf8");
  if (sha256(text) === file.sha256)
    return text
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map((line) => JSON.parse(line));
  throw new FlanstackError(`${file.path} is not the file that was planned.`, {
    code: "rows_changed",
    path: agent,
    fix: "Run up again: the program reads the rows anew.",
  });
}

/** Rows of the user's own that were mixed in show nothing of the agent. */
function generated(training: readonly unknown[]): unknown[] {
  return training.filter((value) => !isMixedIn(value as Row));
}

function setsOf({ caseSets = [], owner }: EvaluationInputs): CaseSet[] {
  if (caseSets.length === 0) return [];
  const shipped = loadAgents();
  return caseSets.flatMap(({ name }) => {
    if (name === "safety") return safetySet(shipped);
    return handWrittenSet(loadAgent(owner.agent), shipped) ?? [];
  });
}

interface Arm {
  readonly name: string;
  readonly client: PredictionClient;
  /** Endpoints may be made anew under one digest: answers are the job's. */
  readonly modelIdentity: string;
  readonly price: ArmPrice | undefined;
}

/** The tuned model, then the incumbent, then the base: guardrails are taken against the second. */
function armsOf(inputs: EvaluationInputs): Arm[] {
  const { baseModel, endpoint, incumbent, jobDigest, prices, shots, owner } = inputs;
  const base =
    inputs.provider === "gemini"
      ? `${endpoint.replace(/\/endpoints\/.*$/, "")}/publishers/google/models/${baseModel}`
      : baseModel;
  const client = clientOf(inputs, base);
  const arms: Arm[] = [
    { name: "tuned", client: clientOf(inputs, endpoint), modelIdentity: jobDigest, price: prices?.tuned },
    ...(incumbent === undefined
      ? []
      : [{ name: "incumbent", client: clientOf(inputs, incumbent), modelIdentity: incumbent, price: prices?.tuned }]),
    { name: "base", client, modelIdentity: base, price: prices?.base },
  ];
  if (shots === undefined) return arms;
  const shown = shotsOf(generated(readPlanned(shots, owner.agent)), shots.path);
  const modelIdentity = `${base} with examples ${shown.digest.slice(0, 12)}`;
  return [
    ...arms,
    { name: "base with three examples", client: withShots(client, shown), modelIdentity, price: prices?.base },
  ];
}

function clientOf(inputs: EvaluationInputs, model: string, environment: Environment = process.env): PredictionClient {
  const baseUrl = addressOf(inputs, environment);
  if (inputs.provider === "gemini") return createVertexClient({ resource: model, baseUrl });
  const apiKey = environment.OPENAI_API_KEY || (isPaid(inputs) ? undefined : "sandbox");
  if (apiKey !== undefined) return createOpenAiClient({ model, baseUrl, apiKey });
  throw new FlanstackError("No OpenAI key is set.", {
    code: "missing_key",
    path: "OPENAI_API_KEY",
    fix: "Set the environment variable OPENAI_API_KEY; it is never read from configuration.",
  });
}
