/** Which functions a row shows: what it needs, neighbours that could be mistaken for it, others; in shuffled order. */
import type { Tool } from "../../agents/contract";
import type { Random } from "../../primitives";
import type { AnyAgent, RowTool } from "../types";

export interface ToolListInput {
  readonly agent: AnyAgent;
  readonly needs: readonly string[];
  readonly forbids: readonly string[];
  /** How many to show, if there are as many. */
  readonly size: number;
  /** Fills up with the nearest functions instead of any. */
  readonly lookalikes: boolean;
}

export function chooseTools({ agent, needs, forbids, size, lookalikes }: ToolListInput, random: Random): Tool[] {
  const allowed = allowedTools(agent, forbids);
  const gold = allowed.filter((tool) => needs.includes(tool.name));
  const total = Math.max(gold.length, Math.min(allowed.length, size));
  const { near, far } = fillersFor(agent, [...needs, ...forbids], without(allowed, gold), random);
  // Half of the fillers are neighbours of what is needed, so that choosing takes reading; look-alike rows take all of them.
  const half = lookalikes ? near.length : Math.ceil((total - gold.length) / 2);
  const fillers = [...near.slice(0, half), ...random.shuffle([...far, ...near.slice(half)])];
  return random.shuffle([...gold, ...fillers.slice(0, total - gold.length)]);
}

/** The list of a twin: its host's, in the same order; what is gone makes room for a neighbour, and what is needed takes the place of another, so that the number stays. */
export function twinTools(
  { agent, needs, forbids }: Pick<ToolListInput, "agent" | "needs" | "forbids">,
  host: readonly string[],
  random: Random,
): Tool[] {
  const allowed = allowedTools(agent, forbids);
  const kept = host.flatMap((name) => allowed.filter((tool) => tool.name === name));
  const missing = without(allowed, kept).filter((tool) => needs.includes(tool.name));
  const { near, far } = fillersFor(agent, [...needs, ...forbids], without(allowed, [...kept, ...missing]), random);
  const room = Math.max(0, host.length - kept.length - missing.length);
  const spare = random.shuffle(kept.filter((tool) => !needs.includes(tool.name)));
  const tools = without(kept, spare.slice(0, Math.max(0, kept.length + missing.length - host.length)));
  for (const tool of [...missing, ...[...near, ...far].slice(0, room)])
    tools.splice(random.int(0, tools.length), 0, tool);
  return tools;
}

function allowedTools(agent: AnyAgent, forbids: readonly string[]): Tool[] {
  return agent.tools.filter((tool) => !forbids.includes(tool.name));
}

function without(tools: readonly Tool[], taken: readonly Tool[]): Tool[] {
  return tools.filter((tool) => !taken.includes(tool));
}

function fillersFor(agent: AnyAgent, about: readonly string[], rest: readonly Tool[], random: Random) {
  const families = new Set(agent.tools.filter((tool) => about.includes(tool.name)).map((tool) => tool.family));
  const mixed = random.shuffle([...rest]);
  return {
    near: mixed.filter((tool) => families.has(tool.family)),
    far: mixed.filter((tool) => !families.has(tool.family)),
  };
}

export function asRowTool(tool: Pick<Tool, "name" | "description" | "parameters">): RowTool {
  return {
    name: tool.name,
    description: tool.description,
    parameters: tool.parameters as unknown as RowTool["parameters"],
  };
}
