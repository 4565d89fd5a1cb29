/** Runs the efficacy experiment: the same small model once per arm, judged on rows of the test split by the project's own scorers. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { evaluationRows } from "../../evaluation";
import type { Prediction } from "../../inference";
import { chatMessages, chatTools } from "../../inference/openai-wire";
import { FlanstackError } from "../../primitives";
import { efficacyArms } from "./efficacy-arms";
import { efficacyTables } from "./efficacy-table";

/** Small: finishes on two cores in under half an hour. Large: for a GPU. */
export const SIZES = {
  small: {
    steps: 1000,
    batch: 4,
    width: 128,
    layers: 2,
    vocabulary: 4096,
    limit: 640,
    newTokens: 64,
    learningRate: 0.004,
    testRows: 400,
  },
  large: {
    steps: 4000,
    batch: 32,
    width: 512,
    layers: 8,
    vocabulary: 8192,
    limit: 2048,
    newTokens: 256,
    learningRate: 0.001,
    testRows: 400,
  },
} as const;

export type Size = keyof typeof SIZES;

export interface EfficacyOptions {
  /** A folder that `flanstack data build --formats canonical,trl --test-rows N` wrote. */
  readonly data: string;
  readonly agent: string;
  readonly out: string;
  readonly size: Size;
  /** Trains and answers the arms of a plan file; false when it could not. */
  readonly train: (planFile: string) => Promise<boolean>;
}

/** What is done already is not done again. @returns the tables as Markdown; undefined when training failed */
export async function runEfficacy(options: EfficacyOptions): Promise<string | undefined> {
  const { agent, data, out, size } = options;
  const { testRows, ...training } = SIZES[size];
  const arms = efficacyArms(linesOf(data, `${agent}_train.jsonl`), linesOf(data, `${agent}_trl_train.jsonl`));
  const test = `${agent}_test.jsonl`;
  const examples = linesOf(data, test).slice(0, testRows);
  const rows = evaluationRows(
    examples.map((line) => JSON.parse(line)),
    test,
    { steps: "one" },
  );
  mkdirSync(out, { recursive: true });
  const requests = rows.map(({ id, request }) => ({
    id,
    messages: chatMessages(request),
    tools: chatTools(request) ?? [],
  }));
  writeLines(
    join(out, "requests.jsonl"),
    requests.map((request) => JSON.stringify(request)),
  );
  for (const { name, lines } of arms) writeLines(join(out, `${name}.rows.jsonl`), lines);
  const planFile = join(out, "plan.json");
  const plan = {
    out,
    requests: join(out, "requests.jsonl"),
    arms: arms.map(({ name }) => ({ name, rows: join(out, `${name}.rows.jsonl`) })),
    ...training,
  };
  writeFileSync(planFile, `${JSON.stringify(plan, null, 1)}\n`);
  if (!(await options.train(planFile))) return undefined;
  const answered = arms.map(({ name }) => ({
    name,
    predictions: linesOf(out, `${name}.predictions.jsonl`).map((line) => JSON.parse(line) as Prediction),
  }));
  const made = arms.map(({ name }) => {
    const facts = JSON.parse(readFileSync(join(out, `${name}.training.json`), "utf8"));
    const { rows: used, leftOut, loss, seconds, cpuSeconds } = facts;
    return `| ${name} | ${used} | ${leftOut} | ${loss.toFixed(3)} | ${seconds} s | ${cpuSeconds} s |`;
  });
  // Which prompts fit follows from the tokenizer alone, so every arm has answered the same ones.
  const fitting = new Set(answered[0]!.predictions.map(({ exampleId }) => exampleId));
  const asked = rows.filter(({ id }) => fitting.has(id));
  const { width, layers, vocabulary, limit, batch, steps } = training;
  const trained = [
    "| arm | training rows | left out as too long | loss of the last steps | time | CPU time |",
    "|---|--:|--:|--:|--:|--:|",
    ...made,
  ];
  return [
    `${agent}: ${asked.length} of ${rows.length} rows of the test split, one step each; the others are longer than ${limit} tokens and were asked of no arm.`,
    `Model from scratch: ${layers} layers, width ${width}, vocabulary ${vocabulary}; ${steps} steps of ${batch} rows for every arm.`,
    trained.join("\n"),
    efficacyTables(asked, answered),
  ].join("\n\n");
}

function linesOf(folder: string, name: string): string[] {
  const file = join(folder, name);
  if (!existsSync(file)) {
    throw new FlanstackError(`${file} is not there.`, {
      code: "efficacy_data",
      path: file,
      fix: "Make it first: flanstack data build --out FOLDER --formats canonical,trl --test-rows 400",
    });
  }
  return readFileSync(file, "utf8").trimEnd().split("\n");
}

function writeLines(file: string, lines: readonly string[]): void {
  writeFileSync(file, `${lines.join("\n")}\n`);
}
