/** Edits of one place of a row, each undefined where the row has no such place. */
import type { Random } from "../../primitives";
import { parseCalls, renderCalls } from "../codec";
import type { Json, Message, Row, RowCall, RowTool, Trace, TraceCall } from "../types";

export function traceOf(row: Row): Trace {
  return JSON.parse(row.trace) as Trace;
}

export function toolsOf(row: Row): RowTool[] {
  return JSON.parse(row.tools) as RowTool[];
}

export function ownName(row: Row, name: string): string {
  return traceOf(row).masked?.[name] ?? name;
}

/** What an assistant says where it calls nothing. */
export function isSaid(message: Message): boolean {
  return (
    message.role === "assistant" && !message.content.includes("<tool_call>") && !message.content.startsWith("Thought:")
  );
}

export function places(row: Row, test: (message: Message) => boolean): number[] {
  return row.conversations.flatMap((message, index) => (test(message) ? [index] : []));
}

export function changeMessage(
  row: Row,
  random: Random,
  test: (message: Message) => boolean,
  change: (message: Message, index: number) => Message | undefined,
): Row | undefined {
  const at = places(row, test);
  if (at.length === 0) return undefined;
  const index = random.pick(at);
  const changed = change(row.conversations[index]!, index);
  if (changed === undefined || JSON.stringify(changed) === JSON.stringify(row.conversations[index])) return undefined;
  return {
    ...row,
    conversations: row.conversations.map((message, position) => (position === index ? changed : message)),
  };
}

export function dropMessage(row: Row, random: Random, test: (message: Message) => boolean): Row | undefined {
  const at = places(row, test);
  if (at.length === 0) return undefined;
  const index = random.pick(at);
  return { ...row, conversations: row.conversations.filter((_, position) => position !== index) };
}

export function changeCall(row: Row, random: Random, change: (call: RowCall) => RowCall | undefined): Row | undefined {
  return changeMessage(
    row,
    random,
    (message) => message.role === "assistant" && message.loss && message.content.includes("<tool_call>"),
    (message) => {
      const { text, calls } = parseCalls(message.content);
      const at = random.int(0, calls.length - 1);
      const changed = change(calls[at]!);
      return changed === undefined
        ? undefined
        : {
            ...message,
            content: renderCalls(
              calls.map((call, index) => (index === at ? changed : call)),
              text,
            ),
          };
    },
  );
}

export function changeTracedCall(
  row: Row,
  random: Random,
  change: (call: TraceCall) => TraceCall | undefined,
): Row | undefined {
  const trace = traceOf(row);
  if (trace.calls.length === 0) return undefined;
  const at = random.int(0, trace.calls.length - 1);
  const changed = change(trace.calls[at]!);
  if (changed === undefined) return undefined;
  const calls = trace.calls.map((call, index) => (index === at ? changed : call));
  return { ...row, trace: JSON.stringify({ ...trace, calls }) };
}

export function withArgument(call: RowCall, name: string, value: Json): RowCall {
  return { ...call, arguments: { ...call.arguments, [name]: value } };
}

export function pickKey(args: RowCall["arguments"], random: Random): string | undefined {
  const keys = Object.keys(args);
  return keys.length === 0 ? undefined : random.pick(keys);
}

export function differing<T>(values: readonly T[] | undefined, value: unknown, random: Random): T | undefined {
  const others = (values ?? []).filter((each) => JSON.stringify(each) !== JSON.stringify(value));
  return others.length === 0 ? undefined : random.pick(others);
}

export function bumpDigit(text: string, random: Random): string {
  const at = random.pick([...text.matchAll(/\d/g)].map((match) => match.index));
  return text.slice(0, at) + String((Number(text[at]) + random.int(1, 9)) % 10) + text.slice(at + 1);
}

export function bumpNumber(text: string, random: Random): string {
  const found = random.pick([...text.matchAll(/\d+/g)]);
  const length = found[0].length;
  const changed = String((Number(found[0]) + random.int(1, 8)) % 10 ** length).padStart(length, "0");
  return text.slice(0, found.index) + changed + text.slice(found.index + length);
}
