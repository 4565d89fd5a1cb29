/** What training showed about each parameter: where its values come from, what they look like, which are constants. */
import type { Memory } from "./memory";
import { type ContextValue, shapeOf } from "./values";

export interface ParameterProfile {
  /** How often the parameter was given. */
  readonly seen: number;
  /** How often its value stood in the context. */
  readonly traced: number;
  readonly shapes: ReadonlyMap<string, number>;
  readonly cues: ReadonlyMap<string, number>;
  readonly sources: ReadonlyMap<string, number>;
  /** Values that did not stand in the context, as JSON text. */
  readonly constants: ReadonlyMap<string, number>;
  readonly distinct: number;
}

interface Building {
  seen: number;
  traced: number;
  shapes: Map<string, number>;
  cues: Map<string, number>;
  sources: Map<string, number>;
  constants: Map<string, number>;
  values: Set<string>;
}

/** Profiles by `tool.parameter`; `[]` marks the items of a list. */
export function buildProfiles(
  memory: Memory,
  read: (situation: Memory["moments"][number]["situation"]) => ContextValue[],
): ReadonlyMap<string, ParameterProfile> {
  const profiles = new Map<string, Building>();
  for (const { situation, calls } of memory.moments) {
    if (calls.length === 0) continue;
    const context = new Map<unknown, ContextValue>();
    for (const value of read(situation)) if (!context.has(value.value)) context.set(value.value, value);
    for (const call of calls) {
      for (const [name, value] of Object.entries(call.args)) observe(`${call.name}.${name}`, value, context);
    }
  }
  return new Map([...profiles].map(([key, { values, ...profile }]) => [key, { ...profile, distinct: values.size }]));

  function observe(key: string, value: unknown, context: ReadonlyMap<unknown, ContextValue>): void {
    let profile = profiles.get(key);
    if (profile === undefined) {
      profile = {
        seen: 0,
        traced: 0,
        shapes: new Map(),
        cues: new Map(),
        sources: new Map(),
        constants: new Map(),
        values: new Set(),
      };
      profiles.set(key, profile);
    }
    profile.seen += 1;
    if (Array.isArray(value)) {
      for (const item of value) observe(`${key}[]`, item, context);
      return;
    }
    if (typeof value === "object" && value !== null) {
      for (const [name, inner] of Object.entries(value)) observe(`${key}.${name}`, inner, context);
      return;
    }
    const text = JSON.stringify(value);
    profile.values.add(text);
    const origin = context.get(value);
    if (origin === undefined) {
      count(profile.constants, text);
      return;
    }
    profile.traced += 1;
    count(profile.shapes, shapeOf(value));
    count(profile.cues, origin.cue);
    count(profile.sources, origin.source);
  }
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
