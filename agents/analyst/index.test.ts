import { describe, expect, it } from "vitest";
import { checkAgent } from "../contract";
import { analystAgent } from ".";

describe("analystAgent", () => {
  it("keeps the contract of an agent", () => {
    expect(checkAgent(analystAgent, { worlds: 12 })).toEqual([]);
  });
});
