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
  let defined = 0;
  for (const key of Object.keys(one)) {
    if (one[key] === undefined) continue; // a property that is undefined is none
    if (!sameJson(one[key], other[key])) return false;
    defined += 1;
  }
  for (const key of Object.keys(other)) if (other[key] !== undefined) defined -= 1;
  return defined === 0;
}
