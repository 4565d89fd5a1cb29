/** What happens when tests run: a test fails from the build that broke it on, a flaky one on its attempts. */
import type { QaWorld, Run, TestCase, TestResult } from "./types";

export interface RunOptions {
  /** How often each test is run. */
  readonly repeat: number;
  /** Stops after this many failed tests; 0 never stops. */
  readonly maxFailures: number;
}

export interface TestRun {
  readonly run: Run;
  readonly world: QaWorld;
  /** How many of the `repeat` attempts failed, by test. */
  readonly failedAttempts: ReadonlyMap<string, number>;
}

/** Runs these tests on a build, records the run and counts the attempts; undefined when no runner is free. */
export function runTests(
  world: QaWorld,
  buildId: string,
  tests: readonly TestCase[],
  options: RunOptions,
): TestRun | undefined {
  const [run_id, ...next_runs] = world.next_runs;
  if (run_id === undefined) return undefined;
  const failedAttempts = new Map<string, number>();
  const attempts = new Map<string, number>();
  const results: TestResult[] = [];
  for (const test of tests) {
    const failed = results.filter((result) => result.outcome === "failed").length;
    if (options.maxFailures > 0 && failed >= options.maxFailures) break;
    if (test.quarantined_until !== "") {
      results.push({ test_id: test.test_id, outcome: "skipped", duration_ms: 0, message: "in quarantine" });
      continue;
    }
    const failures = Array.from({ length: options.repeat }, (_, index) => fails(world, buildId, test, index)).filter(
      (failing) => failing,
    ).length;
    failedAttempts.set(test.test_id, failures);
    attempts.set(test.test_id, test.attempts + options.repeat);
    results.push({
      test_id: test.test_id,
      outcome: failures > 0 ? "failed" : "passed",
      duration_ms: durationOf(world, buildId, test) * options.repeat,
      message: failures > 0 ? test.message : "",
    });
  }
  const run: Run = { run_id, build: buildId, results };
  return {
    run,
    failedAttempts,
    world: {
      ...world,
      next_runs,
      runs: [...world.runs, run],
      tests: world.tests.map((test) => ({ ...test, attempts: attempts.get(test.test_id) ?? test.attempts })),
    },
  };
}

function fails(world: QaWorld, buildId: string, test: TestCase, repeat: number): boolean {
  return reached(world, buildId, test.broken_since) || test.fails_on.includes((test.attempts + repeat) % 5);
}

function durationOf(world: QaWorld, buildId: string, test: TestCase): number {
  return reached(world, buildId, test.slow_since) ? test.duration_ms * 2 : test.duration_ms;
}

/** Whether `buildId` is `since` or newer; never when `since` is empty. */
function reached(world: QaWorld, buildId: string, since: string): boolean {
  if (since === "") return false;
  const position = (id: string) => world.builds.findIndex((build) => build.id === id);
  return position(buildId) >= position(since);
}
