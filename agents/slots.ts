/** Numbers an assistant may state although no tool said them: computed from visible ones, and computed again by the verifier. */
import type { Json } from "../primitives";
import type { Derived } from "./contract";

/** How many elements a visible list has. */
export function count(list: readonly Json[]): Derived {
  return { derived: "count", inputs: list, value: list.length };
}

/** The sum of visible numbers, rounded to two decimals. */
export function sum(numbers: readonly number[]): Derived {
  return derived("sum", numbers);
}

/** First minus second, rounded to two decimals. */
export function difference(left: number, right: number): Derived {
  return derived("difference", [left, right]);
}

/** Part as a percentage of the whole, rounded to one decimal. */
export function percent(part: number, whole: number): Derived {
  return derived("percent", [part, whole]);
}

/** Computes a derived number from its inputs; what the verifier calls. @throws RangeError when the inputs do not fit */
export function derived(operation: Derived["derived"], inputs: readonly Json[]): Derived {
  return { derived: operation, inputs, value: compute(operation, inputs) };
}

function compute(operation: Derived["derived"], inputs: readonly Json[]): number {
  if (operation === "count") return inputs.length;
  const numbers = inputs.map((input) => {
    if (typeof input !== "number") throw new RangeError(`${operation}: wants numbers, got ${JSON.stringify(input)}`);
    return input;
  });
  if (operation === "sum")
    return round(
      numbers.reduce((total, number) => total + number, 0),
      2,
    );
  const [left, right] = numbers;
  if (left === undefined || right === undefined || numbers.length !== 2)
    throw new RangeError(`${operation}: wants two numbers`);
  if (operation === "difference") return round(left - right, 2);
  if (right === 0) throw new RangeError("percent: the whole is 0");
  return round((100 * left) / right, 1);
}

function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
