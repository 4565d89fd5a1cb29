import { describe, expect, it } from "vitest";
import { createRandom } from "../../primitives";
import { hashedGrams, type Labelled, shortcutAuc } from "./shortcut";

const random = createRandom("shortcut test");
const WORDS = ["alpha", "beta", "gamma", "delta", "sigma", "kappa", "omega", "theta"];
const sentence = (extra: readonly string[] = []) => [...random.sample(WORDS, 5), ...extra].join(" ");
const rows = (count: number, text: (label: boolean) => string): Labelled[] =>
  Array.from({ length: count }, (_, index) => ({
    features: hashedGrams(text(index % 4 !== 0)),
    label: index % 4 !== 0,
  }));

describe("shortcutAuc", () => {
  it("finds a word that gives the answer away", () => {
    const tell = (label: boolean) => sentence(label ? [] : ["quantum_analyzer"]);
    expect(shortcutAuc(rows(300, tell), rows(120, tell))).toBeGreaterThan(0.98);
  });

  it("finds nothing where there is nothing", () => {
    const blind = () => sentence();
    expect(shortcutAuc(rows(600, blind), rows(400, blind))).toBeGreaterThan(0.4);
    expect(shortcutAuc(rows(600, blind), rows(400, blind))).toBeLessThan(0.6);
  });

  it("does not depend on the order of rows", () => {
    const weak = (label: boolean) => sentence(random.chance(label ? 0.2 : 0.6) ? ["please"] : []);
    const [train, test] = [rows(200, weak), rows(200, weak)];
    expect(shortcutAuc([...train].reverse(), [...test].reverse())).toBeCloseTo(shortcutAuc(train, test)!, 6);
  });

  it("says nothing when a class is missing", () => {
    const only = rows(40, () => sentence()).map((row) => ({ ...row, label: true }));
    expect(shortcutAuc(only, only)).toBeUndefined();
  });
});
