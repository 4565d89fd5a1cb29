/** The words gold policies are written in: `const run = yield* call("pytest_run_tests", { path })`. */
import type { Arguments, Closing, Observation, Step, Turn, Values, Wording } from "./contract";

interface StepOptions {
  readonly reasons?: readonly Wording[];
  readonly values?: Values;
}

/** One call; gives its observation. */
export function* call(
  tool: string,
  args: Arguments,
  options: StepOptions = {},
): Generator<Step, Observation, readonly Observation[]> {
  const [observation] = yield { calls: [{ tool, args }], ...options };
  return observation!;
}

/** Independent calls in one turn; gives their observations in the same order. */
export function* all(
  calls: readonly (readonly [tool: string, args: Arguments])[],
  options: StepOptions = {},
): Generator<Step, readonly Observation[], readonly Observation[]> {
  return yield { calls: calls.map(([tool, args]) => ({ tool, args })), ...options };
}

interface ClosingOptions {
  readonly required?: readonly string[];
  readonly offers?: readonly string[];
}

/** The request is done. */
export function answer(wordings: readonly Wording[], values: Values = {}, options: ClosingOptions = {}): Closing {
  return { kind: "answer", wordings, values, ...options };
}

/** Honestly not, or not fully, done: says what was found and what is missing. */
export function partial(wordings: readonly Wording[], values: Values = {}, options: ClosingOptions = {}): Closing {
  return { kind: "partial", wordings, values, ...options };
}

/** A question back; `reply` is what the user then says. */
export function ask(wordings: readonly Wording[], values: Values = {}, reply?: Turn): Closing {
  return { kind: "ask", wordings, values, ...(reply === undefined ? {} : { reply }) };
}

/** It cannot or must not be done, and why. */
export function refuse(wordings: readonly Wording[], values: Values = {}): Closing {
  return { kind: "refuse", wordings, values };
}
