/**
 * The non-inferiority gate of a forced replacement: a file that holds everything the decision needs once the old model is
 * gone, and the decision itself.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import {
  checkLocked,
  decide,
  type EvaluationRow,
  evaluationRows,
  evidenceFor,
  nonInferiorityRows,
  rowsDigest,
  scoreArm,
  type Verdict,
} from "../../evaluation";
import { openPredictionFile, type Prediction, promptDigest } from "../../inference";
import { FlanstackError } from "../../primitives";

const gateSchema = z.strictObject({
  version: z.literal(1),
  mode: z.literal("non-inferiority"),
  agent: z.string().min(1),
  incumbent: z.strictObject({
    provider: z.string(),
    model: z.string(),
    baseModel: z.string(),
    endsOn: z.string().nullable(),
    /** Share of rows solved when the answers were recorded. */
    solved: z.number(),
    recordedOn: z.string(),
    simulated: z.boolean(),
  }),
  candidate: z.strictObject({ provider: z.string(), baseModel: z.string() }),
  rows: z.strictObject({ file: z.string(), digest: z.string(), count: z.int() }),
  answers: z.string(),
  margin: z.number(),
  errorRate: z.number(),
  minimumRows: z.int(),
  /** Rows for a verdict with 80 % power, if the two models disagree on one row in five. */
  rowsAdvised: z.int(),
});

export type MigrationGate = z.infer<typeof gateSchema>;

export const GATE_FILE = "gate.json";
export const ANSWERS_FILE = "answers.jsonl";
export const ROWS_FILE = "rows.jsonl";

const MARGIN = 0.05;
const ERROR_RATE = 0.05;
const MINIMUM_ROWS = 120;
/** Stated in the file; how much two models disagree is measured only when both have answered. */
const ASSUMED_DISAGREEMENT = 0.2;

/** Canonical rows of one file as rows to evaluate: every trained step. */
export function readRows(text: string, source: string): EvaluationRow[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return evaluationRows(
    lines.map((line) => JSON.parse(line)),
    source,
  );
}

/** @param predictions the incumbent's answers, in the rows' order */
export function prepareGate(
  about: Pick<MigrationGate, "agent" | "candidate"> & {
    readonly incumbent: Omit<MigrationGate["incumbent"], "solved">;
  },
  rows: readonly EvaluationRow[],
  predictions: readonly Prediction[],
): MigrationGate {
  const { scores } = scoreArm(about.incumbent.model, rows, predictions);
  return {
    version: 1,
    mode: "non-inferiority",
    agent: about.agent,
    incumbent: { ...about.incumbent, solved: scores.filter((score) => score.solved).length / rows.length },
    candidate: about.candidate,
    rows: { file: ROWS_FILE, digest: rowsDigest(rows), count: rows.length },
    answers: ANSWERS_FILE,
    margin: MARGIN,
    errorRate: ERROR_RATE,
    minimumRows: MINIMUM_ROWS,
    rowsAdvised: nonInferiorityRows(MARGIN, ASSUMED_DISAGREEMENT, { alpha: ERROR_RATE }),
  };
}

export interface OpenGate {
  readonly gate: MigrationGate;
  readonly rows: readonly EvaluationRow[];
  /** The incumbent's recorded answers, in the rows' order. */
  readonly recorded: readonly Prediction[];
}

/** Reads a prepared gate back. @throws FlanstackError when rows changed since, or an answer is missing */
export async function openGate(folder: string): Promise<OpenGate> {
  const gate = gateSchema.parse(JSON.parse(readFileSync(join(folder, GATE_FILE), "utf8")));
  const rows = readRows(readFileSync(join(folder, gate.rows.file), "utf8"), gate.rows.file);
  checkLocked(gate.agent, rows, gate.rows.digest);
  const store = await openPredictionFile(join(folder, gate.answers));
  const recorded = rows.map((row) => {
    const { request } = row;
    const key = {
      model: gate.incumbent.model,
      exampleId: request.exampleId,
      promptDigest: promptDigest(request),
      repeat: 0,
    };
    const found = store.get(key);
    if (found !== undefined) return found;
    throw new FlanstackError(`${row.id} has no recorded answer of ${gate.incumbent.model}.`, {
      code: "answer_missing",
      path: join(folder, gate.answers),
      fix: "Run flanstack migrate prepare again while the model still answers, or take the row out on purpose.",
    });
  });
  return { gate, rows, recorded };
}

/** The verdict on a candidate that answered the same rows. */
export function judgeCandidate(
  { gate, rows, recorded }: OpenGate,
  candidate: string,
  answers: readonly Prediction[],
): Verdict {
  const evidence = evidenceFor(gate.agent, { name: candidate, scores: scoreArm(candidate, rows, answers).scores }, [
    { name: "incumbent", scores: scoreArm(gate.incumbent.model, rows, recorded).scores },
  ]);
  const { margin, errorRate, minimumRows } = gate;
  return decide([evidence], { mode: "non-inferiority", margin, errorRate, minimumRows })[0]!;
}
