/** An older Node fails somewhere in the middle: the one that is installed with flanstack takes over, or it is said at once. */
const { existsSync } = require("node:fs");
const { delimiter, dirname, join } = require("node:path");
const { engines } = require("../package.json");
const { runToEnd } = require("../scripts/setup/run-to-end.cjs");

const WANTED = engines.node.replace(/^>=/, "");
const OWN = join(__dirname, "..", "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");

/** @param {string} version such as "20.20.2" */
function isTooOld(version) {
  const [major, minor] = numbers(version);
  const [wantedMajor, wantedMinor] = numbers(WANTED);
  return major < wantedMajor || (major === wantedMajor && minor < wantedMinor);
}

function numbers(version) {
  return version.split(".").map(Number);
}

/** Runs the script under the Node that is installed beside the packages, and ends as it ends. */
async function runUnderOwnNode(script, own = OWN) {
  if (!existsSync(own)) {
    process.stderr.write(
      `flanstack needs Node ${WANTED} or later; this is Node ${process.versions.node} (${process.execPath}).\n` +
        "  Install a later Node, or run npm start once in the checkout: it installs one beside the packages.\n",
    );
    process.exitCode = 1;
    return;
  }
  const environment = { ...process.env, PATH: [dirname(own), process.env.PATH].filter(Boolean).join(delimiter) };
  process.exitCode = await runToEnd(own, [script, ...process.argv.slice(2)], environment);
}

module.exports = { isTooOld, runUnderOwnNode };
