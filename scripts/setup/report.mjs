/** What set-up says, and how it fails. */

export function say(text) {
  process.stderr.write(`set-up: ${text}\n`);
}

/** A failure a person can act on: what happened, and the ways out. */
export class SetupFailure extends Error {
  /** @param {string} message what happened  @param {string[]} ways what was tried, or what to do, one per line */
  constructor(message, ways) {
    super(message);
    this.ways = ways;
  }

  render() {
    return [`set-up failed: ${this.message}`, ...this.ways.map((way) => `  ${way.replaceAll("\n", "\n    ")}`)].join(
      "\n",
    );
  }
}

/** The last lines of a command's output: enough to see why it failed. */
export function lastLines(text, count = 6) {
  return text.trim().split("\n").slice(-count).join("\n");
}
