/** What to do next: call or speak, and which tools. Neighbours, naive Bayes and the tools' own words vote. */
import { type Bayes, trainBayes } from "./bayes";
import type { Situation, Tool } from "./conversation";
import { callsSinceUser, featuresOf, hash, lastUserText, words } from "./features";
import type { Memory, Moment, Neighbour } from "./memory";
import { toolFits } from "./tool-fit";

export interface PlannedTool {
  readonly tool: Tool;
  /** The name under which training knew the tool. */
  readonly knownAs: string;
}

export interface Plan {
  /** In the order of the calls; empty: answer in words. */
  readonly tools: readonly PlannedTool[];
  /** The neighbours that did the same, nearest first. */
  readonly supporters: readonly Neighbour[];
}

export interface Planner {
  plan(situation: Situation): Plan;
}

const NEIGHBOURS = 24;
const CALL = "call";
const SPEAK = "speak";
/** Below this fit an untrained model answers in words. */
const UNTRAINED_FIT = 0.35;

export function createPlanner(memory: Memory): Planner {
  const samples = memory.moments.map((moment) => ({ moment, features: featuresWithFit(moment.situation) }));
  const decision = trainBayes(
    samples.map(({ moment, features }) => ({ features, label: moment.calls.length > 0 ? CALL : SPEAK })),
  );
  const choice = trainBayes(
    samples.flatMap(({ moment, features }) =>
      moment.calls.length > 0 ? [{ features, label: moment.calls[0]!.name }] : [],
    ),
  );

  return {
    plan(situation) {
      if (memory.moments.length === 0) return untrainedPlan(situation);
      const neighbours = memory.nearest(situation, NEIGHBOURS);
      const canCall = situation.tools.length > 0 && situation.mode !== "none";
      const wantsCall = situation.mode === "any" || (canCall && decide(situation, neighbours, decision));
      if (canCall && wantsCall && !isStuck(situation)) {
        const plan = chooseTools(situation, neighbours, choice);
        if (plan !== undefined) return plan;
      }
      return { tools: [], supporters: neighbours.filter(({ moment }) => moment.calls.length === 0) };
    },
  };
}

/** The features of a moment, and how well the best tool on offer fits the request: whether there is a tool at all. */
function featuresWithFit(situation: Pick<Situation, "system" | "tools" | "turns">): Map<number, number> {
  const features = featuresOf(situation);
  const fits = toolFits(lastUserText(situation.turns), situation.tools);
  const best = Math.floor(Math.max(0, ...fits) * 5);
  const step = Math.min(callsSinceUser(situation.turns).length, 3);
  features.set(hash(`fit:${step}:${best}`), 6);
  features.set(hash(`tools:${situation.tools.length === 0 ? 0 : 1}`), 6);
  return features;
}

function decide(situation: Situation, neighbours: readonly Neighbour[], bayes: Bayes): boolean {
  const scores = bayes.score(featuresWithFit(situation));
  const bySimilarity = (kind: (moment: Moment) => boolean) =>
    neighbours.filter(({ moment }) => kind(moment)).reduce((sum, { similarity }) => sum + similarity ** 4, 0);
  const call = bySimilarity((moment) => moment.calls.length > 0);
  const speak = bySimilarity((moment) => moment.calls.length === 0);
  const share = (call + 1e-9) / (call + speak + 2e-9);
  const evidence = (scores.get(CALL) ?? Number.NEGATIVE_INFINITY) - (scores.get(SPEAK) ?? Number.NEGATIVE_INFINITY);
  if (!Number.isFinite(evidence)) return scores.has(CALL);
  return Math.log(share / (1 - share + 1e-9)) * 0.5 + evidence * 12 > 0;
}

function chooseTools(situation: Situation, neighbours: readonly Neighbour[], bayes: Bayes): Plan | undefined {
  const callers = neighbours.filter(({ moment }) => moment.calls.length > 0);
  const fits = toolFits(lastUserText(situation.turns), situation.tools);
  const likelihoods = bayes.score(featuresWithFit(situation));
  const highest = Math.max(...likelihoods.values());
  const similaritySum = callers.reduce((sum, { similarity }) => sum + similarity ** 3, 0) || 1;
  let best: { index: number; score: number; supporters: Neighbour[] } | undefined;
  situation.tools.forEach((tool, index) => {
    const supporters = callers.filter(
      (neighbour) => offered(situation, neighbour.moment, neighbour.moment.calls[0]!.name)?.tool === tool,
    );
    const near = supporters.reduce((sum, { similarity }) => sum + similarity ** 3, 0) / similaritySum;
    const likely = likelihoods.has(tool.name) ? Math.exp((likelihoods.get(tool.name)! - highest) * 4) : 0.1;
    const score = near + likely + fits[index]! * (callsSinceUser(situation.turns).length === 0 ? 1.2 : 0.6);
    if (best === undefined || score > best.score) best = { index, score, supporters };
  });
  if (best === undefined) return undefined;
  const tool = situation.tools[best.index]!;
  const model = best.supporters[0];
  if (model === undefined) return { tools: [{ tool, knownAs: tool.name }], supporters: [] };
  const tools = model.moment.calls.map((call) => offered(situation, model.moment, call.name));
  const isWhole = tools.every((planned) => planned !== undefined);
  return { tools: isWhole ? (tools as PlannedTool[]) : [{ tool, knownAs: tool.name }], supporters: best.supporters };
}

/** Three calls of one tool in a row since the user spoke lead nowhere. */
function isStuck(situation: Situation): boolean {
  const since = callsSinceUser(situation.turns).slice(-4);
  return since.length === 4 && since.every((call) => call.name === since[0]!.name);
}

/** The offered tool that a trained name means: the same name, or one whose description says nearly the same. */
function offered(situation: Situation, moment: Moment, name: string): PlannedTool | undefined {
  const same = situation.tools.find((tool) => tool.name === name);
  if (same !== undefined) return { tool: same, knownAs: name };
  const known = moment.situation.tools.find((tool) => tool.name === name);
  if (known === undefined) return undefined;
  const wanted = toolWords(known);
  let best: { tool: Tool; overlap: number } | undefined;
  for (const tool of situation.tools) {
    const overlap = overlapOf(wanted, toolWords(tool));
    if (overlap >= 0.6 && (best === undefined || overlap > best.overlap)) best = { tool, overlap };
  }
  return best === undefined ? undefined : { tool: best.tool, knownAs: name };
}

/** Without training: the tool whose words fit best, once; results are told. */
function untrainedPlan(situation: Situation): Plan {
  const nothing: Plan = { tools: [], supporters: [] };
  const isAfterResult = situation.turns.at(-1)?.role === "tool";
  if (situation.mode === "none" || (isAfterResult && situation.mode !== "any")) return nothing;
  const fits = toolFits(lastUserText(situation.turns), situation.tools);
  const index = fits.indexOf(Math.max(0, ...fits));
  const tool = situation.tools[index];
  if (tool === undefined || (fits[index]! < UNTRAINED_FIT && situation.mode !== "any")) return nothing;
  return { tools: [{ tool, knownAs: tool.name }], supporters: [] };
}

const toolWordCache = new WeakMap<Tool, Set<string>>();

function toolWords(tool: Tool): Set<string> {
  const known = toolWordCache.get(tool);
  if (known !== undefined) return known;
  const made = new Set([...words(tool.description), ...Object.keys(tool.parameters.properties ?? {})]);
  toolWordCache.set(tool, made);
  return made;
}

/** Shared words over the smaller set, 0-1. */
function overlapOf(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  const smaller = Math.min(left.size, right.size);
  if (smaller === 0) return 0;
  let shared = 0;
  for (const word of left) if (right.has(word)) shared += 1;
  return shared / smaller;
}
