import { describe, expect, it } from "vitest";
import { type PlanRun, runPlan, simulatorFor, worldContext } from "../../contract";
import { legalAgent } from "..";
import type { LegalWorld } from "../world";
import type { FoundRegulations, Risks, TermReading } from "./shared";

const simulator = simulatorFor(legalAgent);

/** What this scenario does in sixty worlds. */
function played(family: string): PlanRun<LegalWorld>[] {
  const scenario = legalAgent.scenarios.find((each) => each.family === family)!;
  return Array.from({ length: 60 }, (_, place) => {
    const context = worldContext("train", "2026-11-20", family, place);
    const world = legalAgent.createWorld(context);
    const situation = scenario.draw(world, context.random.fork("draw"));
    return situation === undefined ? [] : [runPlan(simulator, situation.world ?? world, situation.solve())];
  }).flat();
}

/** The results of all calls of this function in a run. */
function results<T>(run: PlanRun<LegalWorld>, tool: string): T[] {
  return run.steps.flatMap(({ observations }) =>
    observations.flatMap((seen) => (seen.call.tool === tool && seen.ok ? [seen.value as unknown as T] : [])),
  );
}

describe("what several entries could be meant by", () => {
  it.each(["enter_new_market", "land_regulation_first_limit"])("is one rule alone in %s", (family) => {
    const found = played(family).flatMap((run) => results<FoundRegulations>(run, "regulation_db_search_regulations"));
    expect(found.length).toBeGreaterThan(20);
    expect(found.filter(({ regulations }) => regulations.length !== 1)).toEqual([]);
  });

  it("is told in full where a search by area finds more", () => {
    const runs = played("search_regulations_by_area").flatMap((run) =>
      results<FoundRegulations>(run, "regulation_db_search_regulations").map(({ regulations }) => ({
        run,
        regulations,
      })),
    );
    const several = runs.filter(({ regulations }) => regulations.length > 1);
    expect(several.length).toBeGreaterThan(0);
    for (const { run, regulations } of several)
      for (const { code } of regulations) expect(String(run.closing.values.all)).toContain(code);
  });

  it("names every contract that shares the longest notice", () => {
    const runs = played("notice_of_expiring_contracts").filter(({ closing }) => closing.values.id !== undefined);
    expect(runs.length).toBeGreaterThan(10);
    for (const run of runs) {
      const read = results<TermReading & { contract_id: string }>(run, "clause_extractor_get_term");
      const longest = Math.max(...read.map(({ value }) => value));
      for (const { contract_id, value } of read)
        expect(String(run.closing.values.id).includes(contract_id)).toBe(value === longest);
    }
  });

  it.each(["hand_over_two_worst", "clean_up_register"])("goes to a new owner in %s", (family) => {
    for (const run of played(family)) {
      const [listed] = results<Risks>(run, "risk_analyzer_list_risks");
      const owner = String(run.closing.values.owner);
      expect(listed!.risks.map((risk) => risk.owner)).not.toContain(owner);
    }
  });
});
