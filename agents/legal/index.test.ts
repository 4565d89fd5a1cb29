import { describe, expect, it } from "vitest";
import { checkAgent } from "../contract";
import { legalAgent } from ".";

describe("legalAgent", () => {
  it("keeps the contract of an agent", () => {
    expect(checkAgent(legalAgent, { worlds: 12 })).toEqual([]);
  });
});
