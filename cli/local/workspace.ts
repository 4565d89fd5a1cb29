/** Opens the stack `local` on the real engine, in a folder of its own, so that no tracked file is ever rewritten. */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { LocalWorkspace, PulumiCommand, type PulumiFn, type Stack } from "@pulumi/pulumi/automation";
import writeFileAtomic from "write-file-atomic";
import { parse, stringify } from "yaml";
import { FlanstackError } from "../../primitives";
import type { LocalPlace } from "./place";

export const LOCAL_STACK = "local";
/** A project id that no real project has: the sandbox is the only place that knows it. */
export const LOCAL_PROJECT = "flanstack-local";
export const LOCAL_LEDGER = "gs://flanstack-local-ledger/flanstack";

/** Settings of a new local stack; a person may change them in `.flanstack/local/Pulumi.local.yaml`. */
const LOCAL_SETTINGS: Readonly<Record<string, string | number>> = {
  "flanstack:environment": "local",
  "flanstack:project": LOCAL_PROJECT,
  "flanstack:ledger": LOCAL_LEDGER,
  "flanstack:wait": "true",
  "flanstack:pollSeconds": "0.2",
};

export interface WorkspaceOptions {
  readonly place: LocalPlace;
  readonly environment: Record<string, string>;
  readonly program: PulumiFn;
  /** Settings that a new stack gets on top of the defaults. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** The stack `local`, created when it does not exist yet. @throws FlanstackError when there is no Pulumi CLI */
export async function openLocalStack(options: WorkspaceOptions): Promise<Stack> {
  const { place, environment, program } = options;
  writeProject(place);
  writeSettings(place, options.settings ?? {});
  for (const folder of [place.stateDirectory, place.pulumiHome]) mkdirSync(folder, { recursive: true });
  return LocalWorkspace.createOrSelectStack(
    { stackName: LOCAL_STACK, projectName: projectName(place), program },
    {
      workDir: place.workDirectory,
      envVars: environment,
      pulumiHome: place.pulumiHome,
      pulumiCommand: await findCommand(place),
    },
  );
}

/** The file that a person edits to change the local stack's settings. */
export function settingsFile(place: LocalPlace): string {
  return join(place.workDirectory, `Pulumi.${LOCAL_STACK}.yaml`);
}

/** The CLI that set-up chose; without set-up the one on PATH. */
async function findCommand(place: LocalPlace): Promise<PulumiCommand> {
  const chosen = join(place.root, "node_modules", ".flanstack-pulumi");
  const root = existsSync(chosen) ? readFileSync(chosen, "utf8") : undefined;
  try {
    return await PulumiCommand.get(root === undefined ? undefined : { root });
  } catch (cause) {
    throw new FlanstackError("The Pulumi CLI cannot be run.", {
      code: "pulumi_missing",
      path: root ?? "PATH",
      fix: "Run: node scripts/setup.mjs (it finds, downloads or builds the CLI).",
      cause,
    });
  }
}

/** The tracked Pulumi.yaml plus `main`: plugins then run in the checkout, and relative data paths resolve there. */
function writeProject(place: LocalPlace): void {
  mkdirSync(place.workDirectory, { recursive: true });
  const project = parse(readFileSync(join(place.root, "Pulumi.yaml"), "utf8"));
  writeWhenChanged(
    join(place.workDirectory, "Pulumi.yaml"),
    stringify({ ...project, main: relative(place.workDirectory, place.root) }),
  );
}

/** The project as the tracked Pulumi.yaml names it. */
export function projectName(place: LocalPlace): string {
  return String(parse(readFileSync(join(place.root, "Pulumi.yaml"), "utf8")).name);
}

/** Adds what a new stack needs, changes what is given, and leaves alone what a person has set. */
export function writeSettings(place: LocalPlace, settings: Readonly<Record<string, string>>): void {
  const file = settingsFile(place);
  const found = existsSync(file) ? (parse(readFileSync(file, "utf8")) ?? {}) : {};
  const config = { ...LOCAL_SETTINGS, ...(found.config ?? {}), ...structured(settings) };
  writeWhenChanged(file, stringify({ ...found, config }));
}

/** Lists and objects stand in the file as such: Pulumi refuses them as text. */
function structured(settings: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(settings).map(([name, text]) => [name, /^\s*[[{]/.test(text) ? parse(text) : text]),
  );
}

function writeWhenChanged(file: string, text: string): void {
  if (existsSync(file) && readFileSync(file, "utf8") === text) return;
  writeFileAtomic.sync(file, text);
}
