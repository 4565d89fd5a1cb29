/** The folder that `data build` and `join` write into: files of an earlier build are replaced, anybody else's are not touched. */
import { constants, copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import type { BuiltDatasets } from "../../datasets";
import { FlanstackError } from "../../primitives";

/** Where files grow inside the folder that was asked for, until all are done. While it is there, a run was cut off. */
const UNFINISHED = ".unfinished";
/** What stands beside the data files of every build; the manifest comes last, when all that it lists is there. */
export const SET_FILES = ["dataset_summary.json", "data_card.md", "README.md", "manifest.json"] as const;
/** Stands in every card of ours; a README without it is somebody's own. */
const CARD_MARK = "made by the flanstack generator";

export class OutputFolder {
  /** Where files may grow before they are put in place. */
  readonly unfinished: string;
  private readonly wasCutOff: boolean;
  private readonly before: ReadonlySet<string> | undefined;

  /** @param shown the folder as the user wrote it */
  constructor(
    readonly folder: string,
    readonly shown: string,
  ) {
    this.unfinished = join(folder, UNFINISHED);
    this.wasCutOff = existsSync(this.unfinished);
    this.before = dataFilesBefore(folder);
  }

  /** @throws FlanstackError that names every file of these that is there and was not written by a build */
  refuseForeign(names: readonly string[]): void {
    const foreign = names.filter((name) => existsSync(join(this.folder, name)) && !this.isOurs(name));
    if (foreign.length === 0) return;
    throw FlanstackError.fromProblems(
      `${this.shown} holds files that flanstack did not write; nothing was changed`,
      foreign.map((name) => ({
        code: "not_ours",
        path: join(this.shown, name),
        message: "would be overwritten",
        fix: "Choose a folder of its own with --out, such as --out data; or move the file away.",
      })),
    );
  }

  /** Empties the place where files grow. */
  clear(): void {
    rmSync(this.unfinished, { recursive: true, force: true });
  }

  /** Puts the files into the folder; those of an earlier build that this one does not have go. */
  fill(built: BuiltDatasets, how: "copy" | "move"): void {
    const paths = [
      ...built.agents.flatMap((agent) => agent.files.map((file) => file.path)),
      ...SET_FILES.map((name) => join(built.directory, name)),
    ];
    const names = paths.map((path) => basename(path));
    this.refuseForeign(names);
    try {
      mkdirSync(this.unfinished, { recursive: true });
      const kept = new Set(names);
      for (const name of this.before ?? []) if (!kept.has(name)) rmSync(join(this.folder, name), { force: true });
      for (const path of paths) {
        const target = join(this.folder, basename(path));
        if (how === "move") renameSync(path, target);
        else copyFileSync(path, target, constants.COPYFILE_FICLONE);
      }
      this.clear();
    } catch (cause) {
      throw new FlanstackError(`Cannot write ${this.shown}: ${(cause as Error).message}`, {
        code: "cannot_write",
        path: this.shown,
        fix: "Choose a folder that can be written to and has room, and run again.",
        cause,
      });
    }
  }

  private isOurs(name: string): boolean {
    if (name === "README.md") return holdsCard(join(this.folder, name));
    if (this.wasCutOff) return true;
    if (this.before === undefined) return false;
    return this.before.has(name) || (SET_FILES as readonly string[]).includes(name);
  }
}

/** Data files that the folder's own manifest lists; undefined where no build was. */
function dataFilesBefore(folder: string): ReadonlySet<string> | undefined {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as {
      readonly generatorVersion?: unknown;
      readonly agents: readonly { readonly files: readonly { readonly name: string }[] }[];
    };
    if (manifest.generatorVersion === undefined) return undefined;
    return new Set(manifest.agents.flatMap((agent) => agent.files.map((file) => basename(file.name))));
  } catch {
    return undefined; // no build was here, or none that can be read
  }
}

function holdsCard(path: string): boolean {
  try {
    return readFileSync(path, "utf8").includes(CARD_MARK);
  } catch {
    return false; // a folder of that name, or not readable: not ours
  }
}
