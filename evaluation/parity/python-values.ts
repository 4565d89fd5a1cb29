/** What the parity checker needs of Python's data model: types, equality, membership, and the errors of wrong use. */
import { type PythonDict, PythonFloat, type PythonValue } from "./python-json";

export type PythonType = "NoneType" | "bool" | "int" | "float" | "str" | "list" | "dict";

/** What Python would have raised: `KeyError`, `TypeError` … */
export class PythonException extends Error {
  constructor(
    readonly type: "KeyError" | "TypeError" | "AttributeError" | "IndexError" | "OverflowError",
    detail: string,
  ) {
    super(detail);
    this.name = "PythonException";
  }
}

/** `type(value)` */
export function typeOf(value: PythonValue): PythonType {
  switch (typeof value) {
    case "string":
      return "str";
    case "number":
    case "bigint":
      return "int";
    case "boolean":
      return "bool";
    default:
      if (value === null) return "NoneType";
      if (value instanceof PythonFloat) return "float";
      return Array.isArray(value) ? "list" : "dict";
  }
}

/** `left == right`, or the same object (which is what `in` and the comparison of lists look for first). */
export function equals(left: PythonValue, right: PythonValue): boolean {
  if (left === right) return true;
  if (typeof left === "string" || typeof right === "string" || left === null || right === null) return false;
  if (Array.isArray(left)) {
    if (!Array.isArray(right) || left.length !== right.length) return false;
    return left.every((item, index) => equals(item, right[index]!));
  }
  if (left instanceof Map) {
    if (!(right instanceof Map) || left.size !== right.size) return false;
    for (const [key, value] of left) {
      const other = right.get(key);
      if (other === undefined || !equals(value, other)) return false;
    }
    return true;
  }
  if (Array.isArray(right) || right instanceof Map) return false;
  // bool, int and float compare by value: True == 1 == 1.0. A bigint compares exactly, as Python's int does.
  // biome-ignore lint/suspicious/noDoubleEquals: bigint and number are equal by value only under ==
  return numeric(left) == numeric(right);
}

function numeric(value: boolean | number | bigint | PythonFloat): number | bigint {
  if (typeof value === "boolean") return value ? 1 : 0;
  return value instanceof PythonFloat ? value.value : value;
}

/** `item in container` */
export function contains(container: PythonValue, item: PythonValue): boolean {
  if (container instanceof Map) {
    if (typeof item === "string") return container.has(item);
    if (Array.isArray(item) || item instanceof Map) throw new PythonException("TypeError", "unhashable type");
    return false;
  }
  if (Array.isArray(container)) return container.some((candidate) => equals(candidate, item));
  if (typeof container === "string") {
    if (typeof item === "string") return container.includes(item);
    throw new PythonException("TypeError", "'in <string>' requires string as left operand");
  }
  throw new PythonException("TypeError", `argument of type '${typeOf(container)}' is not iterable`);
}

/** `container[key]` for a string key. */
export function at(container: PythonValue, key: string): PythonValue {
  if (container instanceof Map) {
    const value = container.get(key);
    if (value === undefined) throw new PythonException("KeyError", key);
    return value;
  }
  throw new PythonException("TypeError", `'${typeOf(container)}' cannot be indexed by a string`);
}

/** What `for item in value` and `len(value)` see: a list's items, a dict's keys, a text's characters. */
export function iterate(value: PythonValue): readonly PythonValue[] {
  if (Array.isArray(value)) return value;
  if (value instanceof Map) return [...value.keys()];
  if (typeof value === "string") return [...value];
  throw new PythonException("TypeError", `'${typeOf(value)}' object is not iterable`);
}

/** A sequence, item by position: `value[i]` for `i` in `range(len(value))`. A dict has a length, but no positions. */
export function sequence(value: PythonValue): readonly PythonValue[] {
  const items = iterate(value);
  if (value instanceof Map && value.size > 0) throw new PythonException("KeyError", "0");
  return items;
}

/** `value.items()`, `value.keys()` and `value.values()` exist on dicts only. */
export function asDict(value: PythonValue): PythonDict {
  if (value instanceof Map) return value;
  throw new PythonException("AttributeError", `'${typeOf(value)}' object has no attribute 'items'`);
}

/** `list(value)[0]` of a dict's keys or values. */
export function firstEntry(value: PythonValue): [string, PythonValue] {
  for (const entry of asDict(value)) return entry;
  throw new PythonException("IndexError", "list index out of range");
}

/** `float(value)` of an int. */
export function toFloat(value: number | bigint): PythonFloat {
  const converted = Number(value);
  if (!Number.isFinite(converted)) throw new PythonException("OverflowError", "int too large to convert to float");
  return new PythonFloat(converted);
}
