#!/usr/bin/env node
/** The `flanstack` command: loads TypeScript as it is, so that there is no build step to forget. */
require("ts-node").register({
  transpileOnly: true,
  skipProject: true,
  compilerOptions: {
    module: "nodenext",
    moduleResolution: "nodenext",
    target: "es2022",
    useDefineForClassFields: false,
  },
});
require("../cli/main").main(process.argv.slice(2));
