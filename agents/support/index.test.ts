import { expect, it } from "vitest";
import { checkAgent } from "../contract";
import { supportAgent } from ".";

it("keeps the agent contract", () => {
  expect(checkAgent(supportAgent)).toEqual([]);
});
