/** Whether a row's answer can be guessed from its surface: a logistic regression that must not get far. */

export interface Labelled {
  /** Feature index → value. */
  readonly features: ReadonlyMap<number, number>;
  readonly label: boolean;
}

const BUCKETS = 1 << 14;

/** Hashed word 1- and 2-grams of a text, each counted once, scaled to length 1. */
export function hashedGrams(text: string): Map<number, number> {
  const words = text.toLowerCase().match(/[a-z0-9_']+|[^\sa-z0-9_']/g) ?? [];
  const features = new Map<number, number>();
  words.forEach((word, index) => {
    features.set(hash(word), 1);
    if (index > 0) features.set(hash(`${words[index - 1]} ${word}`), 1);
  });
  const scale = 1 / Math.sqrt(Math.max(1, features.size));
  for (const index of features.keys()) features.set(index, scale);
  return features;
}

function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return (value >>> 0) % BUCKETS;
}

/** Area under the ROC curve on `test` of a regression fitted to `train`; undefined when a class is missing. */
export function shortcutAuc(train: readonly Labelled[], test: readonly Labelled[]): number | undefined {
  const positives = test.filter((each) => each.label).length;
  if (
    positives === 0 ||
    positives === test.length ||
    train.every((each) => each.label) ||
    train.every((each) => !each.label)
  )
    return undefined;
  const weights = fitWeights(train);
  const scored = test
    .map((each) => ({ label: each.label, score: score(weights, each.features) }))
    .sort((left, right) => left.score - right.score);
  // Mann-Whitney: ranks of the positives, ties sharing their mean rank.
  let rankSum = 0;
  for (let at = 0; at < scored.length; ) {
    let end = at;
    while (end < scored.length && scored[end]!.score === scored[at]!.score) end += 1;
    const rank = (at + 1 + end) / 2;
    for (let index = at; index < end; index += 1) if (scored[index]!.label) rankSum += rank;
    at = end;
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * (scored.length - positives));
}

interface Weights {
  readonly values: Float64Array;
  bias: number;
}

const ITERATIONS = 100;
const RATE = 16;
const DECAY = 2e-4;

/** Gradient descent over all rows at once (so their order does not matter), classes weighted to equal sums, L2 decay. */
function fitWeights(train: readonly Labelled[]): Weights {
  const weights: Weights = { values: new Float64Array(BUCKETS), bias: 0 };
  const positives = train.filter((each) => each.label).length;
  const rows = train.map(({ features, label }) => ({
    indices: Int32Array.from(features.keys()),
    values: Float64Array.from(features.values()),
    label: label ? 1 : 0,
    weight: 1 / (label ? 2 * positives : 2 * (train.length - positives)),
  }));
  const gradient = new Float64Array(BUCKETS);
  const used = Int32Array.from(new Set(train.flatMap(({ features }) => [...features.keys()]))); // others stay at 0
  for (let iteration = 0; iteration < ITERATIONS; iteration += 1) {
    for (let at = 0; at < used.length; at += 1) gradient[used[at]!] = 0;
    let bias = 0;
    for (const { indices, values, label, weight } of rows) {
      let sum = weights.bias;
      for (let at = 0; at < indices.length; at += 1) sum += weights.values[indices[at]!]! * values[at]!;
      const error = (label - 1 / (1 + Math.exp(-sum))) * weight;
      bias += error;
      for (let at = 0; at < indices.length; at += 1) gradient[indices[at]!]! += error * values[at]!;
    }
    weights.bias += RATE * 0.2 * bias;
    for (let at = 0; at < used.length; at += 1) {
      const index = used[at]!;
      weights.values[index] = weights.values[index]! * (1 - RATE * DECAY) + RATE * gradient[index]!;
    }
  }
  return weights;
}

function score({ values, bias }: Weights, features: ReadonlyMap<number, number>): number {
  let sum = bias;
  for (const [index, value] of features) sum += values[index]! * value;
  return sum;
}
