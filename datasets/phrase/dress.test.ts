import { describe, expect, it } from "vitest";
import { securityAgent } from "../../agents/security";
import { createRandom } from "../../primitives";
import { prepareEngine } from "../engine";
import { PLAIN_TALK } from "../repertoire";
import type { AnyAgent, VerifiedTrajectory } from "../types";
import { dress } from "./dress";
import { release } from "./noise";
import type { RowStyle } from "./style";

const engine = prepareEngine(securityAgent as unknown as AnyAgent);
const style = { opener: true, closer: true, aside: false, noise: false } as RowStyle;

const REQUEST = [{ kind: "user", stage: "request" }];

/** All that stands around these words in sixty draws. */
function around(family: string, words: string, before: readonly string[] = []): string[] {
  const script = [...before.map(() => ({ kind: "user", stage: "later" })), ...REQUEST];
  const trajectory = { family, script, blueprint: { kind: "plain_talk" } } as unknown as VerifiedTrajectory;
  const texts = Array.from({ length: 60 }, (_, draw) => {
    return release(dress(engine, trajectory, style, words, createRandom("dress", draw)).text);
  });
  return [...new Set(texts.map((text) => text.replace(words, "").trim()))];
}

/** A request, dressed by an agent that has facts to tell, once per draw. */
function withAsides(talkative: typeof engine, words: string, draws: number, results: readonly object[] = []): string[] {
  const trajectory = {
    family: "rotate_key",
    // The world of a call holds all facts; that tells nothing of what the row shows.
    script: [...REQUEST, { kind: "calls", observations: results, before: [{ keys: ["key-2000", "key-3000"] }] }],
    blueprint: { kind: "single" },
  } as unknown as VerifiedTrajectory;
  return Array.from({ length: draws }, (_, draw) => {
    const random = createRandom("dress", draw);
    return release(dress(talkative, trajectory, { ...style, aside: true }, words, random).text);
  });
}

describe("what stands around a request", () => {
  it("asks nothing of somebody who is thanked", () => {
    const texts = around(PLAIN_TALK, "Much obliged, that's all I needed.").join(" ");
    expect(texts).not.toMatch(/that would help|sooner|careful|check/i);
  });
  it("sets no deadline for a question of principle, and may give thanks", () => {
    const texts = around(PLAIN_TALK, "Why should keys be rotated at all?").join(" ");
    expect(texts).not.toMatch(/sooner|manager|offline|ticket/i);
    expect(texts).toMatch(/thank/i);
  });
  it("may do both for a request", () => {
    expect(around("rotate_key", "Rotate key-1000.").join(" ")).toMatch(/sooner|manager|offline|ticket/i);
  });
  it("adds no fact about what the request names", () => {
    const facts = ["(key-1000 is two years old.)", "Region eu-west has key-2000.", "key-3000 belongs to team-a."];
    const talkative = {
      ...engine,
      agent: { ...engine.agent, aside: (_: unknown, random: { pick<T>(from: readonly T[]): T }) => random.pick(facts) },
    } as unknown as typeof engine;
    const texts = withAsides(talkative, "Rotate key-1000.", 60);
    expect(texts.join(" ")).toContain("key-2000");
    expect(texts.join(" ")).not.toContain("two years old");
    const found = withAsides(talkative, "Rotate key-1000.", 60, [{ ok: true, value: { successor: "key-2000" } }]);
    expect(found.join(" ")).toContain("key-3000");
    expect(found.join(" ")).not.toContain("key-2000");
  });
  it("closes a terse request before another sentence, also after brackets", () => {
    const talkative = {
      ...engine,
      agent: { ...engine.agent, aside: () => "Team Blue asked for it." },
    } as unknown as typeof engine;
    const texts = withAsides(talkative, "read both (two steps)", 20);
    expect(texts.some((text) => text.includes("(two steps). Team Blue"))).toBe(true);
    expect(texts.some((text) => text.includes("(two steps) Team"))).toBe(false);
  });
  it("puts an afterthought, and any fact where the opener leads to the request, after the request", () => {
    const said = (openers: readonly string[], fact: string) => {
      const talkative = {
        ...engine,
        agent: { ...engine.agent, aside: () => fact, lexicon: { ...engine.agent.lexicon, openers } },
      } as unknown as typeof engine;
      const trajectory = {
        family: "rotate_key",
        script: REQUEST,
        blueprint: { kind: "single" },
      } as unknown as VerifiedTrajectory;
      return Array.from({ length: 40 }, (_, draw) => {
        const random = createRandom("dress", draw);
        return release(dress(talkative, trajectory, { ...style, aside: true }, "Rotate it.", random).text);
      });
    };
    const comesFirst = (texts: readonly string[], fact: string) =>
      texts.some((text) => text.includes(`${fact} Rotate`));
    const plain = "Team Blue asked for it.";
    expect(comesFirst(said(["Small thing."], plain), plain)).toBe(true);
    expect(comesFirst(said(["On my list:"], plain), plain)).toBe(false);
    for (const late of ["Oh, and Team Blue asked.", "By the way, Team Blue asked.", "Team Blue asked, by the way."])
      expect(comesFirst(said(["Small thing."], late), late)).toBe(false);
  });
  it("greets where a conversation begins, and only there", () => {
    const greeting = /\b(hi|hello|morning|afternoon)\b/i;
    expect(around("rotate_key", "Rotate key-1000.").join(" ")).toMatch(greeting);
    expect(around("rotate_key", "Rotate key-1000.", ["List the keys."]).join(" ")).not.toMatch(greeting);
  });
});
