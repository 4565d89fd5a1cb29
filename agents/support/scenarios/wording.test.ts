/** Rules that need the values in the sentence: what frames, reasons and answers say of one, none, and of words that fit badly. */
import { describe, expect, it } from "vitest";
import { createRandom } from "../../../primitives";
import { expandWording, runPlan, type Slots, simulatorFor, type Turn, type Values, worldContext } from "../../contract";
import { supportAgent } from "..";
import { createWorld } from "../world";
import { STEPS } from "../world/words";

type Rule = readonly [name: string, breaks: RegExp];

const BOTH: readonly Rule[] = [
  ["one of several", /(?<![\w.-])1 (minutes|tickets|chats|mails|issues|notices|customers|steps|articles|messages)\b/],
  ["a value said twice", /\b(\w+) (?:and |or )?\1\b/i],
  ["nothing between quotes or brackets", /""|\(\s*\)/],
  ["a value as a schema spells it", /\b[a-z]+_[a-z]+\b/],
  ["two things about each other", /\babout the \w+ about\b/],
  [
    "a day of planning that reads as the day of sending",
    /\b(plan|schedule)\b[^.;,:]* (tomorrow|on 20\d\d|in \d+ (days|weeks))/i,
  ],
  ["a day of sending that reads as the day of the event", /\b(fix|outage) (tomorrow|on 20\d\d|in \d+ (days|weeks))/],
];
const SPOKEN: readonly Rule[] = [
  [
    "a number for none",
    /(?<![\w.-])0 (open |known |resolved |pending )?(tickets|chats|mails|issues|customers|steps)\b/,
  ],
  ["a sentence that begins small", /^[a-z]|(?<![.])[.!?] [a-z]/],
  ["a wait as long as another", /\bthat long\b/],
  [
    "a number of nothing",
    /(?<![\w.-]|tier )\d+ ((open|pending|solved|closed)(?! (tickets?|or pending tickets?)\b)|with|on)\b/,
  ],
  ["a step that is no quotation", new RegExp(`[a-z,] (${STEPS.join("|")})`)],
];

function broken(text: string, rules: readonly Rule[]): string[] {
  return rules.flatMap(([name, breaks]) => (breaks.test(text) ? [`${name}: ${text}`] : []));
}

const simulator = simulatorFor(supportAgent);
const asked = new Set<string>();
const spoken = new Set<string>();

function say(wordings: readonly string[], values: Values, into: Set<string>) {
  for (const wording of wordings) {
    const random = createRandom("wording", wording);
    for (let time = 0; time < 3; time += 1)
      into.add(
        expandWording(wording, random, (name) => {
          const value = values[name]!;
          return String(typeof value === "object" ? value.value : value);
        }),
      );
  }
}

function textsOf(slots: Slots): Values[] {
  const text = (name: string, at: number) => {
    const { value, text: own } = slots[name]!;
    const texts = own === undefined ? [typeof value === "string" ? value : JSON.stringify(value)] : [own].flat();
    return texts[at % texts.length]!;
  };
  return [0, 1, 2].map((at) => Object.fromEntries(Object.keys(slots).map((name) => [name, text(name, at)])));
}

function play(world: ReturnType<typeof createWorld>, turn: Turn) {
  for (const values of textsOf(turn.slots)) say(turn.frames, values, asked);
  const run = runPlan(simulator, world, turn.solve());
  for (const { step } of run.steps) say(step.reasons ?? [], step.values ?? {}, spoken);
  say(run.closing.wordings, run.closing.values, spoken);
  if (run.closing.reply !== undefined) play(run.world, run.closing.reply);
  return run.steps.flatMap(({ observations }) => observations);
}

for (const scenario of supportAgent.scenarios) {
  for (let draw = 0; draw < 14; draw += 1) {
    const context = worldContext("train", "2026-11-20", "wording", scenario.family, draw);
    const world = createWorld(context);
    const situation = scenario.draw(world, context.random.fork("draw"));
    if (situation === undefined) continue;
    const start = situation.world ?? world;
    const { slots, solve } = situation;
    const observations = play(start, { frames: scenario.frames, slots, solve });
    for (const turn of situation.follow?.(observations) ?? [])
      for (const values of textsOf(turn.slots)) say(turn.frames, values, asked);
    for (const gap of scenario.missing ?? [])
      for (const values of textsOf(slots)) say([...gap.frames, ...gap.reply], values, asked);
  }
}

describe("with their values", () => {
  it("requests keep the rules", () => {
    expect(asked.size).toBeGreaterThan(1000);
    expect([...asked].flatMap((text) => broken(text, BOTH))).toEqual([]);
  });
  it("reasons and answers keep the rules", () => {
    expect(spoken.size).toBeGreaterThan(1000);
    expect([...spoken].flatMap((text) => broken(text, [...BOTH, ...SPOKEN]))).toEqual([]);
  });
});

describe("closing words", () => {
  it("point at nothing that an aside may stand before", () => {
    const pointing = /\b(that|this|they|them|their|then|weekend|wait)\b/i;
    expect(supportAgent.lexicon.closers.filter((each) => pointing.test(each))).toEqual([]);
    expect(pointing.test("Then it's off my desk.")).toBe(true);
  });
});

describe("the rules", () => {
  it.each([
    ["A wait of 1 minutes.", "one of several"],
    ["They are waiting and waiting.", "a value said twice"],
    ['It says "".', "nothing between quotes or brackets"],
    ["Reason: customer_impact.", "a value as a schema spells it"],
    ["Send the notice about the outage about the notice about it.", "two things about each other"],
    ["Plan the survey on 2026-12-02.", "a day of planning that reads as the day of sending"],
    ["TCK-12345: notice about the outage tomorrow.", "a day of sending that reads as the day of the event"],
    ["They have 0 open tickets.", "a number for none"],
    ["Up to 58 minutes in mobile; in billing nobody waits that long.", "a wait as long as another"],
    ["2 with CUS-12345, newest first.", "a number of nothing"],
    ["There is 1 open or pending.", "a number of nothing"],
    ["mobile has it.", "a sentence that begins small"],
    ["First this, then Update the app to the current version.", "a step that is no quotation"],
  ])("find in %o %s", (text, name) => {
    expect(broken(text, [...BOTH, ...SPOKEN]).some((each) => each.startsWith(name))).toBe(true);
  });
});
