/** "Base with three examples in the prompt": what a prompt alone would gain, so that tuning has to beat it. */
import type { PredictionClient, PredictionRequest, Turn } from "../inference";
import { digestOf, FlanstackError, hashFraction, type Json } from "../primitives";
import { toTurns } from "./canonical-turns";
import { type CanonicalExample, parseExample } from "./rows";

/** Examples to show, of which each request gets three. */
export interface Shots {
  /** Names the pool: answers to prompts with other examples are others. */
  readonly digest: string;
  /** What a model sees in place of the request. */
  readonly show: (request: PredictionRequest) => PredictionRequest;
}

interface Shot {
  readonly type: string;
  readonly rendering: CanonicalExample["rendering"];
  readonly turns: readonly Turn[];
  /** Tools that it calls, and those that it shows. */
  readonly called: readonly string[];
  readonly shown: readonly string[];
}

/** One of each: a format followed, several steps with tools, and a request that is declined. */
const TYPES = ["tflan", "react", "negative"] as const;
/** Characters of an example; longer ones would fill the prompt of every call. */
const LONGEST = 4_000;
const EXPLAINED =
  "The conversation begins with finished examples of how to work. They are about other matters: answer the last request.";

/**
 * @param examples canonical training rows, as parsed JSON; rows that are evaluated must not be among them
 * @throws FlanstackError when they hold no example of one of the types
 */
export function shotsOf(examples: readonly unknown[], source: string): Shots {
  const pool = examples
    .filter((value) => JSON.stringify((value as { conversations?: unknown }).conversations).length <= LONGEST)
    .map((value) => ({ example: parseExample(value), type: (value as { type: string }).type }))
    .sort((left, right) => order(left.example.id) - order(right.example.id))
    .map(({ example, type }) => shotOf(example, type));
  const missing = TYPES.filter((type) => !pool.some((shot) => shot.type === type));
  if (missing.length > 0) {
    throw new FlanstackError(`${source} holds no short example of ${missing.join(", ")} to put into a prompt.`, {
      code: "no_shots",
      path: source,
      fix: "Give the canonical training rows: <agent>_train.jsonl.",
    });
  }
  return {
    digest: digestOf(pool as unknown as Json),
    show: (request) => {
      const chosen = TYPES.flatMap((type) => pool.find((shot) => shot.type === type && fits(shot, request)) ?? []);
      const system = request.system === undefined ? EXPLAINED : `${request.system}\n\n${EXPLAINED}`;
      return { ...request, system, turns: [...chosen.flatMap(({ turns }) => turns), ...request.turns] };
    },
  };
}

/** The same model, asked with three examples before each request. */
export function withShots(client: PredictionClient, shots: Shots): PredictionClient {
  return { model: client.model, predict: (request, options) => client.predict(shots.show(request), options) };
}

function shotOf({ messages, rendering, system, tools, trace }: CanonicalExample, type: string): Shot {
  return {
    type,
    rendering,
    turns: toTurns(messages.slice(system === undefined ? 0 : 1), rendering),
    called: trace.calls.map(({ name }) => name),
    shown: tools.map(({ name }) => name),
  };
}

/** It is written as the request is, calls only tools that are there, and comes from the same work. */
function fits(shot: Shot, { tools, system = "" }: PredictionRequest): boolean {
  const isNative = tools.length > 0;
  if ((shot.rendering === "native") !== isNative) return false;
  const isThere = (name: string) => (isNative ? tools.some((tool) => tool.name === name) : system.includes(name));
  return shot.called.every(isThere) && shot.shown.some(isThere);
}

function order(id: string): number {
  return hashFraction("few-shot", id);
}
