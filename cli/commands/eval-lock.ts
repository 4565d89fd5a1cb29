/** `flanstack eval-lock`: rows of the user's own that decide, locked by digest so that they cannot change unseen. */
import { Command } from "commander";
import { LOCK_FILE } from "../../approved-data";
import { checkOwnRows, lockedRows, lockFolder, lockRows, ownRows } from "../../locked-rows";
import type { CliContext } from "../context";
import { readExamples } from "../evaluate/rows";

interface LockOptions {
  readonly check?: boolean;
  readonly json?: boolean;
}

export function evalLockCommand(context: CliContext): Command {
  return new Command("eval-lock")
    .description(
      `Locks your own evaluation rows by digest in ${LOCK_FILE}. From then on \`flanstack eval\`, \`flanstack gate\` and the stack take them and no others: changed rows are an error, and generated rows are a slice beside them.\nAsks nobody. The order of rows does not count; what models see and what counts as right does.`,
    )
    .argument("<rows>", "canonical rows of your own; they replace what was locked for their agents")
    .option("--check", "write nothing; exit code 1 when the rows are not the locked ones")
    .option("--json", "print the digests as JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  flanstack eval-lock rows/qa.jsonl && git add flanstack.lock\n  flanstack eval-lock rows/qa.jsonl --check",
    )
    .action((file: string, { check, json }: LockOptions) => {
      const rows = ownRows(readExamples(context, file), file);
      const root = lockFolder(context.cwd);
      const locked = lockedRows(root);
      const isLocked = (agent: string, digest: string) =>
        locked.some((each) => each.agent === agent && each.digest === digest);
      if (check !== true) lockRows(root ?? context.cwd, rows);
      if (json === true) {
        const state = rows.map((each) => ({ ...each, wasLocked: isLocked(each.agent, each.digest) }));
        context.write(JSON.stringify({ file: LOCK_FILE, written: check !== true, rows: state }, null, 2));
      } else {
        for (const { agent, digest, examples } of rows) {
          const state = isLocked(agent, digest) ? "was locked" : check === true ? "NOT LOCKED" : "locked";
          context.write(`${agent.padEnd(16)} ${digest.slice(0, 12)}  ${examples} examples  ${state}`);
        }
        if (check !== true) context.write(`Written to ${LOCK_FILE}: commit it.`);
      }
      if (check !== true) return;
      for (const { message, fix } of checkOwnRows(locked, rows, file)) context.writeError(`${message}\n  ${fix}`);
      if (rows.some(({ agent, digest }) => !isLocked(agent, digest))) context.setExitCode(1);
    });
}
