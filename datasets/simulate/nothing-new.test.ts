import { describe, expect, it } from "vitest";
import { analystAgent } from "../../agents/analyst";
import { prepareEngine } from "../engine";
import type { AnyAgent, ScriptEvent } from "../types";
import { bringsNothingNew } from "./nothing-new";

const engine = prepareEngine(analystAgent as unknown as AnyAgent);

let asked = 0;

/** Each asks for something else. */
function result(tool: string, value: unknown): ScriptEvent {
  asked += 1;
  const call = { tool, args: { asked } };
  const observations = [{ call, ok: true, value }];
  return { kind: "calls", calls: [call], observations, before: [], after: [], reasons: [], values: {} } as never;
}

const sales = { table: "sales_fern", owner: "Growth Desk" };
const stock = { table: "stock_fern", owner: "Growth Desk" };

describe("bringsNothingNew", () => {
  const cases = [
    { reason: "one of several records again", before: [sales, stock], after: [sales], known: true },
    { reason: "a record more", before: [sales], after: [sales, stock], known: false },
    {
      reason: "the same record after a change",
      before: [sales],
      after: [{ ...sales, owner: "Field Desk" }],
      known: false,
    },
    { reason: "nothing found", before: [sales], after: [], known: false },
  ];
  for (const { reason, before, after, known } of cases)
    it(`${known ? "finds" : "lets pass"}: ${reason}`, () => {
      const first = [result("sql_find_tables", { tables: before })];
      const second = [result("sql_find_tables", { tables: after })];
      expect(bringsNothingNew(engine, first, second)).toBe(known);
    });

  it("takes a result that names something as one record", () => {
    const described = () => [result("pandas_describe_column", { column: "units", mean: 4 })];
    expect(bringsNothingNew(engine, described(), described())).toBe(true);
  });

  it("knows a record that another function has shown with more fields", () => {
    const shown = [result("tableau_get_workbook", { workbook_id: "WB-1001", name: "Stock Radar", subscriptions: [] })];
    const found = (name: string) => [
      result("tableau_search_workbooks", { workbooks: [{ workbook_id: "WB-1001", name }] }),
    ];
    expect(bringsNothingNew(engine, shown, found("Stock Radar"))).toBe(true);
    expect(bringsNothingNew(engine, shown, found("Stock Pulse"))).toBe(false);
    expect(bringsNothingNew(engine, found("Stock Radar"), shown)).toBe(false);
  });

  it("knows a record of some size by its values, whatever a list has called them", () => {
    const listed = [result("sql_run_query", { rows: [{ field: "units", page: "4.1", average: 14, scale: "days" }] })];
    const read = (record: object) => [result("pandas_describe_column", record)];
    const described = { column: "units", at: "4.1", mean: 14, unit: "days" };
    expect(bringsNothingNew(engine, listed, read(described))).toBe(true);
    expect(bringsNothingNew(engine, listed, read({ ...described, mean: 15 }))).toBe(false);
    expect(bringsNothingNew(engine, listed, read({ column: "units", mean: 14 }))).toBe(false);
  });

  it("knows a number that a text has told of the very thing that is asked for", () => {
    const call = (tool: string, args: object, value: object) =>
      ({ kind: "calls", calls: [], observations: [{ call: { tool, args }, ok: true, value }] }) as never;
    const shown = call(
      "sql_run_query",
      { table: "rules" },
      { rows: [{ column: "notice", text: "Ends with 20 days of notice." }] },
    );
    const read = (column: string, mean: number) =>
      call("pandas_describe_column", { table: "rules", column }, { name: column, mean });
    expect(bringsNothingNew(engine, [shown], [read("notice", 20)])).toBe(true);
    expect(bringsNothingNew(engine, [shown], [read("notice", 30)])).toBe(false);
    expect(bringsNothingNew(engine, [shown], [read("renewal", 20)])).toBe(false);
  });

  it("refuses a call said twice, and leaves other writes alone", () => {
    const drawn = () => [result("matplotlib_style_chart", { chart_id: "CH-101" })];
    const once = drawn();
    expect(bringsNothingNew(engine, once, once)).toBe(true);
    expect(bringsNothingNew(engine, drawn(), drawn())).toBe(false);
  });
});
