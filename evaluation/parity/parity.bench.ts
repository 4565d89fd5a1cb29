/**
 * The parity checker beside the leaderboard's own, on the same cases in the same run.
 *
 *   npm run bench -- parity
 *
 * Needs a Python with bfcl-eval (FLANSTACK_BFCL_PYTHON). Cases: every Python AST case with accepted and damaged calls.
 */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { createRandom } from "../../primitives";
import { acceptedCalls, damagedCalls, editable, renderPythonJson } from "./mutations";
import { judgeParity, scoreParityLine } from "./parity-lines";
import { type PythonDict, type PythonValue, parsePythonJson } from "./python-json";
import { lookUp } from "./python-values";

const ORACLE = join(__dirname, "../../test/conformance/bfcl-oracle.py");
const python = process.env.FLANSTACK_BFCL_PYTHON ?? "python3";
const large = { encoding: "utf8", maxBuffer: 2 ** 30 } as const;

type Dict = Map<string, PythonValue>;

function makeLines(): string[] {
  const data = execFileSync(python, [ORACLE, "--data"], large).trimEnd().split("\n");
  return data.flatMap((text, index) => {
    const random = createRandom("parity-bench", index);
    const item = editable(parsePythonJson(text)) as Dict;
    return Array.from({ length: 10 }, (_, repeat) => {
      const calls = acceptedCalls(item.get("ground_truth")!, random);
      return renderPythonJson(new Map(item).set("calls", repeat % 2 === 0 ? calls : damagedCalls(calls, random)));
    });
  });
}

/** Cases per second of processor time, the best of several rounds: other work on the machine matters less. */
function rate(cases: number, rounds: number, round: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let index = 0; index < rounds; index += 1) {
    const start = process.threadCpuUsage().user;
    round();
    best = Math.min(best, (process.threadCpuUsage().user - start) / 1e6);
  }
  return cases / best;
}

const lines = makeLines();
const input = `${lines.join("\n")}\n`;
const oracle = Array.from({ length: 3 }, () =>
  JSON.parse(execFileSync(python, [ORACLE, "--time"], { ...large, input })),
);
const theirs = Math.max(...oracle.map(({ cases, seconds }) => cases / seconds));
const theirsWithParsing = Math.max(...oracle.map(({ cases, seconds, parsing }) => cases / (seconds + parsing)));
const parsed = lines.map((line) => {
  const item = parsePythonJson(line) as PythonDict;
  const field = (name: string) => lookUp(item, name)!;
  return [field("functions"), field("calls"), field("ground_truth"), field("category") as string] as const;
});
const ours = rate(lines.length, 12, () => {
  for (const [functions, calls, groundTruth, category] of parsed) judgeParity(functions, calls, groundTruth, category);
});
const oursWithParsing = rate(lines.length, 3, () => {
  for (const line of lines) scoreParityLine(line);
});
process.stdout.write(`${JSON.stringify({ cases: lines.length, ours, theirs, oursWithParsing, theirsWithParsing })}\n`);
