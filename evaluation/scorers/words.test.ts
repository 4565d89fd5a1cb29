import { describe, expect, it } from "vitest";
import { agentH, holdsFacts } from "./words";

describe("holdsFacts", () => {
  it.each([
    ["3 passed.", "3", true],
    ["13 passed.", "3", false],
    ["30 passed.", "3", false],
    ["3.5 seconds", "3", false],
    ["It took 3.", "3", true],
    ["1,200 rows", "1200", true],
    ["1200 rows", "1,200", true],
    ["1,200 rows", "200", false],
    ["Ticket tck-4821 is open", "TCK-4821", true],
    ["Ticket TCK-48210", "TCK-4821", false],
    ["the high-priority one", "high", true],
    ["highly likely", "high", false],
    ["login and\n  search", "login and search", true],
    ["(42 %)", "42 %", true],
    ["-5 degrees", "-5", true],
    ["", "x", false],
    ["anything", "", true],
  ])("%j holds %j: %s", (text, fact, expected) => {
    expect(holdsFacts(text, [fact])).toBe(expected);
  });

  it("wants all of them", () => {
    expect(holdsFacts("a 1", ["a", "1"])).toBe(true);
    expect(holdsFacts("a 1", ["a", "2"])).toBe(false);
  });
});

describe("agentH", () => {
  it.each([
    [["All passed.", "Which one?"], { react: 0, general: 0, score: 1 }],
    [["Thought: x\nAction: f", "fine"], { react: 0.5, general: 0, score: 0.75 }],
    [["I will use the scanner.", "I need to call f."], { react: 0, general: 1, score: 0.5 }],
    [["Action: f. I'll call it"], { react: 1, general: 1, score: 0 }],
    [[], { react: null, general: null, score: null }],
  ])("%j", (answers, expected) => {
    expect(agentH(answers)).toEqual(expected);
  });
});
