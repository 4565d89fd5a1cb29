/** Makes one agent's files: generate, check the set, export with every line validated. */
import { FlanstackError, sha256 } from "../primitives";
import type { Engine } from "./engine";
import { renderPairs } from "./export/preference";
import { renderFile } from "./export/render-file";
import { agentGates } from "./gates/set-gates";
import type { BuiltAgent, BuiltFile, FunnelReport } from "./manifest";
import { orderExamples } from "./order";
import { type Funnel, generateBlock } from "./pipeline";
import type { NormalSettings } from "./settings";
import { countRows } from "./summary";
import type { Example, FormatName, Row, Split } from "./types";
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
    const rows = examples.map((example) => example.row);
    return rows.length === 0 ? [] : formats.map((format) => exportFile(engine, settings, format, split, rows));
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
  engine: Engine,
  { parallel }: NormalSettings,
  format: FormatName,
  split: Split,
  rows: readonly Row[],
): MadeAgent["files"][number] {
  const agent = engine.agent.name;
  const { problems, ...file } =
    renderPairs(engine, format, split, rows) ??
    renderFile(agent, format, split, rows, parallel === undefined ? {} : { parallel });
  if (problems.length > 0) throw FlanstackError.fromProblems(`Export ${file.name}`, problems.slice(0, 20));
  return {
    ...file,
    format,
    split,
    sha256: sha256(file.bytes),
    sizeBytes: typeof file.bytes === "string" ? Buffer.byteLength(file.bytes) : file.bytes.length,
  };
}

/** The files of an agent as they are written, beside its manifest. */
export function outputFiles(made: MadeAgent): OutputFile[] {
  return made.files.map(({ name, bytes }) => ({ name, bytes }));
}
