// The entry of a worker thread that trains and asks local learners: a thread starts without the TypeScript loader of its parent.
"use strict";
require("../../bin/load-typescript.cjs");
require("./serve-learners").serveLearners();
