/** Prints the text that Pulumi stores for each dynamic resource, compiled as Pulumi compiles a program. */
"use strict";

require("ts-node").register({ transpileOnly: true, cwd: require("node:path").resolve(__dirname, "../..") });
const { runtime } = require("@pulumi/pulumi");
const shims = require("../../components/resources/dynamic-provider");

async function main() {
  const texts = {};
  for (const [name, provider] of Object.entries(shims)) {
    const { text, containsSecrets } = await runtime.serializeFunction(() => provider, { allowSecrets: true });
    texts[name] = { text, containsSecrets };
  }
  process.stdout.write(JSON.stringify(texts));
}

main();
