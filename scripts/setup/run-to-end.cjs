/** Runs another program in this one's place. Needs nothing but Node itself, of any age: set-up uses it before packages are there. */
const { spawn } = require("node:child_process");

const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };

/**
 * Runs the program in the foreground. Signals of the terminal reach it directly; we only wait and pass its end on.
 * @returns {Promise<number>} its exit code; 128 and more when a signal ended it, 1 when it could not be started
 */
function runToEnd(command, args, environment) {
  return new Promise((done) => {
    const child = spawn(command, args, { env: environment, stdio: "inherit" });
    for (const signal of ["SIGINT", "SIGHUP"]) process.on(signal, () => {});
    process.on("SIGTERM", () => child.kill("SIGTERM"));
    child.on("error", (error) => {
      process.stderr.write(`could not start ${command}: ${error.message}\n`);
      done(1);
    });
    child.on("exit", (code, signal) => done(signal === null ? (code ?? 1) : 128 + (SIGNALS[signal] ?? 1)));
  });
}

module.exports = { runToEnd };
