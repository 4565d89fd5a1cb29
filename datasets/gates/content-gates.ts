/** Set gates about what happens in the rows: functions, arguments, observations, decisions, splits. */
import { countTokens } from "../../catalog/tokens";
import { canonicalJson } from "../../primitives";
import { type Engine, usableValues, usedValues } from "../engine";
import { SimilarityIndex } from "../near-duplicates";
import { familyHomes, frameHomes } from "../split";
import type { Example, RowCall, TraceCall } from "../types";
import { type GateResult, limit } from "./gate";
import { normalisedEntropy } from "./text-metrics";

const LEAST_ROWS = 300;

export function contentGates(engine: Engine, examples: readonly Example[]): GateResult[] {
  const calls = examples.flatMap((example) =>
    example.trace.calls.filter((call) => call.event === undefined).map((call) => ownCall(example, call)),
  );
  return [
    ...callGates(engine, examples, calls),
    ...mixGates(examples),
    tokenGate(examples),
    ...splitGates(engine, examples),
    copyingGate(examples),
  ];
}

interface OwnCall {
  readonly name: string;
  readonly arguments: RowCall["arguments"];
  readonly observation: string;
}

function ownCall({ trace }: Example, call: TraceCall): OwnCall {
  const name = trace.masked?.[call.name] ?? call.name;
  const args = Object.fromEntries(
    Object.entries(call.arguments).map(([key, value]) => [
      trace.masked?.[`${call.name}.${key}`]?.split(".").at(-1) ?? key,
      value,
    ]),
  );
  return { name, arguments: args, observation: canonicalJson(call.observation) };
}

function callGates(engine: Engine, examples: readonly Example[], calls: readonly OwnCall[]): GateResult[] {
  const shared = { sample: calls.length, leastSample: LEAST_ROWS };
  const used = new Map<string, number>(engine.agent.tools.map((tool) => [tool.name, 0]));
  const values = new Set<string>();
  for (const call of calls) {
    used.set(call.name, (used.get(call.name) ?? 0) + 1);
    for (const value of usedValues({ tool: call.name, args: call.arguments })) values.add(value);
  }
  const unused = usableValues(engine.agent).filter((value) => !values.has(value));
  const distinct = new Set(calls.map((call) => `${call.name} ${canonicalJson(call.arguments)}`)).size;
  const observations = new Set(calls.map((call) => call.observation)).size;
  const idle = [...used].filter(([, count]) => count === 0).map(([name]) => name);
  return [
    limit(distinct / Math.max(1, calls.length), { gate: "distinct_calls", atLeast: 0.85, aim: 0.92, ...shared }),
    limit(1 - idle.length / used.size, { gate: "functions_used", atLeast: 1, ...shared, examples: idle }),
    limit(normalisedEntropy([...used.values()]), { gate: "function_entropy", atLeast: 0.85, aim: 0.92, ...shared }),
    limit(unused.length, { gate: "parameters_and_enum_values_never_used", atMost: 0, ...shared, examples: unused }),
    limit(observations / Math.max(1, calls.length), {
      gate: "distinct_observations",
      atLeast: 0.8,
      aim: 0.9,
      ...shared,
    }),
    limit(trainedObservations(examples), { gate: "trained_observations", atMost: 0, sample: examples.length }),
  ];
}

function trainedObservations(examples: readonly Example[]): number {
  return examples.reduce(
    (sum, example) =>
      sum +
      example.messages.filter(
        (message) => message.loss && (message.role !== "assistant" || message.content.includes("\nObservation:")),
      ).length,
    0,
  );
}

function mixGates(examples: readonly Example[]): GateResult[] {
  const positives = examples.filter((example) => example.row.type !== "negative");
  const negatives = examples.filter((example) => example.row.type === "negative");
  const react = examples.filter((example) => example.row.type === "react");
  const share = (part: readonly Example[], test: (example: Example) => boolean) =>
    part.filter(test).length / Math.max(1, part.length);
  const isParallel = (example: Example) => {
    const turns = example.trace.calls.map((call) => call.turn);
    return new Set(turns).size < turns.length;
  };
  const recovers = (example: Example) => example.trace.calls.some((call) => !call.ok);
  const asks = (example: Example) => example.trace.texts.some((text) => text.decision === "ask");
  const steps = react.map((example) => new Set(example.trace.calls.map((call) => call.turn)).size);
  const onPositives = { sample: positives.length, leastSample: LEAST_ROWS };
  const onNegatives = { sample: negatives.length, leastSample: 60 };
  const onReact = { sample: react.length, leastSample: 150 };
  const far = new Set(["plain_talk", "other_agent", "no_tools"]);
  const native = react.filter((example) => !example.row.tags.includes("react_text"));
  const callTurns = native.flatMap((example) =>
    example.messages.filter(
      (message) => message.role === "assistant" && message.loss && message.content.includes("<tool_call>"),
    ),
  );
  const difficulty = (wanted: string) => share(examples, (example) => example.row.difficulty === wanted);
  return [
    limit(share(positives, isParallel), { gate: "parallel_share", atLeast: 0.08, ...onPositives }),
    limit(share(positives, recovers), { gate: "recovery_share", atLeast: 0.1, ...onPositives }),
    limit(share(positives, asks), { gate: "clarification_share", atLeast: 0.06, ...onPositives }),
    limit(
      share(negatives, (example) => example.row.tags.some((tag) => tag.startsWith("twin:"))),
      { gate: "negatives_with_twin", atLeast: 0.5, aim: 0.7, ...onNegatives },
    ),
    limit(
      share(negatives, (example) => !far.has(example.kind)),
      { gate: "near_miss_share", atLeast: 0.7, aim: 0.85, ...onNegatives },
    ),
    limit(share(react, isParallel), { gate: "react_with_parallel_step", atLeast: 0.1, ...onReact }),
    limit(
      share(react, (example) => example.trace.texts.some((text) => text.decision === "partial")),
      { gate: "react_ending_partly", atLeast: 0.1, ...onReact },
    ),
    limit(steps.reduce((sum, count) => sum + count, 0) / Math.max(1, steps.length), {
      gate: "react_steps_mean",
      atLeast: 3.2,
      atMost: 4,
      ...onReact,
    }),
    limit(
      callTurns.filter((message) => !message.content.startsWith("<tool_call>")).length / Math.max(1, callTurns.length),
      { gate: "call_turns_with_reason", atLeast: 0.3, atMost: 0.5, ...onReact },
    ),
    limit(difficulty("easy"), {
      gate: "easy_share",
      atLeast: 0.27,
      atMost: 0.43,
      sample: examples.length,
      leastSample: LEAST_ROWS,
    }),
    limit(difficulty("hard"), {
      gate: "hard_share",
      atLeast: 0.14,
      atMost: 0.26,
      sample: examples.length,
      leastSample: LEAST_ROWS,
    }),
    limit(
      share(examples, (example) => example.row.tags.includes("long_context")),
      { gate: "long_context_share", atLeast: 0.03, atMost: 0.05, sample: examples.length, leastSample: LEAST_ROWS },
    ),
    limit(
      share(examples, (example) => example.row.tags.includes("react_text")),
      { gate: "react_text_share", atLeast: 0.05, atMost: 0.15, sample: examples.length, leastSample: LEAST_ROWS },
    ),
    limit(
      share(
        examples.filter((example) => example.split === "train"),
        (example) => example.row.tags.includes("masked"),
      ),
      { gate: "masked_share_of_train", atLeast: 0.1, atMost: 0.2, sample: examples.length, leastSample: LEAST_ROWS },
    ),
    ...toolListGates(examples),
  ];
}

/** What people pay for: the whole row with its functions, estimated. */
function tokenGate(examples: readonly Example[]): GateResult {
  const tokens = examples.reduce(
    (sum, { messages, tools }) => sum + countTokens("canonical", { messages, tools }).tokens,
    0,
  );
  return limit(tokens / Math.max(1, examples.length), {
    gate: "tokens_per_row",
    atLeast: 500,
    atMost: 1600,
    aim: 1200,
    sample: examples.length,
    leastSample: LEAST_ROWS,
  });
}

function toolListGates(examples: readonly Example[]): GateResult[] {
  const native = examples.filter((example) => !example.row.tags.includes("react_text"));
  const within = (least: number, most: number) =>
    native.filter(
      (example) =>
        example.tools.length >= least && example.tools.length <= most && !example.row.tags.includes("all_tools"),
    ).length / Math.max(1, native.length);
  const shared = { sample: native.length, leastSample: LEAST_ROWS };
  return [
    limit(within(0, 2), { gate: "tools_0_to_2", atLeast: 0.02, atMost: 0.08, ...shared }),
    limit(within(3, 8), { gate: "tools_3_to_8", atLeast: 0.55, atMost: 0.75, ...shared }),
    limit(native.filter((example) => example.row.tags.includes("all_tools")).length / Math.max(1, native.length), {
      gate: "tools_all",
      atLeast: 0.08,
      atMost: 0.22,
      ...shared,
    }),
  ];
}

/** What a family or frame is reserved for, seen from the rows: held-out rows are new in the ways the rules ask. */
function splitGates(engine: Engine, examples: readonly Example[]): GateResult[] {
  const validation = examples.filter((example) => example.split === "validation");
  const train = examples.filter((example) => example.split === "train");
  const trainFamilies = new Set(train.map((example) => example.row.family));
  const trainFrames = new Set(train.map((example) => example.row.frame_id));
  const shared = { sample: validation.length, leastSample: 60 };
  const seen = new SimilarityIndex();
  for (const example of train) seen.add(example.row.id, example.prompt);
  const nearest = validation.map((example) => ({ example, found: seen.nearest(example.prompt) }));
  const leaked = nearest.filter(({ found }) => found !== undefined && found.similarity >= 0.7);
  const reserved = [...familyHomes(engine.agent).values()].filter((home) => home !== "open").length;
  const frames = engine.agent.scenarios.flatMap((scenario) => [
    ...frameHomes(engine.agent.name, scenario.frames).values(),
  ]);
  return [
    limit(leaked.length, {
      gate: "validation_prompt_in_train",
      atMost: 0,
      sample: validation.length,
      examples: leaked.map(
        ({ example, found }) =>
          `${example.row.id} ~ ${found!.id} (${found!.similarity.toFixed(2)}): ${example.prompt.slice(0, 80)}`,
      ),
    }),
    limit(Math.max(0, ...nearest.map(({ found }) => found?.similarity ?? 0)), {
      gate: "nearest_train_prompt",
      atMost: 0.7,
      aim: 0.6,
      ...shared,
    }),
    limit(
      validation.filter((example) => !trainFamilies.has(example.row.family)).length / Math.max(1, validation.length),
      { gate: "validation_from_unseen_families", atLeast: 0.2, ...shared },
    ),
    limit(
      validation.filter((example) => !trainFrames.has(example.row.frame_id)).length / Math.max(1, validation.length),
      { gate: "validation_from_unseen_frames", atLeast: 0.5, ...shared },
    ),
    {
      ...limit(frames.filter((home) => home !== "open").length / Math.max(1, frames.length), {
        gate: "frames_reserved",
        atLeast: 0,
        sample: frames.length,
      }),
      limit: "printed",
      note: `${reserved} families are reserved`,
    },
  ];
}

/** Nearest-neighbour policy: how often the call of the most similar train prompt is the right one. */
function copyingGate(examples: readonly Example[]): GateResult {
  const index = new SimilarityIndex();
  const first = new Map<string, string>();
  for (const example of examples) {
    const names = firstCalls(example);
    first.set(example.row.id, names);
    if (example.split === "train") index.add(example.row.id, example.prompt);
  }
  const asked = examples.filter((example) => example.split === "validation" && firstCalls(example) !== "");
  const right = asked.filter((example) => {
    const found = index.nearest(example.prompt);
    return found !== undefined && first.get(found.id) === firstCalls(example);
  });
  return limit(right.length / Math.max(1, asked.length), {
    gate: "copying",
    atMost: 0.6,
    aim: 0.4,
    sample: asked.length,
    leastSample: 60,
  });
}

function firstCalls({ trace }: Example): string {
  const turn = trace.calls[0]?.turn;
  return trace.calls
    .filter((call) => call.turn === turn)
    .map((call) => trace.masked?.[call.name] ?? call.name)
    .join(" ");
}
