/** What the report of a data set shows, counted from a folder that `data build` wrote: no row is generated again. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { countTokens } from "../catalog/tokens";
import { FlanstackError } from "../primitives";
import type { GateResult } from "./gates/gate";
import type { BuiltFile, FunnelReport, RowCounts } from "./manifest";
import { isMixedIn } from "./mixed-in/mixed-row";
import { type MutationReport, measuredMutations } from "./mutation/report";
import type { Row, RowTool, Split, Trace } from "./types";

/** How often each value occurs, by value. */
export type Histogram = readonly { readonly value: number; readonly rows: number }[];

export interface AgentFacts {
  readonly agent: string;
  readonly seed: number;
  readonly counts: RowCounts;
  readonly funnel: FunnelReport;
  readonly gates: readonly GateResult[];
  /** Steps (assistant turns that call) of ReAct rows. */
  readonly steps: Histogram;
  readonly toolsPerRow: Histogram;
  /** Tokens of a whole row with its tools, estimated. */
  readonly tokens: { readonly mean: number; readonly median: number; readonly p99: number; readonly bins: Histogram };
  /** Functions by calls, most called first. */
  readonly functions: readonly { readonly name: string; readonly calls: number }[];
}

export interface DataReport {
  readonly generatorVersion: string;
  readonly digest: string;
  readonly rows: number;
  readonly agents: readonly AgentFacts[];
  readonly pooledGates: readonly GateResult[];
  readonly mutation: MutationReport;
}

export interface BuildFolder {
  readonly folder: string;
  readonly summary: Omit<DataReport, "agents" | "mutation"> & {
    readonly agents: readonly (Pick<AgentFacts, "agent" | "counts" | "funnel" | "gates"> & {
      readonly settings: { readonly seed: number };
    })[];
  };
  readonly files: readonly (Pick<BuiltFile, "name" | "path" | "split"> & { readonly agent: string })[];
}

const TOKEN_BIN = 200;

/** Counts everything the report shows. @throws FlanstackError when the folder is no build */
export function reportFacts(build: BuildFolder): DataReport {
  const { agents, ...rest } = build.summary;
  return {
    ...rest,
    agents: agents.map(({ agent, counts, funnel, gates, settings }) => ({
      agent,
      seed: settings.seed,
      counts,
      funnel,
      gates,
      ...distributions(readRows(build, agent).flatMap(({ row }) => (isMixedIn(row) ? [] : [row]))),
    })),
    mutation: mutationsOf(build.folder),
  };
}

/** Finds the summary and the canonical files of a build, in the folder given to `--out` or in the cache. */
export function openBuild(folder: string): BuildFolder {
  const manifest = readJson<{ agents: { agent: string; digest: string; files: BuiltFile[] }[] }>(
    folder,
    "manifest.json",
  );
  const summary = readJson<BuildFolder["summary"]>(folder, "dataset_summary.json");
  const files = manifest.agents.flatMap(({ agent, digest, files }) =>
    files
      .filter((file) => file.format === "canonical")
      .map(({ name, split }) => {
        const beside = join(folder, name);
        const cached = join(dirname(folder), `${agent}-${digest.slice(0, 16)}`, name);
        return { agent, name, split, path: existsSync(beside) ? beside : cached };
      }),
  );
  return { folder, summary, files };
}

/** The newest build among the sets below a cache folder; undefined when there is none. */
export function newestBuild(cache: string): string | undefined {
  if (!existsSync(cache)) return undefined;
  return readdirSync(cache)
    .filter((name) => name.startsWith("set-") && existsSync(join(cache, name, "manifest.json")))
    .map((name) => ({ path: join(cache, name), made: statSync(join(cache, name, "manifest.json")).mtimeMs }))
    .sort((left, right) => right.made - left.made)[0]?.path;
}

/** Every row of one agent, in the order of its files. */
export function readRows(build: BuildFolder, agent: string): { readonly row: Row; readonly split: Split }[] {
  return build.files
    .filter((file) => file.agent === agent)
    .flatMap((file) =>
      readFileSync(file.path, "utf8")
        .trimEnd()
        .split("\n")
        .map((line) => ({ row: JSON.parse(line) as Row, split: file.split })),
    );
}

function distributions(rows: readonly Row[]): Pick<AgentFacts, "steps" | "toolsPerRow" | "tokens" | "functions"> {
  const steps: number[] = [];
  const toolsPerRow: number[] = [];
  const tokens: number[] = [];
  const calls = new Map<string, number>();
  for (const row of rows) {
    const trace = JSON.parse(row.trace) as Trace;
    const tools = JSON.parse(row.tools) as readonly RowTool[];
    for (const call of trace.calls) {
      const name = trace.masked?.[call.name] ?? call.name;
      calls.set(name, (calls.get(name) ?? 0) + 1);
    }
    if (row.type === "react") steps.push(new Set(trace.calls.map((call) => call.turn)).size);
    // Rows in literal ReAct text carry their tools in the system text, one JSON object per line.
    toolsPerRow.push(tools.length > 0 ? tools.length : listedTools(row));
    tokens.push(countTokens("canonical", { messages: row.conversations, tools }).tokens);
  }
  const sorted = [...tokens].sort((left, right) => left - right);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return {
    steps: histogram(steps),
    toolsPerRow: histogram(toolsPerRow),
    tokens: {
      mean: Math.round(tokens.reduce((sum, each) => sum + each, 0) / Math.max(1, tokens.length)),
      median: at(0.5),
      p99: at(0.99),
      bins: histogram(tokens.map((each) => Math.floor(each / TOKEN_BIN) * TOKEN_BIN)),
    },
    functions: [...calls]
      .map(([name, count]) => ({ name, calls: count }))
      .sort((left, right) => right.calls - left.calls || (left.name < right.name ? -1 : 1)),
  };
}

function listedTools(row: Row): number {
  const system = row.conversations.find((message) => message.role === "system")?.content ?? "";
  return system.split("\n").filter((line) => line.startsWith('{"name":')).length;
}

function histogram(values: readonly number[]): Histogram {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, rows]) => ({ value, rows })).sort((left, right) => left.value - right.value);
}

/** What `data prove` wrote into the folder, else the measurement that is part of the package. */
function mutationsOf(folder: string): MutationReport {
  const own = join(folder, "mutation_report.json");
  return existsSync(own) ? (JSON.parse(readFileSync(own, "utf8")) as MutationReport) : measuredMutations();
}

function readJson<T>(folder: string, name: string): T {
  try {
    return JSON.parse(readFileSync(join(folder, name), "utf8")) as T;
  } catch (cause) {
    throw new FlanstackError(`${folder} holds no data set: ${name} cannot be read.`, {
      code: "no_build",
      path: join(folder, name),
      fix: "Name a folder that `flanstack data build --out` wrote.",
      cause,
    });
  }
}
