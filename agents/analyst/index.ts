/** The analyst: data analysis with a warehouse, data frames, charts and workbooks. */
import { type Agent, inPassing } from "../contract";
import { declines } from "./declines";
import { lexicon, policies } from "./lexicon";
import { scenarios } from "./scenarios";
import { tools } from "./tools";
import { type AnalystWorld, createWorld } from "./world";

export const analystAgent: Agent<AnalystWorld> = {
  name: "analyst_agent",
  description: "data analysis",
  skills: ["data_analysis", "visualization", "report_generation", "trend_detection"],
  families: ["pandas", "matplotlib", "sql", "tableau"],
  tools,
  policies,
  createWorld,
  scenarios,
  declines,
  lexicon,
  aside(world, random) {
    const workbook = random.pick(world.workbooks);
    const table = random.pick(world.tables);
    const chart = random.pick(world.charts);
    return inPassing(
      [
        `${workbook.name} (${workbook.workbook_id})`,
        `the ${workbook.owner} workbook ${workbook.name}`,
        `the ${workbook.project} workbook ${workbook.workbook_id}`,
        `the ${table.owner} table ${table.table}`,
        `the ${chart.kind === "histogram" ? chart.kind : `${chart.kind} chart`} ${chart.title} (${chart.chart_id})`,
      ],
      random,
    );
  },
};
