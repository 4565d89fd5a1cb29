import { describe, expect, it } from "vitest";
import { type Fault, faultsIn, toldIn } from "../../test/fixtures/told-in-worlds";
import { securityAgent } from ".";

/** What no sentence may hold, whatever values it was filled with. */
const FAULTS: readonly Fault[] = [
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

const faultsOf = (sentence: string) => faultsIn(sentence, FAULTS);

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
    const faults = [...new Set([...toldIn(securityAgent, 40)].flatMap(({ texts }) => texts.flatMap(faultsOf)))];
    expect(faults.slice(0, 12)).toEqual([]);
  });
});
