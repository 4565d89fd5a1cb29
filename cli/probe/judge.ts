/** What the end of a probe job says about the base model. Only a clear answer is one; every other end leaves it open. */
import type { JobView } from "../../tuning";

export type Judgement =
  | { readonly answer: "yes" | "no"; readonly reason: string }
  /** The job ended for another reason, so nothing was learned. */
  | { readonly answer: "open"; readonly reason: string };

/** How the service words its refusal (googleapis/python-aiplatform#6127: "unsupported modality [function call]"). */
const REFUSES_CALLS = /unsupported modality|function[ _-]?call/i;

/** @param rows how many rows the job was given */
export function judgeFunctionCalls(job: JobView, rows: number): Judgement {
  const { statistics, state, error } = job;
  const dropped = statistics?.droppedReasons ?? [];
  if (dropped.some((reason) => REFUSES_CALLS.test(reason)))
    return { answer: "no", reason: `rows were dropped: ${shorten(dropped.join("; "))}` };
  if (state === "succeeded") {
    if (statistics?.examples !== undefined && statistics.examples < rows) {
      return { answer: "open", reason: `the job took ${statistics.examples} of ${rows} rows and does not say why` };
    }
    return { answer: "yes", reason: "the job succeeded with every row" };
  }
  return error === undefined
    ? { answer: "open", reason: `the job ended as ${state}` }
    : judgeRefusal(error.message, `the job ended as ${state}`);
}

/** Reads a refusal, whether it came before the job was made or after. */
export function judgeRefusal(message: string, what: string): Judgement {
  return { answer: REFUSES_CALLS.test(message) ? "no" : "open", reason: `${what}: ${shorten(message)}` };
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > 200 ? `${line.slice(0, 197)}...` : line;
}
