/**
 * The evaluation report as one HTML file: verdict first, then why, then everything behind it. It loads nothing, runs no
 * script, and is drawn from the results file alone: the same results give the same bytes.
 */
import type { AgentResults, EvaluationResults } from "../evaluation";
import { confusionPlot, forestPlot, ladderPlot, lossPlot } from "./evaluation-charts";
import { headline, SIMULATED } from "./evaluation-format";
import { freeRunningSection } from "./evaluation-free-running";
import {
  badge,
  comparisonTable,
  costTable,
  errorSection,
  figure,
  ladderTable,
  lineageList,
  metricsTable,
  ruinedTable,
  selftestTable,
  sliceSection,
  verdictCards,
  verdictSection,
} from "./evaluation-sections";
import { setsSection } from "./evaluation-sets";
import { steadinessSection } from "./evaluation-steadiness";
import { type Html, html, idOf } from "./html";
import { renderReportPage } from "./report-page";

/** Renders the report. */
export async function renderEvaluationHtml(results: EvaluationResults): Promise<string> {
  const title = `Evaluation of ${results.stack}`;
  const sections: [string, string, Html | undefined][] = [
    ["verdict", "Verdict", verdictCards(results.agents)],
    ["gains", "Gains", html`${figure(await forestPlot(results.agents), "Gains")}${comparisonTable(results.agents)}`],
  ];
  for (const agent of results.agents) sections.push([idOf(agent.agent), agent.agent, await agentSection(agent)]);
  sections.push(["cost", "Cost", costTable(results)]);
  sections.push(["gate", "Is the gate itself right?", selftestTable(results)]);
  sections.push(["lineage", "Lineage", lineageList(results.lineage)]);
  const shown = sections.filter((section): section is [string, string, Html] => section[2] !== undefined);
  return renderReportPage({
    title,
    heading: title,
    headline: headline(results),
    note: results.isSimulated ? html`<p class="simulated">${SIMULATED}</p>` : undefined,
    sections: shown,
    footer: html`Evaluated ${results.evaluatedAt} on ${results.rowsFrom} rows. Intervals are 95 % and count families, not rows. "Inconclusive" is not "no difference".`,
  });
}

async function agentSection(agent: AgentResults): Promise<Html> {
  const name = agent.agent;
  return html`<p>${badge(agent.verdict)}</p>${verdictSection(agent)}
<h3>Metrics</h3>${metricsTable(agent)}
<h3>Tools that were confused</h3>${figure(await confusionPlot(agent), `Tools of ${name}`)}
<h3>What went wrong</h3>${errorSection(agent)}
<h3>Slices</h3>${sliceSection(agent)}
${setsSection(agent)}
${freeRunningSection(agent)}
${steadinessSection(agent)}
${agent.ladder.length === 0 ? undefined : html`<h3>Policies of known worth</h3>${figure(await ladderPlot(agent.ladder), `Policies beside ${name}`)}${ladderTable(agent)}`}
${agent.ruined === undefined ? undefined : html`<h3>Ruined on purpose</h3>${ruinedTable(agent)}`}
${agent.lossCurve.length === 0 ? undefined : html`<h3>Loss</h3>${figure(await lossPlot(agent), `Loss of ${name}`)}`}
${agent.lineage.length === 0 ? undefined : html`<h3>Lineage of ${name}</h3>${lineageList(agent.lineage)}`}`;
}
