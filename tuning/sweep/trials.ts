/** From a declared sweep to its jobs' specs: ordinary specs, so that digest, ledger and claims treat them like any other. */
import { canonicalJson, createRandom, type Random } from "../../primitives";
import type { Hyperparameters, TuningSpec } from "../job";
import { isList, isWhole, type SweepDeclaration, type SweepRange, type SweptName } from "./declaration";

export interface SweepTrial {
  /** `trial-1`: names resources; the order is the sweep's and never changes for one declaration. */
  readonly name: string;
  /** What was tried here: the swept hyperparameters alone. */
  readonly tried: Hyperparameters;
  readonly spec: TuningSpec;
}

/** How often a draw that repeats an earlier one is drawn again. */
const REDRAWS = 50;

/**
 * The trials of a sweep, all different.
 * @param base the agent's own spec: what is not swept stays as it is there
 * @returns fewer than asked for where a random sweep's space has fewer members
 */
export function sweepTrials(sweep: SweepDeclaration, base: TuningSpec): SweepTrial[] {
  const tried = sweep.method === "grid" ? grid(sweep.space) : drawn(sweep);
  return tried.map((values, index) => ({
    name: `trial-${index + 1}`,
    tried: values,
    spec: { ...base, hyperparameters: { ...base.hyperparameters, ...values } },
  }));
}

function grid(space: SweepDeclaration["space"]): Hyperparameters[] {
  return entriesOf(space).reduce<Hyperparameters[]>(
    (found, [name, range]) =>
      found.flatMap((values) => (isList(range) ? range : []).map((value) => ({ ...values, [name]: value }))),
    [{}],
  );
}

function drawn({ space, trials = 0, seed = 1, agent }: SweepDeclaration): Hyperparameters[] {
  const random = createRandom("sweep", seed, agent);
  const found = new Map<string, Hyperparameters>();
  for (let draws = 0; found.size < trials && draws < trials + REDRAWS * trials; draws += 1) {
    const values = Object.fromEntries(entriesOf(space).map(([name, range]) => [name, draw(name, range, random)]));
    const key = canonicalJson(values);
    if (!found.has(key)) found.set(key, values);
  }
  return [...found.values()];
}

/** Between two ends by ratio: twice as much is as far away as half as much. */
function draw(name: SweptName, range: SweepRange, random: Random): number {
  if (isList(range)) return random.pick(range);
  const { low, high } = range;
  const value = low * (high / low) ** random.float();
  return isWhole(name) ? Math.round(value) : Number(value.toPrecision(3));
}

/** In the order of names, so that the order in which a file lists them changes nothing. */
function entriesOf(space: SweepDeclaration["space"]): [SweptName, SweepRange][] {
  return (Object.entries(space) as [SweptName, SweepRange][]).sort(([left], [right]) => (left < right ? -1 : 1));
}
