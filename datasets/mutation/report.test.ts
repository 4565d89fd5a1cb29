import { describe, expect, it } from "vitest";
import { GENERATOR_VERSION } from "../manifest";
import { FAULTS } from "./faults";
import { measuredMutations, mutationTotals } from "./report";

describe("the mutation report in the data card", () => {
  const report = measuredMutations();

  it("was measured with this generator and names every class", () => {
    expect(report.generatorVersion, "run `flanstack data prove` and commit its mutation_report.json").toBe(
      GENERATOR_VERSION,
    );
    expect(report.classes.map(({ fault }) => fault).sort()).toEqual(Object.keys(FAULTS).sort());
  });

  it("shows at least 300 mutants and 95 % caught per class, 99 % over all", () => {
    expect(report.classes.length).toBeGreaterThanOrEqual(15);
    expect(report.classes.filter(({ planted, caught }) => planted < 300 || caught < 0.95 * planted)).toEqual([]);
    const { planted, caught } = mutationTotals(report);
    expect(caught / planted).toBeGreaterThanOrEqual(0.99);
  });
});
