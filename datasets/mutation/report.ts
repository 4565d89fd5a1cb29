/** The mutation report that stands in the data card: measured once per generator version, checked by a test. */
import measured from "./measured.json";

export interface MutationClass {
  readonly fault: string;
  readonly planted: number;
  readonly caught: number;
  /** Mutants that are no fault, and therefore not planted. */
  readonly equivalent: number;
  /** `provenance 200, execution 12`: which gate was the first to catch how many. */
  readonly gates: string;
}

export interface MutationReport {
  readonly generatorVersion: string;
  /** Seed of the data the faults were planted in. */
  readonly seed: number;
  readonly classes: readonly MutationClass[];
}

export function measuredMutations(): MutationReport {
  return measured;
}

export function mutationTotals({ classes }: MutationReport): { readonly planted: number; readonly caught: number } {
  return {
    planted: classes.reduce((sum, each) => sum + each.planted, 0),
    caught: classes.reduce((sum, each) => sum + each.caught, 0),
  };
}
