/** `flanstack gate`: the verdict on results files, again with other thresholds; and how often the gate errs. */
import { Command, InvalidArgumentError, Option } from "commander";
import writeFileAtomic from "write-file-atomic";
import {
  type AgentEvidence,
  type AgentResults,
  DEFAULT_THRESHOLDS,
  decide,
  type EvaluationResults,
  type GateThresholds,
  runSelftest,
  unpackEvidence,
  type Verdict,
} from "../../evaluation";
import { checkGeneratedRows, checkOwnRows, lockedRows, lockFolder } from "../../locked-rows";
import { FlanstackError } from "../../primitives";
import { renderEvaluationMarkdown, renderVerdicts } from "../../reports";
import type { CliContext } from "../context";
import { DECISION_CODES, exitCodeOf, INCONCLUSIVE } from "../exit-codes";
import { readResults } from "../results-file";

interface SelftestArguments {
  readonly seed: number;
  readonly runs: number;
  readonly json?: boolean;
}

type GateArguments = Partial<GateThresholds> & {
  readonly agent: readonly string[];
  readonly markdown?: string;
  readonly json?: boolean;
};

export function gateCommand(context: CliContext): Command {
  const gate = new Command("gate")
    .description("Says promote, hold or inconclusive, from results files of `flanstack eval` or `flanstack start`.")
    .argument("[results...]", "results files; agents of all of them are decided together and share the error rate")
    .option(
      "--agent <name>",
      "only this agent; repeatable",
      (name: string, earlier: readonly string[]) => [...earlier, name],
      [],
    );
  for (const option of thresholdOptions()) gate.addOption(option);
  return gate
    .option("--markdown <file>", "also write the comment for a pull request (one results file)")
    .option("--json", "print the verdicts as JSON")
    .addHelpText(
      "after",
      `\n${DECISION_CODES}\n\nExamples:\n  flanstack gate .flanstack/results.json\n  flanstack gate qa.json support.json --minimum-effect 0.05\n  flanstack gate results.json --mode non-inferiority --margin 0.07 --json\n  flanstack gate selftest`,
    )
    .action((files: readonly string[], options: GateArguments) => judge(context, files, options))
    .addCommand(
      new Command("selftest")
        .description(
          "Simulates equal and better models on clustered rows and counts the gate's mistakes. Exit code 1 when it makes too many, 4 when so few runs cannot tell.",
        )
        .option("--runs <number>", "simulated decisions per question", toCount, 2000)
        .option("--seed <number>", "seed of the simulation", toSeed, 1)
        .option("--json", "print the findings as JSON")
        .addHelpText(
          "after",
          "\nExamples:\n  flanstack gate selftest\n  flanstack gate selftest --runs 200 --seed 7 --json",
        )
        .action((_: unknown, command: Command) => selftest(context, command.optsWithGlobals())),
    );
}

/** The gate's thresholds as options. */
export function thresholdOptions(): Option[] {
  const { mode, errorRate, minimumEffect, margin, minimumRows } = DEFAULT_THRESHOLDS;
  return [
    new Option("--mode <mode>", `superiority, or non-inferiority for a forced replacement (default: ${mode})`).choices([
      "superiority",
      "non-inferiority",
    ]),
    new Option(
      "--error-rate <share>",
      `chance that an equal model is promoted, over all agents (default: ${errorRate})`,
    ).argParser(toShare),
    new Option("--minimum-effect <share>", `least gain worth a change (default: ${minimumEffect})`).argParser(toShare),
    new Option("--margin <share>", `how much worse is still not worse (default: ${margin})`).argParser(toShare),
    new Option("--minimum-rows <count>", `fewer give no verdict (default: ${minimumRows})`).argParser(toCount),
  ];
}

/** Only the thresholds that were given. */
export function thresholdsOf(given: Partial<GateThresholds>): Partial<GateThresholds> {
  const { mode, errorRate, minimumEffect, margin, minimumRows } = given;
  const stated = Object.entries({ mode, errorRate, minimumEffect, margin, minimumRows });
  return Object.fromEntries(stated.filter(([, value]) => value !== undefined));
}

async function judge(context: CliContext, files: readonly string[], options: GateArguments): Promise<void> {
  if (files.length === 0) {
    throw new FlanstackError("There are no results to judge.", {
      code: "no_results",
      path: "gate",
      fix: "Name a results file: flanstack gate .flanstack/results.json",
    });
  }
  const results = files.map((file) => readResults(context, file));
  const chosen = results.flatMap((each, index) =>
    each.agents
      .filter(({ agent }) => options.agent.length === 0 || options.agent.includes(agent))
      .map((agent) => ({ file: files[index]!, from: each, agent })),
  );
  refuseUnlocked(context, chosen);
  refuseUnknown(
    options.agent,
    chosen.map(({ agent }) => agent.agent),
  );
  const thresholds = thresholdsOf(options);
  // One file as it was decided is read; anything else is decided again, together.
  const asRecorded = results.length === 1 && Object.keys(thresholds).length === 0 && options.agent.length === 0;
  const recorded = chosen.flatMap(({ agent }) => agent.verdict ?? []);
  const verdicts =
    asRecorded && recorded.length === chosen.length
      ? recorded
      : decideAgain(chosen, { ...recorded[0]?.thresholds, ...thresholds });
  const decides = results.every(({ rowsFrom }) => rowsFrom !== "validation");
  const first = results[0]!;
  const about = {
    ...first,
    stack: results
      .map(({ stack }) => stack)
      .filter(isFirst)
      .join(", "),
    agents: chosen.map(({ agent }) => agent),
    decides,
  };
  if (options.markdown !== undefined) {
    const judged = { ...first, agents: first.agents.map((agent) => withVerdict(agent, verdicts, decides)) };
    await writeFileAtomic(options.markdown, renderEvaluationMarkdown(judged));
  }
  context.write(
    options.json === true
      ? JSON.stringify({ version: 1, decides, isSimulated: first.isSimulated, verdicts }, null, 2)
      : renderVerdicts(verdicts, about, { width: context.columns }).trimEnd(),
  );
  context.setExitCode(exitCodeOf(decides ? verdicts.map(({ decision }) => decision) : []));
}

/** Where rows of the user's own are locked, a verdict on others does not count. */
function refuseUnlocked(
  context: CliContext,
  chosen: readonly { readonly file: string; readonly from: EvaluationResults; readonly agent: AgentResults }[],
): void {
  const locked = lockedRows(lockFolder(context.cwd));
  const problems = chosen
    .filter(({ from }) => from.rowsFrom !== "validation")
    .flatMap(({ file, agent: { agent, ownRows } }) =>
      ownRows === undefined
        ? checkGeneratedRows(locked, [agent], file)
        : checkOwnRows(locked, [{ agent, digest: ownRows.digest }], file),
    );
  if (problems.length > 0) throw FlanstackError.fromProblems("gate", problems);
}

function withVerdict(agent: EvaluationResults["agents"][number], verdicts: readonly Verdict[], decides: boolean) {
  const verdict = verdicts.find((each) => each.agent === agent.agent);
  return verdict === undefined || !decides ? agent : { ...agent, verdict, comparisons: verdict.comparisons };
}

/** Verdicts of agents together, from what their results files hold. */
export function decideAgain(
  chosen: readonly { readonly file: string; readonly agent: EvaluationResults["agents"][number] }[],
  thresholds: Partial<GateThresholds>,
): Verdict[] {
  const evidence = chosen.map(({ file, agent }): AgentEvidence => {
    if (agent.evidence !== undefined) return unpackEvidence(agent.agent, agent.evidence);
    throw new FlanstackError(`${agent.agent}: the file does not hold what the verdict was taken on.`, {
      code: "evidence_missing",
      path: file,
      fix: "Evaluate again; answers that are stored cost nothing.",
    });
  });
  return decide(evidence, thresholds);
}

function refuseUnknown(wanted: readonly string[], known: readonly string[]): void {
  const unknown = wanted.filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  throw new FlanstackError(`No results of ${unknown.join(", ")}.`, {
    code: "unknown_agent",
    path: "--agent",
    fix: "Name agents that the files hold.",
  });
}

function isFirst<T>(value: T, index: number, all: readonly T[]): boolean {
  return all.indexOf(value) === index;
}

function selftest(context: CliContext, { runs, seed, json }: SelftestArguments): void {
  const findings = runSelftest({ runs, seed, onProgress: context.progress });
  context.progress("");
  if (json === true) context.write(JSON.stringify(findings, null, 2));
  else {
    for (const { question, share, low, high, wanted, passed, isOpen, isIllustration } of findings) {
      const mark = isIllustration ? "·" : passed ? "✔" : isOpen === true ? "?" : "✘";
      context.write(` ${mark} ${question}`);
      context.write(
        `     ${percent(share)} (${percent(low)} to ${percent(high)}, ${runs} runs); wanted: ${wanted}${isOpen === true ? "; too few runs to tell" : ""}`,
      );
    }
    context.write(" · shows why the gate is made as it is; nothing is required there. All numbers are simulated.");
  }
  const required = findings.filter(({ passed, isIllustration }) => !passed && !isIllustration);
  if (required.length > 0) context.setExitCode(required.every(({ isOpen }) => isOpen === true) ? INCONCLUSIVE : 1);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function toCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError("A count is an integer from 1.");
  return count;
}

function toShare(text: string): number {
  const share = Number(text);
  if (!(share >= 0 && share < 1))
    throw new InvalidArgumentError("A share is a number from 0 to below 1: 0.05 is five points.");
  return share;
}

function toSeed(text: string): number {
  const seed = Number(text);
  if (!Number.isSafeInteger(seed) || seed < 0) throw new InvalidArgumentError("A seed is an integer from 0.");
  return seed;
}
