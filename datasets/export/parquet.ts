/**
 * Canonical rows as Apache Parquet with an explicit schema: no reader has to guess a type, and no value may be missing.
 * `seed` is a 64-bit integer, `conversations` a list of structs; the features are also written as `datasets` reads them.
 * @see https://github.com/apache/parquet-format LogicalTypes, lists; the `datasets` library, features in file metadata
 */
import type { SchemaElement } from "hyparquet";
import type { Row } from "../types";

const TEXT = { type: "BYTE_ARRAY", converted_type: "UTF8", logical_type: { type: "STRING" } } as const;

function text(name: string, repetition: "REQUIRED" | "OPTIONAL" = "REQUIRED"): SchemaElement {
  return { name, ...TEXT, repetition_type: repetition };
}

/** A list as the format asks for it: three levels, the middle one repeated. */
function list(name: string, element: readonly SchemaElement[]): SchemaElement[] {
  return [
    { name, repetition_type: "REQUIRED", converted_type: "LIST", logical_type: { type: "LIST" }, num_children: 1 },
    { name: "list", repetition_type: "REPEATED", num_children: 1 },
    ...element,
  ];
}

type Column = { readonly [key in keyof Row]: readonly SchemaElement[] };

const COLUMNS: Column = {
  id: [text("id")],
  type: [text("type")],
  agent: [text("agent")],
  hallucination_type: [text("hallucination_type", "OPTIONAL")],
  conversations: list("conversations", [
    { name: "element", repetition_type: "REQUIRED", num_children: 3 },
    text("role"),
    text("content"),
    { name: "loss", type: "BOOLEAN", repetition_type: "REQUIRED" },
  ]),
  tools: [text("tools")],
  trace: [text("trace")],
  tags: list("tags", [text("element")]),
  family: [text("family")],
  frame_id: [text("frame_id")],
  difficulty: [text("difficulty")],
  seed: [{ name: "seed", type: "INT64", repetition_type: "REQUIRED" }],
};

const NAMES = Object.keys(COLUMNS) as (keyof Row)[];
const SCHEMA: SchemaElement[] = [{ name: "schema", num_children: NAMES.length }, ...Object.values(COLUMNS).flat()];

/** The columns as the `datasets` library names them, in files and in the head of a dataset card. */
export const FEATURES: { readonly [key in keyof Row]: unknown } = {
  id: "string",
  type: "string",
  agent: "string",
  hallucination_type: "string",
  conversations: [{ role: "string", content: "string", loss: "bool" }],
  tools: "string",
  trace: "string",
  tags: ["string"],
  family: "string",
  frame_id: "string",
  difficulty: "string",
  seed: "int64",
};

/** Rows to a file, a row group per call of `add`, so that blocks can be written as they are made. */
export function createParquetFile(): { add(rows: readonly Row[]): void; finish(): Uint8Array } {
  // Loaded here: most builds write no Parquet.
  const { ByteWriter, ParquetWriter } = require("hyparquet-writer") as typeof import("hyparquet-writer");
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({
    writer,
    schema: SCHEMA,
    createdBy: "flanstack",
    kvMetadata: [{ key: "huggingface", value: JSON.stringify({ info: { features: valueTypes(FEATURES) } }) }],
  });
  return {
    add(rows) {
      void parquet.write({
        columnData: NAMES.map((name) => ({ name, data: rows.map((row) => cell(row, name)) })),
        rowGroupSize: Math.max(1, rows.length),
      });
    },
    finish() {
      void parquet.finish();
      return writer.getBytes();
    },
  };
}

function cell(row: Row, name: keyof Row): unknown {
  return name === "seed" ? BigInt(row.seed) : row[name];
}

/** `"string"` → `{ dtype: "string", _type: "Value" }`, lists and structs inside out. */
function valueTypes(feature: unknown): unknown {
  if (typeof feature === "string") return { dtype: feature, _type: "Value" };
  if (Array.isArray(feature)) return { feature: valueTypes(feature[0]), _type: "List" };
  return Object.fromEntries(Object.entries(feature as object).map(([name, each]) => [name, valueTypes(each)]));
}

/** Every row of a Parquet file as plain values; integers of 64 bits become numbers. @throws Error when it is no Parquet file */
export async function readParquet(bytes: Uint8Array): Promise<Record<string, unknown>[]> {
  const { parquetMetadata, parquetReadObjects } = require("hyparquet") as typeof import("hyparquet");
  // A copy: a Buffer may be a part of a larger one.
  const file = new Uint8Array(bytes).buffer;
  const rows = await parquetReadObjects({ file, metadata: parquetMetadata(file) });
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, typeof value === "bigint" ? Number(value) : value]),
    ),
  );
}
