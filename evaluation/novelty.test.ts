import { expect, it } from "vitest";
import { tagNovelty, trainedWordings } from "./novelty";
import { createSliceTally } from "./slices";
import { testRow, wantsCalls } from "./testing-rows";

const row = (id: string, family: string, frame: string | undefined) =>
  testRow(id, wantsCalls(), { family, frame, cluster: family });
const training = trainedWordings([
  { family: "runs", frame_id: "runs.1" },
  { family: "pages", frame_id: "pages.7" },
  { family: "of another format" },
]);

it.each([
  ["a wording of training", "runs", "runs.1", ["novelty:seen wording"]],
  ["its family in other words", "runs", "runs.2", ["novelty:new wording"]],
  // A frame's name counts within its family only.
  ["another family's frame", "runs", "pages.7", ["novelty:new wording"]],
  ["a family that training lacks", "flows", "flows.1", ["novelty:new family"]],
  ["a row that names no wording", "runs", undefined, []],
])("tags %s", (_, family, frame, tags) => {
  expect(tagNovelty([row("x", family, frame)], training)[0]!.tags).toEqual(tags);
});

it("tags nothing where training is unknown, and leaves the given rows alone", () => {
  const rows = [row("x", "runs", "runs.1")];
  expect(tagNovelty(rows, [])).toEqual(rows);
  tagNovelty(rows, training);
  expect(rows[0]!.tags).toEqual([]);
});

it("makes slices, the nearest first", () => {
  const tally = createSliceTally();
  for (const each of tagNovelty([row("b", "flows", "f"), row("a", "runs", "runs.1")], training)) tally.add(each, true);
  const slices = tally.result().filter(({ by }) => by === "novelty");
  expect(slices.map(({ value }) => value)).toEqual(["seen wording", "new family"]);
});
