import { expect, it } from "vitest";
import { qaAgent } from "../agents/qa";
import { createRandom, type Random } from "../primitives";
import { Assigner } from "./assign";
import { prepareEngine } from "./engine";
import { choicesFor } from "./repertoire";
import type { AnyAgent, Blueprint, Kind } from "./types";

const engine = prepareEngine(qaAgent as unknown as AnyAgent);
const KINDS: readonly Kind[] = ["single", "complex", "lookalike", "short_chain"];

const blueprint = (kind: Kind, index: number): Blueprint => ({
  type: "tflan",
  kind,
  hallucinationType: null,
  split: "validation",
  index,
});

/** A stream whose coin always falls on the wrong side. */
function unlucky(index: number): Random {
  const random = createRandom("unlucky", index);
  return new Proxy(random, { get: (own, name) => (name === "chance" ? () => false : Reflect.get(own, name)) });
}

it("takes held-out rows from unseen families often enough, however the coin falls", () => {
  const kind = KINDS.find((each) => {
    const novelties = new Set(choicesFor(engine, blueprint(each, 0)).map(({ novelty }) => novelty));
    return novelties.has("family") && novelties.size > 1;
  })!;
  const assigner = new Assigner(engine, 10_000);
  let unseen = 0;
  for (let index = 0; index < 100; index += 1) {
    const assignment = assigner.assign(blueprint(kind, index), ["unlucky", index], unlucky(index))!;
    assigner.keep(assignment);
    if (assignment.choice.novelty === "family") unseen += 1;
  }
  expect(unseen).toBeGreaterThanOrEqual(27);
  expect(unseen).toBeLessThan(40);
});

it("takes what is wanted before anything else, held-out rows included", () => {
  const options = choicesFor(engine, blueprint("single", 0));
  const wanted = options.find(({ novelty }) => novelty === "family")!;
  const assign = (isWanted: (choice: { readonly family: string }) => boolean) =>
    new Assigner(engine, 600).assign(blueprint("single", 0), ["wanted"], unlucky(0), isWanted)!.choice;
  expect(assign(({ family }) => family === wanted.family).family).toBe(wanted.family);
  expect(assign(() => false).novelty).toBe("none");
});
