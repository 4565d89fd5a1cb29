import { describe, expect, it } from "vitest";
import { parseJsonl } from "./jsonl";

const bytes = (text: string) => Buffer.from(text, "utf8");

describe("parseJsonl", () => {
  it("reads a good file without a word", () => {
    expect(parseJsonl("a.jsonl", bytes('{"a":1}\n{"a":"{\\"a\\":2, \\"a\\":3}"}\n'))).toEqual({
      lines: [
        { line: 1, value: { a: 1 } },
        { line: 2, value: { a: '{"a":2, "a":3}' } },
      ],
      problems: [],
    });
  });

  it.each<[string, Uint8Array, string, string]>([
    ["an empty file", bytes(""), "empty_file", "a.jsonl:1:"],
    ["a byte order mark", bytes('\ufeff{"a":1}\n'), "byte_order_mark", "a.jsonl:1:"],
    ["CR LF line ends", bytes('{"a":1}\r\n{"a":2}\r\n'), "carriage_return", "a.jsonl:1:"],
    ["a last line that is cut off", bytes('{"a":1}\n{"a":'), "no_json", "a.jsonl:2:"],
    ["a last line without its end", bytes('{"a":1}\n{"a":2}'), "no_final_newline", "a.jsonl:2:"],
    ["UTF-16", Buffer.from('\ufeff{"a":1}\n', "utf16le"), "wrong_encoding", "a.jsonl:1:"],
    [
      "Latin-1 on the second line",
      Buffer.concat([bytes('{"a":1}\n{"a":"'), Buffer.from([0xe4]), bytes('"}\n')]),
      "wrong_encoding",
      "a.jsonl:2:",
    ],
    ["a key that stands twice", bytes('{"a":1}\n{"b":{"c":1,"d":[{"c":2}],"c":3}}\n'), "duplicate_key", "a.jsonl:2:"],
    ["a blank line", bytes('{"a":1}\n\n{"a":2}\n'), "blank_line", "a.jsonl:2:"],
    ["a line that is no JSON", bytes("{'a': 1}\n"), "no_json", "a.jsonl:1:"],
  ])("names %s, with its line", (_, content, code, path) => {
    const { problems } = parseJsonl("a.jsonl", content);
    expect(problems).toContainEqual(expect.objectContaining({ code, path }));
    for (const problem of problems) expect(problem.fix).not.toBe("");
  });
});
