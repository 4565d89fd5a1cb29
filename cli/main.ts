/** The `flanstack` command: finds the subcommand, turns errors into one readable text and an exit code. */
import { Command, CommanderError } from "commander";
import { FlanstackError } from "../primitives";
import type { CliContext } from "./context";
import { productVersion } from "./local/place";

/** Subcommands load when they are called, so that `--help` is instant. */
const COMMANDS: Readonly<Record<string, { readonly summary: string; load(context: CliContext): Command }>> = {
  start: {
    summary: "set up, tune and evaluate the six agents on the local stack",
    load: (context) => (require("./commands/start") as typeof import("./commands/start")).startCommand(context),
  },
  local: {
    summary: "single steps of the local stack: preview, up, destroy, reset",
    load: (context) => (require("./commands/local") as typeof import("./commands/local")).localCommand(context),
  },
  plan: {
    summary: "what tuning would cost and need; spends nothing",
    load: (context) => (require("./commands/plan") as typeof import("./commands/plan")).planCommand(context),
  },
  roi: {
    summary: "whether tuning pays over your own traffic, against untuned models",
    load: (context) => (require("./commands/roi") as typeof import("./commands/roi")).roiCommand(context),
  },
  migrate: {
    summary: "save what a dying model can do, and prepare its replacement",
    load: (context) => (require("./commands/migrate") as typeof import("./commands/migrate")).migrateCommand(context),
  },
  probe: {
    summary: "settle by one small paid job what nobody knows about a base model",
    load: (context) => (require("./commands/probe") as typeof import("./commands/probe")).probeCommand(context),
  },
  catalog: {
    summary: "the dated facts about models: list, show, check",
    load: (context) => (require("./commands/catalog") as typeof import("./commands/catalog")).catalogCommand(context),
  },
  jobs: {
    summary: "paid jobs: list, show, collect, cancel, adopt, release",
    load: (context) => (require("./commands/jobs") as typeof import("./commands/jobs")).jobsCommand(context),
  },
  ledger: {
    summary: "make the ledger of paid jobs, once",
    load: (context) => (require("./commands/ledger") as typeof import("./commands/ledger")).ledgerCommand(context),
  },
  data: {
    summary: "build, verify, read and compare training data",
    load: (context) => (require("./commands/data") as typeof import("./commands/data")).dataCommand(context),
  },
  agent: {
    summary: "agents of your own: new (from OpenAPI or MCP), check",
    load: (context) => (require("./commands/agent") as typeof import("./commands/agent")).agentCommand(context),
  },
  eval: {
    summary: "ask models the same rows, score them, and decide",
    load: (context) => (require("./commands/eval") as typeof import("./commands/eval")).evalCommand(context),
  },
  "eval-export": {
    summary: "rows for promptfoo or inspect_ai users",
    load: (context) =>
      (require("./commands/eval-export") as typeof import("./commands/eval-export")).evalExportCommand(context),
  },
  "eval-lock": {
    summary: "lock your own evaluation rows, which then decide",
    load: (context) =>
      (require("./commands/eval-lock") as typeof import("./commands/eval-lock")).evalLockCommand(context),
  },
  gate: {
    summary: "promote, hold or inconclusive, from results; and the gate's own self-test",
    load: (context) => (require("./commands/gate") as typeof import("./commands/gate")).gateCommand(context),
  },
  score: {
    summary: "score answers that are there already, by our rules or the leaderboard's",
    load: (context) => (require("./commands/score") as typeof import("./commands/score")).scoreCommand(context),
  },
  compare: {
    summary: "two models on the same rows, with intervals and tests",
    load: (context) => (require("./commands/compare") as typeof import("./commands/compare")).compareCommand(context),
  },
  trainer: {
    summary: "LoRA on this machine: runs, resume, serve, templates",
    load: (context) => (require("./commands/trainer") as typeof import("./commands/trainer")).trainerCommand(context),
  },
  sandbox: {
    summary: "run the embedded services alone",
    load: (context) => (require("./commands/sandbox") as typeof import("./commands/sandbox")).sandboxCommand(context),
  },
};

/** Runs one command line and sets the exit code: 0 done, 1 failed or refused, 2 wrong usage, 130 interrupted. */
export async function main(argv: readonly string[], context: CliContext = processContext()): Promise<void> {
  const program = new Command("flanstack")
    .description("Agent fine-tuning as infrastructure: data, price, diff and proof in one Pulumi program.")
    .version(productVersion(`${__dirname}/..`))
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.write(text.trimEnd()),
      writeErr: (text) => context.writeError(text.trimEnd()),
    })
    .showHelpAfterError("(flanstack --help shows all commands)")
    .addHelpText("after", "\nExamples:\n  flanstack start\n  flanstack local preview\n  flanstack COMMAND --help");
  for (const [name, { summary, load }] of Object.entries(COMMANDS)) {
    // Only the wanted command is loaded in full; the others stand in the help with their summary.
    program.addCommand(
      inherit(program, argv.includes(name) ? load(context).summary(summary) : new Command(name).description(summary)),
    );
  }
  try {
    await program.parseAsync([...argv], { from: "user" });
  } catch (error) {
    context.setExitCode(report(error, context));
  }
}

/** Gives a command, and those below it, the program's way of writing and of ending: `addCommand` does not. */
function inherit(parent: Command, command: Command): Command {
  command.copyInheritedSettings(parent);
  for (const below of command.commands) inherit(command, below);
  return command;
}

function report(error: unknown, context: CliContext): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2; // commander has written its text
  if (FlanstackError.is(error)) context.writeError(error.message);
  else if (error instanceof Error && error.name === "OperationFailure") context.writeError(error.message);
  else context.writeError(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return 1;
}

function processContext(): CliContext {
  const { stdout, stderr, env } = process;
  // Whoever reads us may stop early (`| head`); that is no error of ours.
  stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(0);
  });
  const forced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== "0" && env.FORCE_COLOR !== "false";
  let progressShown = false;
  const clear = () => {
    if (progressShown) stderr.write("\r\x1b[2K");
    progressShown = false;
  };
  return {
    cwd: process.cwd(),
    write: (text) => {
      clear();
      stdout.write(`${text}\n`);
    },
    writeError: (text) => {
      clear();
      stderr.write(`${text}\n`);
    },
    progress: (text) => {
      if (!stderr.isTTY) return;
      stderr.write(`\r\x1b[2K${text.slice(0, (stderr.columns ?? 80) - 1)}`);
      progressShown = text !== "";
    },
    columns: stdout.columns ?? 80,
    colour: forced || (stdout.isTTY === true && env.NO_COLOR === undefined && env.TERM !== "dumb"),
    environment: env,
    setExitCode: (code) => {
      process.exitCode = code;
    },
  };
}
