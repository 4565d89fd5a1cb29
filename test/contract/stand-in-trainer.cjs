/**
 * Speaks the trainer's file contract without training: waits for the test's order, then ends the run as told. The real trainer
 * is held to the same files in trainer-run.test.ts.
 */
const { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const { dirname, join } = require("node:path");

const folder = process.argv[2];
const orders = dirname(folder);
const job = JSON.parse(readFileSync(join(folder, "job.json"), "utf8"));

function write(changes) {
  const beside = join(folder, `.run-${process.pid}`);
  writeFileSync(beside, JSON.stringify({ version: 1, name: job.name, pid: process.pid, ...changes }));
  renameSync(beside, join(folder, "run.json"));
}

function end() {
  const [outcome, message] = existsSync(join(folder, "order"))
    ? readFileSync(join(folder, "order"), "utf8").split("\n")
    : [];
  if (outcome === "fail" || outcome === "fail-validation") {
    write({ state: "failed", endedAt: new Date().toISOString(), error: { code: "ordered", message } });
    return;
  }
  const adapter = join(folder, "adapter");
  mkdirSync(adapter, { recursive: true });
  writeFileSync(join(adapter, "adapter_model.safetensors"), "");
  write({
    state: "succeeded",
    endedAt: new Date().toISOString(),
    statistics: { examples: 2, steps: 4, trainedTokens: 100, truncatedExamples: 0 },
    validationLoss: 0.5,
    adapter: { path: adapter, model: job.model },
  });
}

if (!existsSync(join(folder, "end"))) write({ state: "running", step: 1, totalSteps: 4, epoch: 1 });
const timer = setInterval(() => {
  if (existsSync(join(folder, "cancel"))) write({ state: "cancelled", endedAt: new Date().toISOString() });
  else if (existsSync(join(folder, "end"))) end();
  else if (existsSync(orders)) return;
  clearInterval(timer);
}, 10);
