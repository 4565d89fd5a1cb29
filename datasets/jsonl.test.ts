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

  it("names the byte that is no UTF-8, and leaves a true replacement character alone", () => {
    const damaged = Buffer.concat([bytes('{"a":"\ufffd"}\n{"a":"é '), Buffer.from([0xfc]), bytes('"}\n')]);
    expect(parseJsonl("a.jsonl", damaged).problems).toEqual([
      expect.objectContaining({ path: "a.jsonl:2:", message: expect.stringContaining("0xfc") }),
    ]);
    expect(parseJsonl("a.jsonl", bytes('{"a":"\ufffd"}\n')).problems).toEqual([]);
  });

  it.each<[string, Uint8Array, string, string]>([
    ["an empty file", bytes(""), "empty_file", "a.jsonl:1:"],
    ["a byte order mark", bytes('\ufeff{"a":1}\n'), "byte_order_mark", "a.jsonl:1:"],
    ["CR LF line ends", bytes('{"a":1}\r\n{"a":2}\r\n'), "carriage_return", "a.jsonl:1:"],
    ["a last line that is cut off", bytes('{"a":1}\n{"a":'), "cut_off", "a.jsonl:2:"],
    ["a last line without its end", bytes('{"a":1}\n{"a":2}'), "no_final_newline", "a.jsonl:2:"],
    ["UTF-16", Buffer.from('\ufeff{"a":1}\n', "utf16le"), "wrong_encoding", "a.jsonl:1:"],
    [
      "Latin-1 on the second line",
      Buffer.concat([bytes('{"a":1}\n{"a":"'), Buffer.from([0xe4]), bytes('"}\n')]),
      "wrong_encoding",
      "a.jsonl:2:",
    ],
    [
      "a key that stands twice",
      bytes('{"a":1}\n{"b":{"c":1,"d":[{"c":2}],"c":3}}\n'),
      "duplicate_key",
      "a.jsonl:2:/b/c",
    ],
    [
      "a key in a list, with a slash",
      bytes('{"d":[{"c":2},{"e/f":1, "e/f" : 2}]}\n'),
      "duplicate_key",
      "a.jsonl:1:/d/1/e~1f",
    ],
    ["UTF-16 without a mark", Buffer.from('{"a":1}\n', "utf16le"), "wrong_encoding", "a.jsonl:1:"],
    ["UTF-16, big end first", Buffer.from('\ufeff{"a":1}\n', "utf16le").swap16(), "wrong_encoding", "a.jsonl:1:"],
    ["a NUL byte", bytes('{"a":1}\n{"a":"\0"}\n'), "zero_byte", "a.jsonl:2:"],
    ["a huge line", bytes(`{"a":1}\n{"a":"${"x".repeat(11 * 1024 * 1024)}"}\n`), "line_too_long", "a.jsonl:2:"],
    ["a list instead of lines", bytes('[{"a":1},\n{"a":2}]\n'), "no_json", "a.jsonl:1:"],
    ["an object over several lines", bytes('{\n"a":1\n}\n'), "no_json", "a.jsonl:1:"],
    ["a blank line", bytes('{"a":1}\n\n{"a":2}\n'), "blank_line", "a.jsonl:2:"],
    ["a line that is no JSON", bytes("{'a': 1}\n"), "no_json", "a.jsonl:1:"],
  ])("names %s, with its line", (_, content, code, path) => {
    const { problems } = parseJsonl("a.jsonl", content);
    expect(problems).toContainEqual(expect.objectContaining({ code, path }));
    for (const problem of problems) expect(problem.fix).not.toBe("");
  });
});
