/** What the parity checker needs of Python's data model: types, equality, membership, and the errors of wrong use. */
import { type PythonDict, PythonFloat, type PythonValue } from "./python-json";

export type PythonType = "NoneType" | "bool" | "int" | "float" | "str" | "list" | "dict";

/**
 * What Python would have raised: `KeyError`, `TypeError` … No `Error`: it is a verdict on its way out, and to collect a stack
 * would take longer than the check.
 */
export class PythonException {
  constructor(
    readonly type: "KeyError" | "TypeError" | "AttributeError" | "IndexError" | "OverflowError",
    readonly detail: string,
  ) {}
}

/** `type(value)` */
export function typeOf(value: PythonValue): PythonType {
  switch (typeof value) {
    case "string":
      return "str";
    case "number":
      return Number.isInteger(value) ? "int" : "float";
    case "bigint":
      return "int";
    case "boolean":
      return "bool";
    default:
      if (value === null) return "NoneType";
      if (Array.isArray(value)) return "list";
      return value instanceof PythonFloat ? "float" : "dict";
  }
}

export function isDict(value: PythonValue): value is PythonDict {
  if (typeof value !== "object" || value === null) return false;
  return Object.getPrototypeOf(value) === Object.prototype || value instanceof Map;
}

/** A dict that `JSON.parse` made. */
export type Plain = { readonly [key: string]: PythonValue | undefined };

export function isPlain(value: PythonValue): value is { readonly [key: string]: PythonValue } {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** `dict.get(key)` of such a dict. */
export function ownValue(dict: Plain, key: string): PythonValue | undefined {
  const value = dict[key];
  // What objects inherit is no JSON value, except the prototype itself.
  if (typeof value === "function" || key === "__proto__") return Object.hasOwn(dict, key) ? value : undefined;
  return value;
}

/** `dict.get(key)`; `undefined` when absent. */
export function lookUp(dict: PythonDict, key: string): PythonValue | undefined {
  if (Object.getPrototypeOf(dict) !== Object.prototype) return (dict as Map<string, PythonValue>).get(key);
  return ownValue(dict as Plain, key);
}

export function keysOf(dict: PythonDict): readonly string[] {
  if (Object.getPrototypeOf(dict) === Object.prototype) return Object.keys(dict);
  return [...(dict as Map<string, PythonValue>).keys()];
}

/** The values, in the order of `keysOf`. */
export function valuesOf(dict: PythonDict): readonly PythonValue[] {
  if (Object.getPrototypeOf(dict) === Object.prototype) return Object.values(dict);
  return [...(dict as Map<string, PythonValue>).values()];
}

/** `left == right`, or the same object (which is what `in` and the comparison of lists look for first). */
export function equals(left: PythonValue, right: PythonValue): boolean {
  if (left === right) return true;
  if (typeof left === "string" || typeof right === "string" || left === null || right === null) return false;
  if (Array.isArray(left)) {
    return Array.isArray(right) && left.length === right.length && left.every((item, at) => equals(item, right[at]!));
  }
  if (Array.isArray(right)) return false;
  if (isDict(left)) {
    if (!isDict(right)) return false;
    const keys = keysOf(left);
    if (keys.length !== keysOf(right).length) return false;
    return keys.every((key) => {
      const other = lookUp(right, key);
      return other !== undefined && equals(lookUp(left, key)!, other);
    });
  }
  if (isDict(right)) return false;
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
  if (Array.isArray(container)) {
    for (const candidate of container) if (equals(candidate, item)) return true;
    return false;
  }
  if (typeof container === "string") {
    if (typeof item === "string") return container.includes(item);
    throw new PythonException("TypeError", "'in <string>' requires string as left operand");
  }
  if (!isDict(container)) {
    throw new PythonException("TypeError", `argument of type '${typeOf(container)}' is not iterable`);
  }
  if (typeof item === "string") return lookUp(container, item) !== undefined;
  if (Array.isArray(item) || isDict(item)) throw new PythonException("TypeError", "unhashable type");
  return false;
}

/** `container[key]` for a key known beforehand; `read` reads it from a plain object, which is much faster than by a variable. */
export function field(
  container: PythonValue,
  key: string,
  read: (dict: Plain) => PythonValue | undefined,
): PythonValue {
  if (typeof container === "object" && container !== null && Object.getPrototypeOf(container) === Object.prototype) {
    const value = read(container as Plain);
    if (value !== undefined) return value;
  }
  return at(container, key);
}

/** `container[key]` for a string key. */
export function at(container: PythonValue, key: string): PythonValue {
  if (!isDict(container)) {
    throw new PythonException("TypeError", `'${typeOf(container)}' cannot be indexed by a string`);
  }
  const value = lookUp(container, key);
  if (value === undefined) throw new PythonException("KeyError", key);
  return value;
}

/** What `for item in value` and `len(value)` see: a list's items, a dict's keys, a text's characters. */
export function iterate(value: PythonValue): readonly PythonValue[] {
  if (Array.isArray(value)) return value;
  if (typeof value === "string") return [...value];
  if (isDict(value)) return keysOf(value);
  throw new PythonException("TypeError", `'${typeOf(value)}' object is not iterable`);
}

/** A sequence, item by position: `value[i]` for `i` in `range(len(value))`. A dict has a length, but no positions. */
export function sequence(value: PythonValue): readonly PythonValue[] {
  const items = iterate(value);
  if (items.length > 0 && isDict(value)) throw new PythonException("KeyError", "0");
  return items;
}

/** `value.items()`, `value.keys()` and `value.values()` exist on dicts only. */
export function asDict(value: PythonValue): PythonDict {
  if (isDict(value)) return value;
  throw new PythonException("AttributeError", `'${typeOf(value)}' object has no attribute 'items'`);
}

/** `list(value)[0]` of a dict's keys. */
export function firstKey(value: PythonValue): string {
  const dict = asDict(value);
  if (dict instanceof Map) {
    for (const key of dict.keys()) return key;
  } else {
    for (const key in dict) return key;
  }
  throw new PythonException("IndexError", "list index out of range");
}

/** The value of `firstKey`. */
export function firstValue(value: PythonValue): PythonValue {
  if (isPlain(value)) for (const key in value) return value[key]!;
  return at(value, firstKey(value));
}

/** `float(value)` of an int. */
export function toFloat(value: number | bigint): PythonValue {
  if (typeof value === "number") return new PythonFloat(value);
  const converted = Number(value);
  if (!Number.isFinite(converted)) throw new PythonException("OverflowError", "int too large to convert to float");
  return new PythonFloat(converted);
}
