/**
 * The strict comparison of calls: typed by JSON Schema, one-to-one, nothing missing, nothing extra.
 * Numbers are JSON Schema's (5.0 is the integer 5), an argument that equals its schema default counts as left out, several
 * calls are paired by a maximum matching, and each accepted alternative is tried as a whole.
 */
import type { Arguments, ToolCall, ToolDeclaration } from "../../inference";
import { canonicalJson, type Json } from "../../primitives";
import type { Gold } from "../row";
import { maximumMatching } from "./matching";

export type CallFaultKind =
  | "missing_call"
  | "needless_call"
  | "wrong_tool"
  | "missing_argument"
  | "unexpected_argument"
  | "wrong_type"
  | "wrong_value";

export interface CallFault {
  readonly kind: CallFaultKind;
  /** The tool, or `tool.argument`. */
  readonly at: string;
  readonly expected: Json | undefined;
  readonly got: Json | undefined;
}

export interface CallMatch {
  /** The right tools, each the right number of times. */
  readonly tools: boolean;
  /** Right tools with right arguments. */
  readonly calls: boolean;
  /** Against the nearest alternative; empty when `calls`. */
  readonly faults: readonly CallFault[];
}

/**
 * Compares predicted calls with a gold set of alternatives.
 * @param composed parameters (`tool.parameter`) whose text the model writes itself: any text that is not blank is right there,
 *   since what it says is judged by other scorers
 */
export function matchCalls(
  predicted: readonly ToolCall[],
  gold: Pick<Gold, "calls">,
  tools: readonly ToolDeclaration[],
  composed: readonly string[] = [],
): CallMatch {
  const alternatives = gold.calls.length === 0 ? [[]] : gold.calls;
  let nearest: CallMatch | undefined;
  for (const expected of alternatives) {
    const match = matchOne(predicted, expected, tools, composed);
    if (match.calls) return match;
    if (nearest === undefined || isNearer(match, nearest)) nearest = match;
  }
  return nearest!;
}

function isNearer(left: CallMatch, right: CallMatch): boolean {
  if (left.tools !== right.tools) return left.tools;
  return left.faults.length < right.faults.length;
}

function matchOne(
  predicted: readonly ToolCall[],
  expected: readonly ToolCall[],
  tools: readonly ToolDeclaration[],
  composed: readonly string[],
): CallMatch {
  const declarations = new Map(tools.map((tool) => [tool.name, tool]));
  const faultsOf = expected.map((gold) =>
    predicted.map((call) => (call.name === gold.name ? argumentFaults(call, gold, declarations, composed) : undefined)),
  );
  const exact = maximumMatching(expected.length, predicted.length, (gold, call) => faultsOf[gold]![call]?.length === 0);
  const partner = [...exact];
  const free = new Set(predicted.keys());
  for (const call of partner) free.delete(call);

  const faults: CallFault[] = [];
  // What has no exact partner is compared with a call of the same tool, else with any left over: for the explanation only.
  const open = partner.flatMap((call, gold) => (call === -1 ? [gold] : []));
  const named = open.filter((gold) => {
    const call = [...free].find((index) => predicted[index]!.name === expected[gold]!.name);
    if (call === undefined) return true;
    free.delete(call);
    faults.push(...faultsOf[gold]![call]!);
    return false;
  });
  for (const gold of named) {
    const [call] = free;
    if (call === undefined) {
      faults.push({ kind: "missing_call", at: expected[gold]!.name, expected: expected[gold]!.name, got: undefined });
      continue;
    }
    free.delete(call);
    const got = predicted[call]!.name;
    faults.push({ kind: "wrong_tool", at: got, expected: expected[gold]!.name, got });
  }
  for (const call of free) {
    const got = predicted[call]!.name;
    faults.push({ kind: "needless_call", at: got, expected: undefined, got });
  }
  return { tools: sameNames(predicted, expected), calls: faults.length === 0, faults };
}

function sameNames(left: readonly ToolCall[], right: readonly ToolCall[]): boolean {
  const sorted = (calls: readonly ToolCall[]) => calls.map((call) => call.name).sort();
  return canonicalJson(sorted(left)) === canonicalJson(sorted(right));
}

function argumentFaults(
  call: ToolCall,
  gold: ToolCall,
  declarations: ReadonlyMap<string, ToolDeclaration>,
  composed: readonly string[],
): CallFault[] {
  const properties = declarations.get(gold.name)?.parameters.properties as SchemaMap | undefined;
  const expected = withoutDefaults(gold.args, properties);
  const got = withoutDefaults(call.args, properties);
  const faults: CallFault[] = [];
  for (const name of new Set([...Object.keys(expected), ...Object.keys(got)])) {
    const at = `${gold.name}.${name}`;
    const [want, have] = [expected[name], got[name]];
    const fault = (kind: CallFaultKind) => faults.push({ kind, at, expected: want, got: have });
    if (have === undefined) fault("missing_argument");
    else if (want === undefined) fault("unexpected_argument");
    else if (kindOf(want) !== kindOf(have)) fault("wrong_type");
    else if (typeof have === "string" && composed.includes(at)) {
      if (have.trim() === "") fault("wrong_value");
    } else if (canonicalJson(want) !== canonicalJson(have)) fault("wrong_value");
  }
  return faults;
}

type SchemaMap = { readonly [name: string]: { readonly [keyword: string]: Json | undefined } | undefined };

/** The arguments without those that only repeat the schema's default, on every level of nested objects. */
function withoutDefaults(args: Arguments, properties: SchemaMap | undefined): Arguments {
  const kept: { [name: string]: Json | undefined } = {};
  for (const [name, value] of Object.entries(args)) {
    const schema = properties?.[name];
    if (value === undefined) continue;
    if (schema?.default !== undefined && canonicalJson(schema.default) === canonicalJson(value)) continue;
    const nested = schema?.properties as SchemaMap | undefined;
    kept[name] =
      nested !== undefined && kindOf(value) === "object" ? withoutDefaults(value as Arguments, nested) : value;
  }
  return kept;
}

function kindOf(value: Json): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}
