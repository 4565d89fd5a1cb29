/**
 * Runs several operations of the local stack in one process and prints what each changed, as one JSON line.
 *   node one-process.cjs FOLDER '[{"operation":"up","settings":{"flanstack:seed":"8"}}]'
 */
require("../../../bin/load-typescript.cjs");
const { localPlace } = require("../../../cli/local/place");
const { stackProgram } = require("../../../cli/local/program");
const { withLocalSession } = require("../../../cli/local/session");

const { writeSettings } = require("../../../cli/local/workspace");

const [folder, steps] = process.argv.slice(2);
const context = {
  cwd: process.cwd(),
  write() {},
  writeError() {},
  progress() {},
  columns: 80,
  colour: false,
  environment: process.env,
  setExitCode() {},
};

async function main() {
  const results = [];
  const place = localPlace(undefined, folder);
  await withLocalSession(
    { place, context, program: stackProgram, speed: 100000, onProgress() {} },
    async ({ stack, run, sandbox }) => {
      for (const { operation, settings = {} } of JSON.parse(steps)) {
        writeSettings(place, settings);
        try {
          const { changes, messages } = await run(operation, () => {});
          const outputs = await stack.outputs();
          const { deployment } = await stack.exportStack();
          results.push({
            operation,
            changes,
            messages,
            models: outputs.models?.value,
            resources: (deployment.resources ?? []).length,
          });
        } catch (error) {
          results.push({ operation, error: error.message });
        }
      }
      const counters = await (await fetch(`${sandbox.url}/_sandbox/counters`)).json();
      const buckets = await (await fetch(`${sandbox.url}/storage/v1/b?project=flanstack-local`)).json();
      process.stdout.write(
        `${JSON.stringify({ results, creates: counters.creates, buckets: (buckets.items ?? []).map((bucket) => bucket.name) })}\n`,
      );
    },
  );
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
