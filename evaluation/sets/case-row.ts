/** A row of a case set: written by people or taken from elsewhere, not made by the generator. */
import type { Agent } from "../../agents/contract";
import type { ToolDeclaration, Turn } from "../../inference";
import type { EvaluationRow, Gold } from "../row";

export interface Case {
  readonly id: string;
  readonly agent: string;
  /** The set: "safety", "hand-written", "forgetting". */
  readonly set: string;
  /** The part of the set: "disallowed", "live_irrelevance". */
  readonly part: string;
  /** Cases that may succeed or fail together. */
  readonly cluster: string;
  readonly system?: string;
  readonly turns: readonly Turn[];
  readonly tools: readonly ToolDeclaration[];
  readonly gold: Gold;
  readonly composed?: readonly string[];
}

export function caseRow(given: Case): EvaluationRow {
  const { id, agent, set, part, cluster, system, turns, tools, gold, composed = [] } = given;
  return {
    id,
    exampleId: id,
    agent,
    type: set,
    kind: part,
    hallucinationType: null,
    family: cluster,
    cluster: `${set}/${cluster}`,
    tags: [],
    difficulty: "",
    rendering: "native",
    tools,
    composed,
    request: { exampleId: id, system, turns, tools },
    gold,
  };
}

/** An agent's functions as models see them. */
export function declarationsOf(agent: Pick<Agent, "tools">): ToolDeclaration[] {
  return agent.tools.map(
    ({ name, description, parameters }): ToolDeclaration => ({
      name,
      description,
      parameters: parameters as unknown as ToolDeclaration["parameters"],
    }),
  );
}
