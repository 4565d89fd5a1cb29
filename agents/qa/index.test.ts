import { expect, it } from "vitest";
import { checkAgent } from "../contract";
import { qaAgent } from ".";

it("keeps the agent contract", () => {
  expect(checkAgent(qaAgent)).toEqual([]);
});
