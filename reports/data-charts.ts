/** Charts of the data report. */
import type { AgentFacts, DataReport } from "../datasets";
import { type Chart, draw, WIDTH } from "./draw-chart";

const SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json";

/** Tokens per row, one small panel per agent. */
export function tokensPlot({ agents }: DataReport): Promise<Chart> {
  return panels(
    agents.map(({ agent, tokens }) => ({ agent, bins: tokens.bins })),
    "tokens of a row with its tools, estimated",
    "Rows by tokens, tools included, per agent; the counts are estimates.",
  );
}

export function stepsPlot({ agents }: DataReport): Promise<Chart> {
  return panels(
    agents.map(({ agent, steps }) => ({ agent, bins: steps })),
    "turns that call, in a ReAct row",
    "ReAct rows by number of turns that call a function, per agent.",
  );
}

export function toolsPlot({ agents }: DataReport): Promise<Chart> {
  return panels(
    agents.map(({ agent, toolsPerRow }) => ({ agent, bins: toolsPerRow })),
    "functions offered in a row",
    "Rows by number of functions offered, per agent.",
  );
}

/** How hard the rows are, as shares of each agent's rows. */
export function difficultyPlot({ agents }: DataReport): Promise<Chart> {
  const levels = ["easy", "medium", "hard"] as const;
  const values = agents.flatMap(({ agent, counts }) =>
    levels.map((level, order) => ({ agent, level, order, rows: counts.difficulties[level] ?? 0 })),
  );
  const specification = {
    $schema: SCHEMA,
    width: WIDTH - 140,
    height: { step: 24 },
    data: { values },
    mark: { type: "bar", stroke: "var(--paper)" },
    encoding: {
      y: { field: "agent", type: "nominal", title: null, sort: null },
      x: { field: "rows", type: "quantitative", stack: "normalize", title: "share of rows", axis: { format: ".0%" } },
      order: { field: "order" },
      color: {
        field: "level",
        type: "nominal",
        title: null,
        scale: { domain: levels, range: ["var(--band)", "var(--line)", "var(--accent)"] },
      },
    },
  };
  return draw(specification, "Share of easy, medium and hard rows per agent.");
}

/** Calls of each function of one agent. */
export function functionsPlot({ agent, functions }: AgentFacts): Promise<Chart> {
  const specification = {
    $schema: SCHEMA,
    width: WIDTH - 260,
    height: { step: 18 },
    data: { values: functions },
    mark: { type: "bar", color: "var(--accent)" },
    encoding: {
      y: { field: "name", type: "nominal", title: null, sort: null },
      x: { field: "calls", type: "quantitative", title: "calls" },
    },
  };
  return draw(specification, `Calls of each function of ${agent}, most called first.`);
}

function panels(
  agents: readonly { readonly agent: string; readonly bins: readonly { value: number; rows: number }[] }[],
  title: string,
  description: string,
): Promise<Chart> {
  const values = agents.flatMap(({ agent, bins }) => bins.map((bin) => ({ agent, ...bin })));
  const specification = {
    $schema: SCHEMA,
    data: { values },
    facet: {
      field: "agent",
      type: "nominal",
      title: null,
      sort: agents.map(({ agent }) => agent),
      header: { labelColor: "var(--ink)", labelFontSize: 12 },
    },
    columns: 2,
    spec: {
      width: 230,
      height: 90,
      mark: { type: "bar", color: "var(--accent)", width: 6 },
      encoding: {
        x: { field: "value", type: "quantitative", title },
        y: { field: "rows", type: "quantitative", title: "rows" },
      },
    },
  };
  return draw(specification, description);
}
