/** Which functions a row shows: what it needs, neighbours that could be mistaken for it, others; in shuffled order. */
import type { Tool } from "../../agents/contract";
import type { Random } from "../../primitives";
import type { AnyAgent, RowTool } from "../types";

/** Shares of rows by size of the list: 0-2, 3-8, 9-15, all. */
export const LIST_SHARES = { tiny: 0.05, small: 0.65, large: 0.15 } as const;

export interface ToolListInput {
  readonly agent: AnyAgent;
  readonly needs: readonly string[];
  readonly forbids: readonly string[];
  /** 0-1: decides the size. */
  readonly size: number;
  /** Fills up with the nearest functions instead of any. */
  readonly lookalikes: boolean;
}

export function chooseTools({ agent, needs, forbids, size, lookalikes }: ToolListInput, random: Random): Tool[] {
  const allowed = agent.tools.filter((tool) => !forbids.includes(tool.name));
  const gold = allowed.filter((tool) => needs.includes(tool.name));
  const total = Math.max(gold.length, Math.min(allowed.length, wanted(size, random, agent.tools.length)));
  const families = new Set(
    agent.tools.filter((tool) => needs.includes(tool.name) || forbids.includes(tool.name)).map((tool) => tool.family),
  );
  const rest = random.shuffle(allowed.filter((tool) => !gold.includes(tool)));
  const near = rest.filter((tool) => families.has(tool.family));
  const far = rest.filter((tool) => !families.has(tool.family));
  // Half of the fillers are neighbours of what is needed, so that choosing takes reading; look-alike rows take all of them.
  const fillers = lookalikes
    ? [...near, ...far]
    : [
        ...near.slice(0, Math.ceil((total - gold.length) / 2)),
        ...random.shuffle([...far, ...near.slice(Math.ceil((total - gold.length) / 2))]),
      ];
  return random.shuffle([...gold, ...fillers.slice(0, total - gold.length)]);
}

function wanted(size: number, random: Random, all: number): number {
  const { tiny, small, large } = LIST_SHARES;
  if (size < tiny) return random.int(1, 2);
  if (size < tiny + small) return random.int(3, 8);
  if (size < tiny + small + large) return random.int(9, 15);
  return all;
}

export function asRowTool(tool: Pick<Tool, "name" | "description" | "parameters">): RowTool {
  return {
    name: tool.name,
    description: tool.description,
    parameters: tool.parameters as unknown as RowTool["parameters"],
  };
}
