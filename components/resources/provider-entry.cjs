/**
 * What `flanstack/provider` loads: the implementation behind the dynamic resources, in TypeScript, transpiled on the fly.
 * The stored text of every resource names this entry, so its path and exports never change.
 */
"use strict";

if (process[Symbol.for("ts-node.register.instance")] === undefined) {
  require("ts-node").register({
    transpileOnly: true,
    skipProject: true,
    // Installed as a package the sources lie in node_modules, which ts-node leaves alone unless told otherwise.
    ignore: ["/node_modules/(?!flanstack/)"],
    compilerOptions: {
      module: "nodenext",
      moduleResolution: "nodenext",
      target: "es2022",
      useDefineForClassFields: false,
      esModuleInterop: true,
      resolveJsonModule: true,
    },
  });
}

module.exports = require("./provider-implementation");
