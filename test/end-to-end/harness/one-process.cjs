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

/** The models that the state holds, by agent: also after a run that failed for others. */
function tunedOf({ resources = [] }) {
  // One that a replacement left behind, still to be deleted, is not the stack's model any more.
  const current = resources.filter((resource) => resource.delete !== true);
  const models = current.filter(({ type }) => type.endsWith(":TunedModel")).map(({ outputs }) => outputs);
  return Object.fromEntries(
    models
      .filter(({ endpoint }) => endpoint)
      .map(({ owner, spec, endpoint }) => [owner.agent, { generation: spec.generation, endpoint }]),
  );
}

async function main() {
  const results = [];
  const place = localPlace(undefined, folder);
  await withLocalSession(
    { place, context, program: stackProgram, speed: 100000, onProgress() {} },
    async ({ stack, run, sandbox }) => {
      const admin = async (method, path, body) =>
        (await fetch(`${sandbox.url}/_sandbox/${path}`, { method, body: body && JSON.stringify(body) })).json();
      for (const { operation, settings = {}, faults = [] } of JSON.parse(steps)) {
        writeSettings(place, settings);
        await admin("DELETE", "faults");
        if (faults.length > 0) await admin("POST", "faults", { rules: faults });
        const struck = async () => (await admin("GET", "faults")).rules.map(({ seen, nth = 1 }) => seen >= nth);
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
            struck: await struck(),
            tuned: tunedOf(deployment),
          });
        } catch (error) {
          const { deployment } = await stack.exportStack();
          results.push({ operation, error: error.message, struck: await struck(), tuned: tunedOf(deployment) });
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
