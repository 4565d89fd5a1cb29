/** Starts the sandbox process, waits for its ready line, ends it. */
const { spawn } = require("node:child_process");
const { join } = require("node:path");

const child = spawn(
  process.execPath,
  [join(__dirname, "../../sandbox/process.cjs"), "--port", "0", "--data", process.argv[2]],
  { stdio: ["ignore", "pipe", "inherit"] },
);
child.stdout.on("data", (data) => {
  if (String(data).includes('"ready":true')) child.kill("SIGTERM");
});
