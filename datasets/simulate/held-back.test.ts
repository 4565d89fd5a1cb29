import { describe, expect, it } from "vitest";
import { contentAgent } from "../../agents/content";
import { securityAgent } from "../../agents/security";
import { supportAgent } from "../../agents/support";
import { prepareEngine } from "../engine";
import { choicesFor } from "../repertoire";
import type { AnyAgent, Blueprint } from "../types";
import { simulate } from ".";

const engine = prepareEngine(contentAgent as unknown as AnyAgent);

describe("an ending that holds a function back", () => {
  it("has the function in what the row must show, though no call names it", () => {
    const blueprint = { type: "react", kind: "short_chain", hallucinationType: null, split: "train" } as const;
    const choices = choicesFor(engine, blueprint).filter(({ family }) => family === "shorten_then_send_to_review");
    const held = Array.from({ length: 80 }, (_, index) => {
      const draft = { blueprint: { ...blueprint, index } as Blueprint, choice: choices[index % choices.length]! };
      const played = simulate(engine, { ...draft, key: ["held", index] });
      return played.ok ? [played.trajectory] : [];
    })
      .flat()
      .filter(({ tags }) => tags.includes("partial"));
    expect(held.length).toBeGreaterThan(3);
    for (const { needs, script } of held) {
      const called = script.flatMap((event) => (event.kind === "calls" ? event.calls : [])).map(({ tool }) => tool);
      expect(called).not.toContain("content_generator_set_status");
      expect(needs).toContain("content_generator_set_status");
    }
  });
});

describe("a question which one is meant", () => {
  it("has what the answer would lead to in what the row must show", () => {
    const security = prepareEngine(securityAgent as unknown as AnyAgent);
    const blueprint = {
      type: "negative",
      kind: "ambiguous_entity",
      hallucinationType: "invalid_parameters",
      split: "train",
    } as const;
    const choices = choicesFor(security, blueprint).filter(({ family }) => family === "which_account_of_surname");
    const asked = Array.from({ length: 30 }, (_, index) => {
      const draft = { blueprint: { ...blueprint, index } as Blueprint, choice: choices[index % choices.length]! };
      const played = simulate(security, { ...draft, key: ["asked", index] });
      return played.ok ? [played.trajectory] : [];
    }).flat();
    expect(asked.length).toBeGreaterThan(3);
    for (const { needs } of asked) expect(needs).toContain("auth_system_set_lock");
  });
});

describe("a condition that does not hold", () => {
  it("leaves the row the function that it would have led to", () => {
    const support = prepareEngine(supportAgent as unknown as AnyAgent);
    const blueprint = { type: "react", kind: "short_chain", hallucinationType: null, split: "train" } as const;
    const choices = choicesFor(support, { ...blueprint, kind: "recovery_environment" }).filter(
      ({ family }) => family === "check_age_of_article_for_code",
    );
    const played = Array.from({ length: 200 }, (_, index) => {
      const draft = {
        blueprint: { ...blueprint, kind: "recovery_mistake", index } as Blueprint,
        choice: choices[index % choices.length]!,
      };
      return simulate(support, { ...draft, key: ["branch", index] });
    }).flatMap((each) => (each.ok ? [each.trajectory] : []));
    expect(played.length).toBeGreaterThan(10);
    for (const { needs } of played) expect(needs).toContain("knowledge_base_flag_article");
    const calls = played.map(({ script }) => script.flatMap((event) => (event.kind === "calls" ? event.calls : [])));
    expect(calls.some((each) => each.every(({ tool }) => tool !== "knowledge_base_flag_article"))).toBe(true);
  });
});
