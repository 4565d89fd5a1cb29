import { describe, expect, it } from "vitest";
import { Wear } from "./wear";

const SAID = "I went through all my functions and none of them helps.";
const ALIKE = "Sorry: I went through all my functions and nothing came up.";

describe("how worn a text is", () => {
  it("counts a run of six words that another text of a small class has", () => {
    const wear = new Wear(600);
    wear.keep("refusal", SAID);
    expect(wear.wornness("refusal", ALIKE)).toBeGreaterThan(0);
    expect(wear.wornness("refusal", "This one has to go to a colleague.")).toBe(0);
  });
  it("lets a large class share runs of words up to its limit", () => {
    const wear = new Wear(600);
    wear.keep("answer", SAID);
    expect(wear.wornness("answer", ALIKE)).toBe(0);
  });
});
