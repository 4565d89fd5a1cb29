/**
 * JSON as Python's `json` module reads it: 5 and 5.0 stay apart, integers have any size, the order of keys is kept, a repeated
 * key keeps its first place and its last value, and NaN and Infinity are numbers. These decide verdicts of the parity checker.
 *
 * Most texts hold nothing that `JSON.parse` would lose, and take that way. The others are read by the parser below, since no
 * library keeps all of these: lossless-json moves keys like "2" to the front and refuses repeated keys.
 */

/** A Python float. */
export class PythonFloat {
  constructor(readonly value: number) {}
}

/** A dict: a plain object where `JSON.parse` was enough, else a map. */
export type PythonDict = Map<string, PythonValue> | { readonly [key: string]: PythonValue };

/** A float is a `PythonFloat` or a `number` with a fraction; an int is a `number` without one, or a `bigint` beyond 2^53. */
export type PythonValue = null | boolean | number | bigint | PythonFloat | string | PythonValue[] | PythonDict;

/**
 * What `JSON.parse` would lose, looked for in the whole text: floats without a fraction, exponents, more digits than a double
 * holds, keys that objects move. A find inside a string only costs time.
 */
const LOST = /\d\.0+(?!\d)|\d[eE][-+]?\d|[\d.]{16}|"\d+"\s*:/;

/** Parses one JSON text. @throws SyntaxError with the position of the first thing that is no JSON */
export function parsePythonJson(text: string): PythonValue {
  if (LOST.test(text)) return parseKeepingAll(text);
  try {
    return JSON.parse(text);
  } catch {
    return parseKeepingAll(text); // NaN and Infinity, or an error that names its place
  }
}

const [QUOTE, BACKSLASH, MINUS, ZERO, NINE] = [34, 92, 45, 48, 57];
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?/y;
const ESCAPES: { readonly [letter: string]: string } = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

function parseKeepingAll(text: string): PythonValue {
  let at = 0;

  const fail = (what: string): never => {
    throw new SyntaxError(`${what} at position ${at}`);
  };

  const skipSpace = () => {
    for (;;) {
      const code = text.charCodeAt(at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
      at += 1;
    }
  };

  const value = (): PythonValue => {
    skipSpace();
    const code = text.charCodeAt(at);
    if (code === QUOTE) return string();
    if (code === MINUS || (code >= ZERO && code <= NINE)) return number();
    switch (text[at]) {
      case "{":
        return dict();
      case "[":
        return list();
      default:
        return word();
    }
  };

  const string = (): string => {
    const start = at + 1;
    for (at = start; ; at += 1) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) return text.slice(start, at++);
      if (code === BACKSLASH) return escaped(start);
      if (!(code >= 32)) fail("a control character in, or no end of, a string");
    }
  };

  const escaped = (start: number): string => {
    let built = text.slice(start, at);
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) {
        at += 1;
        return built;
      }
      if (!(code >= 32)) fail("a control character in, or no end of, a string");
      if (code !== BACKSLASH) {
        built += text[at];
        at += 1;
        continue;
      }
      const letter = text[at + 1];
      if (letter === "u") {
        const digits = text.slice(at + 2, at + 6);
        if (!/^[0-9a-fA-F]{4}$/.test(digits)) fail("a bad \\u escape");
        built += String.fromCharCode(Number.parseInt(digits, 16));
        at += 6;
      } else {
        const character = ESCAPES[letter ?? ""];
        built += character ?? fail("an unknown escape");
        at += 2;
      }
    }
  };

  const number = (): PythonValue => {
    NUMBER.lastIndex = at;
    const match = NUMBER.exec(text);
    if (match === null) return word();
    at = NUMBER.lastIndex;
    if (match[1] !== undefined || match[2] !== undefined) return new PythonFloat(Number(match[0]));
    const integer = Number(match[0]);
    // Python has no integer -0.
    return Number.isSafeInteger(integer) ? integer + 0 : BigInt(match[0]);
  };

  const word = (): PythonValue => {
    for (const [name, meaning] of WORDS) {
      if (!text.startsWith(name, at)) continue;
      at += name.length;
      return meaning;
    }
    return fail("no JSON value");
  };

  const list = (): PythonValue[] => {
    at += 1;
    const items: PythonValue[] = [];
    skipSpace();
    if (text[at] === "]") {
      at += 1;
      return items;
    }
    for (;;) {
      items.push(value());
      skipSpace();
      const end = text[at];
      at += 1;
      if (end === "]") return items;
      if (end !== ",") fail("neither , nor ]");
    }
  };

  const dict = (): PythonDict => {
    at += 1;
    const plain: { [key: string]: PythonValue } = {};
    // Only what an object would move or take for its prototype needs a map.
    let map: Map<string, PythonValue> | undefined;
    skipSpace();
    if (text[at] === "}") {
      at += 1;
      return plain;
    }
    for (;;) {
      skipSpace();
      if (text.charCodeAt(at) !== QUOTE) fail("no key");
      const key = string();
      skipSpace();
      if (text[at] !== ":") fail("no :");
      at += 1;
      const item = value();
      if (map === undefined && !keepsPlace(key)) map = new Map(Object.entries(plain));
      if (map === undefined) plain[key] = item;
      else map.set(key, item);
      skipSpace();
      const end = text[at];
      at += 1;
      if (end === "}") return map ?? plain;
      if (end !== ",") fail("neither , nor }");
    }
  };

  const result = value();
  skipSpace();
  if (at < text.length) fail("text after the value");
  return result;
}

/** Whether an object keeps this key where it was written. */
function keepsPlace(key: string): boolean {
  const first = key.charCodeAt(0);
  return !(first >= ZERO! && first <= NINE!) && key !== "__proto__";
}

/** One object for NaN, as in Python, where the same object is found in a list although it equals nothing. */
const NOT_A_NUMBER = new PythonFloat(Number.NaN);

const WORDS: readonly (readonly [string, PythonValue])[] = [
  ["true", true],
  ["false", false],
  ["null", null],
  ["NaN", NOT_A_NUMBER],
  ["Infinity", new PythonFloat(Number.POSITIVE_INFINITY)],
  ["-Infinity", new PythonFloat(Number.NEGATIVE_INFINITY)],
];
