/** A world may lack what a scenario needs: it then draws nothing, and never throws. */
import { describe, expect, it } from "vitest";
import { createRandom } from "../primitives";
import { analystAgent } from "./analyst";
import { contentAgent } from "./content";
import { type Agent, worldContext } from "./contract";
import { legalAgent } from "./legal";
import { qaAgent } from "./qa";
import { securityAgent } from "./security";
import { supportAgent } from "./support";

const agents = [qaAgent, supportAgent, analystAgent, legalAgent, contentAgent, securityAgent] as unknown as Agent[];
const WORLDS = 30;

describe.each(agents)("the scenarios of $name", (agent) => {
  it(`draw a situation or none in each of ${WORLDS} worlds`, () => {
    const thrown: string[] = [];
    for (let place = 0; place < WORLDS; place += 1) {
      const world = agent.createWorld(worldContext("validation", "2026-11-20", "draws", place));
      for (const { family, draw } of agent.scenarios)
        try {
          draw(world, createRandom("draws", place, family));
        } catch (error) {
          thrown.push(`${family} in world ${place}: ${String(error)}`);
        }
    }
    expect(thrown).toEqual([]);
  });
});

describe("worst_finding_of_host", () => {
  const world = securityAgent.createWorld(worldContext("train", "2026-11-20", "draws"));
  const draw = (status: "open" | "accepted") =>
    securityAgent.scenarios
      .find(({ family }) => family === "worst_finding_of_host")!
      .draw({ ...world, findings: world.findings.map((each) => ({ ...each, status })) }, createRandom("draws"));

  it("draws a host where something is open, and nothing where all is settled", () => {
    expect(draw("open")).toBeDefined();
    expect(draw("accepted")).toBeUndefined();
  });
});
