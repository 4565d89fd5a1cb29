/** How new a row is to a model: whether training held its wording, its family in other words, or neither. */
import { z } from "zod";
import type { EvaluationRow } from "./row";

/** What the slices of this kind are called, and the tags that put rows in them. */
export const NOVELTY = "novelty";

/** From the nearest to the farthest: the difference between the first and the last is what a model has only learned by heart. */
export const NOVELTIES: readonly string[] = ["seen wording", "new wording", "new family"];

export interface TrainedWording {
  readonly family: string;
  readonly frame: string;
}

const trained = z.object({ family: z.string(), frame_id: z.string() });

/** Families and frames of canonical training rows; rows that name none are left out. */
export function trainedWordings(examples: readonly unknown[]): TrainedWording[] {
  return examples.flatMap((example) => {
    const { data } = trained.safeParse(example);
    return data === undefined ? [] : [{ family: data.family, frame: data.frame_id }];
  });
}

/** The rows with a tag that says how new each is; rows without a frame are left as they are. */
export function tagNovelty(rows: readonly EvaluationRow[], training: readonly TrainedWording[]): EvaluationRow[] {
  const families = new Set(training.map(({ family }) => family));
  const wordings = new Set(training.map(keyOf));
  if (families.size === 0) return [...rows];
  return rows.map((row) => {
    const { family, frame } = row;
    if (frame === undefined) return row;
    const [seen, newWording, newFamily] = NOVELTIES;
    const novelty = wordings.has(keyOf({ family, frame })) ? seen : families.has(family) ? newWording : newFamily;
    return { ...row, tags: [...row.tags, `${NOVELTY}:${novelty}`] };
  });
}

function keyOf({ family, frame }: TrainedWording): string {
  return `${family}\n${frame}`;
}
