import { parquetMetadata } from "hyparquet";
import { describe, expect, it } from "vitest";
import { libraryRow } from "./library-row";
import { createParquetFile, readParquet } from "./parquet";

const rows = [
  libraryRow,
  { ...libraryRow, id: "b", hallucination_type: "out_of_scope" as const, tags: ["x", "ü"], seed: 2 ** 53 - 1 },
  { ...libraryRow, id: "c", tags: [""] },
];

function write(...groups: (typeof rows)[]): Uint8Array {
  const file = createParquetFile();
  for (const group of groups) file.add(group);
  return file.finish();
}

describe("Parquet", () => {
  it("gives back the rows it was given, empty lists, nulls and large seeds too", async () => {
    expect(await readParquet(write(rows))).toEqual(rows);
  });

  it("writes one row group for each block, and the same bytes for the same blocks", async () => {
    const bytes = write(rows.slice(0, 2), rows.slice(2));
    expect(parquetMetadata(bytes.slice().buffer).row_groups.map((group) => Number(group.num_rows))).toEqual([2, 1]);
    expect(await readParquet(bytes)).toEqual(rows);
    expect(write(rows.slice(0, 2), rows.slice(2))).toEqual(bytes);
  });

  it("allows a missing value for the kind of a negative alone", () => {
    const { schema } = parquetMetadata(write(rows).slice().buffer);
    expect(schema.filter((each) => each.repetition_type === "OPTIONAL").map((each) => each.name)).toEqual([
      "hallucination_type",
    ]);
    expect(() => write([{ ...libraryRow, family: undefined as never }])).toThrow(/undefined/);
  });

  it("refuses a file of another kind", async () => {
    await expect(readParquet(new TextEncoder().encode('{"id":1}\n'.repeat(20)))).rejects.toThrow(/parquet/i);
  });
});
