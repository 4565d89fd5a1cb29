import { describe, expect, it } from "vitest";
import type { Engine } from "../engine";
import type { Trajectory } from "../types";
import { oncePerTrajectory } from "./once";

const engine = {} as Engine;

describe("oncePerTrajectory", () => {
  it("searches again for another trajectory or other functions, and not otherwise", () => {
    const searched: string[] = [];
    const search = oncePerTrajectory((_engine, trajectory, shown) => {
      searched.push(`${trajectory.family}: ${shown.join()}`);
      return searched.length;
    });
    const [one, other] = [{ family: "one" }, { family: "other" }] as Trajectory[];
    expect(search(engine, one!, ["a", "b"])).toBe(1);
    expect(search(engine, one!, ["a", "b"])).toBe(1);
    expect(search(engine, one!, ["a"])).toBe(2);
    expect(search(engine, other!, ["a"])).toBe(3);
    expect(search(engine, { ...one! }, ["a"])).toBe(4);
    expect(searched).toEqual(["one: a,b", "one: a", "other: a", "one: a"]);
  });
});
