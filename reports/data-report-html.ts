/**
 * The report of a data set as one HTML file: verdict first, then the gates, what was refused, how the rows are spread, and
 * the proof that the gates bite. It loads nothing and runs no script; the same build gives the same bytes.
 */
import type { AgentFacts, DataReport, GateResult } from "../datasets";
import { roomInLimits } from "../primitives";
import { difficultyPlot, functionsPlot, stepsPlot, tokensPlot, toolsPlot } from "./data-charts";
import { figure } from "./evaluation-sections";
import { type Html, html, idOf, table } from "./html";
import { renderReportPage } from "./report-page";

interface Owned {
  readonly owner: string;
  readonly gate: GateResult;
}

/** Renders the report. */
export async function renderDataReportHtml(report: DataReport): Promise<string> {
  const gates = ownedGates(report);
  const sections: [string, string, Html][] = [
    ["verdict", "Verdict", verdictCards(report)],
    ["failed", "Gates that failed", failedGates(gates)],
    ["gates", "Gates", gateTable(gates)],
    ["funnel", "What was refused on the way", funnelTable(report.agents)],
    ["rows", "Rows", html`${countTable(report.agents)}${kindTable(report.agents)}`],
    ["spread", "How the rows are spread", await spread(report)],
    ["functions", "Functions used", await functionSections(report.agents)],
    ["mutation", "Proof that the gates bite", mutationTable(report)],
    ["notes", "What this report does not show", LIMITS],
  ];
  const shown = sections.filter(([id]) => id !== "failed" || gates.some(({ gate }) => gate.status === "failed"));
  return renderReportPage({
    title: `Agent-tuning data ${report.digest.slice(0, 12)}`,
    heading: "Agent-tuning data",
    headline: dataHeadline(report),
    note: html`<p class="note">Set ${report.digest.slice(0, 12)}, generator version ${report.generatorVersion}, seed ${[...new Set(report.agents.map(({ seed }) => seed))].join(", ")}. Counts are exact, tokens are estimates.</p>`,
    sections: shown,
    footer: html`Made by flanstack data report from the files of the build; nothing was generated again.`,
    style: "td details { margin: 0; }",
  });
}

/** `every gate passed: 6 agents, 3,600 rows`, or how many failed. */
export function dataHeadline(report: DataReport): string {
  const gates = ownedGates(report);
  const failed = gates.filter(({ gate }) => gate.status === "failed").length;
  const silent = gates.filter(({ gate }) => gate.status === "not_evaluated").length;
  const verdict =
    failed > 0
      ? `${failed} gate${failed === 1 ? "" : "s"} FAILED`
      : silent > 0
        ? `no gate failed, ${silent} not evaluated`
        : "every gate passed";
  return `${verdict}: ${report.agents.length} agent${report.agents.length === 1 ? "" : "s"}, ${report.rows.toLocaleString("en-US")} rows`;
}

const LIMITS = html`<p>The gates show that rows are valid, executed, varied and not leaked. They do not show that a model tuned on them is better: that is measured by the evaluation, on rows that were never uploaded. Nor do they read: what a reading of sampled rows found stands in docs/audit of the project.</p>`;

function ownedGates(report: DataReport): Owned[] {
  return [
    ...report.agents.flatMap(({ agent, gates }) => gates.map((gate) => ({ owner: agent, gate }))),
    ...report.pooledGates.map((gate) => ({ owner: "all agents", gate })),
  ];
}

function mark(status: GateResult["status"]): Html {
  if (status === "passed") return html`<span class="badge passed">passed</span>`;
  if (status === "failed") return html`<span class="badge failed">FAILED</span>`;
  return html`<span class="badge none">${status.replace("_", " ")}</span>`;
}

function verdictCards(report: DataReport): Html {
  const cards = report.agents.map((facts) => {
    const failed = facts.gates.filter(({ status }) => status === "failed");
    const passed = facts.gates.filter(({ status }) => status === "passed").length;
    const { train = 0, validation = 0, test = 0 } = facts.counts.splits;
    return html`<li class="card"><h3><a href="#functions-${idOf(facts.agent)}">${facts.agent}</a> ${mark(failed.length > 0 ? "failed" : "passed")}</h3><p>${train} train, ${validation} validation${test > 0 ? `, ${test} test` : ""}</p><p class="note">${passed} of ${facts.gates.length} gates passed · about ${facts.tokens.mean.toLocaleString("en-US")} tokens per row, 99 % below ${facts.tokens.p99.toLocaleString("en-US")}</p></li>`;
  });
  return html`<ul class="cards">${cards}</ul>`;
}

function failedGates(gates: readonly Owned[]): Html {
  const items = gates
    .filter(({ gate }) => gate.status === "failed")
    .map(
      ({ owner, gate }) =>
        html`<li><strong>${owner}: ${gate.gate}</strong> is ${gate.value ?? "–"}, wants ${gate.limit}.${gate.examples.length === 0 ? "" : ` Such as: ${gate.examples.slice(0, 3).join(" | ")}`}</li>`,
    );
  return html`<ul>${items}</ul>`;
}

/** One line per gate: the agent that is worst off, and all agents folded below. */
function gateTable(gates: readonly Owned[]): Html {
  const names = [...new Set(gates.map(({ gate }) => gate.gate))];
  const lines = names.map((name) => {
    const own = gates.filter(({ gate }) => gate.gate === name);
    const worst = worstOf(own);
    const values = own.map(({ owner, gate }) => `${owner} ${gate.value ?? "–"}`).join(" · ");
    return [
      name,
      mark(worst.gate.status),
      String(worst.gate.value ?? "–"),
      worst.gate.limit,
      worst.gate.aim ?? "",
      String(worst.gate.sample),
      own.length === 1
        ? html`${worst.owner}`
        : html`<details><summary>${worst.owner}</summary><p class="note">${values}</p></details>`,
    ];
  });
  return table(
    "Every gate with its value where it is worst, its limit and its aim. Open the last column for all agents.",
    [
      { title: "gate" },
      { title: "status" },
      { title: "value", isNumber: true },
      { title: "limit" },
      { title: "aim" },
      { title: "rows", isNumber: true },
      { title: "worst of" },
    ],
    lines,
  );
}

function worstOf(gates: readonly Owned[]): Owned {
  const failed = gates.find(({ gate }) => gate.status === "failed");
  if (failed !== undefined) return failed;
  return gates.reduce((worst, each) => {
    const [left, right] = [worst, each].map(({ gate }) => roomInLimits(gate.value, gate.limit));
    return left !== undefined && right !== undefined && right < left ? each : worst;
  });
}

function funnelTable(agents: readonly AgentFacts[]): Html {
  const summary = table(
    "Draws made until every planned row was kept.",
    [
      { title: "agent" },
      { title: "drawn", isNumber: true },
      { title: "kept", isNumber: true },
      { title: "kept of drawn", isNumber: true },
    ],
    agents.map(({ agent, funnel }) => [
      agent,
      String(funnel.drawn),
      String(funnel.kept),
      `${((100 * funnel.kept) / Math.max(1, funnel.drawn)).toFixed(1)}\u00a0%`,
    ]),
  );
  const stages = [...new Set(agents.flatMap(({ funnel }) => Object.keys(funnel.refused)))];
  const totals = stages
    .map((stage) => {
      const own = agents.flatMap(({ agent, funnel }) => {
        const refused = funnel.refused[stage];
        return refused === undefined ? [] : [{ agent, ...refused }];
      });
      return { stage, own, count: own.reduce((sum, each) => sum + each.count, 0) };
    })
    .sort((left, right) => right.count - left.count);
  const reasons = table(
    "Which stage or gate refused draws, and for example why.",
    [{ title: "refused by" }, { title: "draws", isNumber: true }, { title: "agents and examples" }],
    totals.map(({ stage, own, count }) => [
      stage,
      String(count),
      html`<details><summary>${own.map(({ agent, count: each }) => `${agent} ${each}`).join(", ")}</summary><ul>${own
        .flatMap(({ examples }) => examples.slice(0, 2))
        .map((example) => html`<li>${example}</li>`)}</ul></details>`,
    ]),
  );
  return html`${summary}${reasons}`;
}

function countTable(agents: readonly AgentFacts[]): Html {
  const types = ["tflan", "react", "negative"] as const;
  return table(
    "Rows by type and split.",
    [
      { title: "agent" },
      ...types.map((title) => ({ title, isNumber: true })),
      { title: "train", isNumber: true },
      { title: "validation", isNumber: true },
    ],
    agents.map(({ agent, counts }) => [
      agent,
      ...types.map((type) => String(counts.types[type] ?? 0)),
      String(counts.splits.train ?? 0),
      String(counts.splits.validation ?? 0),
    ]),
  );
}

function kindTable(agents: readonly AgentFacts[]): Html {
  const kinds = [...new Set(agents.flatMap(({ counts }) => Object.keys(counts.kinds)))].sort();
  return table(
    "Rows by what they practise.",
    [{ title: "kind" }, ...agents.map(({ agent }) => ({ title: agent.replace("_agent", ""), isNumber: true }))],
    kinds.map((kind) => [
      kind.replaceAll("_", " "),
      ...agents.map(({ counts }) => String((counts.kinds as { [kind: string]: number })[kind] ?? 0)),
    ]),
  );
}

async function spread(report: DataReport): Promise<Html> {
  return html`<h3>Tokens</h3>${figure(await tokensPlot(report), "Tokens per row")}
<h3>Difficulty</h3>${figure(await difficultyPlot(report), "Difficulty")}
<h3>Steps</h3>${figure(await stepsPlot(report), "Steps per ReAct row")}
<h3>Functions offered</h3>${figure(await toolsPlot(report), "Functions per row")}`;
}

async function functionSections(agents: readonly AgentFacts[]): Promise<Html> {
  const parts: Html[] = [];
  for (const facts of agents)
    parts.push(
      html`<h3 id="functions-${idOf(facts.agent)}">${facts.agent}</h3>${figure(await functionsPlot(facts), `Functions of ${facts.agent}`)}`,
    );
  return html`${parts}`;
}

function mutationTable({ mutation }: DataReport): Html {
  const planted = mutation.classes.reduce((sum, each) => sum + each.planted, 0);
  const caught = mutation.classes.reduce((sum, each) => sum + each.caught, 0);
  return html`<p>${caught.toLocaleString("en-US")} of ${planted.toLocaleString("en-US")} faults planted in good rows (seed ${mutation.seed}, generator version ${mutation.generatorVersion}) were caught, in ${mutation.classes.length} classes. Wanted: 99 % over all, 95 % in each class.</p>${table(
    "Planted faults by class, and the gates that caught them first.",
    [
      { title: "fault" },
      { title: "planted", isNumber: true },
      { title: "caught", isNumber: true },
      { title: "no fault after all", isNumber: true },
      { title: "caught by" },
    ],
    mutation.classes.map((each) => [
      each.fault.replaceAll("_", " "),
      String(each.planted),
      String(each.caught),
      String(each.equivalent),
      each.gates,
    ]),
  )}`;
}
