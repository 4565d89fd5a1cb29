import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { failure, succeed, tinyWorld } from "./tiny-world";

interface Made {
  readonly chart_id: string;
  readonly title: string;
  readonly points: number;
}
interface Listed {
  readonly charts: readonly { readonly chart_id: string; readonly kind: string; readonly palette: string }[];
}
const list = (args: object, world = tinyWorld) =>
  succeed<Listed>("matplotlib_list_charts", args as never, world).value.charts;

describe("matplotlib_create_chart", () => {
  it.each([
    ["bar: one mark per value of x", { kind: "bar", x: "store", y: "units" }, 2],
    ["pie: one mark per value of x", { kind: "pie", x: "product", y: "units" }, 2],
    ["line: one mark per day", { kind: "line", x: "day", y: "units" }, 4],
    ["scatter: one mark per row", { kind: "scatter", x: "units", y: "revenue" }, 4],
    ["histogram: every row counts", { kind: "histogram", x: "units" }, 4],
  ])("%s", (_, args, points) => {
    expect(succeed<Made>("matplotlib_create_chart", { frame: "df_1", ...args }).value.points).toBe(points);
  });
  it("adds one chart that is listed afterwards, under a name of its own", () => {
    const args = { frame: "df_1", kind: "bar", x: "store", y: "units", title: "Best" };
    const first = succeed<Made>("matplotlib_create_chart", args);
    const second = succeed<Made>("matplotlib_create_chart", args, first.world);
    expect(list({}, second.world).map(({ chart_id }) => chart_id)).toEqual([
      "CH-1",
      first.value.chart_id,
      second.value.chart_id,
    ]);
    expect(new Set([first.value.chart_id, second.value.chart_id]).size).toBe(2);
  });
  it("makes a title when none is given and keeps the given one", () => {
    const args = { frame: "df_1", kind: "bar", x: "store", y: "units" };
    expect(succeed<Made>("matplotlib_create_chart", args).value.title).toBe("units by store");
    expect(succeed<Made>("matplotlib_create_chart", { ...args, title: "Best" }).value.title).toBe("Best");
  });
});

describe("matplotlib_style_chart", () => {
  const styles = fc.record(
    {
      palette: fc.constantFrom("default", "colorblind", "grayscale", "corporate"),
      legend: fc.constantFrom("right", "bottom", "none"),
      font_size: fc.integer({ min: 8, max: 24 }),
      grid: fc.boolean(),
    },
    { requiredKeys: ["grid"] },
  );
  it("changes what is given and nothing else", () => {
    fc.assert(
      fc.property(styles, (style) => {
        const { world } = succeed("matplotlib_style_chart", { chart_id: "CH-1", ...style });
        expect(world.charts[0]).toEqual({ ...tinyWorld.charts[0], ...style });
      }),
    );
  });
  it("does the same when repeated, and the last call wins", () => {
    fc.assert(
      fc.property(styles, styles, (first, second) => {
        const once = succeed("matplotlib_style_chart", { chart_id: "CH-1", ...first }).world;
        const twice = succeed("matplotlib_style_chart", { chart_id: "CH-1", ...first }, once).world;
        expect(twice).toEqual(once);
        const after = succeed("matplotlib_style_chart", { chart_id: "CH-1", ...second }, once).world;
        expect(after.charts[0]).toEqual({ ...tinyWorld.charts[0], ...first, ...second });
      }),
    );
  });
});

describe("matplotlib_add_reference_line", () => {
  it("adds lines in order and keeps the earlier ones", () => {
    const first = succeed("matplotlib_add_reference_line", { chart_id: "CH-1", value: 5, label: "floor" });
    const second = succeed<{ lines: unknown }>(
      "matplotlib_add_reference_line",
      { chart_id: "CH-1", value: 9, label: "goal" },
      first.world,
    );
    expect(second.value.lines).toEqual([
      { value: 5, label: "floor" },
      { value: 9, label: "goal" },
    ]);
    expect(
      failure("matplotlib_add_reference_line", { chart_id: "CH-1", value: 1, label: "goal" }, second.world),
    ).toContain("conflict");
  });
});

describe("matplotlib_export_chart", () => {
  it("has as many pixels as inches times dots per inch", () => {
    fc.assert(
      fc.property(fc.integer({ min: 72, max: 600 }), fc.integer({ min: 5, max: 60 }), (dpi, width) => {
        const { value } = succeed<{ width_px: number }>("matplotlib_export_chart", {
          chart_id: "CH-1",
          dpi,
          width_cm: width,
        });
        expect(Math.abs(value.width_px - (width * dpi) / 2.54)).toBeLessThanOrEqual(0.5);
      }),
    );
  });
  it("names the file after chart and format, keeps it once, and takes png when nothing is said", () => {
    const first = succeed<{ file: string }>("matplotlib_export_chart", { chart_id: "CH-1" });
    const again = succeed<{ file: string }>("matplotlib_export_chart", { chart_id: "CH-1" }, first.world);
    const other = succeed<{ file: string }>(
      "matplotlib_export_chart",
      { chart_id: "CH-1", format: "pdf" },
      again.world,
    );
    expect([first.value.file, other.value.file]).toEqual(["ch-1.png", "ch-1.pdf"]);
    expect(other.world.exports).toEqual(["ch-1.png", "ch-1.pdf"]);
  });
});

describe("matplotlib_list_charts", () => {
  it("filters by kind and frame, and every chart is in the list of its kind", () => {
    const { world } = succeed("matplotlib_create_chart", { frame: "df_1", kind: "pie", x: "store", y: "units" });
    expect(list({ kind: "pie" }, world)).toHaveLength(1);
    expect(list({ kind: "bar" }, world)).toHaveLength(1);
    expect(list({ frame: "df_1" }, world)).toEqual(list({}, world));
  });
});

describe("errors of charts", () => {
  it.each([
    [
      "an unknown frame",
      "matplotlib_create_chart",
      { frame: "df_9", kind: "bar", x: "store", y: "units" },
      "not_found: there is no data frame df_9",
    ],
    [
      "a chart without y",
      "matplotlib_create_chart",
      { frame: "df_1", kind: "bar", x: "store" },
      "invalid_argument: a bar chart needs a y column",
    ],
    [
      "text on y",
      "matplotlib_create_chart",
      { frame: "df_1", kind: "bar", x: "store", y: "product" },
      "invalid_argument: column product holds no numbers",
    ],
    [
      "a line over text",
      "matplotlib_create_chart",
      { frame: "df_1", kind: "line", x: "store", y: "units" },
      "invalid_argument: a line chart needs dates or numbers",
    ],
    [
      "a scatter over text",
      "matplotlib_create_chart",
      { frame: "df_1", kind: "scatter", x: "store", y: "units" },
      "invalid_argument: a scatter chart needs numbers on x",
    ],
    [
      "a kind that does not exist",
      "matplotlib_create_chart",
      { frame: "df_1", kind: "radar", x: "store", y: "units" },
      "invalid_argument",
    ],
    [
      "a style without any change",
      "matplotlib_style_chart",
      { chart_id: "CH-1" },
      "invalid_argument: nothing to change",
    ],
    [
      "an unknown chart",
      "matplotlib_style_chart",
      { chart_id: "CH-9", grid: true },
      "not_found: there is no chart CH-9",
    ],
    ["an export of an unknown chart", "matplotlib_export_chart", { chart_id: "CH-9" }, "not_found"],
    ["a resolution beyond the range", "matplotlib_export_chart", { chart_id: "CH-1", dpi: 1200 }, "invalid_argument"],
    ["charts of an unknown frame", "matplotlib_list_charts", { frame: "df_9" }, "not_found"],
  ])("refuses %s", (_, tool, args, message) => {
    expect(failure(tool, args)).toContain(message);
  });
  it("refuses a line in a pie", () => {
    const { world, value } = succeed<Made>("matplotlib_create_chart", {
      frame: "df_1",
      kind: "pie",
      x: "store",
      y: "units",
    });
    expect(
      failure("matplotlib_add_reference_line", { chart_id: value.chart_id, value: 1, label: "a" }, world),
    ).toContain("pie chart");
  });
});
