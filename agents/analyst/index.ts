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
      `For what it's worth, ${table.table} belongs to ${table.owner}.`,
      `I still have ${chart.chart_id} open in another window.`,
      `By the way, ${workbook.name} is filed under ${workbook.project}.`,
      `${table.owner}, who look after ${table.table}, are in the room with me.`,
      `Ignore ${chart.title}, that is an older ${chart.kind} chart.`,
    ]);
  },
};
