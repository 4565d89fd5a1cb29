/** From the data to the finished picture. */
import { all, call, count, partial, type Scenario } from "../../contract";
import type { AnalystWorld } from "../world";
import type { ListedChart } from "./chart-files";
import { factTables, listed, partsOf, resultOf, stopped, told } from "./shared";
import { why } from "./why";

const chartFromTable: Scenario<AnalystWorld> = {
  family: "chart_from_table_to_file",
  skill: "visualization",
  shape: "chain",
  draw(world, random) {
    const table = random.pick(factTables(world));
    const { day, place, thing, measures } = partsOf(table);
    const kind = random.pick(["bar", "line", "pie"]);
    const x = kind === "line" ? day : random.pick([place, thing]);
    const y = random.pick(measures);
    const format = random.pick(["png", "svg", "pdf"]);
    return {
      slots: {
        table: { value: table.table },
        kind: { value: kind, text: [`${kind} chart`, kind === "pie" ? "pie" : `${kind} graph`] },
        x: { value: x },
        y: { value: y },
        format: { value: format, text: [format.toUpperCase(), `${format.toUpperCase()} file`] },
      },
      *solve() {
        const load = yield* call("pandas_load_table", { table: table.table });
        if (!load.ok) return stopped(load);
        const { frame } = resultOf<{ frame: string }>(load);
        const made = yield* call(
          "matplotlib_create_chart",
          { frame, kind, x, y },
          {
            reasons: why({
              want: ["the chart itself", "a chart of {frame}"],
              fact: ["{table} is in {frame}", "{frame} is loaded"],
            }),
            values: { table: table.table, frame },
          },
        );
        if (!made.ok) return stopped(made);
        const { chart_id: chart } = resultOf<{ chart_id: string }>(made);
        const out = yield* call(
          "matplotlib_export_chart",
          { chart_id: chart, format },
          {
            reasons: why({ want: ["the file", "the export of {chart}"], fact: ["{chart} exists", "{chart} is drawn"] }),
            values: { chart },
          },
        );
        if (!out.ok) return stopped(out);
        const { file } = resultOf<{ file: string }>(out);
        return told(
          [
            "The file is {file}[, drawn as {chart} from {frame}|].",
            "{file} is ready; it holds {chart}, drawn from {frame}.",
            "Loaded, drawn, exported: {file}.",
            "[Ready|Finished]. You get {file}; the chart itself is {chart}.",
            "I drew {chart} from {frame} and wrote it to {file}.",
            "You can pick up {file}[ now|]; it was drawn from {frame}.",
            "{chart} has been exported; it's in {file}.",
            "Here is the file: {file}[, with {chart} in it|].",
          ],
          { file, chart, frame },
          { required: ["file"] },
        );
      },
    };
  },
  frames: [
    "I owe a colleague a {format}. It should be a {kind} with total {y} for every {x}; load {table}, it has what you need.",
    "{table}: load, {kind} (total {y} by {x}), {format}.",
    "From {table} I need a {kind} of total {y} by {x}, as a {format}.",
    "A {format} wanted: {kind}, total {y} by {x}, data in {table}. Nothing is loaded yet.",
    "Our intern has to present {table} and has no picture. A {kind} of total {y} by {x}, delivered as a {format}, would save the day.",
    "Could you go all the way from {table} to a {format} that shows total {y} per {x} in a {kind}?",
  ],
};

const meanLine: Scenario<AnalystWorld> = {
  family: "chart_with_mean_line",
  skill: "visualization",
  shape: "chain",
  draw(world, random) {
    const frame = random.pick(world.frames);
    const { place, thing, measures } = partsOf(frame);
    const x = random.pick([place, thing]);
    const y = random.pick(measures);
    const label = random.pick(world.ideas.meanLabels);
    const format = random.pick(["svg", "pdf"]);
    return {
      slots: {
        frame: { value: frame.frame },
        x: { value: x },
        y: { value: y },
        kind: { value: "bar", text: ["bar chart", "bar graph"] },
        mean: { value: "mean", text: ["mean", "average"], derivation: "synonym" },
        label: { value: label, text: [`"${label}"`] },
        format: { value: format, text: [format.toUpperCase(), `${format.toUpperCase()} file`] },
      },
      *solve() {
        const described = yield* call(
          "pandas_describe_column",
          { frame: frame.frame, column: y },
          {
            reasons: why({
              want: ["the mean of {y}", "a description of {y}"],
              fact: ["the line is to run at the mean", "the height of the line is not known yet"],
            }),
            values: { y },
          },
        );
        if (!described.ok) return stopped(described);
        const { mean } = resultOf<{ mean: number }>(described);
        const made = yield* call(
          "matplotlib_create_chart",
          { frame: frame.frame, kind: "bar", x, y, aggregate: "mean" },
          {
            reasons: why({
              want: ["the chart itself", "the bar chart"],
              fact: ["the mean is {mean}", "I have {mean} for the line"],
            }),
            values: { mean },
          },
        );
        if (!made.ok) return stopped(made);
        const { chart_id: chart } = resultOf<{ chart_id: string }>(made);
        const line = yield* call("matplotlib_add_reference_line", { chart_id: chart, value: mean, label });
        if (!line.ok) return stopped(line);
        const out = yield* call(
          "matplotlib_export_chart",
          { chart_id: chart, format },
          {
            reasons: why({
              want: ["the file", "the export"],
              fact: ["{chart} has its line at {mean}", "the line is drawn in {chart}"],
            }),
            values: { chart, mean },
          },
        );
        if (!out.ok) return stopped(out);
        const { file } = resultOf<{ file: string }>(out);
        return told(
          [
            "{file} shows the mean of {y} per {x} with a line at {mean}, the overall mean.",
            '{chart} has "{label}" at {mean}, the overall mean; the file is {file}.',
            '[Everything is|It\'s all] in {file}. The overall mean is {mean}, marked as "{label}".',
            '"{label}" is at {mean}, the overall mean; chart {chart}, file {file}.',
            "I marked the mean, {mean}, in {chart} and exported it as {file}.",
            'The mean of {y} is {mean}; it is marked as "{label}" in {file}.',
            "{file} is there, and its line runs at {mean}, the mean of {y}.",
          ],
          { file, y, x, mean, chart, label },
          { required: ["file", "mean"] },
        );
      },
    };
  },
  frames: [
    "Work out the {mean} of {y} in {frame} first. Then a {kind}, {mean} {y} per {x}, with that value as line {label}, as a {format}.",
    "To judge every {x}, I'd compare its {mean} {y} with the overall {mean}: a {kind} from {frame}, line {label}, as a {format}.",
    "Make a {kind} of {mean} {y} per {x} from {frame}, draw a line at the overall {mean} labelled {label}, and export it as a {format}.",
    "I need a picture of how each {x} compares with the usual. {frame}, {kind}, {mean} {y}; the column's own {mean} as a line called {label}; {format}.",
    "A {format} please: a {kind} of {mean} {y} per {x} out of {frame}, plus a line {label} where the {mean} of {y} lies.",
    "Take {frame}. What's the {mean} of {y}? Put it as {label} into a {kind} ({mean} {y}, one mark per {x}) and save that as a {format}.",
  ],
};

const restyleAll: Scenario<AnalystWorld> = {
  family: "restyle_charts_of_frame",
  skill: "visualization",
  shape: "chain",
  draw(world, random) {
    const frame = random.pick(world.frames);
    const palette = random.pick(["colorblind", "grayscale", "corporate"]);
    return {
      slots: {
        frame: { value: frame.frame },
        palette: { value: palette, text: [`${palette} palette`] },
      },
      *solve() {
        const found = yield* call(
          "matplotlib_list_charts",
          { frame: frame.frame },
          {
            reasons: why({
              want: ["a list of the charts", "the CH numbers"],
              fact: ["there may be several charts of {frame}", "I don't know what was drawn from {frame}"],
            }),
            values: { frame: frame.frame },
          },
        );
        if (!found.ok) return stopped(found);
        const { charts } = resultOf<{ charts: ListedChart[] }>(found);
        const first = charts[0];
        if (first === undefined)
          return partial(["{frame} has no charts.", "There is nothing drawn from {frame}."], { frame: frame.frame });
        const styled = yield* all(
          charts.map(({ chart_id }) => ["matplotlib_style_chart", { chart_id, palette }] as const),
          {
            reasons: why({
              want: ["one change for each", "the new look for all {n}"],
              fact: ["{n} charts come from {frame}", "the list has {n} charts"],
            }),
            values: { n: count(charts as never), frame: frame.frame },
          },
        );
        const bad = styled.find((each) => !each.ok);
        if (bad !== undefined) return stopped(bad);
        return told(
          [
            "All {n} charts of {frame} have the {palette} palette now: {all}.",
            "The {n} charts of {frame} all carry the {palette} palette[: {all}|].",
            "[Recoloured|Changed to the {palette} palette]: {all}. That makes {n}.",
            "All {n} charts of {frame} share the {palette} palette now.",
            "I changed {all} to the {palette} palette; these are all {n} charts of {frame}.",
            "You have {n} charts of {frame}, and each uses the {palette} palette now.",
            "Whatever was drawn from {frame}, {n} charts in all, has the {palette} palette now.",
          ],
          { n: count(charts as never), frame: frame.frame, palette, all: listed(charts.map((each) => each.chart_id)) },
          { required: ["n"] },
        );
      },
    };
  },
  frames: [
    "I want the {palette} for whatever was drawn from {frame}, [every single one|no exception].",
    "Set every chart that comes from {frame} to the {palette}.",
    "Give all charts of {frame} the same colours; the {palette} is what we agreed on.",
    "{frame}: all charts -> {palette}",
    "Our style guide asks for the {palette}. Could you go through the charts of {frame} and change each?",
    "The charts of {frame} should all look alike. Change them to the {palette}.",
  ],
};

export const pictureScenarios: readonly Scenario<AnalystWorld>[] = [chartFromTable, meanLine, restyleAll];
