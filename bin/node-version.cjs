/** An older Node fails somewhere in the middle: the one that is installed with flanstack takes over, or it is said at once. */
const { spawn } = require("node:child_process");
const { existsSync } = require("node:fs");
const { delimiter, dirname, join } = require("node:path");
const { engines } = require("../package.json");

const WANTED = engines.node.replace(/^>=/, "");
const OWN = join(__dirname, "..", "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };

/** @param {string} version such as "20.20.2" */
function isTooOld(version) {
  const [major, minor] = numbers(version);
  const [wantedMajor, wantedMinor] = numbers(WANTED);
  return major < wantedMajor || (major === wantedMajor && minor < wantedMinor);
}

function numbers(version) {
  return version.split(".").map(Number);
}

/** Runs the script in the foreground. Signals of the terminal reach it directly; we only wait and pass its end on. */
function runUnderOwnNode(script, own = OWN) {
  if (!existsSync(own)) {
    process.stderr.write(
      `flanstack needs Node ${WANTED} or later; this is Node ${process.versions.node} (${process.execPath}).\n` +
        "  Install a later Node, or run npm start once in the checkout: it installs one beside the packages.\n",
    );
    process.exitCode = 1;
    return;
  }
  const env = { ...process.env, PATH: [dirname(own), process.env.PATH].filter(Boolean).join(delimiter) };
  const child = spawn(own, [script, ...process.argv.slice(2)], { env, stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGHUP"]) process.on(signal, () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("exit", (code, signal) => {
    process.exitCode = signal === null ? code : 128 + (SIGNALS[signal] ?? 0);
  });
}

module.exports = { isTooOld, runUnderOwnNode };
