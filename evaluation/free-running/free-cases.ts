/** Which examples of a file are played freely, each in the world it begins in. */
import type { Agent } from "../../agents/contract";
import { startingWorld } from "../../datasets";
import { FlanstackError, type Problem } from "../../primitives";
import type { EvaluationRow } from "../row";
import { parseExample } from "../rows";
import { type FreeCase, freeCase } from "./free-case";

/** An agent, and those it hands over to: the generator needs both to make a row's world again. */
export interface Playground {
  readonly agent: Agent;
  readonly others: readonly Agent[];
}

export interface FreeCases {
  readonly cases: readonly FreeCase[];
  /** Examples of the kind that cannot be played, and why. */
  readonly unplayable: readonly Problem[];
}

/** Several turns with tools: only there does one step's answer change what the next one sees. */
const PLAYED = "react";

/**
 * @param examples     canonical rows, as parsed JSON
 * @param rows         the rows that were made of them: an example without a row is not played
 * @param playgroundOf `undefined` for an agent whose tools are not at hand
 */
export function freeCases(
  examples: readonly unknown[],
  rows: readonly EvaluationRow[],
  playgroundOf: (agent: string) => Playground | undefined,
): FreeCases {
  const clusters = new Map(rows.map((row) => [row.exampleId, row.cluster]));
  const cases: FreeCase[] = [];
  const unplayable: Problem[] = [];
  for (const value of examples) {
    const { id, type, agent } = value as { id: string; type: string; agent: string };
    const cluster = clusters.get(id);
    if (type !== PLAYED || cluster === undefined) continue;
    const ground = playgroundOf(agent);
    if (ground === undefined) {
      unplayable.push(
        problem(
          id,
          `the tools of ${agent} are not at hand`,
          "Agents that ship and those of user-agents/ can be played.",
        ),
      );
      continue;
    }
    try {
      const world = startingWorld(value, ground.agent, ground.others);
      cases.push(freeCase(parseExample(value), ground.agent, world, cluster));
    } catch (error) {
      if (!FlanstackError.is(error)) throw error;
      unplayable.push(problem(id, error.message.split("\n")[0]!, error.fix ?? "Build the data again."));
    }
  }
  return { cases, unplayable };
}

function problem(path: string, message: string, fix: string): Problem {
  return { code: "row_not_playable", path, message, fix };
}
