/**
 * Entry of the policy pack. Pulumi's runner registers ts-node with type checks and with compiler options of its own, which
 * do not fit this code and cost seconds per preview; the code has been checked long before, so it is only transpiled here.
 */
"use strict";

process[Symbol.for("ts-node.register.instance")]?.enabled(false);

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

require("./pack.ts");
