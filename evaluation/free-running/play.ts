/**
 * Free running: the model acts in the world until it is done. Its calls are executed, and a scripted user answers its
 * questions with what the example's user knew, "I don't know" otherwise, at most three times.
 */

import type { World } from "../../agents/contract";
import { renderReactObservation } from "../../datasets";
import type { Prediction, PredictionClient, ToolResult, Turn } from "../../inference";
import { canonicalJson, digestOf } from "../../primitives";
import { decisionOfText } from "../decision";
import { readAnswer } from "../scorers/read-answer";
import { callKey, type FreeCase, openingTurns } from "./free-case";

export interface FreeRun {
  readonly id: string;
  readonly turns: readonly Turn[];
  readonly predictions: readonly Prediction[];
  /** Digest of the world at the end. */
  readonly state: string;
  readonly calls: number;
  readonly writes: number;
  /** What reading calls and failed ones showed, as canonical JSON. */
  readonly observations: readonly string[];
  readonly questions: number;
  /** The last words. */
  readonly answer: string;
  /** `closed`: the model ended in words. `steps`: it went on too long. `broken`: it said nothing that could be acted on. */
  readonly ended: "closed" | "steps" | "broken";
}

export interface PlayOptions {
  /** Answers of the model in all; 12 by default. */
  readonly maxSteps?: number;
  readonly maxQuestions?: number;
  readonly signal?: AbortSignal;
}

const DONT_KNOW = "I don't know.";

/** Plays one case. @throws InferenceError when the endpoint fails */
export async function playFreely(
  given: FreeCase,
  client: PredictionClient,
  options: PlayOptions = {},
): Promise<FreeRun> {
  const { maxSteps = 12, maxQuestions = 3 } = options;
  const turns: Turn[] = openingTurns(given);
  const predictions: Prediction[] = [];
  const faults = new Map(given.faults);
  const observations = new Set<string>();
  const user = given.user.slice(1);
  let world: World = given.world;
  let [calls, writes, questions] = [0, 0, 0];
  let answer = "";
  let ended: FreeRun["ended"] = "steps";

  while (predictions.length < maxSteps) {
    const request = {
      exampleId: `${given.id}~${predictions.length}`,
      system: given.system,
      turns: [...turns],
      tools: given.rendering === "native" ? given.tools : [],
    };
    const raw = await client.predict(request, { signal: options.signal });
    predictions.push(raw);
    const said = readAnswer(given, raw);
    if (said.malformed.length > 0 || (said.calls.length === 0 && said.text.trim() === "")) {
      ended = "broken";
      break;
    }
    turns.push({ role: "assistant", text: raw.text, calls: raw.calls });
    if (said.calls.length > 0) {
      const results = said.calls.map((call): ToolResult => {
        calls += 1;
        const made = { tool: call.name, args: call.args as { [name: string]: never } };
        const [fault, ...later] = faults.get(callKey(made)) ?? [];
        faults.set(callKey(made), later);
        if (fault !== undefined && fault !== null) {
          observations.add(canonicalJson(fault));
          return { name: call.name, value: fault };
        }
        const executed = given.execute(world, made);
        world = executed.world;
        if (executed.ok && executed.isWrite) writes += 1;
        if (!executed.ok || !executed.isWrite) observations.add(canonicalJson(executed.observation));
        return { name: call.name, value: executed.observation };
      });
      if (given.rendering === "native") turns.push({ role: "tool", results });
      else for (const { value } of results) turns.push({ role: "user", text: renderReactObservation(value) });
      continue;
    }
    answer = said.text;
    const next = reply(decisionOfText(said.text));
    if (next === undefined) {
      ended = "closed";
      break;
    }
    turns.push({ role: "user", text: next });
  }
  return {
    id: given.id,
    turns,
    predictions,
    state: digestOf(world),
    calls,
    writes,
    observations: [...observations],
    questions,
    answer,
    ended,
  };

  /** What the user says to a question or an answer; `undefined` when there is nothing left to say. */
  function reply(kind: ReturnType<typeof decisionOfText>): string | undefined {
    const [next] = user;
    // Words that read like gold's own words before the user's turn bring that turn, whatever they read as.
    const readsLikeGold = next !== undefined && kind === decisionOfText(next.prompted);
    if (next?.after === "answer") return kind === "answer" || readsLikeGold ? user.shift()!.text : undefined;
    if (kind !== "ask" && !(next?.after === "question" && readsLikeGold)) return undefined;
    questions += 1;
    if (next !== undefined) return user.shift()!.text;
    // A gold that ends in a question (an offer, a clarification) is answered by nobody: the model has done its part.
    const endsHere = decisionOfText(given.gold.words) === "ask" || given.gold.closing === "ask";
    return endsHere || questions > maxQuestions ? undefined : DONT_KNOW;
  }
}
