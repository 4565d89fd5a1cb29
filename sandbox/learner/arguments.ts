/**
 * Fills the arguments of a call. One ranker, trained on every argument of the training calls, decides all of it: whether an
 * optional one is given, which allowed value is meant, how long a list is, and which value of the context is copied.
 */
import { requestAtoms } from "./atoms";
import type { ParameterSchema, Tool, ToolCall } from "./conversation";
import { callsSinceUser, hash, lastUserText, resultSigns, words } from "./features";
import type { Memory } from "./memory";
import { type Conversation, fitsType, guessOffer, type Offer, offersOf, saysValue } from "./offers";
import { cross, type Question, type Ranker, trainRanker } from "./ranker";
import type { ContextValue } from "./values";

export interface ArgumentFiller {
  /** `earlier`: calls of the same answer; a parallel call wants other values. Names are canonical. */
  fill(tool: Tool, situation: Conversation, earlier: readonly ToolCall[]): Record<string, unknown>;
  /** How many required parameters find nothing in the conversation that looks like what training showed. */
  missing(tool: Tool, situation: Conversation): number;
  /** Forgets what was worked out about training rows: call it when nothing trains any more. */
  release(): void;
}

interface Parameter {
  seen: number;
  traced: number;
  readonly shapes: Map<string, number>;
  /** Values that did not stand in the context, by their JSON. */
  readonly constants: Map<string, number>;
}

/** Everything about a call that its arguments are chosen by. */
interface Scene {
  readonly tool: string;
  readonly offers: readonly Offer[];
  readonly asked: ReadonlySet<string>;
  readonly atoms: readonly number[];
  readonly used: ReadonlySet<string>;
  /** Values by path that earlier calls of the same answer took. */
  readonly taken: ReadonlyMap<string, ReadonlySet<string>>;
}

const MOST_CONSTANTS = 6;
const LONGEST_LIST = 5;

export function createArgumentFiller(
  memory: Memory,
  read: (situation: Conversation) => ContextValue[],
): ArgumentFiller {
  const known = new Map<string, Parameter>();
  let scenes = new WeakMap<object, Offer[]>();
  const offersIn = (situation: Conversation) => {
    let offers = scenes.get(situation.turns);
    if (offers === undefined) {
      offers = offersOf(read(situation));
      scenes.set(situation.turns, offers);
    }
    return offers;
  };
  const trained = memory.moments.flatMap(({ situation, calls }) =>
    calls.flatMap((call, index) => {
      const tool = situation.tools.find(({ name }) => name === call.name);
      if (tool === undefined) return [];
      return [{ tool, call, scene: sceneOf(tool, situation, calls.slice(0, index), offersIn(situation)) }];
    }),
  );
  for (const { tool, call, scene } of trained) observe(tool.parameters, call.args, tool.name, scene);
  const questions: Question[] = [];
  for (const { tool, call, scene } of trained) ask(tool.parameters, call.args, tool.name, scene);
  const ranker = trainRanker(questions);

  return {
    release() {
      scenes = new WeakMap();
    },
    fill(tool, situation, earlier) {
      const scene = sceneOf(tool, situation, earlier, offersIn(situation));
      return fillObject(tool.parameters, tool.name, scene, ranker) as Record<string, unknown>;
    },
    missing(tool, situation) {
      const { properties = {}, required = [] } = tool.parameters;
      const offers = offersIn(situation);
      return required.filter((name) => {
        const parameter = known.get(`${tool.name}.${name}`);
        const schema = properties[name];
        if (parameter === undefined || schema === undefined || parameter.traced < parameter.seen * 0.6) return false;
        return !offers.some(
          (offer) =>
            fitsType(schema.type, offer.value) &&
            offer.places.some(({ source }) => source !== "system") &&
            (parameter.shapes.get(offer.shape) ?? 0) > parameter.traced * 0.04,
        );
      }).length;
    },
  };

  function observe(schema: ParameterSchema | undefined, value: unknown, path: string, scene: Scene): void {
    if (schema === undefined || value === undefined) return;
    let parameter = known.get(path);
    if (parameter === undefined) {
      parameter = { seen: 0, traced: 0, shapes: new Map(), constants: new Map() };
      known.set(path, parameter);
    }
    parameter.seen += 1;
    if (Array.isArray(value)) for (const item of value) observe(schema.items, item, `${path}[]`, scene);
    else if (typeof value === "object" && value !== null) {
      for (const [name, inner] of Object.entries(value))
        observe(schema.properties?.[name], inner, `${path}.${name}`, scene);
    } else {
      const offer = scene.offers.find((each) => each.value === value);
      if (offer === undefined) count(parameter.constants, JSON.stringify(value));
      else {
        parameter.traced += 1;
        count(parameter.shapes, offer.shape);
      }
    }
  }

  /** Turns one trained value into questions for the ranker. */
  function ask(schema: ParameterSchema | undefined, value: unknown, path: string, scene: Scene): void {
    if (schema === undefined) return;
    if (Array.isArray(value)) {
      questions.push({ candidates: lengthsOf(path, scene), right: Math.min(value.length, LONGEST_LIST) - 1 });
      let inner = scene;
      for (const item of value) {
        ask(schema.items, item, `${path}[]`, inner);
        inner = withTaken(inner, `${path}[]`, item);
      }
    } else if (typeof value === "object" && value !== null) {
      const given = value as Record<string, unknown>;
      for (const [name, property] of Object.entries(schema.properties ?? {})) {
        const here = `${path}.${name}`;
        if (!(schema.required?.includes(name) ?? false))
          questions.push({ candidates: presence(here, scene), right: name in given ? 1 : 0 });
        if (name in given) ask(property, given[name], here, scene);
      }
    } else {
      const candidates = candidatesOf(schema, path, scene);
      const right = candidates.findIndex((candidate) => candidate.value === value);
      if (right !== -1) questions.push({ candidates: candidates.map(({ features }) => features), right });
    }
  }

  function fillObject(schema: ParameterSchema, path: string, scene: Scene, by: Ranker): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      const here = `${path}.${name}`;
      if (!(schema.required?.includes(name) ?? false)) {
        const [absent, present] = presence(here, scene).map((features) => by.score(features));
        if (!known.has(here) || present! <= absent!) continue;
      }
      const value = fillValue(property, name, here, scene, by);
      if (value !== undefined) result[name] = value;
    }
    return result;
  }

  function fillValue(schema: ParameterSchema, name: string, path: string, scene: Scene, by: Ranker): unknown {
    if (schema.type === "object") return fillObject(schema, path, scene, by);
    if (schema.type === "array") return fillList(schema.items ?? {}, name, path, scene, by);
    if (!known.has(path) && schema.enum === undefined && schema.type !== "boolean") return guessed(schema, name, scene);
    const candidates = candidatesOf(schema, path, scene);
    const [first] = candidates;
    if (first === undefined) return guessed(schema, name, scene);
    let best = { value: first.value, score: by.score(first.features) };
    for (const { value, features } of candidates.slice(1)) {
      const score = by.score(features);
      if (score > best.score) best = { value, score };
    }
    return best.value;
  }

  function fillList(items: ParameterSchema, name: string, path: string, scene: Scene, by: Ranker): unknown[] {
    const lengths = lengthsOf(path, scene).map((features) => by.score(features));
    const length = lengths.indexOf(Math.max(...lengths)) + 1;
    const values: unknown[] = [];
    const texts = new Set<string>();
    let inner = scene;
    for (let index = 0; index < length; index += 1) {
      const value = fillValue(items, name, `${path}[]`, inner, by);
      const text = JSON.stringify(value);
      if (value === undefined || texts.has(text)) break;
      values.push(value);
      texts.add(text);
      inner = withTaken(inner, `${path}[]`, value);
    }
    return values;
  }

  /** The values that an argument may take, with what speaks for each. */
  function candidatesOf(schema: ParameterSchema, path: string, scene: Scene): { value: unknown; features: number[] }[] {
    const own = hash(`p:${path}`);
    const taken = scene.taken.get(path);
    const signs = (value: unknown) => {
      const text = JSON.stringify(value);
      return [
        hash(`taken:${taken === undefined ? "first" : taken.has(text)}`),
        hash(`used:${scene.used.has(text)}`),
      ].flatMap((sign) => [sign, cross(sign, own)]);
    };
    const fixed = schema.enum ?? (schema.type === "boolean" ? [true, false] : undefined);
    if (fixed !== undefined) {
      return fixed.map((value) => {
        const named = cross(hash(`v:${String(value)}`), own);
        const said = hash(`said:${saysValue(scene.asked, value)}`);
        const inside = hash(`holds:${scene.offers.some((offer) => offer.value === value)}`);
        return {
          value,
          features: [
            named,
            said,
            inside,
            cross(said, own),
            cross(inside, own),
            ...signs(value),
            ...scene.atoms.map((atom) => cross(atom, named)),
          ],
        };
      });
    }
    const offers = scene.offers
      .filter((offer) => fitsType(schema.type, offer.value))
      .map((offer) => ({
        value: offer.value as unknown,
        features: [...offer.signs.map((sign) => cross(sign, own)), ...signs(offer.value)],
      }));
    const standing = new Set(offers.map(({ value }) => value));
    const constants = [...(known.get(path)?.constants ?? [])]
      .sort((left, right) => right[1] - left[1])
      .slice(0, MOST_CONSTANTS)
      .map(([text]) => JSON.parse(text) as unknown)
      .filter((value) => !standing.has(value))
      .map((value) => {
        const named = cross(hash(`v:${String(value)}`), own);
        const constant = hash("constant");
        return {
          value,
          features: [named, constant, cross(constant, own), ...scene.atoms.map((atom) => cross(atom, named))],
        };
      });
    return [...offers, ...constants];
  }
}

function guessed(schema: ParameterSchema, name: string, scene: Scene): unknown {
  const found = guessOffer(scene.offers, schema, name)?.value;
  if (found !== undefined || schema.type === "number" || schema.type === "integer") return found;
  return [...scene.asked].join(" ").slice(0, 200);
}

function sceneOf(tool: Tool, situation: Conversation, earlier: readonly ToolCall[], offers: readonly Offer[]): Scene {
  const last = situation.turns.at(-1);
  const signs = last?.role === "tool" ? last.results.flatMap(({ value }) => resultSigns(value)) : [];
  const since = callsSinceUser(situation.turns);
  const used = new Set(since.flatMap(({ args }) => Object.values(args).map((value) => JSON.stringify(value))));
  let scene: Scene = {
    tool: tool.name,
    offers,
    asked: new Set(words(lastUserText(situation.turns))),
    atoms: [
      ...requestAtoms(situation.turns),
      ...signs.map((sign) => hash(`r:${sign}`)),
      hash(`last:${since.at(-1)?.name ?? "none"}`),
    ],
    used,
    taken: new Map(),
  };
  for (const call of earlier) {
    if (call.name !== tool.name) continue;
    for (const [name, value] of Object.entries(call.args)) scene = withTaken(scene, `${tool.name}.${name}`, value);
  }
  return scene;
}

function withTaken(scene: Scene, path: string, value: unknown): Scene {
  const taken = new Map(scene.taken);
  taken.set(path, new Set([...(taken.get(path) ?? []), JSON.stringify(value)]));
  return { ...scene, taken };
}

/** Not given, given. */
function presence(path: string, { atoms, offers }: Scene): number[][] {
  const own = hash(`present:${path}`);
  const shapes = new Set(
    offers.flatMap(({ shape, places }) =>
      places.filter(({ source }) => source === "user").map(({ age }) => hash(`shape:${shape}:${Math.min(age, 1)}`)),
    ),
  );
  return [[], [own, ...[...atoms, ...shapes].map((atom) => cross(atom, own))]];
}

function lengthsOf(path: string, { atoms }: Scene): number[][] {
  return Array.from({ length: LONGEST_LIST }, (_, index) => {
    const own = hash(`length:${path}:${index + 1}`);
    return [own, ...atoms.map((atom) => cross(atom, own))];
  });
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
