/** Rankings, and what lies behind the first place. */
import { all, call, partial, percent, type Scenario, sum } from "../../contract";
import { grouped } from "../tools/rows";
import type { AnalystWorld } from "../world";
import {
  aggregateSlot,
  cutsEqual,
  factTables,
  type Groups,
  kindOf,
  listed,
  partsOf,
  RANKED_BY,
  resultOf,
  standingOf,
  stopped,
  told,
} from "./shared";
import { why } from "./why";

const topGroupRows: Scenario<AnalystWorld> = {
  family: "drill_into_top_group",
  skill: "data_analysis",
  shape: "chain",
  draw(world, random) {
    const table = random.pick(factTables(world));
    const { place, thing, measures } = partsOf(table);
    const group = random.pick([place, thing]);
    const measure = random.pick(measures);
    const rows = random.int(2, 8);
    if (!standingOf(table, group, measure).first) return undefined;
    const first = grouped(table.rows, (row) => row[group], measure, "sum")[0]!.group;
    const behind = table.rows.filter((row) => row[group] === first);
    if (cutsEqual(behind, measure, rows, true)) return undefined;
    return {
      slots: {
        table: { value: table.table },
        group: { value: group },
        measure: { value: measure },
        rows: { value: rows, text: [`${rows} rows`, `${rows} records`] },
        total: { value: "sum", text: ["total", "summed"], derivation: "synonym" },
        order: {
          value: "descending",
          text: ["largest first", "biggest on top", "highest first"],
          derivation: "synonym",
        },
      },
      *solve() {
        const ranked = yield* call(
          "sql_aggregate_table",
          { table: table.table, measure, aggregate: "sum", group_by: group },
          {
            reasons: why({
              want: ["the ranking by {group}", "the totals by {group}"],
              fact: ["the rows depend on what comes first", "the {group} on top is not known yet"],
            }),
            values: { group },
          },
        );
        if (!ranked.ok) return stopped(ranked);
        const top = resultOf<Groups>(ranked).groups[0]!;
        const seen = yield* call(
          "sql_run_query",
          {
            table: table.table,
            conditions: [{ column: group, value: top.group }],
            order_by: { column: measure, direction: "descending" },
            limit: rows,
          },
          {
            reasons: why({
              want: ["the rows of {top}", "the entries behind {value}"],
              fact: ["{top} is on top with {value}", "{value} belongs to {top}"],
            }),
            values: { top: top.group, value: top.value },
          },
        );
        if (!seen.ok) return stopped(seen);
        const result = resultOf<{ rows: Record<string, string | number>[]; matched: number }>(seen);
        // Fewer rows than asked for are all there are, which nobody could tell from the list.
        const whole = result.rows.length === result.matched;
        const many = result.matched > 1;
        const wordings = [
          "{top} is on top with {value}. The {shown} largest of its {n} rows: {all}.",
          "The {group} on top is {top} ({value} in all). Largest first, {shown} of its {n} rows: {all}.",
          "On top in {measure}: {top}, {value}. Largest entries, {shown} of {n}: {all}.",
          "In {measure}, {top} has the most, {value}. The largest of its {n} entries are {all}.",
          "With {value}, {top} leads in {measure}. Here are {shown} of its {n} rows, largest first: {all}.",
          "The highest total is that of {top}, {value}; the largest of its {n} rows are {all}.",
          "In {measure} the leading {group} is {top} ({value}). The {shown} largest of {n} rows behind that figure: {all}.",
        ];
        const complete = [
          "{top} is on top with {value}. It has {n} rows in all: {all}.",
          "The {group} on top is {top} ({value} in all). Its {n} rows are {all}.",
          "On top in {measure}: {top}, {value}. There are {n} entries of it in all: {all}.",
          "In {measure}, {top} has the most, {value}. That is the sum of its {n} entries: {all}.",
          "With {value}, {top} leads in {measure}. There are {n} rows of it, all listed here: {all}.",
          "The highest total is that of {top}, {value}; it has just {n} rows, largest first {all}.",
          "In {measure} the leading {group} is {top} ({value}). Behind that figure are {n} rows: {all}.",
        ];
        const single = [
          "{top} is on top with {value}, from one row only: {all}.",
          "The {group} on top is {top} ({value}). It has a single row: {all}.",
          "In {measure}, {top} has the most, {value}, in its only entry: {all}.",
        ];
        return told(
          whole ? (many ? complete : single) : wordings,
          {
            top: top.group,
            value: top.value,
            group,
            measure,
            n: result.matched,
            shown: result.rows.length,
            all: listed(result.rows.map((row) => `${row[measure]} on ${row.day}`)),
          },
          { required: ["top", "all"] },
        );
      },
    };
  },
  frames: [
    "Let's see the rows of whichever {group} is on top in {total} {measure} ({table}), {order}, no more than {rows}.",
    "I'm curious which {group} of {table} is on top in {total} {measure}, and would like {rows} of it, {order}.",
    "Find the {group} with the highest {total} {measure} in {table}, then show me its rows, {order}, {rows} at most.",
    "Which {group} tops {table} in {total} {measure}? And then {rows} of it, {order}.",
    "For {table}: name the {group} with the highest {total} {measure} and list {rows} behind that figure ({order}).",
    "The regional lead wants evidence: which {group} of {table} has the highest {total} {measure}? List its rows too, {order}, {rows} at most.",
  ],
};

const shareOfTop: Scenario<AnalystWorld> = {
  family: "share_of_leader",
  skill: "data_analysis",
  shape: "chain",
  draw(world, random) {
    const table = random.pick(world.tables.filter((each) => each.columns[0]!.name === "day"));
    const { place, thing, measures } = partsOf(table);
    const group = random.pick([place, thing]);
    const measure = random.pick(measures);
    if (!standingOf(table, group, measure).first) return undefined;
    return {
      slots: {
        table: { value: table.table },
        group: { value: group },
        measure: { value: measure },
      },
      *solve() {
        const found = yield* call(
          "sql_find_tables",
          { search: table.table },
          {
            reasons: why({
              want: ["a look at {table}", "the structure of {table}"],
              fact: ["the columns are asked for first", "the columns come before the share"],
            }),
            values: { table: table.table },
          },
        );
        if (!found.ok) return stopped(found);
        const hit = resultOf<{ tables: { table: string; columns: string[] }[] }>(found).tables[0];
        const columns = listed(hit?.columns ?? []);
        const ranked = yield* call("sql_aggregate_table", { table: table.table, measure, group_by: group });
        if (!ranked.ok) return stopped(ranked);
        const { groups } = resultOf<Groups>(ranked);
        const top = groups[0]!;
        const whole = sum(groups.map(({ value }) => value));
        return told(
          [
            "{table} has the columns {columns}. {top} accounts for {share} percent of {measure}.",
            "The columns are {columns}. {top} accounts for {share} percent of {measure}: {value} out of {whole}.",
            "The table holds {columns}. The total of {measure} is {whole}; {top} has {value} of it, or {share} percent.",
            "Columns of {table}: {columns}. The largest {group} is {top}, with {share} percent of {measure}.",
            "Columns: {columns}. It's {top}: {value} of the {whole}, which is {share} percent of {measure}.",
            "{table} consists of {columns}. {top} has {value}, and that makes {share} percent of all {measure}.",
            "The columns of {table} are {columns}; {top} accounts for {share} percent of {measure}.",
          ],
          {
            top: top.group,
            value: top.value,
            whole,
            share: percent(top.value, whole.value),
            measure,
            group,
            table: table.table,
            columns,
          },
          { required: ["top", "share"] },
        );
      },
    };
  },
  frames: [
    "List the columns of {table}, then name the {group} with the biggest share of {measure}, in percent.",
    "{table} - columns first - then the top {group} as a percentage of all {measure}.",
    "What percentage of {measure} in {table} comes from the largest {group}? List the columns first; maybe I picked the wrong table.",
    "How much depends on one {group}? Table {table}, column {measure}: list all columns first, then compute the largest share.",
    "Concentration check: {measure} by {group}, {table}. Columns first, then the biggest share.",
    "I suspect a single {group} makes up most {measure}. Look up the columns of {table}, then work out the biggest share.",
  ],
};

const viewOfTop: Scenario<AnalystWorld> = {
  family: "view_of_top_group",
  skill: "report_generation",
  shape: "chain",
  draw(world, random) {
    const table = random.pick(factTables(world));
    const { place, thing, measures } = partsOf(table);
    const group = random.pick([place, thing]);
    const measure = random.pick(measures);
    const aggregate = aggregateSlot(random, RANKED_BY);
    const view = `v_${table.table.split("_")[1]}_top_${group}_${random.int(10, 99)}`;
    if (!standingOf(table, group, measure, aggregate.value).first) return undefined;
    return {
      slots: {
        table: { value: table.table },
        group: { value: group },
        measure: { value: measure },
        aggregate,
        view: { value: view },
      },
      *solve() {
        const ranked = yield* call("sql_aggregate_table", {
          table: table.table,
          measure,
          aggregate: aggregate.value,
          group_by: group,
        });
        if (!ranked.ok) return stopped(ranked);
        const top = resultOf<Groups>(ranked).groups[0]!;
        const saved = yield* call(
          "sql_save_view",
          { view, table: table.table, conditions: [{ column: group, value: top.group }] },
          {
            reasons: why({
              want: ["the view of {top}", "{view} with that filter"],
              fact: ["{top} is first with {value}", "the highest is {top}"],
            }),
            values: { top: top.group, value: top.value, view },
          },
        );
        if (!saved.ok) return stopped(saved);
        const { rows } = resultOf<{ rows: number }>(saved);
        return told(
          [
            "{top} came first by the {kind} of {measure} ({value}); {view} shows its {rows} rows.",
            "Saved {view} for {top}, which came first: {rows} rows.",
            "The {group} on top is {top}[, with {value}|]. Its {rows} rows are in {view}.",
            "{view} is there, filtered to {top}, which comes first with a {kind} of {value} in {measure}. It returns {rows} rows.",
          ],
          { top: top.group, value: top.value, view, rows, group, measure, kind: kindOf(aggregate.value) },
          { required: ["top", "view"] },
        );
      },
    };
  },
  frames: [
    "Table {table}: which {group} ranks first on the {aggregate} of {measure}? Keep its rows as view {view}.",
    "I'd like to query the {group} on top directly: rank by the {aggregate} of {measure}, source {table}, and store the rows of the first as view {view}.",
    "Which {group} comes first on the {aggregate} of {measure} in {table}? Save its rows as view {view}.",
    "Create the view {view}: all rows of {table} that belong to the {group} ranked first by the {aggregate} of {measure}.",
    "We want to follow the {group} on top ({aggregate} of {measure}, {table}). A view {view} with only that one would be ideal.",
    "View {view} = rows of the first {group}, ranked by the {aggregate} of {measure}; base table {table}.",
  ],
};

const compareAfterSearch: Scenario<AnalystWorld> = {
  family: "compare_all_of_topic",
  skill: "data_analysis",
  shape: "chain",
  draw(world, random) {
    const topic = world.tables[0]!.table.split("_")[0]!;
    const measure = random.pick(partsOf(world.tables[0]!).measures);
    return {
      slots: { topic: { value: topic }, measure: { value: measure } },
      *solve() {
        const found = yield* call(
          "sql_find_tables",
          { search: topic },
          {
            reasons: why({
              want: ["the list of {topic} tables", "all tables on {topic}"],
              fact: ["I don't know how many tables there are", "no table was named"],
            }),
            values: { topic },
          },
        );
        if (!found.ok) return stopped(found);
        const hits = resultOf<{ tables: { table: string; columns: string[] }[] }>(found).tables.filter((table) =>
          table.columns.includes(measure),
        );
        if (hits.length < 2)
          return partial(["There are not two {topic} tables to compare.", "I found too few {topic} tables."], {
            topic,
          });
        const seen = yield* all(
          hits.map(({ table }) => ["sql_aggregate_table", { table, measure }] as const),
          {
            reasons: why({
              want: ["all totals at once", "the whole set of totals"],
              fact: ["each of them has {measure}", "no total waits for another"],
            }),
            values: { measure },
          },
        );
        const bad = seen.find((each) => !each.ok);
        if (bad !== undefined) return stopped(bad);
        const totals = seen
          .flatMap((each, index) =>
            each.ok ? [{ table: hits[index]!.table, value: resultOf<Groups>(each).groups[0]!.value }] : [],
          )
          .sort((left, right) => right.value - left.value);
        if (totals[0]!.value === totals[1]!.value)
          return told(
            ["In {measure} it's a tie at the top: {all}.", "No single table is highest in {measure}: {all}."],
            {
              measure,
              all: listed(totals.map((each) => `${each.table} (${each.value})`)),
            },
          );
        if (totals.length > 2)
          return told(
            [
              "{table} is highest in {measure}. In order: {all}.",
              "{table} is [highest|first] in {measure}; the whole ranking is {all}.",
              "The totals of {measure} are {all}, so {table} is first.",
              "Total {measure}, from the top: {all}.",
            ],
            { measure, table: totals[0]!.table, all: listed(totals.map((each) => `${each.table} (${each.value})`)) },
            { required: ["all"] },
          );
        return told(
          [
            "{table} is highest with a {measure} total of {value}; {other} follows with {next}.",
            "Of the two {topic} tables, {table} comes first in {measure}: {value}. {other} has {next}.",
            "By total {measure}, {table} ({value}) comes before {other} ({next}).",
            "The total of {measure} in {table} is {value}, and {other} has less, {next}.",
            "{table} has the highest total of {measure}, {value}; after it comes {other} at {next}.",
            "With a {measure} total of {value}, {table} is above {other}, which has {next}.",
            "Ranked on total {measure}, {table} ({value}) is first and {other} ({next}) second.",
          ],
          {
            table: totals[0]!.table,
            value: totals[0]!.value,
            other: totals[1]!.table,
            next: totals[1]!.value,
            measure,
            topic,
          },
          { required: ["table", "value"] },
        );
      },
    };
  },
  frames: [
    "Several units keep {topic} data. Which of their tables has the highest total {measure}?",
    "I want every {topic} table we have compared with the others on total {measure}.",
    "Compare total {measure} across all our {topic} tables.",
    "Which {topic} table has the largest total {measure}? I don't know how many there are.",
    "Look up every {topic} table and rank them on total {measure}.",
    "{topic} tables, all of them: total {measure}, largest one first.",
  ],
};

export const drilldownScenarios: readonly Scenario<AnalystWorld>[] = [
  topGroupRows,
  shareOfTop,
  viewOfTop,
  compareAfterSearch,
];
