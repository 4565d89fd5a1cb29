/** Data frames of the session: load, describe, filter, trends, outliers. */
import type { Tool } from "../../contract";
import { type AnalystWorld, addDays, type Frame } from "../world";
import {
  combine,
  conditionError,
  conditionsOf,
  conditionsSchema,
  done,
  failed,
  grouped,
  meets,
  round,
  unknownColumn,
} from "./rows";

const frameSchema = {
  type: "object",
  properties: {
    frame: { type: "string" },
    source: { type: "string" },
    rows: { type: "integer" },
    columns: { type: "array", items: { type: "string" } },
  },
  required: ["frame", "source", "rows", "columns"],
} as const;

const frameParameter = { type: "string", description: "Data frame such as df_123." } as const;

const loadTable: Tool<AnalystWorld> = {
  name: "pandas_load_table",
  family: "pandas",
  skill: "data_analysis",
  task: "load a table into a data frame",
  description: "Loads a warehouse table into a new data frame, all columns or some. Restricted tables refuse it.",
  parameters: {
    type: "object",
    properties: {
      table: { type: "string", description: "Table name." },
      columns: {
        type: "array",
        description: "Columns to keep; all when absent.",
        minItems: 1,
        maxItems: 6,
        items: { type: "string" },
      },
      since: { type: "string", description: "ISO date: only rows of this day or later." },
    },
    required: ["table"],
    additionalProperties: false,
  },
  returns: frameSchema,
  effect: "write",
  alsoBy: ["sql_run_query", "sql_aggregate_table", "sql_join_tables"],
  execute(world, args) {
    const table = world.tables.find((candidate) => candidate.table === args.table);
    if (table === undefined) return failed("not_found", `there is no table ${String(args.table)}`);
    if (table.restricted) return failed("permission", `table ${table.table} is restricted and cannot be loaded`);
    const names = (args.columns as readonly string[] | undefined) ?? table.columns.map((column) => column.name);
    const unknown = names.find((name) => !table.columns.some((column) => column.name === name));
    if (unknown !== undefined)
      return failed("invalid_argument", unknownColumn(`table ${table.table}`, unknown, table.columns));
    const since = args.since === undefined ? undefined : String(args.since);
    if (since !== undefined && !table.columns.some((column) => column.name === "day"))
      return failed("invalid_argument", `table ${table.table} has no day column, so since cannot be used`);
    const frame: Frame = {
      frame: `df_${world.next.frame}`,
      source: table.table,
      columns: table.columns.filter((column) => names.includes(column.name)),
      rows: table.rows
        .filter((row) => since === undefined || String(row.day) >= since)
        .map((row) => Object.fromEntries(names.map((name) => [name, row[name]!]))),
    };
    return done(summary(frame), withFrame(world, frame));
  },
};

const describeColumn: Tool<AnalystWorld> = {
  name: "pandas_describe_column",
  family: "pandas",
  skill: "data_analysis",
  task: "compute the statistics of a data frame's column",
  description: "Gives count, sum, mean, median, minimum and maximum of one numeric column of a data frame.",
  parameters: {
    type: "object",
    properties: { frame: frameParameter, column: { type: "string", description: "Numeric column." } },
    required: ["frame", "column"],
    additionalProperties: false,
  },
  returns: {
    type: "object",
    properties: {
      column: { type: "string" },
      count: { type: "integer" },
      sum: { type: "number" },
      mean: { type: "number" },
      median: { type: "number" },
      minimum: { type: "number" },
      maximum: { type: "number" },
    },
    required: ["column", "count", "sum", "mean", "median", "minimum", "maximum"],
  },
  effect: "read",
  alsoBy: ["pandas_find_outliers"],
  execute(world, args) {
    const found = numbersOf(world, args.frame, args.column);
    if (!("numbers" in found)) return found;
    const { numbers } = found;
    return done(
      {
        column: String(args.column),
        count: numbers.length,
        sum: combine("sum", numbers),
        mean: combine("mean", numbers),
        median: combine("median", numbers),
        minimum: combine("minimum", numbers),
        maximum: combine("maximum", numbers),
      },
      world,
    );
  },
};

const filterFrame: Tool<AnalystWorld> = {
  name: "pandas_filter_frame",
  family: "pandas",
  skill: "data_analysis",
  task: "filter a data frame",
  description: "Makes a new data frame of the rows that meet all (or any) of the conditions; the old one stays.",
  parameters: {
    type: "object",
    properties: {
      frame: frameParameter,
      conditions: conditionsSchema,
      match: { type: "string", enum: ["all", "any"], description: "How conditions combine.", default: "all" },
    },
    required: ["frame", "conditions"],
    additionalProperties: false,
  },
  returns: {
    ...frameSchema,
    properties: { ...frameSchema.properties, dropped: { type: "integer" } },
    required: [...frameSchema.required, "dropped"],
  },
  effect: "write",
  execute(world, args) {
    const frame = frameNamed(world, args.frame);
    if (frame === undefined) return noFrame(args.frame);
    const conditions = conditionsOf(args);
    const problem = conditionError(`frame ${frame.frame}`, frame.columns, conditions);
    if (problem !== undefined) return failed("invalid_argument", problem);
    const keep = args.match === "any" ? "some" : "every";
    const rows = frame.rows.filter((row) => conditions[keep]((condition) => meets(row, condition)));
    if (rows.length === 0) return failed("conflict", `no row of ${frame.frame} meets the conditions; nothing was made`);
    const filtered: Frame = { ...frame, frame: `df_${world.next.frame}`, rows };
    return done({ ...summary(filtered), dropped: frame.rows.length - rows.length }, withFrame(world, filtered));
  },
};

const detectTrend: Tool<AnalystWorld> = {
  name: "pandas_detect_trend",
  family: "pandas",
  skill: "trend_detection",
  task: "work out the trend of a column",
  description:
    "Totals a numeric column of a data frame per week, month or quarter and says whether the line fitted through the totals rises, falls or stays flat, and by how many percent of their mean.",
  parameters: {
    type: "object",
    properties: {
      frame: frameParameter,
      measure: { type: "string", description: "Numeric column." },
      period: {
        type: "string",
        enum: ["week", "month", "quarter"],
        description: "Length of one period.",
        default: "month",
      },
    },
    required: ["frame", "measure"],
    additionalProperties: false,
  },
  returns: {
    type: "object",
    properties: {
      direction: { type: "string", enum: ["rising", "falling", "flat"] },
      change_percent: {
        type: "number",
        description: "Movement of the line fitted through the totals, in percent of their mean.",
      },
      periods: {
        type: "array",
        items: {
          type: "object",
          properties: { period: { type: "string" }, total: { type: "number" } },
          required: ["period", "total"],
        },
      },
    },
    required: ["direction", "change_percent", "periods"],
  },
  effect: "read",
  execute(world, args) {
    const frame = frameNamed(world, args.frame);
    if (frame === undefined) return noFrame(args.frame);
    const found = numbersOf(world, args.frame, args.measure);
    if (!("numbers" in found)) return found;
    if (!frame.columns.some((column) => column.name === "day"))
      return failed("invalid_argument", `frame ${frame.frame} has no day column to order by`);
    const period = String(args.period);
    const periods = grouped(frame.rows, (row) => periodOf(String(row.day), period), String(args.measure), "sum")
      .map(({ group, value }) => ({ period: group, total: value }))
      .sort((left, right) => (left.period < right.period ? -1 : 1));
    if (periods.length < 2)
      return failed("conflict", `frame ${frame.frame} covers only one ${period}; a trend needs two`);
    const totals = periods.map(({ total }) => total);
    const change = fittedChange(totals);
    return done({ direction: directionOf(change), change_percent: change, periods }, world);
  },
};

const findOutliers: Tool<AnalystWorld> = {
  name: "pandas_find_outliers",
  family: "pandas",
  skill: "trend_detection",
  task: "find outliers in a data frame",
  description:
    "Lists rows of a data frame whose value lies more than so many standard deviations from the mean of the column.",
  parameters: {
    type: "object",
    properties: {
      frame: frameParameter,
      measure: { type: "string", description: "Numeric column." },
      threshold: {
        type: "number",
        description: "Standard deviations from the mean.",
        minimum: 1,
        maximum: 5,
        default: 2,
      },
    },
    required: ["frame", "measure"],
    additionalProperties: false,
  },
  returns: {
    type: "object",
    properties: {
      mean: { type: "number" },
      outliers: {
        type: "array",
        items: {
          type: "object",
          properties: { row: { type: "object" }, value: { type: "number" }, deviations: { type: "number" } },
          required: ["row", "value", "deviations"],
        },
      },
    },
    required: ["mean", "outliers"],
  },
  effect: "read",
  execute(world, args) {
    const found = numbersOf(world, args.frame, args.measure);
    if (!("numbers" in found)) return found;
    const { numbers, frame } = found;
    const mean = numbers.reduce((total, value) => total + value, 0) / numbers.length;
    const spread = Math.sqrt(numbers.reduce((total, value) => total + (value - mean) ** 2, 0) / numbers.length);
    const outliers = frame.rows
      .map((row, index) => ({ row: { ...row }, value: numbers[index]!, distance: Math.abs(numbers[index]! - mean) }))
      .filter(({ distance }) => spread > 0 && distance > Number(args.threshold) * spread)
      .map(({ row, value, distance }) => ({ row, value, deviations: round(distance / spread) }));
    return done({ mean: round(mean), outliers }, world);
  },
};

export const pandasTools: readonly Tool<AnalystWorld>[] = [
  loadTable,
  describeColumn,
  filterFrame,
  detectTrend,
  findOutliers,
];

function frameNamed(world: AnalystWorld, name: unknown): Frame | undefined {
  return world.frames.find((frame) => frame.frame === name);
}

function noFrame(name: unknown) {
  return failed("not_found", `there is no data frame ${String(name)}`);
}

function numbersOf(world: AnalystWorld, frameName: unknown, columnName: unknown) {
  const frame = frameNamed(world, frameName);
  if (frame === undefined) return noFrame(frameName);
  const column = frame.columns.find((candidate) => candidate.name === columnName);
  if (column === undefined)
    return failed("invalid_argument", unknownColumn(`frame ${frame.frame}`, String(columnName), frame.columns));
  if (column.type !== "number") return failed("invalid_argument", `column ${column.name} holds no numbers`);
  if (frame.rows.length === 0) return failed("conflict", `frame ${frame.frame} has no rows`);
  return { frame, numbers: frame.rows.map((row) => Number(row[column.name])) };
}

function summary(frame: Frame) {
  return {
    frame: frame.frame,
    source: frame.source,
    rows: frame.rows.length,
    columns: frame.columns.map((column) => column.name),
  };
}

function withFrame(world: AnalystWorld, frame: Frame): AnalystWorld {
  return { ...world, frames: [...world.frames, frame], next: { ...world.next, frame: world.next.frame + 1 } };
}

/** 2026-07, 2026-Q3, or the Monday of the week. */
function periodOf(day: string, period: string): string {
  if (period === "month") return day.slice(0, 7);
  if (period === "quarter") return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  return addDays(day, -weekday);
}

/** How far the least-squares line through the totals moves from first to last, as a percentage of their mean. */
function fittedChange(totals: readonly number[]): number {
  const middle = (totals.length - 1) / 2;
  const mean = totals.reduce((sum, total) => sum + total, 0) / totals.length;
  if (mean === 0) return 0;
  const covariance = totals.reduce((sum, total, index) => sum + (index - middle) * (total - mean), 0);
  const variance = totals.reduce((sum, _, index) => sum + (index - middle) ** 2, 0);
  return round((100 * (covariance / variance) * (totals.length - 1)) / mean, 1);
}

/** Less than 5 percent is flat. */
function directionOf(change: number): "rising" | "falling" | "flat" {
  if (Math.abs(change) < 5) return "flat";
  return change > 0 ? "rising" : "falling";
}
