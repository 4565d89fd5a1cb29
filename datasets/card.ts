/** The data card: what the set holds, how it was made, what was checked, what nobody has shown. */
import { renderHubHead } from "./export/hub-head";
import type { GateResult } from "./gates/gate";
import { type BuiltAgent, GENERATOR_VERSION } from "./manifest";
import { type MutationReport, measuredMutations, mutationTotals } from "./mutation/report";

export function renderCard(agents: readonly BuiltAgent[], pooled: readonly GateResult[], digest: string): string {
  const rows = agents.reduce((sum, agent) => sum + agent.counts.rows, 0);
  return [
    renderHubHead(agents, rows),
    "",
    "# Agent-tuning data",
    "",
    `${rows} rows for ${agents.length} agent${agents.length === 1 ? "" : "s"}, made by the flanstack generator (version ${GENERATOR_VERSION}, set ${digest.slice(0, 12)}).`,
    "Every call was executed in a seeded world, every observation is what the call returned, and every row was checked again as it is written.",
    "",
    "## Rows",
    "",
    "| agent | seed | train | validation | tflan | react | negative |",
    "|---|---|---|---|---|---|---|",
    ...agents.map(({ agent, settings, counts }) =>
      [
        agent,
        settings.seed,
        counts.splits.train ?? 0,
        counts.splits.validation ?? 0,
        counts.types.tflan ?? 0,
        counts.types.react ?? 0,
        counts.types.negative ?? 0,
      ].reduce<string>((line, cell) => `${line} ${cell} |`, "|"),
    ),
    "",
    ...mixLines(agents),
    "## Gates",
    "",
    "| gate | agent | value | limit | rows | status |",
    "|---|---|---|---|---|---|",
    ...agents.flatMap((agent) => agent.gates.map((gate) => gateLine(agent.agent, gate))),
    ...pooled.map((gate) => gateLine("all", gate)),
    "",
    "## What was refused on the way",
    "",
    "| agent | drawn | kept | refused by |",
    "|---|---|---|---|",
    ...agents.map(
      ({ agent, funnel }) =>
        `| ${agent} | ${funnel.drawn} | ${funnel.kept} | ${Object.entries(funnel.refused)
          .map(([gate, { count }]) => `${gate} ${count}`)
          .join(", ")} |`,
    ),
    "",
    "## Proof that the gates bite",
    "",
    mutationSentence(measuredMutations()),
    "",
    "| fault | planted | caught | caught by |",
    "|---|---|---|---|",
    ...measuredMutations().classes.map(
      (each) => `| ${each.fault} | ${each.planted} | ${each.caught} | ${each.gates} |`,
    ),
    "",
    "## Licence and sources",
    "",
    "The rows are published under Apache-2.0. All wordings, names and worlds were written for this project; names are invented,",
    "domains are reserved ones, telephone numbers are from the fictional range. No other data set was copied or mixed in.",
    mixSentence(agents),
    "",
    "## What is known and what is not",
    "",
    "The gates show that the data is valid, executed and varied. They do not show that a model tuned on it is better: that is",
    "measured by the evaluation, on rows that were never uploaded. Published gains of the method (Agent-FLAN, 2024) were measured",
    "on Llama 2 and are not claimed for the models of today.",
    "",
    "120 rows of another seed were read one by one. The verdicts, wrong and unnatural rows included, stand in docs/audit of the",
    "project; docs/evidence.md says which claims of the method have evidence and which have not.",
    "",
  ].join("\n");
}

function mixLines(agents: readonly BuiltAgent[]): string[] {
  if (!agents.some(({ mix }) => mix !== undefined)) return [];
  return [
    "## Mixed in",
    "",
    "Rows of the user's own among the training rows (tag `mixed_in`); they are not in the table above, and gates that need the simulator",
    "or the grammar do not apply to them. Each keeps its licence (tag `licence:...`).",
    "",
    "| agent | file | licence | ratio | wanted | read | duplicates | like a held-out row | forgotten | taken | tokens (estimated) |",
    "|---|---|---|---|---|---|---|---|---|---|---|",
    ...agents.flatMap(({ agent, mix = [] }) =>
      mix.map(
        (each) =>
          `| ${agent} | ${each.file} | ${each.licence} | ${each.ratio} | ${each.wanted} | ${each.read} | ${each.duplicates} | ${each.contaminated} | ${each.forgotten} | ${each.taken} | ${each.tokens} |`,
      ),
    ),
    "",
  ];
}

function mixSentence(agents: readonly BuiltAgent[]): string {
  const paper = "The method paper mixes general instruction data one to one; this set mixes in";
  return agents.some(({ mix }) => mix !== undefined)
    ? `${paper} what is listed above, which is not ours to publish under this licence.`
    : `${paper} none unless a setting asks for it.`;
}

function gateLine(owner: string, gate: GateResult): string {
  return `| ${gate.gate} | ${owner} | ${gate.value ?? ""} | ${gate.limit} | ${gate.sample} | ${gate.status.replace("_", " ")} |`;
}

function mutationSentence(report: MutationReport): string {
  const { planted, caught } = mutationTotals(report);
  return `${caught} of ${planted} faults planted in good rows of seed ${report.seed} (generator version ${report.generatorVersion}) were caught, in ${report.classes.length} classes; \`flanstack data prove\` does it again.`;
}
