// The entry of a worker thread of a build: a thread starts without the TypeScript loader of its parent.
"use strict";
require("../bin/load-typescript.cjs");
require("./serve-jobs").serveJobs();
