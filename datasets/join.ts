/** Puts the parts of a build together, wherever they were made: the files are those that one run would have written. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { FlanstackError, type Problem } from "../primitives";
import { AgentFolder } from "./make-agent";
import { type BuiltAgent, type BuiltDatasets, type BuiltFile, GENERATOR_VERSION } from "./manifest";
import { finishSet } from "./set";
import { digestOfFile } from "./write";

/** One agent's part, as `manifest.json` and `dataset_summary.json` of its folder tell of it. */
type Part = Omit<BuiltAgent, "directory" | "cached"> & { readonly folder: string };

interface Manifest {
  readonly generatorVersion: string;
  readonly agents: readonly (Pick<BuiltAgent, "agent" | "digest" | "blocks"> & {
    readonly files: readonly Omit<BuiltFile, "path">[];
  })[];
}

interface Summary {
  readonly agents: readonly Pick<
    BuiltAgent,
    "agent" | "settings" | "counts" | "funnel" | "gates" | "test" | "paraphrased"
  >[];
}

/**
 * Joins folders that `data build --shard` wrote, given in any order.
 * @throws FlanstackError with all problems: a part that is missing, made twice, damaged, or of another build
 */
export function joinShards(folders: readonly string[], outputDirectory: string): BuiltDatasets {
  const parts = folders.map(readFolder);
  const names = [...new Set(parts.flatMap((each) => each.map((part) => part.agent)))];
  const own = names.map((agent) => ({
    agent,
    parts: parts
      .flat()
      .filter((part) => part.agent === agent)
      .sort((left, right) => rangeOf(left).from - rangeOf(right).from || rangeOf(left).to - rangeOf(right).to),
  }));
  const problems = own.flatMap((each) => [...checkParts(each.agent, each.parts), ...each.parts.flatMap(checkFiles)]);
  if (problems.length > 0) throw FlanstackError.fromProblems("Parts of a build", problems);
  return finishSet(
    outputDirectory,
    own.map((each) => joinAgent(each.parts, outputDirectory)),
  );
}

function joinAgent(parts: readonly Part[], outputDirectory: string): BuiltAgent {
  const { agent, settings } = parts[0]!;
  const range = rangeOf(parts[0]!);
  const folder = new AgentFolder({
    agent,
    settings,
    digest: range.build,
    directory: join(outputDirectory, `${agent}-${range.build.slice(0, 16)}`),
    blocks: { ...range, from: 0, to: range.of },
  });
  try {
    for (const part of parts) folder.addPart(part);
    return folder.close();
  } catch (error) {
    folder.discard();
    throw error;
  }
}

function readFolder(folder: string): Part[] {
  try {
    const read = <T>(name: string) => JSON.parse(readFileSync(join(folder, name), "utf8")) as T;
    const manifest = read<Manifest>("manifest.json");
    const summary = read<Summary>("dataset_summary.json");
    if (manifest.generatorVersion !== GENERATOR_VERSION)
      throw new Error(`it was made by version ${manifest.generatorVersion}; this is ${GENERATOR_VERSION}`);
    return manifest.agents.map((each) => ({
      ...each,
      ...summary.agents.find((facts) => facts.agent === each.agent)!,
      folder,
      files: each.files.map((file) => ({ ...file, path: join(folder, file.name) })),
    }));
  } catch (cause) {
    throw new FlanstackError(`${folder} is no part of a build: ${(cause as Error).message}`, {
      code: "no_part",
      path: folder,
      fix: "Name folders that `flanstack data build --shard i/n` of this version wrote.",
      cause,
    });
  }
}

/** An agent of one block, made in full, has no range of its own. */
function rangeOf({ blocks, digest }: Part) {
  return blocks ?? { from: 0, to: 1, of: 1, build: digest };
}

function checkParts(agent: string, parts: readonly Part[]): Problem[] {
  const builds = new Set(parts.map((part) => rangeOf(part).build));
  if (builds.size > 1)
    return [
      {
        code: "several_builds",
        path: agent,
        message: `the parts are of ${builds.size} builds`,
        fix: "Make all parts with the same seed, count, formats and version.",
      },
    ];
  const problems: Problem[] = [];
  const { of } = rangeOf(parts[0]!);
  let reached = 0;
  for (const part of parts) {
    const { from, to } = rangeOf(part);
    if (from === to) continue;
    if (from > reached) problems.push(missing(agent, reached, from, of));
    if (from < reached)
      problems.push({
        code: "part_twice",
        path: part.folder,
        message: `holds blocks of ${agent} that another part holds too`,
        fix: "Name each part once, all cut in the same number.",
      });
    reached = Math.max(reached, to);
  }
  if (reached < of) problems.push(missing(agent, reached, of, of));
  return problems;
}

function missing(agent: string, from: number, to: number, of: number): Problem {
  return {
    code: "part_missing",
    path: agent,
    message: `blocks ${from + 1} to ${to} of ${of} are in no part`,
    fix: "Name all parts: shard 1/n to n/n.",
  };
}

function checkFiles(part: Part): Problem[] {
  return part.files.flatMap((file) => {
    let found: string;
    try {
      found = digestOfFile(file.path);
    } catch {
      found = "nothing";
    }
    if (found === file.sha256) return [];
    return [
      {
        code: "part_damaged",
        path: file.path,
        message: found === "nothing" ? "is not there" : "is not what was written",
        fix: "Make this part again.",
      },
    ];
  });
}
