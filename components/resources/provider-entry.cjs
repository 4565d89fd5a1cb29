/**
 * What `flanstack/provider` loads: the implementation behind the dynamic resources, in TypeScript, transpiled on the fly.
 * The stored text of every resource names this entry, so its path and exports never change.
 */
"use strict";

require("../../bin/load-typescript.cjs");

module.exports = require("./provider-implementation");
