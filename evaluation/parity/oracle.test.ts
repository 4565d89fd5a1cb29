import { execFileSync, spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../primitives";
import { acceptedCalls, damagedCalls, damagedCase, editable, renderPythonJson } from "./mutations";
import { scoreParityLine } from "./parity-lines";
import { type PythonValue, parsePythonJson } from "./python-json";

type Dict = Map<string, PythonValue>;

const ORACLE = join(__dirname, "../../test/conformance/bfcl-oracle.py");
const DAMAGES_PER_CASE = 24;

/** A Python that can import bfcl-eval: FLANSTACK_BFCL_PYTHON, else python3. */
const python = [process.env.FLANSTACK_BFCL_PYTHON, "python3"].find(
  (candidate) =>
    candidate !== undefined &&
    spawnSync(candidate, ["-c", "import importlib.util as u, sys; sys.exit(u.find_spec('bfcl_eval') is None)"])
      .status === 0,
);
const reason = "needs a Python with bfcl-eval (pip install --no-deps bfcl-eval), named by FLANSTACK_BFCL_PYTHON";

function ask(lines: readonly string[]): { valid: boolean; error_type: string | null }[] {
  const output = execFileSync(python!, [ORACLE], {
    input: `${lines.join("\n")}\n`,
    encoding: "utf8",
    maxBuffer: 2 ** 30,
  });
  return output
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

function lineOf(category: string, functions: PythonValue, calls: PythonValue, groundTruth: PythonValue): string {
  const fields: Dict = new Map<string, PythonValue>([
    ["id", "x"],
    ["category", category],
    ["functions", functions],
    ["calls", calls],
    ["ground_truth", groundTruth],
  ]);
  return renderPythonJson(fields);
}

describe.skipIf(python === undefined)(`the leaderboard's own checker agrees (${reason})`, () => {
  const data =
    python === undefined
      ? []
      : execFileSync(python, [ORACLE, "--data"], { encoding: "utf8", maxBuffer: 2 ** 30 })
          .trimEnd()
          .split("\n");
  const cases = data.map((line) => editable(parsePythonJson(line)) as Dict);

  it("on every Python AST case: accepted answers and damaged ones", () => {
    expect(cases).toHaveLength(2351);
    const lines: string[] = [];
    for (const [index, item] of cases.entries()) {
      const random = createRandom("parity", index);
      const category = item.get("category") as string;
      const [functions, groundTruth] = [item.get("functions")!, item.get("ground_truth")!];
      const accepted = acceptedCalls(groundTruth, random);
      lines.push(lineOf(category, functions, accepted, groundTruth));
      for (let damage = 0; damage < DAMAGES_PER_CASE; damage += 1) {
        const calls = damagedCalls(damage % 2 === 0 ? accepted : acceptedCalls(groundTruth, random), random);
        const twice = random.chance(0.2) && calls.every((call) => (call as Dict).size === 1);
        const made = twice ? damagedCalls(calls, random) : calls;
        const other = random.chance(0.25) ? damagedCase(functions, groundTruth, random) : { functions, groundTruth };
        lines.push(lineOf(category, other.functions, made, other.groundTruth));
      }
    }
    const theirs = ask(lines);
    const seen = new Map<string, number>();
    const differences: string[] = [];
    for (const [index, line] of lines.entries()) {
      const { valid, error_type } = scoreParityLine(line);
      const oracle = theirs[index]!;
      seen.set(String(oracle.error_type), (seen.get(String(oracle.error_type)) ?? 0) + 1);
      const raised =
        oracle.error_type?.startsWith("exception:") && error_type === "ast_decoder:decoder_wrong_output_format";
      if (valid === oracle.valid && (error_type === oracle.error_type || raised)) continue;
      differences.push(`${JSON.stringify(oracle)} but ${JSON.stringify({ valid, error_type })}: ${line}`);
    }
    expect(differences.slice(0, 5)).toEqual([]);
    expect(differences).toHaveLength(0);
    // The material must reach every verdict, or agreement would say little.
    expect([...seen.keys()].sort()).toEqual(
      expect.arrayContaining([
        "null",
        "parallel_function_checker_no_order:cannot_find_match",
        "parallel_function_checker_no_order:wrong_count",
        "multiple_function_checker:wrong_count",
        "simple_function_checker:missing_optional",
        "simple_function_checker:missing_required",
        "simple_function_checker:unexpected_param",
        "simple_function_checker:wrong_count",
        "simple_function_checker:wrong_func_name",
        "type_error:nested",
        "type_error:simple",
        "value_error:dict_key",
        "value_error:dict_value",
        "value_error:list/tuple",
        "value_error:list_dict_count",
        "value_error:others",
        "value_error:string",
        "exception:KeyError",
      ]),
    );
  }, 600_000);
});
