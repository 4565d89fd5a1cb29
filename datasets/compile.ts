/** Puts a worded trajectory into the canonical row, with its trace. */
import type { Slots } from "../agents/contract";
import { difficultyOf } from "./difficulty";
import type { Engine } from "./engine";
import { explainArguments, type Seen } from "./gates/provenance";
import { Visible } from "./gates/visible";
import { observationValue, type Phrased } from "./phrase";
import { maskCall } from "./phrase/mask";
import type { Example, Row, RowCall, Trace, TraceCall, Trajectory } from "./types";
import { worldDigest } from "./world-digest";

export interface CompileInput {
  readonly engine: Engine;
  readonly trajectory: Trajectory;
  readonly phrased: Phrased;
  readonly id: string;
  readonly seed: number;
  readonly twinId?: string;
  /** Equally good calls, by position of the calls event. */
  readonly accept: readonly { readonly event: number; readonly calls: readonly RowCall[] }[];
}

export function compileRow({ engine, trajectory, phrased, id, seed, twinId, accept }: CompileInput): Example {
  const { blueprint, world } = trajectory;

  const trace: Trace = {
    version: 1,
    kind: blueprint.kind,
    split: blueprint.split,
    today: world.today,
    key: trajectory.key,
    ...(blueprint.host === undefined ? {} : { host: blueprint.host }),
    calls: traceCalls(engine, trajectory, phrased),
    texts: phrased.texts,
    accept: accept.map(({ event, calls }) => ({
      turn: phrased.callTurns[event]![0]!,
      calls: calls.map((call) => maskCall(call, phrased.mask)),
    })),
    ...(phrased.mask === undefined ? {} : { masked: phrased.mask.own }),
  };
  const tags = [
    blueprint.kind,
    `skill:${skillOf(engine, trajectory)}`,
    ...trajectory.tags,
    ...phrased.tags,
    ...(twinId === undefined ? [] : [`twin:${twinId}`]),
  ];
  const row: Row = {
    id,
    type: blueprint.type,
    agent: engine.agent.name,
    hallucination_type: blueprint.hallucinationType,
    conversations: phrased.messages,
    tools: JSON.stringify(phrased.tools),
    trace: JSON.stringify(trace),
    tags: [...new Set(tags)],
    family: trajectory.family,
    frame_id: trajectory.frameId,
    difficulty: difficultyOf(trajectory, phrased),
    seed,
  };
  return {
    row,
    split: blueprint.split,
    kind: blueprint.kind,
    messages: phrased.messages,
    tools: phrased.tools,
    trace,
    prompt: phrased.prompt,
    maskedPrompt: phrased.maskedPrompt,
    spoken: phrased.spoken,
    noiseEdits: phrased.noiseEdits,
  };
}

function skillOf(engine: Engine, trajectory: Trajectory): string {
  return engine.families.get(trajectory.family)?.scenario.skill ?? "none";
}

function traceCalls(engine: Engine, trajectory: Trajectory, phrased: Phrased): TraceCall[] {
  const calls: TraceCall[] = [];
  const seen = { system: new Visible(), user: new Visible(), observations: new Visible() };
  seen.system.add(phrased.messages[0]!.content.split("\n\nFunctions, one JSON")[0]!);
  let userText = "";
  let slots: Slots = {};
  const context: Seen = {
    ...seen,
    userText: () => userText,
    slots: () => slots,
    today: trajectory.world.today,
    synonyms: engine.agent.lexicon.synonyms,
  };
  const isText = phrased.tags.includes("react_text");
  const userMessages = phrased.messages.filter(
    (message) => message.role === "user" && !(isText && message.content.startsWith("Observation: ")),
  );
  let users = 0;
  let position = 0;
  for (const event of trajectory.script) {
    if (event.kind === "user") {
      const content = userMessages[users]!.content;
      users += 1;
      seen.user.add(content);
      userText += `\n${content}`;
      slots = { ...slots, ...event.slots };
    }
    if (event.kind !== "calls") continue;
    const turns = phrased.callTurns[position]!;
    position += 1;
    const explained = event.calls.map((call) => ({
      call,
      provenance: explainArguments(
        engine.simulator.tools.get(call.tool)!,
        { name: call.tool, arguments: call.args },
        context,
      ).sources,
    }));
    explained.forEach(({ call, provenance }, index) => {
      const observation = event.observations[index]!;
      const value = observationValue(observation);
      seen.observations.add(JSON.stringify(value));
      calls.push({
        ...maskCall({ name: call.tool, arguments: call.args }, phrased.mask),
        turn: turns.length === 1 ? turns[0]! : turns[index]!,
        ok: observation.ok,
        observation: value,
        before: worldDigest(event.before[index]!),
        after: worldDigest(event.after[index]!),
        provenance: event.event === "mistake" ? {} : provenance,
        ...(event.event === undefined ? {} : { event: event.event }),
      });
    });
  }
  return calls;
}
