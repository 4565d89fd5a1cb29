/**
 * Canonical JSON: one text per value, whatever the order of keys.
 * Follows RFC 8785 (JSON Canonicalization Scheme): keys sorted by UTF-16 code units, numbers as ECMAScript prints them,
 * so 3 and 3.0 are the same text. Properties that are `undefined` are left out.
 */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * Renders a value as canonical JSON.
 * @throws TypeError for what JSON cannot carry (functions, symbols, bigint, NaN, infinities, undefined outside a property)
 */
export function canonicalJson(value: unknown): string {
  return render(value, 0) ?? JSON.stringify(refuse(value, "$"));
}

/** The text, or `undefined` for what JSON cannot carry: the place is looked for only then. */
function render(value: unknown, depth: number): string | undefined {
  switch (typeof value) {
    case "string":
    case "boolean":
      return JSON.stringify(value);
    case "number":
      return Number.isFinite(value) ? JSON.stringify(value) : undefined;
    case "object":
      if (value === null) return "null";
      return Array.isArray(value)
        ? renderList(value, depth + 1)
        : renderObject(value as Record<string, unknown>, depth + 1);
    default:
      return undefined;
  }
}

function renderList(list: readonly unknown[], depth: number): string | undefined {
  let text = "";
  for (const item of list) {
    const rendered = render(item, depth);
    if (rendered === undefined) return undefined;
    text += text === "" ? rendered : `,${rendered}`;
  }
  return `[${text}]`;
}

function renderObject(record: Record<string, unknown>, depth: number): string | undefined {
  let text = "";
  for (const { key, quoted } of sortedKeys(record, depth)) {
    const item = record[key];
    if (item === undefined) continue;
    const rendered = render(item, depth);
    if (rendered === undefined) return undefined;
    text += `${text === "" ? "" : ","}${quoted}:${rendered}`;
  }
  return `{${text}}`;
}

interface Key {
  readonly key: string;
  readonly quoted: string;
}

/** Records of a list have the same keys, as a rule: those of the object before, at the same depth, are sorted already. */
const latest: { readonly keys: readonly string[]; readonly sorted: readonly Key[] }[] = [];

function sortedKeys(record: Record<string, unknown>, depth: number): readonly Key[] {
  const keys = Object.keys(record);
  const known = latest[depth];
  if (known?.keys.length === keys.length && keys.every((key, index) => key === known.keys[index])) return known.sorted;
  const sorted = [...keys].sort().map((key) => ({ key, quoted: JSON.stringify(key) }));
  latest[depth] = { keys, sorted };
  return sorted;
}

/** @throws TypeError that names the first place which JSON cannot carry */
function refuse(value: unknown, path: string): never {
  if (typeof value === "number" && !Number.isFinite(value))
    throw new TypeError(`canonicalJson: ${path} is ${value}; JSON has no such number`);
  if (Array.isArray(value))
    for (const [index, item] of value.entries()) if (render(item, 0) === undefined) refuse(item, `${path}[${index}]`);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    const record = value as Record<string, unknown>;
    for (const key of Object.keys(record).sort())
      if (record[key] !== undefined && render(record[key], 0) === undefined) refuse(record[key], `${path}.${key}`);
  }
  throw new TypeError(`canonicalJson: ${path} is a ${typeof value}; JSON cannot carry it`);
}
