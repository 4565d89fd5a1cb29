/** Trends and typical values in several steps: what comes back decides what is done next. */
import { call, count, partial, type Scenario } from "../../contract";
import type { AnalystWorld } from "../world";
import {
  factTables,
  type Groups,
  hasOutlier,
  listed,
  partsOf,
  periodsIn,
  resultOf,
  standingOf,
  stopped,
  told,
} from "./shared";
import type { Outliers, Trend } from "./trends";
import { why } from "./why";

const loadThenTrend: Scenario<AnalystWorld> = {
  family: "load_then_trend",
  skill: "trend_detection",
  shape: "chain",
  draw(world, random) {
    const table = random.pick(factTables(world));
    const measure = random.pick(partsOf(table).measures);
    const period = random.pick(["week", "month", "quarter"]);
    return {
      slots: {
        table: { value: table.table },
        measure: { value: measure },
        period: { value: period, text: [period] },
      },
      *solve() {
        const load = yield* call(
          "pandas_load_table",
          { table: table.table },
          {
            reasons: why({
              want: ["a data frame", "{table} as a frame"],
              fact: ["trends are found on frames", "{table} is not loaded yet"],
            }),
            values: { table: table.table },
          },
        );
        if (!load.ok) return stopped(load);
        const { frame } = resultOf<{ frame: string }>(load);
        const seen = yield* call(
          "pandas_detect_trend",
          { frame, measure, period },
          {
            reasons: why({
              want: ["the trend of {measure}", "the totals per {period}"],
              fact: ["{frame} is ready", "the rows are in {frame}"],
            }),
            values: { frame, measure, period },
          },
        );
        if (!seen.ok) return stopped(seen);
        const { direction, change_percent, periods } = resultOf<Trend>(seen);
        const first = periods[0]!;
        const last = periods.at(-1)!;
        // The line through all totals may rise although the last one lies below the first.
        const ends = { rising: last.total > first.total, falling: last.total < first.total }[direction] ?? false;
        return told(
          periodsIn(period, [
            ...(ends
              ? [
                  "The trend of {measure} is {direction}: from {start} in {first} to {end} in {last}.",
                  "The line through the totals of {measure} is {direction}: {end} in {last}, after {start} in {first}.",
                  "From {start} in {first} the total of {measure} went to {end} in {last}; as a trend that is {direction}.",
                ]
              : [
                  "The line through all totals of {measure} is {direction}, although {first} had {start} and {last} {end}.",
                  "Judged by all {n} period totals, the trend of {measure} is {direction}; the two ends alone, {start} in {first} and {end} in {last}, would not tell.",
                  "The line fitted through {n} period totals of {measure} is {direction}, whatever the ends suggest ({start} in {first}, {end} in {last}).",
                ]),
            "In {table} the trend of {measure} is {direction}: from {first} to {last} the fitted line moves by {change} percent of the mean total.",
            "The fitted line of {measure} is {direction} (it moves by {change} percent of the mean total); {first} had {start} and {last} {end}.",
            "{table} is loaded as {frame}. The trend of {measure} is {direction}; the last total, for {last}, is {end}.",
            "Going by {n} period totals, the last of them {end} in {last}, the trend of {measure} is {direction}[; the fitted line moves by {change} percent of the mean total|].",
          ]),
          {
            direction,
            start: first.total,
            end: last.total,
            first: first.period,
            last: last.period,
            table: table.table,
            measure,
            change: change_percent,
            frame,
            n: count(periods as never),
          },
          { required: ["direction"] },
        );
      },
    };
  },
  frames: [
    "Read {table} in and follow {measure} per {period}: rising, falling, flat?",
    "Load {table} and tell me the trend of {measure}, by {period}.",
    "Nobody has looked at {table} lately. Load it: what is the trend of {measure}? Totals per {period} suffice.",
    "[Is there|Any] drift in {measure}? Start from warehouse table {table}; take one total per {period}.",
    "Trend of {measure} per {period}, straight from warehouse table {table}.",
    "I promised a sentence about the trend of {measure} for our newsletter. Load {table}; one total per {period} suffices.",
  ],
};

const dropWeakest: Scenario<AnalystWorld> = {
  family: "explain_a_decline",
  skill: "trend_detection",
  shape: "chain",
  draw(world, random) {
    const table = random.pick(factTables(world));
    const { place, thing, measures } = partsOf(table);
    const group = random.pick([place, thing]);
    const measure = random.pick(measures);
    if (!standingOf(table, group, measure).last) return undefined;
    return {
      slots: { table: { value: table.table }, group: { value: group }, measure: { value: measure } },
      *solve() {
        const load = yield* call("pandas_load_table", { table: table.table });
        if (!load.ok) return stopped(load);
        const { frame, rows } = resultOf<{ frame: string; rows: number }>(load);
        const seen = yield* call(
          "pandas_detect_trend",
          { frame, measure },
          {
            reasons: why({
              want: ["the direction", "the monthly totals"],
              fact: ["{rows} rows are in {frame}", "{frame} is there"],
            }),
            values: { rows, frame },
          },
        );
        if (!seen.ok) return stopped(seen);
        const { direction, change_percent: change } = resultOf<Trend>(seen);
        if (direction !== "falling")
          return told(
            [
              "No decline: the trend of {measure} is {direction}[ (the fitted line moves by {change} percent of the mean total)|]. I left the {group} figures alone.",
              "There is no decline in {measure}. The monthly totals are {direction}; the line through them moves by {change} percent of their mean.",
              "The trend of {measure} is {direction}, not falling, so I did not break it down by {group}.",
            ],
            { measure, direction, change, group },
            { required: ["direction"] },
          );
        const split = yield* call(
          "sql_aggregate_table",
          { table: table.table, measure, group_by: group },
          {
            reasons: why({
              want: ["the {group} with the least", "a breakdown by {group}"],
              fact: ["the fitted line of {measure} moves by {change} percent of the mean", "the line does fall"],
            }),
            values: { measure, change, group },
          },
        );
        if (!split.ok) return stopped(split);
        const { groups } = resultOf<Groups>(split);
        const weakest = groups.at(-1)!;
        return told(
          [
            "The trend of {measure} is falling (the fitted line moves by {change} percent of the mean total), and {name} has the lowest total of any {group}. In full: {all}.",
            "Yes, the trend of {measure} is falling; the fitted line moves by {change} percent of the mean total. By {group}: {all}. The smallest contribution comes from {name}.",
            "There is a decline in {measure}. {name} has the least of these: {all}.",
            "The monthly total of {measure} is falling: the line fitted through the months moves by {change} percent of the mean total. {name} is the {group} at the bottom: {all}.",
          ],
          {
            measure,
            change,
            name: weakest.group,
            group,
            all: listed(groups.map((each) => `${each.group} ${each.value}`)),
          },
          { required: ["name"] },
        );
      },
    };
  },
  frames: [
    "If the monthly total of {measure} in {table} declines, which {group} contributes least? Otherwise forget it.",
    "Load {table}, check the monthly course of {measure}. Falling? Then name the {group} with the lowest total.",
    "Is the monthly total of {measure} in {table} falling? If so, which {group} contributes least?",
    "Load {table}. Should {measure} be falling month by month, tell me the {group} with the lowest total; otherwise just say so.",
    "Somebody claims monthly {measure} dropped. Please check {table}; only in case of a decline, break it down by {group} and name the lowest.",
    "Management asks me to explain a decline of {measure}. Does one exist? Check {table} month by month, and if yes, name the {group} with the lowest total.",
  ],
};

/** The smallest outlier above the mean: what lies below it stays. */
export function smallestAbove(outliers: Outliers["outliers"], mean: number): number | undefined {
  return outliers
    .map(({ value }) => value)
    .filter((value) => value > mean)
    .sort((left, right) => left - right)[0];
}

const cleanMean: Scenario<AnalystWorld> = {
  family: "mean_without_outliers",
  skill: "trend_detection",
  shape: "chain",
  draw(world, random) {
    const frame = random.pick(world.frames);
    const measure = random.pick(partsOf(frame).measures);
    const threshold = random.pick([1.5, 2.5, 3]);
    if (
      !hasOutlier(
        frame.rows.map((row) => Number(row[measure])),
        threshold,
      )
    )
      return undefined;
    return {
      slots: {
        frame: { value: frame.frame },
        measure: { value: measure },
        threshold: { value: threshold, text: [`${threshold} standard deviations`, `${threshold} sigma`] },
        below: { value: "below", text: ["below", "under"], derivation: "synonym" },
      },
      *solve() {
        const seen = yield* call("pandas_find_outliers", { frame: frame.frame, measure, threshold });
        if (!seen.ok) return stopped(seen);
        const { outliers, mean } = resultOf<Outliers>(seen);
        const limit = smallestAbove(outliers, mean);
        if (limit === undefined)
          return told(
            [
              "No outlier of {measure} lies above, so the mean stays {mean}.",
              "Nothing to remove; {mean} is the mean of {measure}.",
              "There was nothing to leave out: the mean of {measure} is {mean}.",
              "The mean of {measure} is {mean}, and no value lies too far above.",
              "The mean of {measure} is {mean} and needs no cleaning.",
            ],
            { mean, measure },
          );
        const kept = yield* call(
          "pandas_filter_frame",
          { frame: frame.frame, conditions: [{ column: measure, operator: "below", value: String(limit) }] },
          {
            reasons: why({
              want: ["the rows below {limit}", "a frame without outliers"],
              fact: ["the smallest outlier above the mean is {limit}", "{limit} is where the outliers begin"],
            }),
            values: { limit },
          },
        );
        if (!kept.ok) return stopped(kept);
        const { frame: clean, dropped } = resultOf<{ frame: string; dropped: number }>(kept);
        const described = yield* call(
          "pandas_describe_column",
          { frame: clean, column: measure },
          {
            reasons: why({
              want: ["the new mean", "a description of {clean}"],
              fact: ["{clean} has the rows that stay", "the remaining rows are in {clean}"],
            }),
            values: { clean },
          },
        );
        if (!described.ok) return stopped(described);
        const after = resultOf<{ mean: number }>(described).mean;
        const above = outliers.map(({ value }) => value).filter((value) => value > mean);
        return told(
          [
            "Without what lies at {limit} or above, the mean of {measure} drops from {mean} to {after}.",
            "The mean of {measure} is {after} instead of {mean}; {dropped} rows were left out, from {limit} on[, and the rest is in {clean}|].",
            "Mean of {measure} [after cleaning|without outliers]: {after} (before, with {outliers}: {mean}).",
            "The mean of {measure} goes from {mean} to {after} once {outliers} is out.",
            "With the outliers in (from {limit} on), the mean of {measure} was {mean}; without them it is {after}.",
            "With {dropped} rows gone, {limit} and above, the mean of {measure} is {after} and no longer {mean}.",
            "{after} is the mean of {measure} in what is left, {clean}; before, with {outliers} in it, the mean was {mean}.",
            "{dropped} rows removed ({limit} or more): that brings the mean of {measure} from {mean} to {after}.",
          ].filter((wording) => above.length === 1 || !wording.includes("{outliers}")),
          { mean, after, dropped, clean, measure, limit, outliers: above[0] ?? limit },
          { required: ["after"] },
        );
      },
    };
  },
  frames: [
    "Take the spikes out of {measure} in {frame}: everything {below} the smallest value past {threshold} stays. What's the mean then?",
    "Mean without spikes wanted. {frame}, {measure}: outliers past {threshold}, only the rows {below} them.",
    "What is the mean of {measure} in {frame} once outliers past {threshold} are out? Keep only rows {below} them.",
    "One crazy value ruins my average. In {frame}, find the {measure} outliers ({threshold}), keep what is {below} the smallest of them, and give me the new mean.",
    "{frame}: outliers of {measure} at {threshold}, filter to rows {below} them, mean afterwards.",
    "From what to what does the average of {measure} in {frame} move when only the rows {below} the outliers ({threshold}) are kept?",
  ],
};

const medianOfTopic: Scenario<AnalystWorld> = {
  family: "median_of_topic",
  skill: "data_analysis",
  shape: "chain",
  draw(world, random) {
    // One table only: where several match, the right thing is to ask which.
    const alone = world.tables.filter((each) => {
      const prefix = each.table.slice(0, each.table.indexOf("_") + 1);
      const rivals = world.tables.filter((other) => other.table.includes(prefix.slice(0, -1)));
      return each.columns[0]!.name === "day" && rivals.length === 1;
    });
    if (alone.length === 0) return undefined;
    const table = random.pick(alone);
    const topic = table.table.slice(0, table.table.indexOf("_"));
    const measure = random.pick(partsOf(table).measures);
    return {
      slots: { topic: { value: topic }, measure: { value: measure } },
      *solve() {
        const found = yield* call(
          "sql_find_tables",
          { search: topic },
          {
            reasons: why({
              want: ["the tables on {topic}", "the name of the table"],
              fact: ["no table name was given", "I only know the topic, {topic}"],
            }),
            values: { topic },
          },
        );
        if (!found.ok) return stopped(found);
        const tables = resultOf<{ tables: { table: string; restricted: boolean }[] }>(found).tables;
        const target = tables[0]!;
        if (target.restricted)
          // Its rows may not be loaded: the plan says so and does what is allowed.
          return yield* aggregateOnly(target.table, measure);
        const load = yield* call(
          "pandas_load_table",
          { table: target.table },
          {
            reasons: why({
              want: ["a frame of {table}", "the rows of {table}"],
              fact: ["{table} fits the topic", "{table} is the only match"],
            }),
            values: { table: target.table },
          },
        );
        if (!load.ok) return stopped(load);
        const { frame } = resultOf<{ frame: string }>(load);
        const described = yield* call("pandas_describe_column", { frame, column: measure });
        if (!described.ok) return stopped(described);
        const { median, maximum } = resultOf<{ median: number; maximum: number }>(described);
        return told(
          [
            "{table} is now {frame}; the median of {measure} is {median}, the maximum {maximum}.",
            "[Loaded|I loaded] {table} as {frame}. For {measure} the median is {median}, the maximum {maximum}.",
            "The median of {measure} in {table} is {median}; the frame is {frame}.",
            "For {table}, now in {frame}, the median of {measure} is {median} and the maximum {maximum}.",
            "The median of {measure} is {median}, with a maximum of {maximum}; I loaded {table} as {frame}.",
            "I found {table} and loaded it as {frame}: the median of {measure} is {median}.",
            "{measure} from {table}, now {frame}: median {median}, maximum {maximum}.",
          ],
          { table: target.table, frame, measure, median, maximum },
          { required: ["median"] },
        );
      },
    };
    function* aggregateOnly(name: string, column: string) {
      const seen = yield* call(
        "sql_aggregate_table",
        { table: name, measure: column, aggregate: "median" },
        {
          reasons: why({
            want: ["the median alone", "an aggregate instead of the rows"],
            fact: ["{table} is restricted", "{table} may not be loaded"],
          }),
          values: { table: name },
        },
      );
      if (!seen.ok) return stopped(seen);
      const { value } = resultOf<Groups>(seen).groups[0]!;
      return partial(
        [
          "{table} is restricted, so I could not load it. The median of {measure} is {value}.",
          "Only the median of {measure} was possible: {value}. {table} is restricted and can't be loaded.",
          "I [got|have] the median of {measure}, {value}, but {table} can't be loaded because it is restricted.",
        ],
        { table: name, measure: column, value },
        { required: ["value"] },
      );
    }
  },
  frames: [
    "Finance wants {topic} data. Look for the table, load it, report the median of {measure}.",
    "Median of {measure} for {topic}; find the table first, then load it.",
    "Find our {topic} table, load it, and give me the median of {measure}.",
    "I forgot the name of the {topic} table. Get it into a frame and tell me the median of {measure}.",
    "{topic} data: locate table, load, median of {measure}.",
    "Somewhere there is a table about {topic}. Could you load it and tell me the median of {measure}?",
  ],
};

export const investigationScenarios: readonly Scenario<AnalystWorld>[] = [
  loadThenTrend,
  dropWeakest,
  cleanMean,
  medianOfTopic,
];
