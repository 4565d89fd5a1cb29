/** Compares an agent's files with what the provider accepts, so that a job does not fail after its upload. */
import type { Problem } from "../primitives";
import type { ModelFacts } from "./schema";
import { SETTINGS } from "./settings";
import type { TokenTotals } from "./tokens/totals";

export interface FileFacts {
  /** As in messages: `qa_agent_gemini_train.jsonl`. */
  readonly name: string;
  readonly rows: number;
  readonly bytes: number;
  readonly tokens: TokenTotals;
}

/** Below this many training rows the validation share is not limited: Google states 30 % above 1,000 rows. */
const SHARE_COUNTS_FROM_ROWS = 1000;

export function checkFileLimits(
  model: ModelFacts,
  train: FileFacts,
  validation: FileFacts,
): { readonly problems: readonly Problem[]; readonly warnings: readonly Problem[] } {
  const { limits } = model;
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  const add = (list: Problem[], code: string, file: FileFacts, message: string, fix: string) =>
    list.push({ code, path: file.name, message: `${message} (${model.id}, checked ${model.checkedOn}).`, fix });

  if (limits.minExamples !== null && train.rows < limits.minExamples) {
    add(
      problems,
      "too_few_examples",
      train,
      `${train.rows} rows; at least ${limits.minExamples} are wanted`,
      "Add examples.",
    );
  } else if (limits.advisedExamples !== null && train.rows < limits.advisedExamples) {
    add(
      warnings,
      "few_examples",
      train,
      `${train.rows} rows; ${limits.advisedExamples} or more are advised`,
      "Add examples.",
    );
  }
  if (limits.maxExamples !== null && train.rows > limits.maxExamples) {
    add(
      problems,
      "too_many_examples",
      train,
      `${train.rows} rows; at most ${limits.maxExamples} are taken`,
      "Take a sample.",
    );
  }
  if (limits.validationMaxExamples !== null && validation.rows > limits.validationMaxExamples) {
    const most = limits.validationMaxExamples;
    add(
      problems,
      "validation_too_large",
      validation,
      `${validation.rows} rows; at most ${most} are taken`,
      "Take a sample.",
    );
  }
  const share = limits.validationMaxShare;
  if (share !== null && train.rows > SHARE_COUNTS_FROM_ROWS && validation.rows > share * train.rows) {
    const most = `${Math.round(share * 100)} % of ${train.rows} training rows`;
    add(
      problems,
      "validation_too_large",
      validation,
      `${validation.rows} rows; at most ${most} are taken`,
      "Take a sample.",
    );
  }
  const byteShare = limits.validationMaxByteShare;
  if (byteShare !== null && validation.bytes > byteShare * train.bytes) {
    const share = Math.round(byteShare * 100);
    add(
      problems,
      "validation_too_large",
      validation,
      `${validation.bytes} bytes; at most ${share} % of the training file's ${train.bytes} are taken`,
      `Lower ${SETTINGS.validationShare}: 0.15 leaves a margin.`,
    );
  }
  for (const file of [train, validation]) {
    if (limits.trainingFileBytes !== null && file.bytes > limits.trainingFileBytes) {
      add(
        problems,
        "file_too_large",
        file,
        `${file.bytes} bytes; at most ${limits.trainingFileBytes} are taken`,
        "Take a sample.",
      );
    }
    if (limits.tokensPerExample !== null && file.tokens.longest > limits.tokensPerExample) {
      const longest = `the longest row may have ${file.tokens.longest} tokens; longer than ${limits.tokensPerExample} is cut off`;
      add(
        problems,
        "example_too_long",
        file,
        longest,
        "Shorten that row or leave it out: a truncated row trains half an answer.",
      );
    }
  }
  return { problems, warnings };
}
