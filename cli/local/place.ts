/** Where the local stack keeps its things: one git-ignored folder in the checkout. */
import { existsSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";

export interface LocalPlace {
  /** The checkout. */
  readonly root: string;
  /** `.flanstack/`: everything below may be deleted. */
  readonly folder: string;
  /** Work directory of the engine: a Pulumi.yaml that points at the checkout, and the stack's settings. */
  readonly workDirectory: string;
  /** Pulumi's state, locks and history. */
  readonly stateDirectory: string;
  /** Pulumi's own home, so that no login or plugin of the user is touched. */
  readonly pulumiHome: string;
  /** What the sandbox remembers. */
  readonly sandboxDirectory: string;
  readonly resultsFile: string;
  readonly predictionsFile: string;
  readonly reportFile: string;
}

export function localPlace(root = resolve(__dirname, "../.."), folder = join(root, ".flanstack")): LocalPlace {
  return {
    root,
    folder,
    workDirectory: join(folder, "local"),
    stateDirectory: join(folder, "state"),
    pulumiHome: join(folder, "pulumi"),
    sandboxDirectory: join(folder, "sandbox"),
    resultsFile: join(folder, "results.json"),
    predictionsFile: join(folder, "predictions.jsonl"),
    reportFile: join(folder, "report.html"),
  };
}

/** A path as a person in `from` would type it. */
export function shown(path: string, from: string): string {
  const short = relative(from, path);
  return short === "" ? "." : short.startsWith("..") ? path : short;
}

/** The version of flanstack that runs. */
export function productVersion(root: string): string {
  const file = join(root, "package.json");
  return existsSync(file) ? String(JSON.parse(readFileSync(file, "utf8")).version) : "unknown";
}
