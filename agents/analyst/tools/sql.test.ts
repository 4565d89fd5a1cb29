/** The warehouse functions against SQLite, an implementation that shares no line with ours. */
import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AnalystWorld, Row } from "../world";
import { failure, run, salesTable, succeed, tinyWorld } from "./tiny-world";

interface Groups {
  readonly groups: readonly { readonly group: string; readonly value: number }[];
}
interface Rows {
  readonly rows: readonly Row[];
  readonly matched: number;
}

const SQL_OPERATORS = { equals: "=", not_equals: "<>", above: ">", below: "<", at_least: ">=", at_most: "<=" } as const;
const SQL_AGGREGATES = { sum: "sum", mean: "avg", minimum: "min", maximum: "max", count: "count" } as const;

const row = fc.record({
  day: fc.integer({ min: 1, max: 28 }).map((day) => `2026-10-${String(day).padStart(2, "0")}`),
  store: fc.constantFrom("Elmford", "Dunwick", "Fernhaven"),
  product: fc.constantFrom("Rug", "Lamp"),
  units: fc.integer({ min: 0, max: 30 }),
  revenue: fc.integer({ min: 0, max: 500 }),
});
const rows = fc.array(row, { minLength: 1, maxLength: 25 });
const condition = fc.oneof(
  fc.record({
    column: fc.constantFrom("units", "revenue"),
    operator: fc.constantFrom(...(Object.keys(SQL_OPERATORS) as (keyof typeof SQL_OPERATORS)[])),
    value: fc.integer({ min: 0, max: 40 }).map(String),
  }),
  fc.record({
    column: fc.constantFrom("store", "product"),
    operator: fc.constantFrom("equals" as const, "not_equals" as const),
    value: fc.constantFrom("Elmford", "Dunwick", "Rug", "Nothing"),
  }),
);
const conditions = fc.array(condition, { minLength: 1, maxLength: 3 });

function worldWith(data: readonly Row[]): AnalystWorld {
  return { ...tinyWorld, tables: [salesTable(data), ...tinyWorld.tables.slice(1)] };
}

function database(data: readonly Row[]): DatabaseSync {
  const sqlite = new DatabaseSync(":memory:");
  sqlite.exec("create table sales (day text, store text, product text, units integer, revenue integer)");
  sqlite.exec("create table stores (store text, district text)");
  const insert = sqlite.prepare("insert into sales values (?, ?, ?, ?, ?)");
  for (const { day, store, product, units, revenue } of data) insert.run(day!, store!, product!, units!, revenue!);
  sqlite.exec("insert into stores values ('Elmford', 'East'), ('Dunwick', 'West')");
  return sqlite;
}

type Conditions = readonly {
  readonly column: string;
  readonly operator: keyof typeof SQL_OPERATORS;
  readonly value: string;
}[];

function where(list: Conditions): { readonly text: string; readonly values: (string | number)[] } {
  return {
    text: list.map(({ column, operator }) => `${column} ${SQL_OPERATORS[operator]} ?`).join(" and "),
    values: list.map(({ column, value }) => (column === "units" || column === "revenue" ? Number(value) : value)),
  };
}

const plain = (record: object) => ({ ...record });

describe("sql_run_query", () => {
  it("returns the rows that SQLite returns", () => {
    fc.assert(
      fc.property(rows, conditions, (data, list) => {
        const { text, values } = where(list);
        const expected = database(data)
          .prepare(`select * from sales where ${text} order by rowid limit 50`)
          .all(...values)
          .map(plain);
        const { value } = succeed<Rows>(
          "sql_run_query",
          { table: "sales_tiny", conditions: list, limit: 50 },
          worldWith(data),
        );
        expect(value.rows).toEqual(expected);
        expect(value.matched).toBe(expected.length);
      }),
    );
  });

  it("orders as SQLite does, ties in table order, and cuts after ordering", () => {
    fc.assert(
      fc.property(
        rows,
        fc.constantFrom("units", "store", "day"),
        fc.boolean(),
        fc.integer({ min: 1, max: 9 }),
        (data, column, down, limit) => {
          const expected = database(data)
            .prepare(`select ${column} from sales order by ${column} ${down ? "desc" : "asc"}, rowid limit ${limit}`)
            .all()
            .map(plain);
          const { value } = succeed<Rows>(
            "sql_run_query",
            {
              table: "sales_tiny",
              columns: [column],
              order_by: { column, direction: down ? "descending" : "ascending" },
              limit,
            },
            worldWith(data),
          );
          expect(value.rows).toEqual(expected);
          expect(value.matched).toBe(data.length);
        },
      ),
    );
  });

  it("takes equals and ascending when nothing is said", () => {
    const { value } = succeed<Rows>("sql_run_query", {
      table: "sales_tiny",
      conditions: [{ column: "store", value: "Dunwick" }],
      order_by: { column: "revenue" },
    });
    expect(value.rows.map(({ revenue }) => revenue)).toEqual([250, 400]);
  });
});

describe("sql_aggregate_table", () => {
  it("gives per group what SQLite gives", () => {
    fc.assert(
      fc.property(
        rows,
        conditions,
        fc.constantFrom(...(Object.keys(SQL_AGGREGATES) as (keyof typeof SQL_AGGREGATES)[])),
        fc.constantFrom("store", "product", "day"),
        (data, list, aggregate, group) => {
          const { text, values } = where(list);
          const expected = database(data)
            .prepare(
              `select ${group} as "group", round(${SQL_AGGREGATES[aggregate]}(units), 2) as value from sales where ${text} group by 1 order by value desc, "group"`,
            )
            .all(...values)
            .map(plain);
          const { value } = succeed<Groups>(
            "sql_aggregate_table",
            { table: "sales_tiny", measure: "units", aggregate, group_by: group, conditions: list },
            worldWith(data),
          );
          expect(new Set(value.groups.map((each) => each.group))).toEqual(
            new Set(expected.map((each) => String((each as { group: string }).group))),
          );
          for (const { group: name, value: number } of value.groups) {
            const other = expected.find((each) => (each as { group: string }).group === name) as unknown as {
              value: number;
            };
            expect(Math.abs(number - other.value)).toBeLessThanOrEqual(0.0101);
          }
          const numbers = value.groups.map((each) => each.value);
          expect(numbers).toEqual([...numbers].sort((left, right) => right - left));
        },
      ),
    );
  });

  it.each([
    ["odd number of values", [3, 9, 5], 5],
    ["even number of values: the mean of the middle two", [1, 9, 4, 6], 5],
    ["one value", [7], 7],
  ])("takes the median of an %s", (_, units, median) => {
    const data = units.map((each) => ({
      day: "2026-10-01",
      store: "Elmford",
      product: "Rug",
      units: each,
      revenue: 1,
    }));
    const { value } = succeed<Groups>(
      "sql_aggregate_table",
      { table: "sales_tiny", measure: "units", aggregate: "median" },
      worldWith(data),
    );
    expect(value.groups).toEqual([{ group: "all", value: median }]);
  });

  it("lets aggregates of a restricted table out, and nothing when no row is left", () => {
    expect(succeed<Groups>("sql_aggregate_table", { table: "sales_secret", measure: "units" }).value.groups).toEqual([
      { group: "all", value: 100 },
    ]);
    const none = [{ column: "units", operator: "above", value: "999" }];
    expect(
      succeed<Groups>("sql_aggregate_table", { table: "sales_tiny", measure: "units", conditions: none }).value.groups,
    ).toEqual([]);
  });
});

describe("sql_join_tables", () => {
  it("joins as SQLite joins, and counts what has no partner", () => {
    fc.assert(
      fc.property(rows, fc.constantFrom("sum" as const, "mean" as const, "count" as const), (data, aggregate) => {
        const sqlite = database(data);
        const expected = sqlite
          .prepare(
            `select district as "group", ${SQL_AGGREGATES[aggregate]}(units) as value from sales join stores using (store) group by 1`,
          )
          .all() as { group: string; value: number }[];
        const { value } = succeed<Groups & { joined_rows: number; unmatched_rows: number }>(
          "sql_join_tables",
          {
            left_table: "sales_tiny",
            right_table: "stores_tiny",
            key: "store",
            measure: "units",
            group_by: "district",
            aggregate,
          },
          worldWith(data),
        );
        expect(value.groups.map((each) => each.group).sort()).toEqual(expected.map((each) => each.group).sort());
        for (const { group, value: number } of value.groups)
          expect(Math.abs(number - expected.find((each) => each.group === group)!.value)).toBeLessThanOrEqual(0.0051);
        expect(value.joined_rows + value.unmatched_rows).toBe(data.length);
        expect(value.unmatched_rows).toBe(data.filter((each) => each.store === "Fernhaven").length);
      }),
    );
  });
});

describe("sql_find_tables", () => {
  it("finds by part of the name, whatever its case, and leaves restricted ones out when asked", () => {
    const names = (args: { search: string; include_restricted?: boolean }) =>
      succeed<{ tables: { table: string }[] }>("sql_find_tables", args).value.tables.map((table) => table.table);
    expect(names({ search: "SALES" })).toEqual(["sales_tiny", "sales_secret"]);
    expect(names({ search: "sales", include_restricted: false })).toEqual(["sales_tiny"]);
    expect(names({ search: "nowhere" })).toEqual([]);
  });
});

describe("sql_save_view", () => {
  it("counts the rows a query with the same conditions returns", () => {
    fc.assert(
      fc.property(rows, conditions, (data, list) => {
        const world = worldWith(data);
        const saved = succeed<{ rows: number }>(
          "sql_save_view",
          { view: "v_new", table: "sales_tiny", conditions: list },
          world,
        );
        const asked = succeed<Rows>("sql_run_query", { table: "sales_tiny", conditions: list }, world);
        expect(saved.value.rows).toBe(asked.value.matched);
      }),
    );
  });

  it("keeps the view, so that its name is taken afterwards, and touches nothing else", () => {
    const args = { view: "v_new", table: "sales_tiny", conditions: [{ column: "store", value: "Elmford" }] };
    const { world } = succeed("sql_save_view", args);
    expect({ ...world, views: tinyWorld.views }).toEqual(tinyWorld);
    expect(failure("sql_save_view", args, world)).toBe("conflict: a view v_new exists already");
  });
});

describe("errors of the warehouse", () => {
  const one = [{ column: "units", operator: "above", value: "1" }];
  it.each([
    ["an unknown table", "sql_run_query", { table: "sales_nowhere" }, "not_found: there is no table sales_nowhere"],
    [
      "rows of a restricted table",
      "sql_run_query",
      { table: "sales_secret" },
      "permission: table sales_secret is restricted",
    ],
    [
      "a column that is not there",
      "sql_run_query",
      { table: "sales_tiny", columns: ["price"] },
      "invalid_argument: table sales_tiny has no column price",
    ],
    [
      "an order by a column that is not there",
      "sql_run_query",
      { table: "sales_tiny", order_by: { column: "price" } },
      "invalid_argument",
    ],
    [
      "a text compared by size",
      "sql_run_query",
      { table: "sales_tiny", conditions: [{ column: "store", operator: "above", value: "A" }] },
      "invalid_argument: column store holds text",
    ],
    [
      "a word for a number",
      "sql_run_query",
      { table: "sales_tiny", conditions: [{ column: "units", value: "many" }] },
      'invalid_argument: column units holds numbers; "many" is not a number',
    ],
    [
      "a word for a date",
      "sql_run_query",
      { table: "sales_tiny", conditions: [{ column: "day", value: "May" }] },
      'invalid_argument: column day holds dates; "May"',
    ],
    ["a limit of 0", "sql_run_query", { table: "sales_tiny", limit: 0 }, "invalid_argument"],
    [
      "the mean of a text",
      "sql_aggregate_table",
      { table: "sales_tiny", measure: "store" },
      "invalid_argument: column store holds no numbers",
    ],
    [
      "an aggregate that does not exist",
      "sql_aggregate_table",
      { table: "sales_tiny", measure: "units", aggregate: "mode" },
      "invalid_argument",
    ],
    [
      "a join on a column only one side has",
      "sql_join_tables",
      { left_table: "sales_tiny", right_table: "stores_tiny", key: "product", measure: "units", group_by: "district" },
      "invalid_argument: table stores_tiny has no column product",
    ],
    [
      "a join with an unknown table",
      "sql_join_tables",
      { left_table: "sales_tiny", right_table: "x", key: "store", measure: "units", group_by: "district" },
      "not_found: there is no table x",
    ],
    [
      "a view with a bad name",
      "sql_save_view",
      { view: "Best", table: "sales_tiny", conditions: one },
      'invalid_argument: "Best" is no view name',
    ],
    [
      "a view whose name is taken",
      "sql_save_view",
      { view: "v_taken", table: "sales_tiny", conditions: one },
      "conflict: a view v_taken exists already",
    ],
  ])("refuses %s", (_, tool, args, message) => {
    expect(failure(tool, args)).toContain(message);
  });

  it("leaves the world as it is after an error", () => {
    expect(run("sql_save_view", { view: "v_taken", table: "sales_tiny", conditions: one })).toEqual({
      ok: false,
      error: { code: "conflict", message: "a view v_taken exists already" },
    });
  });
});
