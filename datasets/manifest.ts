/** What a build leaves behind: its files with their digests, its counts, its gates. */
import type { GateResult } from "./gates/gate";
import type { TestCounts } from "./gates/test-gates";
import type { MixReport } from "./mixed-in/choose-rows";
import type { NormalSettings } from "./settings";
import type { Difficulty, FormatName, HallucinationType, Kind, RowType, Split } from "./types";

/** Raised with every change that changes bytes; the data changelog says what no longer compares. */
export const GENERATOR_VERSION = "3";

export interface BuiltFile {
  /** Absolute path. */
  readonly path: string;
  /** `qa_agent_gemini_train.jsonl`. */
  readonly name: string;
  readonly format: FormatName;
  readonly split: Split;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly rows: number;
}

export interface RowCounts {
  readonly rows: number;
  readonly splits: { readonly [split in Split]?: number };
  readonly types: { readonly [type in RowType]?: number };
  readonly hallucinationTypes: { readonly [type in HallucinationType]?: number };
  readonly kinds: { readonly [kind in Kind]?: number };
  readonly difficulties: { readonly [difficulty in Difficulty]?: number };
  /** Rows by split and type: `train/tflan`. */
  readonly strata: { readonly [stratum: string]: number };
}

export interface FunnelReport {
  readonly drawn: number;
  readonly kept: number;
  readonly refused: { readonly [gate: string]: { readonly count: number; readonly examples: readonly string[] } };
}

/** Blocks `from` (included) to `to` (excluded) of so many, and the digest of the build that has them all. */
export interface BlockRange {
  readonly from: number;
  readonly to: number;
  readonly of: number;
  readonly build: string;
}

export interface BuiltAgent {
  readonly agent: string;
  /** Digest of everything that decides the bytes; equal digests mean equal files. */
  readonly digest: string;
  readonly directory: string;
  /** Whether the files were there already. */
  readonly cached: boolean;
  readonly files: readonly BuiltFile[];
  readonly counts: RowCounts;
  readonly funnel: FunnelReport;
  readonly gates: readonly GateResult[];
  readonly settings: NormalSettings;
  /** What the test split holds; absent without one. */
  readonly test?: TestCounts;
  /** Training rows in which a model worded a request. Absent without paraphrases. */
  readonly paraphrased?: number;
  /** What was mixed in, file by file; its rows are in the training files and not in `counts`. Absent without the setting. */
  readonly mix?: readonly MixReport[];
  /** Which blocks were made; absent when there is one, and it was. */
  readonly blocks?: BlockRange;
}

export interface GateCounts {
  readonly passed: number;
  readonly failed: number;
  readonly notEvaluated: number;
}

export interface BuiltDatasets {
  readonly agents: readonly BuiltAgent[];
  /** Digest over all agents' digests. */
  readonly digest: string;
  readonly directory: string;
  readonly manifestPath: string;
  readonly summaryPath: string;
  readonly cardPath: string;
  readonly cached: boolean;
  readonly gates: GateCounts;
  /** Gates over all agents together. */
  readonly pooledGates: readonly GateResult[];
}
