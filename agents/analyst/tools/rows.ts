/** What tables and frames have in common: conditions on rows, aggregates, groups. */
import type { Json } from "../../../primitives";
import type { Arguments, JsonSchema, Outcome, ToolErrorCode } from "../../contract";
import type { AnalystWorld, Cell, Column, Row } from "../world";

const OPERATORS = ["equals", "not_equals", "above", "below", "at_least", "at_most"] as const;
type Operator = (typeof OPERATORS)[number];

const AGGREGATES = ["sum", "mean", "median", "minimum", "maximum", "count"] as const;
/** What joins and charts offer. */
export const SIMPLE_AGGREGATES = ["sum", "mean", "count"] as const;
export type Aggregate = (typeof AGGREGATES)[number];

interface Condition {
  readonly column: string;
  readonly operator: Operator;
  readonly value: string;
}

export const conditionsSchema: JsonSchema = {
  type: "array",
  description: "Conditions on columns.",
  minItems: 1,
  maxItems: 4,
  items: {
    type: "object",
    properties: {
      column: { type: "string", description: "Column name." },
      operator: {
        type: "string",
        enum: OPERATORS,
        description: "Text columns take equals and not_equals only.",
        default: "equals",
      },
      value: { type: "string", description: "Text, digits or an ISO date." },
    },
    required: ["column", "value"],
    additionalProperties: false,
  },
};

export const aggregateSchema: JsonSchema = {
  type: "string",
  enum: AGGREGATES,
  description: "How to combine the values.",
  default: "sum",
};

export function failed(code: ToolErrorCode, message: string): Outcome<AnalystWorld> & { ok: false } {
  return { ok: false, error: { code, message } };
}

export function done(observation: Json, world: AnalystWorld): Outcome<AnalystWorld> {
  return { ok: true, observation, world };
}

/** The conditions of a call with the operator filled in. */
export function conditionsOf(args: Arguments): Condition[] {
  const given = (args.conditions ?? []) as unknown as (Omit<Condition, "operator"> & { operator?: Operator })[];
  return given.map((condition) => ({ ...condition, operator: condition.operator ?? "equals" }));
}

/** Why these conditions do not fit these columns; undefined when they do. */
export function conditionError(
  where: string,
  columns: readonly Column[],
  conditions: readonly Condition[],
): string | undefined {
  for (const { column: name, operator, value } of conditions) {
    const column = columns.find((candidate) => candidate.name === name);
    if (column === undefined) return unknownColumn(where, name, columns);
    if (column.type === "text" && operator !== "equals" && operator !== "not_equals")
      return `column ${name} holds text; ${operator} needs a number or a date`;
    if (column.type === "number" && !/^-?\d+(\.\d+)?$/.test(value))
      return `column ${name} holds numbers; "${value}" is not a number`;
    if (column.type === "date" && !/^\d{4}-\d{2}-\d{2}$/.test(value))
      return `column ${name} holds dates; "${value}" is not an ISO date`;
  }
  return undefined;
}

export function unknownColumn(where: string, name: string, columns: readonly Column[]): string {
  return `${where} has no column ${name}; it has ${columns.map((column) => column.name).join(", ")}`;
}

/** Whether a row meets a condition. */
export function meets(row: Row, { column, operator, value }: Condition): boolean {
  const cell = row[column]!;
  const order = typeof cell === "number" ? cell - Number(value) : cell < value ? -1 : cell > value ? 1 : 0;
  switch (operator) {
    case "equals":
      return order === 0;
    case "not_equals":
      return order !== 0;
    case "above":
      return order > 0;
    case "below":
      return order < 0;
    case "at_least":
      return order >= 0;
    case "at_most":
      return order <= 0;
  }
}

/** One number out of several, rounded to two decimals. `values` is not empty. */
export function combine(aggregate: Aggregate, values: readonly number[]): number {
  const ordered = [...values].sort((left, right) => left - right);
  const total = ordered.reduce((sum, value) => sum + value, 0);
  const middle = (ordered.length - 1) / 2;
  switch (aggregate) {
    case "sum":
      return round(total);
    case "mean":
      return round(total / ordered.length);
    case "median":
      return round((ordered[Math.floor(middle)]! + ordered[Math.ceil(middle)]!) / 2);
    case "minimum":
      return ordered[0]!;
    case "maximum":
      return ordered.at(-1)!;
    case "count":
      return ordered.length;
  }
}

interface Group {
  readonly group: string;
  readonly value: number;
}

/** The aggregate of a measure per value of `key`, largest first, equal ones by name. */
export function grouped(
  rows: readonly Row[],
  key: (row: Row) => Cell | undefined,
  measure: string,
  aggregate: Aggregate,
): Group[] {
  const groups = new Map<string, number[]>();
  for (const row of rows) {
    const group = key(row);
    if (group === undefined) continue;
    groups.set(String(group), [...(groups.get(String(group)) ?? []), Number(row[measure])]);
  }
  return [...groups]
    .map(([group, values]) => ({ group, value: combine(aggregate, values) }))
    .sort((left, right) => right.value - left.value || (left.group < right.group ? -1 : 1));
}

export function round(value: number, decimals = 2): number {
  return Number(value.toFixed(decimals));
}

export const groupsSchema: JsonSchema = {
  type: "array",
  items: {
    type: "object",
    properties: { group: { type: "string" }, value: { type: "number" } },
    required: ["group", "value"],
  },
};
