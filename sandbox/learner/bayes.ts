/** Naive Bayes over hashed features: which class fits what is seen, whatever the classes' sizes. */

export interface Bayes {
  /** Mean log-likelihood per feature weight of each class; 0 for all when nothing was learned. */
  score(features: ReadonlyMap<number, number>): Map<string, number>;
}

const SMOOTHING = 0.3;

export function trainBayes(
  samples: readonly { readonly features: ReadonlyMap<number, number>; readonly label: string }[],
): Bayes {
  const counts = new Map<string, { total: number; features: Map<number, number> }>();
  const vocabulary = new Set<number>();
  for (const { features, label } of samples) {
    const entry = counts.get(label) ?? { total: 0, features: new Map<number, number>() };
    for (const [feature, weight] of features) {
      vocabulary.add(feature);
      entry.features.set(feature, (entry.features.get(feature) ?? 0) + weight);
      entry.total += weight;
    }
    counts.set(label, entry);
  }
  return {
    score(features) {
      const scores = new Map<string, number>();
      let weightSum = 0;
      for (const [feature, weight] of features) if (vocabulary.has(feature)) weightSum += weight;
      for (const [label, entry] of counts) {
        const denominator = entry.total + SMOOTHING * vocabulary.size;
        let sum = 0;
        for (const [feature, weight] of features) {
          if (vocabulary.has(feature))
            sum += weight * Math.log(((entry.features.get(feature) ?? 0) + SMOOTHING) / denominator);
        }
        scores.set(label, weightSum === 0 ? 0 : sum / weightSum);
      }
      return scores;
    },
  };
}
