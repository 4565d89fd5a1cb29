/** A world small enough to check by head, and a way to call its tools; for tests. */
import { type Arguments, type Outcome, simulatorFor } from "../../contract";
import type { AnalystWorld, Column, Row, Table, Workbook } from "../world";
import { tools } from ".";

const COLUMNS: readonly Column[] = [
  { name: "day", type: "date" },
  { name: "store", type: "text" },
  { name: "product", type: "text" },
  { name: "units", type: "number" },
  { name: "revenue", type: "number" },
];

const ROWS: readonly Row[] = [
  { day: "2026-08-03", store: "Elmford", product: "Rug", units: 10, revenue: 100 },
  { day: "2026-09-07", store: "Elmford", product: "Lamp", units: 20, revenue: 150 },
  { day: "2026-09-08", store: "Dunwick", product: "Rug", units: 30, revenue: 400 },
  { day: "2026-10-05", store: "Dunwick", product: "Lamp", units: 40, revenue: 250 },
];

export function salesTable(rows: readonly Row[] = ROWS, restricted = false): Table {
  return { table: "sales_tiny", owner: "Retail Desk", restricted, columns: COLUMNS, rows };
}

const workbook = (id: string, changes: Partial<Workbook>): Workbook => ({
  workbook_id: id,
  name: "Stock Pulse",
  project: "harbor",
  owner: "Retail Desk",
  source_table: "sales_tiny",
  last_refresh: "2026-11-01",
  refresh_status: "idle",
  subscriptions: [],
  ...changes,
});

export const tinyWorld: AnalystWorld = {
  today: "2026-11-20",
  tables: [
    salesTable(),
    {
      table: "stores_tiny",
      owner: "Retail Desk",
      restricted: false,
      columns: [
        { name: "store", type: "text" },
        { name: "district", type: "text" },
      ],
      rows: [
        { store: "Elmford", district: "East" },
        { store: "Dunwick", district: "West" },
      ],
    },
    { ...salesTable(ROWS, true), table: "sales_secret" },
  ],
  frames: [{ frame: "df_1", source: "sales_tiny", columns: COLUMNS, rows: ROWS }],
  charts: [
    {
      chart_id: "CH-1",
      kind: "bar",
      frame: "df_1",
      x: "store",
      y: "units",
      title: "Units by store",
      points: 2,
      palette: "default",
      legend: "right",
      font_size: 11,
      grid: false,
      lines: [],
    },
  ],
  exports: [],
  workbooks: [
    workbook("WB-1", { subscriptions: [{ team: "Growth Office", frequency: "weekly", weekday: "monday" }] }),
    workbook("WB-2", { name: "Quota Radar", project: "summit", refresh_status: "running" }),
    workbook("WB-3", { name: "Churn Pulse", refresh_status: "failed", last_refresh: "2026-09-01" }),
  ],
  views: [{ view: "v_taken", table: "sales_tiny", rows: 1 }],
  reports: [],
  ideas: { titles: [], labels: [], meanLabels: [], startLabels: [] },
  next: { frame: 100, chart: 100, report: 1000 },
};

const simulator = simulatorFor({ tools });

/** Runs one call as the engine would: arguments are validated and defaults filled in. */
export function run(tool: string, args: Arguments, world: AnalystWorld = tinyWorld): Outcome<AnalystWorld> {
  return simulator.execute(world, { tool, args }).outcome;
}

/** The observation of a call that has to succeed, and the world after it. */
export function succeed<T>(
  tool: string,
  args: Arguments,
  world: AnalystWorld = tinyWorld,
): { value: T; world: AnalystWorld } {
  const outcome = run(tool, args, world);
  if (!outcome.ok) throw new Error(`${tool} failed: ${outcome.error.code}: ${outcome.error.message}`);
  return { value: outcome.observation as unknown as T, world: outcome.world };
}

/** `code: message` of a call that has to fail; the world must be left alone. */
export function failure(tool: string, args: Arguments, world: AnalystWorld = tinyWorld): string {
  const outcome = run(tool, args, world);
  if (outcome.ok) throw new Error(`${tool} succeeded`);
  return `${outcome.error.code}: ${outcome.error.message}`;
}
