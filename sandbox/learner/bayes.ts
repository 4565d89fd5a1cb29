/** Naive Bayes over hashed features: which class fits what is seen, whatever the classes' sizes. */

export interface Bayes {
  /** Mean log-likelihood per feature weight of each class; 0 for all when nothing was learned. */
  score(features: ReadonlyMap<number, number>): Map<string, number>;
}

const SMOOTHING = 0.3;

interface Class {
  readonly label: string;
  total: number;
  /** Weight of each feature; after training its log-likelihood. */
  readonly features: Map<number, number>;
  unseen: number;
}

export function trainBayes(
  samples: readonly { readonly features: ReadonlyMap<number, number>; readonly label: string }[],
): Bayes {
  const classes = new Map<string, Class>();
  const vocabulary = new Set<number>();
  for (const { features, label } of samples) {
    let entry = classes.get(label);
    if (entry === undefined) {
      entry = { label, total: 0, features: new Map(), unseen: 0 };
      classes.set(label, entry);
    }
    for (const [feature, weight] of features) {
      vocabulary.add(feature);
      entry.features.set(feature, (entry.features.get(feature) ?? 0) + weight);
      entry.total += weight;
    }
  }
  for (const entry of classes.values()) {
    const denominator = entry.total + SMOOTHING * vocabulary.size;
    entry.unseen = Math.log(SMOOTHING / denominator);
    for (const [feature, weight] of entry.features)
      entry.features.set(feature, Math.log((weight + SMOOTHING) / denominator));
  }
  return {
    score(features) {
      const known = [...features].filter(([feature]) => vocabulary.has(feature));
      const weightSum = known.reduce((sum, [, weight]) => sum + weight, 0);
      const scores = new Map<string, number>();
      for (const { label, features: likelihoods, unseen } of classes.values()) {
        let sum = 0;
        for (const [feature, weight] of known) sum += weight * (likelihoods.get(feature) ?? unseen);
        scores.set(label, weightSum === 0 ? 0 : sum / weightSum);
      }
      return scores;
    },
  };
}
