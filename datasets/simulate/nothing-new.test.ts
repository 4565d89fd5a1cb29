import { describe, expect, it } from "vitest";
import { analystAgent } from "../../agents/analyst";
import { prepareEngine } from "../engine";
import type { AnyAgent, ScriptEvent } from "../types";
import { bringsNothingNew } from "./nothing-new";

const engine = prepareEngine(analystAgent as unknown as AnyAgent);

function result(tool: string, value: unknown): ScriptEvent {
  const call = { tool, args: {} };
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

  it("takes a result without lists as one record", () => {
    const one = [result("pandas_describe_column", { column: "units", mean: 4 })];
    expect(bringsNothingNew(engine, one, one)).toBe(true);
  });

  it("keeps functions apart, and leaves writes alone", () => {
    const found = [result("sql_find_tables", { tables: [sales] })];
    const queried = [result("sql_run_query", { rows: [sales] })];
    expect(bringsNothingNew(engine, found, queried)).toBe(false);
    const drawn = [result("matplotlib_style_chart", { chart_id: "CH-101" })];
    expect(bringsNothingNew(engine, drawn, drawn)).toBe(false);
  });
});
