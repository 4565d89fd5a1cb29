/** The training moments, and the search for the nearest of them: cosine over weighted n-grams with an inverted index. */
import type { Situation, Tool, ToolCall, Turn } from "./conversation";
import { featuresOf } from "./features";

/** One trained model turn: what the model saw, and what it said. */
export interface Moment {
  readonly situation: Pick<Situation, "system" | "tools" | "turns">;
  readonly text: string;
  readonly calls: readonly ToolCall[];
  /** The thought of a step in the written form; absent in native examples. */
  readonly thought?: string;
}

export interface Neighbour {
  readonly moment: Moment;
  /** Cosine similarity, 0-1. */
  readonly similarity: number;
}

export interface Memory {
  readonly moments: readonly Moment[];
  nearest(situation: Pick<Situation, "system" | "turns">, count: number): Neighbour[];
}

export interface TrainingExample {
  readonly system: string;
  readonly tools: readonly Tool[];
  readonly turns: readonly Turn[];
}

export function createMemory(examples: readonly TrainingExample[]): Memory {
  const moments = examples.flatMap(momentsOf);
  const features = moments.map((moment) => featuresOf(moment.situation));
  const frequency = new Map<number, number>();
  for (const vector of features) for (const key of vector.keys()) frequency.set(key, (frequency.get(key) ?? 0) + 1);
  const weightOf = (key: number) => Math.log(1 + moments.length / (1 + (frequency.get(key) ?? 0)));

  const postings = new Map<number, { moments: number[]; weights: number[] }>();
  features.forEach((vector, index) => {
    const norm = normOf(vector, weightOf);
    for (const [key, weight] of vector) {
      const list = postings.get(key) ?? { moments: [], weights: [] };
      list.moments.push(index);
      list.weights.push((weight * weightOf(key)) / norm);
      postings.set(key, list);
    }
  });
  const scores = new Float64Array(moments.length);

  return {
    moments,
    nearest(situation, count) {
      const vector = featuresOf(situation);
      const norm = normOf(vector, weightOf);
      scores.fill(0);
      for (const [key, weight] of vector) {
        const list = postings.get(key);
        if (list === undefined) continue;
        const scaled = (weight * weightOf(key)) / norm;
        for (let index = 0; index < list.moments.length; index += 1) {
          const moment = list.moments[index]!;
          scores[moment] = scores[moment]! + scaled * list.weights[index]!;
        }
      }
      return best(scores, count).map((index) => ({ moment: moments[index]!, similarity: scores[index]! }));
    },
  };
}

function momentsOf(example: TrainingExample): Moment[] {
  return example.turns.flatMap((turn, index) =>
    turn.role === "model" && turn.isTrained
      ? [
          {
            situation: { system: example.system, tools: example.tools, turns: example.turns.slice(0, index) },
            text: turn.text,
            calls: turn.calls,
            ...(turn.thought === undefined ? {} : { thought: turn.thought }),
          },
        ]
      : [],
  );
}

function normOf(vector: ReadonlyMap<number, number>, weightOf: (key: number) => number): number {
  let sum = 0;
  for (const [key, weight] of vector) sum += (weight * weightOf(key)) ** 2;
  return Math.sqrt(sum) || 1;
}

/** Indices of the highest scores, best first; ties go to the earlier moment. */
function best(scores: Float64Array, count: number): number[] {
  const chosen: number[] = [];
  for (let index = 0; index < scores.length; index += 1) {
    const score = scores[index]!;
    if (score <= 0) continue;
    if (chosen.length === count && score <= scores[chosen[count - 1]!]!) continue;
    let place = chosen.length;
    while (place > 0 && scores[chosen[place - 1]!]! < score) place -= 1;
    chosen.splice(place, 0, index);
    if (chosen.length > count) chosen.pop();
  }
  return chosen;
}
