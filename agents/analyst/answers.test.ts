/** What the analyst's answers may not say, whatever the world holds: rare values come up in many worlds. */
import { describe, expect, it } from "vitest";
import { createRandom } from "../../primitives";
import { type Closing, expandWording, runPlan, simulatorFor, type Turn, worldContext } from "../contract";
import { analystAgent } from ".";
import { type Groups, standing } from "./scenarios/shared";
import { SUBJECTS } from "./vocabulary";
import type { AnalystWorld } from "./world";

const COUNTED = "rows|entries|charts|marks|points|values|sections|subscriptions|teams|periods|workbooks|dots|groups";
const MEASURES = SUBJECTS.flatMap(({ measures }) => measures.map(([name]) => name)).filter((name) =>
  name.endsWith("s"),
);
const ALL_MEASURES = SUBJECTS.flatMap(({ measures }) => measures.map(([name]) => name));

type Rule = readonly [name: string, breaks: RegExp];

const RULES: readonly Rule[] = [
  ["one of something in the plural", new RegExp(`(?<![\\d.,:-])1 (${COUNTED})\\b`)],
  ["a plural verb after one thing", /(?<![\d.,:-])1 \w+ (are|were|remain|lie|fit|have|qualify)\b/],
  [
    "a plural column with a singular verb",
    new RegExp(`(?<!\\bof |\\bof all )\\b(${MEASURES.join("|")}) (is|was|has|runs|does|averages)\\b`),
  ],
  ["an article too many", /\bthe (the|our)\b|\bfor the management\b/],
  ["a trend of nothing", /\b[Ii]t(?:'s| is) (rising|falling|flat)\b|\b\d+ periods\b/],
  ["a new sentence that begins with a bare column", new RegExp(`[.!] (${ALL_MEASURES.join("|")}): `)],
  ["a total of a plural", new RegExp(`(?:\\ba|\\d) (in )?total (${ALL_MEASURES.join("|")})\\b`)],
  ["an empty value", /\(\s*\)|: \.|: ,|\bundefined\b|\bNaN\b/],
];
const FIRST = /\b(is highest|highest is|highest figure|on top|has the most|came first|comes first)\b/i;
const LAST = /\b(lowest total|smallest contribution|has the least|at the bottom)\b/i;

function said({ wordings, values }: Closing, key: string): string[] {
  const random = createRandom("answers", key);
  const text = (name: string) => {
    const value = values[name]!;
    return String(typeof value === "object" ? value.value : value);
  };
  return wordings.flatMap((wording) => [expandWording(wording, random, text), expandWording(wording, random, text)]);
}

function objections(text: string): string[] {
  return RULES.flatMap(([name, breaks]) => (breaks.test(text) ? [`${name}: ${text}`] : []));
}

/** Where a ranking has no single first or last, nothing may be called so. */
function claimsTied(groups: Groups["groups"], text: string): boolean {
  const { first, last } = standing(groups);
  return (!first && FIRST.test(text)) || (!last && LAST.test(text));
}

/** A reason that says three words in a row twice names its ground and its aim with the same words. */
function saysTwice(reason: string): boolean {
  const words = reason.toLowerCase().match(/[\w{}']+/g) ?? [];
  const runs = words.slice(2).map((word, index) => `${words[index]} ${words[index + 1]} ${word}`);
  return new Set(runs).size < runs.length;
}

/** Fewer rows than were asked for: how many there are has to be said, or the list looks cut off. */
function hidesShortage(call: { readonly limit: number; readonly matched: number }, text: string): boolean {
  return call.matched > 0 && call.matched < call.limit && !/\b(one|only|single|both)\b/i.test(text)
    ? !new RegExp(`(?<![\\d.-])${call.matched} (rows|entries|matches)\\b`).test(text)
    : false;
}

function listsIn(steps: ReturnType<typeof runPlan>["steps"]) {
  return steps
    .flatMap(({ observations }) => observations)
    .flatMap((each) => {
      if (!each.ok || each.call.tool !== "sql_run_query" || typeof each.call.args.limit !== "number") return [];
      return [{ limit: each.call.args.limit, matched: (each.value as unknown as { matched: number }).matched }];
    });
}

function rankingsIn(steps: ReturnType<typeof runPlan>["steps"]): Groups["groups"][] {
  return steps
    .flatMap(({ observations }) => observations)
    .flatMap((each) => (each.ok && /aggregate|join/.test(each.call.tool) ? [each.value] : []))
    .map((value) => (value as unknown as Groups).groups)
    .filter((groups) => groups.length > 1);
}

describe("the answers of the analyst", () => {
  const simulator = simulatorFor(analystAgent);

  function everything(worlds: number): string[] {
    const found = new Set<string>();
    for (let place = 0; place < worlds; place += 1) {
      const world = analystAgent.createWorld(worldContext("train", "2026-11-20", "answers", place));
      for (const { family, draw } of analystAgent.scenarios) {
        const random = createRandom("answers", place, family);
        const situation = draw(world, random);
        if (situation === undefined) continue;
        const play = (turn: Pick<Turn, "solve">, start: AnalystWorld) => {
          const run = runPlan(simulator, start, turn.solve());
          for (const reason of run.steps.flatMap(({ step }) => step.reasons ?? []))
            if (saysTwice(reason)) found.add(`${family}: says it twice: ${reason}`);
          for (const text of said(run.closing, `${family} ${place}`)) {
            for (const objection of objections(text)) found.add(`${family}: ${objection}`);
            if (rankingsIn(run.steps).some((groups) => claimsTied(groups, text)))
              found.add(`${family}: a tie has no first: ${text}`);
            if (listsIn(run.steps).some((list) => hidesShortage(list, text)))
              found.add(`${family}: hides that there are fewer: ${text}`);
          }
          if (run.closing.reply !== undefined) play(run.closing.reply, run.world);
          return run;
        };
        const run = play(situation, situation.world ?? world);
        const observations = run.steps.flatMap((step) => step.observations);
        for (const turn of situation.follow?.(observations) ?? []) play(turn, run.world);
      }
    }
    return [...found];
  }

  it("keep the rules in many worlds", () => {
    expect(everything(60)).toEqual([]);
  });

  it("would find a first place in a tie", () => {
    const tied = [
      { group: "Ivywick", value: 7 },
      { group: "Elmgate", value: 7 },
      { group: "Dunford", value: 2 },
    ];
    expect(claimsTied(tied, "Ivywick is highest with 7.")).toBe(true);
    expect(claimsTied(tied, "Dunford has the least of these.")).toBe(false);
    expect(claimsTied(tied.slice(1), "Elmgate is highest with 7.")).toBe(false);
  });

  it("would find a reason that says one thing twice", () => {
    expect(saysTwice("The height of the line is not known yet, so I need the height of the line.")).toBe(true);
    expect(saysTwice("The height of the line is not known yet, so I need the mean of {y}.")).toBe(false);
  });

  it("would find a list that hides how short it is", () => {
    expect(hidesShortage({ limit: 8, matched: 6 }, "With 2654, it's Dunhaven: 1645 and 350.")).toBe(true);
    expect(hidesShortage({ limit: 8, matched: 6 }, "Dunhaven has 6 rows in all: 1645 and 350.")).toBe(false);
    expect(hidesShortage({ limit: 6, matched: 6 }, "It's Dunhaven: 1645 and 350.")).toBe(false);
  });

  it.each([
    ["1 rows qualify.", "in the plural"],
    ["1 row are kept.", "plural verb"],
    ["The units is rising.", "singular verb"],
    ["A report for the management.", "article"],
    ["It is falling; Dunwick is at the bottom.", "trend of nothing"],
    ["Entries: Old Hills 3. revenue: Old Hills 20.", "bare column"],
    ["With a total contacts of 12, leads_x is first.", "total of a plural"],
    ["Of 1040 in total units, Dunwick has 20.", "total of a plural"],
    ["Recoloured: .", "empty value"],
  ])("would not say: %s", (text, reason) => {
    expect(objections(text).join()).toContain(reason);
  });
});
