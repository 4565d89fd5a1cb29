/** The local learner without the services around it: trained on lines of a Gemini file, asked by generateContent bodies. */
import type { Answer } from "./learner/conversation";
import { trainLearner } from "./learner/learner";
import { situationOf, type WireConversation } from "./vertex/conversation";
import { loadExamples } from "./vertex/training-file";

/** Raised with every change of the learner that changes answers: what it answered before is another model's. */
export const LEARNER_EDITION = 2;

/** What a model tuned on these lines in the sandbox would answer. */
export function learnFromLines(lines: readonly string[]): (body: unknown) => Answer {
  const learner = trainLearner(loadExamples(Buffer.from(lines.join("\n"))));
  return (body) => learner.answer(situationOf(body as WireConversation));
}
