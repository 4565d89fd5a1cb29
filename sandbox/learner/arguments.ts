/** Fills the arguments of a call: values are copied from the context by type, shape and cue; constants from neighbours. */
import type { ParameterSchema, Situation, Tool, ToolCall } from "./conversation";
import { lastUserText, nameWords, words } from "./features";
import type { ParameterProfile } from "./profiles";
import type { ContextValue } from "./values";

/** A neighbour's call of the same tool, with the weight of its vote. */
export interface Vote {
  readonly call: ToolCall;
  readonly weight: number;
}

export interface FillRequest {
  readonly tool: Tool;
  /** The name under which training knew the tool. */
  readonly knownAs: string;
  readonly situation: Situation;
  readonly context: readonly ContextValue[];
  readonly profiles: ReadonlyMap<string, ParameterProfile>;
  readonly votes: readonly Vote[];
  /** Values that an earlier call of the same answer took, by parameter: a parallel call wants the next one. */
  readonly taken: Map<string, Set<unknown>>;
}

export function fillArguments(request: FillRequest): Record<string, unknown> {
  const { properties = {}, required = [] } = request.tool.parameters;
  const args: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(properties)) {
    const isRequired = required.includes(name);
    if (!isRequired && shareOf(request.votes, (call) => name in call.args) <= 0.5) continue;
    const value = fill(
      request,
      schema,
      name,
      name,
      request.votes.map(({ call, weight }) => ({ value: call.args[name], weight })),
    );
    if (value !== undefined) args[name] = value;
  }
  return args;
}

interface ValueVote {
  readonly value: unknown;
  readonly weight: number;
}

function fill(
  request: FillRequest,
  schema: ParameterSchema,
  name: string,
  path: string,
  votes: readonly ValueVote[],
): unknown {
  const given = votes.filter(({ value }) => value !== undefined);
  if (schema.enum !== undefined) return chooseEnum(request, schema.enum, given);
  if (schema.type === "boolean") return winner(given)?.value ?? true;
  if (schema.type === "array") return fillList(request, schema.items ?? {}, name, path, given);
  if (schema.type === "object") return fillObject(request, schema, path, given);
  return chooseScalar(request, schema, name, path, given);
}

function fillList(
  request: FillRequest,
  items: ParameterSchema,
  name: string,
  path: string,
  votes: readonly ValueVote[],
): unknown[] {
  const lists = votes.filter((vote): vote is { value: unknown[]; weight: number } => Array.isArray(vote.value));
  const length = Number(winner(lists.map(({ value, weight }) => ({ value: value.length, weight })))?.value ?? 1);
  const inner = { ...request, taken: new Map(request.taken) };
  const values: unknown[] = [];
  for (let index = 0; index < length; index += 1) {
    const itemVotes = lists.flatMap(({ value, weight }) =>
      index < value.length ? [{ value: value[index], weight }] : [],
    );
    const value = fill(inner, items, name, `${path}[]`, itemVotes);
    if (value === undefined || values.includes(value)) break;
    values.push(value);
    take(inner.taken, `${path}[]`, value);
  }
  return values;
}

function fillObject(
  request: FillRequest,
  schema: ParameterSchema,
  path: string,
  votes: readonly ValueVote[],
): Record<string, unknown> {
  const objects = votes.filter((vote) => typeof vote.value === "object" && vote.value !== null);
  const result: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(schema.properties ?? {})) {
    const innerVotes = objects.map(({ value, weight }) => ({
      value: (value as Record<string, unknown>)[name],
      weight,
    }));
    const share = innerVotes.filter(({ value }) => value !== undefined).length / Math.max(1, innerVotes.length);
    if (!(schema.required?.includes(name) ?? false) && share <= 0.5) continue;
    const value = fill(request, inner, name, `${path}.${name}`, innerVotes);
    if (value !== undefined) result[name] = value;
  }
  return result;
}

/** An enum value: the neighbours vote, and a value whose words stand in the request counts like a strong neighbour. */
function chooseEnum(request: FillRequest, values: readonly unknown[], votes: readonly ValueVote[]): unknown {
  const asked = new Set(words(lastUserText(request.situation.turns)));
  const total = votes.reduce((sum, { weight }) => sum + weight, 0) || 1;
  const candidates = values.map((value) => {
    const parts = nameWords(String(value));
    const said = parts.length > 0 && parts.every((part) => asked.has(part)) ? 1 : 0;
    const voted = votes.filter((vote) => vote.value === value).reduce((sum, { weight }) => sum + weight, 0) / total;
    return { value, weight: said + voted };
  });
  return winner(candidates)?.value;
}

function chooseScalar(
  request: FillRequest,
  schema: ParameterSchema,
  name: string,
  path: string,
  votes: readonly ValueVote[],
): unknown {
  const profile = request.profiles.get(`${request.knownAs}.${path}`);
  const taken = request.taken.get(path);
  let bestValue: unknown;
  let bestScore = 0;
  request.context.forEach((candidate, order) => {
    if (!fitsType(schema.type, candidate.value) || taken?.has(candidate.value)) return;
    const score =
      (profile === undefined ? guessScore(candidate, name) : profileScore(candidate, profile, name)) - order * 1e-6;
    if (score > bestScore) {
      bestScore = score;
      bestValue = candidate.value;
    }
  });
  const isUsuallyConstant = profile !== undefined && profile.traced < profile.seen / 2;
  const constant = winner(votes)?.value ?? mostFrequent(profile);
  if (bestValue === undefined || (isUsuallyConstant && constant !== undefined)) bestValue = constant ?? bestValue;
  if (bestValue === undefined && schema.type !== "number" && schema.type !== "integer")
    bestValue = lastUserText(request.situation.turns).slice(0, 200);
  if (bestValue !== undefined) take(request.taken, path, bestValue);
  return bestValue;
}

/** How well a context value matches what training showed about the parameter; 0 when its shape never occurred. */
function profileScore(candidate: ContextValue, profile: ParameterProfile, name: string): number {
  const traced = Math.max(1, profile.traced);
  const shape = (profile.shapes.get(candidate.shape) ?? 0) / traced;
  if (shape === 0) return 0;
  const cue = (profile.cues.get(candidate.cue) ?? 0) / traced;
  const source = (profile.sources.get(candidate.source) ?? 0) / traced;
  const isNamed = candidate.cue === name ? 0.5 : 0;
  return 2 * shape + 3 * Math.sqrt(cue) + source + isNamed + 0.6 / (1 + candidate.age);
}

/** Without training: names and shapes must do. */
function guessScore(candidate: ContextValue, name: string): number {
  const parts = nameWords(name);
  const isNamed = candidate.cue === name || parts.includes(candidate.cue) ? 2 : 0;
  const looksSpecial = /[9@/_#]/.test(candidate.shape) ? 1 : 0;
  const isAddress = parts.includes("email") && candidate.shape.includes("@") ? 2 : 0;
  const isIdentifier = parts.at(-1) === "id" && /^A+[-_#]?9/.test(candidate.shape) ? 2 : 0;
  const isDate = parts.includes("date") && candidate.shape === "9-9-9" ? 2 : 0;
  const isPlain = candidate.shape === "a" ? -0.5 : 0;
  return (
    0.1 +
    isNamed +
    looksSpecial +
    isAddress +
    isIdentifier +
    isDate +
    isPlain +
    (candidate.source === "system" ? -1 : 0)
  );
}

function fitsType(type: string | undefined, value: unknown): boolean {
  if (type === "integer") return Number.isInteger(value);
  if (type === "number") return typeof value === "number";
  return typeof value === "string";
}

function mostFrequent(profile: ParameterProfile | undefined): unknown {
  const entries = [...(profile?.constants ?? [])].map(([value, weight]) => ({ value, weight }));
  const text = winner(entries)?.value;
  return text === undefined ? undefined : JSON.parse(String(text));
}

/** The value with the largest sum of weights; the earlier one when two are equal. */
function winner(votes: readonly ValueVote[]): ValueVote | undefined {
  const sums = new Map<string, ValueVote>();
  for (const { value, weight } of votes) {
    const key = JSON.stringify(value) ?? "";
    sums.set(key, { value, weight: (sums.get(key)?.weight ?? 0) + weight });
  }
  let best: ValueVote | undefined;
  for (const vote of sums.values()) if (best === undefined || vote.weight > best.weight) best = vote;
  return best;
}

function shareOf(votes: readonly Vote[], holds: (call: ToolCall) => boolean): number {
  const total = votes.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return 0;
  return votes.filter(({ call }) => holds(call)).reduce((sum, { weight }) => sum + weight, 0) / total;
}

function take(taken: Map<string, Set<unknown>>, path: string, value: unknown): void {
  const values = taken.get(path) ?? new Set<unknown>();
  values.add(value);
  taken.set(path, values);
}
