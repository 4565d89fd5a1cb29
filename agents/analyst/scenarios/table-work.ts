/** More than one table, or something that stays: join, compare, load, keep as a view. */
import { all, call, difference, type Scenario } from "../../contract";
import { UNITS } from "../vocabulary";
import type { AnalystWorld } from "../world";
import {
  aggregateSlot,
  factTables,
  type Groups,
  kindOf,
  limitWithin,
  listed,
  operatorSlot,
  partsOf,
  RANKED_BY,
  resultOf,
  SUM_OR_MEAN,
  stopped,
  told,
} from "./shared";
import { why } from "./why";

const joinTotals: Scenario<AnalystWorld> = {
  family: "join_to_district",
  skill: "report_generation",
  shape: "complex",
  draw(world, random) {
    const right = world.tables.find((table) => table.columns[1]!.name === "district")!;
    const left = world.tables[0]!;
    const key = right.columns[0]!.name;
    if (left.columns[1]!.name !== key || left.restricted) return undefined;
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
      },
      *solve() {
        const seen = yield* call(
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
              want: ["a join on {key}", "the figures per district"],
              fact: ["{right} has the district", "{left} and {right} share {key}"],
            }),
            values: { right: right.table, left: left.table, measure, key },
          },
        );
        if (!seen.ok) return stopped(seen);
        const result = resultOf<Groups & { joined_rows: number }>(seen);
        const first = result.groups[0]!;
        const second = result.groups[1];
        if (second === undefined)
          return told(
            [
              "Every {key} lies in {only}, which comes to {value} in {measure}.",
              "There is one district only, {only}: {value} in {measure}.",
            ],
            { key, only: first.group, value: first.value, measure },
          );
        return told(
          [
            "The {kind} of {measure}: {all}[ ({rows} joined rows)|].",
            "For the {kind} of {measure}, [per district|district by district]: {all}.",
            "{rows} rows joined. The {kind} of {measure} by district: {all}.",
            "On the {kind} of {measure} the districts compare like this: {all}.",
          ],
          {
            all: listed(result.groups.map(({ group: name, value }) => `${name} ${value}`)),
            rows: result.joined_rows,
            measure,
            kind: kindOf(aggregate.value),
          },
          { required: ["all"] },
        );
      },
    };
  },
  frames: [
    "Join {left} with {right} on {key} and give me the {aggregate} of {measure} per {district}.",
    "{left} only knows the {key}; the {district} is in {right}. What's the {aggregate} of {measure} for each one?",
    "I'd like [to compare|a comparison of] every {district} by the {aggregate} of {measure}. You'll need {left} plus {right}, shared column {key}.",
    "How do the areas compare? The {aggregate} of {measure} by {district}, {left} matched to {right} through {key}.",
  ],
};

const keepView: Scenario<AnalystWorld> = {
  family: "save_view_for_member",
  skill: "report_generation",
  shape: "complex",
  draw(world, random) {
    const table = random.pick(factTables(world));
    const { place, thing, measures } = partsOf(table);
    const dimension = random.pick([place, thing]);
    const member = String(random.pick(table.rows)[dimension]);
    const excluded = random.chance(0.4);
    const measure = random.pick(measures);
    const operator = operatorSlot(random);
    const limit = limitWithin(table.rows, measure, random);
    const view = `v_${table.table.split("_")[1]}_${random.pick(["focus", "slice", "watch", "review", "check", "special"])}_${random.int(10, 99)}`;
    return {
      slots: {
        view: { value: view },
        table: { value: table.table },
        dimension: { value: dimension },
        member: { value: member },
        measure: { value: measure },
        operator,
        limit: { value: limit },
        relation: excluded
          ? { value: "not_equals", text: ["other than", "anything but"], derivation: "synonym" }
          : { value: "equals", text: ["equal to", "exactly"], derivation: "synonym" },
      },
      *solve() {
        const seen = yield* call("sql_save_view", {
          view,
          table: table.table,
          conditions: [
            { column: dimension, operator: excluded ? "not_equals" : "equals", value: member },
            { column: measure, operator: operator.value, value: limit },
          ],
        });
        if (!seen.ok) return stopped(seen);
        const saved = resultOf<{ rows: number }>(seen);
        return told(
          [
            "{view} is saved as a view of {table} and shows {rows} rows.",
            "[Saved.|All set.] {view} currently returns {rows} rows.",
            "The view {view} exists now[; it covers|, covering] {rows} rows of {table}.",
            "You can query {view} from now on - {rows} rows at the moment.",
          ],
          { view, table: table.table, rows: saved.rows },
          { required: ["view", "rows"] },
        );
      },
    };
  },
  frames: [
    "Save a view {view} over {table}: {dimension} {relation} {member}, {measure} {operator} {limit}.",
    "We keep typing the same filter. Could {view} be a view of {table} with {dimension} {relation} {member} and {measure} {operator} {limit}?",
    "I want {table} cut down to {dimension} {relation} {member} with {measure} {operator} {limit}, stored as {view}.",
    "New view, call it {view}. Base {table}. Filters: {dimension} {relation} {member}; {measure} {operator} {limit}.",
  ],
};

const compareTables: Scenario<AnalystWorld> = {
  family: "compare_two_units",
  skill: "data_analysis",
  shape: "parallel",
  draw(world, random) {
    const [left, right] = random.shuffle([world.tables[0]!, world.tables[3]!]);
    if (left === undefined || right === undefined) return undefined;
    const measure = random.pick(partsOf(left).measures);
    const aggregate = aggregateSlot(random, RANKED_BY);
    return {
      slots: {
        left: { value: left.table },
        right: { value: right.table },
        measure: { value: measure },
        aggregate,
      },
      *solve() {
        const seen = yield* all(
          [left, right].map(
            (table) => ["sql_aggregate_table", { table: table.table, measure, aggregate: aggregate.value }] as const,
          ),
          {
            reasons: why({
              want: ["the pair of figures", "both figures at once"],
              fact: ["neither figure waits for the other", "the two tables are independent"],
            }),
          },
        );
        const [first, second] = seen;
        if (first === undefined || !first.ok) return stopped(first!);
        if (second === undefined || !second.ok) return stopped(second!);
        const a = resultOf<Groups>(first).groups[0]!.value;
        const b = resultOf<Groups>(second).groups[0]!.value;
        const values = { left: left.table, right: right.table, a, b, measure, kind: kindOf(aggregate.value) };
        if (a === b)
          return told(
            [
              "In {measure} they are level: {a} in {left} and in {right}.",
              "No difference in {measure}: {left} and {right} both have {a}.",
            ],
            values,
            {
              required: ["a"],
            },
          );
        return told(
          [
            "The {kind} of {measure} is {a} in {left} and {b} in {right}; {ahead} is higher by {gap}.",
            "For the {kind} of {measure} it is {a} in {left} against {b} in {right}, so {ahead} has the higher figure.",
            "The {kind} of {measure}: {left} {a}, {right} {b}. {ahead} is the higher one[, by {gap}|].",
            "On the {kind} of {measure} the two stand at {a} ({left}) and {b} ({right}), which makes {ahead} the higher one.",
          ],
          { ...values, ahead: a > b ? left.table : right.table, gap: difference(Math.max(a, b), Math.min(a, b)) },
          { required: ["a", "b"] },
        );
      },
    };
  },
  frames: [
    "Compare {left} and {right}: the {aggregate} of {measure} in each[, please|].",
    "Which has the higher {aggregate} of {measure}, {left} or {right}?",
    "The two units argue about their numbers again. The {aggregate} of {measure} for {left}, and the same for {right}[ - which is higher|]?",
    "[I'm filling in|We are filling in] a sheet with two cells, the {aggregate} of {measure} in {left} and in {right}. What goes in?",
    "The {aggregate} of {measure}, side by side: {left}, {right}.",
  ],
};

const loadSince: Scenario<AnalystWorld> = {
  family: "load_since_date",
  skill: "data_analysis",
  shape: "complex",
  draw(world, random) {
    const table = random.pick(factTables(world));
    const { day, place, thing, measures } = partsOf(table);
    const column = random.pick([place, thing]);
    const measure = random.pick(measures);
    const since = String(table.rows[Math.floor(table.rows.length / 2)]!.day);
    return {
      slots: {
        table: { value: table.table },
        day: { value: day },
        column: { value: column },
        measure: { value: measure },
        since: { value: since },
        project: { value: random.pick(UNITS.filter((unit) => world.tables.some((each) => each.table.endsWith(unit)))) },
      },
      *solve() {
        const seen = yield* call("pandas_load_table", {
          table: table.table,
          columns: [day, column, measure],
          since,
        });
        if (!seen.ok) return stopped(seen);
        const loaded = resultOf<{ frame: string; rows: number }>(seen);
        return told(
          [
            "{frame} holds the {rows} rows since {since}.",
            "Loaded {rows} rows into {frame}.",
            "[Done.|There you are.] Work with {frame}; it covers {since} onwards and has {rows} rows.",
            "{rows} rows from {table} are now in {frame}[, limited to the columns you named|].",
          ],
          { frame: loaded.frame, rows: loaded.rows, since, table: table.table },
          { required: ["frame", "rows"] },
        );
      },
    };
  },
  frames: [
    "Load {day}, {column} and {measure} of {table} into a frame, nothing before {since}. [It's|This is] for project {project}.",
    "For the {project} notebook I need {table} as a data frame: rows from {since} on, columns {day}, {column}, {measure}.",
    "The {project} people want to play with {table} in a data frame - could you fetch {day}, {column}, {measure} since {since}?",
    "Data frame please: {table}, {since} onwards, keep {day} plus {column} plus {measure}, for [project {project}|our {project} project].",
  ],
};

export const tableScenarios: readonly Scenario<AnalystWorld>[] = [joinTotals, keepView, compareTables, loadSince];
