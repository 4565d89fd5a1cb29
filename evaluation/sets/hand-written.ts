/**
 * Cases that a person wrote for each agent that ships: what the generator would not think of. Their observations come from a
 * small world that never changes (a test runs every call in it), so they ask the same in every version of the data.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Agent } from "../../agents/contract";
import { servingSystemPrompt } from "../../datasets";
import type { ToolCall, Turn } from "../../inference";
import { composedParameters } from "../rows";
import { scoreStep } from "../scorers/step";
import { caseRow, declarationsOf } from "./case-row";
import type { CaseSet } from "./case-set";

const call = z.strictObject({ name: z.string(), args: z.record(z.string(), z.json()) });

const handWrittenCase = z.strictObject({
  id: z.string().regex(/^[a-z]+-\d\d$/),
  /** What it is about, in a few words. */
  about: z.string().min(1),
  prompt: z.string().min(1),
  /** What happened before the answer that is judged. */
  history: z
    .array(
      z.union([
        z.strictObject({ calls: z.array(call).min(1), observations: z.array(z.json()).min(1) }),
        z.strictObject({ says: z.string() }),
        z.strictObject({ user: z.string() }),
      ]),
    )
    .default([]),
  expect: z.union([
    /** Sets of calls that are all equally right. */
    z.strictObject({ decision: z.literal("call"), calls: z.array(z.array(call).min(1)).min(1) }),
    z.strictObject({
      decision: z.enum(["ask", "refuse", "answer"]),
      text: z.string().min(1),
      facts: z.array(z.string()).default([]),
    }),
  ]),
});

export type HandWrittenCase = z.infer<typeof handWrittenCase>;

/** The cases of an agent that ships; none for another. */
export function handWrittenCases(agent: string): HandWrittenCase[] {
  const file = join(__dirname, "hand-written", `${agent}.jsonl`);
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  return lines.map((line) => handWrittenCase.parse(JSON.parse(line)));
}

/** The day of the small worlds. */
export const HAND_WRITTEN_DAY = "2026-11-20";

/** Few cases prove little: they hold a promotion only when more of them are surely lost. */
const RULE = { wrong: "cases wrong", weighs: "veto", margin: 0.05, minimumRows: 20 } as const;

/**
 * All functions of the agent are shown, under the system prompt of serving. `undefined` when there are no cases.
 * @param others the agent's colleagues
 */
export function handWrittenSet(agent: Agent, others: readonly Agent[] = []): CaseSet | undefined {
  const cases = handWrittenCases(agent.name);
  if (cases.length === 0) return undefined;
  const tools = declarationsOf(agent);
  const composed = [...composedParameters(agent)];
  const colleagues = others.filter(({ name }) => name !== agent.name);
  const system = servingSystemPrompt({ agent, others: colleagues, today: HAND_WRITTEN_DAY, policies: "all" });
  const rows = cases.map(({ id, prompt, history, expect }) =>
    caseRow({
      id: `hand-written/${id}`,
      agent: agent.name,
      set: "hand-written",
      part: expect.decision,
      cluster: id,
      system,
      turns: [{ role: "user", text: prompt }, ...history.flatMap(turnsOf)],
      tools,
      composed,
      gold:
        expect.decision === "call"
          ? { decision: "call", calls: expect.calls as readonly (readonly ToolCall[])[], text: "", required: [] }
          : { decision: expect.decision, calls: [], text: expect.text, required: expect.facts },
    }),
  );
  return { name: "hand-written", rows, rules: [RULE], isRight: (row, answer) => scoreStep(row, answer).solved };
}

function turnsOf(step: HandWrittenCase["history"][number]): Turn[] {
  if ("user" in step) return [{ role: "user", text: step.user }];
  if ("says" in step) return [{ role: "assistant", text: step.says, calls: [] }];
  const calls = step.calls as readonly ToolCall[];
  const results = step.observations.map((value, index) => ({ name: calls[index]!.name, value }));
  return [
    { role: "assistant", text: "", calls },
    { role: "tool", results },
  ];
}
