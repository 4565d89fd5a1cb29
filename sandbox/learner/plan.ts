/**
 * What to do next: which tool to call, how often, or which kind of words. Two rankers, one on top of the other: the first
 * says which of all tools known from training is meant, the second weighs that against what is on offer here.
 */
import { earlierAtoms, requestAtoms, stateAtoms } from "./atoms";
import type { Situation, Tool } from "./conversation";
import { callsSinceUser, hash, lastUserText } from "./features";
import type { Memory, Moment } from "./memory";
import { cross, type Question, type Ranker, trainRanker } from "./ranker";
import { SPEECHES, type Speech, speechOf } from "./speech";
import { toolFits } from "./tool-fit";

/** Tools and calls carry canonical names here. */
type Seen = Pick<Situation, "system" | "tools" | "turns">;

export type Plan =
  /** `tool` need not be on offer: who was taught to call what is not there does so. */
  { readonly act: "call"; readonly tool: Tool; readonly count: number } | { readonly act: Speech };

export interface Planner {
  plan(situation: Seen & Pick<Situation, "mode">): Plan;
}

const FOLDS = 2;
const MOST_CALLS = 4;
/**
 * Declining what could be done is the worse mistake, and one row in twenty-five of it already fails the guard of the gate:
 * declining has to be sixteen times as likely as the next best (log-odds).
 */
const DECLINE_ODDS = Math.log(16);

interface Known {
  readonly tools: readonly Tool[];
  readonly hashes: readonly number[];
  readonly places: ReadonlyMap<string, number>;
}

export function createPlanner(memory: Memory, missing: (tool: Tool, situation: Seen) => number): Planner {
  const { moments } = memory;
  const known = knownTools(moments);
  const atoms = moments.map(({ situation }) => atomsOf(situation));
  const callQuestions = moments.map((moment, index) => toolQuestion(moment, atoms[index]!, known));
  const meantBy = (held: number) =>
    trainRanker(callQuestions.flatMap((question, index) => (question && foldOf(index) !== held ? [question] : [])));
  const whole = meantBy(FOLDS);
  // Each moment is judged by a ranker that did not see it: otherwise the second one would trust the first too much.
  const folds = Array.from({ length: FOLDS }, (_, held) => meantBy(held));
  const kindQuestions = moments.map(
    (moment, index): Question => ({ candidates: kindCandidates(atoms[index]!), right: KINDS.indexOf(kindOf(moment)) }),
  );
  const kindBy = (held: number) => trainRanker(kindQuestions.filter((_, index) => foldOf(index) !== held));
  const kindWhole = kindBy(FOLDS);
  const kindFolds = Array.from({ length: FOLDS }, (_, held) => kindBy(held));
  const acts = trainRanker(
    moments.map((moment, index) => {
      const shares = sharesOf(folds[foldOf(index)]!, atoms[index]!, known);
      const kinds = kindFolds[foldOf(index)]!.shares(kindQuestions[index]!.candidates);
      return actQuestion(moment, candidatesOf(moment.situation, atoms[index]!, shares, kinds));
    }),
  );
  const counts = trainRanker(
    moments.flatMap(({ situation, calls }) =>
      calls.length === 0
        ? []
        : [{ candidates: countCandidates(calls[0]!.name, situation), right: Math.min(calls.length, MOST_CALLS) - 1 }],
    ),
  );

  return {
    plan(situation) {
      const seen = atomsOf(situation);
      const shares = sharesOf(whole, seen, known);
      const kinds = kindWhole.shares(kindCandidates(seen));
      const candidates = candidatesOf(situation, seen, shares, kinds);
      const tools = situation.tools.length;
      const declines = tools + SPEECHES.indexOf("decline");
      const weights = candidates.map(
        (features, index) => acts.score(features) - (index === declines ? DECLINE_ODDS : 0),
      );
      const isAllowed = (index: number) =>
        situation.mode === "none" ? index >= tools && index < tools + SPEECHES.length : true;
      const mustCall = situation.mode === "any" && tools > 0;
      let best = -1;
      weights.forEach((weight, index) => {
        if (!isAllowed(index) || (mustCall && index >= tools)) return;
        if (best === -1 || weight > weights[best]!) best = index;
      });
      const isLoop = best < tools && !mustCall && isStuck(situation);
      if (isLoop || best >= tools) {
        const speech = SPEECHES[best - tools];
        const meant = known.tools[shares.indexOf(Math.max(...shares))];
        if (!isLoop && speech === undefined && meant !== undefined) return { act: "call", tool: meant, count: 1 };
        return { act: speech ?? "tell" };
      }
      const tool = situation.tools[best]!;
      const options = countCandidates(tool.name, situation);
      const scores = options.map((features) => counts.score(features));
      return { act: "call", tool, count: scores.indexOf(Math.max(...scores)) + 1 };
    },
  };

  function candidatesOf(situation: Seen, seen: Atoms, shares: readonly number[], kinds: readonly number[]): number[][] {
    const fits = toolFits(lastUserText(situation.turns), situation.tools);
    const since = callsSinceUser(situation.turns);
    const last = since.at(-1)?.name;
    const isError = seen.isError ? 1 : 0;
    const step = Math.min(since.length, 3);
    const order = [...shares.keys()].sort((left, right) => shares[right]! - shares[left]!);
    const offered = new Set(situation.tools.map(({ name }) => name));
    let mass = 0;
    let unoffered = 0;
    known.tools.forEach((tool, index) => {
      if (offered.has(tool.name)) mass += shares[index]!;
      else unoffered = Math.max(unoffered, shares[index]!);
    });
    let topMissing = 0;
    let topShare = -1;
    const kindLevels = kinds.map(shareLevel).join(" ");
    const tools = situation.tools.map((tool, index) => {
      const place = known.places.get(tool.name);
      const share = place === undefined ? -1 : shares[place]!;
      const lacking = Math.min(missing(tool, situation), 2);
      if (share > topShare) {
        topShare = share;
        topMissing = lacking;
      }
      const level = shareLevel(share);
      const rank = place === undefined ? 9 : Math.min(order.indexOf(place), 4);
      const fit = Math.floor(fits[index]! * 6);
      const isBest = fits.every((other) => other <= fits[index]!);
      const again = last === tool.name ? 1 + isError : since.some(({ name }) => name === tool.name) ? 3 : 0;
      return [
        `t:${level}`,
        `tr:${rank}`,
        `tl:${level}:${rank}`,
        `tf:${fit}:${isBest}:${step === 0}`,
        `tfl:${fit}:${level}`,
        `tm:${lacking}:${step === 0}`,
        `tml:${lacking}:${level}`,
        `ta:${again}:${step}`,
        `tal:${again}:${level}`,
        `tn:${tool.name}:${again}`,
        `tk:${kindLevels}`,
        `tkl:${shareLevel(kinds[0]!)}:${level}`,
      ].map(hash);
    });
    const bestFit = Math.floor(Math.max(0, ...fits) * 6);
    const state = [
      `m:${shareLevel(mass)}:${step === 0}`,
      `u:${shareLevel(unoffered)}:${step === 0}`,
      `mu:${shareLevel(mass)}:${shareLevel(unoffered)}`,
      `f:${bestFit}:${step === 0}`,
      `x:${topMissing}:${step === 0}`,
      `xl:${topMissing}:${shareLevel(topShare)}`,
      `n:${Math.min(situation.tools.length, 3)}`,
      `e:${isError}:${step}`,
    ].map(hash);
    const others = [...SPEECHES, "unoffered"].map((name, index) => {
      const own = hash(`kind:${name}`);
      const level = hash(`share:${shareLevel(kinds[index + 1] ?? 0)}`);
      const around = [
        level,
        hash(`call:${shareLevel(kinds[0]!)}`),
        ...state,
        ...state.map((sign) => cross(sign, level)),
      ];
      return [own, ...around.map((atom) => cross(atom, own))];
    });
    return [...tools, ...others];
  }

  function actQuestion({ situation, calls, text }: Moment, candidates: number[][]): Question {
    const first = calls[0]?.name;
    const tools = situation.tools.length;
    if (first === undefined) return { candidates, right: tools + SPEECHES.indexOf(speechOf(text)) };
    const place = situation.tools.findIndex(({ name }) => name === first);
    return { candidates, right: place === -1 ? tools + SPEECHES.length : place };
  }
}

/** Scattered, so that no pattern of the file falls into one half. */
function foldOf(index: number): number {
  return (Math.imul(index + 1, 0x9e3779b1) >>> 16) % FOLDS;
}

const KINDS = ["call", ...SPEECHES] as const;

function kindOf({ calls, text }: Moment): (typeof KINDS)[number] {
  return calls.length > 0 ? "call" : speechOf(text);
}

function kindCandidates({ state, request, earlier }: Atoms): number[][] {
  return KINDS.map((kind) => {
    const own = hash(`does:${kind}`);
    return [own, ...[...state, ...request, ...earlier].map((atom) => cross(atom, own))];
  });
}

interface Atoms {
  readonly state: readonly number[];
  readonly request: readonly number[];
  readonly earlier: readonly number[];
  readonly isError: boolean;
}

function atomsOf(situation: Seen): Atoms {
  const last = situation.turns.at(-1);
  const isError =
    last?.role === "tool" &&
    last.results.some(({ value }) => typeof value === "object" && value !== null && "error" in value);
  return {
    state: stateAtoms(situation),
    request: requestAtoms(situation.turns),
    earlier: earlierAtoms(situation.turns),
    isError,
  };
}

function knownTools(moments: readonly Moment[]): Known {
  const tools = new Map<string, Tool>();
  for (const { situation, calls } of moments) {
    for (const { name } of calls) {
      const tool = tools.has(name) ? undefined : situation.tools.find((each) => each.name === name);
      if (tool !== undefined) tools.set(name, tool);
    }
  }
  const names = [...tools.keys()];
  return {
    tools: [...tools.values()],
    hashes: names.map((name) => hash(`tool:${name}`)),
    places: new Map(names.map((name, index) => [name, index])),
  };
}

function meaningFeatures({ state, request, earlier }: Atoms, tool: number): number[] {
  const features = [tool];
  for (const list of [state, request, earlier]) for (const atom of list) features.push(cross(atom, tool));
  return features;
}

function toolQuestion({ calls }: Moment, atoms: Atoms, known: Known): Question | undefined {
  const right = calls[0] === undefined ? undefined : known.places.get(calls[0].name);
  if (right === undefined) return undefined;
  return { candidates: known.hashes.map((tool) => meaningFeatures(atoms, tool)), right };
}

function sharesOf(ranker: Ranker, atoms: Atoms, known: Known): number[] {
  return ranker.shares(known.hashes.map((tool) => meaningFeatures(atoms, tool)));
}

function shareLevel(share: number): string {
  if (share < 0) return "unknown";
  const levels = [0.01, 0.03, 0.1, 0.25, 0.45, 0.65, 0.85, 0.95];
  const level = levels.findIndex((limit) => share < limit);
  return String(level === -1 ? levels.length : level);
}

/** One to four calls of the tool at once. */
function countCandidates(tool: string, situation: Seen): number[][] {
  const last = situation.turns.at(-1);
  const listed =
    last?.role === "tool" ? Math.max(0, ...last.results.map(({ value }) => longestList(value))) : undefined;
  const identifiers = new Set(lastUserText(situation.turns).match(/[\p{L}_.-]*\d[\p{L}\p{N}_.-]*/gu) ?? []);
  const around = [
    ...requestAtoms(situation.turns),
    hash(`listed:${listed}`),
    hash(`ids:${Math.min(identifiers.size, 5)}`),
    hash(`tool:${tool}`),
    hash(`tool:${tool}:${Math.min(identifiers.size, 5)}:${listed}`),
    hash(`step:${Math.min(callsSinceUser(situation.turns).length, 2)}`),
  ];
  return Array.from({ length: MOST_CALLS }, (_, index) => {
    const own = hash(`count:${index + 1}`);
    return [own, ...around.map((atom) => cross(atom, own))];
  });
}

function longestList(value: unknown): number {
  if (Array.isArray(value)) return Math.min(value.length, 5);
  if (typeof value !== "object" || value === null) return 0;
  return Math.max(0, ...Object.values(value).map((inner) => (Array.isArray(inner) ? Math.min(inner.length, 5) : 0)));
}

/** Four calls of one tool in a row since the user spoke lead nowhere. */
function isStuck({ turns }: Seen): boolean {
  const since = callsSinceUser(turns).slice(-4);
  return since.length === 4 && since.every((call) => call.name === since[0]!.name);
}
