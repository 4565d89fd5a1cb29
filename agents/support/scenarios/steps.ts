/** Steps and closings of gold policies: reasons that hold for a function in general, words that fit their numbers, lists. */
import type { Arguments, Closing, Turn, Values, Wording } from "../../contract";
import * as contract from "../../contract";
import { agree } from "./agreement";
import { PARALLEL_REASONS, REASONS } from "./reasons";

interface StepOptions {
  readonly reasons?: readonly Wording[];
  readonly values?: Values;
}

interface ClosingOptions {
  readonly required?: readonly string[];
  /** What the answer is about, when it is a list: named in full if it is short, by its beginning otherwise. */
  readonly list?: readonly string[];
}

export function call(tool: string, args: Arguments, options: StepOptions = {}) {
  const reasons = [...(options.reasons ?? []), ...(REASONS[tool] ?? [])];
  return contract.call(tool, args, { ...options, reasons: agree(reasons, options.values ?? {}) });
}

export function all(calls: readonly (readonly [tool: string, args: Arguments])[], options: StepOptions = {}) {
  const reasons = [...(options.reasons ?? []), ...PARALLEL_REASONS];
  return contract.all(calls, { ...options, reasons: agree(reasons, options.values ?? {}) });
}

export function answer(wordings: readonly Wording[], values: Values = {}, options: ClosingOptions = {}): Closing {
  const { list = [], ...rest } = options;
  const required = options.required ?? Object.keys(values);
  if (list.length < 2) return contract.answer(agree(wordings, values), values, { ...rest, required });
  const short = list.length <= LONGEST_LIST;
  return contract.answer(
    agree(wordings, values).map((wording) => `${wording} ${short ? IN_FULL : IN_PART}`),
    {
      ...values,
      list: list.slice(0, short ? LONGEST_LIST : 4).join(list.some((each) => each.includes(",")) ? "; " : ", "),
    },
    { ...rest, required },
  );
}

export function partial(wordings: readonly Wording[], values: Values = {}, options: ClosingOptions = {}): Closing {
  return contract.partial(agree(wordings, values), values, options);
}

export function ask(wordings: readonly Wording[], values: Values = {}, reply?: Turn): Closing {
  return contract.ask(agree(wordings, values), values, reply);
}

const LONGEST_LIST = 7;
const IN_FULL = "[In full|All of them|One by one|The list|Here they are|They are]: {list}.";
const IN_PART = "[Among them|Some of them|To name a few|They begin with|The first ones]: {list}.";
