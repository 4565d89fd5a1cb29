#!/usr/bin/env node
/**
 * Makes the sandbox's schemas of OpenAI's and Cloud Storage's wire shapes out of the types that their own clients publish.
 *
 *   node scripts/wire-schemas.mjs           compares with the committed files; exit code 1 when they differ
 *   node scripts/wire-schemas.mjs --write   writes them, after an update of openai or @googleapis/storage
 *
 * The generator is fetched by npx at a fixed version; nothing else here needs it. Vertex's schemas come from protocol
 * buffers, in sandbox/schemas/from-protos.ts.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const GENERATOR = "ts-json-schema-generator@2.9.0";

/** Definition in our file → type of the client. */
const SCHEMAS = {
  openai: {
    imports: [
      'import type { ChatCompletion } from "openai/resources/chat/completions";',
      'import type { FileObject, FileDeleted } from "openai/resources/files";',
      'import type { FineTuningJob, FineTuningJobEvent, JobCreateParams } from "openai/resources/fine-tuning/jobs";',
      'import type { FineTuningJobCheckpoint } from "openai/resources/fine-tuning/jobs/checkpoints";',
      'import type { Model, ModelDeleted } from "openai/resources/models";',
    ],
    types: {
      ChatCompletion: "ChatCompletion",
      FileDeleted: "FileDeleted",
      FileObject: "FileObject",
      FineTuningJob: "FineTuningJob",
      FineTuningJobCheckpoint: "FineTuningJobCheckpoint",
      FineTuningJobEvent: "FineTuningJobEvent",
      JobCreateParams: "JobCreateParams",
      Model: "Model",
      ModelDeleted: "ModelDeleted",
    },
    adjust: allowPaused,
  },
  storage: {
    imports: ['import type { storage_v1 } from "@googleapis/storage";'],
    types: Object.fromEntries(
      [
        "Bucket",
        "Buckets",
        "HmacKey",
        "Notification",
        "Object",
        "Objects",
        "Policy",
        "RewriteResponse",
        "ServiceAccount",
      ].map((name) => [name, `storage_v1.Schema$${name}`]),
    ),
    adjust: (definitions) => definitions,
  },
};

/** The published type leaves out a state that the client's own pause call leads to. */
function allowPaused(definitions) {
  const { status } = definitions.FineTuningJob.properties;
  if (!status.enum.includes("paused")) status.enum.push("paused");
  return definitions;
}

function generate(name, { imports, types, adjust }) {
  const folder = mkdtempSync(join(root, "build-schemas-"));
  try {
    const fields = Object.entries(types).map(([field, type]) => `  ${field}: ${type};`);
    writeFileSync(join(folder, "wire.ts"), `${imports.join("\n")}\nexport interface Wire {\n${fields.join("\n")}\n}\n`);
    const args = [
      "--yes",
      GENERATOR,
      "--path",
      join(folder, "wire.ts"),
      "--type",
      "Wire",
      "--no-type-check",
      "--expose",
      "none",
    ];
    const run = spawnSync("npx", args, { cwd: root, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
    if (run.status !== 0) throw new Error(`${GENERATOR} failed for ${name}:\n${run.stderr}`);
    const schema = JSON.parse(run.stdout);
    const { properties } = schema.definitions?.Wire ?? schema;
    const definitions = Object.fromEntries(Object.keys(types).map((field) => [field, withoutProse(properties[field])]));
    return `${JSON.stringify({ definitions: adjust(definitions) }, null, 1)}\n`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Without descriptions, which are most of the text and none of the check. */
function withoutProse(value) {
  if (Array.isArray(value)) return value.map(withoutProse);
  if (typeof value !== "object" || value === null) return value;
  const isProse = ([key, inner]) => ["description", "deprecated"].includes(key) && typeof inner === "string";
  const kept = Object.entries(value).filter((entry) => !isProse(entry));
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutProse(inner)]));
}

let differs = false;
for (const [name, schema] of Object.entries(SCHEMAS)) {
  const file = join(root, "sandbox", "schemas", `${name}.golden.json`);
  const text = generate(name, schema);
  const isSame = readFileSync(file, "utf8") === text;
  process.stdout.write(
    `${name}: ${isSame ? "as committed" : process.argv.includes("--write") ? "written" : "differs"}\n`,
  );
  if (isSame) continue;
  if (process.argv.includes("--write")) writeFileSync(file, text);
  else differs = true;
}
process.exitCode = differs ? 1 : 0;
