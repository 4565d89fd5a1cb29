/** The evaluation report as Markdown for a pull request: verdict line first, a small table, the rest folded. */
import type { AgentResults, EvaluationResults } from "../evaluation";
import {
  DECISION_WORDS,
  dollars,
  headline,
  NONE,
  percent,
  plainName,
  points,
  probability,
  proportionText,
  SIMULATED,
} from "./evaluation-format";
import { freeRunningLine } from "./evaluation-free-running";
import { setArms, setRows } from "./evaluation-sets";

/** Marks the one comment that is updated in place. */
export const COMMENT_MARK = "<!-- flanstack:evaluation -->";

export interface MarkdownOptions {
  /** Where the whole report can be read. */
  readonly reportUrl?: string;
}

/** Renders the comment. GitHub's limit of 65,536 characters holds for any results: folded parts are left out from the end. */
export function renderEvaluationMarkdown(results: EvaluationResults, options: MarkdownOptions = {}): string {
  const parts = [
    `${COMMENT_MARK}\n### Evaluation of ${plain(results.stack)}: ${headline(results)}`,
    ...(results.isSimulated ? [`> ${SIMULATED}`] : []),
    verdictTable(results.agents),
    ...(options.reportUrl === undefined ? [] : [`[The whole report](${options.reportUrl})`]),
    ...results.agents.map(agentDetails),
    ...(results.lineage.length === 0 ? [] : [fold("Lineage", lineage(results.lineage))]),
  ];
  let text = "";
  for (const [index, part] of parts.entries()) {
    if (text.length + part.length > LONGEST) {
      return `${text}${parts.length - index} more parts stand in the whole report.\n`;
    }
    text += `${part}\n\n`;
  }
  return `${text.trimEnd()}\n`;
}

const LONGEST = 60_000;

function verdictTable(agents: readonly AgentResults[]): string {
  return markdownTable(
    [
      "agent",
      "verdict",
      "tuned solves",
      "against",
      "gain",
      "95 % interval",
      "detectable",
      "p (Holm)",
      "cost per solved",
    ],
    agents.flatMap((agent) =>
      agent.comparisons.map((comparison) => [
        agent.agent,
        agent.verdict === null ? "no verdict" : `**${DECISION_WORDS[agent.verdict.decision]}**`,
        percent(comparison.shares?.tuned ?? agent.arms[0]?.metrics.solved.rate ?? null),
        `${comparison.with} ${percent(comparison.shares?.other ?? agent.arms.find((arm) => arm.name === comparison.with)?.metrics.solved.rate ?? null)}`,
        points(comparison.difference),
        comparison.low === null ? NONE : `${points(comparison.low)} to ${points(comparison.high)}`,
        comparison.minimumDetectableEffect === null ? NONE : (100 * comparison.minimumDetectableEffect).toFixed(1),
        probability(comparison.adjustedP),
        dollars(agent.arms[0]?.economy.costPerSuccessUsd ?? null),
      ]),
    ),
  );
}

function agentDetails(agent: AgentResults): string {
  const reasons = agent.verdict?.reasons.map((reason) => `- ${plain(reason)}`).join("\n");
  const free = freeRunningLine(agent);
  const errors = agent.arms[0]?.errors ?? [];
  const [worst] = errors[0]?.examples ?? [];
  const parts = [
    ...(reasons === undefined ? [] : [reasons]),
    ...(free === undefined ? [] : [plain(free)]),
    markdownTable(
      ["metric", ...agent.arms.map((arm) => arm.name)],
      [
        ["right tool, or rightly none", ...agent.arms.map((arm) => proportionText(arm.metrics.toolAccuracy))],
        ["right arguments", ...agent.arms.map((arm) => proportionText(arm.metrics.argumentMatch))],
        ["format kept", ...agent.arms.map((arm) => proportionText(arm.metrics.formatAdherence))],
        ["invented tool", ...agent.arms.map((arm) => proportionText(arm.metrics.hallucinatedTools))],
        ["false refusals", ...agent.arms.map((arm) => proportionText(arm.decisions.falseRefusals))],
      ],
    ),
    ...(agent.sets === undefined || agent.sets.length === 0
      ? []
      : [markdownTable(["cases beside the rows", ...setArms(agent)], setRows(agent))]),
    ...(errors.length === 0
      ? []
      : [`Errors: ${errors.map(({ kind, count }) => `${plainName(kind)} ${count}`).join(", ")}.`]),
    ...(worst === undefined
      ? []
      : [
          `For example ${plain(worst.id)}:\n\n${code(`asked     ${worst.prompt}\nexpected  ${worst.expected}\ngot       ${worst.got}`)}`,
        ]),
  ];
  return fold(agent.agent, parts.join("\n\n"));
}

function lineage(entries: EvaluationResults["lineage"]): string {
  return markdownTable(
    ["what", "value"],
    entries.map(({ label, value }) => [label, value]),
  );
}

function fold(title: string, body: string): string {
  return `<details><summary>${plain(title)}</summary>\n\n${body}\n\n</details>`;
}

/** A fence longer than any run of backticks inside. */
function code(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}

function markdownTable(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(columns), `|${columns.map(() => " --- ").join("|")}|`, ...rows.map(line)].join("\n");
}

function cell(text: string): string {
  const bold = /^\*\*[A-Z ]+\*\*$/.test(text);
  return bold ? text : plain(text).replaceAll("|", "\\|").replace(/\s+/g, " ");
}

/** What models wrote must not become markup, a mention or a link. */
function plain(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/([\\`*_{}[\]])/g, "\\$1")
    .replaceAll("@", "&#64;");
}
