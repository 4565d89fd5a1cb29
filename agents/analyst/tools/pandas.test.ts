import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AnalystWorld, Row } from "../world";
import { failure, succeed, tinyWorld } from "./tiny-world";

interface Description {
  readonly count: number;
  readonly sum: number;
  readonly mean: number;
  readonly median: number;
  readonly minimum: number;
  readonly maximum: number;
}
interface Trend {
  readonly direction: string;
  readonly change_percent: number;
  readonly periods: readonly { readonly period: string; readonly total: number }[];
}
interface Outliers {
  readonly mean: number;
  readonly outliers: readonly { readonly row: Row; readonly value: number; readonly deviations: number }[];
}
interface Made {
  readonly frame: string;
  readonly rows: number;
  readonly dropped: number;
  readonly columns: readonly string[];
}

const unitsList = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 20 });

/** A frame df_1 with these units, one day after the other. */
function worldOf(
  units: readonly number[],
  day = (index: number) => `2026-10-${String(index + 1).padStart(2, "0")}`,
): AnalystWorld {
  const rows = units.map((each, index) => ({
    day: day(index),
    store: index % 2 === 0 ? "Elmford" : "Dunwick",
    product: "Rug",
    units: each,
    revenue: 1,
  }));
  return { ...tinyWorld, frames: [{ ...tinyWorld.frames[0]!, rows }] };
}
const describeUnits = (world: AnalystWorld, frame = "df_1") =>
  succeed<Description>("pandas_describe_column", { frame, column: "units" }, world).value;
const trendOf = (totals: readonly number[]) =>
  succeed<Trend>(
    "pandas_detect_trend",
    { frame: "df_1", measure: "units", period: "month" },
    worldOf(totals, (index) => `2026-${String(index + 1).padStart(2, "0")}-15`),
  ).value;

describe("pandas_describe_column", () => {
  it("does not depend on the order of rows", () => {
    fc.assert(
      fc.property(unitsList, (units) => {
        expect(describeUnits(worldOf([...units].reverse()))).toEqual(describeUnits(worldOf(units)));
      }),
    );
  });
  it("keeps every figure within the extremes, and the sum is mean times count", () => {
    fc.assert(
      fc.property(unitsList, (units) => {
        const { count, sum, mean, median, minimum, maximum } = describeUnits(worldOf(units));
        expect(count).toBe(units.length);
        expect(minimum).toBeLessThanOrEqual(median);
        expect(median).toBeLessThanOrEqual(maximum);
        expect(Math.abs(sum - mean * count)).toBeLessThanOrEqual(0.005 * count + 1e-9);
      }),
    );
  });
  it("moves by a constant when all values do", () => {
    fc.assert(
      fc.property(unitsList, fc.integer({ min: 1, max: 50 }), (units, shift) => {
        const before = describeUnits(worldOf(units));
        const after = describeUnits(worldOf(units.map((each) => each + shift)));
        expect(after.median).toBeCloseTo(before.median + shift, 6);
        expect(after.mean).toBeCloseTo(before.mean + shift, 1);
        expect(after.maximum - after.minimum).toBe(before.maximum - before.minimum);
      }),
    );
  });
});

describe("pandas_load_table", () => {
  it("makes a frame of its own with the chosen columns, since the given day", () => {
    const { value, world } = succeed<Made>("pandas_load_table", {
      table: "sales_tiny",
      columns: ["day", "units"],
      since: "2026-09-08",
    });
    expect(value).toMatchObject({ frame: "df_100", rows: 2, columns: ["day", "units"] });
    expect(world.frames.at(-1)!.rows).toEqual([
      { day: "2026-09-08", units: 30 },
      { day: "2026-10-05", units: 40 },
    ]);
    expect(world.tables).toEqual(tinyWorld.tables);
  });
  it("never gives two frames the same name", () => {
    const first = succeed<Made>("pandas_load_table", { table: "sales_tiny" });
    const second = succeed<Made>("pandas_load_table", { table: "sales_tiny" }, first.world);
    expect(second.value.frame).not.toBe(first.value.frame);
  });
  it("sums to what the warehouse sums to", () => {
    const { world } = succeed<Made>("pandas_load_table", { table: "sales_tiny" });
    const { value } = succeed<{ groups: { value: number }[] }>("sql_aggregate_table", {
      table: "sales_tiny",
      measure: "revenue",
    });
    const described = succeed<Description>(
      "pandas_describe_column",
      { frame: "df_100", column: "revenue" },
      world,
    ).value;
    expect(described.sum).toBe(value.groups[0]!.value);
  });
});

describe("pandas_filter_frame", () => {
  const limit = fc.integer({ min: 0, max: 1000 });
  const filter = (world: AnalystWorld, operator: string, value: number) => {
    const conditions = [{ column: "units", operator, value: String(value) }];
    const simulated = world.frames[0]!.rows.some((row) =>
      operator === "above" ? Number(row.units) > value : Number(row.units) <= value,
    );
    return simulated ? succeed<Made>("pandas_filter_frame", { frame: "df_1", conditions }, world).value : undefined;
  };
  it("splits a frame into what meets a condition and what meets its opposite", () => {
    fc.assert(
      fc.property(unitsList, limit, (units, value) => {
        const world = worldOf(units);
        const above = filter(world, "above", value);
        const rest = filter(world, "at_most", value);
        expect((above?.rows ?? 0) + (rest?.rows ?? 0)).toBe(units.length);
        if (above !== undefined) expect(above.rows + above.dropped).toBe(units.length);
      }),
    );
  });
  it("keeps no fewer rows for any than for all", () => {
    fc.assert(
      fc.property(unitsList, (units) => {
        const world = worldOf([...units, 5]); // the last row may stand in either store
        const conditions = [
          { column: "store", value: "Elmford" },
          { column: "units", operator: "at_least", value: "0" },
        ];
        const any = succeed<Made>("pandas_filter_frame", { frame: "df_1", conditions, match: "any" }, world).value;
        const all = succeed<Made>("pandas_filter_frame", { frame: "df_1", conditions, match: "all" }, world).value;
        expect(any.rows).toBe(units.length + 1);
        expect(all.rows).toBe(world.frames[0]!.rows.filter((row) => row.store === "Elmford").length);
      }),
    );
  });
  it("leaves the old frame as it was", () => {
    const { world } = succeed<Made>("pandas_filter_frame", {
      frame: "df_1",
      conditions: [{ column: "store", value: "Elmford" }],
    });
    expect(world.frames[0]).toEqual(tinyWorld.frames[0]);
  });
});

describe("pandas_detect_trend", () => {
  it.each([
    ["rises", [10, 20, 30, 40], "rising", 120],
    ["falls", [40, 30, 20, 10], "falling", -120],
    ["stays", [100, 101, 100, 99], "flat", -1.2],
    ["rises although the last month dips", [10, 40, 70, 60], "rising", 120],
  ])("says that it %s", (_, totals, direction, change) => {
    expect(trendOf(totals)).toMatchObject({ direction, change_percent: change });
  });
  it("turns round when time does, and does not care about scale", () => {
    const opposite: Record<string, string> = { rising: "falling", falling: "rising", flat: "flat" };
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 2, maxLength: 9 }),
        fc.integer({ min: 2, max: 9 }),
        (totals, factor) => {
          const { direction } = trendOf(totals);
          expect(trendOf([...totals].reverse()).direction).toBe(opposite[direction]);
          expect(trendOf(totals.map((total) => total * factor)).direction).toBe(direction);
        },
      ),
    );
  });
  it("never says rising with a negative change, nor falling with a positive one", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 2, maxLength: 8 }), (totals) => {
        const { direction, change_percent } = trendOf(totals);
        expect(Math.sign(change_percent) === { rising: 1, falling: -1 }[direction] || direction === "flat").toBe(true);
      }),
    );
  });
  it("totals each period, in order, and loses nothing", () => {
    const { value } = succeed<Trend>("pandas_detect_trend", { frame: "df_1", measure: "units", period: "month" });
    expect(value.periods).toEqual([
      { period: "2026-08", total: 10 },
      { period: "2026-09", total: 50 },
      { period: "2026-10", total: 40 },
    ]);
    const quarters = succeed<Trend>("pandas_detect_trend", {
      frame: "df_1",
      measure: "units",
      period: "quarter",
    }).value;
    expect(quarters.periods).toEqual([
      { period: "2026-Q3", total: 60 },
      { period: "2026-Q4", total: 40 },
    ]);
  });
  it("names a week by its Monday", () => {
    const { value } = succeed<Trend>(
      "pandas_detect_trend",
      { frame: "df_1", measure: "units", period: "week" },
      worldOf([1, 2, 4], (index) => ["2026-11-15", "2026-11-16", "2026-11-22"][index]!),
    );
    expect(value.periods).toEqual([
      { period: "2026-11-09", total: 1 },
      { period: "2026-11-16", total: 6 },
    ]);
  });
});

describe("pandas_find_outliers", () => {
  const find = (units: readonly number[], threshold: number) =>
    succeed<Outliers>("pandas_find_outliers", { frame: "df_1", measure: "units", threshold }, worldOf(units)).value;
  it("finds the one that stands out and nothing in a constant column", () => {
    expect(find([5, 6, 5, 4, 5, 6, 90], 2).outliers.map(({ value }) => value)).toEqual([90]);
    expect(find([7, 7, 7, 7], 1).outliers).toEqual([]);
  });
  it("finds fewer the higher the threshold, each farther out than it", () => {
    fc.assert(
      fc.property(unitsList, (units) => {
        const near = find(units, 1).outliers;
        const far = find(units, 2).outliers;
        expect(near.map(({ row }) => row)).toEqual(expect.arrayContaining(far.map(({ row }) => row)));
        for (const { deviations } of far) expect(deviations).toBeGreaterThanOrEqual(2);
      }),
    );
  });
  it("never calls more than a quarter of the rows farther out than two deviations (Chebyshev)", () => {
    fc.assert(
      fc.property(unitsList, (units) => {
        expect(find(units, 2).outliers.length).toBeLessThanOrEqual(units.length / 4);
      }),
    );
  });
});

describe("errors of data frames", () => {
  it.each([
    [
      "an unknown frame",
      "pandas_describe_column",
      { frame: "df_9", column: "units" },
      "not_found: there is no data frame df_9",
    ],
    [
      "an unknown column",
      "pandas_describe_column",
      { frame: "df_1", column: "price" },
      "invalid_argument: frame df_1 has no column price; it has day, store",
    ],
    [
      "the mean of a text",
      "pandas_describe_column",
      { frame: "df_1", column: "store" },
      "invalid_argument: column store holds no numbers",
    ],
    [
      "loading a restricted table",
      "pandas_load_table",
      { table: "sales_secret" },
      "permission: table sales_secret is restricted",
    ],
    [
      "a day where there is none",
      "pandas_load_table",
      { table: "stores_tiny", since: "2026-01-01" },
      "invalid_argument: table stores_tiny has no day column",
    ],
    [
      "a filter that nothing meets",
      "pandas_filter_frame",
      { frame: "df_1", conditions: [{ column: "units", operator: "above", value: "999" }] },
      "conflict: no row of df_1",
    ],
    [
      "a trend of an unknown frame",
      "pandas_detect_trend",
      { frame: "df_2", measure: "units", period: "quarter" },
      "not_found",
    ],
    [
      "a period that does not exist",
      "pandas_detect_trend",
      { frame: "df_1", measure: "units", period: "decade" },
      "invalid_argument",
    ],
    [
      "a threshold beyond the range",
      "pandas_find_outliers",
      { frame: "df_1", measure: "units", threshold: 9 },
      "invalid_argument",
    ],
  ])("refuses %s", (_, tool, args, message) => {
    expect(failure(tool, args)).toContain(message);
  });
  it("refuses a trend over a single month", () => {
    expect(failure("pandas_detect_trend", { frame: "df_1", measure: "units" }, worldOf([1, 2]))).toBe(
      "conflict: frame df_1 covers only one month; a trend needs two",
    );
  });
});
