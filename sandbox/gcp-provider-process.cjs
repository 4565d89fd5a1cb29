// Starts the local stand-in for the gcp provider: the engine attaches to the port that it prints.
// FLANSTACK_STORAGE_BASE_URL names the sandbox, for example http://127.0.0.1:8471.
"use strict";
require("../bin/load-typescript.cjs");
require("./gcp-provider/process").main();
