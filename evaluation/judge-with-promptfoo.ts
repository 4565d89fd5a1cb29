/**
 * A promptfoo file as scorer: promptfoo itself (the user's own) runs the file's assertions over our answers. Nobody is asked
 * again: the provider of the run is `echo`, and the prompt is the answer.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { parse, stringify } from "yaml";
import type { Prediction } from "../inference";
import { FlanstackError } from "../primitives";
import type { Judgement } from "./own-scorer";
import type { EvaluationRow } from "./row";

interface PromptfooFile {
  readonly defaultTest?: { readonly assert?: readonly unknown[]; readonly [key: string]: unknown };
  readonly tests?: readonly { readonly vars?: { readonly id?: unknown }; readonly assert?: readonly unknown[] }[];
  readonly [key: string]: unknown;
}

/**
 * @param file its `defaultTest.assert` holds for every row; a test whose `vars.id` is a row's or an example's id adds its own
 * @throws FlanstackError when promptfoo is not installed or fails, or when a row has no assertion
 */
export async function judgeWithPromptfoo(
  file: string,
  rows: readonly EvaluationRow[],
  predictions: readonly Prediction[],
): Promise<Judgement> {
  const own = readFile(file);
  const folder = mkdtempSync(join(tmpdir(), "flanstack-promptfoo-"));
  // Beside the user's file, so that its own file:// references still lead somewhere.
  const config = join(dirname(file), `.flanstack-${basename(folder)}.yaml`);
  const output = join(folder, "results.json");
  try {
    writeFileSync(config, stringify(configOf(own, rows, predictions, file)));
    await run(
      ["eval", "-c", config, "-o", output, "--no-table", "--no-cache", "--no-write", "--no-progress-bar"],
      dirname(file),
    );
    return readJudgement(output, rows);
  } finally {
    rmSync(config, { force: true });
    rmSync(folder, { recursive: true, force: true });
  }
}

function readFile(file: string): PromptfooFile {
  try {
    return parse(readFileSync(file, "utf8")) as PromptfooFile;
  } catch (cause) {
    throw failed(`${file} cannot be read: ${(cause as Error).message.split("\n")[0]}`, cause);
  }
}

function configOf(
  own: PromptfooFile,
  rows: readonly EvaluationRow[],
  predictions: readonly Prediction[],
  file: string,
): object {
  const { tests = [], providers: _, prompts: __, ...rest } = own;
  const general = own.defaultTest?.assert ?? [];
  return {
    ...rest,
    prompts: ["{{answer | safe}}"],
    providers: ["echo"],
    tests: rows.map((row, index) => {
      const { calls, text } = predictions[index]!;
      const specific = tests.find(({ vars }) => vars?.id === row.id || vars?.id === row.exampleId)?.assert ?? [];
      if (general.length + specific.length === 0) throw failed(`${file} has no assertion for ${row.id}`);
      // As promptfoo's OpenAI provider gives it: calls as JSON when there are some, else the words.
      const answer =
        calls.length === 0
          ? text
          : JSON.stringify(
              calls.map(({ name, args }, at) => ({
                id: `call_${at + 1}`,
                type: "function",
                function: { name, arguments: JSON.stringify(args) },
              })),
            );
      return {
        vars: { id: row.id, exampleId: row.exampleId, answer, gold: row.gold, row: JSON.stringify(row.request.turns) },
        assert: specific,
        metadata: { id: row.id },
      };
    }),
  };
}

interface PromptfooOutput {
  readonly results?: {
    readonly results?: readonly {
      readonly success?: boolean;
      readonly testCase?: { readonly metadata?: { readonly id?: string } };
    }[];
  };
}

function readJudgement(output: string, rows: readonly EvaluationRow[]): Judgement {
  if (!existsSync(output)) throw failed("promptfoo wrote no results");
  const { results } = JSON.parse(readFileSync(output, "utf8")) as PromptfooOutput;
  const judged = new Map<string, boolean>();
  for (const { success, testCase } of results?.results ?? []) {
    const id = testCase?.metadata?.id;
    if (id !== undefined) judged.set(id, success === true);
  }
  const missing = rows.filter(({ id }) => !judged.has(id));
  if (missing.length > 0)
    throw failed(`promptfoo judged ${judged.size} of ${rows.length} rows; ${missing[0]!.id} is missing`);
  return judged;
}

/** Promptfoo ends with 100 when an assertion failed: that is a judgement. */
const JUDGED = new Set([0, 100]);

function run(args: readonly string[], cwd: string): Promise<void> {
  const program = process.env.FLANSTACK_PROMPTFOO || "promptfoo";
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: {
        ...process.env,
        PROMPTFOO_DISABLE_TELEMETRY: "1",
        PROMPTFOO_DISABLE_UPDATE: "1",
        PROMPTFOO_DISABLE_SHARING: "1",
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => {
        said = (said + chunk.toString()).slice(-2000);
      });
    child.on("error", (cause) => reject(failed(`promptfoo could not be started (${cause.message})`, cause)));
    child.on("close", (code) =>
      code !== null && JUDGED.has(code)
        ? resolve()
        : reject(failed(`promptfoo ended with ${code}: ${said.trim().slice(-300)}`)),
    );
  });
}

function failed(what: string, cause?: unknown): FlanstackError {
  return new FlanstackError(`${what}.`, {
    code: "promptfoo_scorer_failed",
    path: "--scorer",
    fix: "Install promptfoo (npm install promptfoo, or name it with FLANSTACK_PROMPTFOO) and give assertions in defaultTest.assert.",
    cause,
  });
}
