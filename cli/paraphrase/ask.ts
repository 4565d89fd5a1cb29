/** Asks for paraphrases and keeps each answer as it comes: those that pass every gate, and those that do not, with the rule. */
import { appendFileSync, existsSync, readFileSync, truncateSync } from "node:fs";
import type { Engine, ParaphraseLine, WantedParaphrase } from "../../datasets/tools";
import { judgeParaphrase } from "../../datasets/tools";
import {
  type Prediction,
  type PredictionClient,
  type PredictionRequest,
  runPredictions,
  type Sampling,
} from "../../inference";
import { wordingOf } from "./prompt";

export interface Asked {
  readonly agent: string;
  readonly engine: Engine;
  readonly wanted: WantedParaphrase;
  readonly request: PredictionRequest;
}

export interface AskOptions {
  readonly client: PredictionClient;
  readonly sampling: Sampling;
  /** The file that grows. */
  readonly path: string;
  readonly onProgress: (done: number, total: number) => void;
}

export interface Answered {
  readonly kept: number;
  /** How often each rule refused. */
  readonly refused: Readonly<Record<string, number>>;
}

const AT_ONCE = 4;

/** @throws FlanstackError when an answer fails to come; those that came are kept, and the next run asks for the rest */
export async function askParaphrases(asked: readonly Asked[], options: AskOptions): Promise<Answered> {
  const { client, sampling, path } = options;
  const byKey = new Map(asked.map((each) => [each.wanted.key, each]));
  const refused: Record<string, number> = {};
  let kept = 0;
  dropTornLine(path);
  await runPredictions({
    client,
    sampling,
    requests: asked.map(({ request }) => request),
    concurrency: AT_ONCE,
    onProgress: ({ done, total }) => options.onProgress(done, total),
    store: {
      get: () => undefined,
      put: async ({ exampleId }, prediction) => {
        const line = lineOf(byKey.get(exampleId)!, prediction);
        if (line.refused === undefined) kept += 1;
        else {
          const rule = line.refused.split(":")[0]!;
          refused[rule] = (refused[rule] ?? 0) + 1;
        }
        appendFileSync(path, `${JSON.stringify(line)}\n`);
      },
    },
  });
  return { kept, refused };
}

function lineOf({ agent, engine, wanted }: Asked, prediction: Prediction): ParaphraseLine {
  const { key, text } = wanted;
  const said = wordingOf(prediction);
  const line = {
    agent,
    key,
    text,
    paraphrase: "wording" in said ? said.wording : prediction.text,
    model: prediction.model,
  };
  if ("refused" in said) return { ...line, refused: said.refused };
  const refusal = judgeParaphrase(engine, wanted, said.wording);
  return refusal === undefined ? line : { ...line, refused: `${refusal.rule}: ${refusal.reason.slice(0, 160)}` };
}

/** A run that was killed while it wrote leaves half a line: what follows must not be glued to it. */
function dropTornLine(path: string): void {
  if (!existsSync(path)) return;
  const bytes = readFileSync(path);
  truncateSync(path, bytes.lastIndexOf("\n") + 1);
}
