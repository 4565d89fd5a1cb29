/** What is asked: rows that decide, generated rows beside them, and the examples that are played freely. */
import { loadAgent, loadAgents } from "../../agents";
import { knownAgentNames } from "../../agents/names";
import {
  type EvaluationResults,
  type EvaluationRow,
  type FreeCase,
  freeCases,
  GENERATED_ROW,
  OWN_ROW,
  tagNovelty,
  trainedWordings,
} from "../../evaluation";
import { checkGeneratedRows, checkOwnRows, lockedRows, lockFolder, type OwnRows, ownRows } from "../../locked-rows";
import { FlanstackError, type Problem } from "../../primitives";
import type { CliContext } from "../context";
import { readExamples, rowsOf } from "./rows";

export interface RowOptions {
  readonly examples: string;
  readonly beside?: string;
  readonly rowsFrom?: EvaluationResults["rowsFrom"];
  readonly steps: "one" | "all";
  /** Canonical rows the model was trained on; those of `fewShot` are, too. */
  readonly training?: string;
  readonly fewShot?: string;
  /** `undefined`: where rows come from the test split and can be played. */
  readonly freeRunning?: boolean;
  readonly scorer?: string;
}

export interface GatheredRows {
  readonly rows: readonly EvaluationRow[];
  readonly rowsFrom: EvaluationResults["rowsFrom"];
  /** Per agent the digest of what decides, as it is locked. */
  readonly own: readonly OwnRows[];
  readonly isLocked: (agent: string) => boolean;
  readonly cases: readonly FreeCase[];
  /** All steps of the examples that are played: what their prompts look like, for the estimate. */
  readonly playedSteps: readonly EvaluationRow[];
  /** Why nothing, or not everything, is played. */
  readonly note: string | undefined;
}

/**
 * @param areEndpoints whether every arm can be asked: answers of a file cannot be played
 * @throws FlanstackError when rows cannot be read, or are not those that are locked
 */
export function gatherRows(context: CliContext, options: RowOptions, areEndpoints: boolean): GatheredRows {
  const { examples: file, beside, steps, training = options.fewShot } = options;
  const examples = readExamples(context, file);
  const rowsFrom = options.rowsFrom ?? kindOfRows(file);
  const own = ownRows(examples, file);
  const locked = lockedRows(lockFolder(context.cwd));
  if (rowsFrom === "own") refuse(checkOwnRows(locked, own, file), file);
  if (rowsFrom === "test") {
    const agents = own.map(({ agent }) => agent);
    refuse(checkGeneratedRows(locked, agents, file), file);
  }
  const deciding = rowsOf(examples, file, steps);
  const given =
    beside === undefined
      ? deciding
      : [...tagged(deciding, OWN_ROW), ...tagged(rowsOf(readExamples(context, beside), beside, steps), GENERATED_ROW)];
  const rows = training === undefined ? given : tagNovelty(given, trainedWordings(readExamples(context, training)));
  refuseRepeated(rows, beside ?? file);
  const isLocked = (agent: string) => locked.some((each) => each.agent === agent);
  return { rows, rowsFrom, own, isLocked, ...played(options, examples, deciding, rowsFrom, areEndpoints) };
}

function played(
  { examples: file, freeRunning, scorer }: RowOptions,
  examples: readonly unknown[],
  rows: readonly EvaluationRow[],
  rowsFrom: GatheredRows["rowsFrom"],
  areEndpoints: boolean,
): Pick<GatheredRows, "cases" | "playedSteps" | "note"> {
  const none = (note: string | undefined) => ({ cases: [], playedSteps: [], note });
  if (freeRunning === false) return none("off: --no-free-running; the gate takes single steps");
  if (freeRunning === undefined && (rowsFrom !== "test" || scorer !== undefined)) return none(undefined);
  if (!areEndpoints) {
    if (freeRunning === undefined) return none("off: answers of a file cannot be played; the gate takes single steps");
    throw new FlanstackError("Answers of a file cannot be played freely.", {
      code: "free_running_needs_endpoints",
      path: "--free-running",
      fix: "Give models as endpoints, or leave --free-running out.",
    });
  }
  const { cases, unplayable } = freeCases(examples, rows, (name) =>
    knownAgentNames().includes(name) ? { agent: loadAgent(name), others: loadAgents() } : undefined,
  );
  if (unplayable.length > 0 && freeRunning === true) throw FlanstackError.fromProblems(file, unplayable);
  if (cases.length === 0) return none("off: no row can be played; the gate takes single steps");
  const ids = new Set(cases.map(({ id }) => id));
  const asPlayed = examples.filter((example) => ids.has((example as { id: string }).id));
  return {
    cases,
    playedSteps: rowsOf(asPlayed, file, "all"),
    note:
      unplayable.length === 0
        ? undefined
        : `${unplayable.length} examples cannot be played and count by single steps: ${unplayable[0]!.message}`,
  };
}

/** `<agent>_val.jsonl` measures, `<agent>_test.jsonl` decides; any other file is the user's own, and decides too. */
function kindOfRows(file: string): EvaluationResults["rowsFrom"] {
  if (/_(val|validation)\.jsonl$/.test(file)) return "validation";
  return /_test\.jsonl$/.test(file) ? "test" : "own";
}

function tagged(rows: readonly EvaluationRow[], tag: string): EvaluationRow[] {
  return rows.map((row) => ({ ...row, tags: [...row.tags, tag] }));
}

function refuse(problems: readonly Problem[], source: string): void {
  if (problems.length > 0) throw FlanstackError.fromProblems(source, [...problems]);
}

function refuseRepeated(rows: readonly EvaluationRow[], source: string): void {
  const seen = new Set<string>();
  const repeated = rows.find(({ id }) => seen.size === seen.add(id).size);
  if (repeated === undefined) return;
  throw new FlanstackError(`The row ${repeated.id} stands there twice.`, {
    code: "repeated_row",
    path: source,
    fix: "Give every example an id of its own.",
  });
}
