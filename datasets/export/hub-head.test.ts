import { expect, it } from "vitest";
import { parse } from "yaml";
import type { FormatName, Split } from "../types";
import { renderHubHead } from "./hub-head";

const file = (name: string, format: FormatName, split: Split) => ({ name, format, split });
const files = [
  file("a_train.jsonl", "canonical", "train"),
  file("a_val.jsonl", "canonical", "validation"),
  file("a_test.jsonl", "canonical", "test"),
  file("a_gemini_train.jsonl", "gemini", "train"),
];
const parquet = [file("a_train.parquet", "parquet", "train"), file("a_val.parquet", "parquet", "validation")];

function configOf(all: typeof files) {
  const head = parse(renderHubHead([{ agent: "a", files: all }], 600).replaceAll("---", ""));
  return head.configs[0];
}

it("offers the canonical rows of train and validation, never the test split", () => {
  expect(configOf(files)).toEqual({
    config_name: "a",
    data_files: [
      { split: "train", path: "a_train.jsonl" },
      { split: "validation", path: "a_val.jsonl" },
    ],
  });
});

it("offers Parquet where it was written", () => {
  expect(configOf([...files, ...parquet]).data_files.map((each: { path: string }) => each.path)).toEqual([
    "a_train.parquet",
    "a_val.parquet",
  ]);
});

it("names the type of every column", () => {
  const head = parse(renderHubHead([{ agent: "a", files }], 1_000_000).replaceAll("---", ""));
  expect(head.size_categories).toEqual(["1M<n<10M"]);
  expect(head.dataset_info[0].features).toContainEqual({ name: "seed", dtype: "int64" });
  expect(head.dataset_info[0].features).toContainEqual({ name: "tags", list: "string" });
  expect(head.dataset_info[0].features).toContainEqual({
    name: "conversations",
    list: [
      { name: "role", dtype: "string" },
      { name: "content", dtype: "string" },
      { name: "loss", dtype: "bool" },
    ],
  });
});
