/** Gates that say whether data is right, not whether it is dull: they hold for every row, however few there are. */
import type { GateResult } from "./gates/gate";

const ALWAYS_HELD: ReadonlySet<string> = new Set([
  "counts_not_as_asked",
  "duplicate_prompts",
  "duplicate_inputs",
  "validation_prompt_in_train",
  "test_prompt_in_train_or_validation",
  "trained_observations",
]);

export function isAlwaysHeld(gate: string): boolean {
  return ALWAYS_HELD.has(gate);
}

/** What a remainder says, whose rows are fewer than the limits are meant for: of taste it does not judge. */
export function asRemainder(gates: readonly GateResult[], rows: number): GateResult[] {
  return gates.map((gate) =>
    isAlwaysHeld(gate.gate) || (gate.status !== "passed" && gate.status !== "failed")
      ? gate
      : { ...gate, status: "not_evaluated", examples: [], note: `the last ${rows} rows are too few for this limit` },
  );
}
