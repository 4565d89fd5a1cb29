/** Tables joined to districts, and what is counted instead of summed. */
import { all, call, type Scenario } from "../../contract";
import { grouped } from "../tools/rows";
import type { AnalystWorld, Table } from "../world";
import {
  aggregateSlot,
  type Groups,
  kindOf,
  listed,
  partsOf,
  resultOf,
  SUM_OR_MEAN,
  standing,
  stopped,
  told,
} from "./shared";
import { why } from "./why";

/** The fact table and the table that knows the districts of its places. */
function districtPair(world: AnalystWorld): { readonly left: Table; readonly right: Table; readonly key: string } {
  const right = world.tables.find((table) => table.columns[1]!.name === "district")!;
  return { left: world.tables[0]!, right, key: right.columns[0]!.name };
}

const districtPlaces: Scenario<AnalystWorld> = {
  family: "places_of_top_district",
  skill: "report_generation",
  shape: "chain",
  draw(world, random) {
    const { left, right, key } = districtPair(world);
    const measure = random.pick(partsOf(left).measures);
    const aggregate = aggregateSlot(random, SUM_OR_MEAN);
    const districtOf = new Map(right.rows.map((row) => [row[key], row.district]));
    const districts = grouped(left.rows, (row) => districtOf.get(row[key]), measure, aggregate.value);
    if (!standing(districts).first) return undefined;
    return {
      slots: {
        left: { value: left.table },
        right: { value: right.table },
        key: { value: key },
        measure: { value: measure },
        district: { value: "district" },
        aggregate,
      },
      *solve() {
        const joined = yield* call(
          "sql_join_tables",
          {
            left_table: left.table,
            right_table: right.table,
            key,
            measure,
            group_by: "district",
            aggregate: aggregate.value,
          },
          {
            reasons: why({
              want: ["the ranking of districts", "a join on {key}"],
              fact: ["{right} has the districts", "the two tables share {key}"],
            }),
            values: { key, right: right.table },
          },
        );
        if (!joined.ok) return stopped(joined);
        const top = resultOf<Groups>(joined).groups[0]!;
        const seen = yield* call(
          "sql_run_query",
          { table: right.table, columns: [key], conditions: [{ column: "district", value: top.group }] },
          {
            reasons: why({
              want: ["the {key} list of {top}", "the rows of {top}"],
              fact: ["{top} is first", "{top} is highest with {value}"],
            }),
            values: { top: top.group, value: top.value, key },
          },
        );
        if (!seen.ok) return stopped(seen);
        const { rows } = resultOf<{ rows: Record<string, string | number>[] }>(seen);
        const lie = rows.length === 1 ? "[belongs to it|lies in it]" : "[belong to it|lie in it]";
        return told(
          [
            `{top} comes first with a {kind} of {value} in {measure}; {places} ${lie}.`,
            "By the {kind} of {measure} it's {top} ({value}), made up of {places}.",
            "[On top|Highest] by the {kind} of {measure}: {top} at {value}. In it: {places}.",
            "The district on top, with a {kind} of {value} in {measure}, is {top}; it holds {places}.",
            "By the {kind} of {measure}, {top} is highest ({value}). Its {key} list: {places}.",
          ],
          {
            top: top.group,
            value: top.value,
            measure,
            kind: kindOf(aggregate.value),
            key,
            places: listed(rows.map((row) => row[key]!)),
          },
          { required: ["top", "places"] },
        );
      },
    };
  },
  frames: [
    "Which {district} has the highest {aggregate} of {measure}? Name every {key} in it, too. Join {left} to {right} on {key}.",
    "Find the {district} that ranks first by the {aggregate} of {measure} ({left}, {right}, linked through {key}); then list each {key} that belongs to it.",
    "Our area managers ask for this. Using {left} and {right} with {key} in common, which {district} comes highest on the {aggregate} of {measure}? I also need every {key} in it.",
    "{left} x {right} over {key}: top {district} by {aggregate} of {measure}, then its {key} list.",
  ],
};

const countAndOther: Scenario<AnalystWorld> = {
  family: "district_count_and_figure",
  skill: "report_generation",
  shape: "parallel",
  draw(world, random) {
    const { left, right, key } = districtPair(world);
    const measure = random.pick(partsOf(left).measures);
    const aggregate = aggregateSlot(random, SUM_OR_MEAN);
    return {
      slots: {
        left: { value: left.table },
        right: { value: right.table },
        key: { value: key },
        measure: { value: measure },
        district: { value: "district" },
        aggregate,
        counting: { value: "count", text: ["count", "number of entries"], derivation: "synonym" },
      },
      *solve() {
        const shared = { left_table: left.table, right_table: right.table, key, measure, group_by: "district" };
        const [counted, figured] = yield* all(
          [
            ["sql_join_tables", { ...shared, aggregate: "count" }],
            ["sql_join_tables", { ...shared, aggregate: aggregate.value }],
          ],
          {
            reasons: why({
              want: ["two joins at once", "both joins together"],
              fact: ["each figure takes one call", "neither figure waits for the other"],
            }),
          },
        );
        if (!counted!.ok) return stopped(counted!);
        if (!figured!.ok) return stopped(figured!);
        const entries = resultOf<Groups>(counted!).groups;
        const figures = resultOf<Groups>(figured!).groups;
        return told(
          [
            "Number of entries: {counts}. {word} of {measure}: {values}.",
            "By number of entries it is {counts}; by {small} of {measure}, {values}.",
            "Entries per district: {counts}. The {small} of {measure} for each: {values}.",
          ],
          {
            counts: listed(entries.map(({ group: name, value }) => `${name} ${value}`)),
            values: listed(figures.map(({ group: name, value }) => `${name} ${value}`)),
            measure,
            small: aggregate.value === "sum" ? "total" : "mean",
            word: aggregate.value === "sum" ? "Total" : "Mean",
          },
          { required: ["counts", "values"] },
        );
      },
    };
  },
  frames: [
    "Per {district}, I need the {counting} and the {aggregate} of {measure}: {left} joined with {right} on {key}.",
    "Join {left} and {right} ({key}). Two columns for each {district} please, {counting} plus {aggregate} of {measure}.",
    "How big is each {district}? Give the {counting} and also the {aggregate} of {measure}; sources are {left} and {right}, common column {key}.",
    "{district} overview from {left} + {right} via {key}: {counting}; {aggregate} of {measure}.",
  ],
};

const countChart: Scenario<AnalystWorld> = {
  family: "chart_of_counts",
  skill: "visualization",
  shape: "complex",
  draw(world, random) {
    const frame = random.pick(world.frames);
    const { place, thing, measures } = partsOf(frame);
    const x = random.pick([place, thing]);
    const y = random.pick(measures);
    const kind = random.pick(["bar", "pie"]);
    return {
      slots: {
        frame: { value: frame.frame },
        x: { value: x },
        y: { value: y },
        kind: { value: kind, text: [`${kind} chart`, kind === "pie" ? "pie" : `${kind} plot`] },
        counting: { value: "count", text: ["count", "number of values"], derivation: "synonym" },
      },
      *solve() {
        const made = yield* call("matplotlib_create_chart", { frame: frame.frame, kind, x, y, aggregate: "count" });
        if (!made.ok) return stopped(made);
        const chart = resultOf<{ chart_id: string; points: number }>(made);
        return told(
          [
            "{chart} shows the counts, {points} marks, one per {x}.",
            "Counted and drawn: {chart}[, {points} marks|].",
            "You'll find the counts in {chart}, with {points} marks.",
            "The counts per {x} are in {chart}.",
          ],
          { chart: chart.chart_id, points: chart.points, x },
          { required: ["chart"] },
        );
      },
    };
  },
  frames: [
    "Draw a {kind} from {frame}: the {counting} of {y} for each {x}.",
    "How often does each {x} occur? Make a {kind} with the {counting} of {y}; frame {frame}.",
    "A {kind} from {frame}, {counting} of {y} by {x}.",
    "I don't need sums this time. Plot the {counting} of {y} per {x} in {frame} as a {kind}.",
  ],
};

export const districtScenarios: readonly Scenario<AnalystWorld>[] = [districtPlaces, countAndOther, countChart];
