#!/usr/bin/env node
// Prints the rows that an audit reads: 20 per agent by a fixed rule, from a folder that `data build` wrote.
// Rule: rows in the order of SHA-256("audit/" + id); the first 6 tflan, 8 react, 2 + 2 + 1 + 1 of the four negative kinds.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const QUOTA = [
  ["tflan", null, 6],
  ["react", null, 8],
  ["negative", "non_existent_tool", 2],
  ["negative", "invalid_parameters", 2],
  ["negative", "unsupported_action", 1],
  ["negative", "out_of_scope", 1],
];

const [folder, ...flags] = process.argv.slice(2);
if (folder === undefined) {
  process.stderr.write("usage: node scripts/audit-sample.mjs FOLDER [--ids]\n");
  process.exit(2);
}
const agents = readdirSync(folder).flatMap((name) => /^([a-z]+_agent)_train\.jsonl$/.exec(name)?.[1] ?? []);
const order = ({ id }) => createHash("sha256").update(`audit/${id}`).digest("hex");
for (const agent of agents.sort()) {
  const rows = ["train", "val"]
    .flatMap((split) =>
      readFileSync(join(folder, `${agent}_${split}.jsonl`), "utf8")
        .trimEnd()
        .split("\n"),
    )
    .map((line) => JSON.parse(line))
    .sort((left, right) => (order(left) < order(right) ? -1 : 1));
  for (const [type, kind, count] of QUOTA)
    for (const row of rows.filter((each) => each.type === type && each.hallucination_type === kind).slice(0, count))
      print(row);
}

function print(row) {
  if (flags.includes("--ids")) {
    process.stdout.write(`${row.id}\n`);
    return;
  }
  const tools = JSON.parse(row.tools).map(({ name }) => name);
  const head = `${row.id}  ${row.hallucination_type ?? row.type}  ${row.family}\ntools: ${tools.join(", ") || "none"}`;
  const talk = row.conversations.map(({ role, content, loss }) => `[${role}${loss ? ", trained" : ""}] ${content}`);
  process.stdout.write(`${"=".repeat(80)}\n${head}\n${talk.join("\n")}\n`);
}
