/** Makes one block of an agent: generate, check the set, export with every line validated. */
import { FlanstackError } from "../primitives";
import { BLOCK_ROWS, blockSettings, countBlocks, rowsOf } from "./blocks";
import type { Engine } from "./engine";
import { exportFormat } from "./export";
import { exportFileName } from "./export/format";
import { renderPairs } from "./export/preference";
import { renderFile, renderFiles } from "./export/render-file";
import type { GateResult } from "./gates/gate";
import { isPooled, type PooledRow, poolRow } from "./gates/pooled-gates";
import { agentGates } from "./gates/set-gates";
import { countTest, type TestCounts, testLeakGates } from "./gates/test-gates";
import { asRemainder } from "./held-gates";
import type { BuiltFile, FunnelReport, RowCounts } from "./manifest";
import { orderExamples } from "./order";
import { applyParaphrases } from "./paraphrase/apply";
import { isParaphrased } from "./paraphrase/requests";
import { count, type Funnel, generateBlock } from "./pipeline";
import { type NormalSettings, SPLITS } from "./settings";
import { countRows } from "./summary";
import type { Example, Row } from "./types";

/** A piece of a file, and of rows that are all there are what the gates over all agents look at. */
export interface MadeFile extends PlannedFile {
  readonly rows: number;
  readonly bytes: Uint8Array;
  readonly pooled?: readonly PooledRow[];
}

/** One block of an agent: a piece of each of its files, and what the block says of its rows. */
export interface MadeBlock {
  readonly files: readonly MadeFile[];
  readonly counts: RowCounts;
  readonly funnel: FunnelReport;
  readonly gates: readonly GateResult[];
  readonly test: TestCounts;
  /** Rows in which a model worded a request. */
  readonly paraphrased: number;
}

/** Blocks but the first are judged in full from this share of a block's rows on: counts are cut to whole rows. */
const WHOLE = 0.99;

/**
 * @param settings those of the whole build
 * @param paraphrases of requests, by the key of their words
 */
export function makeBlock(
  engine: Engine,
  settings: NormalSettings,
  block: number,
  paraphrases: ReadonlyMap<string, string> = new Map(),
): MadeBlock {
  const agent = engine.agent.name;
  const own = blockSettings(settings, block);
  const { examples: drawn, funnel } = generateBlock(engine, own, block);
  const made = applyParaphrases(engine, drawn, paraphrases, ({ rule, reason }) =>
    count(funnel, `paraphrase: ${rule}`, reason),
  );
  // Left out at the very end, so that the other rows stay what they were.
  const forgotten = new Set(settings.forgotten);
  const examples = made.filter((example) => !forgotten.has(example.row.id));
  // Of several blocks no Parquet file can be put together: it is written from the rows in the end.
  // Nor before rows are mixed in. And what is looked at of all agents' rows would take memory.
  const isWhole = countBlocks(settings) === 1 && settings.mix === undefined;
  const planned = plannedFiles(agent, settings).filter((file) => file.format !== "parquet" || isWhole);
  const files = SPLITS.flatMap((split) => {
    const key = [settings.seed, agent, split, ...(block === 0 ? [] : [block])];
    const members = orderExamples(
      made.filter((example) => example.split === split),
      ...key,
    ).filter((example) => !forgotten.has(example.row.id));
    const rows = members.map((example) => example.row);
    const own = planned.filter((file) => file.split === split);
    return exportRows(engine, settings, own, rows).map((file) =>
      isWhole && isPooled(file)
        ? { ...file, pooled: members.map(({ row, tools }) => poolRow(row, split, tools.length)) }
        : file,
    );
  });
  return {
    files,
    counts: countRows(examples),
    paraphrased: examples.filter(({ row }) => isParaphrased(row)).length,
    funnel: reportFunnel(funnel),
    test: countTest(examples),
    gates: [
      ...judge(
        engine,
        own,
        block,
        examples,
        made.filter((example) => forgotten.has(example.row.id)),
      ),
      ...testLeakGates(examples),
    ],
  };
}

/** The rows to be trained on and validated with; those of the test have gates of their own. */
function judge(
  engine: Engine,
  own: NormalSettings,
  block: number,
  examples: readonly Example[],
  forgotten: readonly Example[],
): GateResult[] {
  const gates = agentGates(
    engine,
    own,
    examples.filter((example) => example.split !== "test"),
    forgotten,
  );
  return block > 0 && rowsOf(own) < BLOCK_ROWS * WHOLE ? asRemainder(gates, rowsOf(own)) : gates;
}

/** The files of a build, whether they will hold rows or not. */
export function plannedFiles(agent: string, settings: NormalSettings): Pick<BuiltFile, "name" | "format" | "split">[] {
  const { counts, validationShare, testRows } = settings;
  const isHeldOut = Object.values(counts).some((count) => Math.round(count * validationShare) > 0);
  const made = SPLITS.filter((split) => (split === "test" ? testRows > 0 : split === "train" || isHeldOut));
  return made
    .filter((split) => settings.splits?.includes(split) ?? true)
    .flatMap((split) =>
      // The test split is never uploaded, so no provider format is written for it.
      (split === "test" ? (["canonical"] as const) : settings.formats).map((format) => ({
        name: exportFileName(agent, format, split),
        format,
        split,
      })),
    );
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

type PlannedFile = Pick<BuiltFile, "name" | "format" | "split">;

/** The rows of a split in every format, each line validated as if somebody else had written it. */
function exportRows(
  engine: Engine,
  { parallel }: NormalSettings,
  planned: readonly PlannedFile[],
  rows: readonly Row[],
): MadeFile[] {
  const { name: agent } = engine.agent;
  const options = parallel === undefined ? {} : { parallel };
  const [first] = planned;
  if (first === undefined) return [];
  const lined = planned.map(({ format }) => format).filter((format) => exportFormat(format) !== undefined);
  const rendered = new Map(renderFiles(agent, lined, first.split, rows, options).map((file) => [file.name, file]));
  return planned.map(({ name, format, split }) => {
    const { problems, ...file } =
      rendered.get(name) ?? renderPairs(engine, format, split, rows) ?? renderFile(agent, format, split, rows, options);
    if (problems.length > 0) throw FlanstackError.fromProblems(`Export ${file.name}`, problems.slice(0, 20));
    const bytes = typeof file.bytes === "string" ? Buffer.from(file.bytes) : file.bytes;
    return { name, format, split, bytes, rows: file.rows };
  });
}
