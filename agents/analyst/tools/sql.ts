/** The warehouse: find tables, query rows, aggregate, join, save views. */
import type { Tool } from "../../contract";
import type { AnalystWorld, Row, Table } from "../world";
import {
  type Aggregate,
  aggregateSchema,
  conditionError,
  conditionsOf,
  conditionsSchema,
  done,
  failed,
  grouped,
  groupsSchema,
  meets,
  SIMPLE_AGGREGATES,
  unknownColumn,
} from "./rows";

const findTables: Tool<AnalystWorld> = {
  name: "sql_find_tables",
  family: "sql",
  skill: "data_analysis",
  task: "look up tables in the warehouse",
  description: "Finds warehouse tables whose name contains a text, with their columns, owner and number of rows.",
  parameters: {
    type: "object",
    properties: {
      search: { type: "string", description: "Part of the table name." },
      include_restricted: { type: "boolean", description: "Also list restricted tables.", default: true },
    },
    required: ["search"],
    additionalProperties: false,
  },
  returns: {
    type: "object",
    properties: {
      tables: {
        type: "array",
        items: {
          type: "object",
          properties: {
            table: { type: "string" },
            owner: { type: "string" },
            restricted: { type: "boolean" },
            rows: { type: "integer" },
            columns: { type: "array", items: { type: "string" } },
          },
          required: ["table", "owner", "restricted", "rows", "columns"],
        },
      },
    },
    required: ["tables"],
  },
  effect: "read",
  execute(world, args) {
    const search = String(args.search).toLowerCase();
    const tables = world.tables
      .filter((table) => table.table.includes(search) && (args.include_restricted !== false || !table.restricted))
      .map(({ table, owner, restricted, rows, columns }) => ({
        table,
        owner,
        restricted,
        rows: rows.length,
        columns: columns.map((column) => column.name),
      }));
    return done({ tables }, world);
  },
};

const runQuery: Tool<AnalystWorld> = {
  name: "sql_run_query",
  family: "sql",
  skill: "data_analysis",
  task: "query rows of a warehouse table",
  description:
    "Returns individual rows of a warehouse table, filtered, ordered and cut. Restricted tables refuse it: they show aggregates only.",
  parameters: {
    type: "object",
    properties: {
      table: { type: "string", description: "Table name." },
      columns: {
        type: "array",
        description: "Columns to return; all when absent.",
        minItems: 1,
        maxItems: 6,
        items: { type: "string" },
      },
      conditions: { ...conditionsSchema, description: "Rows must meet all of these." },
      order_by: {
        type: "object",
        description: "Sort order; table order when absent.",
        properties: {
          column: { type: "string", description: "Column to sort by." },
          direction: { type: "string", enum: ["ascending", "descending"], default: "ascending" },
        },
        required: ["column"],
        additionalProperties: false,
      },
      limit: { type: "integer", description: "At most so many rows.", minimum: 1, maximum: 50, default: 10 },
    },
    required: ["table"],
    additionalProperties: false,
  },
  returns: {
    type: "object",
    properties: {
      rows: { type: "array", items: { type: "object" } },
      matched: { type: "integer", description: "Rows that met the conditions, before the limit." },
    },
    required: ["rows", "matched"],
  },
  effect: "read",
  execute(world, args) {
    const table = tableNamed(world, args.table);
    if (table === undefined) return noTable(args.table);
    if (table.restricted)
      return failed("permission", `table ${table.table} is restricted: single rows may not be read, aggregates may`);
    const conditions = conditionsOf(args);
    const problem = conditionError(`table ${table.table}`, table.columns, conditions);
    if (problem !== undefined) return failed("invalid_argument", problem);
    const names = (args.columns as readonly string[] | undefined) ?? table.columns.map((column) => column.name);
    const order = args.order_by as { readonly column: string; readonly direction?: string } | undefined;
    for (const name of [...names, ...(order === undefined ? [] : [order.column])]) {
      if (!hasColumn(table, name))
        return failed("invalid_argument", unknownColumn(`table ${table.table}`, name, table.columns));
    }
    const matching = table.rows.filter((row) => conditions.every((condition) => meets(row, condition)));
    const sorted = order === undefined ? matching : sortRows(matching, order.column, order.direction === "descending");
    const rows = sorted
      .slice(0, Number(args.limit))
      .map((row) => Object.fromEntries(names.map((name) => [name, row[name]!])));
    return done({ rows, matched: matching.length }, world);
  },
};

const aggregateTable: Tool<AnalystWorld> = {
  name: "sql_aggregate_table",
  family: "sql",
  skill: "data_analysis",
  task: "aggregate a warehouse table",
  description:
    "Computes a total, mean or other aggregate of one numeric column of a warehouse table, per group if asked, largest first. Allowed on restricted tables.",
  parameters: {
    type: "object",
    properties: {
      table: { type: "string", description: "Table name." },
      measure: { type: "string", description: "Numeric column." },
      aggregate: aggregateSchema,
      group_by: { type: "string", description: "Text or date column to group by; one overall figure when absent." },
      conditions: { ...conditionsSchema, description: "Only rows that meet all of these count." },
    },
    required: ["table", "measure"],
    additionalProperties: false,
  },
  returns: { type: "object", properties: { groups: groupsSchema }, required: ["groups"] },
  effect: "read",
  alsoBy: ["sql_run_query", "sql_join_tables"],
  execute(world, args) {
    const table = tableNamed(world, args.table);
    if (table === undefined) return noTable(args.table);
    const where = `table ${table.table}`;
    const measure = table.columns.find((column) => column.name === args.measure);
    if (measure === undefined)
      return failed("invalid_argument", unknownColumn(where, String(args.measure), table.columns));
    if (measure.type !== "number") return failed("invalid_argument", `column ${measure.name} holds no numbers`);
    if (args.group_by !== undefined && !hasColumn(table, String(args.group_by)))
      return failed("invalid_argument", unknownColumn(where, String(args.group_by), table.columns));
    const conditions = conditionsOf(args);
    const problem = conditionError(where, table.columns, conditions);
    if (problem !== undefined) return failed("invalid_argument", problem);
    const rows = table.rows.filter((row) => conditions.every((condition) => meets(row, condition)));
    const key = args.group_by === undefined ? () => "all" : (row: Row) => row[String(args.group_by)];
    return done({ groups: [...grouped(rows, key, measure.name, args.aggregate as Aggregate)] as never }, world);
  },
};

const joinTables: Tool<AnalystWorld> = {
  name: "sql_join_tables",
  family: "sql",
  skill: "report_generation",
  task: "join two warehouse tables",
  description:
    "Joins two warehouse tables on a shared column and aggregates a measure of the left one per value of a column of the right one.",
  parameters: {
    type: "object",
    properties: {
      left_table: { type: "string", description: "Table that holds the measure." },
      right_table: { type: "string", description: "Table that holds the column to group by." },
      key: { type: "string", description: "Column that both tables share." },
      measure: { type: "string", description: "Numeric column of the left table." },
      group_by: { type: "string", description: "Column of the right table." },
      aggregate: { ...aggregateSchema, enum: SIMPLE_AGGREGATES },
    },
    required: ["left_table", "right_table", "key", "measure", "group_by"],
    additionalProperties: false,
  },
  returns: {
    type: "object",
    properties: { groups: groupsSchema, joined_rows: { type: "integer" }, unmatched_rows: { type: "integer" } },
    required: ["groups", "joined_rows", "unmatched_rows"],
  },
  effect: "read",
  alsoBy: ["sql_run_query", "sql_aggregate_table"],
  execute(world, args) {
    const left = tableNamed(world, args.left_table);
    if (left === undefined) return noTable(args.left_table);
    const right = tableNamed(world, args.right_table);
    if (right === undefined) return noTable(args.right_table);
    const key = String(args.key);
    for (const table of [left, right]) {
      if (!hasColumn(table, key))
        return failed("invalid_argument", unknownColumn(`table ${table.table}`, key, table.columns));
    }
    const measure = left.columns.find((column) => column.name === args.measure);
    if (measure === undefined || measure.type !== "number")
      return failed("invalid_argument", `${String(args.measure)} is no numeric column of ${left.table}`);
    const groupBy = String(args.group_by);
    if (!hasColumn(right, groupBy))
      return failed("invalid_argument", unknownColumn(`table ${right.table}`, groupBy, right.columns));
    const joined = left.rows.flatMap((row) =>
      right.rows
        .filter((candidate) => candidate[key] === row[key])
        .map((match) => ({ group: match[groupBy]!, value: row[measure.name]! })),
    );
    const unmatched = left.rows.filter((row) => !right.rows.some((candidate) => candidate[key] === row[key]));
    const groups = grouped(joined, (row) => row.group, "value", args.aggregate as Aggregate);
    return done({ groups: groups as never, joined_rows: joined.length, unmatched_rows: unmatched.length }, world);
  },
};

const saveView: Tool<AnalystWorld> = {
  name: "sql_save_view",
  family: "sql",
  skill: "report_generation",
  task: "save a view in the warehouse",
  description: "Saves a filtered view of a warehouse table under a new name that starts with v_.",
  parameters: {
    type: "object",
    properties: {
      view: { type: "string", description: "Name of the view: v_ and lower-case letters, digits or underscores." },
      table: { type: "string", description: "Table name." },
      conditions: { ...conditionsSchema, description: "Rows of the view meet all of these." },
    },
    required: ["view", "table", "conditions"],
    additionalProperties: false,
  },
  returns: {
    type: "object",
    properties: { view: { type: "string" }, table: { type: "string" }, rows: { type: "integer" } },
    required: ["view", "table", "rows"],
  },
  effect: "write",
  execute(world, args) {
    const table = tableNamed(world, args.table);
    if (table === undefined) return noTable(args.table);
    const name = String(args.view);
    if (!/^v_[a-z0-9_]+$/.test(name))
      return failed("invalid_argument", `"${name}" is no view name; it must start with v_ and be lower case`);
    if (world.views.some((view) => view.view === name)) return failed("conflict", `a view ${name} exists already`);
    const conditions = conditionsOf(args);
    const problem = conditionError(`table ${table.table}`, table.columns, conditions);
    if (problem !== undefined) return failed("invalid_argument", problem);
    const matching = table.rows.filter((row) => conditions.every((condition) => meets(row, condition)));
    const view = { view: name, table: table.table, rows: matching.length };
    return done({ ...view }, { ...world, views: [...world.views, view] });
  },
};

export const sqlTools: readonly Tool<AnalystWorld>[] = [findTables, runQuery, aggregateTable, joinTables, saveView];

function tableNamed(world: AnalystWorld, name: unknown): Table | undefined {
  return world.tables.find((table) => table.table === name);
}

function noTable(name: unknown) {
  return failed("not_found", `there is no table ${String(name)}`);
}

function hasColumn(table: Table, name: string): boolean {
  return table.columns.some((column) => column.name === name);
}

function sortRows(rows: readonly Row[], column: string, descending: boolean): Row[] {
  return [...rows].sort((left, right) => {
    const order = left[column]! < right[column]! ? -1 : left[column]! > right[column]! ? 1 : 0;
    return descending ? -order : order;
  });
}
