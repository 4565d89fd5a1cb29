import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planBlueprints } from "./blueprint";
import { apportion } from "./mix";
import { DEFAULT_SETTINGS } from "./settings";

describe("apportion", () => {
  it("loses nothing, gives nothing where nothing is due, and stays within one of the exact share", () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.array(fc.nat(100), { minLength: 1, maxLength: 8 }), (total, weights) => {
        const sum = weights.reduce((left, right) => left + right, 0);
        fc.pre(sum > 0);
        const parts = apportion(total, weights);
        expect(parts.reduce((left, right) => left + right, 0)).toBe(total);
        parts.forEach((part, index) => {
          expect(Math.abs(part - (total * weights[index]!) / sum)).toBeLessThan(1);
        });
      }),
    );
  });
});

describe("planBlueprints", () => {
  const rows = planBlueprints(DEFAULT_SETTINGS, "qa_agent", 0);
  const count = (test: (row: (typeof rows)[number]) => boolean) => rows.filter(test).length;

  it("plans the strata of the default build exactly", () => {
    const strata = (split: string) => [
      count((row) => row.split === split && row.type === "tflan"),
      count((row) => row.split === split && row.type === "react"),
      count((row) => row.split === split && row.type === "negative"),
    ];
    expect({ train: strata("train"), validation: strata("validation"), test: strata("test") }).toEqual({
      train: [160, 240, 80],
      validation: [40, 60, 20],
      test: [0, 0, 0],
    });
  });

  it.each(["non_existent_tool", "invalid_parameters", "unsupported_action", "out_of_scope"])(
    "plans 20 and 5 rows of %s",
    (kind) => {
      expect(count((row) => row.hallucinationType === kind && row.split === "train")).toBe(20);
      expect(count((row) => row.hallucinationType === kind && row.split === "validation")).toBe(5);
    },
  );

  it("gives at least half of the negatives a twin in their own split, each its own", () => {
    const twinned = rows.filter((row) => row.twin !== undefined);
    expect(twinned.length).toBeGreaterThanOrEqual(50);
    expect(new Set(twinned.map((row) => row.twin)).size).toBe(twinned.length);
    for (const row of twinned) {
      const host = rows[row.twin!]!;
      expect(host.split).toBe(row.split);
      expect(host.type).not.toBe("negative");
      expect(host.host).toBe(row.kind);
    }
  });

  it("lets as many negatives come after served requests as positives have later turns", () => {
    const after = rows.filter((row) => row.earlier === true);
    expect(after.every((row) => row.type === "negative")).toBe(true);
    for (const split of ["train", "validation"]) {
      const share = (part: readonly (typeof rows)[number][]) => part.filter((row) => row.split === split).length;
      const negatives = share(rows.filter((row) => row.type === "negative"));
      expect(share(after) / negatives).toBeGreaterThan(0.1);
      expect(share(after) / negatives).toBeLessThan(0.26);
    }
  });

  it("keeps counts and shares for any numbers", () => {
    fc.assert(
      fc.property(
        fc.record({ tflan: fc.nat(90), react: fc.nat(90), negative: fc.nat(90) }),
        fc.double({ min: 0, max: 0.9, noNaN: true }),
        fc.nat(200),
        (counts, validationShare, testRows) => {
          const planned = planBlueprints({ ...DEFAULT_SETTINGS, counts, validationShare, testRows }, "qa_agent", 0);
          for (const type of ["tflan", "react", "negative"] as const) {
            const of = (split: string) => planned.filter((row) => row.type === type && row.split === split).length;
            const held = Math.round(counts[type] * validationShare);
            expect([of("train"), of("validation")]).toEqual([counts[type] - held, held]);
          }
          expect(planned.filter((row) => row.split === "test")).toHaveLength(testRows);
        },
      ),
      { numRuns: 40 },
    );
  });
});
