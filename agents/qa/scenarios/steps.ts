/** Steps of gold policies with their reasons: what the scenario says, and what holds for the function in general. */

import type { Arguments, Values, Wording } from "../../contract";
import * as contract from "../../contract";
import { PARALLEL_REASONS, REASONS } from "./reasons";

interface StepOptions {
  readonly reasons?: readonly Wording[];
  readonly values?: Values;
}

export function call(tool: string, args: Arguments, options: StepOptions = {}) {
  return contract.call(tool, args, { ...options, reasons: [...(options.reasons ?? []), ...(REASONS[tool] ?? [])] });
}

export function all(calls: readonly (readonly [tool: string, args: Arguments])[], options: StepOptions = {}) {
  return contract.all(calls, { ...options, reasons: [...(options.reasons ?? []), ...PARALLEL_REASONS] });
}
