import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { judgeParity, scoreParityLine, scoreParityLines } from "./parity-lines";
import { type PythonValue, parsePythonJson } from "./python-json";
import { lookUp } from "./python-values";

type Dict = { readonly [key: string]: PythonValue };

const vectors = parsePythonJson(
  readFileSync(join(__dirname, "../../test/conformance/bfcl-parity.json"), "utf8"),
) as Dict;
const cases = (lookUp(vectors, "cases") as Dict[]).map((item) => {
  const field = (name: string) => lookUp(item, name) as PythonValue;
  const expected = field("expected") as Dict;
  return {
    why: field("id") as string,
    judge: () => judgeParity(field("functions"), field("calls"), field("ground_truth"), field("category") as string),
    expected: { valid: lookUp(expected, "valid"), errorType: lookUp(expected, "error_type") },
  };
});

describe("the parity checker says what the leaderboard's checker said", () => {
  it.each(cases)("$why", ({ judge, expected }) => {
    expect(judge()).toEqual(expected);
  });

  it("has vectors for both verdicts", () => {
    expect(cases.filter(({ expected }) => expected.valid).length).toBeGreaterThan(30);
    expect(cases.filter(({ expected }) => !expected.valid).length).toBeGreaterThan(40);
  });
});

describe("scoreParityLine", () => {
  const line = (fields: string) => `{"id": 7, ${fields}}`;
  const functions =
    '"functions": [{"name": "f", "parameters": {"type": "dict", "properties": {"p": {"type": "integer"}}, "required": ["p"]}}]';

  it.each([
    ["the leaderboard's calls", '[{"f": {"p": 5}}]', true, null],
    ["named calls", '[{"name": "f", "args": {"p": 5}}]', true, null],
    ["named calls with arguments", '[{"name": "f", "arguments": {"p": 5.0}}]', false, "type_error:simple"],
    // The checker itself only counts: a text of several characters is several calls to it.
    ["text instead of calls", '"I cannot"', false, "simple_function_checker:wrong_count"],
    ["a text in the list", '["f"]', false, "ast_decoder:decoder_wrong_output_format"],
  ])("reads %s", (_, calls, valid, error_type) => {
    const text = line(
      `"category": "simple_python", ${functions}, "calls": ${calls}, "ground_truth": [{"f": {"p": [5]}}]`,
    );
    expect(scoreParityLine(text)).toEqual({ id: 7, valid, error_type });
  });

  it.each(["5.0", "null", "true"])("raises as the checker does where a function's name is %s", (name) => {
    const text = line(
      `"category": "simple_python", ${functions.replace('"f"', name)}, "calls": [{"f": {"p": 5}}], "ground_truth": [{"f": {"p": [5]}}]`,
    );
    expect(scoreParityLine(text)).toEqual({ id: 7, valid: false, error_type: "exception:TypeError" });
  });

  it.each([
    ["irrelevance", "[]", true, null],
    ["live_irrelevance", '[{"f": {}}]', false, "irrelevance_error:decoder_success"],
    ["irrelevance", '"words"', true, null],
    ["live_relevance", "[]", false, "relevance_error:decoder_failed"],
    ["live_relevance", '[{"f": {}}]', true, null],
  ])("%s with calls %s", (category, calls, valid, error_type) => {
    expect(scoreParityLine(line(`"category": "${category}", "calls": ${calls}`))).toEqual({ id: 7, valid, error_type });
  });

  it("judges a stream, line by line, and names the line that is no case", async () => {
    const one = line('"category": "irrelevance", "calls": []');
    const read: string[] = [];
    const stream = async () => {
      for await (const verdict of scoreParityLines([one, "", one, "[]"])) read.push(verdict);
    };
    await expect(stream()).rejects.toThrow("Line 4");
    expect(read).toEqual([
      '{"id": 7, "valid": true, "error_type": null}',
      '{"id": 7, "valid": true, "error_type": null}',
    ]);
  });

  it.each([
    ["no JSON", "{", "position"],
    ["a list", "[]", "object"],
    ["no category", line('"calls": []'), "category"],
    ["no calls", line('"category": "multiple"'), "calls"],
    ["no ground truth", line(`"category": "multiple", "calls": [], ${functions}`), "ground_truth"],
    ["Java", line(`"category": "simple_java", "calls": [], ${functions}, "ground_truth": []`), "not supported"],
  ])("refuses %s", (_, text, message) => {
    expect(() => scoreParityLine(text)).toThrow(message);
  });
});
