/** Writes what a probe found to the user's own facts, dated, and leaves everything else in the file as it is. */
import { existsSync, readFileSync } from "node:fs";
import writeFileAtomic from "write-file-atomic";
import { loadCatalog, type Probe } from "../../catalog";
import { FlanstackError } from "../../primitives";

export interface FoundAnswer extends Probe {
  readonly platform: string;
  /** The base model's id in the catalogue. */
  readonly model: string;
}

type Facts = Record<string, unknown>;

/**
 * Adds the answer, and takes an earlier answer to the same question back.
 * @throws FlanstackError when the file is faulty, before or after; it is not written then
 */
export async function recordAnswer(file: string, found: FoundAnswer): Promise<void> {
  const own = existsSync(file) ? read(file) : {};
  const next = withAnswer(own, found);
  loadCatalog({ overrides: next });
  await writeFileAtomic(file, `${JSON.stringify(next, null, 2)}\n`);
}

/** Pure: the user's facts with the answer in them. */
export function withAnswer(own: Facts, { platform, model, ...probe }: FoundAnswer): Facts {
  const models = (own.models ?? []) as Facts[];
  const before = models.find((each) => each.platform === platform && each.id === model) ?? { platform, id: model };
  const earlier = ((before.probes ?? []) as Probe[]).filter((each) => each.question !== probe.question);
  const fact =
    probe.question === "function-call-parts"
      ? { functionCallPartsInTuningData: probe.answer }
      : { jobListFiltersByLabel: probe.answer };
  const after = { ...before, ...fact, probes: [...earlier, probe] };
  const isNew = !models.includes(before);
  return { ...own, models: isNew ? [...models, after] : models.map((each) => (each === before ? after : each)) };
}

function read(file: string): Facts {
  loadCatalog({ overridesFile: file }); // says what is wrong with it
  const value: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (typeof value === "object" && value !== null) return value as Facts;
  throw new FlanstackError(`${file} is no catalogue file.`, { code: "catalog_file_unreadable", path: file });
}
