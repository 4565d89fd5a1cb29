/** The sections of the evaluation report, in the order people need them. */
import type { AgentResults, ArmResult, ErrorClass, EvaluationResults, Verdict } from "../evaluation";
import type { Chart } from "./evaluation-charts";
import { exampleBlock } from "./evaluation-example";
import {
  DECISION_WORDS,
  dollars,
  NONE,
  percent,
  plainName,
  points,
  probability,
  proportionText,
  rowsText,
  whole,
} from "./evaluation-format";
import { type Html, html, idOf, table, trusted } from "./html";

export function badge(verdict: Verdict | null): Html {
  if (verdict === null) return html`<span class="badge none">NO VERDICT</span>`;
  return html`<span class="badge ${verdict.decision}">${DECISION_WORDS[verdict.decision]}</span>`;
}

export function figure(chart: Chart | undefined, name: string): Html | undefined {
  if (chart === undefined) return undefined;
  return html`<figure><div class="scroll" tabindex="0" role="img" aria-label="${name}: ${chart.description}">${trusted(chart.svg)}</div><figcaption>${chart.description}</figcaption><details><summary>Vega-Lite specification of this chart</summary><pre>${JSON.stringify(chart.specification)}</pre></details></figure>`;
}

/** One card per agent: decision and its first reason. */
export function verdictCards(agents: readonly AgentResults[]): Html {
  const cards = agents.map((agent) => {
    const [tuned, other] = agent.arms;
    const reason = agent.verdict?.reasons[0] ?? "These rows measure; they give no verdict.";
    const shares = agent.comparisons[0]?.shares;
    const own = percent(shares?.tuned ?? tuned?.metrics.solved.rate ?? null);
    const theirs = percent(shares?.other ?? other?.metrics.solved.rate ?? null);
    return html`<li class="card"><h3><a href="#${idOf(agent.agent)}">${agent.agent}</a> ${badge(agent.verdict)}</h3><p>${reason}</p><p class="note">${tuned?.name}: ${own} solved, ${other?.name}: ${theirs}${gainText(agent)} · ${rowsText(agent)}</p></li>`;
  });
  return html`<ul class="cards">${cards}</ul>`;
}

function gainText({ comparisons }: AgentResults): string {
  const [first] = comparisons;
  if (first === undefined || first.low === null) return "";
  return `; ${points(first.difference)} points (${points(first.low)} to ${points(first.high)})`;
}

/** Every comparison with what decides it and what these rows could have shown. */
export function comparisonTable(agents: readonly AgentResults[]): Html {
  const rows = agents.flatMap((agent) =>
    agent.comparisons.map((comparison) => [
      agent.agent,
      comparison.with,
      points(comparison.difference),
      comparison.low === null ? NONE : `${points(comparison.low)} to ${points(comparison.high)}`,
      comparison.minimumDetectableEffect === null ? NONE : (100 * comparison.minimumDetectableEffect).toFixed(1),
      probability(comparison.p),
      probability(comparison.adjustedP),
      probability(comparison.mcnemar),
      `${comparison.rows} in ${comparison.clusters}`,
      comparison.designEffect.toFixed(2),
    ]),
  );
  return table(
    "Solved steps (for examples that were played: goals reached), tuned against others, in points. p: sign flips of whole families, one-sided; adjusted by Holm over the agents; McNemar as if rows were independent, for comparison only.",
    [
      { title: "agent" },
      { title: "against" },
      { title: "gain", isNumber: true },
      { title: "95 % interval", isNumber: true },
      { title: "detectable", isNumber: true },
      { title: "p", isNumber: true },
      { title: "p adjusted", isNumber: true },
      { title: "McNemar", isNumber: true },
      { title: "steps in families", isNumber: true },
      { title: "design effect", isNumber: true },
    ],
    rows,
  );
}

const METRICS: readonly (readonly [title: string, read: (arm: ArmResult) => string | Html])[] = [
  ["solved steps", (arm) => proportionText(arm.metrics.solved)],
  ["solved steps, where a call is due", (arm) => proportionText(arm.metrics.solvedCalls)],
  ["solved examples (every step)", (arm) => proportionText(arm.metrics.solvedExamples)],
  ["right tool, or rightly none", (arm) => proportionText(arm.metrics.toolAccuracy)],
  ["right arguments", (arm) => proportionText(arm.metrics.argumentMatch)],
  ["format kept", (arm) => proportionText(arm.metrics.formatAdherence)],
  ["call written as text", (arm) => proportionText(arm.metrics.formatLeak)],
  ["invented tool", (arm) => proportionText(arm.metrics.hallucinatedTools)],
  ["required facts present", (arm) => proportionText(arm.metrics.facts)],
  ["false refusals", (arm) => proportionText(arm.decisions.falseRefusals)],
  ["both twins right", (arm) => proportionText(arm.decisions.twinAccuracy)],
  ["decision F1 (four classes)", (arm) => arm.decisions.macroF1?.toFixed(3) ?? `${NONE} (a class has under 30 rows)`],
  ["Agent-H score", (arm) => arm.agentH.score?.toFixed(3) ?? NONE],
  ["reference perplexity", (arm) => arm.referencePerplexity?.toFixed(3) ?? NONE],
  ["latency, median / p95", (arm) => `${whole(arm.economy.medianLatencyMs)} / ${whole(arm.economy.p95LatencyMs)} ms`],
  ["tokens in / out", (arm) => `${whole(arm.economy.inputTokens)} / ${whole(arm.economy.outputTokens)}`],
  ["cost per solved step", (arm) => dollars(arm.economy.costPerSuccessUsd)],
  [
    "answered by",
    (arm) => {
      const models = Object.entries(arm.servedBy).map(([model, count]) => `${model} (${count})`);
      return html`<span class="long">${models.join(", ")}${arm.fallbacks > 0 ? `; ${arm.fallbacks} FALLBACKS` : ""}</span>`;
    },
  ],
];

export function metricsTable(agent: AgentResults): Html {
  return table(
    `${agent.agent}: all metrics, 95 % intervals widened for families`,
    [{ title: "metric" }, ...agent.arms.map((arm) => ({ title: arm.name, isNumber: true }))],
    METRICS.map(([title, read]) => [title, ...agent.arms.map(read)]),
  );
}

export function verdictSection(agent: AgentResults): Html | undefined {
  const { verdict } = agent;
  if (verdict === null) return undefined;
  const reasons = verdict.reasons.map((reason) => html`<li>${reason}</li>`);
  const guardrails = verdict.guardrails.map((guardrail) => [
    guardrail.name,
    guardrail.against,
    points(guardrail.difference),
    points(guardrail.high),
    points(guardrail.margin),
    String(guardrail.rows),
    html`<span class="badge ${guardrail.finding}">${guardrail.finding}</span>`,
  ]);
  return html`<ul>${reasons}</ul>${table(
    `${agent.agent}: what must not get worse, in points`,
    [
      { title: "guardrail" },
      { title: "against" },
      { title: "change", isNumber: true },
      { title: "at most", isNumber: true },
      { title: "allowed", isNumber: true },
      { title: "rows", isNumber: true },
      { title: "finding" },
    ],
    guardrails,
  )}`;
}

/** The error classes of the tuned model; the worst examples open on demand. */
export function errorSection(agent: AgentResults): Html {
  const errors = agent.arms[0]?.errors ?? [];
  if (errors.length === 0) return html`<p>No errors.</p>`;
  return html`${errors.map(errorClass)}`;
}

function errorClass({ kind, count, share, examples }: ErrorClass): Html {
  return html`<details><summary>${plainName(kind)}: ${count} rows (${percent(share)})</summary>${examples.map(exampleBlock)}</details>`;
}

/** Slices of fewer rows than this say little: they are folded. */
const SMALL = 10;

/** The shares of each slice, and how much is lost on what training had not shown. */
export function sliceSection(agent: AgentResults): Html {
  const keys = [...new Set(agent.arms.flatMap((arm) => arm.slices.map(({ by, value }) => `${by}\n${value}`)))];
  const rows = keys.map((key) => {
    const [by, value] = key.split("\n") as [string, string];
    const found = agent.arms.map((arm) => arm.slices.find((slice) => slice.by === by && slice.value === value)?.solved);
    return {
      size: Math.max(...found.map((solved) => solved?.total ?? 0)),
      cells: [
        `${by}: ${plainName(value)}`,
        ...found.map((solved) => (solved === undefined ? NONE : proportionText(solved))),
      ],
    };
  });
  const tableOf = (caption: string, shown: typeof rows) =>
    table(
      `${agent.agent}: ${caption}`,
      [{ title: "slice" }, ...agent.arms.map((arm) => ({ title: arm.name, isNumber: true }))],
      shown.map(({ cells }) => cells),
    );
  const small = rows.filter(({ size }) => size < SMALL);
  return html`${noveltyGap(agent)}${tableOf(
    "solved steps by what the rows are",
    rows.filter(({ size }) => size >= SMALL),
  )}${
    small.length === 0
      ? undefined
      : html`<details><summary>${small.length} slices of fewer than ${SMALL} steps</summary>${tableOf("small slices", small)}</details>`
  }`;
}

/** How much better a model is where training held the very wording: what it has learned by heart. */
function noveltyGap({ arms }: AgentResults): Html | undefined {
  const gaps = arms.flatMap(({ name, slices }) => {
    const rateOf = (value: string) =>
      slices.find((slice) => slice.by === "novelty" && slice.value === value)?.solved.rate ?? null;
    const [seen, far] = [rateOf("seen wording"), rateOf("new family")];
    return seen === null || far === null ? [] : [`${name} ${points(seen - far)}`];
  });
  if (gaps.length === 0) return undefined;
  return html`<p>Gap between wordings seen in training and new families, in points: ${gaps.join(", ")}.</p>`;
}

export function ladderTable(agent: AgentResults): Html | undefined {
  if (agent.ladder.length === 0) return undefined;
  return table(
    `${agent.agent}: policies of known worth on the same rows. A wrong place means a wrong score.`,
    [{ title: "policy" }, { title: "solved", isNumber: true }, { title: "must be" }, { title: "is it" }],
    agent.ladder.map(({ policy, solved, expectation, isMet }) => [
      policy,
      proportionText(solved),
      expectation === "" ? NONE : expectation,
      expectation === ""
        ? NONE
        : html`<span class="badge ${isMet ? "passed" : "failed"}">${isMet ? "yes" : "NO"}</span>`,
    ]),
  );
}

export function ruinedTable(agent: AgentResults): Html | undefined {
  if (agent.ruined === undefined || agent.ruined.length === 0) return undefined;
  return table(
    `${agent.agent}: the same model taught with shuffled targets. Its score must fall, and the gate must hold it from 50 % on.`,
    [
      { title: "targets shuffled", isNumber: true },
      { title: "solved", isNumber: true },
      { title: "tools that are not there", isNumber: true },
      { title: "gate" },
      { title: "because" },
      { title: "must be" },
      { title: "is it" },
    ],
    agent.ruined.map(({ share, runs, solved, hallucinatedTools, decision, reasons, expectation, isMet }) => [
      `${Math.round(100 * share)} %${runs === 1 ? "" : ` (middle of ${runs} shuffles)`}`,
      proportionText(solved),
      proportionText(hallucinatedTools),
      decision,
      reasons[0] ?? NONE,
      expectation,
      html`<span class="badge ${isMet ? "passed" : "failed"}">${isMet ? "yes" : "NO"}</span>`,
    ]),
  );
}

export function costTable(results: EvaluationResults): Html | undefined {
  if (results.costs.length === 0) return undefined;
  return table(
    "Predicted and billed",
    [
      { title: "what" },
      { title: "predicted", isNumber: true },
      { title: "billed", isNumber: true },
      { title: "source" },
    ],
    results.costs.map((line) => [line.label, dollars(line.predictedUsd), dollars(line.billedUsd), line.source]),
  );
}

export function selftestTable(results: EvaluationResults): Html | undefined {
  if (results.selftest.length === 0) return undefined;
  return table(
    "The gate on trial: evidence with known truth, everything switched on",
    [{ title: "how often" }, { title: "share", isNumber: true }, { title: "wanted" }, { title: "passed" }],
    results.selftest.map((finding) => [
      finding.question,
      `${percent(finding.share)} (${(100 * finding.low).toFixed(1)}–${(100 * finding.high).toFixed(1)}, ${finding.runs} runs)`,
      finding.wanted,
      html`<span class="badge ${finding.passed ? "passed" : "failed"}">${finding.passed ? "yes" : "NO"}</span>`,
    ]),
  );
}

export function lineageList(entries: EvaluationResults["lineage"]): Html | undefined {
  if (entries.length === 0) return undefined;
  return html`<dl>${entries.map(({ label, value }) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>`;
}
