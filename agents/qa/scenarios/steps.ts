/** Steps and closings of gold policies: reasons that hold for a function in general, words that fit their numbers, lists. */
import type { Arguments, Closing, Turn, Values, Wording } from "../../contract";
import * as contract from "../../contract";
import { agree } from "./agreement";
import { PARALLEL_REASONS, REASONS } from "./reasons";
import { listed } from "./said";

interface StepOptions {
  readonly reasons?: readonly Wording[];
  /** The reasons are all there are: those that hold for the function in general do not hold here. */
  readonly isSpecial?: boolean;
  readonly values?: Values;
}

interface ClosingOptions {
  readonly required?: readonly string[];
  /** What the answer is about, when it is a list. */
  readonly list?: readonly string[];
  /** How several are said; each holds `{list}`. The wordings proper then speak of one. */
  readonly lead?: readonly Wording[];
}

export function call(tool: string, args: Arguments, options: StepOptions = {}) {
  const { isSpecial = false, ...rest } = options;
  const reasons = [...(options.reasons ?? []), ...((!isSpecial && REASONS[tool]) || [])];
  return contract.call(tool, args, { ...rest, reasons: agree(reasons, options.values ?? {}) });
}

export function all(calls: readonly (readonly [tool: string, args: Arguments])[], options: StepOptions = {}) {
  const [[tool] = [""]] = calls;
  const shared = calls.length === 1 ? (REASONS[tool] ?? []) : PARALLEL_REASONS;
  const reasons = [...(options.reasons ?? []), ...shared];
  return contract.all(calls, { ...options, reasons: agree(reasons, options.values ?? {}) });
}

export function answer(wordings: readonly Wording[], values: Values = {}, options: ClosingOptions = {}): Closing {
  const { list = [], lead = wordings, ...rest } = options;
  const required = options.required ?? Object.keys(values);
  if (list.length <= 1) return contract.answer(agree(wordings, values), values, { ...rest, required });
  return contract.answer(agree(lead, values), { ...values, list: listed(list) }, { ...rest, required });
}

export function partial(wordings: readonly Wording[], values: Values = {}, options: ClosingOptions = {}): Closing {
  return contract.partial(agree(wordings, values), values, options);
}

export function ask(wordings: readonly Wording[], values: Values = {}, reply?: Turn): Closing {
  return contract.ask(agree(wordings, values), values, reply);
}
