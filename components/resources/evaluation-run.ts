/** One evaluation from its inputs: reads the rows, asks what is missing, writes results and report. */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sync as writeFileAtomic } from "write-file-atomic";
import { loadAgent, loadAgents } from "../../agents";
import { AGENT_NAMES } from "../../agents/names";
import {
  composedParameters,
  type EvaluatedArm,
  type EvaluationResults,
  type EvaluationRow,
  evaluationRows,
  type FreeCase,
  freeCases,
  rowsToRepeat,
  runEvaluation,
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
import type { ArmPrice } from "./evaluation";
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
  // After a lost state the results are still there: the same evaluation is not made twice.
  if (existsSync(paths.resultsPath)) return outputsOf(readFileSync(paths.resultsPath, "utf8"), paths);
  mkdirSync(folder, { recursive: true });
  const results = await evaluate(inputs, options.signal);
  const text = `${JSON.stringify(results, null, 2)}\n`;
  writeFileAtomic(paths.reportPath, await renderEvaluationHtml(results));
  writeFileAtomic(paths.resultsPath, text);
  return outputsOf(text, paths);
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

async function evaluate(inputs: EvaluationInputs, signal: AbortSignal | undefined): Promise<EvaluationResults> {
  const { owner, rows: file, repeats, thresholds, maxCalls } = inputs;
  const log = createProgress(engineAddress(process.argv.slice(2)), inputs.urn);
  const { rows, cases } = readRows(inputs);
  const store = await openPredictionFile(join(inputs.folder, `${owner.agent}-answers.jsonl`));
  const spending = createSpending(inputs.maxUsd ?? 0);
  const paid = isPaid(inputs);
  return runEvaluation({
    rows,
    cases,
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
    ],
    onProgress: log.tick,
    signal,
  });
}

/** What is set aside for a call until its tokens are counted: 4,000 in and 500 out. */
function expectedUsd(price: ArmPrice): number {
  return (4_000 * price.inputUsdPerMillion + 500 * price.outputUsdPerMillion) / 1e6;
}

function readRows(inputs: EvaluationInputs): { rows: EvaluationRow[]; cases: readonly FreeCase[] } {
  const { rows: file, steps, owner } = inputs;
  const text = readFileSync(file.path, "utf8");
  if (sha256(text) !== file.sha256) {
    throw new FlanstackError(`${file.path} is not the file that was planned.`, {
      code: "rows_changed",
      path: owner.agent,
      fix: "Run up again: the program reads the rows anew.",
    });
  }
  const examples: unknown[] = text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
  const isBuiltIn = (AGENT_NAMES as readonly string[]).includes(owner.agent);
  const composed = isBuiltIn ? composedParameters(loadAgent(owner.agent)) : new Set<string>();
  const rows = evaluationRows(examples, file.path, { steps, composed });
  // Test rows decide, and for examples of several turns a whole run does.
  if (file.from !== "test" || !isBuiltIn) return { rows, cases: [] };
  const playground = { agent: loadAgent(owner.agent), others: loadAgents() };
  return { rows, cases: freeCases(examples, rows, () => playground).cases };
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
  const { baseModel, endpoint, incumbent, jobDigest, prices } = inputs;
  const base =
    inputs.provider === "gemini"
      ? `${endpoint.replace(/\/endpoints\/.*$/, "")}/publishers/google/models/${baseModel}`
      : baseModel;
  return [
    { name: "tuned", client: clientOf(inputs, endpoint), modelIdentity: jobDigest, price: prices?.tuned },
    ...(incumbent === undefined
      ? []
      : [{ name: "incumbent", client: clientOf(inputs, incumbent), modelIdentity: incumbent, price: prices?.tuned }]),
    { name: "base", client: clientOf(inputs, base), modelIdentity: base, price: prices?.base },
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
