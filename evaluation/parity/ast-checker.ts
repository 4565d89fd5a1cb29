/**
 * The rules of the Berkeley Function-Calling Leaderboard's AST checker for Python categories: the same verdict and the same
 * error name for every case, its peculiarities included. Each peculiarity is named where it is repeated.
 *
 * Rules after `bfcl_eval/eval_checker/ast_eval/ast_checker.py` of `bfcl-eval` 2026.3.23 (github.com/ShishirPatil/gorilla,
 * Apache-2.0); written anew from its behaviour, and held to it by a test that runs both.
 */
import type { PythonValue } from "./python-json";
import {
  asDict,
  at,
  contains,
  equals,
  field,
  firstKey,
  firstValue,
  isDict,
  isPlain,
  iterate,
  keysOf,
  lookUp,
  ownValue,
  type Plain,
  PythonException,
  type PythonType,
  sequence,
  toFloat,
  typeOf,
  valuesOf,
} from "./python-values";

/** The verdict on one case. `errorType` is the checker's own name for what is wrong; `null` when nothing is. */
export interface ParityVerdict {
  readonly valid: boolean;
  readonly errorType: string | null;
}

const VALID: ParityVerdict = { valid: true, errorType: null };
const VERDICTS = new Map<string, ParityVerdict>();

/** One object per error name: a verdict says nothing about its case, so none needs its own. */
function invalid(errorType: string): ParityVerdict {
  let verdict = VERDICTS.get(errorType);
  if (verdict === undefined) {
    verdict = { valid: false, errorType };
    VERDICTS.set(errorType, verdict);
  }
  return verdict;
}

/**
 * Checks the calls of one case.
 * @param functions   the case's function descriptions
 * @param calls       what the model called: `[{ name: { parameter: value } }]`
 * @param groundTruth the accepted answers: `[{ name: { parameter: [value, …] } }]`
 * @param category    the category's name: one that holds "parallel" or "multiple" has rules of its own
 * @throws PythonException where the checker itself would raise (an unknown schema type, for one)
 */
export function checkAst(
  functions: PythonValue,
  calls: PythonValue,
  groundTruth: PythonValue,
  category: string,
): ParityVerdict {
  if (category.includes("parallel")) return checkParallel(functions, calls, groundTruth);
  if (category.includes("multiple")) return checkMultiple(functions, calls, groundTruth);
  if (iterate(calls).length !== 1) return invalid("simple_function_checker:wrong_count");
  return checkCall(first(functions), first(calls), first(groundTruth));
}

function checkMultiple(functions: PythonValue, calls: PythonValue, groundTruth: PythonValue): ParityVerdict {
  if (iterate(calls).length !== iterate(groundTruth).length) return invalid("multiple_function_checker:wrong_count");
  const expected = first(groundTruth);
  return checkCall(descriptionOf(functions, firstKey(expected)), first(calls), expected);
}

/** Greedy: each expected call takes the first unused call that passes, and never gives it back. */
function checkParallel(functions: PythonValue, calls: PythonValue, groundTruth: PythonValue): ParityVerdict {
  const made = iterate(calls);
  const expected = iterate(groundTruth);
  if (made.length !== expected.length) return invalid("parallel_function_checker_no_order:wrong_count");
  if (made.length > 0) sequence(calls);
  if (expected.length > 0) sequence(groundTruth);
  const used = new Array<boolean>(made.length).fill(false);
  for (const answer of expected) {
    const description = descriptionOf(functions, firstKey(answer));
    const partner = made.findIndex((call, index) => !used[index] && checkCall(description, call, answer).valid);
    if (partner === -1) return invalid("parallel_function_checker_no_order:cannot_find_match");
    used[partner] = true;
  }
  return VALID;
}

function first(value: PythonValue): PythonValue {
  if (isDict(value)) throw new PythonException("KeyError", "0");
  const [item] = iterate(value);
  if (item === undefined) throw new PythonException("IndexError", "list index out of range");
  return item;
}

function descriptionOf(functions: PythonValue, name: string): PythonValue {
  if (!Array.isArray(functions)) return functions;
  for (const description of functions) {
    const own = field(description, "name", (dict) => dict.name);
    if (own === name || equals(own, name)) return description;
  }
  return null;
}

function checkCall(description: PythonValue, call: PythonValue, groundTruth: PythonValue): ParityVerdict {
  const answers = firstValue(groundTruth);
  const name = field(description, "name", (dict) => dict.name);
  const parameters = field(description, "parameters", (dict) => dict.parameters);
  const details = field(parameters, "properties", (dict) => dict.properties);
  const required = field(parameters, "required", (dict) => dict.required);
  // The checker looks for a dot in the name, which raises in anything but a text.
  if (typeof name !== "string") throw new PythonException("TypeError", `argument of type '${typeOf(name)}'`);
  // The description's name counts here, not the ground truth's.
  const given = valueNamed(call, name);
  if (given === undefined) return invalid("simple_function_checker:wrong_func_name");
  if (isPlain(given) && isPlain(details) && isPlain(answers) && areTexts(required))
    return checkPlain(details, required, given, answers);

  const made = isDict(given) ? keysOf(given) : undefined;
  for (const parameter of iterate(required)) {
    const isThere =
      made !== undefined && typeof parameter === "string" ? made.includes(parameter) : contains(given, parameter);
    if (!isThere) return invalid("simple_function_checker:missing_required");
  }
  const values = valuesOf(asDict(given));
  const names = made ?? [];
  for (let index = 0; index < names.length; index += 1) {
    const parameter = names[index]!;
    const detail = member(details, parameter);
    const accepted = detail === undefined ? undefined : member(answers, parameter);
    if (detail === undefined || accepted === undefined) return invalid("simple_function_checker:unexpected_param");
    const verdict = checkParameter(
      readable(detail, details, parameter),
      values[index]!,
      readable(accepted, answers, parameter),
    );
    if (!verdict.valid) return verdict;
  }
  // An expected parameter may be left out only when "" stands among its answers. As many given as expected: none is.
  const expected = iterate(answers) as readonly string[];
  if (isDict(answers) && expected.length === names.length) return VALID;
  for (const parameter of expected) {
    if (!names.includes(parameter) && !contains(at(answers, parameter), "")) {
      return invalid("simple_function_checker:missing_optional");
    }
  }
  return VALID;
}

/** What follows in `checkCall`, for dicts that `JSON.parse` made: the same rules, each dict walked and read in place. */
function checkPlain(details: Plain, required: readonly string[], given: Plain, answers: Plain): ParityVerdict {
  for (let index = 0; index < required.length; index += 1) {
    if (ownValue(given, required[index]!) === undefined) return invalid("simple_function_checker:missing_required");
  }
  let surplus = 0;
  for (const parameter in given) {
    const detail = ownValue(details, parameter);
    const accepted = detail === undefined ? undefined : ownValue(answers, parameter);
    if (accepted === undefined) return invalid("simple_function_checker:unexpected_param");
    const verdict = checkParameter(detail!, given[parameter]!, accepted);
    if (!verdict.valid) return verdict;
    surplus -= 1;
  }
  for (const _ in answers) surplus += 1;
  // Each that was given is expected: as many expected as given means that none is left out.
  if (surplus === 0) return VALID;
  for (const parameter in answers) {
    if (ownValue(given, parameter) === undefined && !contains(answers[parameter]!, ""))
      return invalid("simple_function_checker:missing_optional");
  }
  return VALID;
}

function areTexts(required: PythonValue): required is string[] {
  if (!Array.isArray(required)) return false;
  for (let index = 0; index < required.length; index += 1) if (typeof required[index] !== "string") return false;
  return true;
}

/**
 * `call[name]` if `name in call`. A dict's few keys are compared one by one: `name` is a text from elsewhere, and to look such
 * a text up as a key costs more.
 */
function valueNamed(call: PythonValue, name: string): PythonValue | undefined {
  if (isPlain(call)) {
    for (const key in call) if (key === name) return call[key];
    return undefined;
  }
  if (!isDict(call)) return contains(call, name) ? at(call, name) : undefined;
  for (const key of keysOf(call)) if (key === name) return lookUp(call, key);
  return undefined;
}

/** Stands for the member of what holds the key without being a dict (a list or a text of it): reading it raises. */
const UNREADABLE: PythonValue = [];

/** `container[key]` if `key in container`, in one look; `undefined` when it is not in it. */
function member(container: PythonValue, key: string): PythonValue | undefined {
  if (isDict(container)) return lookUp(container, key);
  return contains(container, key) ? UNREADABLE : undefined;
}

function readable(value: PythonValue, container: PythonValue, key: string): PythonValue {
  return value === UNREADABLE ? at(container, key) : value;
}

function checkParameter(detail: PythonValue, given: PythonValue, answers: PythonValue): ParityVerdict {
  const typeName = field(detail, "type", (dict) => dict.type);
  const expected = pythonType(typeName);
  const isNested = typeName === "array" || typeName === "tuple";
  const nested = isNested ? pythonType(innerType(detail)) : null;
  let value = given;
  // int passes for float on the outermost level; inside arrays it does not.
  if (typeName === "float" && typeOf(value) === "int") value = toFloat(value as number | bigint);

  const type = checkType(value, answers, expected, nested);
  if (type.errorType !== null) return invalid(type.errorType);
  if (!type.isVariable) {
    if (expected === "dict") return checkDict(value, answers);
    if (expected === "list" && nested === "dict") return checkListOfDicts(value, answers);
    if (expected === "str") return checkString(value as string, answers);
    if (expected === "list") return checkList(value, answers);
  }
  return contains(answers, value) ? VALID : invalid("value_error:others");
}

function innerType(detail: PythonValue): PythonValue {
  const items = field(detail, "items", (dict) => dict.items);
  return field(items, "type", (dict) => dict.type);
}

function pythonType(name: PythonValue): PythonType {
  // One by one: a text is compared by its place, and looked up by its letters.
  if (name === "string" || name === "any") return "str";
  if (name === "integer") return "int";
  if (name === "array" || name === "tuple") return "list";
  if (name === "float") return "float";
  if (name === "boolean") return "bool";
  if (name === "dict") return "dict";
  if (Array.isArray(name) || isDict(name)) throw new PythonException("TypeError", "unhashable type");
  throw new PythonException("KeyError", String(name));
}

interface TypeVerdict {
  readonly isVariable: boolean;
  readonly errorType: string | null;
}

const TYPED: TypeVerdict = { isVariable: false, errorType: null };
const VARIABLE: TypeVerdict = { isVariable: true, errorType: null };
const WRONG: TypeVerdict = { isVariable: false, errorType: "type_error:simple" };
const WRONG_INSIDE: TypeVerdict = { isVariable: false, errorType: "type_error:nested" };

/**
 * The type must be the schema's, or that of the first answer that is not "": the value then counts as a variable and is
 * compared by plain equality. Elements of arrays are looked at one level deep.
 */
function checkType(
  value: PythonValue,
  answers: PythonValue,
  expected: PythonType,
  nested: PythonType | null,
): TypeVerdict {
  let answerType: PythonType | null = null;
  for (const answer of iterate(answers)) {
    if (answer === "") continue;
    answerType = typeOf(answer);
    break;
  }
  const type = typeOf(value);
  if (type === expected) {
    const isVariable = answerType !== null && answerType !== expected;
    if (nested === null || fitsSomeAnswer(value as PythonValue[], answers, nested)) {
      return isVariable ? VARIABLE : TYPED;
    }
    // A list whose elements fit no answer is a nested error only while the answers are lists themselves.
    return type === answerType ? WRONG_INSIDE : WRONG;
  }
  return type === answerType ? VARIABLE : WRONG;
}

/** An answer that is no list fits every value: only lists are compared with the elements. */
function fitsSomeAnswer(value: readonly PythonValue[], answers: PythonValue, nested: PythonType): boolean {
  for (const answer of iterate(answers)) {
    if (!Array.isArray(answer)) return true;
    let fits = true;
    for (const item of value) {
      fits = checkType(item, answer, nested, null).errorType === null;
      if (!fits) break;
    }
    if (fits) return true;
  }
  return false;
}

const REMOVED = /[ ,./\-_*^]/g;
const CHANGED = /[^a-z0-9"]/;

function standardize(text: string): string {
  if (!CHANGED.test(text)) return text;
  const lower = text.replace(REMOVED, "").toLowerCase();
  return lower.includes("'") ? lower.replaceAll("'", '"') : lower;
}

function standardized(value: PythonValue): PythonValue {
  return typeof value === "string" ? standardize(value) : value;
}

function checkString(value: string, answers: PythonValue): ParityVerdict {
  const accepted = sequence(answers);
  if (accepted.includes(value)) return VALID;
  const plain = standardize(value);
  for (const answer of accepted) {
    if (typeof answer === "string" && standardize(answer) === plain) return VALID;
  }
  return invalid("value_error:string");
}

function checkList(value: PythonValue, answers: PythonValue): ParityVerdict {
  const plain = (value as PythonValue[]).map(standardized);
  // Every answer is read before any is compared, so one that is no sequence raises even behind one that fits.
  // "" reads as an empty list, so an empty list passes where the parameter is optional.
  const read = sequence(answers).map((answer) => sequence(answer).map(standardized));
  return read.some((answer) => equals(answer, plain)) ? VALID : invalid("value_error:list/tuple");
}

function checkDict(value: PythonValue, answers: PythonValue): ParityVerdict {
  let last = invalid("dict_checker:unclear");
  for (const answer of sequence(answers)) {
    if (answer === "") continue;
    last = compareDict(value, answer);
    if (last.valid) return last;
  }
  return last;
}

function compareDict(value: PythonValue, answer: PythonValue): ParityVerdict {
  let verdict = VALID;
  const dict = asDict(value);
  for (const key of keysOf(dict)) {
    if (!contains(answer, key)) {
      verdict = invalid("value_error:dict_key");
      break;
    }
    const accepted = sequence(at(answer, key)).map(standardized);
    if (!contains(accepted, standardized(lookUp(dict, key)!))) {
      verdict = invalid("value_error:dict_value");
      break;
    }
  }
  // A missing key is looked for even after another fault, and its name wins.
  const expected = asDict(answer);
  for (const key of keysOf(expected)) {
    const isMissing = lookUp(dict, key) === undefined;
    if (isMissing && !contains(lookUp(expected, key)!, "")) return invalid("value_error:dict_key");
  }
  return verdict;
}

function checkListOfDicts(value: PythonValue, answers: PythonValue): ParityVerdict {
  const items = value as PythonValue[];
  let last = invalid("list_dict_checker:unclear");
  for (const answer of sequence(answers)) {
    if (items.length !== iterate(answer).length) {
      last = invalid("value_error:list_dict_count");
      continue;
    }
    const expected = items.length === 0 ? [] : sequence(answer);
    const fault = firstFault(items, expected);
    if (fault === undefined) return VALID;
    last = fault;
  }
  return last;
}

function firstFault(items: readonly PythonValue[], expected: readonly PythonValue[]): ParityVerdict | undefined {
  for (const [index, item] of items.entries()) {
    const verdict = checkDict(item, [expected[index]!]);
    if (!verdict.valid) return verdict;
  }
  return undefined;
}
