/** Inside a worker thread: one local learner after the other, each trained on a file with a share of its targets shuffled. */
import { readFileSync } from "node:fs";
import { parentPort } from "node:worker_threads";
import { type RuinedRun, ruinTargets } from "../../evaluation";
import { type PredictionRequest, type ToolCall, vertexBody } from "../../inference";
import { learnFromLines } from "../../sandbox";

export interface LearnerJob {
  /** A Gemini training file. */
  readonly file: string;
  readonly run: RuinedRun;
  readonly requests: readonly PredictionRequest[];
}

export interface LearnerAnswer {
  readonly text: string;
  readonly calls: readonly ToolCall[];
}

/** Answers each job that comes with the answers to its requests, in their order. */
export function serveLearners(): void {
  parentPort!.on("message", (job: LearnerJob) => {
    const lines = readFileSync(job.file, "utf8").trimEnd().split("\n");
    const answer = learnFromLines(ruinTargets(lines, job.run.share, job.run.seed));
    const answers = job.requests.map((request) =>
      answer(vertexBody(request, { sampling: {}, thoughtSignature: null })),
    );
    parentPort!.postMessage(answers);
  });
}
