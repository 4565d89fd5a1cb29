/**
 * The sandbox's "tuned model": nearest training examples decide what is done, values are copied from the context. It is
 * deterministic and really learns from the uploaded file, so a broken data set gives a broken model; with no examples it
 * is the "base model". Its scores say whether a pipeline works, and nothing about a real model's quality.
 */
import { fillArguments } from "./arguments";
import type { Answer, Situation, Tool, ToolCall } from "./conversation";
import { callsSinceUser, lastUserText, nameWords, words } from "./features";
import { createMemory, type Neighbour, type TrainingExample } from "./memory";
import { buildProfiles } from "./profiles";
import { rewriteText } from "./rewrite-text";
import { createValueReader } from "./values";

export interface Learner {
  readonly examples: number;
  answer(situation: Situation): Answer;
}

const NEIGHBOURS = 12;
/** Below this overlap with a tool's own words, an untrained model answers in words. */
const WORD_OVERLAP = 0.2;

export function trainLearner(examples: readonly TrainingExample[]): Learner {
  const memory = createMemory(examples);
  const read = createValueReader();
  const profiles = buildProfiles(memory, read);

  return {
    examples: examples.length,
    answer(situation) {
      const neighbours = memory.nearest(situation, NEIGHBOURS);
      const plan = choosePlan(situation, neighbours);
      const context = read(situation);
      if (plan.tools.length > 0) {
        const taken = new Map<string, Set<unknown>>();
        const calls = plan.tools.map(({ tool, knownAs }): ToolCall => {
          const votes = plan.supporters.flatMap(({ moment, similarity }) =>
            moment.calls.filter((call) => call.name === knownAs).map((call) => ({ call, weight: similarity ** 2 })),
          );
          return {
            name: tool.name,
            args: fillArguments({ tool, knownAs, situation, context, profiles, votes, taken }),
          };
        });
        return { text: "", calls };
      }
      const model = plan.supporters[0];
      const text = model === undefined ? untrainedText(situation) : rewriteText(model.moment, context, read);
      return { text, calls: [] };
    },
  };
}

interface PlannedTool {
  readonly tool: Tool;
  readonly knownAs: string;
}

interface Plan {
  /** In the order of the calls; empty: answer in words. */
  readonly tools: readonly PlannedTool[];
  /** The neighbours that voted for this plan, nearest first. */
  readonly supporters: readonly Neighbour[];
}

/** The neighbours vote for whole plans; a plan whose tools are not offered is a vote for words. */
function choosePlan(situation: Situation, neighbours: readonly Neighbour[]): Plan {
  if (neighbours.length === 0) return untrainedPlan(situation);
  const plans = new Map<string, { weight: number; plan: { tools: PlannedTool[]; supporters: Neighbour[] } }>();
  for (const neighbour of neighbours) {
    const tools = neighbour.moment.calls.map((call) => offered(situation, neighbour, call.name));
    const isPossible = tools.every((tool) => tool !== undefined) && situation.mode !== "none";
    const planned = isPossible ? (tools as PlannedTool[]) : [];
    const key = planned.map(({ tool }) => tool.name).join("\n");
    const entry = plans.get(key) ?? { weight: 0, plan: { tools: planned, supporters: [] } };
    entry.weight += neighbour.similarity ** 2;
    // A neighbour that called a tool which is missing here supports words, but its own words fit less than any other's.
    if (isPossible) entry.plan.supporters.push(neighbour);
    plans.set(key, entry);
  }
  const ranked = [...plans.values()].sort((left, right) => right.weight - left.weight);
  const isCall = ({ plan }: { plan: Plan }) => plan.tools.length > 0;
  const chosen = situation.mode === "any" ? ranked.find(isCall) : ranked[0];
  if (chosen === undefined) return untrainedPlan(situation);
  return repeats(situation, chosen.plan)
    ? (ranked.find((entry) => !isCall(entry))?.plan ?? { tools: [], supporters: [] })
    : chosen.plan;
}

/** The same plan three times in a row since the user spoke leads nowhere. */
function repeats(situation: Situation, plan: Plan): boolean {
  if (plan.tools.length === 0) return false;
  const since = callsSinceUser(situation.turns).slice(-3);
  return since.length === 3 && since.every((call) => call.name === plan.tools[0]!.tool.name);
}

/** The offered tool that a trained name means: the same name, or one whose description says nearly the same. */
function offered(situation: Situation, neighbour: Neighbour, name: string): PlannedTool | undefined {
  const same = situation.tools.find((tool) => tool.name === name);
  if (same !== undefined) return { tool: same, knownAs: name };
  const known = neighbour.moment.situation.tools.find((tool) => tool.name === name);
  if (known === undefined) return undefined;
  const wanted = toolWords(known);
  let best: { tool: Tool; overlap: number } | undefined;
  for (const tool of situation.tools) {
    const overlap = overlapOf(wanted, toolWords(tool));
    if (overlap >= 0.6 && (best === undefined || overlap > best.overlap)) best = { tool, overlap };
  }
  return best === undefined ? undefined : { tool: best.tool, knownAs: name };
}

function untrainedPlan(situation: Situation): Plan {
  const nothing: Plan = { tools: [], supporters: [] };
  const last = situation.turns.at(-1);
  if (situation.mode === "none" || (last?.role === "tool" && situation.mode !== "any")) return nothing;
  const asked = new Set(words(lastUserText(situation.turns)));
  let best: { tool: Tool; share: number } | undefined;
  for (const tool of situation.tools) {
    const own = nameWords(tool.name);
    const described = new Set(words(tool.description));
    const named = own.filter((word) => asked.has(word)).length / Math.max(1, own.length);
    const share = named * 0.7 + overlapOf(described, asked) * 0.3;
    if (best === undefined || share > best.share) best = { tool, share };
  }
  if (best === undefined || (best.share < WORD_OVERLAP && situation.mode !== "any")) return nothing;
  return { tools: [{ tool: best.tool, knownAs: best.tool.name }], supporters: [] };
}

function untrainedText(situation: Situation): string {
  const last = situation.turns.at(-1);
  if (last?.role === "tool")
    return `The result is: ${JSON.stringify(last.results.map(({ value }) => value)).slice(0, 400)}`;
  return "I can help with that. Could you tell me more about what you need?";
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
