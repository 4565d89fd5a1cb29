#!/usr/bin/env node
/** The `flanstack` command: loads TypeScript as it is, so that there is no build step to forget. */
const { isTooOld, runUnderOwnNode } = require("./node-version.cjs");

if (isTooOld(process.versions.node)) runUnderOwnNode(__filename);
else {
  require("./load-typescript.cjs");
  require("../cli/main").main(process.argv.slice(2));
}
