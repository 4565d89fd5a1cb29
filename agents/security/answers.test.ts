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
  ["a severity above the highest", /\bcritical (?:or|and) (?:above|up|higher|worse)\b|\b(?:from|at least) critical\b/],
  ["a source that is not named", /\b(?:for|allow|deny|concerns) any (?:on|into|and)\b/],
  ["a count of nothing", /\bwith \d+ on \d{4}-/],
  ["a list after the question it answers", /\? .*[^.?!]$/],
  ["a word order of another language", /\bOnly then (?:the|it|they)\b/],
  ["a claim on more than its own part of a request", /\bI changed nothing\b/],
];

const faultsOf = (sentence: string) => faultsIn(sentence, FAULTS);

describe("what the security agent says", () => {
  it.each([
    "There are 1 for port 22.",
    "web-1.example.net has 1 days left.",
    "It made 3 attempt on Monday.",
    "Findings: .",
    "Its role is undefined.",
    "No weakness of severity critical or above is known.",
    "FW-1001 for any on port 22 (3 hits).",
    "203.0.113.7 with 60 on 2026-03-01.",
    "Is it one of these? a.orrell (platform) and b.orrell (research)",
    "Does a.orrell have a second factor? Only then the role can be given.",
    "Nothing is open there, so I changed nothing.",
  ])("would be caught: %s", (sentence) => {
    expect(faultsOf(sentence)).not.toEqual([]);
  });

  it("agrees in number and leaves nothing empty", () => {
    const faults = [...new Set([...toldIn(securityAgent, 40)].flatMap(({ texts }) => texts.flatMap(faultsOf)))];
    expect(faults.slice(0, 12)).toEqual([]);
  });
});
