import { describe, expect, it } from "vitest";
import { runPlan, simulatorFor, worldContext } from "../../contract";
import { contentAgent } from "..";

const simulator = simulatorFor(contentAgent);

describe("a term that is to be replaced", () => {
  it.each(["edit_locked_draft", "rename_across_campaign", "replace_term"])("stands in the text in %s", (family) => {
    const scenario = contentAgent.scenarios.find((each) => each.family === family)!;
    const totals = Array.from({ length: 60 }, (_, place) => {
      const context = worldContext("train", "2026-11-20", family, place);
      const world = contentAgent.createWorld(context);
      const situation = scenario.draw(world, context.random.fork("draw"));
      if (situation === undefined) return [];
      const run = runPlan(simulator, situation.world ?? world, situation.solve());
      const counts = run.steps.flatMap(({ observations }) =>
        observations.flatMap((seen) =>
          seen.ok ? [Number((seen.value as { replacements?: number }).replacements ?? 0)] : [],
        ),
      );
      return [counts.reduce((sum, each) => sum + each, 0)];
    }).flat();
    expect(totals.length).toBeGreaterThan(20);
    expect(Math.min(...totals)).toBeGreaterThan(0);
  });
  it("is told to stand everywhere only where each text had it", () => {
    const scenario = contentAgent.scenarios.find((each) => each.family === "rename_across_campaign")!;
    const kinds = new Set<boolean>();
    for (let place = 0; place < 120; place += 1) {
      const context = worldContext("train", "2026-11-20", "rename", place);
      const world = contentAgent.createWorld(context);
      const situation = scenario.draw(world, context.random.fork("draw"));
      if (situation === undefined) continue;
      const { closing, steps } = runPlan(simulator, situation.world ?? world, situation.solve());
      const counts = steps
        .at(-1)!
        .observations.map((each) => (each.ok ? (each.value as { replacements?: number }).replacements : undefined));
      if (closing.kind !== "answer") continue;
      const claims = closing.wordings.some((each) => /stands in the place of|is gone from|in all texts of/.test(each));
      expect(claims).toBe(!counts.includes(0));
      kinds.add(claims);
    }
    expect([...kinds].sort()).toEqual([false, true]);
  });
});
