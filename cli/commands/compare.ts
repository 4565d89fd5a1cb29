/** `flanstack compare`: two models on the same rows, from two files of answers or of results. */
import { Command } from "commander";
import {
  type ComparedMetric,
  compareOutcomes,
  meanDifference,
  packOutcomes,
  pairedBootstrap,
  type StepScore,
  type ToCompare,
} from "../../evaluation";
import { createRandom, FlanstackError } from "../../primitives";
import { renderComparison, type ValueLine } from "../../reports";
import type { CliContext } from "../context";
import { looksLikeResults, readResults } from "../results-file";
import { scoreFiles } from "./score";

interface CompareArguments {
  readonly examples?: string;
  readonly arm: readonly string[];
  readonly json?: boolean;
}

export function compareCommand(context: CliContext): Command {
  return new Command("compare")
    .description(
      "Compares two models on the same rows: shares, difference with interval, permutation test over families, McNemar, and the smallest difference these rows can show.\nThe first minus the second. Asks nobody and pays nothing; decides nothing (flanstack gate does).",
    )
    .argument("<first>", "answers (.jsonl, with --examples) or results (.json)")
    .argument("[second]", "the same kind; with one results file, its first two arms are compared")
    .option("--examples <file>", "canonical rows that both answered")
    .option(
      "--arm <name>",
      "which arm of a results file; given twice, for the first and for the second",
      (name: string, earlier: readonly string[]) => [...earlier, name],
      [],
    )
    .option("--json", "print the comparison as JSON")
    .addHelpText(
      "after",
      "\nExit codes: 0 compared, 1 the files do not fit together, 2 wrong usage.\n\nExamples:\n  flanstack compare tuned.jsonl base.jsonl --examples qa_agent_val.jsonl\n  flanstack compare monday.json friday.json --json\n  flanstack compare results.json --arm tuned --arm incumbent",
    )
    .action((first: string, second: string | undefined, options: CompareArguments) =>
      compare(context, first, second, options),
    );
}

interface Side {
  readonly name: string;
  readonly agents: readonly ToCompare[];
  /** Latency and tokens per row, where the file holds single answers. */
  readonly values: ReadonlyMap<string, RowValues>;
}

interface RowValues {
  readonly agent: string;
  readonly cluster: string;
  readonly latencyMs: number;
  readonly tokens: number | null;
}

async function compare(context: CliContext, first: string, second: string | undefined, options: CompareArguments) {
  const [left, right] = [
    await sideOf(context, first, options, 0),
    await sideOf(context, second ?? first, options, second === undefined ? 1 : 0),
  ];
  const both = left.agents.flatMap((mine) => {
    const theirs = right.agents.find(({ agent }) => agent === mine.agent);
    return theirs === undefined ? [] : [{ left: mine, right: theirs }];
  });
  if (both.length === 0) throw doNotFit(`${first} and ${second ?? first} have no agent in common`);
  const lines = compared(both);
  const values = compareValues(left.values, right.values);
  context.write(
    options.json === true
      ? JSON.stringify({ version: 1, first: left.name, second: right.name, metrics: lines, values }, null, 2)
      : renderComparison([left.name, right.name], lines, values, { width: context.columns }).trimEnd(),
  );
}

function compared(both: Parameters<typeof compareOutcomes>[0]): ComparedMetric[] {
  try {
    return compareOutcomes(both);
  } catch (error) {
    if (error instanceof RangeError) throw doNotFit(error.message);
    throw error;
  }
}

async function sideOf(context: CliContext, file: string, options: CompareArguments, position: 0 | 1): Promise<Side> {
  if (looksLikeResults(file)) return sideOfResults(context, file, options.arm[position] ?? options.arm[0], position);
  if (options.examples === undefined) throw doNotFit(`${file} holds answers, and --examples is not given`);
  const scores = new Map<string, StepScore[]>();
  const values = new Map<string, RowValues>();
  const { all, clusterOf } = await scoreFiles(context, {
    predictions: file,
    examples: options.examples,
    onScore: ({ agent }, score, { latencyMs, inputTokens, outputTokens }) => {
      const own = scores.get(agent) ?? [];
      scores.set(agent, own);
      own.push(score);
      const tokens = inputTokens === null || outputTokens === null ? null : inputTokens + outputTokens;
      values.set(score.id, { agent, cluster: score.cluster, latencyMs, tokens });
    },
  });
  const name = all.model === "" ? file : all.model;
  const tied = (score: StepScore): StepScore => ({ ...score, cluster: clusterOf(score.cluster) });
  return {
    name,
    values: new Map([...values].map(([id, value]) => [id, { ...value, cluster: clusterOf(value.cluster) }])),
    agents: [...scores].map(([agent, own]) => ({
      agent,
      arm: name,
      outcomes: packOutcomes([{ name, scores: own.map(tied) }]),
    })),
  };
}

function sideOfResults(context: CliContext, file: string, wanted: string | undefined, position: 0 | 1): Side {
  const { agents } = readResults(context, file);
  return {
    name: wanted === undefined ? file : `${wanted} (${file})`,
    values: new Map(),
    agents: agents.map(({ agent, arms, outcomes }) => {
      if (outcomes === undefined) throw doNotFit(`${file} holds no outcomes of single rows; evaluate again`);
      const arm = wanted ?? arms[position]?.name;
      if (arm === undefined || outcomes.arms[arm] === undefined)
        throw doNotFit(
          `${agent} has no arm ${arm ?? position + 1} in ${file}, only ${Object.keys(outcomes.arms).join(", ")}`,
        );
      return { agent, arm, outcomes };
    }),
  };
}

/** Paired bootstrap over families: what is no share. */
function compareValues(left: ReadonlyMap<string, RowValues>, right: ReadonlyMap<string, RowValues>): ValueLine[] {
  const agents = [...new Set([...left.values()].map(({ agent }) => agent))];
  return agents.flatMap((agent) =>
    (["latencyMs", "tokens"] as const).flatMap((what) => {
      const pairs = [...left].flatMap(([id, mine]) => {
        const [tuned, other] = [mine[what], right.get(id)?.[what]];
        return mine.agent === agent && typeof tuned === "number" && typeof other === "number"
          ? [{ cluster: mine.cluster, tuned, other }]
          : [];
      });
      if (pairs.every(({ tuned, other }) => tuned === 0 && other === 0)) return [];
      const interval = pairedBootstrap(pairs, meanDifference, createRandom("compare", agent, what));
      if (interval === null) return [];
      const name = what === "tokens" ? "tokens per answer" : "latency in ms";
      return [{ agent, what: name, difference: interval.estimate, low: interval.low, high: interval.high }];
    }),
  );
}

function doNotFit(what: string): FlanstackError {
  return new FlanstackError(`${what}.`, {
    code: "cannot_compare",
    path: "compare",
    fix: "Give two files of answers to the same --examples, or two results files over the same rows.",
  });
}
