/** Behind Evaluation: evaluates once per digest, goes on where it was interrupted, and asks nobody when nothing changed. */
import type { dynamic } from "@pulumi/pulumi";
import { type EvaluationInputs, type EvaluationOutputs, isPaid } from "./evaluation-inputs";
import { differs, UNKNOWN } from "./inputs";
import { interruptible } from "./interruption";

type State = EvaluationInputs & EvaluationOutputs;

const OUTPUTS: readonly (keyof EvaluationOutputs)[] = [
  "verdict",
  "reasons",
  "resultsDigest",
  "resultsPath",
  "reportPath",
];

async function check(_olds: unknown, news: EvaluationInputs): Promise<dynamic.CheckResult> {
  const failures: dynamic.CheckFailure[] = [];
  const fail = (property: string, reason: string) => failures.push({ property, reason });
  if (!["gemini", "openai"].includes(news.provider)) fail("provider", "Use gemini or openai.");
  if (!/^[0-9a-f]{64}$/.test(news.jobDigest ?? "")) fail("jobDigest", "Give the digest of the tuning spec.");
  if (!news.baseModel) fail("baseModel", "Name the base model: the tuned one is compared with it.");
  if (!news.rows?.path || !/^[0-9a-f]{64}$/.test(news.rows.sha256 ?? ""))
    fail("rows", "Give path and SHA-256 of the rows.");
  if (!(Number.isInteger(news.maxCalls) && news.maxCalls >= 0)) fail("maxCalls", "Use a whole number from 0.");
  if (!(Number.isInteger(news.repeats) && news.repeats >= 1)) fail("repeats", "Use a whole number from 1.");
  if (news.provider === "gemini" && (!news.project || !news.location))
    fail("project", "Vertex needs project and location.");
  if (isPaid(news) && (news.maxUsd === undefined || news.prices === undefined)) {
    fail(
      "maxUsd",
      "Calls would be paid: set flanstack:evaluationCapUsd, and a base model whose token prices are known.",
    );
  }
  return { inputs: news, failures };
}

async function diff(_id: string, olds: State, news: EvaluationInputs): Promise<dynamic.DiffResult> {
  const replaces = differs(olds.digest, news.digest) ? ["digest"] : [];
  const inPlace = (["folder", "ledger", "maxCalls", "maxUsd", "owner"] as const).some((key) =>
    differs(olds[key], news[key]),
  );
  return {
    changes: replaces.length > 0 || inPlace || olds.verdict === "waiting",
    replaces,
    deleteBeforeReplace: false,
  };
}

async function create(inputs: EvaluationInputs): Promise<dynamic.CreateResult> {
  return { id: inputs.digest, outs: { ...inputs, ...(await evaluate(inputs)) } };
}

async function update(_id: string, olds: State, news: EvaluationInputs): Promise<dynamic.UpdateResult> {
  if (olds.verdict !== "waiting") return { outs: { ...news, ...outputsOf(olds) } };
  return { outs: { ...news, ...(await evaluate(news)) } };
}

function evaluate(inputs: EvaluationInputs): Promise<EvaluationOutputs> {
  if (inputs.endpoint === "" || inputs.endpoint === UNKNOWN) {
    return Promise.resolve({ verdict: "waiting", reasons: [], resultsDigest: "", resultsPath: "", reportPath: "" });
  }
  // Loaded here: jobs and models need none of it.
  const run = require("./evaluation-run") as typeof import("./evaluation-run");
  return interruptible(process.env.FLANSTACK_INTERRUPT, (signal) => run.evaluateOnce(inputs, { signal }));
}

/** Results stand in files; nothing of them is asked again. */
async function read(id: string, props: State): Promise<dynamic.ReadResult> {
  const inputs = Object.fromEntries(
    Object.entries(props).filter(([key]) => !OUTPUTS.includes(key as keyof EvaluationOutputs)),
  );
  return { id, props, inputs };
}

/** Answers and reports were paid for: they stay. */
async function remove(): Promise<void> {}

function outputsOf(state: State): EvaluationOutputs {
  return Object.fromEntries(OUTPUTS.map((key) => [key, state[key]])) as unknown as EvaluationOutputs;
}

export const evaluation: dynamic.ResourceProvider = { check, diff, create, update, read, delete: remove };
