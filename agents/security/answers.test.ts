import { describe, expect, it } from "vitest";
import { createRandom } from "../../primitives";
import {
  type Closing,
  expandWording,
  runPlan,
  simulatorFor,
  type Values,
  type Wording,
  worldContext,
} from "../contract";
import { securityAgent } from ".";

/** What no sentence may hold, whatever values it was filled with. */
const FAULTS: readonly (readonly [name: string, pattern: RegExp])[] = [
  [
    "one of something in the plural",
    /(?<![\d.])1 (?:more )?(?:attempts|days|rules|findings|events|accounts|keys|failures)\b/,
  ],
  [
    "several of something in the singular",
    /(?<![\d.-])(?:0|[2-9]|[1-9]\d+) (?:attempt|day|rule|finding|event|account|key|failure)\b(?! [a-z]+ed\b)/,
  ],
  ["a list that is empty", /[:,(] ?[.,;)]|: ?$/],
  ["a value that is none", /undefined|NaN|\bnull\b|\[object/],
  [
    "a plural verb for one",
    /\bThere are 1\b|\b(?:ssh|smtp|dns|https?|imaps|cache|database|metrics)\) are open(?<!(?:and|,) .*)/,
  ],
];

function faultsOf(sentence: string): string[] {
  return FAULTS.flatMap(([name, pattern]) => (pattern.test(sentence) ? [`${name}: ${sentence}`] : []));
}

function sentences(wordings: readonly Wording[], values: Values, key: string): string[] {
  const text = (name: string): string => {
    const value = values[name];
    return String(typeof value === "object" ? value.value : value);
  };
  return wordings.map((wording, index) => expandWording(wording, createRandom("answers", key, index), text));
}

/** Everything the agent says in a number of worlds: answers, questions, reasons, and answers to further turns. */
function* said(worlds: number): Generator<string> {
  const simulator = simulatorFor(securityAgent);
  for (let number = 0; number < worlds; number += 1) {
    const world = securityAgent.createWorld(worldContext("train", "2026-03-18", "answers", number));
    for (const scenario of securityAgent.scenarios) {
      const key = `${scenario.family} ${number}`;
      const situation = scenario.draw(world, createRandom("answers", key));
      if (situation === undefined) continue;
      let run = runPlan(simulator, situation.world ?? world, situation.solve());
      let closing: Closing | undefined = run.closing;
      const turns = situation.follow?.(run.steps.flatMap(({ observations }) => observations)) ?? [];
      while (closing !== undefined) {
        yield* sentences(closing.wordings, closing.values, key);
        for (const { step } of run.steps) yield* sentences(step.reasons ?? [], step.values ?? {}, key);
        const reply: Closing["reply"] = closing.reply;
        if (reply !== undefined) run = runPlan(simulator, run.world, reply.solve());
        closing = reply === undefined ? undefined : run.closing;
      }
      for (const turn of turns) {
        const further = runPlan(simulator, run.world, turn.solve());
        yield* sentences(further.closing.wordings, further.closing.values, key);
      }
    }
  }
}

describe("what the security agent says", () => {
  it.each([
    "There are 1 for port 22.",
    "web-1.example.net has 1 days left.",
    "It made 3 attempt on Monday.",
    "Findings: .",
    "Its role is undefined.",
  ])("would be caught: %s", (sentence) => {
    expect(faultsOf(sentence)).not.toEqual([]);
  });

  it("agrees in number and leaves nothing empty", () => {
    const faults = [...new Set([...said(40)].flatMap(faultsOf))];
    expect(faults.slice(0, 12)).toEqual([]);
  });
});
