/** A log-linear ranker over hashed binary features: which of several candidates is right (softmax regression, AdaGrad). */

/** One case to learn from: what each candidate shows, and which one was right. */
export interface Question {
  readonly candidates: readonly (readonly number[])[];
  readonly right: number;
}

export interface Ranker {
  /** Log-weight of a candidate; compare within one question only. */
  score(features: readonly number[]): number;
  /** Probabilities of the candidates of one question. */
  shares(candidates: readonly (readonly number[])[]): number[];
}

const MASK = 2 ** 17 - 1;
const RATE = 0.25;
const EPOCHS = 5;

/** Deterministic: the same questions in the same order give the same ranker. */
export function trainRanker(questions: readonly Question[], epochs = EPOCHS): Ranker {
  const weights = new Float32Array(MASK + 1);
  const squares = new Float32Array(MASK + 1);
  const order = [...questions.keys()];
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    reorder(order, epoch);
    for (const index of order) learn(questions[index]!);
  }
  return { score, shares };

  function learn({ candidates, right }: Question): void {
    const guessed = shares(candidates);
    for (let index = 0; index < candidates.length; index += 1) {
      // What is settled teaches nothing.
      const gradient = (index === right ? 1 : 0) - guessed[index]!;
      if (Math.abs(gradient) < 5e-3) continue;
      for (const feature of candidates[index]!) {
        const at = feature & MASK;
        squares[at] = squares[at]! + gradient * gradient;
        weights[at] = weights[at]! + (RATE * gradient) / Math.sqrt(squares[at]! + 1e-6);
      }
    }
  }

  function score(features: readonly number[]): number {
    let sum = 0;
    for (let index = 0; index < features.length; index += 1) sum += weights[features[index]! & MASK]!;
    return sum;
  }

  function shares(candidates: readonly (readonly number[])[]): number[] {
    const scores = candidates.map(score);
    const highest = Math.max(...scores);
    const powers = scores.map((value) => Math.exp(value - highest));
    const total = powers.reduce((sum, value) => sum + value, 0);
    return powers.map((value) => value / total);
  }
}

/** Another order each epoch, by a fixed linear congruential sequence. */
function reorder(order: number[], epoch: number): void {
  let state = 12_345 + epoch;
  for (let index = order.length - 1; index > 0; index -= 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = state % (index + 1);
    [order[index], order[other]] = [order[other]!, order[index]!];
  }
}

/** One feature out of two. */
export function cross(left: number, right: number): number {
  let mixed = Math.imul(left ^ (right >>> 15), 0x85ebca6b) ^ Math.imul(right, 0xc2b2ae35);
  mixed ^= mixed >>> 13;
  return (Math.imul(mixed, 0x27d4eb2f) >>> 2) & 0x3fffffff;
}
