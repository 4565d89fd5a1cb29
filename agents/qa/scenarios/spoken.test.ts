/** What the QA agent says with the values of many worlds in it: numbers fit their nouns, and every answer names its subject. */
import { describe, expect, it } from "vitest";
import { createRandom } from "../../../primitives";
import { expandWording, runPlan, simulatorFor, type Values, worldContext } from "../../contract";
import { qaAgent } from "..";
import { REASONS } from "./reasons";

const RULES: readonly (readonly [name: string, breaks: RegExp])[] = [
  [
    "one of a plural",
    /(?<![\d.,:-])\b1 (\w+ )?(tests|cases|methods|modules|files|failures|violations|gaps|classes|elements)\b/,
  ],
  ["all of two", /\b[Aa]ll( the)? 2\b/],
  ["one of one", /\b1 of 1\b/],
  ["brackets closed twice", /\)\)/],
  ["brackets side by side", /\) \(/],
  ["a list without an end", /, and \./],
  ["no value", /\b(undefined|null|NaN)\b/],
  ["a word for nothing", /\b(needs it more|the real one|takes its place|is it there|gave none|none passed)\b/],
  ["a level alone", /\bviolations? of level\b/],
];

const POINTS_BACK = /\b(that|this|same|another) (run|file|module|test|page|flow|class)\b|talked about|discussed/;

function broken(text: string): string[] {
  return RULES.flatMap(([name, breaks]) => (breaks.test(text) ? [`${name}: ${text}`] : []));
}

const NAME = /[\s\d_./-]|[A-Z]/;
const WORLDS = 12;
const simulator = simulatorFor(qaAgent);

function shown(values: Values, name: string): string {
  const value = values[name];
  return String(typeof value === "object" ? value.value : value);
}

const closings = qaAgent.scenarios.flatMap((scenario) =>
  Array.from({ length: WORLDS }, (_, place) => {
    const context = worldContext("train", "2026-11-20", "spoken", scenario.family, place);
    const world = qaAgent.createWorld(context);
    const situation = scenario.draw(world, context.random.fork("draw"));
    if (situation === undefined) return [];
    const { closing } = runPlan(simulator, situation.world ?? world, situation.solve());
    return [{ family: scenario.family, slots: situation.slots, closing }];
  }).flat(),
);

describe("what the qa agent says", () => {
  it("fits its numbers, whatever they are", () => {
    const texts = closings.flatMap(({ closing: { wordings, values } }) =>
      wordings.map((wording) => expandWording(wording, createRandom(wording), (name) => shown(values, name))),
    );
    expect(texts.length).toBeGreaterThan(1500);
    expect([...new Set(texts.flatMap(broken))]).toEqual([]);
  });

  it("names what was asked about, so that it can stand beside another answer", () => {
    const nameless = closings.filter(({ slots, closing: { kind, wordings, values } }) => {
      if (kind !== "answer" && kind !== "partial") return false;
      const subjects = Object.values(slots).flatMap(({ value }) =>
        typeof value === "string" && NAME.test(value) ? [value] : [],
      );
      const says = (wording: string) => {
        const text = expandWording(wording, createRandom(wording), (name) => shown(values, name));
        return subjects.some((subject) => text.includes(subject));
      };
      return subjects.length > 0 && wordings.filter(says).length < Math.min(2, wordings.length);
    });
    expect([...new Set(nameless.map(({ family }) => family))]).toEqual([]);
  });

  it("gives reasons that name what they are about", () => {
    const reasons = Object.values(REASONS).flat();
    expect(reasons.flatMap((wording) => broken(expandWording(wording, createRandom(wording), () => "1")))).toEqual([]);
  });

  it("leaves out what is missing without pointing back to earlier talk, which may have it", () => {
    const frames = qaAgent.scenarios.flatMap(({ missing = [] }) => missing.flatMap((each) => each.frames));
    expect(frames.filter((frame) => POINTS_BACK.test(frame))).toEqual([]);
    expect(POINTS_BACK.test("What's the coverage of that module?")).toBe(true);
    expect(POINTS_BACK.test("Launch the class we [talked about|discussed].")).toBe(true);
  });

  it.each([
    ["1 smoke tests fail", "one of a plural"],
    ["All 2 pass", "all of two"],
    ["1 of 1 failed", "one of one"],
    ["(gaps: line 3 (f))", "brackets closed twice"],
    ["a (x) (RUN-1)", "brackets side by side"],
    ["undefined passed", "no value"],
    ["Now the page: is it there?", "a word for nothing"],
    ["The file gave none passed", "a word for nothing"],
    ["no violation of level AAA", "a level alone"],
  ])("does not say %o", (text, name) => {
    expect(broken(text).some((each) => each.startsWith(name))).toBe(true);
  });
});
