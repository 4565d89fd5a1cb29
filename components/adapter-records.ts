/** What adapters were made from, read beside them: adapters that share a server must share base model, template and parser. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { FlanstackError, type Problem } from "../primitives";

const recordShape = z.object({
  version: z.literal(1),
  model: z.string().min(1),
  baseModel: z.string().min(1),
  baseDigest: z.string().regex(/^[0-9a-f]{64}$/),
  templateDigest: z.string().regex(/^[0-9a-f]{64}$/),
  toolParser: z.string(),
});

export interface AdapterRecord extends z.infer<typeof recordShape> {
  readonly folder: string;
  /** SHA-256 of the weights. */
  readonly weightsDigest: string;
}

/** Must agree over all adapters of one server. */
const SHARED = ["baseModel", "baseDigest", "templateDigest", "toolParser"] as const;

/** @throws FlanstackError with every adapter that is unreadable or does not fit the first */
export function readAdapters(folders: readonly string[], callers: readonly string[]): AdapterRecord[] {
  const problems: Problem[] = [];
  const records = folders.flatMap((folder) => {
    try {
      const record = recordShape.parse(JSON.parse(readFileSync(join(folder, "flanstack-adapter.json"), "utf8")));
      const weights = readFileSync(join(folder, "adapter_model.safetensors"));
      return [{ ...record, folder, weightsDigest: createHash("sha256").update(weights).digest("hex") }];
    } catch (cause) {
      const message = `No adapter of the local trainer can be read there: ${(cause as Error).message.split("\n")[0]}`;
      const fix = "Name the folder `adapter` of a finished run: flanstack trainer runs.";
      problems.push({ code: "adapter_unreadable", path: folder, message, fix });
      return [];
    }
  });
  if (folders.length === 0) {
    const message = "There is no adapter to serve.";
    problems.push({ code: "adapter_none", path: "adapters", message, fix: "Name one or more folders of adapters." });
  }
  const [first, ...others] = records;
  for (const record of others) {
    for (const key of SHARED.filter((each) => record[each] !== first![each])) {
      problems.push({
        code: "adapter_differs",
        path: record.folder,
        message: `${key} is ${record[key].slice(0, 40)}, and ${first!.model} has ${first![key].slice(0, 40)}.`,
        fix: "Serve adapters of one base model together, others by a server of their own.",
      });
    }
    if (records.filter(({ model }) => model === record.model).length > 1) {
      const message = `Two adapters are called ${record.model}.`;
      problems.push({ code: "adapter_name", path: record.folder, message, fix: "Serve each only once." });
    }
  }
  if (callers.some((caller) => caller === "allUsers" || caller === "allAuthenticatedUsers")) {
    const message = "Everybody could call a GPU that somebody pays for.";
    problems.push({ code: "callers_public", path: "callers", message, fix: "Name accounts: serviceAccount:NAME@..." });
  }
  if (problems.length > 0) throw FlanstackError.fromProblems("vLLM server", problems);
  return records;
}
