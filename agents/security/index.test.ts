import { describe, expect, it } from "vitest";
import { checkAgent } from "../contract";
import { securityAgent } from ".";

describe("securityAgent", () => {
  it("keeps the contract", () => {
    expect(checkAgent(securityAgent)).toEqual([]);
  });
});
