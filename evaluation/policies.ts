/**
 * Models of known worth, to test the evaluation with: the oracle, noisier ones, and the cheap tricks that a good score must
 * beat. Each is a prediction client, so that everything behind it is the real path.
 */
import { createInProcessClient, type Prediction, type PredictionClient, type ToolCall } from "../inference";
import { createRandom, hashFraction } from "../primitives";
import type { EvaluationRow } from "./row";

type Act = (row: EvaluationRow) => Pick<Prediction, "calls" | "text">;

function policy(model: string, rows: readonly EvaluationRow[], act: Act): PredictionClient {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return createInProcessClient(model, (exampleId) => {
    const row = byId.get(exampleId);
    if (row === undefined) throw new RangeError(`${model}: no row ${exampleId}`);
    return rendered(row, act(row));
  });
}

/** In rows whose calls are text, a policy writes text. */
function rendered(row: EvaluationRow, answer: Pick<Prediction, "calls" | "text">): Pick<Prediction, "calls" | "text"> {
  if (row.rendering === "native") return answer;
  const [call] = answer.calls;
  const text =
    call === undefined
      ? `Thought: I answer.\nFinal Answer: ${answer.text}`
      : `Thought: I act.\nAction: ${call.name}\nAction Input: ${JSON.stringify(call.args)}`;
  return { calls: [], text };
}

const SORRY = "I can't do that with what I have here.";
const words = (text: string) => ({ calls: [], text });
const calling = (...calls: ToolCall[]) => ({ calls, text: "" });
const gold = (row: EvaluationRow) => ({ calls: row.gold.calls[0] ?? [], text: row.gold.text });

/** Always right. */
export function oracle(rows: readonly EvaluationRow[]): PredictionClient {
  return policy("oracle", rows, gold);
}

/** Right in a share of rows (which ones, the seed decides); in the others it declines, or calls a tool at random. */
export function noisyOracle(rows: readonly EvaluationRow[], right: number, seed = 0): PredictionClient {
  const random = randomAnswer("noisy-oracle");
  return policy(`noisy oracle (${Math.round(100 * right)} %)`, rows, (row) =>
    hashFraction("noisy-oracle", seed, row.id) < right ? gold(row) : random(row),
  );
}

/** A tool of the row with empty arguments, or words: by chance. */
export function randomPolicy(rows: readonly EvaluationRow[]): PredictionClient {
  return policy("random", rows, randomAnswer("random"));
}

function randomAnswer(name: string): Act {
  return (row) => {
    const random = createRandom(name, row.id);
    if (row.tools.length === 0 || random.chance(0.3)) return words(SORRY);
    return calling({ name: random.pick(row.tools).name, args: {} });
  };
}

/** Never calls, always declines: must score 0 on rows that want a call. */
export function neverCall(rows: readonly EvaluationRow[]): PredictionClient {
  return policy("never call", rows, () => words(SORRY));
}

/** Calls the first tool it sees, whatever was asked. */
export function alwaysCall(rows: readonly EvaluationRow[]): PredictionClient {
  return policy("always call", rows, (row) =>
    row.tools[0] === undefined ? words(SORRY) : calling({ name: row.tools[0].name, args: {} }),
  );
}

/** The answer that training rows give most often. */
export function majorityCall(rows: readonly EvaluationRow[], training: readonly EvaluationRow[]): PredictionClient {
  const counts = new Map<string, { count: number; answer: ReturnType<typeof gold> }>();
  for (const row of training) {
    const answer = gold(row);
    const key = answer.calls.length === 0 ? row.gold.decision : JSON.stringify(answer.calls);
    const known = counts.get(key) ?? { count: 0, answer };
    counts.set(key, known);
    known.count += 1;
  }
  const [first] = [...counts.values()].sort((left, right) => right.count - left.count);
  return policy("majority call", rows, () => first?.answer ?? words(SORRY));
}

/** The target of the training row whose question shares most words with this one. */
export function nearestPrompt(rows: readonly EvaluationRow[], training: readonly EvaluationRow[]): PredictionClient {
  const known = training.map((row) => ({ row, words: questionWords(row) }));
  return policy("nearest prompt", rows, (row) => {
    const asked = questionWords(row);
    let best: { row: EvaluationRow; likeness: number } | undefined;
    for (const candidate of known) {
      let shared = 0;
      for (const word of asked) if (candidate.words.has(word)) shared += 1;
      const likeness = shared / (asked.size + candidate.words.size - shared || 1);
      if (best === undefined || likeness > best.likeness) best = { row: candidate.row, likeness };
    }
    return best === undefined ? words(SORRY) : gold(best.row);
  });
}

function questionWords(row: EvaluationRow): Set<string> {
  const last = row.request.turns.at(-1);
  const text = last === undefined ? "" : last.role === "tool" ? JSON.stringify(last.results) : last.text;
  return new Set(text.toLowerCase().match(/[a-z0-9_']+/g) ?? []);
}
