import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editable, renderPythonJson } from "./mutations";
import { PythonFloat, parsePythonJson } from "./python-json";
import { equals, lookUp, typeOf } from "./python-values";

describe("parsePythonJson", () => {
  it.each([
    ["5", "int"],
    ["5.0", "float"],
    ["5.5", "float"],
    ["1e3", "float"],
    ["-0", "int"],
    ["-0.0", "float"],
    ["0.99999999999999999999", "float"], // a double rounds it to 1
    ["123456789012345678901234567890", "int"],
    ["NaN", "float"],
    ["-Infinity", "float"],
    ["true", "bool"],
    ["null", "NoneType"],
    ['"5.0"', "str"],
    ["[]", "list"],
    ["{}", "dict"],
  ])("reads %s as %s", (text, type) => {
    expect(typeOf(parsePythonJson(text))).toBe(type);
    expect(typeOf((parsePythonJson(`[ ${text} ]`) as never[])[0]!)).toBe(type);
  });

  it("keeps the order of keys that objects would move, and the last of repeated ones", () => {
    expect(renderPythonJson(parsePythonJson('{"b": 1, "2": 2, "1": 3, "b": 4}'))).toBe('{"b":4,"2":2,"1":3}');
    expect(renderPythonJson(parsePythonJson('{"b": 1.0, "b": 2, "__proto__": 3}'))).toBe('{"b":2,"__proto__":3}');
  });

  it("finds no inherited keys", () => {
    for (const text of ['{"a": 1}', '{"a": 1.0}']) {
      const dict = parsePythonJson(text) as Map<string, never>;
      for (const key of ["constructor", "toString", "__proto__", "b"]) expect(lookUp(dict, key)).toBeUndefined();
    }
    expect(lookUp(parsePythonJson('{"__proto__": 7}') as Map<string, never>, "__proto__")).toBe(7);
  });

  it.each([
    "",
    "[1,]",
    "{1: 2}",
    '{"a" 1}',
    "01",
    "1.",
    "+1",
    "nul",
    "[1] 2",
    '"\u0001"',
    '"\\x"',
    '"\\u12"',
    '["a',
    "1.0.0",
    "[1.0",
    '{"a": 1.0',
  ])("refuses %j", (text) => {
    expect(() => parsePythonJson(text)).toThrow(SyntaxError);
  });

  it("reads what JSON.parse reads, both ways alike", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const plain = parsePythonJson(text);
        // A float without a fraction anywhere sends the whole text through the other parser.
        const [other] = parsePythonJson(`[${text}, 1.0]`) as never[];
        expect(equals(editable(plain), editable(other!))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ["1", "1.0", true],
    ["1", "true", true],
    ["0.0", "-0.0", true],
    ["1", '"1"', false],
    ["null", "false", false],
    ["[1, 2]", "[1, 2.0]", true],
    ["[1, 2]", "[2, 1]", false],
    ['{"a": 1, "b": 2}', '{"b": 2.0, "a": true}', true],
    ['{"a": 1}', '{"a": 1, "b": 2}', false],
    ["9007199254740993", "9007199254740992.0", false],
    ["NaN", "NaN", true], // the parser gives one object, and `in` looks for the object first
  ])("%s == %s is %s, as in Python", (left, right, expected) => {
    expect(equals(parsePythonJson(left), parsePythonJson(right))).toBe(expected);
    expect(equals(parsePythonJson(right), parsePythonJson(left))).toBe(expected);
  });

  it("renders a float so that it stays one", () => {
    expect(renderPythonJson([new PythonFloat(5), 5, new PythonFloat(1e21)])).toBe("[5.0,5,1e+21]");
  });
});
