import { describe, expect, it } from "vitest";
import { legalAgent } from "../../agents/legal";
import { prepareEngine } from "../engine";
import { choicesFor } from "../repertoire";
import type { AnyAgent, Blueprint, Kind, Trajectory } from "../types";
import { verify } from "../verify";
import { simulate } from ".";
import { EARLIER_TAG } from "./earlier";

const engine = prepareEngine(legalAgent as unknown as AnyAgent);

/** Rows of a kind, each asked to come after served requests, with the choice they were drawn from. */
function drawn(kind: Kind, draws: number) {
  const blueprint = { type: "negative", kind, hallucinationType: null, split: "train", earlier: true } as const;
  const choices = choicesFor(engine, blueprint);
  return Array.from({ length: draws }, (_, index) => {
    const choice = choices[index % choices.length]!;
    const draft = { blueprint: { ...blueprint, index } as Blueprint, choice, key: ["earlier", kind, index] };
    const played = simulate(engine, draft);
    return { choice, trajectory: played.ok ? played.trajectory : undefined };
  }).filter((each): each is typeof each & { trajectory: Trajectory } => each.trajectory !== undefined);
}

describe("served requests before one that cannot be", () => {
  const rows = drawn("missing_required", 60);

  it("come first, are answered, and can be executed again", () => {
    expect(rows.length).toBeGreaterThan(20);
    for (const { trajectory } of rows) {
      const texts = trajectory.script.flatMap((event) => (event.kind === "text" ? [event.decision] : []));
      expect(texts.slice(0, -1).every((decision) => decision === "answer")).toBe(true);
      expect(texts.at(-1)).toBe("ask");
      expect(texts.length).toBeGreaterThan(1);
      expect(trajectory.tags).toContain(EARLIER_TAG);
      expect(verify(engine, trajectory).ok).toBe(true);
      const called = trajectory.script.flatMap((event) => (event.kind === "calls" ? event.calls : []));
      for (const { tool } of called) expect(trajectory.needs).toContain(tool);
    }
  });

  it("never name what the request leaves out", () => {
    const shape = {
      contract: /\bCT-\d/,
      document: /\bDOC-\d/,
      policy: /\bPOL-\d/,
      regulation: /\bRC-\d/,
      risk: /\bRK-\d/,
    };
    let looked = 0;
    for (const { choice, trajectory } of rows) {
      const { missing } = engine.families.get(choice.family)!.scenario;
      const slot = missing!.find((gap) => gap.frames.includes(choice.frame))!.slot;
      const pattern = shape[slot as keyof typeof shape];
      if (pattern === undefined) continue;
      looked += 1;
      const before = trajectory.script
        .slice(0, -2)
        .map((event) =>
          event.kind === "user" ? event.slots : event.kind === "calls" ? event.observations : event.values,
        );
      expect(JSON.stringify(before)).not.toMatch(pattern);
    }
    expect(looked).toBeGreaterThan(8);
  });

  it("are told from those of other rows by what they are about, and may change something", () => {
    const declined = drawn("near_miss", 40);
    const families = new Set(
      declined.flatMap(({ trajectory }) =>
        trajectory.script.flatMap((event) => (event.kind === "user" ? [event.wording] : [])),
      ),
    );
    expect(families.size).toBeGreaterThan(30);
    const turns = declined.map(({ trajectory }) => trajectory.script.filter((event) => event.kind === "user").length);
    expect(turns.every((count) => count >= 2 && count <= 4)).toBe(true);
  });
});
