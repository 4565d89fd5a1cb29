/**
 * A working agent from nothing but its functions: what `flanstack agent new` starts from. Everything it says and does is generic;
 * replace tools, world, scenarios and words one after the other, the rest goes on working.
 */
import type { Random } from "../../primitives";
import type { Agent } from "../contract";
import type { ToolDefinition } from "./definitions";
import { skeletonDeclines, skeletonLexicon, skeletonPolicies } from "./lexicon";
import { skeletonScenarios } from "./scenarios";
import { skeletonTools } from "./tools";
import { type SkeletonWorld, skeletonWorld } from "./world";

export type { ToolDefinition } from "./definitions";
export { skeletonDeclines, skeletonLexicon, skeletonPolicies } from "./lexicon";
export { skeletonScenarios } from "./scenarios";
export { type TakenTools, takeMcp, takeOpenApi } from "./taking";
export { skeletonTools } from "./tools";
export { type SkeletonEntity, type SkeletonWorld, skeletonWorld } from "./world";

export interface SkeletonArgs {
  /** snake_case, ends in `_agent`. */
  readonly name: string;
  /** What it is for, as a noun phrase. */
  readonly description: string;
  readonly tools: readonly ToolDefinition[];
}

export function skeletonAgent({ name, description, tools }: SkeletonArgs): Agent<SkeletonWorld> {
  const families = [...new Set(tools.map(({ family }) => family))];
  return {
    name,
    description,
    skills: families,
    families,
    tools: skeletonTools(tools),
    policies: skeletonPolicies,
    createWorld: skeletonWorld(tools),
    scenarios: skeletonScenarios(tools),
    declines: skeletonDeclines(tools),
    lexicon: skeletonLexicon,
    aside: skeletonAside,
  };
}

/** True, and about something else than the request. */
export function skeletonAside({ entities, purposes, phrases }: SkeletonWorld, random: Random): string {
  const { id, name, state } = random.pick(Object.values(entities).flat());
  return random.pick([
    `${id} is ${state}, by the way.`,
    `(${id} stands for the ${name}.)`,
    `The ${name} is ${id}, in case you wonder.`,
    `By the by, ${random.pick(purposes)} is on the calendar.`,
    `Not to be confused with the ${random.pick(phrases)}.`,
  ]);
}
