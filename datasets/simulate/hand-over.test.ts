import { expect, it } from "vitest";
import { qaAgent } from "../../agents/qa";
import { supportAgent } from "../../agents/support";
import { prepareEngine } from "../engine";
import { choicesFor } from "../repertoire";
import type { AnyAgent, Blueprint } from "../types";
import { simulate } from ".";

const engine = prepareEngine(supportAgent as unknown as AnyAgent, [qaAgent as unknown as AnyAgent]);

it("hands over no request that only its numbers tell from the other agent's own rows", () => {
  const blueprint = {
    type: "negative",
    kind: "other_agent",
    hallucinationType: "out_of_scope",
    split: "train",
  } as const;
  const choices = choicesFor(engine, blueprint);
  const played = Array.from({ length: 600 }, (_, index) =>
    simulate(engine, {
      blueprint: { ...blueprint, index } as Blueprint,
      choice: choices[(index * 7) % choices.length]!,
      key: ["handed", index],
    }),
  );
  const values = played.flatMap((each) =>
    each.ok
      ? [each.trajectory.script.flatMap((event) => (event.kind === "user" ? Object.values(event.slots) : []))]
      : [],
  );
  expect(values.length).toBeGreaterThan(100);
  for (const slots of values) expect(slots.map(({ value }) => String(value)).join(" ")).toMatch(/[a-z]{3}/);
  const reasons = played.flatMap((each) => (each.ok ? [] : [each.reason]));
  expect(reasons).toContain("without its numbers the request may be one of the other agent's own rows");
});
