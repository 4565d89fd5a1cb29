import { describe, expect, it } from "vitest";
import { type World, worldContext } from "../../agents/contract";
import { qaAgent } from "../../agents/qa";
import { createRandom } from "../../primitives";
import { type Engine, familiesFor, prepareEngine } from "../engine";
import type { AnyAgent } from "../types";
import { CLOSES, composed, OPENS } from "./compose";
import type { UserEvent } from "./script";

const agent = qaAgent as unknown as AnyAgent;
const engine = prepareEngine(agent);
const parts = familiesFor(engine, "short_chain").map(({ scenario }) => ({ scenario, frame: scenario.frames[0]! }));
const worlds = Array.from({ length: 8 }, (_, index) => agent.createWorld(worldContext("train", "2026-11-20", index)));

/** Both parts put together in several worlds. */
function composeAll(isFit: (request: UserEvent) => boolean) {
  let executed = 0;
  const execute = (world: World, call: Parameters<Engine["simulator"]["execute"]>[1]) => {
    executed += 1;
    return engine.simulator.execute(world, call);
  };
  const counting: Engine = { ...engine, simulator: { ...engine.simulator, execute } };
  const scripts = worlds.flatMap((world, index) => {
    const script = composed(counting, parts[0]!, parts[1]!, world, createRandom("pair", index), isFit);
    return script === undefined ? [] : [script];
  });
  return { scripts, executed };
}

it("plays nothing of a pair whose request does not fit", () => {
  const asked: UserEvent[] = [];
  const { scripts, executed } = composeAll((request) => asked.push(request) < 0);
  expect(asked.length).toBeGreaterThan(0);
  expect([scripts.length, executed]).toEqual([0, 0]);
});

it("begins with the request that was asked about", () => {
  const asked: UserEvent[] = [];
  const { scripts, executed } = composeAll((request) => asked.push(request) > 0);
  expect(scripts.length).toBeGreaterThan(0);
  expect(executed).toBeGreaterThan(0);
  for (const [first] of scripts) expect(asked).toContain(first);
});

describe("a reason that takes its step for the last", () => {
  it.each(["That leaves the log.", "Only the send time is left.", "What remains is a free hour.", "Last step: when."])(
    "%j closes a request",
    (wording) => expect(CLOSES.test(wording)).toBe(true),
  );
  it.each(["Next: when.", "The last one came from {source}."])("%j may stand anywhere", (wording) =>
    expect(CLOSES.test(wording)).toBe(false),
  );
});

describe("a reason that takes its step for the first", () => {
  it.each([
    "The consent check on {email} is first.",
    "The word count of {draft} [comes first|decides what happens next].",
    "[First|To begin with], a look at {page}.",
    "I begin with the hour you would like best.",
  ])("%j opens a request", (wording) => expect(OPENS.test(wording)).toBe(true));
  it.each(["As {top} is first, I need its rows.", "The first hit is in {document}.", "Next up: the first of them."])(
    "%j may stand anywhere",
    (wording) => expect(OPENS.test(wording)).toBe(false),
  );
});
