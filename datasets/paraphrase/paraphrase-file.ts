/** The file of paraphrases: one line per message, found by its words. With it a build needs no model, and gives the same bytes. */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { digestOf, FlanstackError, type Problem } from "../../primitives";

const lineSchema = z.strictObject({
  agent: z.string(),
  key: z.string().regex(/^[0-9a-f]{64}$/),
  text: z.string(),
  /** What the model wrote. */
  paraphrase: z.string(),
  model: z.string(),
  /** Why it is not used; absent when it is. */
  refused: z.string().optional(),
});

export type ParaphraseLine = z.infer<typeof lineSchema>;

/** Names a message by its words alone, so that twins get the same ones. */
export function paraphraseKey(text: string): string {
  return digestOf({ paraphrase: 1, text });
}

/** @throws FlanstackError with every line that cannot be read: half a file would give other bytes */
export function readParaphrases(path: string): ParaphraseLine[] {
  const problems: Problem[] = [];
  // What stands after the last line end was cut off while it was written.
  const lines = readFileSync(path, "utf8")
    .split("\n")
    .slice(0, -1)
    .flatMap((line, index): ParaphraseLine[] => {
      if (line === "") return [];
      const read = parseLine(line);
      if (read !== undefined && read.key === paraphraseKey(read.text)) return [read];
      problems.push({
        code: "paraphrase_line",
        path: `${path}:${index + 1}`,
        message: read === undefined ? "is no paraphrase" : "has a key that is not that of its text",
        fix: "Remove the line: `flanstack data paraphrase` asks again for what is missing.",
      });
      return [];
    });
  if (problems.length > 0) throw FlanstackError.fromProblems("Paraphrases", problems);
  return lines;
}

function parseLine(line: string): ParaphraseLine | undefined {
  try {
    return lineSchema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

/** Those that are used, by key; of several the last. */
export function usedParaphrases(lines: readonly ParaphraseLine[]): Map<string, string> {
  return new Map(lines.flatMap(({ key, paraphrase, refused }) => (refused === undefined ? [[key, paraphrase]] : [])));
}
