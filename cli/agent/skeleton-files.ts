/** The files of a new agent: the same as every agent has, each with the part that is to be replaced. */
import type { ToolDefinition } from "../../agents/skeleton";
import { printLiteral } from "./print-literal";

export interface NewAgent {
  readonly name: string;
  readonly description: string;
  readonly tools: readonly ToolDefinition[];
}

export function skeletonFiles({ name, description, tools }: NewAgent): { readonly [file: string]: string } {
  return {
    "definitions.ts": `/** The functions: names, descriptions and parameters, in the JSON Schema that Vertex and OpenAI both accept. */
import type { ToolDefinition } from "../../agents/skeleton";

${literal("export const definitions: readonly ToolDefinition[] = ", tools)};
`,
    "tools.ts": `/** What the functions do: generic until you write it. */
import { skeletonTools } from "../../agents/skeleton";
import { definitions } from "./definitions";

/** Replace a function by your own: { ...tool, returns: ..., execute(world, args) { ... } }. */
export const tools = skeletonTools(definitions);
`,
    "world.ts": `/** The state that the functions work on. Replace it by what your service holds; keep it JSON, and drawn from the context alone. */
import { skeletonWorld } from "../../agents/skeleton";
import { definitions } from "./definitions";

export const createWorld = skeletonWorld(definitions);
`,
    "scenarios.ts": `/** What people ask for. Write families of your own: each draws a situation, says how it is solved, and how people word it. */
import { skeletonScenarios } from "../../agents/skeleton";
import { definitions } from "./definitions";

export const scenarios = skeletonScenarios(definitions);
`,
    "lexicon.ts": `/** How people talk to this agent, what it must not do, and what none of its functions serves. */
import { skeletonDeclines, skeletonLexicon, skeletonPolicies } from "../../agents/skeleton";
import { definitions } from "./definitions";

export const lexicon = skeletonLexicon;
export const policies = skeletonPolicies;
export const declines = skeletonDeclines(definitions);
`,
    "index.ts": `/** ${comment(description)} */
import type { Agent } from "../../agents/contract";
import { type SkeletonWorld, skeletonAside } from "../../agents/skeleton";
import { definitions } from "./definitions";
import { declines, lexicon, policies } from "./lexicon";
import { scenarios } from "./scenarios";
import { tools } from "./tools";
import { createWorld } from "./world";

const families = [...new Set(definitions.map((definition) => definition.family))];

export const agent: Agent<SkeletonWorld> = {
  name: ${JSON.stringify(name)},
  description: ${JSON.stringify(description)},
  skills: families,
  families,
  tools,
  policies,
  createWorld,
  scenarios,
  declines,
  lexicon,
  aside: skeletonAside,
};
`,
    [`${name}.test.ts`]: `import { describe, expect, it } from "vitest";
import { checkAgent } from "../../agents/contract";
import { agent } from ".";

describe(${JSON.stringify(name)}, () => {
  it("keeps the contract: every situation is drawn, executed and worded", () => {
    expect(checkAgent(agent)).toEqual([]);
  });

  it("knows its functions by their own names", () => {
    expect(agent.tools.map((tool) => tool.name)).toEqual(${names(tools)});
  });
});
`,
  };
}

/** What a new agent starts from when nothing is taken over: something to look for, to look at and to change. */
export const EXAMPLE_TOOLS: readonly ToolDefinition[] = [
  {
    name: "records_find",
    family: "records",
    description: "Finds records by their state, newest first.",
    parameters: {
      type: "object",
      properties: {
        state: { type: "string", description: "State of the records.", enum: ["open", "waiting", "closed"] },
        limit: { type: "integer", description: "How many at most.", minimum: 1, maximum: 50, default: 10 },
      },
      required: ["state"],
      additionalProperties: false,
    },
    effect: "read",
  },
  {
    name: "records_get",
    family: "records",
    description: "Gives one record by its identifier.",
    parameters: {
      type: "object",
      properties: { record_id: { type: "string", description: "Identifier such as REC-4821." } },
      required: ["record_id"],
      additionalProperties: false,
    },
    effect: "read",
  },
  {
    name: "records_update",
    family: "records",
    description: "Changes the title or the state of a record.",
    parameters: {
      type: "object",
      properties: {
        record_id: { type: "string", description: "Identifier such as REC-4821." },
        title: { type: "string", description: "The new title." },
        state: { type: "string", description: "The new state.", enum: ["open", "waiting", "closed"] },
      },
      required: ["record_id", "title"],
      additionalProperties: false,
    },
    effect: "write",
  },
];

/** An assignment, laid out as the formatter would. */
function literal(head: string, value: unknown): string {
  return head + printLiteral(JSON.parse(JSON.stringify(value)), head.length);
}

/** The list that a test compares with. */
function names(tools: readonly ToolDefinition[]): string {
  return printLiteral(
    tools.map(({ name }) => name),
    "    expect(agent.tools.map((tool) => tool.name)).toEqual();".length,
    4,
  );
}

/** Ends no comment early. */
function comment(text: string): string {
  return text.replaceAll("*/", "* /").replace(/\s+/g, " ");
}
