/** Data frames: describe and filter. */
import { all, call, difference, type Scenario } from "../../contract";
import type { AnalystWorld } from "../world";
import { asking, limitWithin, operatorSlot, partsOf, resultOf, stopped, told } from "./shared";
import { why } from "./why";

interface Description {
  readonly count: number;
  readonly sum: number;
  readonly mean: number;
  readonly median: number;
  readonly minimum: number;
  readonly maximum: number;
}

const columnSummary: Scenario<AnalystWorld> = {
  family: "column_summary",
  skill: "data_analysis",
  shape: "single",
  draw(world, random) {
    const frame = random.pick(world.frames);
    const column = random.pick(partsOf(frame).measures);
    return {
      slots: { frame: { value: frame.frame }, column: { value: column } },
      *solve() {
        const seen = yield* call(
          "pandas_describe_column",
          { frame: frame.frame, column },
          {
            reasons: why({
              want: ["a description of {column}", "the statistics of {column}"],
              fact: ["{column} is the column in question", "one description covers centre and range"],
            }),
            values: { column, frame: frame.frame },
          },
        );
        if (!seen.ok) return stopped(seen);
        const { mean, median, minimum, maximum, count: rows } = resultOf<Description>(seen);
        return told(
          [
            "{column}: {mean} on average, with a median of {median}; the values range from {minimum} to {maximum}.",
            "[Over|Across] {rows} rows the mean of {column} is {mean}, the median {median}, the range {minimum} to {maximum}.",
            "For {column}: lowest {minimum}, highest {maximum}, median {median}, mean {mean}.",
            "The values of {column} go from {minimum} to {maximum}; the mean is {mean} and the median {median}.",
            "The mean of {column} is {mean} and the median {median}, over {rows} values from {minimum} up to {maximum}.",
            "For {column} the mean is {mean}, the median {median}, and the extremes are {minimum} and {maximum}.",
            "[In short|Summary], for {column}: mean {mean}, median {median}, and everything lies between {minimum} and {maximum}.",
            "The median of {column} is {median} and the mean {mean}; the values reach from {minimum} to {maximum}.",
          ],
          { column, mean, median, minimum, maximum, rows },
          { required: ["mean", "median"] },
        );
      },
      follow(observations) {
        const seen = observations[0]!;
        if (!seen.ok) return [];
        const { sum, minimum, maximum } = resultOf<Description>(seen);
        return [
          {
            frames: ["[And all|All] of it added up?", "What does the column sum to?", "Total?"],
            slots: {},
            *solve() {
              return told(["The sum is {sum}.", "{sum} in total.", "Added up it makes {sum}."], { sum });
            },
          },
          {
            frames: ["How wide is that range?", "[And what|What] is the spread from lowest to highest?"],
            slots: {},
            *solve() {
              return told(["The range spans {spread}.", "{spread} from end to end.", "It covers {spread}."], {
                spread: difference(maximum, minimum),
              });
            },
          },
        ];
      },
    };
  },
  frames: [
    "Describe {column} in {frame}.",
    "How are the values of {column} distributed in {frame}? [Rough figures are fine|Mean, median, extremes suffice].",
    "Before [I|we] model anything: basic statistics for {column} in {frame}?",
    "Average and median of {column} in {frame}?",
    "I have {frame} open and wonder about {column}[; typical values|. Typical values]?",
  ],
  missing: [
    {
      slot: "column",
      frames: ["[Summarise|Summarize] {frame} for me.", "What are typical values in {frame}?"],
      ask: asking([
        "Which column of {frame} [should I describe|are you interested in]?",
        "{frame} may have several numeric columns. Which one?",
        "Which of its columns do you mean?",
      ]),
      reply: ["{column}", "{column}[, please| first]", "The {column} column."],
    },
    {
      slot: "frame",
      frames: ["Describe the {column} column, would you?", "[What's|What is] a typical value of {column}?"],
      ask: asking([
        "In which data frame is {column}?",
        "I need the frame as well[, df and a number|]. Which one is it?",
        "Which frame [do you mean|are you working in]?",
      ]),
      reply: ["{frame}", "It's in {frame}.", "Look in {frame}[, please|]."],
    },
  ],
};

const twoColumns: Scenario<AnalystWorld> = {
  family: "describe_both_measures",
  skill: "data_analysis",
  shape: "parallel",
  draw(world, random) {
    const frame = random.pick(world.frames);
    const [first, second] = random.shuffle(partsOf(frame).measures) as [string, string];
    return {
      slots: { frame: { value: frame.frame }, first: { value: first }, second: { value: second } },
      *solve() {
        const seen = yield* all(
          [first, second].map((column) => ["pandas_describe_column", { frame: frame.frame, column }] as const),
          {
            reasons: why({
              want: ["both descriptions at once", "the two descriptions together"],
              fact: ["both columns are in {frame}", "neither description waits for the other"],
            }),
            values: { frame: frame.frame },
          },
        );
        const [one, two] = seen;
        if (!one!.ok) return stopped(one!);
        if (!two!.ok) return stopped(two!);
        const a = resultOf<Description>(one!);
        const b = resultOf<Description>(two!);
        return told(
          [
            "The values of {first} run from {minA} to {maxA} with a mean of {meanA} and a median of {medianA}; those of {second} from {minB} to {maxB}, mean {meanB}, median {medianB}.",
            "Means: {meanA} ({first}) and {meanB} ({second}). The medians are {medianA} and {medianB}, the ranges {minA} to {maxA} and {minB} to {maxB}.",
            "In {frame}, for {first}: mean {meanA}, median {medianA}, minimum {minA} and maximum {maxA}. For {second} these are {meanB}, {medianB}, {minB} and {maxB}.",
            "[Two lines|Side by side]: {first} {minA} to {maxA}, mean {meanA}, median {medianA}; {second} {minB} to {maxB}, mean {meanB}, median {medianB}.",
          ],
          {
            first,
            second,
            frame: frame.frame,
            meanA: a.mean,
            meanB: b.mean,
            medianA: a.median,
            medianB: b.median,
            minA: a.minimum,
            minB: b.minimum,
            maxA: a.maximum,
            maxB: b.maximum,
          },
          { required: ["first", "second"] },
        );
      },
    };
  },
  frames: [
    "Describe {first} and also {second} in {frame}.",
    "I need the basic statistics for {first} as well as {second}; both are columns of {frame}.",
    "{frame} - {first} vs {second}, what do they look like?",
    "[Sanity check|A quick sanity check] before I trust {frame}: the usual numbers for {first}, then for {second}.",
  ],
};

const filterFrame: Scenario<AnalystWorld> = {
  family: "filter_frame_any",
  skill: "data_analysis",
  shape: "complex",
  draw(world, random) {
    const frame = random.pick(world.frames);
    const { place, thing, measures } = partsOf(frame);
    const dimension = random.pick([place, thing]);
    const member = String(random.pick(frame.rows)[dimension]);
    const measure = random.pick(measures);
    const operator = operatorSlot(random);
    const limit = limitWithin(frame.rows, measure, random);
    const any = random.chance(0.6);
    return {
      slots: {
        frame: { value: frame.frame },
        dimension: { value: dimension },
        member: { value: member },
        measure: { value: measure },
        operator,
        limit: { value: limit },
        match: any
          ? { value: "any", text: ["either of the two is enough", "either one will do"], derivation: "synonym" }
          : { value: "all", text: ["both must hold", "both have to be true"], derivation: "synonym" },
      },
      *solve() {
        const seen = yield* call("pandas_filter_frame", {
          frame: frame.frame,
          conditions: [
            { column: dimension, value: member },
            { column: measure, operator: operator.value, value: limit },
          ],
          match: any ? "any" : "all",
        });
        if (!seen.ok) return stopped(seen);
        const made = resultOf<{ frame: string; rows: number; dropped: number }>(seen);
        return told(
          [
            "{made} keeps {rows} rows; {dropped} went out.",
            "{made} is the new frame, with {rows} rows. {frame} itself is unchanged.",
            "Filtered: {rows} rows remain, in {made}.",
            "{dropped} rows dropped, {rows} kept, new frame {made}.",
          ],
          { made: made.frame, rows: made.rows, dropped: made.dropped, frame: frame.frame },
          { required: ["made", "rows"] },
        );
      },
    };
  },
  frames: [
    "Filter {frame} on two conditions, {dimension} {member} and {measure} {operator} {limit} - {match}.",
    "I only care about part of {frame}: {dimension} {member}, {measure} {operator} {limit}. As for combining them, {match}.",
    "Make me a smaller frame out of {frame}. Conditions ({match}): {measure} {operator} {limit}; {dimension} {member}.",
    "Take {frame} and keep {dimension} = {member}, {measure} {operator} {limit}; {match}.",
  ],
};

export const frameScenarios: readonly Scenario<AnalystWorld>[] = [columnSummary, twoColumns, filterFrame];
