import { describe, expect, it } from "vitest";
import { variedExamples } from "../../test/fixtures/varied-examples";
import { LINE_FORMATS } from "./index";
import { renderFile, renderFiles } from "./render-file";

const rows = variedExamples(1)
  .slice(0, 40)
  .map(({ row }, index) => ({ ...row, id: `${row.id} – ${"€".repeat(index)}` }));
const formats = LINE_FORMATS.filter((format) => format !== "parquet");

describe("renderFiles", () => {
  it("gives in one go the files that are rendered one by one", () => {
    const files = renderFiles("mine", formats, "train", rows);
    const alone = formats.map((format) => renderFile("mine", format, "train", rows));
    expect(files.map(({ bytes, ...file }) => ({ ...file, text: Buffer.from(bytes as Uint8Array).toString() }))).toEqual(
      alone.map(({ bytes, ...file }) => ({ ...file, text: bytes })),
    );
  });

  it("names what a format refuses, by file and line", () => {
    const [first, second] = rows;
    const bad = { ...second!, difficulty: "trivial" as "easy" };
    const [canonical] = renderFiles("mine", ["canonical"], "validation", [first!, bad]);
    expect(canonical!.problems).toMatchObject([{ path: "mine_val.jsonl:2:/difficulty", code: "invalid_export" }]);
  });

  it("gives an empty file where there is no row", () => {
    const [file] = renderFiles("mine", ["openai"], "train", []);
    expect(file).toMatchObject({ rows: 0, problems: [] });
    expect(file!.bytes).toHaveLength(0);
  });
});
