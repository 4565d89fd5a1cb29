/** pytest: choosing, running and comparing tests, and putting unsteady ones in quarantine. */
import type { Tool } from "../../contract";
import { daysFrom, type QaWorld, runTests, type TestCase, type TestResult } from "../world";
import { buildOf, fail, integer, list, number, ok, parameters, record, text } from "./outcomes";

const MARKERS = ["smoke", "regression", "integration", "slow"] as const;
const LONGEST_QUARANTINE_DAYS = 30;

const target = {
  type: "string",
  description: "Directory, test file or test id.",
} as const;
const marker = { type: "string", enum: MARKERS, description: "Only tests that carry this marker." } as const;
const keyword = { type: "string", description: "Only tests whose name contains this word." } as const;

const result = record({
  test_id: text,
  outcome: { type: "string", enum: ["passed", "failed", "skipped"] },
  duration_ms: integer,
  message: text,
});

export const pytestTools: readonly Tool<QaWorld>[] = [
  {
    name: "pytest_list_tests",
    family: "pytest",
    skill: "performance_validation",
    task: "list pytest tests",
    description: "Lists tests with markers, usual duration and quarantine date, without running them.",
    parameters: parameters(
      {
        target,
        marker,
        keyword,
        sort: { type: "string", enum: ["name", "slowest", "fastest"], description: "Order.", default: "name" },
        limit: { type: "integer", minimum: 1, maximum: 100, description: "At most this many.", default: 20 },
      },
      ["target"],
    ),
    returns: record({
      total: integer,
      tests: list(record({ test_id: text, markers: list(text), duration_ms: integer, quarantined_until: text })),
    }),
    effect: "read",
    execute(world, args) {
      const tests = select(world, args);
      if (tests === undefined) return fail("not_found", `nothing at ${args.target}`);
      const order = {
        name: (left: TestCase, right: TestCase) => (left.test_id < right.test_id ? -1 : 1),
        slowest: (left: TestCase, right: TestCase) => right.duration_ms - left.duration_ms,
        fastest: (left: TestCase, right: TestCase) => left.duration_ms - right.duration_ms,
      }[args.sort as "name"];
      const shown = [...tests].sort(order).slice(0, args.limit as number);
      return ok(
        {
          total: tests.length,
          tests: shown.map(({ test_id, markers, duration_ms, quarantined_until }) => ({
            test_id,
            markers,
            duration_ms,
            quarantined_until,
          })),
        },
        world,
      );
    },
  },
  {
    name: "pytest_run_tests",
    family: "pytest",
    skill: "regression_testing",
    task: "run pytest tests",
    description:
      "Runs pytest tests on a build and records the run. Quarantined tests are skipped; `repeat` shows unsteady ones.",
    parameters: parameters(
      {
        target,
        build: { type: "string", description: "Build such as build-4821; the newest when absent." },
        marker,
        keyword,
        repeat: { type: "integer", minimum: 1, maximum: 10, description: "Attempts per test.", default: 1 },
        max_failures: {
          type: "integer",
          minimum: 0,
          maximum: 50,
          description: "Stop after so many failures; 0 never stops.",
          default: 0,
        },
      },
      ["target"],
    ),
    returns: record({
      run_id: text,
      build: text,
      passed: integer,
      failed: integer,
      skipped: integer,
      duration_ms: integer,
      failures: list(record({ test_id: text, failed_attempts: integer, attempts: integer, message: text })),
    }),
    effect: "write",
    execute(world, args) {
      const build = buildOf(world, args.build);
      if ("error" in build) return build.error;
      const tests = select(world, args);
      if (tests === undefined) return fail("not_found", `nothing at ${args.target}`);
      const repeat = args.repeat as number;
      const ran = runTests(world, build.id, tests, { repeat, maxFailures: args.max_failures as number });
      if (ran === undefined) return fail("conflict", "no test runner is free");
      const { run } = ran;
      return ok(
        {
          run_id: run.run_id,
          build: build.id,
          ...countOutcomes(run.results),
          failures: run.results
            .filter((each) => each.outcome === "failed")
            .map(({ test_id, message }) => ({
              test_id,
              failed_attempts: ran.failedAttempts.get(test_id)!,
              attempts: repeat,
              message,
            })),
        },
        ran.world,
      );
    },
  },
  {
    name: "pytest_get_run",
    family: "pytest",
    skill: "bug_detection",
    task: "read a recorded run",
    description: "Gives the results of a recorded pytest run, test by test.",
    parameters: parameters(
      {
        run_id: { type: "string", description: "Identifier such as RUN-48213." },
        outcome: { type: "string", enum: ["passed", "failed", "skipped"], description: "Only these results." },
      },
      ["run_id"],
    ),
    returns: record({ run_id: text, build: text, results: list(result) }),
    effect: "read",
    execute(world, args) {
      const run = world.runs.find((candidate) => candidate.run_id === args.run_id);
      if (run === undefined) return fail("not_found", `no run ${args.run_id}`);
      const results = run.results.filter((each) => args.outcome === undefined || each.outcome === args.outcome);
      return ok({ run_id: run.run_id, build: run.build, results }, world);
    },
  },
  {
    name: "pytest_compare_runs",
    family: "pytest",
    skill: "regression_testing",
    task: "compare two runs",
    description: "Compares two recorded pytest runs: tests that newly fail, are fixed, still fail, or became slower.",
    parameters: parameters(
      {
        baseline_run_id: { type: "string", description: "The earlier run." },
        candidate_run_id: { type: "string", description: "The later run." },
        slower_percent: {
          type: "number",
          minimum: 1,
          maximum: 500,
          description: "Percent from which a test counts as slower.",
          default: 50,
        },
      },
      ["baseline_run_id", "candidate_run_id"],
    ),
    returns: record({
      newly_failing: list(text),
      fixed: list(text),
      still_failing: list(text),
      slower: list(record({ test_id: text, baseline_ms: integer, candidate_ms: integer, percent: number })),
    }),
    effect: "read",
    alsoBy: ["pytest_get_run"],
    execute(world, args) {
      const [baseline, candidate] = [args.baseline_run_id, args.candidate_run_id].map((id) =>
        world.runs.find((run) => run.run_id === id),
      );
      if (baseline === undefined) return fail("not_found", `no run ${args.baseline_run_id}`);
      if (candidate === undefined) return fail("not_found", `no run ${args.candidate_run_id}`);
      if (baseline === candidate) return fail("invalid_argument", `${args.baseline_run_id} is both runs`);
      const pairs = baseline.results.flatMap((before) => {
        const after = candidate.results.find((each) => each.test_id === before.test_id);
        return after === undefined ? [] : [{ before, after }];
      });
      const idsWhere = (from: TestResult["outcome"], to: TestResult["outcome"]) =>
        pairs
          .filter(({ before, after }) => before.outcome === from && after.outcome === to)
          .map((pair) => pair.after.test_id);
      const slower = pairs
        .filter(({ before, after }) => before.duration_ms > 0 && after.duration_ms > before.duration_ms)
        .map(({ before, after }) => ({
          test_id: after.test_id,
          baseline_ms: before.duration_ms,
          candidate_ms: after.duration_ms,
          percent: Number(((100 * (after.duration_ms - before.duration_ms)) / before.duration_ms).toFixed(1)),
        }))
        .filter((each) => each.percent >= (args.slower_percent as number));
      return ok(
        {
          newly_failing: idsWhere("passed", "failed"),
          fixed: idsWhere("failed", "passed"),
          still_failing: idsWhere("failed", "failed"),
          slower,
        },
        world,
      );
    },
  },
  {
    name: "pytest_quarantine_test",
    family: "pytest",
    skill: "bug_detection",
    task: "quarantine a test",
    description: `Takes one test out of all runs until a date, at most ${LONGEST_QUARANTINE_DAYS} days ahead. For tests that fail without a defect in the product.`,
    parameters: parameters(
      {
        test_id: { type: "string", description: "Full test id with file and name." },
        until: { type: "string", description: "Last day of the quarantine, as 2026-12-31." },
        reason: {
          type: "string",
          enum: ["unsteady", "environment", "under_repair"],
          description: "Why it is taken out.",
          default: "unsteady",
        },
      },
      ["test_id", "until"],
    ),
    returns: record({ test_id: text, quarantined_until: text, reason: text }),
    effect: "write",
    execute(world, args) {
      const test = world.tests.find((candidate) => candidate.test_id === args.test_id);
      if (test === undefined) return fail("not_found", `no test ${args.test_id}`);
      if (test.quarantined_until !== "") {
        return fail("conflict", `${test.test_id} is in quarantine until ${test.quarantined_until} already`);
      }
      const until = args.until as string;
      const latest = daysFrom(world.today, LONGEST_QUARANTINE_DAYS);
      if (!/^\d{4}-\d{2}-\d{2}$/.test(until) || until <= world.today || until > latest) {
        return fail(
          "invalid_argument",
          `until must be a date after ${world.today} and not after ${latest}, got ${until}`,
        );
      }
      const tests = world.tests.map((each) => (each === test ? { ...each, quarantined_until: until } : each));
      return ok(
        { test_id: test.test_id, quarantined_until: until, reason: args.reason as string },
        { ...world, tests },
      );
    },
  },
];

/** The tests a call means; undefined when the target holds none at all. */
function select(world: QaWorld, args: { readonly [name: string]: unknown }): TestCase[] | undefined {
  const path = String(args.target).replace(/\/$/, "");
  const below = world.tests.filter(
    (test) => test.test_id === path || test.file === path || test.test_id.startsWith(`${path}/`),
  );
  if (below.length === 0) return undefined;
  return below.filter(
    (test) =>
      (args.marker === undefined || test.markers.some((each) => each === args.marker)) &&
      (args.keyword === undefined || test.test_id.split("::")[1]!.includes(String(args.keyword))),
  );
}

function countOutcomes(results: readonly TestResult[]) {
  const countOf = (outcome: TestResult["outcome"]) => results.filter((each) => each.outcome === outcome).length;
  return {
    passed: countOf("passed"),
    failed: countOf("failed"),
    skipped: countOf("skipped"),
    duration_ms: results.reduce((total, each) => total + each.duration_ms, 0),
  };
}
