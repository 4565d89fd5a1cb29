/** The system text of a row: who the agent is, which day it is, its rules. Many variants; the one used in serving among them. */
import type { Random } from "../../primitives";
import { weekdayOf } from "../dates";
import type { AnyAgent, RowTool } from "../types";

export interface Colleague {
  readonly name: string;
  readonly description: string;
}

export interface SystemPromptInput {
  readonly agent: AnyAgent;
  /** Colleagues to hand over to, by name. */
  readonly others: readonly Colleague[];
  /** ISO date; left out where it does not matter. */
  readonly today?: string;
  /** Policies that must be stated; `"all"` states every one. */
  readonly policies: readonly string[] | "all";
}

/** The variant that serving uses: everything stated, in the first wording of each part. */
export function servingSystemPrompt(input: SystemPromptInput): string {
  return compose(input, (list) => list[0]!);
}

/** A variant of the full system text. */
export function variantSystemPrompt(input: SystemPromptInput, random: Random): string {
  return compose(input, (list) => random.pick(list));
}

/** Who it is, and only what the row cannot do without. */
export function minimalSystemPrompt(input: SystemPromptInput, random: Random): string {
  const parts = [
    random.pick([
      `You are ${input.agent.name}.`,
      `${capital(input.agent.description)} assistant.`,
      `You help with ${input.agent.description}.`,
    ]),
  ];
  if (input.policies === "all" || input.policies.length > 0) parts.push(policyText(input, (list) => random.pick(list)));
  if (input.today !== undefined) parts.push(`Today is ${input.today}.`);
  return parts.join(" ");
}

type Choose = <T>(list: readonly T[]) => T;

function compose(input: SystemPromptInput, pick: Choose): string {
  const { agent, others, today } = input;
  const parts = [
    pick([
      (name: string, what: string) => `You are ${name}, an assistant for ${what}.`,
      (name: string, what: string) => `You are ${name}. You work in ${what}.`,
      (name: string, what: string) => `Act as ${name}: your field is ${what}.`,
      (name: string, what: string) => `This is ${name}, responsible for ${what}.`,
      (name: string, what: string) => `You assist a team with ${what}; your name is ${name}.`,
      (name: string, what: string) => `Role: ${name} (${what}).`,
    ])(agent.name, agent.description),
  ];
  if (today !== undefined)
    parts.push(
      pick([
        (date: string, day: string) => `Today is ${day}, ${date}.`,
        (date: string) => `Current date: ${date}.`,
        (date: string, day: string) => `It is ${day}, ${date}.`,
        (date: string) => `Date: ${date}.`,
      ])(today, weekdayOf(today)),
    );
  parts.push(
    pick([
      "Call a function when one fits the request, and only with values you have been given or have looked up. Ask when something needed is missing. Say so when a request cannot be done.",
      "Use the functions you are given. Never invent an argument or a result: ask instead.",
      "Work step by step: call, read the result, then decide. If no function fits, say it plainly.",
      "Prefer facts from functions over memory. When a value is missing or unclear, ask one short question.",
      "Answer briefly. Call functions only when they are needed, and report what they returned.",
      "Only state what the conversation or a function result shows.",
      "Change only what you are asked to change, and name it afterwards.",
    ]),
  );
  if (agent.policies.length > 0) parts.push(policyText(input, pick));
  if (others.length > 0) {
    const colleagues = others.map((other) => `${other.name} (${other.description})`).join(", ");
    parts.push(
      pick([
        `Requests from another field belong to a colleague: ${colleagues}.`,
        `Other agents: ${colleagues}. Point to them when a request is theirs.`,
        `Colleagues: ${colleagues}.`,
      ]),
    );
  }
  return parts.join(pick([" ", "\n"]));
}

function policyText({ agent, policies }: SystemPromptInput, pick: Choose): string {
  const stated = agent.policies
    .filter((policy) => policies === "all" || policies.includes(policy.id))
    .map((policy) => policy.text);
  return pick([
    `Rules: ${stated.join(" ")}`,
    `Policies:\n${stated.map((text) => `- ${text}`).join("\n")}`,
    stated.join(" "),
  ]);
}

/** What a ReAct text row adds: its functions and the form of a step, since it has no native tools. */
export function reactInstruction(tools: readonly RowTool[]): string {
  if (tools.length === 0) return `${REACT_HEAD}\n(none)\n\n${REACT_FORM}`;
  return `${REACT_HEAD}\n${tools.map((tool) => JSON.stringify(tool)).join("\n")}\n\n${REACT_FORM}`;
}

const REACT_HEAD = "Functions, one JSON object per line:";
const REACT_FORM = [
  "Write every step in this form and then wait for the observation:",
  "Thought: why this step",
  "Action: the function's name",
  "Action Input: its arguments as one JSON object",
  "When you are done, or when no function should be called:",
  "Thought: why nothing is left to call",
  "Final Answer: what you tell the user",
].join("\n");

/** Reads back the functions of a ReAct text row; undefined when the system text holds no such instruction. */
export function parseReactTools(system: string): RowTool[] | undefined {
  const start = system.indexOf(REACT_HEAD);
  if (start < 0) return undefined;
  const end = system.indexOf(`\n\n${REACT_FORM}`, start);
  const lines = system.slice(start + REACT_HEAD.length + 1, end < 0 ? undefined : end).split("\n");
  return lines.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line) as RowTool);
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
