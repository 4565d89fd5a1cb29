/**
 * The sandbox's "tuned model": training examples decide what is done next, values are copied from the context. It is
 * deterministic and really learns from the uploaded file, so a broken data set gives a broken model; with no examples it
 * is the "base model". Its scores say whether a pipeline works, and nothing about a real model's quality.
 */
import { fillArguments } from "./arguments";
import type { Answer, Situation, ToolCall } from "./conversation";
import { createMemory, type TrainingExample } from "./memory";
import { createPlanner } from "./plan";
import { buildProfiles } from "./profiles";
import { readReactText, writeReactText } from "./react-text";
import { rewriteText } from "./rewrite-text";
import { createValueReader } from "./values";

export interface Learner {
  readonly examples: number;
  answer(situation: Situation): Answer;
}

export function trainLearner(examples: readonly TrainingExample[]): Learner {
  const memory = createMemory(examples.map(readReactText));
  const knowsReactText = memory.moments.some((moment) => moment.thought !== undefined);
  const planner = createPlanner(memory);
  const read = createValueReader();
  const profiles = buildProfiles(memory, read);

  return {
    examples: examples.length,
    answer(situation) {
      const { isReactText, ...conversation } = readReactText(situation);
      const mode = isReactText && conversation.tools.length > 0 ? "auto" : situation.mode;
      const { text, calls, thought } = decide({ ...conversation, mode });
      if (!isReactText) return { text, calls };
      if (knowsReactText) return { text: writeReactText(thought, calls, text), calls: [] };
      const named = calls.map(({ name, args }) => `${name}(${JSON.stringify(args)})`).join(", ");
      return { text: named === "" ? text : `I would call ${named}.`, calls: [] };
    },
  };

  function decide(situation: Situation): Answer & { thought: string } {
    const plan = planner.plan(situation);
    const context = read(situation);
    const model = plan.supporters[0]?.moment;
    const thought = model?.thought === undefined ? "" : rewriteText(model, model.thought, context, read);
    if (plan.tools.length === 0) {
      const text = model === undefined ? untrainedText(situation) : rewriteText(model, model.text, context, read);
      return { text, calls: [], thought };
    }
    const taken = new Map<string, Set<unknown>>();
    const calls = plan.tools.map(({ tool, knownAs }): ToolCall => {
      const votes = plan.supporters.flatMap(({ moment, similarity }) =>
        moment.calls.filter((call) => call.name === knownAs).map((call) => ({ call, weight: similarity ** 2 })),
      );
      return { name: tool.name, args: fillArguments({ tool, knownAs, situation, context, profiles, votes, taken }) };
    });
    return { text: "", calls, thought };
  }
}

function untrainedText(situation: Situation): string {
  const last = situation.turns.at(-1);
  if (last?.role === "tool")
    return `The result is: ${JSON.stringify(last.results.map(({ value }) => value)).slice(0, 400)}`;
  return "I can help with that. Could you tell me more about what you need?";
}
