/** What this many rows can show: the smallest difference that a test finds with the wanted probability, and the reverse. */
import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";

export interface PowerSettings {
  /** Chance of a false alarm: 0.05 by default. */
  readonly alpha?: number;
  /** Chance to find a real difference: 0.8 by default. */
  readonly power?: number;
  readonly sides?: 1 | 2;
}

/**
 * Power of the exact McNemar test.
 * @param rows       how many rows both models answered (effective rows, when they come in clusters)
 * @param discordant share of rows on which the models disagree
 * @param difference true difference of their success shares, at most `discordant`
 */
export function mcnemarPower(
  rows: number,
  discordant: number,
  difference: number,
  settings: PowerSettings = {},
): number {
  const { alpha = 0.05, sides = 2 } = settings;
  const share = discordant === 0 ? 0.5 : (discordant + difference) / (2 * discordant);
  const counts = binomial(rows, discordant);
  let power = 0;
  for (let pairs = 1; pairs <= rows; pairs += 1) {
    if (counts[pairs]! < 1e-12) continue;
    const limit = criticalCount(pairs, alpha / sides);
    if (limit === undefined) continue;
    const wins = binomial(pairs, share);
    let rejected = 0;
    for (let won = limit; won <= pairs; won += 1) rejected += wins[won]!;
    if (sides === 2) for (let won = 0; won <= pairs - limit; won += 1) rejected += wins[won]!;
    power += counts[pairs]! * rejected;
  }
  return power;
}

/**
 * The minimum detectable effect of the exact McNemar test, to a hundredth of a point.
 * @see Connor (1987), Biometrics 43(1), for the approximation used beyond 1,000 rows
 * @param rows       effective rows: rows divided by the design effect
 * @param discordant share of rows on which the models disagree
 * @returns a share in (0, `discordant`], or `null` when even the largest difference would be missed
 */
export function minimumDetectableEffect(rows: number, discordant: number, settings: PowerSettings = {}): number | null {
  const wanted = settings.power ?? 0.8;
  const whole = Math.floor(rows);
  if (whole < 1 || discordant <= 0) return null;
  if (whole > EXACT_UP_TO) return approximateEffect(whole, discordant, settings);
  const reaches = (difference: number) => mcnemarPower(whole, discordant, difference, settings) >= wanted;
  if (!reaches(discordant)) return null;
  let [low, high] = [0, discordant];
  while (high - low > 1e-4) {
    const middle = (low + high) / 2;
    if (reaches(middle)) high = middle;
    else low = middle;
  }
  return high;
}

const EXACT_UP_TO = 1000;

/** The normal approximation, for row counts where the exact sum takes long and differs by less than a tenth of a point. */
function approximateEffect(rows: number, discordant: number, settings: PowerSettings): number | null {
  const { alpha = 0.05, power = 0.8, sides = 2 } = settings;
  const [found, missed] = [normalQuantile(1 - alpha / sides, 0, 1), normalQuantile(power, 0, 1)];
  let effect = 0;
  for (let step = 0; step < 20; step += 1) {
    effect =
      (found * Math.sqrt(discordant) + missed * Math.sqrt(Math.max(0, discordant - effect ** 2))) / Math.sqrt(rows);
  }
  return effect <= discordant ? effect : null;
}

/**
 * Rows that a paired non-inferiority test needs when both models are equal.
 * @param margin     how much worse still counts as not worse: 0.05 is five points
 * @param discordant share of rows on which the models disagree
 * @param designEffect how much clusters widen the variance; 1 for independent rows
 * @see Liu, Hsueh, Hsieh and Chen (2002), Statistics in Medicine 21(2): n = (z_alpha + z_beta)^2 * discordant / margin^2
 */
export function nonInferiorityRows(
  margin: number,
  discordant: number,
  settings: PowerSettings & { readonly designEffect?: number } = {},
): number {
  if (!(margin > 0)) throw new RangeError(`nonInferiorityRows: a margin of ${margin} needs infinitely many rows`);
  const { alpha = 0.05, power = 0.8, designEffect = 1 } = settings;
  const quantiles = normalQuantile(1 - alpha, 0, 1) + normalQuantile(power, 0, 1);
  return Math.ceil((designEffect * quantiles ** 2 * discordant) / margin ** 2);
}

/** Wins needed among this many pairs to reject at `alpha`, one side; `undefined` when even all would not do. */
function criticalCount(pairs: number, alpha: number): number | undefined {
  const fair = binomial(pairs, 0.5);
  let tail = 0;
  let limit: number | undefined;
  for (let won = pairs; won >= 0; won -= 1) {
    tail += fair[won]!;
    if (tail > alpha) break;
    limit = won;
  }
  return limit;
}

const memory = new Map<string, Float64Array>();

/** P(k successes in n), k = 0 … n, from the mode outwards so that nothing underflows. */
function binomial(total: number, share: number): Float64Array {
  const key = `${total}/${share}`;
  const known = memory.get(key);
  if (known !== undefined) return known;
  const chances = new Float64Array(total + 1);
  const mode = Math.min(total, Math.floor((total + 1) * share));
  if (share <= 0 || share >= 1) chances[share <= 0 ? 0 : total] = 1;
  else {
    const odds = share / (1 - share);
    chances[mode] = 1;
    for (let k = mode; k < total; k += 1) chances[k + 1] = (chances[k]! * odds * (total - k)) / (k + 1);
    for (let k = mode; k > 0; k -= 1) chances[k - 1] = (chances[k]! * k) / (odds * (total - k + 1));
    const sum = chances.reduce((left, right) => left + right, 0);
    for (let k = 0; k <= total; k += 1) chances[k] = chances[k]! / sum;
  }
  // Only the fair coin is asked for again and again.
  if (share === 0.5) memory.set(key, chances);
  return chances;
}
