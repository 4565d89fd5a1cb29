/** Rules of grammar that every text of the six agents keeps, whatever values stand in it. */
import { describe, expect, it } from "vitest";
import { createRandom } from "../primitives";
import { analystAgent } from "./analyst";
import { contentAgent } from "./content";
import {
  type Agent,
  expandWording,
  type JsonSchema,
  runPlan,
  simulatorFor,
  type Turn,
  type Values,
  type Wording,
  worldContext,
} from "./contract";
import { legalAgent } from "./legal";
import { qaAgent } from "./qa";
import { securityAgent } from "./security";
import { supportAgent } from "./support";

type Rule = readonly [name: string, breaks: RegExp];

const ANYWHERE: readonly Rule[] = [
  ["a before a vowel", /\b[Aa] (?!uni|use|usu|eu|one\b|once)[aeiou]/],
  ["an before a consonant", /\b[Aa]n (?!hour|honest|SVG|SEO|S |M |X )[bcdfgjklmnpqrstvwxyz]/],
  ["a space before a stop", / [,;.!?](?![\w.])/],
  ["a stop said twice", /[,;:]\s*[,;:.!?]|(?<!\.)\.\.(?!\.)|[!?]\./],
  ["a word said twice", /(?<!-)\b(the|a|an|of|to|is|in|on|and|for) \1\b/i],
];
const SPOKEN: readonly Rule[] = [
  ["a sentence that begins small", /^(?!\w*_)[a-z]|(?<!\.)[.!?] (?!\w*_)[a-z]/],
  ["a text without an end", /(?<!\bValue_\w*)[^.!?"”):\w]$|(?<!\bValue_\w*)\w$/],
];

/** What cannot be said before anything was done. */
const FOLLOWS = /^(Then|After that|Afterwards|Finally)\b/;

/** "2 of 3" and "all 3" say nothing where the number is one. */
function namesShareOfOne(wording: Wording, values: Values): boolean {
  return Object.entries(values).some(
    ([name, value]) =>
      (typeof value === "object" ? value.value : value) === 1 &&
      new RegExp(`\\b([Oo]f|[Aa]ll|[Bb]oth)( the)? \\{${name}\\}`).test(wording),
  );
}

function enumsOf(schema: JsonSchema): string[] {
  const inner = [...Object.values(schema.properties ?? {}), ...(schema.items === undefined ? [] : [schema.items])];
  return [...(schema.enum ?? []), ...inner.flatMap(enumsOf)];
}

function broken(text: string, rules: readonly Rule[]): string[] {
  return rules.flatMap(([name, breaks]) => (breaks.test(text) ? [`${name}: ${text}`] : []));
}

/** Every alternative of a wording comes up in a few draws; a value is a word that begins with a capital. */
function said(wording: Wording): string[] {
  const random = createRandom("grammar", wording);
  return [...new Set(Array.from({ length: 6 }, () => expandWording(wording, random, (name) => `Value_${name}`)))];
}

const agents = [qaAgent, supportAgent, analystAgent, legalAgent, contentAgent, securityAgent] as unknown as Agent[];
const TODAY = "2026-11-20";

describe.each(agents)("the texts of $name", (agent) => {
  const simulator = simulatorFor(agent);
  const spoken = new Set<Wording>();
  const asked = new Set<Wording>();
  const begun = new Set<Wording>();
  const counted = new Set<Wording>();
  const raw = new Set<string>();
  const enums = new Set(
    agent.tools.flatMap((tool) => enumsOf(tool.parameters)).filter((value) => /^[a-z]+(_[a-z]+)+$/.test(value)),
  );

  const turn = (world: ReturnType<typeof agent.createWorld>, played: Pick<Turn, "solve">, isFirst = true) => {
    const run = runPlan(simulator, world, played.solve());
    for (const { step } of run.steps) for (const reason of step.reasons ?? []) spoken.add(reason);
    if (isFirst) for (const reason of run.steps[0]?.step.reasons ?? []) begun.add(reason);
    const { values } = run.closing;
    for (const wording of run.closing.wordings) {
      spoken.add(wording);
      if (namesShareOfOne(wording, values)) counted.add(wording);
    }
    for (const [name, value] of Object.entries(values))
      if (
        run.closing.kind !== "ask" &&
        enums.has(String(value)) &&
        run.closing.wordings.some((each) => each.includes(`{${name}}`))
      )
        raw.add(`${name}=${String(value)}: ${run.closing.wordings[0]}`);
    const reply = run.closing.reply;
    if (reply !== undefined) turn(run.world, reply, false);
  };
  for (const scenario of agent.scenarios) {
    for (const frame of scenario.frames) asked.add(frame);
    for (const gap of scenario.missing ?? []) {
      for (const frame of gap.frames) asked.add(frame);
      for (const wording of gap.ask) spoken.add(wording);
    }
    for (const bad of scenario.invalid ?? []) for (const wording of bad.explain) spoken.add(wording);
    for (let draw = 0; draw < 8; draw += 1) {
      const context = worldContext("train", TODAY, scenario.family, draw);
      const world = agent.createWorld(context);
      const situation = scenario.draw(world, context.random.fork("draw"));
      if (situation !== undefined) turn(situation.world ?? world, situation);
    }
  }
  for (const decline of agent.declines) {
    for (const frame of decline.frames) asked.add(frame);
    for (const reply of decline.replies) spoken.add(reply);
  }

  it("begin with a reason that follows nothing", () => {
    expect([...begun].flatMap(said).filter((text) => FOLLOWS.test(text))).toEqual([]);
  });
  it("never speak of one as of several", () => {
    expect([...counted]).toEqual([]);
  });
  it("never answer with a value as a schema spells it", () => {
    expect([...raw]).toEqual([]);
  });
  it("keep the rules where the user speaks", () => {
    expect(asked.size).toBeGreaterThan(100);
    expect([...asked].flatMap(said).flatMap((text) => broken(text, ANYWHERE))).toEqual([]);
  });
  it("keep the rules where the agent speaks", () => {
    expect(spoken.size).toBeGreaterThan(200);
    expect([...spoken].flatMap(said).flatMap((text) => broken(text, [...ANYWHERE, ...SPOKEN]))).toEqual([]);
  });
});

describe("the rules", () => {
  it.each([
    ["a apple", "a before a vowel"],
    ["an pear", "an before a consonant"],
    ["so , this", "a space before a stop"],
    ["well,. this", "a stop said twice"],
    ["of of it", "a word said twice"],
    ["done. it is", "a sentence that begins small"],
    ["It is done", "a text without an end"],
  ])("find in %o %s", (text, name) => {
    expect(broken(text, [...ANYWHERE, ...SPOKEN]).some((each) => each.startsWith(name))).toBe(true);
  });
  it("leave good sentences alone", () => {
    const good = ["An SVG file is there.", "A user asked twice.", "It took an hour... or so."];
    expect(good.flatMap((text) => broken(text, [...ANYWHERE, ...SPOKEN]))).toEqual([]);
  });
});
