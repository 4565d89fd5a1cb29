import { describe, expect, it } from "vitest";
import { BAD_CONTENT } from "../../test/fixtures/bad-sets/content";
import { BAD_WORDS } from "../../test/fixtures/bad-sets/words";
import { libraryEngine } from "../../test/fixtures/library-rows";
import { variedExamples } from "../../test/fixtures/varied-examples";
import { normaliseSettings } from "../settings";
import type { Example } from "../types";
import { contentGates } from "./content-gates";
import type { GateResult } from "./gate";
import { agentGates } from "./set-gates";
import { wordingGates } from "./wording-gates";

const settings = normaliseSettings("library_agent", {});
const good = variedExamples();

/** Sets that each gate must refuse. */
const BAD = { ...BAD_WORDS, ...BAD_CONTENT };

/** Figures that stand beside the limits and have none. */
const PRINTED = [
  "prompt_distinct_1_without_values",
  "prompt_distinct_2_without_values",
  "prompt_distinct_3_without_values",
  "frames_reserved",
];

type Gates = (examples: readonly Example[]) => readonly GateResult[];
const PARTS: readonly Gates[] = [wordingGates, (examples) => contentGates(libraryEngine, examples)];
/** The part of the gates that a gate belongs to: the others need not be computed. */
const partOf = (gate: string): Gates =>
  PARTS_BY_GATE.get(gate) ?? ((examples) => agentGates(libraryEngine, settings, examples));
const PARTS_BY_GATE = new Map(PARTS.flatMap((part) => part(good).map(({ gate }) => [gate, part] as const)));

describe("the set gates of an agent", () => {
  const passed = agentGates(libraryEngine, settings, good);

  it("pass a varied set", () => {
    expect(
      passed
        .filter(({ status }) => status !== "passed")
        .map(({ gate, value, limit }) => `${gate} ${value}, wants ${limit}`),
    ).toEqual([]);
  });

  const judged = passed.map(({ gate }) => gate).filter((gate) => !PRINTED.includes(gate));

  it("have a bad set each", () => {
    expect(Object.keys(BAD).sort()).toEqual(judged.sort());
  });

  describe.each(Object.entries(BAD))("%s refuses", (gate, bad) => {
    it.each(bad)("%s", (_reason, spoil) => {
      const found = partOf(gate)(spoil(good)).find((each) => each.gate === gate)!;
      expect(found.status, `${gate} ${found.value}, wants ${found.limit}`).toBe("failed");
    });
  });

  it("say nothing of a set that is too small for them", () => {
    const small = agentGates(
      libraryEngine,
      settings,
      good.filter((_, index) => index % 30 === 0),
    );
    const failed = small
      .filter(({ status, limit }) => status === "failed" && limit !== "printed")
      .map(({ gate }) => gate);
    expect(failed).toEqual(["counts_not_as_asked"]);
  });
});
