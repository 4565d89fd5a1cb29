import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "./random";

describe("createRandom", () => {
  it("gives the draws that were recorded (they decide every data set)", () => {
    const random = createRandom(7, "qa_agent", "tflan", 0);
    expect([
      random.int(0, 999),
      random.int(0, 999),
      random.float(),
      random.pick(["a", "b", "c"]),
    ]).toMatchInlineSnapshot(`
      [
        337,
        45,
        0.1306494593154639,
        "c",
      ]
    `);
    expect(random.fork("world").int(0, 1_000_000)).toMatchInlineSnapshot(`625268`);
  });

  it("names streams by their keys: other keys, other draws", () => {
    const draw = (...keys: (string | number)[]) => createRandom(...keys).int(0, 2 ** 31);
    expect(draw(1, 23)).not.toBe(draw(12, 3));
    expect(draw("1", 23)).not.toBe(draw(1, 23));
  });

  it("stays inside the bounds and shuffles without loss", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: -50, max: 50 }), fc.nat(1000), (seed, minimum, span) => {
        const random = createRandom(seed);
        const value = random.int(minimum, minimum + span);
        expect(value).toBeGreaterThanOrEqual(minimum);
        expect(value).toBeLessThanOrEqual(minimum + span);
        const list = Array.from({ length: span % 20 }, (_, index) => index);
        expect(random.shuffle(list).sort((left, right) => left - right)).toEqual(list);
      }),
    );
  });

  it("does not move a fork by draws from its parent", () => {
    const untouched = createRandom(3).fork("x").float();
    const parent = createRandom(3);
    parent.float();
    expect(parent.fork("x").float()).toBe(untouched);
  });

  it.each([
    ["an empty list", () => createRandom(1).pick([])],
    ["a fraction", () => createRandom(1).int(0, 1.5)],
    ["a maximum below the minimum", () => createRandom(1).int(2, 1)],
  ])("refuses %s", (_, act) => {
    expect(act).toThrow(RangeError);
  });
});
