import { expect, it } from "vitest";
import { qaAgent } from "../agents/qa";
import { Coverage } from "./coverage";
import { prepareEngine, usableValues } from "./engine";
import type { AnyAgent, Blueprint, Call } from "./types";

const engine = prepareEngine(qaAgent as unknown as AnyAgent);
const [family, { values }] = [...engine.families].find(([, each]) => each.values.size > 0)!;
const wanted = [...values][0]!;

const blueprint = (kind: Blueprint["kind"], type: Blueprint["type"] = "tflan"): Blueprint => ({
  type,
  kind,
  hallucinationType: null,
  split: "train",
  index: 0,
});

/** A call that uses one parameter, or one value of it. */
function using(name: string): Call {
  const [path, value] = name.split("=") as [string, string | undefined];
  const [tool, parameter] = path.split(".") as [string, string];
  return { tool, args: { [parameter]: value ?? 0 } };
}

/** Nothing but `left` is unused. */
function coverageOf(left: readonly string[]): Coverage {
  const coverage = new Coverage(engine);
  coverage.keep(
    usableValues(engine.agent)
      .filter((name) => !left.includes(name))
      .map(using),
  );
  return coverage;
}

it("draws on purpose only once little is left, and only from families that use it", () => {
  expect(new Coverage(engine).isWorthADraw(blueprint("single"), family)).toBe(false);
  expect(coverageOf([]).isWorthADraw(blueprint("single"), family)).toBe(false);
  const coverage = coverageOf([wanted]);
  expect(coverage.isWorthADraw(blueprint("single"), family)).toBe(true);
  expect(coverage.isWorthADraw(blueprint("near_miss", "negative"), family)).toBe(false);
  expect(coverage.isWorthADraw(blueprint("single"), "plain_talk")).toBe(false);
  const other = [...engine.families].find(([, each]) => !each.values.has(wanted))![0];
  expect(coverage.isWorthADraw(blueprint("single"), other)).toBe(false);
});

it("gives a family up for one kind of row after many misses, and begins anew after a hit", () => {
  const coverage = coverageOf([wanted]);
  const single = blueprint("single");
  const miss = (times: number) => {
    for (let draw = 0; draw < times; draw += 1) coverage.record(single, family, false);
  };
  miss(19);
  coverage.record(single, family, true);
  miss(19);
  expect(coverage.isWorthADraw(single, family)).toBe(true);
  miss(1);
  expect(coverage.isWorthADraw(single, family)).toBe(false);
  expect(coverage.isWorthADraw(blueprint("complex"), family)).toBe(true);
  expect(coverage.isWorthADraw({ ...single, split: "validation" }, family)).toBe(true);
});
