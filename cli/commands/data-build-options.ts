/** The options of `flanstack data build`, read: all that is wrong with them at once, each with its fix. */
import { resolve } from "node:path";
import { AGENT_NAMES, knownAgentNames } from "../../agents";
import {
  type AgentSettings,
  checkSettings,
  type FormatName,
  type MixSource,
  type Rendering,
  type Shard,
  type Split,
} from "../../datasets";
import type { Problem } from "../../primitives";

/** As the command line gives them. */
export interface BuildOptions {
  readonly out: string;
  readonly seed: string;
  readonly count?: string;
  readonly split?: string;
  readonly agents?: string;
  readonly workers?: string;
  readonly shard?: string;
  readonly formats?: string;
  readonly rendering: Rendering;
  readonly parallel: "keep" | "split";
  readonly testRows?: string;
  readonly mix?: readonly string[];
  readonly paraphrases?: string;
  readonly json?: boolean;
}

export interface BuildRequest {
  readonly agents: readonly string[];
  readonly settings: AgentSettings;
  readonly workers?: number;
  readonly shard?: Shard;
}

/** Rows of the test split unless told otherwise: enough for a verdict. */
const TEST_ROWS = 400;
const MOST_WORKERS = 256;

/** @param folder what paths are relative to */
export function readBuildOptions(
  options: BuildOptions,
  folder: string,
): {
  readonly request: BuildRequest;
  readonly problems: Problem[];
} {
  const problems: Problem[] = [];
  const report = (option: string, given: string, message: string, fix: string) =>
    problems.push({ code: "bad_option", path: `--${option} ${given}`, message, fix });
  const number = (option: string, text: string | undefined, least: number, fix: string): number | undefined => {
    if (text === undefined) return undefined;
    const value = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
    if (Number.isSafeInteger(value) && value >= least) return value;
    report(option, text, "is no such number", fix);
    return undefined;
  };

  const seed = number("seed", options.seed, 0, "Use an integer from 0 to 2^53 - 1, such as 7.");
  const count = number("count", options.count, 1, "Use the rows per agent, 1 or more, such as 600.");
  const testRows = number("test-rows", options.testRows, 0, "Use an integer, 0 or more, such as 400.");
  const workers = number("workers", options.workers, 1, "Use the number of threads, 1 or more.");
  if (workers !== undefined && workers > MOST_WORKERS)
    report("workers", String(workers), `is more than ${MOST_WORKERS}`, "Use as many threads as the machine has cores.");
  const agents = list(options.agents) ?? [...AGENT_NAMES];
  const known = knownAgentNames();
  for (const agent of agents)
    if (!known.includes(agent)) report("agents", agent, "is no agent", `Use some of ${known.join(", ")}.`);
  for (const agent of new Set(agents.filter((each, index) => agents.indexOf(each) !== index)))
    report("agents", agent, "is named twice", "Name every agent once.");
  if (agents.length === 0) report("agents", "", "names no agent", `Use some of ${known.join(", ")}.`);
  const splits = list(options.split) as readonly Split[] | undefined;
  if (splits?.includes("test") === true && testRows === 0)
    report("split", "test", "is asked for with --test-rows 0", "Leave one of the two out.");
  const formats = list(options.formats) as readonly FormatName[] | undefined;
  const shard = readShard(options.shard, report);

  const settings: AgentSettings = {
    ...(seed === undefined ? {} : { seed }),
    ...(count === undefined ? {} : { counts: countsOf(count) }),
    ...(splits === undefined ? {} : { splits }),
    ...(formats === undefined ? {} : { formats }),
    rendering: options.rendering,
    parallel: options.parallel,
    ...(options.mix === undefined ? {} : { mix: options.mix.flatMap((text) => readMix(text, folder, report)) }),
    ...(options.paraphrases === undefined ? {} : { paraphrases: resolve(folder, options.paraphrases) }),
    testRows: testRows ?? (splits?.includes("test") === true ? TEST_ROWS : 0),
  };
  for (const problem of checkSettings("", settings)) problems.push({ ...problem, path: optionOf(problem.path) });
  return {
    request: {
      agents,
      settings,
      ...(workers === undefined ? {} : { workers }),
      ...(shard === undefined ? {} : { shard }),
    },
    problems,
  };
}

/** The default shares of 200, 300 and 100 in 600, for any number of rows. */
function countsOf(rows: number): { tflan: number; react: number; negative: number } {
  const tflan = Math.round(rows / 3);
  const negative = Math.round(rows / 6);
  return { tflan, react: rows - tflan - negative, negative };
}

/** `FILE:RATIO:LICENCE`; a file may have colons in its name. */
function readMix(
  text: string,
  folder: string,
  report: (option: string, given: string, message: string, fix: string) => void,
): MixSource[] {
  const [, file, ratio, licence] = /^(.+):([^:]+):([^:]+)$/.exec(text) ?? [];
  if (file !== undefined) return [{ file: resolve(folder, file), ratio: Number(ratio), licence: licence! }];
  report("mix", text, "is not FILE:RATIO:LICENCE", "Write it as alpaca.jsonl:1:apache-2.0.");
  return [];
}

function readShard(
  text: string | undefined,
  report: (option: string, given: string, message: string, fix: string) => void,
): Shard | undefined {
  if (text === undefined) return undefined;
  const [, index, of] = (/^(\d{1,6})\/(\d{1,6})$/.exec(text.trim()) ?? []).map(Number);
  if (index !== undefined && of !== undefined && index >= 1 && index <= of) return { index: index - 1, of };
  report("shard", text, "is no part of a build", "Use i/n with i from 1 to n, such as 2/4 for the second of four.");
  return undefined;
}

function list(text: string | undefined): string[] | undefined {
  return text
    ?.split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

/** `.counts.tflan` → `--count`. */
function optionOf(path: string): string {
  const setting = path.split(".")[1] ?? "";
  return `--${{ counts: "count", splits: "split", testRows: "test-rows" }[setting] ?? setting}`;
}
