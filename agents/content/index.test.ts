import { describe, expect, it } from "vitest";
import { checkAgent } from "../contract";
import { contentAgent } from ".";

describe("contentAgent", () => {
  it("keeps the contract", () => {
    expect(checkAgent(contentAgent)).toEqual([]);
  });
});
