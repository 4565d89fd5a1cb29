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
  return render(value, "$");
}

function render(value: unknown, path: string): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TypeError(`canonicalJson: ${path} is ${value}; JSON has no such number`);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map((item, index) => render(item, `${path}[${index}]`)).join(",")}]`;
  if (typeof value === "object") {
    const record = value as Record<string, unknown>;
    const parts: string[] = [];
    for (const key of Object.keys(record).sort()) {
      if (record[key] === undefined) continue;
      parts.push(`${JSON.stringify(key)}:${render(record[key], `${path}.${key}`)}`);
    }
    return `{${parts.join(",")}}`;
  }
  throw new TypeError(`canonicalJson: ${path} is a ${typeof value}; JSON cannot carry it`);
}
