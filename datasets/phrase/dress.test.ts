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

/** All that stands around these words in sixty draws. */
function around(family: string, words: string): string[] {
  const trajectory = { family, blueprint: { kind: "plain_talk" } } as unknown as VerifiedTrajectory;
  const texts = Array.from({ length: 60 }, (_, draw) => {
    return release(dress(engine, trajectory, style, words, createRandom("dress", draw)).text);
  });
  return [...new Set(texts.map((text) => text.replace(words, "").trim()))];
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
});
