/** One agent's folder: its blocks one after the other in each file, its record, and the stamp by which it is found again. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type MadeBlock, plannedFiles } from "./build-agent";
import { createParquetFile } from "./export/parquet";
import { addTests, countTest, type TestCounts, testSizeGates, withoutTestSize } from "./gates/test-gates";
import type { BlockRange, BuiltAgent, BuiltFile } from "./manifest";
import { mergeCounts, mergeFunnels, mergeGates } from "./merge";
import type { MixReport } from "./mixed-in/choose-rows";
import { type Mixture, mixInto } from "./mixed-in/mix-into";
import { readBlocks } from "./read-blocks";
import type { NormalSettings } from "./settings";
import { FolderWriter, readPieces } from "./write";

/** What is made, where. */
export interface AgentJob {
  readonly agent: string;
  readonly settings: NormalSettings;
  readonly digest: string;
  readonly directory: string;
  readonly blocks: BlockRange;
}

type Facts = Pick<BuiltAgent, "counts" | "funnel" | "gates"> & {
  readonly test: TestCounts;
  readonly paraphrased: number;
};

const NO_TEST = countTest([]);

/** A shard may have nothing to make of an agent. */
const NOTHING: Facts = {
  counts: { rows: 0, splits: {}, types: {}, hallucinationTypes: {}, kinds: {}, difficulties: {}, strata: {} },
  funnel: { drawn: 0, kept: 0, refused: {} },
  gates: [],
  test: NO_TEST,
  paraphrased: 0,
};

/** Takes blocks in their order. Every step throws a FlanstackError when the folder cannot be written. */
export class AgentFolder {
  private readonly folder: FolderWriter;
  private readonly rows = new Map<string, number>();
  private facts: Facts | undefined;

  /** @param mixture what is mixed in, when the settings ask for it */
  constructor(
    readonly job: AgentJob,
    private readonly mixture: Mixture = { sources: new Map(), heldOut: [] },
  ) {
    this.folder = new FolderWriter(job.directory);
    for (const { name, format } of this.planned()) if (format !== "parquet") this.folder.append(name, "");
  }

  add({ files, ...facts }: MadeBlock): void {
    for (const file of files) {
      this.count(file);
      this.folder.append(file.name, file.bytes);
    }
    this.take(facts);
  }

  /** What another run wrote of the same build; its blocks come after those that are here. */
  addPart(part: Pick<BuiltAgent, "counts" | "funnel" | "gates" | "test" | "paraphrased" | "files">): void {
    for (const file of part.files) {
      this.count(file);
      for (const piece of readPieces(file.path)) this.folder.append(file.name, piece);
    }
    if (part.counts.rows > 0)
      this.take({
        ...part,
        test: part.test ?? NO_TEST,
        paraphrased: part.paraphrased ?? 0,
        gates: withoutTestSize(part.gates),
      });
  }

  private count({ name, rows }: Pick<BuiltFile, "name" | "rows">): void {
    this.rows.set(name, (this.rows.get(name) ?? 0) + rows);
  }

  private take({ counts, funnel, gates, test, paraphrased }: Facts): void {
    this.facts =
      this.facts === undefined
        ? { counts, funnel, gates, test, paraphrased }
        : {
            counts: mergeCounts(this.facts.counts, counts),
            funnel: mergeFunnels(this.facts.funnel, funnel),
            gates: mergeGates(this.facts.gates, gates),
            test: addTests(this.facts.test, test),
            paraphrased: this.facts.paraphrased + paraphrased,
          };
  }

  close(): BuiltAgent {
    const { agent, settings, digest, directory, blocks } = this.job;
    const planned = this.planned();
    const mix = this.mixIn();
    for (const file of planned) if (file.format === "parquet" && !this.rows.has(file.name)) this.writeParquet(file);
    const written = this.folder.written();
    const files = planned.map(({ name, format, split }) => {
      const { sha256, sizeBytes } = written.get(name)!;
      return { name, format, split, sha256, sizeBytes, rows: this.rows.get(name) ?? 0 };
    });
    const { counts, funnel, gates, test, paraphrased } = this.facts ?? NOTHING;
    const record = {
      digest,
      agent,
      settings,
      files,
      counts,
      funnel,
      gates: [...gates, ...testSizeGates(test)],
      ...(test.rows === 0 ? {} : { test }),
      ...(settings.paraphrases === undefined ? {} : { paraphrased }),
      ...(mix === undefined ? {} : { mix }),
      ...(blocks.of === 1 && blocks.to === 1 ? {} : { blocks }),
    };
    this.folder.append("agent.json", `${JSON.stringify(record, null, 1)}\n`);
    const stamp = this.folder.close();
    writeFileSync(join(directory, ".stamp.json"), JSON.stringify(stamp));
    return {
      ...record,
      directory,
      cached: false,
      files: files.map((file) => ({ ...file, path: join(directory, file.name) })),
    };
  }

  discard(): void {
    this.folder.discard();
  }

  /** A part of a Parquet file is none: shards have none, and what joins them writes it. */
  private planned(): Pick<BuiltFile, "name" | "format" | "split">[] {
    const { agent, settings, blocks } = this.job;
    const isPart = blocks.to - blocks.from < blocks.of;
    return plannedFiles(agent, settings).filter((file) => file.format !== "parquet" || !isPart);
  }

  /** Puts the user's own rows among the generated ones, in every format. */
  private mixIn(): readonly MixReport[] | undefined {
    const { settings } = this.job;
    if (settings.mix === undefined) return undefined;
    const { reports, added } = mixInto(this.folder, this.planned(), this.rows, this.job, this.mixture);
    for (const file of added) this.count(file);
    return reports;
  }

  private writeParquet(file: Pick<BuiltFile, "name" | "split">): void {
    const canonical = this.planned().find((each) => each.format === "canonical" && each.split === file.split)!;
    const parquet = createParquetFile();
    for (const { rows } of readBlocks(this.folder.pathOf(canonical.name))) {
      parquet.add(rows);
      this.count({ name: file.name, rows: rows.length });
    }
    this.folder.append(file.name, parquet.finish());
  }
}
