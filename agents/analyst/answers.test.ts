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

type Rule = readonly [name: string, breaks: RegExp];

const RULES: readonly Rule[] = [
  ["one of something in the plural", new RegExp(`(?<![\\d.,:-])1 (${COUNTED})\\b`)],
  ["a plural verb after one thing", /(?<![\d.,:-])1 \w+ (are|were|remain|lie|fit|have|qualify)\b/],
  [
    "a plural column with a singular verb",
    new RegExp(`(?<!\\bof |\\bof all )\\b(${MEASURES.join("|")}) (is|was|has|runs|does|averages)\\b`),
  ],
  ["an article too many", /\bthe (the|our)\b|\bfor the management\b/],
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
          for (const text of said(run.closing, `${family} ${place}`)) {
            for (const objection of objections(text)) found.add(`${family}: ${objection}`);
            if (rankingsIn(run.steps).some((groups) => claimsTied(groups, text)))
              found.add(`${family}: a tie has no first: ${text}`);
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

  it.each([
    ["1 rows qualify.", "in the plural"],
    ["1 row are kept.", "plural verb"],
    ["The units is rising.", "singular verb"],
    ["A report for the management.", "article"],
    ["Recoloured: .", "empty value"],
  ])("would not say: %s", (text, reason) => {
    expect(objections(text).join()).toContain(reason);
  });
});
