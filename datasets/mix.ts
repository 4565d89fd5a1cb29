/** What a data set is made of: the rows of data-rules' mix table, scaled to any count without losing a row. */
import type { HallucinationType, Kind, RowType } from "./types";

export interface MixEntry {
  readonly type: RowType;
  readonly kind: Kind;
  readonly hallucinationType: HallucinationType | null;
  /** Rows in the default build of 600. */
  readonly weight: number;
  /** Kinds of positives that a twin of this kind may be made from; absent when it has no twin. */
  readonly hosts?: readonly Kind[];
}

const ONE_CALL_HOSTS: readonly Kind[] = ["single", "lookalike", "complex"];
const REMOVED_HOSTS: readonly Kind[] = [...ONE_CALL_HOSTS, "parallel", "short_chain"];

const TWINNED: ReadonlySet<Kind> = new Set([
  "tool_removed",
  "no_tools",
  "invalid_value",
  "missing_required",
  "operation_removed",
]);

export const MIX: readonly MixEntry[] = [
  ...entries("tflan", null, { single: 70, no_call: 20, lookalike: 40, complex: 40, parallel: 30 }),
  ...entries("react", null, {
    short_chain: 110,
    long_chain: 90,
    recovery_environment: 40,
    recovery_mistake: 15,
    clarification: 30,
    follow_up: 15,
  }),
  ...entries("negative", "non_existent_tool", { near_miss: 5, tool_removed: 18, no_tools: 2 }, [
    ...REMOVED_HOSTS,
    "long_chain",
  ]),
  ...entries("negative", "invalid_parameters", { invalid_value: 14, missing_required: 9, ambiguous_entity: 2 }, [
    ...ONE_CALL_HOSTS,
    "short_chain",
  ]),
  ...entries(
    "negative",
    "unsupported_action",
    { operation_removed: 14, operation_absent: 4, partly_doable: 4, invented_result: 3 },
    REMOVED_HOSTS,
  ),
  ...entries("negative", "out_of_scope", { other_agent: 12, plain_talk: 10, policy: 3 }),
];

function entries(
  type: RowType,
  hallucinationType: HallucinationType | null,
  weights: { readonly [kind in Kind]?: number },
  hosts?: readonly Kind[],
): MixEntry[] {
  return Object.entries(weights).map(([kind, weight]) => ({
    type,
    kind: kind as Kind,
    hallucinationType,
    weight,
    ...(hosts !== undefined && TWINNED.has(kind as Kind) ? { hosts } : {}),
  }));
}

/**
 * Splits a total by weights into integers that add up to it exactly (largest remainder; ties to the earlier part).
 */
export function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((left, right) => left + right, 0);
  if (sum === 0) return weights.map(() => 0);
  const exact = weights.map((weight) => (total * weight) / sum);
  const parts = exact.map(Math.floor);
  const order = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((left, right) => right.remainder - left.remainder || left.index - right.index);
  let rest = total - parts.reduce((left, right) => left + right, 0);
  for (const { index } of order) {
    if (rest === 0) break;
    parts[index]! += 1;
    rest -= 1;
  }
  return parts;
}
