/** What the program declares for evaluating an agent: which rows, whose judgement, how many calls at most, at which price. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { relative, resolve } from "node:path";
import { baseTokenPrices, type Catalog, findModel, loadCatalog, tunedTokenPrices } from "./catalog";
import { committedSets } from "./committed-sets";
import type { EvaluationArgs } from "./components";
import type { Settings } from "./config";
import type { AgentPlan, PlannedFile } from "./plan";
import { FlanstackError, sha256 } from "./primitives";

// Loaded when something is to be evaluated: a preview that evaluates nothing need not wait for it.
const load = createRequire(__filename);

const REPEATS = 3;
const REPEATED_ROWS = 60;
/** Case sets are asked of the candidate and of the model it is compared with first. */
const ARMS_IN_SETS = 2;
/** The most answers that one example takes when it is played freely. */
const PLAYED_STEPS = 12;

interface Rows {
  readonly rows: EvaluationArgs["rows"];
  readonly beside?: PlannedFile;
  /** Rows that are asked, and examples that may be played. */
  readonly asked: number;
  readonly played: number;
}

/**
 * `undefined` when the settings ask for no evaluation of it, or nobody serves its model (local).
 * @param root folder of the project: own rows, a scorer's file and the lock are in it
 * @throws FlanstackError when own rows cannot be read, or are not those that are locked
 */
export function evaluationArgs(
  settings: Settings,
  plan: AgentPlan,
  endpoint: EvaluationArgs["endpoint"],
  options: { readonly root: string; readonly catalog?: Catalog },
): EvaluationArgs | undefined {
  const { provider, baseModel } = plan.spec;
  if (provider === "local") return undefined;
  const rows = rowsOf(settings, plan, options.root);
  if (rows === undefined) return undefined;
  const incumbent = settings.incumbents[plan.agent];
  const decides = rows.rows.from !== "validation";
  const caseSets = decides ? committedSets(plan.agent) : [];
  const facts = findModel(options.catalog ?? loadCatalog({ overridesFile: settings.catalog }), provider, baseModel);
  const [tuned, base] = facts === undefined ? [] : [tunedTokenPrices(facts), baseTokenPrices(facts)];
  const perMillion = (price: { input: number; output: number }) => ({
    inputUsdPerMillion: price.input,
    outputUsdPerMillion: price.output,
  });
  const arms = 2 + (incumbent === undefined ? 0 : 1) + (decides ? 1 : 0);
  return {
    owner: { project: settings.pulumiProject, stack: settings.stack, agent: plan.agent },
    provider,
    jobDigest: plan.digest,
    endpoint,
    baseModel,
    rows: rows.rows,
    ...(rows.beside === undefined ? {} : { beside: { path: rows.beside.path, sha256: rows.beside.sha256 } }),
    // Where a verdict is given, a prompt with examples is one of those to beat.
    ...(decides ? { shots: { path: plan.canonicalTrain.path, sha256: plan.canonicalTrain.sha256 } } : {}),
    ...(settings.evaluationScorer === undefined ? {} : { scorer: scorerOf(settings.evaluationScorer, options.root) }),
    ...(incumbent === undefined ? {} : { incumbent }),
    ...(settings.ledger === undefined ? {} : { ledger: settings.ledger }),
    repeats: REPEATS,
    ...(caseSets.length === 0 ? {} : { caseSets }),
    maxCalls:
      arms * (rows.asked + rows.played * PLAYED_STEPS + (REPEATS - 1) * Math.min(REPEATED_ROWS, rows.asked)) +
      ARMS_IN_SETS * caseSets.reduce((sum, { cases }) => sum + cases, 0),
    ...(provider === "gemini" ? { project: settings.project!, location: settings.region } : {}),
    ...(settings.evaluationCapUsd === undefined ? {} : { maxUsd: settings.evaluationCapUsd }),
    ...(tuned === undefined || base === undefined
      ? {}
      : { prices: { tuned: perMillion(tuned), base: perMillion(base) } }),
  };
}

/** Rows of the user's own come first; generated test rows are then a slice beside them. */
function rowsOf(settings: Settings, plan: AgentPlan, root: string): Rows | undefined {
  const { evaluate } = settings;
  const { agent, canonicalTest: test, canonicalValidation: validation } = plan;
  const path = settings.evaluationRows[agent];
  if (path === undefined && evaluate === "none") return undefined;
  const { checkGeneratedRows, checkOwnRows, lockedRows, ownRows } = load(
    "./locked-rows",
  ) as typeof import("./locked-rows");
  const locked = lockedRows(root);
  if (path !== undefined) {
    const { text, examples } = readRows(resolve(root, path), path);
    const all = ownRows(examples, path).filter((each) => each.agent === agent);
    const problems = checkOwnRows(locked, all, path);
    if (problems.length > 0) throw FlanstackError.fromProblems("flanstack:evaluationRows", problems);
    const isLocked = locked.some((each) => each.agent === agent);
    const rows = { path: relative(root, resolve(root, path)), sha256: sha256(text), from: "own" as const, isLocked };
    const beside = evaluate === "test" ? test : undefined;
    return { rows, beside, asked: examples.length + (beside?.rows ?? 0), played: 0 };
  }
  const generated = evaluate === "test" ? test : evaluate === "validation" ? validation : undefined;
  if (evaluate === "none" || generated === undefined) return undefined;
  if (evaluate === "test") {
    const problems = checkGeneratedRows(locked, [agent], generated.path);
    const fix = `Name your rows: flanstack:evaluationRows: { ${agent}: rows.jsonl }.`;
    if (problems.length > 0)
      throw FlanstackError.fromProblems(
        "flanstack:evaluate",
        problems.map((problem) => ({ ...problem, fix })),
      );
  }
  const rows = { path: generated.path, sha256: generated.sha256, from: evaluate };
  return { rows, asked: generated.rows, played: evaluate === "test" ? generated.rows : 0 };
}

function readRows(file: string, shown: string): { text: string; examples: unknown[] } {
  try {
    const text = readFileSync(file, "utf8");
    const lines = text.split("\n").filter((line) => line.trim() !== "");
    return { text, examples: lines.map((line) => JSON.parse(line)) };
  } catch (cause) {
    throw new FlanstackError(`${shown} cannot be read as JSON lines: ${(cause as Error).message.split("\n")[0]}.`, {
      code: "rows_unreadable",
      path: "flanstack:evaluationRows",
      fix: "Give canonical rows by their path in the project's folder.",
      cause,
    });
  }
}

/** A scorer is what its file says; a command is its own text. */
function scorerOf(name: string, root: string): { name: string; sha256: string } {
  const { scorerFile } = load("./evaluation") as typeof import("./evaluation");
  const file = scorerFile(name);
  if (file === undefined) return { name, sha256: sha256(name) };
  try {
    return { name, sha256: sha256(readFileSync(resolve(root, file), "utf8")) };
  } catch (cause) {
    throw new FlanstackError(`The scorer ${file} cannot be read.`, {
      code: "scorer_unreadable",
      path: "flanstack:evaluationScorer",
      fix: "Give its path in the project's folder.",
      cause,
    });
  }
}
