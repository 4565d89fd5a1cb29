/** What the `data` commands share: finding and reading files, agents by name, option values. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { InvalidArgumentError } from "commander";
import { AGENT_NAMES, knownAgentNames, loadAgent } from "../../agents";
import { type Engine, prepareEngine } from "../../datasets/tools";
import { FlanstackError } from "../../primitives";
import type { CliContext } from "../context";

/** The checkout: builds are cached below it. */
export const ROOT = resolve(__dirname, "../..");

export function engineOf(engines: Map<string, Engine>, agent: string): Engine | undefined {
  if (!knownAgentNames().includes(agent)) return undefined;
  let engine = engines.get(agent);
  if (engine === undefined) {
    engine = prepareEngine(
      loadAgent(agent),
      AGENT_NAMES.map((name) => loadAgent(name)),
    );
    engines.set(agent, engine);
  }
  return engine;
}

export function dataFiles(context: CliContext, path: string): string[] {
  const full = resolve(context.cwd, path);
  if (!existsSync(full))
    throw new FlanstackError(`There is no ${path}.`, {
      code: "no_file",
      path,
      fix: "Name a JSONL file, or a folder that holds some.",
    });
  try {
    return readdirSync(full)
      .filter((name) => name.endsWith(".jsonl"))
      .sort()
      .map((name) => join(path, name));
  } catch {
    return [path];
  }
}

export function read(context: CliContext, path: string): Uint8Array {
  try {
    return readFileSync(resolve(context.cwd, path));
  } catch (cause) {
    throw new FlanstackError(`Cannot read ${path}: ${(cause as Error).message}`, {
      code: "cannot_read",
      path,
      fix: "Name a file that exists and may be read.",
      cause,
    });
  }
}

export function integer(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError("wants a whole number, 0 or more.");
  return value;
}

export function list(text: string): readonly string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
