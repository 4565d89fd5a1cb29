/** Requests that stand in train and again in validation or test: a score on them says nothing. */
import type { Problem } from "../primitives";

export interface SplitFile {
  readonly path: string;
  /** Line and the user's words of each row. */
  readonly requests: readonly { readonly line: number; readonly text: string }[];
}

const SPLIT = /(^|[_.-])(train|training|val|valid|validation|dev|test|holdout|eval)(?=[_.-]|$)/i;

/** The rows of held-out files whose request also stands in the train file of the same name. */
export function findLeakage(files: readonly SplitFile[]): Problem[] {
  const sets = new Map<string, SplitFile[]>();
  for (const file of files) {
    const name = file.path.split(/[\\/]/).at(-1)!;
    if (!SPLIT.test(name)) continue;
    const key = name.replace(SPLIT, "$1");
    sets.set(key, [...(sets.get(key) ?? []), file]);
  }
  return [...sets.values()].flatMap((set) => {
    const seen = new Map<string, string>();
    for (const file of set.filter(isTrain))
      for (const { line, text } of file.requests) seen.set(normalise(text), `${file.path}:${line}`);
    return set
      .filter((file) => !isTrain(file))
      .flatMap((file) =>
        file.requests.flatMap(({ line, text }): Problem[] => {
          const trained = seen.get(normalise(text));
          if (trained === undefined) return [];
          return [
            {
              code: "leakage",
              path: `${file.path}:${line}:`,
              message: `the same request stands in train (${trained})`,
              fix: "Keep it in one of the two; a score on a trained row says nothing.",
            },
          ];
        }),
      );
  });
}

function isTrain(file: SplitFile): boolean {
  const split = SPLIT.exec(file.path.split(/[\\/]/).at(-1)!)?.[2]?.toLowerCase();
  return split === "train" || split === "training";
}

function normalise(text: string): string {
  return text.toLowerCase().replace(/\s+/g, " ").trim();
}
