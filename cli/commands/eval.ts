/** `flanstack eval`: asks models the same rows, scores them, and decides. Says what it costs before the first paid call. */
import { mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import writeFileAtomic from "write-file-atomic";
import { loadCatalog } from "../../catalog";
import {
  ARMS_IN_SETS,
  caseRowsOf,
  DEFAULT_THRESHOLDS,
  type EvaluatedArm,
  type EvaluationResults,
  type EvaluationRow,
  FORGETTING_ROWS,
  freeCallsExpected,
  type GateThresholds,
  importPredictions,
  judgeOf,
  REPEATED_ROWS,
  rowsDigest,
  rowsToRepeat,
  runEvaluation,
  SET_NAMES,
} from "../../evaluation";

import { createSpending, openPredictionFile, type Spending } from "../../inference";
import { renderEvaluationHtml, renderEvaluationMarkdown, renderVerdicts } from "../../reports";
import type { CliContext } from "../context";
import { isLocal, isSandbox, WHERE } from "../evaluate/arms";
import { type CaseSetChoice, caseLines, caseSetsOf, toSetNames } from "../evaluate/case-sets";
import { gatherRows, type RowOptions } from "../evaluate/gather-rows";
import { type ArmOptions, armsOf, missingArms, type NamedArm } from "../evaluate/named-arms";
import { type PricedArm, priceArm } from "../evaluate/price";
import { checkPurse, tellCost, totalUsd } from "../evaluate/purse";
import { DECISION_CODES, exitCodeOf } from "../exit-codes";
import { readStackFile } from "../stack-file";
import { decideAgain, thresholdOptions, thresholdsOf } from "./gate";

interface EvalArguments extends Partial<GateThresholds>, RowOptions, ArmOptions, CaseSetChoice {
  readonly repeat: number;
  readonly repeatRows: number;
  readonly maxUsd?: number;
  readonly maxCalls?: number;
  readonly concurrency?: number;
  readonly baseModel?: string;
  readonly stack: string;
  readonly out: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

export function evalCommand(context: CliContext): Command {
  const command = new Command("eval")
    .description(
      "Asks a tuned model and all it must beat the same rows, scores them and decides.\nFirst it says how many rows the question needs and what the answers cost. Answers are kept in --out: an interrupted run goes on, and a run again pays nothing.",
    )
    .requiredOption("--examples <file>", "canonical rows: <agent>_test.jsonl, or rows of your own")
    .requiredOption("--tuned <where>", `the candidate: ${WHERE}`)
    .option("--incumbent <where>", "the model that serves now")
    .option("--base <where>", "the base model with the same prompt")
    .option("--against <name=where>", "another model to beat; repeatable", collectArm, [])
    .option(
      "--few-shot <file>",
      "canonical training rows: adds the base model with three of them in its prompt as a model to beat",
    )
    .addOption(
      new Option("--rows-from <kind>", "what the rows are (default: by the file's name, else own)").choices([
        "validation",
        "test",
        "own",
      ]),
    )
    .option("--beside <file>", "generated rows beside your own: a slice and part of the guardrails, they do not decide")
    .addOption(new Option("--steps <which>", "one step per example, or all").choices(["one", "all"]).default("one"))
    .option(
      "--training <file>",
      "canonical training rows: tells seen wordings, new wordings and new families apart (default: the rows of --few-shot)",
    )
    .option(
      "--free-running",
      "let the models act in the agent's world until they are done, with a scripted user; decides for ReAct examples (default: with test rows)",
    )
    .option("--no-free-running", "single steps only, each with the right history before it")
    .option(
      "--scorer <scorer>",
      "your own judgement of what is solved, which decides: a .ts/.js module, a promptfoo .yaml, or a command",
    )
    .option(
      "--repeat <count>",
      "how often --repeat-rows are asked in all: pass^k, and the comparator against itself",
      toCount,
      3,
    )
    .option("--repeat-rows <count>", "rows per agent that are asked again", toCount, REPEATED_ROWS)
    .option(
      "--sets <names>",
      `cases beside the rows, each with a say in the verdict: ${SET_NAMES.join(", ")}; or none (default: hand-written, for agents that ship)`,
      toSetNames,
    )
    .option("--forgetting <file...>", "question files of your copy of the BFCL data, for --sets forgetting")
    .option("--forgetting-rows <count>", "at most so many of their cases", toCount, FORGETTING_ROWS)
    .option("--max-usd <amount>", "limit of what the calls may cost (default: flanstack:evaluationCapUsd)", toAmount)
    .option("--max-calls <count>", "limit of the number of calls, checked before the first", toCount)
    .option("--concurrency <count>", "calls at once (default: 8)", toCount)
    .option(
      "--base-model <model>",
      "what the tuned models were tuned on, for their price (default: flanstack:baseModel)",
    )
    .option(
      "--identity <digest>",
      "job digest under which the candidate's answers are kept, where endpoint names are reused",
    )
    .option("--stack <name>", "stack whose settings are read, and the report's title", "dev")
    .option("--out <folder>", "where answers, results and reports go", ".flanstack/eval")
    .option("--dry-run", "say rows and price, and ask nobody")
    .option("--json", "print the results as JSON");
  for (const option of thresholdOptions()) command.addOption(option);
  return command
    .addHelpText(
      "after",
      `\n${DECISION_CODES}\nWrites <out>/results.json, report.html, report.md, predictions.jsonl. A server of your own: FLANSTACK_OPENAI_BASE_URL; the sandbox: FLANSTACK_VERTEX_BASE_URL.\n\nExamples:\n  flanstack eval --examples qa_agent_test.jsonl --tuned projects/P/locations/L/endpoints/ID --base projects/P/locations/L/publishers/google/models/M --dry-run\n  flanstack eval --examples mine.jsonl --tuned openai:my-adapter --base openai:my-base --scorer "python3 judge.py"\n  flanstack eval --examples rows.jsonl --tuned tuned.jsonl --incumbent now.jsonl --mode non-inferiority`,
    )
    .action((options: EvalArguments) => run(context, options));
}

async function run(context: CliContext, options: EvalArguments): Promise<void> {
  const settings = readStackFile(resolve(__dirname, "../.."), options.stack);
  const areEndpoints = ![
    options.tuned,
    options.incumbent,
    options.base,
    ...options.against.map(([, where]) => where),
  ].some((where) => where?.endsWith(".jsonl"));
  const gathered = gatherRows(context, options, areEndpoints);
  const { rows, rowsFrom, cases, playedSteps, own, isLocked } = gathered;
  const arms = armsOf(context, options, new Set(rows.map(({ exampleId }) => exampleId)));
  const missing = missingArms(arms);
  const thresholds = thresholdsOf(options);
  const agents = [...new Set(rows.map(({ agent }) => agent))];
  const areAsked = arms.slice(0, ARMS_IN_SETS).every(({ where }) => where.kind === "endpoint");
  const sets = caseSetsOf(agents, options, areAsked, context.cwd);
  const caseRows = caseRowsOf(sets);
  const folder = resolve(context.cwd, options.out);
  mkdirSync(folder, { recursive: true });
  const store = await openPredictionFile(join(folder, "predictions.jsonl"));
  const repeatedRows = options.repeat < 2 ? [] : rowsToRepeat(rows, options.repeatRows);
  const catalog = loadCatalog({ overridesFile: settings.catalog as string | undefined });
  const tunedOn = options.baseModel ?? String(settings.baseModel ?? "gemini-3.1-flash-lite");
  const priced: PricedArm[] = [];
  for (const [index, { name, where, identity, shots }] of arms.entries()) {
    if (where.kind === "file") continue;
    const calls = await freeCallsExpected(cases, { client: where.client, modelIdentity: identity }, store);
    const played = { calls, like: playedSteps };
    const about = { name, where, identity, tunedOn, repeatedRows, repeats: options.repeat, played, shots };
    priced.push(priceArm(catalog, about, index < ARMS_IN_SETS ? [...rows, ...caseRows] : rows, store));
  }
  const limit = options.maxUsd ?? numberOf(settings.evaluationCapUsd);
  if (caseRows.length > 0) await writeFileAtomic(join(folder, "cases.jsonl"), caseLines(caseRows));
  tellCost(context, gathered, caseRows, priced, missing, { ...DEFAULT_THRESHOLDS, ...thresholds });
  checkPurse(context, options.dryRun === true, priced, limit);
  if (options.dryRun === true) return;

  const spending = createSpending(limit ?? 0);
  const usd = totalUsd(priced);
  const isSimulated = (
    await Promise.all(arms.map(({ where }) => where.kind === "endpoint" && isSandbox(where.baseUrl)))
  ).includes(true);
  const results = await runEvaluation({
    rows,
    arms: arms.map((arm, index) =>
      evaluatedArm(context, arm, rows, index < ARMS_IN_SETS ? caseRows : [], priced, spending),
    ),
    sets,
    store,
    thresholds,
    repeatedRows,
    repeats: options.repeat,
    cases,
    maxCalls: options.maxCalls,
    concurrency: options.concurrency,
    judge: options.scorer === undefined ? undefined : await judgeOf(options.scorer, context.cwd),
    stack: options.stack,
    evaluatedAt: new Date().toISOString(),
    isSimulated,
    rowsFrom,
    costs: () => [
      {
        label: "evaluation",
        predictedUsd: usd,
        billedUsd: usd === 0 ? 0 : spending.spentUsd(),
        source: "tokens as the provider counted them",
      },
    ],
    lineage: [
      { label: "rows (SHA-256)", value: rowsDigest(rows) },
      ...(caseRows.length === 0 ? [] : [{ label: "case sets (SHA-256)", value: rowsDigest(caseRows) }]),
      ...arms.map(({ name, where }) => ({
        label: name,
        value: where.kind === "file" ? where.file : where.client.model,
      })),
      ...(options.scorer === undefined ? [] : [{ label: "own scorer", value: options.scorer }]),
      ...(missing.length === 0 ? [] : [{ label: "not compared with", value: missing.join("; ") }]),
    ],
    ownRowsOf: (agent) => {
      const digest = own.find((each) => each.agent === agent)?.digest;
      return rowsFrom !== "own" || digest === undefined ? undefined : { digest, isLocked: isLocked(agent) };
    },
    onProgress: (text) => context.progress(` … ${text}`),
  });
  context.progress("");
  await writeFileAtomic(join(folder, "results.json"), `${JSON.stringify(results, null, 2)}\n`);
  await writeFileAtomic(join(folder, "report.html"), await renderEvaluationHtml(results));
  await writeFileAtomic(join(folder, "report.md"), renderEvaluationMarkdown(results));
  show(context, options, results);
}

function evaluatedArm(
  { cwd }: CliContext,
  { name, where, identity }: NamedArm,
  rows: readonly EvaluationRow[],
  caseRows: readonly EvaluationRow[],
  priced: readonly PricedArm[],
  spending: Spending,
): EvaluatedArm {
  if (where.kind === "file") {
    // A file answers rows and cases alike.
    const text = readFileSync(resolve(cwd, where.file), "utf8");
    const all = importPredictions(text, [...rows, ...caseRows], where.file, where.file);
    return { name, by: { model: where.file, answers: all.slice(0, rows.length), toCases: all.slice(rows.length) } };
  }
  const { price, usdPerCall } = priced.find((arm) => arm.name === name)!;
  const client =
    isLocal(where.baseUrl) || price === null ? where.client : spending.limit(where.client, price, usdPerCall);
  return { name, price, by: { client, modelIdentity: identity } };
}

function show(context: CliContext, options: EvalArguments, results: EvaluationResults): void {
  const decides = results.rowsFrom !== "validation";
  const recorded = results.agents.flatMap(({ verdict }) => verdict ?? []);
  const verdicts = decides
    ? recorded
    : decideAgain(
        results.agents.map((agent) => ({ file: options.out, agent })),
        thresholdsOf(options),
      );
  if (options.json === true) context.write(JSON.stringify(results, null, 2));
  else {
    context.write(renderVerdicts(verdicts, { ...results, decides }, { width: context.columns }).trimEnd());
    context.write(`\n REPORT    ${join(options.out, "report.html")}`);
  }
  context.setExitCode(exitCodeOf(recorded.map(({ decision }) => decision)));
}

function collectArm(text: string, earlier: readonly (readonly [string, string])[]): (readonly [string, string])[] {
  const at = text.indexOf("=");
  if (at < 1) throw new InvalidArgumentError("Write name=where.");
  return [...earlier, [text.slice(0, at), text.slice(at + 1)]];
}

function toCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError("A count is an integer from 1.");
  return count;
}

function toAmount(text: string): number {
  const usd = Number(text);
  if (!(usd >= 0)) throw new InvalidArgumentError("An amount in US dollars is a number from 0.");
  return usd;
}

function numberOf(value: unknown): number | undefined {
  if (value === undefined || value === "") return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}
