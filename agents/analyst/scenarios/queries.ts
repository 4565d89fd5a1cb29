/** Questions to the warehouse: find tables, total, count, list rows. */
import { call, count, difference, type Scenario, type Turn } from "../../contract";
import { meets } from "../tools/rows";
import type { AnalystWorld } from "../world";
import {
  aggregateSlot,
  asking,
  cutsEqual,
  factTables,
  type Groups,
  kindOf,
  limitWithin,
  listed,
  operatorSlot,
  partsOf,
  resultOf,
  standing,
  stopped,
  told,
} from "./shared";
import { why } from "./why";

type FoundTable = { table: string; owner: string; rows: number; restricted: boolean };
const mark = ({ restricted }: FoundTable) => (restricted ? ", restricted" : "");

const findByTopic: Scenario<AnalystWorld> = {
  family: "find_tables_by_topic",
  skill: "data_analysis",
  shape: "single",
  draw(world, random) {
    const table = random.pick(world.tables);
    const topic = table.table.slice(0, table.table.indexOf("_"));
    const open = random.chance(0.4);
    return {
      slots: {
        topic: { value: topic },
        scope: open
          ? {
              value: false,
              text: ["unrestricted ones only", "without restricted ones", "restricted ones left out"],
              derivation: "synonym",
            }
          : {
              value: true,
              text: ["restricted ones too", "restricted ones included", "restricted or not"],
              derivation: "synonym",
            },
      },
      *solve() {
        const seen = yield* call(
          "sql_find_tables",
          { search: topic, include_restricted: !open },
          {
            reasons: why({
              want: ["the tables on {topic}", "a search for {topic}"],
              fact: ["part of a name will do", "no more than the topic was named"],
            }),
            values: { topic },
          },
        );
        if (!seen.ok) return stopped(seen);
        const { tables } = resultOf<{ tables: FoundTable[] }>(seen);
        const [first, second] = tables;
        if (first === undefined)
          return told(
            open
              ? [
                  "No unrestricted table has {topic} in its name.",
                  "With the restricted ones left out, no table matches {topic}[, I'm afraid|].",
                ]
              : ["Nothing in the warehouse has {topic} in its name.", "No table matches {topic}[, I'm afraid|]."],
            { topic },
          );
        if (second === undefined)
          return told(
            open
              ? [
                  "[Just|Only] one unrestricted table: {table}, owned by {owner}, with {rows} rows.",
                  "{table} is the [only|single] unrestricted match. {owner} owns it[ and|;] it holds {rows} rows.",
                ]
              : [
                  `[Just|Only] one table: {table}${mark(first)}, owned by {owner}, with {rows} rows.`,
                  `{table} is the [only|single] match${first.restricted ? ", and it is restricted" : ""}. {owner} owns it[ and|;] it holds {rows} rows.`,
                  `{table} is all there is[, then|]: {rows} rows${mark(first)}, looked after by {owner}.`,
                ],
            { table: first.table, owner: first.owner, rows: first.rows },
          );
        return told(
          ["{n} [of them|in all]: {all}.", "I see {all}; that makes {n}[ in all|].", "There are {n}: {all}."],
          {
            n: count(tables as never),
            all: listed(tables.map((each) => `${each.table} (${each.rows} rows, ${each.owner}${mark(each)})`)),
          },
          { required: ["all"] },
        );
      },
    };
  },
  frames: [
    "Which warehouse tables [cover|hold] {topic} data, {scope}?",
    "[New|I'm new] here: which tables of our warehouse is {topic} data kept in - {scope}?",
    "List [every table|all tables] with {topic} in the name; {scope}.",
    "[Trying to|I have to] document our {topic} sources this week. Which tables exist, {scope}?",
    "{topic} tables with [owners and sizes|owner and number of rows], {scope}?",
  ],
};

const totalByGroup: Scenario<AnalystWorld> = {
  family: "aggregate_by_group",
  skill: "data_analysis",
  shape: "single",
  draw(world, random) {
    const table = random.pick(world.tables.filter((each) => each.columns[0]!.name === "day"));
    const { place, thing, measures } = partsOf(table);
    const group = random.pick([place, thing]);
    const measure = random.pick(measures);
    const aggregate = aggregateSlot(random);
    return {
      slots: { table: { value: table.table }, measure: { value: measure }, group: { value: group }, aggregate },
      *solve() {
        const seen = yield* call(
          "sql_aggregate_table",
          { table: table.table, measure, aggregate: aggregate.value, group_by: group },
          {
            reasons: why({
              want: ["the figures per {group}", "one aggregate over {table}"],
              fact: ["one grouped call will do", "nothing has to be loaded for this"],
            }),
            values: { table: table.table, group, measure },
          },
        );
        if (!seen.ok) return stopped(seen);
        const { groups } = resultOf<Groups>(seen);
        const top = groups[0]!;
        return told(
          [
            "The {kind} of {measure} for each {group}: {all}.",
            "The {kind} of {measure} [by|per] {group}: {all}.",
            "The {kind} of {measure}, [highest first|from the top]: {all}.",
            "In {table} I get these for the {kind} of {measure}: {all}.",
            "For the {kind} of {measure} [per|by] {group} I get {all}.",
            ...(standing(groups).first && aggregate.value !== "minimum"
              ? [
                  "{top} [is on top|comes first] with a {kind} of {most} in {measure}. [In full|The whole list]: {all}.",
                  "For the {kind} of {measure}: {all}. The highest figure is that of {top}.",
                ]
              : []),
          ],
          {
            top: top.group,
            most: top.value,
            all: listed(groups.map(({ group: name, value }) => `${name} ${value}`)),
            group,
            measure,
            kind: kindOf(aggregate.value),
            table: table.table,
          },
          { required: ["all"] },
        );
      },
      follow(observations) {
        const seen = observations[0]!;
        if (!seen.ok) return [];
        const groups = resultOf<Groups>(seen).groups;
        const middle = groups[1];
        if (middle === undefined) return [];
        const second: Turn = {
          frames: [
            "[And which|Which] one comes second, from the top?",
            "What about the second highest?",
            "[Fine.|Good.] Which is the next one below the highest?",
          ],
          slots: {},
          *solve() {
            return told(
              [
                "{name}, with {value}.",
                "[Second|Next in line] is {name} at {value}.",
                "That would be {name}: {value}.",
              ],
              { name: middle.group, value: middle.value },
            );
          },
        };
        return [
          ...(standing(groups).second ? [second] : []),
          {
            frames: [
              "How far apart are the [highest and the lowest|two ends]?",
              "What's the gap between top and bottom?",
            ],
            slots: {},
            *solve() {
              const gap = difference(groups[0]!.value, groups.at(-1)!.value);
              return told(["They differ by {gap}.", "{gap} lies between them.", "The [gap|distance] is {gap}."], {
                gap,
              });
            },
          },
        ];
      },
    };
  },
  frames: [
    "What is the {aggregate} of {measure} per {group} in {table}?",
    "[Could you|Would you] break {table} down by {group} and give me the {aggregate} of {measure} for each?",
    "For a slide [this afternoon|tomorrow morning] I need the {aggregate} of {measure}, one figure per {group}. Source is {table}.",
    "{table}: {aggregate} of {measure} by {group}[ please|].",
    "My manager wonders how one {group} compares with the next on the {aggregate} of {measure}[; use|. The data sits in] {table}.",
    "[Using|From] {table}, list the {aggregate} of {measure} for every single {group}.",
  ],
  missing: [
    {
      slot: "group",
      frames: [
        "[Split up|Break down] the {aggregate} of {measure} in {table} for me.",
        "I'd like the {aggregate} of {measure} from {table} in groups[, it's for the weekly mail|].",
      ],
      ask: asking([
        "[Happy to.|Sure.] Which column should I group by?",
        "By what should the figures be split?",
        "What goes into the groups - which column of {table}?",
      ]),
      reply: ["{group}", "[By|Per] {group}[, please|].", "One line per {group}[ is enough|]."],
    },
    {
      slot: "measure",
      frames: [
        "Give me the {aggregate} per {group} from {table}.",
        "[How does|How do] each {group} do in {table}? I want the {aggregate}.",
      ],
      ask: asking([
        "Of which column? [It has to be a numeric one.|]",
        "The {aggregate} of what, exactly?",
        "Which measure do you have in mind for {table}?",
      ]),
      reply: ["{measure}", "Take {measure}.", "I meant {measure}[, sorry|]."],
    },
  ],
  invalid: [
    {
      slot: "aggregate",
      tool: "sql_aggregate_table",
      parameter: "aggregate",
      draw: (_, random) => {
        const word = random.pick(["variance", "mode", "95th percentile", "geometric mean", "skewness"]);
        return { value: word };
      },
      explain: [
        "The {aggregate} of {measure} is not something the warehouse computes here; it offers {allowed}. Which one would help?",
        "I can't get that aggregate from {table}. Possible are {allowed}[ - would one of them do|. Shall I take one of those]?",
        "Only {allowed} are available for {measure}. [Which should I use?|Tell me which you prefer.]",
      ],
      allowed: "sum, mean, median, minimum, maximum and count",
    },
  ],
};

const countRows: Scenario<AnalystWorld> = {
  family: "count_matching_rows",
  skill: "data_analysis",
  shape: "complex",
  draw(world, random) {
    const table = random.pick(world.tables.filter((each) => each.columns[0]!.name === "day"));
    const { place, thing, measures } = partsOf(table);
    const dimension = random.pick([place, thing]);
    const member = String(random.pick(table.rows)[dimension]);
    const measure = random.pick(measures);
    const operator = operatorSlot(random, ["at_least", "at_most"]);
    const limit = limitWithin(table.rows, measure, random);
    return {
      slots: {
        table: { value: table.table },
        dimension: { value: dimension },
        member: { value: member },
        measure: { value: measure },
        operator,
        limit: { value: limit },
        counting: {
          value: "count",
          text: ["the number of entries", "a count of entries"],
          derivation: "synonym",
        },
      },
      *solve() {
        const seen = yield* call(
          "sql_aggregate_table",
          {
            table: table.table,
            measure,
            aggregate: "count",
            conditions: [
              { column: dimension, value: member },
              { column: measure, operator: operator.value, value: limit },
            ],
          },
          {
            reasons: why({
              want: ["a count in {table}", "the number of entries for {member}"],
              fact: ["both conditions fit into one count", "the question is how many, not which"],
            }),
            values: { table: table.table, member },
          },
        );
        if (!seen.ok) return stopped(seen);
        const found = resultOf<Groups>(seen).groups[0];
        if (found === undefined)
          return told(
            [
              "None: no row of {table} meets both conditions.",
              "There isn't a single such entry for {member}[ in {table}|].",
              "[Zero rows.|Not one row.] {member} has no entry like that.",
            ],
            { table: table.table, member },
          );
        return told(
          [
            "In {table}, {n} entries qualify.",
            "The [count|number] of such entries for {member} is {n}.",
            "For {member} I count {n} entries of that kind[ in {table}|].",
            "{table} holds {n} rows of that kind.",
          ],
          { n: found.value, member, table: table.table },
          { required: ["n"] },
        );
      },
    };
  },
  frames: [
    "Give me {counting} for {dimension} {member} in {table}, those with {measure} {operator} {limit}.",
    "I need {counting} in {table}[, nothing fancy|]: {dimension} {member}, {measure} {operator} {limit}.",
    "I'm checking a rumour about {member} (that's a {dimension}): {counting} with {measure} {operator} {limit} in {table}, please.",
    "From {table}, only {dimension} {member}: {counting} with {measure} {operator} {limit}.",
  ],
};

const filteredRows: Scenario<AnalystWorld> = {
  family: "query_rows_filtered",
  skill: "data_analysis",
  shape: "complex",
  draw(world, random) {
    const table = random.pick(factTables(world));
    const { place, thing, measures, day } = partsOf(table);
    const measure = random.pick(measures);
    const column = random.pick([place, thing]);
    const operator = operatorSlot(random, ["above", "below"]);
    const limit = limitWithin(table.rows, measure, random);
    const rows = random.int(2, 9);
    const descending = random.chance(0.5);
    const kept = table.rows.filter((row) => meets(row, { column: measure, operator: operator.value, value: limit }));
    if (cutsEqual(kept, measure, rows, descending)) return undefined;
    return {
      slots: {
        table: { value: table.table },
        measure: { value: measure },
        column: { value: column },
        day: { value: day },
        operator,
        limit: { value: limit },
        rows: { value: rows, text: [`${rows} rows`, `${rows} records`, `${rows} entries`] },
        direction: descending
          ? { value: "descending", text: ["highest first", "largest first", "biggest on top"], derivation: "synonym" }
          : { value: "ascending", text: ["lowest first", "smallest first", "smallest on top"], derivation: "synonym" },
      },
      *solve() {
        const seen = yield* call("sql_run_query", {
          table: table.table,
          columns: [day, column, measure],
          conditions: [{ column: measure, operator: operator.value, value: limit }],
          order_by: { column: measure, direction: descending ? "descending" : "ascending" },
          limit: rows,
        });
        if (!seen.ok) return stopped(seen);
        const result = resultOf<{ rows: Record<string, string | number>[]; matched: number }>(seen);
        if (result.rows.length === 0)
          return told(["No row qualifies.", "{table} has nothing [like that|on those terms]."], { table: table.table });
        const all = listed(result.rows.map((row) => `${row[day]} ${row[column]} ${row[measure]}`));
        if (result.matched === 1)
          return told(["[Just|Only] one row qualifies: {all}.", "{all} is the only match."], { all });
        return told(
          [
            ...(result.matched === result.rows.length
              ? [
                  "{matched} rows qualify. [Here they are|In your order]: {all}.",
                  result.matched === 2 ? "Both matches: {all}." : "All {matched} matches: {all}.",
                ]
              : ["{matched} rows qualify. In your order: {all}.", "Out of {matched} matches: {all}."]),
            "[Here you go:|Done:] {all}. The condition is met by {matched} rows.",
            result.matched < rows ? "{all}; just {matched} rows qualify." : "{all}[; {matched} rows qualify in all|].",
          ],
          { matched: result.matched, all },
          { required: ["all"] },
        );
      },
    };
  },
  frames: [
    "Pull {day}, {column} and {measure} from {table} with {measure} {operator} {limit}, ordered by {measure} ({direction}), [max|at most] {rows}.",
    "[An auditor|Finance] asked for single records: {table}, {measure} {operator} {limit}. I want {rows}, ordered by {measure} ({direction}), with {day} and {column} beside it.",
    "Show me {rows} out of {table} that have {measure} {operator} {limit} - columns {day}, {column}, {measure} - ordered by {measure}, {direction}.",
    "Can I see the raw data? {table}; {day}, {column}, {measure}; only {measure} {operator} {limit}; by {measure}, {direction}; stop after {rows}.",
  ],
};

export const queryScenarios: readonly Scenario<AnalystWorld>[] = [findByTopic, totalByGroup, countRows, filteredRows];
