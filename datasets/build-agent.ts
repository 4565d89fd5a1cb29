/** Makes one agent's files: generate, check the set, export with every line validated. */
import { FlanstackError, type Problem, sha256 } from "../primitives";
import type { Engine } from "./engine";
import { exportFileName, exportFormat } from "./export";
import { createParquetFile } from "./export/parquet";
import { agentGates } from "./gates/set-gates";
import type { BuiltAgent, BuiltFile, FunnelReport } from "./manifest";
import { orderExamples } from "./order";
import { type Funnel, generateBlock } from "./pipeline";
import type { NormalSettings } from "./settings";
import { countRows } from "./summary";
import type { Example, FormatName, Split } from "./types";
import type { OutputFile } from "./write";

export type MadeAgent = Omit<BuiltAgent, "directory" | "cached" | "digest" | "files"> & {
  readonly files: readonly (Omit<BuiltFile, "path"> & { readonly bytes: string | Uint8Array })[];
  readonly examples: readonly Example[];
};

const SPLITS: readonly Split[] = ["train", "validation", "test"];

export function makeAgent(engine: Engine, settings: NormalSettings): MadeAgent {
  const agent = engine.agent.name;
  const block = generateBlock(engine, settings, 0);
  const files = SPLITS.flatMap((split) => {
    const examples = orderExamples(
      block.examples.filter((example) => example.split === split),
      settings.seed,
      agent,
      split,
    );
    // The test split is never uploaded, so no provider format is written for it.
    const formats = split === "test" ? (["canonical"] as const) : settings.formats;
    return examples.length === 0 ? [] : formats.flatMap((format) => exportFile(agent, format, split, examples));
  });
  return {
    agent,
    settings,
    files,
    examples: block.examples,
    counts: countRows(block.examples),
    funnel: reportFunnel(block.funnel),
    gates: agentGates(engine, settings, block.examples),
  };
}

const SHOWN_REASONS = 3;

/** Counts by stage, with the commonest reasons. */
function reportFunnel({ drawn, kept, refused }: Funnel): FunnelReport {
  const stages = [...refused].sort(([left], [right]) => (left < right ? -1 : 1));
  return {
    drawn,
    kept,
    refused: Object.fromEntries(
      stages.map(([stage, reasons]) => {
        const ranked = [...reasons].sort(([, left], [, right]) => right - left);
        const total = ranked.reduce((sum, [, times]) => sum + times, 0);
        return [
          stage,
          { count: total, examples: ranked.slice(0, SHOWN_REASONS).map(([reason]) => reason.slice(0, 200)) },
        ];
      }),
    ),
  };
}

function exportFile(
  agent: string,
  name: FormatName,
  split: Split,
  examples: readonly Example[],
): MadeAgent["files"][number][] {
  const file = exportFileName(agent, name, split);
  const describe = (bytes: string | Uint8Array) => ({
    name: file,
    format: name,
    split,
    sha256: sha256(bytes),
    sizeBytes: typeof bytes === "string" ? Buffer.byteLength(bytes) : bytes.length,
    rows: examples.length,
    bytes,
  });
  if (name === "parquet") {
    const parquet = createParquetFile();
    parquet.add(examples.map((example) => example.row));
    return [describe(parquet.finish())];
  }
  const format = exportFormat(name);
  if (format === undefined) return [];
  const problems: Problem[] = [];
  const lines = examples.map((example, index) => {
    const value = format.render(example.row);
    for (const finding of format.check(value))
      problems.push({
        code: `invalid_${name}`,
        path: `${file}:${index + 1}:${finding.pointer}`,
        message: `${finding.message} (row ${example.row.id})`,
        fix: "This is a mistake of the exporter: please report it with the row's id.",
      });
    return JSON.stringify(value);
  });
  if (problems.length > 0) throw FlanstackError.fromProblems(`Export ${file}`, problems.slice(0, 20));
  return [describe(`${lines.join("\n")}\n`)];
}

/** The files of an agent as they are written, beside its manifest. */
export function outputFiles(made: MadeAgent): OutputFile[] {
  return made.files.map(({ name, bytes }) => ({ name, bytes }));
}
