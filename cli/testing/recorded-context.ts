/** A command's surroundings that remember what was written, for tests that run a command in their own process. */
import { Command, CommanderError } from "commander";
import { FlanstackError } from "../../primitives";
import type { CliContext } from "../context";

export interface CommandRun {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

interface Surroundings {
  readonly cwd?: string;
  readonly columns?: number;
  readonly colour?: boolean;
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/**
 * Runs one command as `flanstack ARGS` would.
 * @param given where the surroundings differ from a plain terminal of 80 columns
 */
export async function runCommand(
  make: (context: CliContext) => Command,
  args: readonly string[],
  given: Surroundings = {},
): Promise<CommandRun> {
  const output: string[] = [];
  const errors: string[] = [];
  let code = 0;
  const command = make({
    cwd: given.cwd ?? process.cwd(),
    write: (text) => void output.push(text),
    writeError: (text) => void errors.push(text),
    progress: () => undefined,
    columns: given.columns ?? 80,
    colour: given.colour ?? false,
    environment: given.environment ?? {},
    setExitCode: (status) => {
      code = status;
    },
  });
  const program = new Command("flanstack")
    .exitOverride()
    .configureOutput({ writeOut: (text) => void output.push(text), writeErr: (text) => void errors.push(text) });
  // Subcommands were made before their parent, so its settings are handed down here.
  for (const each of [command, ...command.commands]) each.copyInheritedSettings(program);
  try {
    await program.addCommand(command).parseAsync([...args], { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) code = error.exitCode === 0 ? 0 : 2;
    else if (FlanstackError.is(error)) {
      errors.push(error.message);
      code = 1;
    } else throw error;
  }
  return { code, output: output.join("\n"), errors: errors.join("\n") };
}
