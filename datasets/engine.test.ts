import { describe, expect, it } from "vitest";
import { createRandom } from "../primitives";
import { libraryAgent } from "../test/fixtures/library-agent";
import { prepareEngine } from "./engine";
import type { AnyAgent } from "./types";

const agent = libraryAgent as unknown as AnyAgent;
const drawn = (draw: AnyAgent["scenarios"][number]["draw"]) => {
  const [scenario, ...scenarios] = agent.scenarios;
  const engine = prepareEngine({ ...agent, scenarios: [{ ...scenario!, draw }, ...scenarios] });
  return () => engine.families.get(scenario!.family)!.scenario.draw({ today: "2026-01-05" } as never, createRandom(1));
};

describe("a draw of a family", () => {
  it("finds no situation where there is nothing to choose from", () => {
    expect(drawn((_, random) => random.pick([]))()).toBeUndefined();
  });
  it("keeps any other error", () => {
    expect(
      drawn(() => {
        throw new RangeError("a slip of the author");
      }),
    ).toThrow("a slip of the author");
  });
});
