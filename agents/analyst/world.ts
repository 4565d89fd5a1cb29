/** The analyst's world: tables in a warehouse, data frames and charts of a session, workbooks on a server. */
import type { World, WorldContext } from "../contract";
import {
  DISTRICTS,
  LABELS,
  MEAN_LABELS,
  PARTNERS,
  PLACES,
  PRODUCTS,
  START_LABELS,
  SUBJECTS,
  type Subject,
  TEAMS,
  TITLES,
  UNITS,
  WORKBOOKS,
} from "./vocabulary";

export type Cell = string | number;
export type Row = { readonly [column: string]: Cell };

export interface Column {
  readonly name: string;
  readonly type: "date" | "text" | "number";
}

export interface Table {
  readonly table: string;
  readonly owner: string;
  /** Rows name individuals: only aggregates may leave. */
  readonly restricted: boolean;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

export interface Frame {
  readonly frame: string;
  readonly source: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

interface ReferenceLine {
  readonly value: number;
  readonly label: string;
}

export interface Chart {
  readonly chart_id: string;
  readonly kind: string;
  readonly frame: string;
  readonly x: string;
  readonly y: string;
  readonly title: string;
  readonly points: number;
  readonly palette: string;
  readonly legend: string;
  readonly font_size: number;
  readonly grid: boolean;
  readonly lines: readonly ReferenceLine[];
}

export interface Subscription {
  readonly team: string;
  readonly frequency: string;
  readonly weekday: string;
}

export interface Workbook {
  readonly workbook_id: string;
  readonly name: string;
  readonly project: string;
  readonly owner: string;
  readonly source_table: string;
  readonly last_refresh: string;
  readonly refresh_status: "idle" | "running" | "failed";
  readonly subscriptions: readonly Subscription[];
}

interface View {
  readonly view: string;
  readonly table: string;
  readonly rows: number;
}

export interface Report {
  readonly report_id: string;
  readonly title: string;
  readonly audience: string;
  readonly status: string;
  readonly sections: number;
}

export interface AnalystWorld extends World {
  readonly tables: readonly Table[];
  readonly frames: readonly Frame[];
  readonly charts: readonly Chart[];
  readonly exports: readonly string[];
  readonly workbooks: readonly Workbook[];
  readonly views: readonly View[];
  readonly reports: readonly Report[];
  /** Names people have in mind for what they will ask for. */
  readonly ideas: {
    readonly titles: readonly string[];
    readonly labels: readonly string[];
    readonly meanLabels: readonly string[];
    readonly startLabels: readonly string[];
  };
  readonly next: { readonly frame: number; readonly chart: number; readonly report: number };
}

const DAY_MS = 86_400_000;

/** The ISO date that lies so many days after (before, when negative) another. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Whole days from one ISO date to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

/**
 * Numbers of this split for identifiers, so far apart that those of things made later, which count on from one of them,
 * never meet another.
 */
function apart(context: WorldContext, kind: string, minimum: number, maximum: number, count: number): number[] {
  const numbers: number[] = [];
  while (numbers.length < count) {
    const number = context.number(kind, minimum, maximum);
    if (numbers.every((other) => Math.abs(other - number) > 12)) numbers.push(number);
  }
  return numbers;
}

export function createWorld(context: WorldContext): AnalystWorld {
  const { random } = context;
  const units = random.sample(context.pool("business unit", UNITS), 4);
  const subjects = random.sample(SUBJECTS, 3);
  const facts = subjects.map((subject, index) => factTable(context, subject, units[index]!, index === 2));
  const twin = factTable(context, subjects[0]!, units[3]!, false);
  const tables = [...facts, twin, placeTable(context, subjects[0]!, facts[0]!, units[0]!)];
  const frameNumbers = apart(context, "frame", 100, 999, 3);
  const chartNumbers = apart(context, "chart", 100, 999, 7);
  const frames = [facts[0]!, facts[1]!].map(
    (table, index): Frame => ({
      frame: `df_${frameNumbers[index]}`,
      source: table.table,
      columns: table.columns,
      rows: table.rows,
    }),
  );
  const titles = random.sample(context.pool("title", TITLES), 9);
  return {
    today: context.today,
    tables,
    frames,
    charts: charts(context, frames, titles.slice(0, 6), chartNumbers),
    exports: [],
    workbooks: workbooks(context, tables, units),
    views: facts.slice(0, 2).map((table) => ({
      view: `v_${random.pick(context.pool("business unit", UNITS))}_${table.columns[1]!.name}`,
      table: table.table,
      rows: random.int(3, 12),
    })),
    reports: [],
    ideas: {
      titles: titles.slice(6),
      labels: random.sample(context.pool("label", LABELS), 3),
      meanLabels: random.fork("mean label").sample(context.pool("mean label", MEAN_LABELS), 3),
      startLabels: random.fork("start label").sample(context.pool("start label", START_LABELS), 3),
    },
    next: {
      frame: frameNumbers[2]!,
      chart: chartNumbers[6]!,
      report: context.number("report", 1000, 9999),
    },
  };
}

function factTable(context: WorldContext, subject: Subject, unit: string, restricted: boolean): Table {
  const { random } = context;
  const places = random.sample(context.pool("place", PLACES), 4);
  const things = random.sample(
    subject.things === "product" ? context.pool("product", PRODUCTS) : context.pool("partner", PARTNERS),
    3,
  );
  const rows = Array.from({ length: random.int(14, 22) }, (_, index): Row => {
    const row: Record<string, Cell> = {
      day: addDays(context.today, -random.int(1, 175)),
      [subject.place]: random.pick(places),
      [subject.thing]: random.pick(things),
    };
    // One row in each table stands far out, so that looking for outliers finds something.
    for (const [name, minimum, maximum] of subject.measures)
      row[name] = index === 4 ? maximum * random.int(3, 6) + random.int(1, 99) : random.int(minimum, maximum);
    return row;
  });
  return {
    table: `${subject.name}_${unit}`,
    owner: random.pick(context.pool("team", TEAMS)),
    restricted,
    columns: [
      { name: "day", type: "date" },
      { name: subject.place, type: "text" },
      { name: subject.thing, type: "text" },
      ...subject.measures.map(([name]): Column => ({ name, type: "number" })),
    ],
    rows: rows.sort((left, right) => (left.day! < right.day! ? -1 : left.day! > right.day! ? 1 : 0)),
  };
}

/** The table beside the first one that says in which district each place lies. */
function placeTable(context: WorldContext, subject: Subject, fact: Table, unit: string): Table {
  const { random } = context;
  const districts = random.sample(context.pool("district", DISTRICTS), 2);
  const places = [...new Set(fact.rows.map((row) => row[subject.place]!))];
  return {
    table: `${subject.place}s_${unit}`,
    owner: fact.owner,
    restricted: false,
    columns: [
      { name: subject.place, type: "text" },
      { name: "district", type: "text" },
      { name: "staff", type: "number" },
    ],
    rows: places.map((place, index) => ({
      [subject.place]: place,
      district: districts[index % districts.length]!,
      staff: random.int(3, 60),
    })),
  };
}

function charts(
  context: WorldContext,
  frames: readonly Frame[],
  titles: readonly string[],
  numbers: readonly number[],
): Chart[] {
  const { random } = context;
  return titles.map((title, index) => {
    const frame = frames[index < 3 ? 0 : 1]!;
    const [day, place, thing, first, second] = frame.columns.map((column) => column.name);
    const kind = (["line", "bar", "bar", "scatter", "pie", "histogram"] as const)[index]!;
    const x =
      kind === "line" ? day! : kind === "scatter" || kind === "histogram" ? first! : index === 1 ? thing! : place!;
    return {
      chart_id: `CH-${numbers[index]}`,
      kind,
      frame: frame.frame,
      x,
      y: kind === "scatter" ? second! : kind === "histogram" ? "frequency" : random.pick([first!, second!]),
      title,
      points: new Set(frame.rows.map((row) => row[x])).size,
      palette: "default",
      legend: "right",
      font_size: random.int(9, 14),
      grid: random.chance(0.5),
      lines: [],
    };
  });
}

function workbooks(context: WorldContext, tables: readonly Table[], units: readonly string[]): Workbook[] {
  const { random } = context;
  const names = workbookNames(context);
  const numbers = apart(context, "workbook", 1000, 9999, names.length);
  return names.map((name, index): Workbook => {
    const teams = random.sample(context.pool("team", TEAMS), 3);
    return {
      workbook_id: `WB-${numbers[index]}`,
      name,
      project: units[index % 2]!,
      owner: teams[0]!,
      source_table: tables[index % 4]!.table,
      last_refresh: addDays(context.today, -random.int(index % 2 === 0 ? 0 : 9, index % 2 === 0 ? 6 : 60)),
      refresh_status: index === 4 ? "running" : index === 5 ? "failed" : "idle",
      subscriptions: teams.slice(1, 1 + random.int(0, 2)).map((team) => ({
        team,
        frequency: random.pick(["daily", "weekly", "monthly"]),
        weekday: random.pick(["monday", "wednesday", "friday"]),
      })),
    };
  });
}

/** Six names of which two end in the same word, as they do on every server. */
function workbookNames(context: WorldContext): string[] {
  const pool = context.random.shuffle(context.pool("workbook", WORKBOOKS));
  const first = pool.find((name) => pool.some((other) => other !== name && ending(other) === ending(name)))!;
  const second = pool.find((name) => name !== first && ending(name) === ending(first))!;
  const others = pool.filter((name) => name !== first && name !== second);
  return [first, second, ...others.slice(0, 4)];
}

/** The last word of a name. */
export function ending(name: string): string {
  return name.slice(name.lastIndexOf(" ") + 1);
}
