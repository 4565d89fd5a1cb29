/** `flanstack data prune`: removes older builds from the cache, but none that a job was bought for or a person has approved. */
import { join, relative } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { readApproved } from "../../approved-data";
import { type CachedBuild, choosePruning, type Pruning, pruneBuilds } from "../../datasets/tools";
import { FlanstackError, systemClock } from "../../primitives";
import type { CliContext } from "../context";
import { readStackFile } from "../stack-file";
import { ROOT } from "./data-files";

interface PruneOptions {
  readonly keep: number;
  readonly stack: string;
  /** False with --no-ledger. */
  readonly ledger?: string | false;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** Newest builds per agent that stay unless told otherwise. */
export const KEPT_BUILDS = 10;

/** @param root the checkout, below which builds are kept */
export function pruneCommand(context: CliContext, root: string = ROOT): Command {
  return new Command("prune")
    .description(
      "Removes older builds from the cache (build/). Never one whose training file a claim of the ledger or flanstack.lock names.\nWithout --yes it only says what it would do. A build that is gone is made again when it is wanted.",
    )
    .option("--keep <n>", "newest builds per agent that stay", count, KEPT_BUILDS)
    .option("--stack <name>", "whose ledger is asked, as Pulumi.<name>.yaml names it", "dev")
    .option("--ledger <address>", "another ledger: gs://bucket/prefix or file:///folder")
    .option("--no-ledger", "no job was ever bought: ask no ledger")
    .option("--yes", "do it")
    .option("--json", "print as JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  flanstack data prune --stack prod\n  flanstack data prune --keep 3 --no-ledger --yes",
    )
    .action(async (options: PruneOptions) => {
      const named = new Set([
        ...readApproved(root).map(({ digest }) => digest),
        ...(await bought(context, root, options)),
      ]);
      const cache = join(root, "build");
      const pruning = choosePruning(cache, options.keep, named);
      const isDone = options.yes === true;
      if (isDone) pruneBuilds(cache, pruning);
      context.write(
        options.json === true
          ? JSON.stringify({ done: isDone, ...pruning }, null, 2)
          : render(context, pruning, isDone),
      );
    });
}

/** Training files of the ledger's claims. */
async function bought({ environment }: CliContext, root: string, options: PruneOptions): Promise<string[]> {
  if (options.ledger === false) return [];
  // Commander gives `true` where neither --ledger nor --no-ledger stands.
  const address = typeof options.ledger === "string" ? options.ledger : readStackFile(root, options.stack).ledger;
  if (typeof address !== "string" || address === "")
    throw new FlanstackError(`Stack ${options.stack} names no ledger, so what was bought is not known.`, {
      code: "ledger_missing",
      path: "flanstack:ledger",
      fix: "Name the stack (--stack) or the ledger (--ledger); where no job was ever bought, say --no-ledger.",
    });
  const storageBaseUrl = environment.FLANSTACK_STORAGE_BASE_URL || undefined;
  const { openLedger } = require("../../tuning") as typeof import("../../tuning"); // not needed to build
  const ledger = openLedger(address, { clock: systemClock, ...(storageBaseUrl && { storageBaseUrl }) });
  return (await ledger.list()).map(({ claim }) => claim.spec.trainDigest);
}

function render(context: CliContext, { gone, needed, kept }: Pruning, isDone: boolean): string {
  const name = ({ directory }: CachedBuild) => relative(context.cwd, directory);
  return [
    ...gone.map((each) => ` ${isDone ? "REMOVED " : "OLDER   "} ${name(each)}  ${size([each])}`),
    ...needed.map((each) => ` NEEDED   ${name(each)}  bought or approved`),
    ` KEPT     ${kept.length + needed.length} builds, ${size([...kept, ...needed])}; ${gone.length} older ${isDone ? "removed" : "to remove"}, ${size(gone)}`,
    ...(isDone || gone.length === 0 ? [] : [" NEXT     nothing was removed; run again with --yes"]),
  ].join("\n");
}

function size(builds: readonly CachedBuild[]): string {
  return `${(builds.reduce((sum, each) => sum + each.sizeBytes, 0) / 2 ** 20).toFixed(1)} MiB`;
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError("wants a whole number, 1 or more.");
  return value;
}
