import { describe, expect, it } from "vitest";
import { libraryAgent } from "../test/fixtures/library-agent";
import { checkAgent, splitOf, worldContext } from "./check";
import type { Agent, Scenario } from "./contract";

type Library = typeof libraryAgent;
const broken = (change: (agent: Library) => Partial<Library>): Library => ({
  ...libraryAgent,
  ...change(libraryAgent),
});
const withScenario = (family: string, change: Partial<Scenario<never>>) =>
  broken((agent) => ({
    scenarios: agent.scenarios.map((each) => (each.family === family ? { ...each, ...(change as object) } : each)),
  }));

describe("checkAgent", () => {
  it("accepts the smallest agent", () => {
    expect(checkAgent(libraryAgent)).toEqual([]);
  });

  it.each<[string, Agent<never>, string]>([
    ["a name that is no agent name", broken(() => ({ name: "Library" })), "is no agent name"],
    ["a tool of a family the agent does not have", broken(() => ({ families: ["catalog"] })), "unknown family loans"],
    ["a skill the agent does not have", broken(() => ({ skills: ["lookup"] })), "unknown skill lending"],
    ["two tools of one name", broken((agent) => ({ tools: [...agent.tools, agent.tools[0]!] })), "defined twice"],
    [
      "a frame with a slot that is never drawn",
      withScenario("renew_loan", { frames: ["Renew {thing}", "b", "c", "d"] }),
      "names {thing}",
    ],
    [
      "a frame with an open bracket",
      withScenario("renew_loan", { frames: ["[Renew {loan}", "b", "c", "d"] }),
      "not closed",
    ],
    ["fewer than four frames", withScenario("renew_loan", { frames: ["Renew {loan}"] }), "has 1 frames"],
    ["a shape the policy does not have", withScenario("renew_loan", { shape: "chain" }), "says chain, ran 1 steps"],
    ["a scenario that can never be drawn", withScenario("renew_loan", { draw: () => undefined }), "was never drawn"],
    [
      "a tool that no gold policy uses",
      broken((agent) => ({ scenarios: agent.scenarios.filter((each) => each.family !== "renew_first_of_member") })),
      "loans_list is used by no gold policy",
    ],
    [
      "a tool that names a function it does not have",
      broken((agent) => ({ tools: agent.tools.map((tool) => ({ ...tool, alsoBy: ["catalog_ask"] })) })),
      "says that catalog_ask shows the same",
    ],
    ["a policy decline without its policy", broken(() => ({ policies: [] })), "unknown policy privacy"],
    [
      "a tool whose observation is not what it says it returns",
      broken((agent) => ({
        tools: agent.tools.map((tool) =>
          tool.name === "catalog_get_book" ? { ...tool, returns: { type: "object" as const, properties: {} } } : tool,
        ),
      })),
      "is not in the schema",
    ],
    [
      "a tool that changes the world in place",
      broken((agent) => ({
        tools: agent.tools.map((tool) =>
          tool.name !== "loans_renew"
            ? tool
            : {
                ...tool,
                execute: (world) => {
                  (world.loans as unknown[]).pop();
                  return { ok: true, observation: {}, world };
                },
              },
        ),
      })),
      "renew_loan",
    ],
  ] as never)("refuses %s", (_, agent, text) => {
    const problems = checkAgent(agent);
    expect(problems.map((problem) => `${problem.path} ${problem.message}`).join("\n")).toContain(text);
  });
});

describe("splitOf", () => {
  it("never moves: recorded values", () => {
    expect(
      ["The Silent River", "The Salt Lantern", 4711, 4712].map((value) => splitOf("title", value)),
    ).toMatchInlineSnapshot(`
      [
        "train",
        "test",
        "validation",
        "test",
      ]
    `);
  });
  it("keeps pools of the three splits apart", () => {
    const values = Array.from({ length: 200 }, (_, index) => `value ${index}`);
    const pools = (["train", "validation", "test"] as const).map((split) =>
      worldContext(split, "2026-11-20", 1).pool("kind", values),
    );
    expect(pools.flat().sort()).toEqual([...values].sort());
    expect(pools[0]!.length).toBeGreaterThan(110);
  });
});
