// Lets a plain `node` load this package's TypeScript, fast: a file is transpiled once per content and kept, so that the
// compiler itself is loaded only after a change. (ts-node and TypeScript alone take a second on a busy machine.)
"use strict";
const { createHash } = require("node:crypto");
const { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const module_ = require("node:module");
const { dirname, join } = require("node:path");

const FORMAT = "2";

/** Beside the installed packages: goes away with them, is never committed, and may be deleted at any time. */
function cacheFolder() {
  const folder = join(dirname(dirname(require.resolve("typescript/package.json"))), ".cache", "flanstack");
  try {
    mkdirSync(folder, { recursive: true });
    return folder;
  } catch {
    return undefined; // a read-only installation works too, only slower
  }
}

function transpile(source, filename) {
  const ts = require("typescript");
  return ts.transpileModule(source, {
    fileName: filename,
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.Node16, // keeps `import()`: some packages cannot be required
      esModuleInterop: true,
      useDefineForClassFields: false,
    },
  }).outputText;
}

function load(source, filename, folder, version) {
  if (folder === undefined) return transpile(source, filename);
  const name = createHash("sha256").update(`${FORMAT}\0${version}\0${source}`).digest("hex");
  const path = join(folder, `${name}.js`);
  if (existsSync(path)) return readFileSync(path, "utf8");
  const output = transpile(source, filename);
  try {
    writeFileSync(`${path}.${process.pid}`, output);
    renameSync(`${path}.${process.pid}`, path);
  } catch {
    // a full disk costs time, nothing else
  }
  return output;
}

if (process[Symbol.for("ts-node.register.instance")] === undefined && require.extensions[".ts"] === undefined) {
  const folder = cacheFolder();
  const { version } = require("typescript/package.json");
  if (folder !== undefined) module_.enableCompileCache?.(join(folder, "compiled"));
  require.extensions[".ts"] = (module, filename) => {
    module._compile(load(readFileSync(filename, "utf8"), filename, folder, version), filename);
  };
}
