/** What may be drawn for a row: every (family, frame) pair that serves its kind and belongs to its split. */
import type { Decline } from "../agents/contract";
import { type Engine, familiesFor } from "./engine";
import { familyHomes, frameHomes, frameIdOf, isUsable } from "./split";
import type { AnyAgent, Blueprint, Kind, Split, Wording } from "./types";

/** A family with one of its frames. */
export interface Choice {
  readonly family: string;
  readonly frame: Wording;
  readonly frameId: string;
  /** Never used in train: the family, the frame, or neither. */
  readonly novelty: "family" | "frame" | "none";
}

export const PLAIN_TALK = "plain_talk";

const DECLINE_REASONS: { readonly [kind in Kind]?: Decline["reason"] } = {
  near_miss: "near_miss_tool",
  operation_absent: "operation_absent",
  partly_doable: "partly_doable",
  invented_result: "invented_result",
  policy: "policy",
};

/** All choices for a blueprint, in a fixed order. */
export function choicesFor(engine: Engine, blueprint: Pick<Blueprint, "kind" | "split" | "host">): Choice[] {
  const { agent } = engine;
  const { kind, split } = blueprint;
  const reason = DECLINE_REASONS[kind];
  if (reason !== undefined) {
    const fitting = agent.declines.filter((decline) => decline.reason === reason);
    const declines = fitting.length > 0 ? fitting : agent.declines;
    return pairs(agent, split, declines);
  }
  if (kind === "plain_talk") return talk(engine, split);
  if (kind === "other_agent") {
    const others = engine.others();
    if (others.length === 0)
      return pairs(
        agent,
        split,
        agent.declines.filter((decline) => decline.reason !== "policy"),
      );
    return others.flatMap((other) =>
      pairs(
        other.agent,
        split,
        other.agent.scenarios
          .filter((each) => each.shape !== "ambiguous")
          .map(({ family, frames }) => ({ family, frames: frames.filter(isLong) })),
      ).map((choice) => ({
        ...choice,
        family: `${other.agent.name}.${choice.family}`,
      })),
    );
  }
  let families = familiesFor(engine, kind);
  if (blueprint.host !== undefined) {
    const wanted = new Set(familiesFor(engine, blueprint.host).map((family) => family.scenario.family));
    const both = families.filter((family) => wanted.has(family.scenario.family));
    if (both.length > 0) families = both;
  }
  const scenarios = families.map((family) => family.scenario);
  const choices =
    kind === "missing_required"
      ? pairs(
          agent,
          split,
          scenarios.map((each) => ({ family: each.family, frames: each.missing?.flatMap((one) => one.frames) ?? [] })),
        )
      : kind === "clarification"
        ? pairs(
            agent,
            split,
            scenarios.map((each) => ({
              family: each.family,
              frames: each.shape === "ambiguous" ? each.frames : (each.missing?.flatMap((one) => one.frames) ?? []),
            })),
          )
        : pairs(agent, split, scenarios);
  if (blueprint.host === "invalid_value") {
    const fitting = choices.filter(({ family, frame }) =>
      engine.families.get(family)?.scenario.invalid?.some((each) => frame.includes(`{${each.slot}}`)),
    );
    if (fitting.length > 0) return fitting;
  }
  return kind === "no_call" ? [...choices, ...talk(engine, split)] : choices;
}

/** A short request is asked in the same words by whom it belongs to. */
function isLong(frame: Wording): boolean {
  return frame.replace(/\[[^\]]*\]|\{\w+\}/g, " ").split(/\s+/).length >= LEAST_BORROWED;
}

const LEAST_BORROWED = 10;

function talk(engine: Engine, split: Split): Choice[] {
  return engine.agent.lexicon.chat.flatMap((topic) =>
    pairs(engine.agent, split, [{ family: PLAIN_TALK, frames: topic.frames }]),
  );
}

function pairs(
  agent: AnyAgent,
  split: Split,
  families: readonly { readonly family: string; readonly frames: readonly Wording[] }[],
): Choice[] {
  const homes = familyHomes(agent);
  return families.flatMap(({ family, frames }) => {
    const home = homes.get(family) ?? "open";
    const at = frameHomes(agent.name, frames);
    return frames.flatMap((frame): Choice[] => {
      const frameAt = home === "open" ? at.get(frame) : home;
      if (!isUsable(frameAt, split)) return [];
      const novelty = home !== "open" ? "family" : frameAt !== "open" ? "frame" : "none";
      return [{ family, frame, frameId: frameIdOf(family, frame), novelty }];
    });
  });
}
