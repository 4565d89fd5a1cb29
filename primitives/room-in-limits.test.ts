import { describe, expect, it } from "vitest";
import { roomInLimits } from "./room-in-limits";

describe("the room of a value", () => {
  it.each([
    ["below an upper limit", 0.4, "<= 0.5", 0.1],
    ["above a lower limit", 0.9, ">= 0.85", 0.05],
    ["nearer to the upper of two", 0.44, ">= 0.25, <= 0.45", 0.01],
    ["nearer to the lower of two", 0.26, ">= 0.25, <= 0.45", 0.01],
    ["beyond the upper of two", 0.46, ">= 0.25, <= 0.45", -0.01],
    ["beyond the lower of two", 0.2, ">= 0.25, <= 0.45", -0.05],
    ["printed only: less is more room", 0.3, "printed", -0.3],
  ])("%s", (_label, value, words, room) => {
    expect(roomInLimits(value, words)).toBeCloseTo(room, 9);
  });
  it("is not known of words", () => {
    expect(roomInLimits("all", "exact")).toBeUndefined();
  });
});
