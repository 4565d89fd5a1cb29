/**
 * How far a value stays inside its nearer limit, negative beyond it; undefined where it is no number.
 * @param limits in words, as gates show them: `>= 0.25, <= 0.45`; without any, less is more room
 */
export function roomInLimits(value: number | string | null, limits: string): number | undefined {
  if (typeof value !== "number") return undefined;
  const bounds = [...limits.matchAll(/([<>])= (-?[\d.]+)/g)];
  if (bounds.length === 0) return -value;
  return Math.min(...bounds.map(([, side, bound]) => (side === "<" ? Number(bound) - value : value - Number(bound))));
}
