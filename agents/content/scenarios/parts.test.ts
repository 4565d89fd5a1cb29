import { describe, expect, it } from "vitest";
import { createRandom } from "../../../primitives";
import { worldContext } from "../../contract";
import { createWorld, shiftDate } from "../world";
import { agreeOnOpens, bound, day } from "./parts";

const WEEKDAY = /Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday/;

/** Every way in which a day so far from a Thursday is put. */
function said(put: typeof day, offset: number): string[] {
  const world = { ...createWorld(worldContext("train", "2026-11-19", "parts")), today: "2026-11-19" };
  const texts = Array.from({ length: 200 }, (_, place) => put(world, createRandom("parts", place), offset));
  expect(new Set(texts.map(({ value }) => value))).toEqual(new Set([shiftDate(world.today, offset)]));
  return [...new Set(texts.map(({ text }) => String(text)))].filter((text) => WEEKDAY.test(text)).sort();
}

describe("a weekday", () => {
  it.each([
    ["Saturday of the same week", 2, ["on Saturday", "this Saturday"]],
    ["Monday, which begins another week", 4, ["on Monday"]],
    ["a day more than a week ahead", 8, []],
  ])("%s", (_, offset, texts) => expect(said(day, offset)).toEqual(texts));

  it.each([
    ["Monday of the same week, which may be taken for the one before", -3, []],
    ["Friday of the week before", -6, ["last Friday"]],
    ["Monday of the week before, which may be taken for the one of this week", -10, []],
    ["Saturday of the same week", 2, ["this Saturday"]],
    ["Monday of the week to come", 4, []],
  ])("as a bound: %s", (_, offset, texts) => expect(said(bound, offset)).toEqual(texts));
});

describe("agreeOnOpens", () => {
  it.each([
    ["more opens and the higher rate", [600, 1000], [300, 1000], true],
    ["more opens, but the lower rate", [600, 4000], [300, 1000], false],
    ["a tie", [300, 1000], [300, 1000], false],
    ["rates that round to the same percent", [3001, 10000], [3000, 10000], false],
  ])("%s", (_, [opened, delivered], [others, total], agree) => {
    const [one, other] = [
      { opened: opened!, delivered: delivered! },
      { opened: others!, delivered: total! },
    ];
    expect(agreeOnOpens(one, other)).toBe(agree);
    expect(agreeOnOpens(other, one)).toBe(agree);
  });
});
