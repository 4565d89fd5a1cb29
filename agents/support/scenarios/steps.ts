/** Steps and closings of gold policies: reasons that hold for a function in general, words that fit their numbers, lists. */
import type { Arguments, Closing, Turn, Values, Wording } from "../../contract";
import * as contract from "../../contract";
import { agree } from "./agreement";
import { PARALLEL_REASONS, REASONS } from "./reasons";

interface StepOptions {
  readonly reasons?: readonly Wording[];
  readonly values?: Values;
  /** The reasons given are all there are: those of the function in general do not hold here. */
  readonly only?: boolean;
}

interface ClosingOptions {
  readonly required?: readonly string[];
  /** What the answer is about, when it is a list. */
  readonly list?: readonly string[];
  /** How a list of several is said; each holds `{list}`. */
  readonly lead?: readonly Wording[];
}

export function call(tool: string, args: Arguments, options: StepOptions = {}) {
  const { only = false, ...rest } = options;
  const reasons = [...(options.reasons ?? []), ...(only ? [] : (REASONS[tool] ?? []))];
  return contract.call(tool, args, { ...rest, reasons: agree(reasons, options.values ?? {}) });
}

export function all(calls: readonly (readonly [tool: string, args: Arguments])[], options: StepOptions = {}) {
  const [[tool] = [""]] = calls;
  const shared = calls.length === 1 ? (REASONS[tool] ?? []) : PARALLEL_REASONS;
  const reasons = [...(options.reasons ?? []), ...shared];
  return contract.all(calls, { ...options, reasons: agree(reasons, options.values ?? {}) });
}

export function answer(wordings: readonly Wording[], values: Values = {}, options: ClosingOptions = {}): Closing {
  const { list = [], lead, ...rest } = options;
  const required = options.required ?? Object.keys(values);
  if (list.length === 0) return contract.answer(agree(wordings, values), values, { ...rest, required });
  if (list.length === 1 || lead === undefined) {
    const fit = wordings.filter((wording) => !OF_SEVERAL.test(wording));
    return contract.answer(agree(fit.length > 0 ? fit : wordings, values), values, { ...rest, required });
  }
  const separator = list.some((each) => each.includes(",") || /^[A-Z][a-z]/.test(each)) ? "; " : ", ";
  const shown = list.slice(0, LONGEST_LIST).join(separator);
  return contract.answer(
    agree(lead, values),
    { ...values, list: list.length > LONGEST_LIST ? `${shown}${separator}and so on` : shown },
    { ...rest, required },
  );
}

export function partial(wordings: readonly Wording[], values: Values = {}, options: ClosingOptions = {}): Closing {
  return contract.partial(agree(wordings, values), values, options);
}

export function ask(wordings: readonly Wording[], values: Values = {}, reply?: Turn): Closing {
  return contract.ask(agree(wordings, values), values, reply);
}

const LONGEST_LIST = 10;

/** Words that make sense beside several only. */
const OF_SEVERAL =
  /\b(among|first|others|in all|In total|in total|altogether|one of|of those|such as|e\.g\.|instance|Example|starting|list|lead|leads|top|head|ahead|headed|[Ll]ongest|[Ll]argest|[Ww]orst|[Oo]ldest|latest)\b/;
