import { describe, expect, it } from "vitest";
import { checkAgent, wordingSlots, worldContext } from "../contract";
import { securityAgent } from ".";

describe("securityAgent", () => {
  it("keeps the contract", () => {
    expect(checkAgent(securityAgent)).toEqual([]);
  });

  it("names in every request what any of its requests names", () => {
    const lacking = securityAgent.scenarios.flatMap(({ family, frames, missing = [] }) => {
      const all = [...new Set(frames.flatMap(wordingSlots))];
      const gaps = (list: readonly string[], slots: readonly string[]) =>
        list.flatMap((frame) =>
          slots.filter((slot) => !wordingSlots(frame).includes(slot)).map((slot) => `${family}: {${slot}} in ${frame}`),
        );
      return [
        ...gaps(frames, all),
        ...missing.flatMap((gap) =>
          gaps(
            gap.frames,
            all.filter((slot) => slot !== gap.slot),
          ),
        ),
      ];
    });
    expect(lacking).toEqual([]);
  });

  it("has no two rules for any source that say the same", () => {
    const twice = Array.from({ length: 60 }, (_, place) =>
      securityAgent.createWorld(worldContext("train", "2026-11-20", "rules", place)),
    ).flatMap(({ rules }) => {
      const ports = rules.filter((each) => each.source === "any").map((each) => each.port);
      return ports.length === new Set(ports).size ? [] : [ports];
    });
    expect(twice).toEqual([]);
  });

  it("lets in no address that attacks", () => {
    const letIn = Array.from({ length: 60 }, (_, place) =>
      securityAgent.createWorld(worldContext("train", "2026-11-20", "rules", place)),
    ).flatMap(({ rules, events }) =>
      rules.filter((rule) => rule.action === "allow" && events.some((event) => event.source === rule.source)),
    );
    expect(letIn).toEqual([]);
  });

  it("refuses with nothing but what was said", () => {
    const unsaid = securityAgent.declines.flatMap(({ family, frames, replies }) =>
      [...new Set(replies.flatMap(wordingSlots))].flatMap((slot) =>
        frames
          .filter((frame) => !wordingSlots(frame).includes(slot))
          .map((frame) => `${family}: {${slot}} in ${frame}`),
      ),
    );
    expect(unsaid).toEqual([]);
  });

  it("explains an unusable value with nothing but what was said", () => {
    const unsaid = securityAgent.scenarios.flatMap(({ family, frames, invalid = [] }) => {
      const said = new Set(frames.flatMap(wordingSlots)).add("allowed");
      return invalid.flatMap(({ explain }) =>
        explain.flatMap(wordingSlots).flatMap((slot) => (said.has(slot) ? [] : [`${family}: {${slot}}`])),
      );
    });
    expect(unsaid).toEqual([]);
  });

  it("holds what a training mix needs of each kind", () => {
    const families = (test: (scenario: (typeof securityAgent.scenarios)[number]) => boolean) =>
      securityAgent.scenarios.filter(test).length;
    expect(securityAgent.tools).toHaveLength(20);
    expect(families(({ shape }) => shape === "chain")).toBeGreaterThanOrEqual(12);
    expect(families(({ shape }) => shape === "recovery")).toBeGreaterThanOrEqual(4);
    expect(families(({ shape }) => shape === "ambiguous")).toBeGreaterThanOrEqual(3);
    expect(families(({ missing }) => missing !== undefined)).toBeGreaterThanOrEqual(8);
    expect(families(({ invalid }) => invalid !== undefined)).toBeGreaterThanOrEqual(8);
  });
});
