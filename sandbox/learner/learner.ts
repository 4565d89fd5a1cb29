/**
 * The sandbox's "tuned model", the local learner: training examples decide what is done next, values are copied from the
 * context. It is deterministic and really learns from the uploaded file, so a broken data set gives a broken model; with no
 * examples it is the "base model". Its scores say whether a pipeline works, and nothing about a real model's quality.
 */
import { createArgumentFiller } from "./arguments";
import { canonicalConversation, shownCall } from "./canonical";
import type { Answer, Situation, ToolCall } from "./conversation";
import { createFactTeller } from "./facts";
import { createMemory, type TrainingExample } from "./memory";
import { createPlanner } from "./plan";
import { readReactText, writeReactText } from "./react-text";
import { rewriteText } from "./rewrite-text";
import { type Speech, speechOf } from "./speech";
import { untrainedText, untrainedTool } from "./untrained";
import { createValueReader } from "./values";

export interface Learner {
  readonly examples: number;
  answer(situation: Situation): Answer;
}

const NEIGHBOURS = 40;

export function trainLearner(examples: readonly TrainingExample[]): Learner {
  const memory = createMemory(examples.map((example) => canonicalConversation(readReactText(example))));
  const isTrained = memory.moments.length > 0;
  const knowsReactText = memory.moments.some((moment) => moment.thought !== undefined);
  const read = createValueReader();
  const filler = createArgumentFiller(memory, read);
  const planner = createPlanner(memory, filler.missing);
  const facts = createFactTeller(memory);
  filler.release();

  return {
    examples: examples.length,
    answer(situation) {
      const { isReactText, ...conversation } = readReactText(situation);
      const mode = isReactText && conversation.tools.length > 0 ? "auto" : situation.mode;
      const { text, calls, thought } = isTrained
        ? decide({ ...conversation, mode })
        : { ...guess({ ...conversation, mode }), thought: "" };
      if (!isReactText) return { text, calls };
      if (knowsReactText) return { text: writeReactText(thought, calls, text), calls: [] };
      const named = calls.map(({ name, args }) => `${name}(${JSON.stringify(args)})`).join(", ");
      return { text: named === "" ? text : `I would call ${named}.`, calls: [] };
    },
  };

  function decide(shown: Situation): Answer & { thought: string } {
    const situation = canonicalConversation(shown);
    const plan = planner.plan(situation);
    const neighbours = memory.nearest(situation, NEIGHBOURS).map(({ moment }) => moment);
    if (plan.act !== "call") return { ...speak(situation, plan.act, neighbours), calls: [] };
    const place = situation.tools.indexOf(plan.tool);
    const tool = place === -1 ? plan.tool : shown.tools[place]!;
    const made: ToolCall[] = [];
    for (let index = 0; index < plan.count; index += 1) {
      const args = filler.fill(plan.tool, situation, made);
      const isAgain = made.some((call) => JSON.stringify(call.args) === JSON.stringify(args));
      if (!isAgain) made.push({ name: plan.tool.name, args });
    }
    const model = neighbours.find((moment) => moment.calls[0]?.name === plan.tool.name);
    const thought = model?.thought === undefined ? "" : rewriteText(model, model.thought, read(situation), read);
    return { text: "", calls: made.map(({ args }) => shownCall(tool, args)), thought };
  }

  function speak(
    situation: Situation,
    speech: Speech,
    neighbours: readonly (typeof memory.moments)[number][],
  ): { text: string; thought: string } {
    const silent = neighbours.filter((moment) => moment.calls.length === 0);
    const model =
      silent.find((moment) => speechOf(moment.text) === speech) ??
      memory.moments.find((moment) => moment.calls.length === 0 && speechOf(moment.text) === speech) ??
      silent[0];
    if (model === undefined) return { text: untrainedText(situation), thought: "" };
    const context = read(situation);
    const text = rewriteText(model, model.text, context, read);
    return {
      text: speech === "tell" ? facts.complete(text, situation) : text,
      thought: model.thought === undefined ? "" : rewriteText(model, model.thought, context, read),
    };
  }

  /** The base model. */
  function guess(situation: Situation): Answer {
    const tool = untrainedTool(situation);
    if (tool === undefined) return { text: untrainedText(situation), calls: [] };
    return { text: "", calls: [{ name: tool.name, args: filler.fill(tool, situation, []) }] };
  }
}
