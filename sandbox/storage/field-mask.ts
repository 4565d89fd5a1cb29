/** Partial replies: `fields=items(name,size),nextPageToken` keeps those fields and nothing else. */
import { refuse } from "./errors";
import { isObject } from "./merge-patch";

type Mask = Map<string, Mask>;

/** @returns the value with only the masked fields; the value itself without a mask */
export function applyFieldMask(value: object, fields: string | null): object {
  if (fields === null || fields === "" || fields === "*") return value;
  const parser = { text: fields, position: 0 };
  const mask = parseMask(parser);
  if (parser.position < fields.length) refuse(400, `Invalid field selection ${fields}`, "invalidParameter");
  return select(value, mask) as object;
}

function parseMask(parser: { text: string; position: number }): Mask {
  const mask: Mask = new Map();
  for (;;) {
    let level = mask;
    for (;;) {
      const name = /^[\w*]+/.exec(parser.text.slice(parser.position))?.[0];
      if (name === undefined) refuse(400, `Invalid field selection ${parser.text}`, "invalidParameter");
      parser.position += name.length;
      const next: Mask = level.get(name) ?? new Map();
      level.set(name, next);
      level = next;
      if (parser.text[parser.position] !== "/") break;
      parser.position += 1;
    }
    if (parser.text[parser.position] === "(") {
      parser.position += 1;
      for (const [name, inner] of parseMask(parser)) level.set(name, inner);
      if (parser.text[parser.position] !== ")")
        refuse(400, `Invalid field selection ${parser.text}`, "invalidParameter");
      parser.position += 1;
    }
    if (parser.text[parser.position] !== ",") return mask;
    parser.position += 1;
  }
}

function select(value: unknown, mask: Mask): unknown {
  if (mask.size === 0) return value;
  if (Array.isArray(value)) return value.map((item) => select(item, mask));
  if (!isObject(value)) return value;
  const result: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    const inner = mask.get(key) ?? mask.get("*");
    if (inner !== undefined) result[key] = select(item, inner);
  }
  return result;
}
