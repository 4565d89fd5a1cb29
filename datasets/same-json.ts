/** Whether two values are the same JSON, whatever the order of keys: as their canonical texts, without making them. */
export function sameJson(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  if (Array.isArray(left) || Array.isArray(right))
    return (
      Array.isArray(left) &&
      Array.isArray(right) &&
      left.length === right.length &&
      left.every((item, index) => sameJson(item, right[index]))
    );
  const one = left as Record<string, unknown>;
  const other = right as Record<string, unknown>;
  const keys = definedKeys(one);
  return keys.length === definedKeys(other).length && keys.every((key) => sameJson(one[key], other[key]));
}

/** A property that is `undefined` is none. */
function definedKeys(value: Record<string, unknown>): string[] {
  return Object.keys(value).filter((key) => value[key] !== undefined);
}
