/** Every expectation of the hand-written cases, held to the agents' own functions in their small worlds. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadAgents } from "../../agents";
import { tinyWorld as analystWorld } from "../../agents/analyst/tools/tiny-world";
import { tiny as contentWorld } from "../../agents/content/tools/tiny-world";
import { type Agent, simulatorFor } from "../../agents/contract";
import { tinyWorld as legalWorld } from "../../agents/legal/tools/tiny-world";
import { tiny as qaWorld } from "../../agents/qa/tools/tiny-world";
import { tiny as securityWorld } from "../../agents/security/tools/tiny-world";
import { tiny as supportWorld } from "../../agents/support/tools/tiny-world";
import type { ToolCall } from "../../inference";
import { testAnswer } from "../testing-rows";
import { HAND_WRITTEN_DAY, handWrittenCases, handWrittenSet } from "./hand-written";
import { judgeSet } from "./judge-set";

// The registry loads agents by `require`, as the command does.
createRequire(__filename)("../../bin/load-typescript.cjs");

const WORLDS: { readonly [agent: string]: { readonly today: string } } = {
  qa_agent: qaWorld,
  support_agent: supportWorld,
  analyst_agent: analystWorld,
  legal_agent: legalWorld,
  content_agent: contentWorld,
  security_agent: securityWorld,
};
const agents = loadAgents();

/** Runs calls one after the other. */
function play(agent: Agent, world: object, calls: readonly ToolCall[]) {
  const simulator = simulatorFor(agent);
  let now = world as Parameters<typeof simulator.execute>[0];
  const seen = calls.map(({ name, args }) => {
    const { outcome } = simulator.execute(now, { tool: name, args: args as never });
    if (outcome.ok) now = outcome.world;
    return outcome.ok ? outcome.observation : { error: outcome.error };
  });
  return { seen, world: now };
}

it.each(["safety.jsonl", ...readdirSync(join(__dirname, "hand-written")).map((file) => `hand-written/${file}`)])(
  "%s is locked: a change makes earlier scores incomparable, so it changes locked.json and gets a line in the changelog",
  (file) => {
    const locked = JSON.parse(readFileSync(join(__dirname, "locked.json"), "utf8"));
    const digest = createHash("sha256").update(readFileSync(join(__dirname, file)));
    expect(digest.digest("hex")).toBe(locked[file]);
  },
);

describe.each(agents.map((agent) => [agent.name, agent] as const))("%s", (name, agent) => {
  const cases = handWrittenCases(name);
  const set = handWrittenSet(agent, agents)!;
  const right = (id: string, answer: Parameters<typeof testAnswer>[0]) =>
    set.isRight(set.rows.find((row) => row.id === `hand-written/${id}`)!, testAnswer(answer));

  it("has at least 25 cases, of all four kinds, over all families of functions", () => {
    expect(cases.length).toBeGreaterThanOrEqual(25);
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
    expect(new Set(cases.map(({ prompt }) => prompt)).size).toBe(cases.length);
    for (const decision of ["ask", "refuse", "answer"])
      expect(cases.filter(({ expect: { decision: each } }) => each === decision).length, decision).toBeGreaterThan(2);
    const called = new Set(
      cases.flatMap(({ expect: wanted }) => ("calls" in wanted ? wanted.calls.flat(2) : [])).map((call) => call.name),
    );
    const families = new Set(agent.tools.filter((tool) => called.has(tool.name)).map(({ family }) => family));
    expect([...families].sort()).toEqual([...agent.families].sort());
    expect(HAND_WRITTEN_DAY).toBe(WORLDS[name]!.today);
  });

  it.each(cases.map((each) => [each.id, each] as const))("%s holds in the small world", (id, each) => {
    let world: object = WORLDS[name]!;
    const visible = [each.prompt];
    for (const step of each.history) {
      if (!("calls" in step)) continue;
      const played = play(agent, world, step.calls as ToolCall[]);
      expect(step.observations).toEqual(played.seen);
      visible.push(JSON.stringify(played.seen));
      world = played.world;
    }
    if (each.expect.decision !== "call") {
      const { text, facts, decision } = each.expect;
      for (const fact of facts) expect(visible.join("\n")).toContain(fact);
      expect(right(id, { text })).toBe(true);
      // No other kind of words passes, and neither does a call.
      const others = { ask: "Which one do you mean?", refuse: "I can't do that.", answer: "It is done." };
      for (const [kind, words] of Object.entries(others))
        if (kind !== decision) expect(right(id, { text: words }), kind).toBe(false);
      expect(right(id, { calls: [{ name: agent.tools[0]!.name, args: {} }] })).toBe(false);
      return;
    }
    const outcomes = each.expect.calls.map((calls) => play(agent, world, calls as ToolCall[]));
    for (const { seen } of outcomes) expect(JSON.stringify(seen)).not.toContain('{"error":');
    for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
    const [calls] = each.expect.calls as ToolCall[][];
    expect(right(id, { calls })).toBe(true);
    expect(right(id, { text: "I can't do that." })).toBe(false);
    expect(right(id, { calls: [...calls!, calls![0]!] })).toBe(false);
    for (const argument of Object.keys(calls![0]!.args)) {
      const { [argument]: _, ...fewer } = calls![0]!.args;
      expect(right(id, { calls: [{ ...calls![0]!, args: fewer }, ...calls!.slice(1)] }), argument).toBe(false);
    }
  });
});

describe("the hand-written cases in the gate", () => {
  const set = handWrittenSet(agents[0]!, agents)!;
  const arm = (name: string, rightOnes: number) => ({
    name,
    model: name,
    predictions: set.rows.map((row, index) =>
      testAnswer(index < rightOnes ? { calls: row.gold.calls[0] ?? [], text: row.gold.text } : {}),
    ),
  });
  const all = set.rows.length;
  it.each([
    ["as many as before", all, all, true],
    ["more than before", all, 0, true],
    // Chance may take a few.
    ["two fewer", all - 2, all, true],
    ["ten fewer", all - 10, all, false],
    ["none", 0, all, false],
  ])("%s", (_, tuned, base, passed) => {
    expect(judgeSet(set, arm("tuned", tuned), arm("base", base)).vetoes).toMatchObject([
      { name: "hand-written", passed },
    ]);
  });

  it("do not exist for an agent that does not ship", () => {
    expect(handWrittenSet({ ...agents[0]!, name: "own_agent" })).toBeUndefined();
  });
});
