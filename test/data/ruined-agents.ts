/** The ruined series of built data, without engine or services: what the main job shows in its report. */
import { readFileSync } from "node:fs";
import type { RuinedInput } from "../../evaluation";
import type { EvaluationRow } from "../../evaluation/row";
import type { Prediction } from "../../inference";

interface Rooms {
  readonly evaluation: typeof import("../../evaluation");
  readonly inference: typeof import("../../inference");
  readonly sandbox: typeof import("../../sandbox");
}

const linesOf = (file: string) => readFileSync(file, "utf8").trimEnd().split("\n");

export function ruinedInput(rooms: Rooms, folder: string, agent: string): RuinedInput {
  const { evaluationRows, RUINED_RUNS, ruinTargets } = rooms.evaluation;
  const rowsOf = (split: string) =>
    evaluationRows(
      linesOf(`${folder}/${agent}_${split}.jsonl`).map((line) => JSON.parse(line)),
      split,
    );
  const rows = rowsOf("val");
  const lines = linesOf(`${folder}/${agent}_gemini_train.jsonl`);
  const ask = (taught: readonly string[]) => answersTo(rooms, rows, taught);
  return {
    agent,
    rows,
    training: rowsOf("train"),
    tuned: ask(lines),
    base: ask([]),
    ruined: RUINED_RUNS.map(({ share, seed }) => ({ share, predictions: ask(ruinTargets(lines, share, seed)) })),
  };
}

function answersTo({ inference, sandbox }: Rooms, rows: readonly EvaluationRow[], lines: readonly string[]) {
  const answer = sandbox.learnFromLines(lines);
  return rows.map(({ request }): Prediction => {
    const { text, calls } = answer(inference.vertexBody(request, { sampling: {}, thoughtSignature: null }));
    return {
      exampleId: request.exampleId,
      model: "local learner",
      calls: calls as Prediction["calls"],
      text,
      malformed: [],
      finish: "stop",
      latencyMs: 0,
      inputTokens: null,
      outputTokens: null,
      servedBy: "local learner",
      fallbackReason: null,
    };
  });
}
