/** `flanstack eval`: asks models the same rows, scores them, and decides. Says what it costs before the first paid call. */
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import writeFileAtomic from "write-file-atomic";
import { loadCatalog } from "../../catalog";
import {
  DEFAULT_THRESHOLDS,
  type EvaluationResults,
  type EvaluationRow,
  FORGETTING_ROWS,
  type GateThresholds,
  REPEATED_ROWS,
  rowsDigest,
  rowsToRepeat,
  SET_NAMES,
} from "../../evaluation";
import { createSpending, openPredictionFile } from "../../inference";
import { FlanstackError } from "../../primitives";
import { renderEvaluationHtml, renderEvaluationMarkdown, renderVerdicts } from "../../reports";
import type { CliContext } from "../context";
import { isLocal, isSandbox, WHERE, type Where, whereOf } from "../evaluate/arms";
import { ARMS_IN_SETS, type CaseSetChoice, caseLines, caseRowsOf, caseSetsOf, toSetNames } from "../evaluate/case-sets";
import { type PricedArm, priceArm, rowsWanted } from "../evaluate/price";
import { readEvaluationRows } from "../evaluate/rows";
import { type EvaluatedArm, runEvaluation } from "../evaluate/run";
import { judgeOf } from "../evaluate/scorer";
import { DECISION_CODES, exitCodeOf } from "../exit-codes";
import { readStackFile } from "../stack-file";
import { decideAgain, thresholdOptions, thresholdsOf } from "./gate";

interface EvalArguments extends Partial<GateThresholds>, CaseSetChoice {
  readonly examples: string;
  readonly tuned: string;
  readonly incumbent?: string;
  readonly base?: string;
  readonly against: readonly (readonly [name: string, address: string])[];
  readonly rowsFrom?: EvaluationResults["rowsFrom"];
  readonly steps: "one" | "all";
  readonly scorer?: string;
  readonly repeat: number;
  readonly repeatRows: number;
  readonly maxUsd?: number;
  readonly maxCalls?: number;
  readonly concurrency?: number;
  readonly baseModel?: string;
  readonly identity?: string;
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
    .addOption(
      new Option("--rows-from <kind>", "what the rows are (default: by the file's name, else own)").choices([
        "validation",
        "test",
        "own",
      ]),
    )
    .addOption(new Option("--steps <which>", "one step per example, or all").choices(["one", "all"]).default("one"))
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

interface NamedArm {
  readonly name: string;
  readonly where: Where;
  readonly identity: string;
}

async function run(context: CliContext, options: EvalArguments): Promise<void> {
  const settings = readStackFile(resolve(__dirname, "../.."), options.stack);
  const rows = readEvaluationRows(context, options.examples, options.steps);
  const arms = armsOf(context, options);
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
  const priced = arms.flatMap(({ name, where, identity }, index) => {
    if (where.kind === "file") return [];
    const arm = { name, where, identity, tunedOn, repeatedRows, repeats: options.repeat };
    return [priceArm(catalog, arm, index < ARMS_IN_SETS ? [...rows, ...caseRows] : rows, store)];
  });
  const limit = options.maxUsd ?? numberOf(settings.evaluationCapUsd);
  const usd = priced.reduce<number | null>((sum, arm) => (sum === null || arm.usd === null ? null : sum + arm.usd), 0);
  if (caseRows.length > 0) await writeFileAtomic(join(folder, "cases.jsonl"), caseLines(caseRows));
  tell(context, rows, caseRows, priced, usd, { ...DEFAULT_THRESHOLDS, ...thresholds });
  checkPurse(context, options, priced, usd, limit);
  if (options.dryRun === true) return;

  const spending = createSpending(limit ?? 0);
  const asked = arms.map(({ name, where, identity }): EvaluatedArm => {
    if (where.kind === "file") return { name, file: where.file, price: null };
    const { price, usdPerCall } = priced.find((arm) => arm.name === name)!;
    const client =
      isLocal(where.baseUrl) || price === null ? where.client : spending.limit(where.client, price, usdPerCall);
    return { name, client, identity, price };
  });
  const isSimulated = (
    await Promise.all(arms.map(({ where }) => where.kind === "endpoint" && isSandbox(where.baseUrl)))
  ).includes(true);
  const results = await runEvaluation({
    cwd: context.cwd,
    rows,
    arms: asked,
    sets,
    store,
    thresholds,
    repeatedRows,
    repeats: options.repeat,
    maxCalls: options.maxCalls,
    concurrency: options.concurrency,
    judge: options.scorer === undefined ? undefined : await judgeOf(options.scorer, context.cwd),
    stack: options.stack,
    evaluatedAt: new Date().toISOString(),
    isSimulated,
    rowsFrom: options.rowsFrom ?? kindOfRows(options.examples),
    costs: [
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
    ],
    onProgress: (text) => context.progress(` … ${text}`),
  });
  context.progress("");
  await writeFileAtomic(join(folder, "results.json"), `${JSON.stringify(results, null, 2)}\n`);
  await writeFileAtomic(join(folder, "report.html"), await renderEvaluationHtml(results));
  await writeFileAtomic(join(folder, "report.md"), renderEvaluationMarkdown(results));
  show(context, options, results);
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

/** The candidate first; the incumbent, or the base, second: guardrails are taken against it. */
function armsOf(context: CliContext, options: EvalArguments): NamedArm[] {
  const addresses: (readonly [string, string | undefined])[] = [
    ["tuned", options.tuned],
    ["incumbent", options.incumbent],
    ["base", options.base],
    ...options.against,
  ];
  const arms = addresses.flatMap(([name, address]) => {
    if (address === undefined) return [];
    const where = whereOf(address, context.environment);
    const identity = name === "tuned" && options.identity !== undefined ? options.identity : address;
    return [{ name, where, identity }];
  });
  const repeated = arms.find((arm, index) => arms.findIndex(({ name }) => name === arm.name) < index);
  if (arms.length > 1 && repeated === undefined) return arms;
  throw new FlanstackError(
    repeated === undefined
      ? "There is nothing to compare the tuned model with."
      : `Two arms are called ${repeated.name}.`,
    {
      code: "bad_arms",
      path: "eval",
      fix: repeated === undefined ? "Give --incumbent, --base or --against." : "Give every arm a name of its own.",
    },
  );
}

function tell(
  context: CliContext,
  rows: readonly EvaluationRow[],
  caseRows: readonly EvaluationRow[],
  priced: readonly PricedArm[],
  usd: number | null,
  thresholds: GateThresholds,
): void {
  const wanted = rowsWanted(thresholds);
  const clusters = new Set(rows.map(({ cluster }) => cluster)).size;
  context.writeError(
    ` ROWS      ${rows.length} in ${clusters} families; ${wanted.rows} independent ones show ${wanted.toShow} (80 % power, 30 % of rows differing)`,
  );
  const counts = SET_NAMES.map((name) => [name, caseRows.filter(({ type }) => type === name).length] as const);
  if (caseRows.length > 0)
    context.writeError(
      ` CASES     ${counts.flatMap(([name, count]) => (count === 0 ? [] : [`${name} ${count}`])).join(", ")}; of the candidate and the arm it is compared with first`,
    );
  for (const { name, calls, usd: own } of priced)
    context.writeError(
      ` CALLS     ${name}: ${calls} to make, ${own === null ? "price unknown" : `about $${own.toFixed(4)}`}`,
    );
  context.writeError(
    ` COST      ${usd === null ? "unknown" : usd === 0 ? "$0: nothing to ask, or only this machine" : `about $${usd.toFixed(2)}`}`,
  );
}

/** @throws FlanstackError when calls would be paid without a known price or a limit, or above it */
function checkPurse(
  context: CliContext,
  options: EvalArguments,
  priced: readonly PricedArm[],
  usd: number | null,
  limit: number | undefined,
): void {
  const refuse = (code: string, message: string, fix: string) => {
    if (options.dryRun === true) context.writeError(` NEXT      ${fix}`);
    else throw new FlanstackError(message, { code, path: "--max-usd", fix });
  };
  if (usd === 0) return;
  if (usd === null) {
    const unknown = priced.filter((arm) => arm.usd === null).map(({ name }) => name);
    refuse(
      "price_unknown",
      `What the answers of ${unknown.join(", ")} cost is unknown; nobody was asked.`,
      "State the price in the file flanstack:catalog names, and the base model with --base-model.",
    );
  } else if (limit === undefined) {
    refuse(
      "budget_unset",
      `No limit is set for calls of about $${usd.toFixed(2)}; nobody was asked.`,
      `Give --max-usd ${Math.max(1, Math.ceil(usd))}.`,
    );
  } else if (usd > limit) {
    refuse(
      "budget_exceeded",
      `The answers cost about $${usd.toFixed(2)}, above the limit of $${limit}; nobody was asked.`,
      "Raise --max-usd on purpose, or give fewer rows.",
    );
  }
}

/** `<agent>_val.jsonl` measures, `<agent>_test.jsonl` decides; any other file is the user's own, and decides too. */
function kindOfRows(file: string): EvaluationResults["rowsFrom"] {
  if (/_(val|validation)\.jsonl$/.test(file)) return "validation";
  return /_test\.jsonl$/.test(file) ? "test" : "own";
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
