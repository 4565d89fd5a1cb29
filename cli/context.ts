/** What a command may use of its surroundings: where it writes, how wide, in colour or not. Commands never touch `process`. */

export interface CliContext {
  /** Where relative paths start. */
  readonly cwd: string;
  /** Results: standard output. A newline is added. */
  write(text: string): void;
  /** Progress and errors: standard error. A newline is added. */
  writeError(text: string): void;
  /** Replaces the current progress line; does nothing when standard error is no terminal. */
  progress(text: string): void;
  /** Terminal width in columns; 80 when unknown. */
  readonly columns: number;
  /** Whether standard output is a terminal that shows colour (NO_COLOR and FORCE_COLOR are honoured). */
  readonly colour: boolean;
  /** Environment variables. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Ends the command with this exit code once it returns: 0 done, 1 refused or failed, 2 wrong usage. */
  setExitCode(code: number): void;
}
