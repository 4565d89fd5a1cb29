/**
 * The YAML head of a dataset card, as the Hugging Face hub and `load_dataset(folder)` read it: one configuration per agent,
 * its files by split (Parquet where it was written), and the type of every column, so that nobody guesses.
 * @see Hugging Face hub, dataset cards: `configs`, `dataset_info`
 */
import { stringify } from "yaml";
import type { BuiltFile } from "../manifest";
import { FEATURES } from "./parquet";

export interface HubAgent {
  readonly agent: string;
  readonly files: readonly Pick<BuiltFile, "name" | "format" | "split">[];
  /** Rows of others are among the training rows. */
  readonly mix?: readonly unknown[];
}

export function renderHubHead(agents: readonly HubAgent[], rows: number): string {
  const head = {
    license: agents.some(({ mix }) => mix !== undefined) ? "other" : "apache-2.0",
    language: ["en"],
    task_categories: ["text-generation"],
    tags: ["tool-calling", "agents", "synthetic"],
    size_categories: [sizeCategory(rows)],
    configs: agents.map(({ agent, files }) => ({
      config_name: agent,
      // The test split is for verdicts: it is never uploaded, and so not offered.
      data_files: loadable(files).map(({ split, name }) => ({ split, path: name })),
    })),
    dataset_info: agents.map(({ agent }) => ({
      config_name: agent,
      features: Object.entries(FEATURES).map(([name, feature]) => ({ name, ...column(feature) })),
    })),
  };
  return `---\n${stringify(head, { lineWidth: 0 })}---`;
}

function loadable(files: HubAgent["files"]): HubAgent["files"] {
  const own = files.filter((file) => file.split !== "test");
  const parquet = own.filter((file) => file.format === "parquet");
  return parquet.length > 0 ? parquet : own.filter((file) => file.format === "canonical");
}

function column(feature: unknown): object {
  if (typeof feature === "string") return { dtype: feature };
  const [inner] = feature as [unknown];
  return {
    list:
      typeof inner === "string"
        ? inner
        : Object.entries(inner as object).map(([name, each]) => ({ name, ...column(each) })),
  };
}

function sizeCategory(rows: number): string {
  const limits: readonly [number, string][] = [
    [1_000, "n<1K"],
    [10_000, "1K<n<10K"],
    [100_000, "10K<n<100K"],
    [1_000_000, "100K<n<1M"],
  ];
  return limits.find(([limit]) => rows < limit)?.[1] ?? "1M<n<10M";
}
