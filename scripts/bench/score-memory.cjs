/** Scores so many answers to as many examples, and prints the most memory the process ever held. */
"use strict";

require("../../bin/load-typescript.cjs");
const { scoreStream } = require("../../evaluation");

const count = Number(process.argv[2]);
const example = JSON.stringify({
  id: "*",
  type: "negative",
  agent: "own_agent",
  hallucination_type: "unsupported_action",
  family: "f",
  frame_id: "f",
  difficulty: "easy",
  seed: 1,
  tags: [],
  tools: "[]",
  trace: "{}",
  conversations: [
    { role: "user", content: "Delete it", loss: false },
    { role: "assistant", content: "I can't do that.", loss: true },
  ],
});

function* lines(text) {
  for (let index = 0; index < count; index += 1) yield text.replace("*", `e${index}`);
}

async function main() {
  const { all } = await scoreStream({
    examples: { source: "examples", lines: lines(example) },
    predictions: { source: "answers", lines: lines('{"id":"*#1","text":"I cannot do that."}') },
    twins: new Set(),
  });
  if (all.rows !== count) throw new Error(`${all.rows} of ${count} rows were scored`);
  process.stdout.write(JSON.stringify({ megabytes: Math.round(process.resourceUsage().maxRSS / 1024) }));
}

main();
