/** What the analyst's scenarios share: slots people word in several ways, and honest endings. */
import type { Random } from "../../../primitives";
import { answer, type Closing, type Observation, partial, type Slot, type Values, type Wording } from "../../contract";
import { type Aggregate, grouped } from "../tools/rows";
import type { AnalystWorld, Column, Frame, Table } from "../world";

/** The ending for a call that failed in a way the plan has no other road for. */
export function stopped(observation: Observation): Closing {
  if (observation.ok) throw new RangeError("stopped: the call did not fail");
  return partial(
    [
      "[That did not work|No luck]: {reason}.[ Nothing was changed.|]",
      "I had to stop[ here|], because {reason}.",
      "[Sorry, the|The] call came back with an error: {reason}.[ Shall I try something else?|]",
      "Not possible [as things stand|right now]: {reason}.",
      "I tried, and got this back: {reason}.[ Tell me how you would like to go on.|]",
      "I cannot finish this, because {reason}.",
    ],
    { reason: observation.error.message },
  );
}

const ASK_BEFORE = [
  "I can do that. ",
  "One detail is missing. ",
  "Let me ask first. ",
  "One thing is open. ",
  "Quick check. ",
  "Before I go on, one question. ",
];
const ASK_AFTER = [
  " Then I can go ahead.",
  " That's all I need.",
  " The rest is clear.",
  " I'll do it right after.",
  " A short answer will do.",
];

function among(texts: readonly string[], silent: number): string {
  return `[${[...texts, ...Array<string>(silent).fill("")].join("|")}]`;
}

const SINGULAR: Readonly<Record<string, string>> = {
  are: "is",
  belong: "belongs",
  charts: "chart",
  dots: "dot",
  entries: "entry",
  fit: "fits",
  groups: "group",
  have: "has",
  hits: "hit",
  joined: "joined",
  lie: "lies",
  marks: "mark",
  open: "open",
  periods: "period",
  points: "point",
  qualify: "qualifies",
  remain: "remains",
  rows: "row",
  sections: "section",
  subscriptions: "subscription",
  teams: "team",
  values: "value",
  were: "was",
  workbooks: "workbook",
};

/** A count of one takes the singular: "1 row qualifies". */
function counted(wording: Wording, values: Values): Wording {
  return wording.replace(
    /\{(\w+)\}((?: (?:are|belong|charts|dots|entries|fit|groups|have|joined|lie|marks|open|periods|points|qualify|remain|rows|sections|subscriptions|teams|values|were|workbooks))+)\b/g,
    (whole, name: string, words: string) => {
      const value = values[name];
      const number = typeof value === "object" ? value.value : value;
      if (number !== 1) return whole;
      return `{${name}}${words.replace(/\w+/g, (word) => SINGULAR[word] ?? word)}`;
    },
  );
}

/** An answer whose counts and nouns agree. */
export function told(
  wordings: readonly Wording[],
  values: Values = {},
  options: { required?: readonly string[] } = {},
): Closing {
  return answer(
    wordings.map((wording) => counted(wording, values)),
    values,
    options,
  );
}

/** Questions back, in more than one tone. */
export function asking(wordings: readonly Wording[]): Wording[] {
  return wordings.map((wording) => `${among(ASK_BEFORE, 14)}${wording}${among(ASK_AFTER, 10)}`);
}

/** "a, b and c" */
export function listed(items: readonly (string | number)[]): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

/** The value of a successful call as the type its tool returns. */
export function resultOf<T>(observation: Observation & { readonly ok: true }): T {
  return observation.value as unknown as T;
}

const AGGREGATE_WORDS = {
  sum: ["total", "sum"],
  mean: ["mean", "average"],
  median: ["median"],
  minimum: ["minimum"],
  maximum: ["maximum"],
} as const;

type AskedAggregate = keyof typeof AGGREGATE_WORDS;

/** What a figure of this kind is called in an answer: "the total of units". */
export function kindOf(aggregate: AskedAggregate): string {
  return AGGREGATE_WORDS[aggregate][0];
}

/** What joins and charts can be asked for. */
export const SUM_OR_MEAN: readonly AskedAggregate[] = ["sum", "mean"];

/** What a ranking can be asked on: by its lowest value, nobody could tell which group comes first. */
export const RANKED_BY: readonly AskedAggregate[] = ["sum", "mean", "median", "maximum"];

/** Stands before a measure: "average revenue". */
export function aggregateSlot(
  random: Random,
  offered = Object.keys(AGGREGATE_WORDS) as readonly AskedAggregate[],
): Slot & { readonly value: AskedAggregate } {
  const value = random.pick(offered);
  return { value, text: AGGREGATE_WORDS[value], derivation: "synonym" };
}

const OPERATOR_WORDS = {
  above: ["above", "over", "more than"],
  below: ["below", "under", "less than"],
  at_least: ["at least", "no less than"],
  at_most: ["at most", "no more than"],
} as const;

type AskedOperator = keyof typeof OPERATOR_WORDS;

/** Stands before a number: "over 40". */
export function operatorSlot(
  random: Random,
  among = Object.keys(OPERATOR_WORDS) as readonly AskedOperator[],
): Slot & { readonly value: AskedOperator } {
  const value = random.pick(among);
  return { value, text: OPERATOR_WORDS[value], derivation: "synonym" };
}

/** A number that lies within the values of a column, as the text that a condition takes. */
export function limitWithin(rows: Table["rows"], column: string, random: Random): string {
  const numbers = rows.map((row) => Number(row[column])).sort((left, right) => left - right);
  return String(numbers[Math.floor(numbers.length * (0.3 + 0.3 * random.float()))]!);
}

/** A fact table: it has a day, two dimensions and two measures. */
export function factTables(world: AnalystWorld): readonly Table[] {
  return world.tables.filter((table) => table.columns[0]!.name === "day" && !table.restricted);
}

/** The parts every fact table and its frames have, by position. */
export function partsOf(source: Table | Frame) {
  const [day, place, thing, first, second] = source.columns as readonly [Column, Column, Column, Column, Column];
  return { day: day.name, place: place.name, thing: thing.name, measures: [first.name, second.name] as const };
}

/** What the totals of a period are called. */
const TOTALS: Readonly<Record<string, string>> = {
  week: "weekly totals",
  month: "monthly totals",
  quarter: "quarterly totals",
};

/** Periods as they are said: weeks are known by their Monday; "totals" are named after the period. */
export function periodsIn(period: string, raw: readonly Wording[]): Wording[] {
  const wordings = raw.map((wording) => wording.replaceAll("period totals", TOTALS[period] ?? "totals"));
  if (period !== "week") return wordings;
  return wordings.map((wording) =>
    wording
      .replace(/(^|[.:] )\{(first|last)\}/g, "$1The week of {$2}")
      .replace(/(?<!eek of )\{(first|last)\}/g, "the week of {$1}"),
  );
}

/** How an ordered list of groups stands: whether one alone is first, second, last. */
export function standing(groups: Groups["groups"]) {
  const differ = (left: number, right: number) => groups[left]?.value !== groups[right]?.value;
  const last = groups.length - 1;
  return {
    first: groups.length > 1 && differ(0, 1),
    second: groups.length > 1 && differ(0, 1) && differ(1, 2),
    last: groups.length > 1 && differ(last, last - 1),
  };
}

/** The groups of a table as the warehouse lists them: a request for the first one needs one that stands alone. */
export function standingOf(table: Table, group: string, measure: string, aggregate: Aggregate = "sum") {
  return standing(grouped(table.rows, (row) => row[group], measure, aggregate));
}

/** Whether a cut after so many ordered rows would leave out one as large as one that stays. */
export function cutsEqual(rows: Table["rows"], measure: string, limit: number, descending: boolean): boolean {
  const ordered = rows
    .map((row) => Number(row[measure]))
    .sort((left, right) => (descending ? right - left : left - right));
  return ordered[limit] !== undefined && ordered[limit] === ordered[limit - 1];
}

/** Whether the largest value lies more than so many standard deviations above the mean. */
export function hasOutlier(values: readonly number[], threshold: number): boolean {
  const mean = values.reduce((total, value) => total + value, 0) / values.length;
  const spread = Math.sqrt(values.reduce((total, value) => total + (value - mean) ** 2, 0) / values.length);
  return spread > 0 && Math.max(...values) - mean > threshold * spread;
}

export interface Groups {
  readonly groups: readonly { readonly group: string; readonly value: number }[];
}
