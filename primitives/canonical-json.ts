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
  return render(value) ?? JSON.stringify(refuse(value, "$"));
}

/** The text, or `undefined` for what JSON cannot carry: the place is looked for only then. */
function render(value: unknown): string | undefined {
  switch (typeof value) {
    case "string":
    case "boolean":
      return JSON.stringify(value);
    case "number":
      return Number.isFinite(value) ? JSON.stringify(value) : undefined;
    case "object":
      if (value === null) return "null";
      return Array.isArray(value) ? renderList(value) : renderObject(value as Record<string, unknown>);
    default:
      return undefined;
  }
}

function renderList(list: readonly unknown[]): string | undefined {
  let text = "";
  for (const item of list) {
    const rendered = render(item);
    if (rendered === undefined) return undefined;
    text += text === "" ? rendered : `,${rendered}`;
  }
  return `[${text}]`;
}

function renderObject(record: Record<string, unknown>): string | undefined {
  let text = "";
  for (const key of Object.keys(record).sort()) {
    const item = record[key];
    if (item === undefined) continue;
    const rendered = render(item);
    if (rendered === undefined) return undefined;
    text += `${text === "" ? "" : ","}${JSON.stringify(key)}:${rendered}`;
  }
  return `{${text}}`;
}

/** @throws TypeError that names the first place which JSON cannot carry */
function refuse(value: unknown, path: string): never {
  if (typeof value === "number" && !Number.isFinite(value))
    throw new TypeError(`canonicalJson: ${path} is ${value}; JSON has no such number`);
  if (Array.isArray(value))
    for (const [index, item] of value.entries()) if (render(item) === undefined) refuse(item, `${path}[${index}]`);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    const record = value as Record<string, unknown>;
    for (const key of Object.keys(record).sort())
      if (record[key] !== undefined && render(record[key]) === undefined) refuse(record[key], `${path}.${key}`);
  }
  throw new TypeError(`canonicalJson: ${path} is a ${typeof value}; JSON cannot carry it`);
}
