/** Charts of the session: create, style, annotate, export, list. */
import type { Tool } from "../../contract";
import type { AnalystWorld, Chart } from "../world";
import { aggregateSchema, done, failed, round, SIMPLE_AGGREGATES, unknownColumn } from "./rows";

const chartParameter = { type: "string", description: "Chart such as CH-123." } as const;

const createChart: Tool<AnalystWorld> = {
  name: "matplotlib_create_chart",
  family: "matplotlib",
  skill: "visualization",
  task: "draw a chart",
  description:
    "Draws a chart of a data frame. Lines need a date or number on x, pies and bars one mark per value of x, scatter charts numbers on both axes; a histogram needs x only.",
  parameters: {
    type: "object",
    properties: {
      frame: { type: "string", description: "Data frame such as df_123." },
      kind: { type: "string", enum: ["line", "bar", "scatter", "histogram", "pie"], description: "Kind of chart." },
      x: { type: "string", description: "Column on the x axis." },
      y: { type: "string", description: "Numeric column on the y axis." },
      aggregate: {
        ...aggregateSchema,
        enum: SIMPLE_AGGREGATES,
        description: "How values of one mark are combined (bar, line, pie).",
      },
      title: { type: "string", description: "Title above the chart." },
    },
    required: ["frame", "kind", "x"],
    additionalProperties: false,
  },
  returns: {
    type: "object",
    properties: {
      chart_id: { type: "string" },
      kind: { type: "string" },
      title: { type: "string" },
      points: { type: "integer" },
    },
    required: ["chart_id", "kind", "title", "points"],
  },
  effect: "write",
  execute(world, args) {
    const frame = world.frames.find((candidate) => candidate.frame === args.frame);
    if (frame === undefined) return failed("not_found", `there is no data frame ${String(args.frame)}`);
    const kind = String(args.kind);
    const names = [args.x, ...(args.y === undefined ? [] : [args.y])].map(String);
    const columns = names.map((name) => frame.columns.find((column) => column.name === name));
    const missing = columns.indexOf(undefined);
    if (missing >= 0)
      return failed("invalid_argument", unknownColumn(`frame ${frame.frame}`, names[missing]!, frame.columns));
    const [x, y] = columns;
    if (kind !== "histogram" && y === undefined) return failed("invalid_argument", `a ${kind} chart needs a y column`);
    if (y !== undefined && y.type !== "number") return failed("invalid_argument", `column ${y.name} holds no numbers`);
    if ((kind === "scatter" || kind === "histogram") && x!.type !== "number")
      return failed("invalid_argument", `a ${kind} chart needs numbers on x; ${x!.name} holds none`);
    if (kind === "line" && x!.type === "text")
      return failed("invalid_argument", `a line chart needs dates or numbers on x; ${x!.name} holds text`);
    const perRow = kind === "scatter" || kind === "histogram";
    const chart: Chart = {
      chart_id: `CH-${world.next.chart}`,
      kind,
      frame: frame.frame,
      x: x!.name,
      y: y?.name ?? "frequency",
      title: args.title === undefined ? `${y?.name ?? "frequency"} by ${x!.name}` : String(args.title),
      points: perRow ? frame.rows.length : new Set(frame.rows.map((row) => row[x!.name])).size,
      palette: "default",
      legend: "right",
      font_size: 11,
      grid: false,
      lines: [],
    };
    return done(
      { chart_id: chart.chart_id, kind, title: chart.title, points: chart.points },
      { ...world, charts: [...world.charts, chart], next: { ...world.next, chart: world.next.chart + 1 } },
    );
  },
};

const styleChart: Tool<AnalystWorld> = {
  name: "matplotlib_style_chart",
  family: "matplotlib",
  skill: "visualization",
  task: "restyle a chart",
  description:
    "Changes the look of a chart: palette, place of the legend, font size, grid. Only what is given changes.",
  parameters: {
    type: "object",
    properties: {
      chart_id: chartParameter,
      palette: {
        type: "string",
        enum: ["default", "colorblind", "grayscale", "corporate"],
        description: "Set of colours.",
      },
      legend: { type: "string", enum: ["right", "bottom", "none"], description: "Place of the legend." },
      font_size: { type: "integer", description: "Points.", minimum: 8, maximum: 24 },
      grid: { type: "boolean", description: "Whether grid lines are drawn." },
    },
    required: ["chart_id"],
    additionalProperties: false,
  },
  returns: {
    type: "object",
    properties: {
      chart_id: { type: "string" },
      palette: { type: "string" },
      legend: { type: "string" },
      font_size: { type: "integer" },
      grid: { type: "boolean" },
    },
    required: ["chart_id", "palette", "legend", "font_size", "grid"],
  },
  effect: "write",
  execute(world, args) {
    const chart = chartNamed(world, args.chart_id);
    if (chart === undefined) return noChart(args.chart_id);
    const { chart_id: _, ...changes } = args;
    if (Object.keys(changes).length === 0)
      return failed("invalid_argument", "nothing to change: give palette, legend, font_size or grid");
    const styled = { ...chart, ...changes } as Chart;
    const { chart_id, palette, legend, font_size, grid } = styled;
    return done({ chart_id, palette, legend, font_size, grid }, replaceChart(world, styled));
  },
};

const addReferenceLine: Tool<AnalystWorld> = {
  name: "matplotlib_add_reference_line",
  family: "matplotlib",
  skill: "visualization",
  task: "add a reference line to a chart",
  description: "Draws a labelled horizontal line at a value of the y axis of a chart. Pie charts have no axis.",
  parameters: {
    type: "object",
    properties: {
      chart_id: chartParameter,
      value: { type: "number", description: "Where on the y axis." },
      label: { type: "string", description: "Text beside the line." },
    },
    required: ["chart_id", "value", "label"],
    additionalProperties: false,
  },
  returns: {
    type: "object",
    properties: {
      chart_id: { type: "string" },
      lines: {
        type: "array",
        items: {
          type: "object",
          properties: { value: { type: "number" }, label: { type: "string" } },
          required: ["value", "label"],
        },
      },
    },
    required: ["chart_id", "lines"],
  },
  effect: "write",
  execute(world, args) {
    const chart = chartNamed(world, args.chart_id);
    if (chart === undefined) return noChart(args.chart_id);
    if (chart.kind === "pie")
      return failed("invalid_argument", `${chart.chart_id} is a pie chart and has no y axis for a line`);
    const label = String(args.label);
    if (chart.lines.some((line) => line.label === label))
      return failed("conflict", `${chart.chart_id} has a line labelled "${label}" already`);
    const annotated = { ...chart, lines: [...chart.lines, { value: Number(args.value), label }] };
    return done(
      { chart_id: chart.chart_id, lines: annotated.lines.map((line) => ({ ...line })) },
      replaceChart(world, annotated),
    );
  },
};

const exportChart: Tool<AnalystWorld> = {
  name: "matplotlib_export_chart",
  family: "matplotlib",
  skill: "report_generation",
  task: "export a chart to a file",
  description: "Writes a chart to a file and gives the file name and its width in pixels.",
  parameters: {
    type: "object",
    properties: {
      chart_id: chartParameter,
      format: { type: "string", enum: ["png", "svg", "pdf"], description: "File format.", default: "png" },
      dpi: { type: "integer", description: "Resolution.", minimum: 72, maximum: 600, default: 150 },
      width_cm: { type: "number", description: "Width on paper in centimetres.", minimum: 5, maximum: 60, default: 16 },
    },
    required: ["chart_id"],
    additionalProperties: false,
  },
  returns: {
    type: "object",
    properties: {
      chart_id: { type: "string" },
      file: { type: "string" },
      dpi: { type: "integer" },
      width_px: { type: "integer" },
    },
    required: ["chart_id", "file", "dpi", "width_px"],
  },
  effect: "write",
  execute(world, args) {
    const chart = chartNamed(world, args.chart_id);
    if (chart === undefined) return noChart(args.chart_id);
    const file = `${chart.chart_id.toLowerCase()}.${String(args.format)}`;
    const dpi = Number(args.dpi);
    return done(
      { chart_id: chart.chart_id, file, dpi, width_px: round((Number(args.width_cm) / 2.54) * dpi, 0) },
      { ...world, exports: [...world.exports.filter((name) => name !== file), file] },
    );
  },
};

const listCharts: Tool<AnalystWorld> = {
  name: "matplotlib_list_charts",
  family: "matplotlib",
  skill: "visualization",
  task: "list the charts of the session",
  description: "Lists the charts of the session, of one data frame or of one kind if asked.",
  parameters: {
    type: "object",
    properties: {
      frame: { type: "string", description: "Only charts of this data frame." },
      kind: {
        type: "string",
        enum: ["line", "bar", "scatter", "histogram", "pie"],
        description: "Only charts of this kind.",
      },
    },
    required: [],
    additionalProperties: false,
  },
  returns: {
    type: "object",
    properties: {
      charts: {
        type: "array",
        items: {
          type: "object",
          properties: {
            chart_id: { type: "string" },
            kind: { type: "string" },
            frame: { type: "string" },
            title: { type: "string" },
            palette: { type: "string" },
          },
          required: ["chart_id", "kind", "frame", "title", "palette"],
        },
      },
    },
    required: ["charts"],
  },
  effect: "read",
  execute(world, args) {
    if (args.frame !== undefined && !world.frames.some((frame) => frame.frame === args.frame))
      return failed("not_found", `there is no data frame ${String(args.frame)}`);
    const charts = world.charts
      .filter((chart) => args.frame === undefined || chart.frame === args.frame)
      .filter((chart) => args.kind === undefined || chart.kind === args.kind)
      .map(({ chart_id, kind, frame, title, palette }) => ({ chart_id, kind, frame, title, palette }));
    return done({ charts }, world);
  },
};

export const matplotlibTools: readonly Tool<AnalystWorld>[] = [
  createChart,
  styleChart,
  addReferenceLine,
  exportChart,
  listCharts,
];

function chartNamed(world: AnalystWorld, id: unknown): Chart | undefined {
  return world.charts.find((chart) => chart.chart_id === id);
}

function noChart(id: unknown) {
  return failed("not_found", `there is no chart ${String(id)}`);
}

function replaceChart(world: AnalystWorld, changed: Chart): AnalystWorld {
  return {
    ...world,
    charts: world.charts.map((chart) => (chart.chart_id === changed.chart_id ? changed : chart)),
  };
}
