/** coverage: what the tests reach, what they miss, and the thresholds a module must keep. */
import type { Tool } from "../../contract";
import { type CodeModule, missedBranches, missedLines, percentOf, type QaWorld } from "../world";
import { buildOf, fail, integer, list, moduleOf, number, ok, parameters, record, text } from "./outcomes";

const METRICS = ["line", "branch"] as const;
const moduleParameter = { type: "string", description: "Path such as billing/tax_rates.py." } as const;

export const coverageTools: readonly Tool<QaWorld>[] = [
  {
    name: "coverage_get_report",
    family: "coverage",
    skill: "test_generation",
    task: "read the coverage of a module",
    description: "Gives a module's line and branch coverage in percent, its thresholds and its owner.",
    parameters: parameters({ module: moduleParameter }, ["module"]),
    returns: record({
      module: text,
      owner: text,
      lines: integer,
      missed_lines: integer,
      line_percent: number,
      line_threshold: number,
      branches: integer,
      missed_branches: integer,
      branch_percent: number,
      branch_threshold: number,
    }),
    effect: "read",
    execute(world, args) {
      const found = moduleOf(world, args.module);
      return found.error ?? ok(reportOf(found.module), world);
    },
  },
  {
    name: "coverage_list_gaps",
    family: "coverage",
    skill: "test_generation",
    task: "list the coverage gaps of a module",
    description: "Lists untested lines of a module, or branches taken one way only, largest first.",
    parameters: parameters(
      {
        module: moduleParameter,
        kind: { type: "string", enum: METRICS, description: "Lines or branches.", default: "line" },
        minimum_lines: {
          type: "integer",
          minimum: 1,
          maximum: 200,
          description: "Leave out shorter ranges.",
          default: 1,
        },
      },
      ["module"],
    ),
    returns: record({
      module: text,
      gaps: list(record({ first_line: integer, last_line: integer, missed: integer, function: text })),
    }),
    effect: "read",
    execute(world, args) {
      const found = moduleOf(world, args.module);
      if (found.error !== undefined) return found.error;
      const gaps = found.module.gaps
        .filter((gap) => gap.kind === args.kind)
        .map(({ first_line, last_line, ...gap }) => ({
          first_line,
          last_line,
          missed: last_line - first_line + 1,
          function: gap.function,
        }))
        .filter((gap) => gap.missed >= (args.minimum_lines as number))
        .sort((left, right) => right.missed - left.missed || left.first_line - right.first_line);
      return ok({ module: found.module.path, gaps }, world);
    },
  },
  {
    name: "coverage_compare_builds",
    family: "coverage",
    skill: "regression_testing",
    task: "compare the coverage of two builds",
    description: "Lists modules that lost line coverage between two builds, largest loss first.",
    parameters: parameters(
      {
        baseline_build: { type: "string", description: "Build such as build-4821." },
        candidate_build: { type: "string", description: "The later build." },
        minimum_drop: { type: "number", minimum: 0, maximum: 100, description: "In percentage points.", default: 0.1 },
      },
      ["baseline_build", "candidate_build"],
    ),
    returns: record({
      modules_compared: integer,
      drops: list(
        record({ module: text, owner: text, baseline_percent: number, candidate_percent: number, drop: number }),
      ),
    }),
    effect: "read",
    execute(world, args) {
      const baseline = buildOf(world, args.baseline_build);
      if ("error" in baseline) return baseline.error;
      const candidate = buildOf(world, args.candidate_build);
      if ("error" in candidate) return candidate.error;
      if (baseline.id === candidate.id) return fail("invalid_argument", `${baseline.id} is both builds`);
      const percentIn = (each: CodeModule, build: string) =>
        each.history.find((entry) => entry.build === build)!.line_percent;
      const drops = world.modules
        .map((each) => {
          const baseline_percent = percentIn(each, baseline.id);
          const candidate_percent = percentIn(each, candidate.id);
          const drop = Number((baseline_percent - candidate_percent).toFixed(1));
          return { module: each.path, owner: each.owner, baseline_percent, candidate_percent, drop };
        })
        .filter((each) => each.drop > 0 && each.drop >= (args.minimum_drop as number))
        .sort((left, right) => right.drop - left.drop || (left.module < right.module ? -1 : 1));
      return ok({ modules_compared: world.modules.length, drops }, world);
    },
  },
  {
    name: "coverage_set_threshold",
    family: "coverage",
    skill: "regression_testing",
    task: "set a coverage threshold",
    description: "Sets the coverage a module must keep. A threshold above the present coverage is refused.",
    parameters: parameters(
      {
        module: moduleParameter,
        percent: { type: "number", minimum: 0, maximum: 100, description: "New threshold." },
        metric: { type: "string", enum: METRICS, description: "Lines or branches.", default: "line" },
      },
      ["module", "percent"],
    ),
    returns: record({ module: text, metric: text, previous: number, threshold: number }),
    effect: "write",
    execute(world, args) {
      const found = moduleOf(world, args.module);
      if (found.error !== undefined) return found.error;
      const metric = args.metric as "line" | "branch";
      const threshold = args.percent as number;
      const report = reportOf(found.module);
      const present = report[`${metric}_percent`];
      if (threshold > present) {
        return fail(
          "conflict",
          `${metric} coverage of ${report.module} is below ${threshold} %, so that cannot be its threshold`,
        );
      }
      const changed = { ...found.module, [`${metric}_threshold`]: threshold };
      const modules = world.modules.map((each) => (each === found.module ? changed : each));
      const previous = report[`${metric}_threshold`];
      return ok({ module: report.module, metric, previous, threshold }, { ...world, modules });
    },
  },
  {
    name: "coverage_find_tests",
    family: "coverage",
    skill: "regression_testing",
    task: "find the tests for the changed modules",
    description: "Finds the test files that reach these modules: what to run after a change.",
    parameters: parameters(
      {
        modules: { type: "array", minItems: 1, maxItems: 6, items: moduleParameter, description: "Changed modules." },
        marker: {
          type: "string",
          enum: ["smoke", "regression", "integration", "slow"],
          description: "Count only tests that carry this marker.",
        },
      },
      ["modules"],
    ),
    returns: record({ files: list(record({ file: text, module: text, tests: integer, duration_ms: integer })) }),
    effect: "read",
    execute(world, args) {
      const wanted = [...new Set(args.modules as readonly string[])];
      const found = wanted.map((path) => moduleOf(world, path));
      const unknown = found.find((each) => each.error !== undefined);
      if (unknown?.error !== undefined) return unknown.error;
      const files = wanted.flatMap((path) => {
        const tests = world.tests.filter(
          (test) =>
            test.module === path && (args.marker === undefined || test.markers.some((each) => each === args.marker)),
        );
        const [first] = tests;
        if (first === undefined) return [];
        const duration_ms = tests.reduce((total, test) => total + test.duration_ms, 0);
        return [{ file: first.file, module: path, tests: tests.length, duration_ms }];
      });
      return ok({ files }, world);
    },
  },
];

function reportOf(found: CodeModule) {
  const missed_lines = missedLines(found.gaps);
  const missed_branches = missedBranches(found.gaps);
  return {
    module: found.path,
    owner: found.owner,
    lines: found.lines,
    missed_lines,
    line_percent: percentOf(found.lines - missed_lines, found.lines),
    line_threshold: found.line_threshold,
    branches: found.branches,
    missed_branches,
    branch_percent: percentOf(found.branches - missed_branches, found.branches),
    branch_threshold: found.branch_threshold,
  };
}
