/** Learners are trained when they are first asked, and kept: what they learned from never changes. */
import { type Learner, trainLearner } from "./learner";
import type { TrainingExample } from "./memory";

export interface LearnerLibrary {
  /** The learner of these files (by digest); `load` reads one of them. No files: the base model. */
  learnerOf(blobs: readonly string[], load: (blob: string) => readonly TrainingExample[]): Learner;
}

const KEPT = 32;

export function createLearnerLibrary(): LearnerLibrary {
  const learners = new Map<string, Learner>();
  return {
    learnerOf(blobs, load) {
      const key = blobs.join(" ");
      const known = learners.get(key);
      if (known !== undefined) return known;
      const learner = trainLearner(blobs.flatMap(load));
      if (learners.size >= KEPT) learners.delete(learners.keys().next().value!);
      learners.set(key, learner);
      return learner;
    },
  };
}
