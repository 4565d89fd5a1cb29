import { expect, it } from "vitest";
import { openTo } from "./follow";
import { say } from "./script";

const closing = {
  kind: "answer",
  wordings: ["{page} takes {ms} ms.", "{page} takes {ms} ms and {size} kB.", "{all}"],
  values: { page: "basket/new", ms: 1612, size: 161, all: "1612 ms, 161 kB" },
} as const;
const slots = { page: { value: "basket/new" } };
const answer = [say("answer", ["{page} weighs {size} kB."], { page: "basket/new", size: 161 }, ["page", "size"])];
const turn = (frame: string) => ({ frames: [frame], slots: {}, solve: () => ({}) }) as never;

it("tells at first nothing that the next question is for", () => {
  expect(openTo(turn("And its size?"), answer, closing, slots)).toEqual(["{page} takes {ms} ms."]);
});

it("may be asked again for what it told", () => {
  expect(openTo(turn("Remind me of its size?"), answer, closing, slots)).toEqual(closing.wordings);
});

it("finds a value as a word of its own only", () => {
  const short = [say("answer", ["{size}"], { size: 16 }, ["size"])];
  expect(openTo(turn("And the size?"), short, closing, slots)).toEqual(closing.wordings);
});
