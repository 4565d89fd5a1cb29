/** The analyst: data analysis with a warehouse, data frames, charts and workbooks. */
import type { Agent } from "../contract";
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
    return random.pick([
      `(${workbook.name} was last refreshed on ${workbook.last_refresh}.)`,
      `${table.table} belongs to ${table.owner}, if you wonder.`,
      `${chart.chart_id} is open next to me.`,
      `${workbook.name} is filed under ${workbook.project}, by the way.`,
      `${table.owner} looks after ${table.table}.`,
      `(${chart.title}, on my second screen, is a ${chart.kind === "histogram" ? chart.kind : `${chart.kind} chart`}.)`,
      `I have ${chart.frame} open as well.`,
      `By the way, ${workbook.name} belongs to ${workbook.owner}.`,
      `I came across ${table.table} while searching.`,
      `I still have ${chart.title} on screen.`,
      `${workbook.workbook_id} is the number of ${workbook.name}, by the way.`,
    ]);
  },
};
