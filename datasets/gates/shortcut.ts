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
  readonly values: Map<number, number>;
  bias: number;
}

const EPOCHS = 30;
const RATE = 2;
const DECAY = 1e-4;

/** Stochastic gradient descent in the order given, classes weighted to equal sums, with L2 decay. */
function fitWeights(train: readonly Labelled[]): Weights {
  const weights: Weights = { values: new Map(), bias: 0 };
  const share = train.filter((each) => each.label).length / train.length;
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    const rate = RATE / (1 + epoch);
    for (const { features, label } of train) {
      const error = (label ? 1 : 0) - 1 / (1 + Math.exp(-score(weights, features)));
      const step = rate * error * (label ? 0.5 / share : 0.5 / (1 - share));
      weights.bias += step * 0.1;
      for (const [index, value] of features)
        weights.values.set(index, (weights.values.get(index) ?? 0) * (1 - rate * DECAY) + step * value);
    }
  }
  return weights;
}

function score({ values, bias }: Weights, features: ReadonlyMap<number, number>): number {
  let sum = bias;
  for (const [index, value] of features) sum += (values.get(index) ?? 0) * value;
  return sum;
}
