/** Trends and outliers of a data frame. */
import { call, count, type Scenario } from "../../contract";
import type { AnalystWorld } from "../world";
import { asking, listed, partsOf, periodsIn, resultOf, stopped, told } from "./shared";
import { why } from "./why";

export interface Trend {
  readonly direction: string;
  readonly change_percent: number;
  readonly periods: readonly { readonly period: string; readonly total: number }[];
}

export interface Outliers {
  readonly mean: number;
  readonly outliers: readonly { readonly row: Record<string, string | number>; readonly value: number }[];
}

const trend: Scenario<AnalystWorld> = {
  family: "trend_direction",
  skill: "trend_detection",
  shape: "single",
  draw(world, random) {
    const frame = random.pick(world.frames);
    const measure = random.pick(partsOf(frame).measures);
    const period = random.pick(["week", "month", "quarter"]);
    return {
      slots: {
        frame: { value: frame.frame },
        measure: { value: measure },
        period: { value: period },
      },
      *solve() {
        const seen = yield* call(
          "pandas_detect_trend",
          { frame: frame.frame, measure, period },
          {
            reasons: why({
              want: ["totals per {period}", "the course of {measure}"],
              fact: ["the values are to come from {frame}", "the direction is not known yet"],
            }),
            values: { frame: frame.frame, measure, period },
          },
        );
        if (!seen.ok) return stopped(seen);
        const { direction, change_percent, periods } = resultOf<Trend>(seen);
        const last = periods.at(-1)!;
        return told(
          periodsIn(period, [
            "The trend of {measure} is {direction}: the fitted line moves by {change} percent of the mean total.",
            "[Overall|On the whole] the trend of {measure} is {direction}[, and the line moves by {change} percent of the mean total|].",
            "The line through {n} period totals of {measure} is {direction}, with a move of {change} percent of the mean total.",
            "I'd call the trend of {measure} {direction}. The line fitted through the totals up to {last} moves by {change} percent of their mean.",
            "[In a word|My reading]: the trend of {measure} is {direction}, judged by {n} period totals up to {last}.",
            "By {period} the trend of {measure} is {direction}: the line fitted through the totals moves by {change} percent of their mean.",
            "By {period} the trend of {measure} is {direction}, as the line through the totals up to {last} shows.",
          ]),
          {
            measure,
            direction,
            change: change_percent,
            last: last.period,
            total: last.total,
            n: count(periods as never),
            period,
          },
          { required: ["direction"] },
        );
      },
      follow(observations) {
        const seen = observations[0]!;
        if (!seen.ok) return [];
        const periods = [...resultOf<Trend>(seen).periods].sort((left, right) => right.total - left.total);
        const best = periods[0]!;
        if (periods[1]?.total === best.total) return [];
        return [
          {
            frames: [`Which ${period} was the highest?`, "When did it peak?", `And the highest ${period} so far?`],
            slots: {},
            *solve() {
              return told(
                periodsIn(period, [
                  "That was {first}, with {total}.",
                  "The peak was {first} at {total}.",
                  "The highest total is {total}, for {first}.",
                ]),
                { first: best.period, total: best.total },
              );
            },
          },
        ];
      },
    };
  },
  frames: [
    "Is the {measure} column of {frame} going up or down? Look at it by {period}.",
    "What's the trend of {measure} in {frame}, one total per {period}?",
    "[We keep arguing about|Nobody agrees on] the direction of {measure}. Check {frame}, going by totals per {period}.",
    "{frame}, {measure}, by {period}: rising, falling or flat?",
    "We have a planning call soon, and someone will ask about the direction of {measure}. {frame} has the data; totals per {period} are fine.",
  ],
  missing: [
    {
      slot: "measure",
      frames: ["Is there a trend per {period} in {frame}?", "Up or down? One total per {period} from {frame}, please."],
      ask: asking([
        "For which column? [A trend needs one measure.|]",
        "Which figure in {frame} do you want followed?",
        "Which column should I track?",
      ]),
      reply: ["{measure}", "{measure} is what matters.", "Let's do {measure}."],
    },
  ],
  invalid: [
    {
      slot: "period",
      tool: "pandas_detect_trend",
      parameter: "period",
      draw: (_, random) => ({
        value: random.pick(["hour", "decade", "half-year", "fortnight", "minute", "fiscal year"]),
      }),
      explain: [
        "I can't total by {period}, only by {allowed}. Which suits you?",
        "I can follow {measure} by {allowed}, not by {period}. [Which one?|Shall I take one of these?]",
        "For totals of {frame} the choices are {allowed}. Would one of them do?",
      ],
      allowed: "week, month and quarter",
    },
  ],
};

const outliers: Scenario<AnalystWorld> = {
  family: "outliers_in_measure",
  skill: "trend_detection",
  shape: "single",
  draw(world, random) {
    const frame = random.pick(world.frames);
    const measure = random.pick(partsOf(frame).measures);
    const threshold = random.pick([1.5, 2.5, 3, 3.5]);
    return {
      slots: {
        frame: { value: frame.frame },
        measure: { value: measure },
        threshold: {
          value: threshold,
          text: [`${threshold} standard deviations`, `${threshold} sigma`, `${threshold} deviations`],
        },
      },
      *solve() {
        const seen = yield* call(
          "pandas_find_outliers",
          { frame: frame.frame, measure, threshold },
          {
            reasons: why({
              want: ["the far-out values of {measure}", "a scan of {frame}"],
              fact: ["the limit is {threshold}", "{measure} may hold odd values"],
            }),
            values: { measure, frame: frame.frame, threshold },
          },
        );
        if (!seen.ok) return stopped(seen);
        const { outliers: found, mean } = resultOf<Outliers>(seen);
        const first = found[0];
        if (first === undefined)
          return told(
            [
              "Nothing in {measure} lies that far out; the mean is {mean}.",
              "No outliers beyond {threshold} standard deviations[ in {frame}|].",
              "[Clean.|All quiet.] No value of {measure} lies beyond {threshold} standard deviations.",
            ],
            { mean, threshold, frame: frame.frame, measure },
            { required: [] },
          );
        if (found.length === 1)
          return told(
            [
              "One value of {measure}: {all}. The mean is {mean}.",
              "There is one such value, {all}[, while the mean is {mean}|].",
              "In {measure}, {all} [stands out|lies that far out][; the mean is {mean}|].",
              "Beyond {threshold} standard deviations there is one value of {measure}, {all}.",
              "Only {all} is that far from the mean of {mean}.",
            ],
            { all: `${first.value} on ${first.row.day}`, mean, threshold, measure },
            { required: ["all"] },
          );
        return told(
          [
            "{n} values found: {all}. The mean is {mean}.",
            "There are {n} such values: {all}[, while the mean is {mean}|].",
            "In {measure}, {all} [stand out|lie that far out][; the mean is {mean}|].",
            "Values of {measure} beyond {threshold} standard deviations: {all}.",
            "Odd values in {measure}: {all}.",
          ],
          {
            n: count(found as never),
            all: listed(found.map(({ row, value }) => `${value} on ${row.day}`)),
            mean,
            threshold,
            measure,
          },
          { required: ["all"] },
        );
      },
    };
  },
  frames: [
    "Any outliers of {measure} in {frame} beyond {threshold}?",
    "Please look for odd values: {frame}, column {measure}, {threshold}.",
    "A chart built on {frame} looks strange. I suspect {measure}[; search|. Search] it, cut-off {threshold}.",
    "Flag whatever in {frame} lies more than {threshold} from the mean of {measure}.",
    "Data quality round: {measure} of {frame}, {threshold} - what sticks out?",
  ],
  invalid: [
    {
      slot: "threshold",
      tool: "pandas_find_outliers",
      parameter: "threshold",
      draw: (_, random) => {
        const threshold = random.pick([0.1, 0.25, 0.5, 7, 8, 10, 12, 20]);
        return { value: threshold, text: [`${threshold} standard deviations`, `${threshold} sigma`] };
      },
      explain: [
        "{threshold} is outside what the search accepts; it takes {allowed}. Which value would you like?",
        "I can search with a cut-off of {allowed}[ here|], not with {threshold}. What should it be?",
        "The cut-off has to be {allowed}. Could you give me another one for {measure}?",
      ],
      allowed: "1 to 5 standard deviations",
    },
  ],
};

export const trendScenarios: readonly Scenario<AnalystWorld>[] = [trend, outliers];
