/** Faults to plant in good rows: what goes wrong in data that nobody checked. Plausible ones above all. */
import type { Random } from "../../primitives";
import { parseCalls } from "../codec";
import type { Json, Row } from "../types";
import {
  bumpDigit,
  bumpNumber,
  changeCall,
  changeMessage,
  changeTracedCall,
  differing,
  dropMessage,
  isSaid,
  ownName,
  pickKey,
  places,
  toolsOf,
  traceOf,
  withArgument,
} from "./edit-row";

/** Rows of the same agent, to borrow plausible values from. */
export interface Pool {
  readonly rows: readonly Row[];
  /** Argument values by `function.parameter`. */
  readonly values: ReadonlyMap<string, readonly Json[]>;
  /** Observations by function. */
  readonly observations: ReadonlyMap<string, readonly string[]>;
}

/** Plants a fault; undefined when this row has no place for it. */
export type Fault = (row: Row, pool: Pool, random: Random) => Row | undefined;

const IDENTIFIER = /^[A-Za-z]+[-_]\d+$/;
const IDENTIFIERS = /\b[A-Za-z]+[-_]\d+/g;

export const FAULTS: { readonly [name: string]: Fault } = {
  value_of_another_row: (row, pool, random) =>
    changeCall(row, random, (call) => {
      const name = pickKey(call.arguments, random);
      const other =
        name === undefined
          ? undefined
          : differing(pool.values.get(`${call.name}.${name}`), call.arguments[name], random);
      return name === undefined || other === undefined ? undefined : withArgument(call, name, other);
    }),
  neighbouring_identifier: (row, _pool, random) =>
    changeCall(row, random, (call) => {
      const name = random
        .shuffle(Object.keys(call.arguments))
        .find((key) => /\d/.test(String(call.arguments[key])) && typeof call.arguments[key] === "string");
      return name === undefined ? undefined : withArgument(call, name, bumpDigit(String(call.arguments[name]), random));
    }),
  sibling_identifier: (row, _pool, random) =>
    changeCall(row, random, (call) => {
      const name = random
        .shuffle(Object.keys(call.arguments))
        .find((key) => IDENTIFIER.test(String(call.arguments[key])) && typeof call.arguments[key] === "string");
      if (name === undefined) return undefined;
      const own = String(call.arguments[name]);
      const prefix = own.slice(0, own.search(/\d/));
      const seen = traceOf(row).calls.flatMap(
        ({ observation }) => JSON.stringify(observation).match(IDENTIFIERS) ?? [],
      );
      const siblings = seen.filter(
        (each) => each !== own && each.startsWith(prefix) && /^\d+$/.test(each.slice(prefix.length)),
      );
      return siblings.length === 0 ? undefined : withArgument(call, name, random.pick(siblings));
    }),
  number_off: (row, _pool, random) =>
    changeCall(row, random, (call) => {
      const name = random.shuffle(Object.keys(call.arguments)).find((key) => typeof call.arguments[key] === "number");
      return name === undefined
        ? undefined
        : withArgument(call, name, (call.arguments[name] as number) + random.pick([-1, 1, 10]));
    }),
  extra_argument: (row, _pool, random) =>
    changeCall(row, random, (call) =>
      withArgument(call, random.pick(["verbose", "limit_to", "note"]), random.pick([true, "all", 5])),
    ),
  missing_argument: (row, _pool, random) =>
    changeCall(row, random, (call) => {
      const name = pickKey(call.arguments, random);
      if (name === undefined) return undefined;
      const { [name]: _gone, ...rest } = call.arguments;
      return { ...call, arguments: rest };
    }),
  wrong_type: (row, _pool, random) =>
    changeCall(row, random, (call) => {
      const name = pickKey(call.arguments, random);
      if (name === undefined) return undefined;
      const value = call.arguments[name]!;
      return withArgument(call, name, typeof value === "string" ? [value] : String(value));
    }),
  invented_function: (row, _pool, random) =>
    changeCall(row, random, (call) => ({ ...call, name: `${call.name}_${random.pick(["v2", "fast", "all"])}` })),
  other_function: (row, _pool, random) =>
    changeCall(row, random, (call) => {
      const other = toolsOf(row).filter((tool) => tool.name !== call.name);
      return other.length === 0 ? undefined : { ...call, name: random.pick(other).name };
    }),
  broken_call: (row, _pool, random) =>
    changeMessage(
      row,
      random,
      (message) => message.content.includes("<tool_call>"),
      (message) => ({ ...message, content: message.content.slice(0, -random.int(3, 16)) }),
    ),
  stale_observation: (row, pool, random) =>
    changeMessage(
      row,
      random,
      (message) => message.role === "tool",
      (message, index) => {
        const call = traceOf(row).calls.find(
          (each) => JSON.stringify(each.observation) === message.content && each.turn < index,
        );
        const name = call === undefined ? undefined : ownName(row, call.name);
        const other = name === undefined ? undefined : differing(pool.observations.get(name), message.content, random);
        return other === undefined ? undefined : { ...message, content: other };
      },
    ),
  changed_observation: (row, _pool, random) =>
    changeMessage(
      row,
      random,
      (message) => message.role === "tool" && /\d/.test(message.content),
      (message) => ({ ...message, content: bumpNumber(message.content, random) }),
    ),
  lost_observation: (row, _pool, random) => dropMessage(row, random, (message) => message.role === "tool"),
  repeated_call: (row, _pool, random) => {
    const at = places(
      row,
      (message) => message.role === "assistant" && message.content.includes("<tool_call>") && message.loss,
    );
    if (at.length === 0) return undefined;
    const start = random.pick(at);
    let end = start + 1;
    while (row.conversations[end]?.role === "tool") end += 1;
    const conversations = [
      ...row.conversations.slice(0, end),
      ...row.conversations.slice(start, end),
      ...row.conversations.slice(end),
    ];
    return { ...row, conversations };
  },
  fabricated_number: (row, _pool, random) =>
    changeMessage(
      row,
      random,
      (message) => isSaid(message) && /\d/.test(message.content),
      (message) => ({ ...message, content: bumpNumber(message.content, random) }),
    ),
  sentence_of_another_row: (row, pool, random) =>
    changeMessage(row, random, isSaid, (message) => {
      const said = random.pick(pool.rows).conversations.filter(isSaid);
      const other = said.length === 0 ? undefined : random.pick(said).content;
      return other === undefined || other === message.content ? undefined : { ...message, content: other };
    }),
  added_claim: (row, _pool, random) =>
    changeMessage(row, random, isSaid, (message) => ({
      ...message,
      content: `${message.content} ${random.pick(["I have also told the team.", "This was checked twice.", "A backup was made before."])}`,
    })),
  request_of_another_entity: (row, _pool, random) =>
    changeMessage(
      row,
      random,
      (message) =>
        message.role === "user" && /\d{2}/.test(message.content) && !message.content.startsWith("Observation: "),
      (message) => ({ ...message, content: bumpNumber(message.content, random) }),
    ),
  another_day: (row, _pool, random) =>
    changeMessage(
      row,
      random,
      (message) => message.role === "system" && message.content.includes(traceOf(row).today),
      (message) => ({
        ...message,
        content: message.content.replace(traceOf(row).today, `20${random.int(31, 39)}-03-04`),
      }),
    ),
  swapped_roles: (row, _pool, random) => {
    const at = random.int(1, row.conversations.length - 2);
    const conversations = [...row.conversations];
    [conversations[at], conversations[at + 1]] = [conversations[at + 1]!, conversations[at]!];
    return { ...row, conversations };
  },
  trained_observation: (row, _pool, random) =>
    changeMessage(
      row,
      random,
      (message) => message.role !== "assistant",
      (message) => ({ ...message, loss: true }),
    ),
  loss_flipped: (row, _pool, random) =>
    changeMessage(
      row,
      random,
      (message) => message.role === "assistant",
      (message) => ({ ...message, loss: !message.loss }),
    ),
  placeholder: (row, _pool, random) =>
    changeMessage(row, random, isSaid, (message) => ({
      ...message,
      content: message.content.replace(/\S+$/, random.pick(["{value}", "[name|id]", "undefined.", "NaN"])),
    })),
  secret_or_real_address: (row, _pool, random) =>
    changeMessage(
      row,
      random,
      (message) => message.role === "user" && !message.content.startsWith("Observation: "),
      (message) => ({
        ...message,
        content: `${message.content} ${random.pick([`mail me at j.doe@${random.pick(["gmail", "acme"])}.com`, `password: hunter2${random.int(10, 99)}x`, `it runs on 8.8.${random.int(1, 9)}.${random.int(1, 9)}`, "call 212 664-7665"])}`,
      }),
    ),
  needed_function_removed: (row, _pool, random) => {
    const called = row.conversations.flatMap((message) =>
      message.role === "assistant" && message.content.includes("<tool_call>") ? parseCalls(message.content).calls : [],
    );
    if (called.length === 0) return undefined;
    const gone = random.pick(called).name;
    return { ...row, tools: JSON.stringify(toolsOf(row).filter((tool) => tool.name !== gone)) };
  },
  changed_schema: (row, _pool, random) => {
    const tools = toolsOf(row);
    if (tools.length === 0) return undefined;
    const at = random.int(0, tools.length - 1);
    const tool = tools[at]!;
    const required = tool.parameters.required as readonly string[];
    const parameters =
      required.length > 0
        ? { ...tool.parameters, required: required.slice(1) }
        : { ...tool.parameters, required: Object.keys(tool.parameters.properties as object).slice(0, 1) };
    if (JSON.stringify(parameters) === JSON.stringify(tool.parameters)) return undefined;
    return {
      ...row,
      tools: JSON.stringify(tools.map((each, index) => (index === at ? { ...each, parameters } : each))),
    };
  },
  refusal_instead_of_call: (row, pool, random) => {
    const at = places(
      row,
      (message) => message.role === "assistant" && message.loss && message.content.includes("<tool_call>"),
    )[0];
    const refusals = pool.rows.filter((each) => each.type === "negative");
    if (at === undefined || refusals.length === 0) return undefined;
    return { ...row, conversations: [...row.conversations.slice(0, at), random.pick(refusals).conversations.at(-1)!] };
  },
  call_instead_of_refusal: (row, pool, random) => {
    if (row.type !== "negative" || row.conversations.length !== 3) return undefined;
    const donor = random.pick(
      pool.rows.filter(
        (each) => each.conversations.length === 5 && each.conversations[2]!.content.startsWith("<tool_call>"),
      ),
    );
    return { ...row, conversations: [...row.conversations.slice(0, 2), ...donor.conversations.slice(2)] };
  },
  wrong_label: (row, _pool, random) =>
    row.type === "negative"
      ? {
          ...row,
          hallucination_type: random.pick(
            (["non_existent_tool", "invalid_parameters", "unsupported_action", "out_of_scope"] as const).filter(
              (kind) => kind !== row.hallucination_type,
            ),
          ),
        }
      : { ...row, type: row.type === "tflan" ? "react" : "tflan" },
  changed_state: (row, _pool, random) =>
    changeTracedCall(row, random, (call) => {
      const field = random.pick(["before", "after"] as const);
      return { ...call, [field]: bumpDigit(`${call[field]}0`, random).slice(0, 16) };
    }),
  changed_traced_argument: (row, pool, random) =>
    changeTracedCall(row, random, (call) => {
      const name = pickKey(call.arguments, random);
      if (name === undefined) return undefined;
      const other = differing(pool.values.get(`${call.name}.${name}`), call.arguments[name], random);
      return other === undefined ? undefined : { ...call, arguments: { ...call.arguments, [name]: other } };
    }),
  wrong_call_accepted: (row, pool, random) => {
    const trace = traceOf(row);
    const call = trace.calls.find(({ event }) => event === undefined);
    const name = call === undefined ? undefined : pickKey(call.arguments, random);
    if (call === undefined || name === undefined) return undefined;
    const other = differing(pool.values.get(`${call.name}.${name}`), call.arguments[name], random);
    if (other === undefined) return undefined;
    const wrong = { name: call.name, arguments: { ...call.arguments, [name]: other } };
    const accept = [...trace.accept.filter(({ turn }) => turn !== call.turn), { turn: call.turn, calls: [wrong] }];
    return { ...row, trace: JSON.stringify({ ...trace, accept }) };
  },
  changed_source: (row, _pool, random) => {
    const trace = traceOf(row);
    const at = trace.calls.findIndex((call) => Object.keys(call.provenance).length > 0);
    if (at < 0) return undefined;
    const [pointer, source] = random.pick(Object.entries(trace.calls[at]!.provenance));
    const calls = trace.calls.map((call, index) =>
      index === at
        ? { ...call, provenance: { ...call.provenance, [pointer]: source === "user" ? "observation" : "user" } }
        : call,
    );
    return { ...row, trace: JSON.stringify({ ...trace, calls }) };
  },
};
