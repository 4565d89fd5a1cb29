// Starts the sandbox as a process of its own: registers ts-node (transpile only), then loads the implementation.
// `node sandbox/process.cjs --port 0 --data DIR [--speed X] [--quota N]`
"use strict";
require("./register.cjs");
require("./process").main(process.argv.slice(2));
