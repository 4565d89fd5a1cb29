/** What content rows say with real values in it: sentences that begin big, numbers that fit their nouns, no leftovers. */
import { describe, expect, it } from "vitest";
import { createRandom } from "../../primitives";
import {
  expandWording,
  runPlan,
  type Slots,
  simulatorFor,
  type Turn,
  type Values,
  type Wording,
  worldContext,
} from "../contract";
import { contentAgent } from ".";

const WORLDS = 24;
const simulator = simulatorFor(contentAgent);
const PLURAL =
  "articles|calls|channels|contacts|drafts|entries|groups|hours|links|pages|people|phrases|places|points|posts|recipients|searches|segments|sentences|subjects|texts|times|words";

type Rule = readonly [name: string, breaks: RegExp];
const ANYWHERE: readonly Rule[] = [
  ["one of many", new RegExp(`(?<![\\w.:,-])1 (${PLURAL})\\b`)],
  ["a word said twice", /(?<!-)\b([a-z]+) \1\b/],
  ["a list of nothing", /[:(] *[.;)]|\bundefined\b|\bNaN\b/],
  [
    "a name of the code",
    /(?<![\w/.-])(photo_feed|short_video|in_review|load_ms|word_count|internal_links|[a-z]+_post)\b/,
  ],
  ["two times in a row", /\bin the (morning|afternoon|evening) in (\d+ days|a week|two weeks)\b/],
  ["a look that seems to wait", /\b[Ll]ook at (?!both)[^.?]*\bin (\d+ days|a week|two weeks)\b/],
  ["a state said of a text", /\bit (was|had been) draft\b/],
  ["thanks that a closing says again", /\bThanks?\b/],
];
const LACKING: readonly Rule[] = [
  [
    "a thing that may have been named before",
    /(?<!\bin )\b(that|this|my|our|your|the) (campaign|draft|email|mailing|page|post|segment|text)\b(?! (for|about)\b)/,
  ],
];
const ASKING: readonly Rule[] = [["a question that asks nothing", /^(?!.*(\?|\b[Pp]lease\b|\bneed\b|\bwould do\b))/]];
const SENTENCES: readonly Rule[] = [["a sentence that begins small", /^(?!https?:)[a-z]|[.?!] (?!https?:)[a-z]/]];

/** What a slot or a value reads as; titles, phrases and addresses that somebody else wrote are left out. */
function spoken(wording: Wording, text: (name: string) => string): string[] {
  const random = createRandom("spoken", wording);
  const once = () => expandWording(wording, random, text).replaceAll(/"[^"]*"/g, '"X"');
  return [...new Set(Array.from({ length: 4 }, once))];
}

function slotText(slots: Slots, name: string): string {
  const { text, value } = slots[name]!;
  return String([text ?? String(value)].flat()[0]);
}

function valueText(values: Values, name: string): string {
  const value = values[name];
  return String(typeof value === "object" ? value.value : value);
}

function broken(family: string, text: string, rules: readonly Rule[]): string[] {
  return rules.flatMap(([name, breaks]) => (breaks.test(text) ? [`${family}: ${name}: ${text}`] : []));
}

function turnFaults(
  family: string,
  world: ReturnType<typeof contentAgent.createWorld>,
  turn: Turn,
  depth = 0,
): string[] {
  const slot = (name: string) => slotText(turn.slots, name);
  const run = runPlan(simulator, world, turn.solve());
  const { wordings, values, reply } = run.closing;
  return [
    ...turn.frames.flatMap((frame) =>
      spoken(frame, slot).flatMap((text) => broken(family, text, depth === 0 ? [...ANYWHERE, ...SENTENCES] : ANYWHERE)),
    ),
    ...wordings.flatMap((wording) =>
      spoken(wording, (name) => valueText(values, name)).flatMap((text) =>
        broken(family, text, [...ANYWHERE, ...SENTENCES]),
      ),
    ),
    ...run.steps.flatMap(({ step }) =>
      (step.reasons ?? []).flatMap((reason) =>
        spoken(reason, (name) => valueText(step.values ?? {}, name)).flatMap((text) =>
          broken(family, text, [...ANYWHERE, ...SENTENCES]),
        ),
      ),
    ),
    ...(reply === undefined ? [] : turnFaults(family, run.world, reply, depth + 1)),
  ];
}

describe("the words of the content agent", () => {
  it.each(contentAgent.scenarios.map((scenario) => [scenario.family, scenario] as const))("%s", (family, scenario) => {
    const faults = Array.from({ length: WORLDS }, (_, place) => {
      const context = worldContext("train", "2026-11-20", "spoken", place);
      const drawn = contentAgent.createWorld(context);
      const situation = scenario.draw(drawn, context.random.fork("draw", family));
      if (situation === undefined) return [];
      const world = situation.world ?? drawn;
      const first = { frames: scenario.frames, slots: situation.slots, solve: () => situation.solve() };
      const run = runPlan(simulator, world, situation.solve());
      const later = situation.follow?.(run.steps.flatMap(({ observations }) => observations)) ?? [];
      const refused = (scenario.invalid ?? []).flatMap(({ slot, draw, explain, allowed }) => {
        const slots = { ...situation.slots, [slot]: draw(world, context.random.fork("invalid", slot)) };
        return explain.flatMap((wording) =>
          spoken(wording, (name) => (name === "allowed" ? allowed : slotText(slots, name))).flatMap((text) =>
            broken(family, text, [...ANYWHERE, ...SENTENCES]),
          ),
        );
      });
      return [
        ...refused,
        ...turnFaults(family, world, first),
        ...later.flatMap((turn) => turnFaults(family, run.world, turn, 1)),
      ];
    }).flat();
    expect([...new Set(faults)]).toEqual([]);
  });

  it("says of a thing left out which one it is in words that no function knows, and asks for it", () => {
    const asIs = (wording: Wording) => spoken(wording, (name) => name);
    const faults = contentAgent.scenarios.flatMap(({ family, missing = [], invalid = [] }) => [
      ...missing.flatMap(({ frames }) => frames.flatMap(asIs).flatMap((text) => broken(family, text, LACKING))),
      ...[...missing.map(({ ask }) => ask), ...invalid.map(({ explain }) => explain)]
        .flatMap((wordings) => wordings.flatMap(asIs))
        .flatMap((text) => broken(family, text, ASKING)),
    ]);
    expect([...new Set(faults)]).toEqual([]);
  });

  it.each(contentAgent.declines.map((decline) => [decline.family, decline] as const))("%s", (family, decline) => {
    const faults = Array.from({ length: WORLDS }, (_, place) => {
      const context = worldContext("train", "2026-11-20", "spoken", place);
      const slots = decline.draw(contentAgent.createWorld(context), context.random.fork("draw", family));
      if (slots === undefined) return [];
      return [...decline.frames, ...decline.replies].flatMap((wording) =>
        spoken(wording, (name) => slotText(slots, name)).flatMap((text) =>
          broken(family, text, [...ANYWHERE, ...SENTENCES]),
        ),
      );
    }).flat();
    expect([...new Set(faults)]).toEqual([]);
  });

  it.each([
    ["CMP-123 has 1 entries in the calendar.", "one of many"],
    ["There is no calendar for the radio. microblog would do.", "a sentence that begins small"],
    ["Which newsletter text text is it?", "a word said twice"],
    ["Still open (2026-11-20): .", "a list of nothing"],
    ["The channel is photo_feed.", "a name of the code"],
    ["Move PST-12345 to 4 in the afternoon in 12 days.", "two times in a row"],
    ["Would you look at the microblog in 2 days and give DR-1234 an hour?", "a look that seems to wait"],
    ["Now in review; before, it was draft.", "a state said of a text"],
    ["DR-1234 -> draft. Thanks.", "thanks that a closing says again"],
  ])("would not let pass: %s", (text, name) => {
    expect(broken("x", text, [...ANYWHERE, ...SENTENCES])).toEqual([`x: ${name}: ${text}`]);
  });

  it("would not let pass a thing that was named before, nor a question that asks nothing", () => {
    expect(broken("x", "How long is that draft?", LACKING)).toHaveLength(1);
    expect(broken("x", "How long is the draft for the fair?", LACKING)).toEqual([]);
    expect(broken("x", "I can't go up to 725: the scale ends at 100.", ASKING)).toHaveLength(1);
    expect(broken("x", "The scale ends at 100. Where is your limit?", ASKING)).toEqual([]);
  });
});
