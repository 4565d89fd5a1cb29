// Lets a plain `node` load this package's TypeScript. Does nothing when ts-node is registered already.
"use strict";
if (process[Symbol.for("ts-node.register.instance")] === undefined) {
  require("ts-node").register({
    transpileOnly: true,
    skipProject: true,
    compilerOptions: {
      target: "es2022",
      module: "nodenext",
      moduleResolution: "nodenext",
      esModuleInterop: true,
      resolveJsonModule: true,
      useDefineForClassFields: false,
      rootDir: require("node:path").join(__dirname, ".."),
    },
  });
}
