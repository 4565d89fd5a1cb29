#!/usr/bin/env node
/** The `flanstack` command: loads TypeScript as it is, so that there is no build step to forget. */
require("./load-typescript.cjs");
require("../cli/main").main(process.argv.slice(2));
