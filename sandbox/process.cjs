// Starts the sandbox as a process of its own: loads TypeScript, then loads the implementation.
// `node sandbox/process.cjs --port 0 --data DIR [--speed X] [--quota N]`
"use strict";
require("../bin/load-typescript.cjs");
require("./process").main(process.argv.slice(2));
