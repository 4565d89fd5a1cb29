/** `flanstack score`: judges answers by our rules, or calls by the exact rules of the Berkeley Function-Calling Leaderboard's AST checker. */
import { Command, Option } from "commander";
import { loadAgent } from "../../agents";
import { knownAgentNames } from "../../agents/names";
import {
  type AnsweredSteps,
  composedParameters,
  readTwins,
  type StreamScores,
  scoreParityLines,
  scoreStream,
} from "../../evaluation";
import { FlanstackError, renderProblem } from "../../primitives";
import { renderScores } from "../../reports";
import type { CliContext } from "../context";
import { linesOf } from "../line-file";

interface ScoreArguments {
  readonly parity?: string;
  readonly predictions?: string;
  readonly examples?: string;
  readonly model?: string;
  readonly steps?: AnsweredSteps;
  readonly partial?: boolean;
  readonly json?: boolean;
}

export function scoreCommand(context: CliContext): Command {
  return new Command("score")
    .description(
      "Scores answers that are there already; asks nobody and pays nothing.\n--predictions with --examples: by our rules, with intervals. --parity: one case per line in, one verdict per line out, as the leaderboard's own checker gives it.\nBoth read line by line: files may be larger than memory.",
    )
    .option(
      "--predictions <file>",
      "JSON lines { id, calls: [{ name, args }], text }, chat messages, or a predictions file of ours; - for standard input",
    )
    .option("--examples <file>", "canonical rows that were answered: <agent>_val.jsonl or a test file")
    .option("--model <name>", "only this model's answers, where a file holds several")
    .addOption(
      new Option(
        "--steps <which>",
        "what ids are: all steps, one step per example, or whole examples (default: found out)",
      ).choices(["all", "one", "examples"]),
    )
    .option("--partial", "leave rows without an answer out, and count them, instead of refusing")
    .option(
      "--parity <file>",
      "JSON lines { id, category, functions, calls, ground_truth }; - for standard input. Numbers are read losslessly: 5 is not 5.0",
    )
    .option("--json", "print the scores as JSON")
    .addHelpText("after", HELP)
    .action((options: ScoreArguments) => score(context, options));
}

const HELP = `
Ids: a step is <example id>#<position of its turn in conversations>; a plain example id answers its first step, or all of its calls.
Exit codes: 0 scored, 1 a line or a row is wrong (each is named; lines of --parity that are no case get no verdict), 2 wrong usage.

Examples:
  flanstack score --predictions answers.jsonl --examples qa_agent_val.jsonl
  flanstack score --predictions answers.jsonl --examples qa_agent_val.jsonl --json
  flanstack score --parity cases.jsonl > verdicts.jsonl
  generate-cases | flanstack score --parity -`;

async function score(context: CliContext, options: ScoreArguments): Promise<void> {
  const { parity, predictions, examples } = options;
  if (parity !== undefined && predictions === undefined && examples === undefined) return scoreParity(context, parity);
  if (parity !== undefined || predictions === undefined || examples === undefined) {
    throw new FlanstackError("What is to be scored?", {
      code: "score_input",
      path: "score",
      fix: "Give --predictions FILE and --examples FILE, or --parity FILE alone.",
    });
  }
  if (examples === "-") {
    throw new FlanstackError("The examples are read twice, so they cannot come from standard input.", {
      code: "score_input",
      path: "--examples",
      fix: "Give a file.",
    });
  }
  const scores = await scoreFiles(context, { ...options, predictions, examples });
  if (options.json === true) context.write(JSON.stringify(asJson(scores, predictions, examples), null, 2));
  else context.write(renderScores(scores, { width: context.columns }).trimEnd());
}

/** Scores a file of answers against a file of canonical rows. */
export async function scoreFiles(
  context: CliContext,
  options: Pick<ScoreArguments, "model" | "steps" | "partial"> & {
    readonly predictions: string;
    readonly examples: string;
    readonly onScore?: Parameters<typeof scoreStream>[0]["onScore"];
  },
): Promise<StreamScores> {
  const { predictions, examples } = options;
  return scoreStream({
    examples: { source: examples, lines: linesOf(context, examples) },
    predictions: { source: predictions, lines: linesOf(context, predictions) },
    twins: await readTwins(linesOf(context, examples)),
    steps: options.steps,
    model: options.model,
    isPartial: options.partial,
    composed: composedOf,
    onScore: options.onScore,
  });
}

const composedByAgent = new Map<string, ReadonlySet<string>>();

/** Parameters that hold the model's own words: known for the agents that are at hand. */
export function composedOf(agent: string): ReadonlySet<string> {
  let known = composedByAgent.get(agent);
  if (known === undefined) {
    known = knownAgentNames().includes(agent) ? composedParameters(loadAgent(agent)) : new Set();
    composedByAgent.set(agent, known);
  }
  return known;
}

function asJson({ all, agents, steps, unanswered }: StreamScores, predictions: string, examples: string) {
  return {
    version: 1,
    predictionsFile: predictions,
    examplesFile: examples,
    steps,
    unanswered,
    ...all,
    agents: agents.map(({ agent, result: { rows, examples: count, metrics, decisions, agentH } }) => ({
      agent,
      rows,
      examples: count,
      metrics,
      decisions,
      agentH,
    })),
  };
}

async function scoreParity(context: CliContext, file: string): Promise<void> {
  let bad = 0;
  const verdicts = scoreParityLines(linesOf(context, file), (problem) => {
    bad += 1;
    if (bad <= 20) context.writeError(renderProblem({ ...problem, path: file === "-" ? "standard input" : file }));
  });
  for await (const verdict of verdicts) context.write(verdict);
  if (bad === 0) return;
  if (bad > 20) context.writeError(`${bad - 20} more lines are no case.`);
  context.setExitCode(1);
}
