/** Training data with a known fault, to see whether the evaluation notices: targets that belong to other rows. */
import { createRandom } from "../primitives";

interface GeminiRow {
  readonly contents: readonly { readonly role: string; readonly parts: readonly unknown[] }[];
}

/**
 * Shuffles the targets of a share of the rows of a Gemini training file: the model's turns of each come from another one of
 * them, so that nothing but the pairing is wrong.
 * @param lines the file's lines
 * @param share 0-1: how many rows are ruined
 */
export function ruinTargets(lines: readonly string[], share: number, seed = 1): string[] {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`ruinTargets: ${share} is no share`);
  const random = createRandom("ruin", seed);
  const chosen = random.shuffle([...lines.keys()]).slice(0, Math.round(share * lines.length));
  const rows = lines.map((line) => JSON.parse(line) as GeminiRow);
  const ruined = [...lines];
  for (const [position, index] of chosen.entries()) {
    const donor = rows[chosen[(position + 1) % chosen.length]!]!.contents.filter(({ role }) => role === "model");
    let turn = 0;
    const contents = rows[index]!.contents.map((content) => {
      if (content.role !== "model" || donor.length === 0) return content;
      turn += 1;
      return donor[(turn - 1) % donor.length]!;
    });
    ruined[index] = JSON.stringify({ ...rows[index], contents });
  }
  return ruined;
}
