import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Comparison, RunDetails, RunReport, TestList } from "../scenarios/observations";
import { BROKEN, does, FLAKY, RESTING, refuses, SLOWED, STEADY, tiny } from "./tiny-world";

const list = (args: object) => does<TestList>(tiny, "pytest_list_tests", { target: "tests", ...args }).value;
const run = (args: object, world = tiny) => does<RunReport>(world, "pytest_run_tests", { target: "tests", ...args });

describe("pytest_list_tests", () => {
  it("sorts by duration, both ways round", () => {
    const slowest = list({ sort: "slowest" }).tests.map((test) => test.duration_ms);
    expect(slowest).toEqual([5000, 300, 200, 100, 50]);
    expect(list({ sort: "fastest" }).tests.map((test) => test.duration_ms)).toEqual([...slowest].reverse());
  });
  it("shows the beginning of the list under a limit, and still counts all", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), (limit) => {
        const shown = list({ limit });
        expect(shown.tests).toEqual(list({}).tests.slice(0, limit));
        expect(shown.total).toBe(5);
      }),
    );
  });
  it("keeps to target, marker and keyword together", () => {
    expect(list({ marker: "smoke" }).tests.map((test) => test.test_id)).toEqual([STEADY, FLAKY]);
    expect(list({ keyword: "rounds" }).tests.map((test) => test.test_id)).toEqual([STEADY, SLOWED]);
    expect(list({ target: "tests/a", marker: "smoke", keyword: "rounds" }).tests).toHaveLength(1);
    expect(list({ target: FLAKY }).total).toBe(1);
  });
});

describe("pytest_run_tests", () => {
  it("counts every selected test once", () => {
    for (const target of ["tests", "tests/a", "tests/a/test_y.py", STEADY]) {
      const { passed, failed, skipped } = run({ target }).value;
      expect(passed + failed + skipped).toBe(list({ target }).total);
    }
  });
  it("finds two failures in five attempts of a test that fails on two of five, whenever one starts", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 6 }), (before) => {
        let world = tiny;
        for (let index = 0; index < before; index += 1) world = run({ target: FLAKY }, world).world;
        const { failures } = run({ target: FLAKY, repeat: 5 }, world).value;
        expect(failures).toMatchObject([{ test_id: FLAKY, failed_attempts: 2, attempts: 5 }]);
      }),
    );
  });
  it("fails on every build from the breaking one on, and on none before", () => {
    const failed = ["build-2", "build-3", "build-4"].map((build) => run({ target: BROKEN, build }).value.failed);
    expect(failed).toEqual([0, 1, 1]);
    expect(run({ target: BROKEN }).value.build).toBe("build-4");
  });
  it("never runs what is in quarantine", () => {
    expect(run({ target: RESTING, repeat: 5 }).value).toMatchObject({
      passed: 0,
      failed: 0,
      skipped: 1,
      duration_ms: 0,
    });
  });
  it("takes twice as long from the build that slowed it down on", () => {
    expect(run({ target: SLOWED, build: "build-3" }).value.duration_ms).toBe(200);
    expect(run({ target: SLOWED, build: "build-4" }).value.duration_ms).toBe(400);
  });
  it("stops after the given number of failures", () => {
    const stopped = run({ build: "build-3", repeat: 5, max_failures: 1 }).value;
    expect(stopped.failed).toBe(1);
    expect(stopped.passed + stopped.failed + stopped.skipped).toBeLessThan(5);
  });
});

describe("pytest_get_run", () => {
  const ran = run({ build: "build-3", repeat: 2 });
  const get = (args: object = {}) =>
    does<RunDetails>(ran.world, "pytest_get_run", { run_id: ran.value.run_id, ...args }).value;

  it("remembers what the run reported", () => {
    expect(get().build).toBe("build-3");
    expect(get({ outcome: "failed" }).results.map((result) => result.test_id)).toEqual(
      ran.value.failures.map((failure) => failure.test_id),
    );
    expect(get().results.reduce((total, result) => total + result.duration_ms, 0)).toBe(ran.value.duration_ms);
  });
  it("splits the results by outcome without losing one", () => {
    const parts = ["passed", "failed", "skipped"].flatMap((outcome) => get({ outcome }).results);
    expect(parts.map((result) => result.test_id).sort()).toEqual(
      get()
        .results.map((result) => result.test_id)
        .sort(),
    );
  });
  it("leaves the world as it is", () => {
    expect(does(ran.world, "pytest_get_run", { run_id: ran.value.run_id }).world).toBe(ran.world);
  });
});

describe("pytest_compare_runs", () => {
  const first = run({ build: "build-2" });
  const second = run({ build: "build-4" }, first.world);
  const compare = (baseline: string, candidate: string, args: object = {}) =>
    does<Comparison>(second.world, "pytest_compare_runs", {
      baseline_run_id: baseline,
      candidate_run_id: candidate,
      ...args,
    }).value;
  const [old, recent] = [first.value.run_id, second.value.run_id];

  it("calls broken one way what it calls fixed the other way", () => {
    expect(compare(old, recent).newly_failing).toEqual([BROKEN, FLAKY]);
    expect(compare(recent, old).fixed).toEqual(compare(old, recent).newly_failing);
    expect(compare(recent, old).newly_failing).toEqual(compare(old, recent).fixed);
  });
  it("gives what still fails in either order", () => {
    const third = run({ build: "build-3" }, second.world);
    const still = (args: object) =>
      does<Comparison>(third.world, "pytest_compare_runs", args as never).value.still_failing;
    expect(still({ baseline_run_id: recent, candidate_run_id: third.value.run_id })).toEqual([BROKEN]);
    expect(still({ baseline_run_id: third.value.run_id, candidate_run_id: recent })).toEqual([BROKEN]);
  });
  it("reports fewer slow tests for a higher limit", () => {
    expect(compare(old, recent, { slower_percent: 100 }).slower).toEqual([
      { test_id: SLOWED, baseline_ms: 200, candidate_ms: 400, percent: 100 },
    ]);
    expect(compare(old, recent, { slower_percent: 101 }).slower).toEqual([]);
    expect(compare(recent, old, { slower_percent: 1 }).slower).toEqual([]);
  });
});

describe("pytest_quarantine_test", () => {
  const done = does(tiny, "pytest_quarantine_test", { test_id: FLAKY, until: "2026-12-20" });

  it("keeps the test out of runs", () => {
    expect(run({ target: FLAKY, repeat: 5 }, done.world).value).toMatchObject({ failed: 0, skipped: 1 });
  });
  it("shows its end in the list, and changes no other test", () => {
    const { tests } = does<TestList>(done.world, "pytest_list_tests", { target: "tests" }).value;
    expect(tests.find((test) => test.test_id === FLAKY)!.quarantined_until).toBe("2026-12-20");
    expect(tests.filter((test) => test.test_id !== FLAKY)).toEqual(
      list({}).tests.filter((test) => test.test_id !== FLAKY),
    );
  });
  it("accepts tomorrow up to thirty days from today", () => {
    const until = (date: string) => () => does(tiny, "pytest_quarantine_test", { test_id: FLAKY, until: date });
    expect(until("2026-11-21")).not.toThrow();
    expect(until("2026-12-20")).not.toThrow();
    expect(until("2026-11-20")).toThrow("invalid_argument");
    expect(until("2026-12-21")).toThrow("invalid_argument");
  });
});

describe("errors", () => {
  const runners = { ...tiny, next_runs: [] };
  it.each([
    ["an unknown directory", tiny, "pytest_list_tests", { target: "tests/c" }, "not_found", "tests/c"],
    ["half a directory name", tiny, "pytest_run_tests", { target: "tests/a/test" }, "not_found", "tests/a/test"],
    ["an unknown build", tiny, "pytest_run_tests", { target: "tests", build: "build-9" }, "not_found", "build-9"],
    ["a removed build", tiny, "pytest_run_tests", { target: "tests", build: "build-1" }, "conflict", "build-2"],
    ["no free runner", runners, "pytest_run_tests", { target: "tests" }, "conflict", "runner"],
    [
      "a marker that is none",
      tiny,
      "pytest_run_tests",
      { target: "tests", marker: "quick" },
      "invalid_argument",
      "smoke",
    ],
    ["too many attempts", tiny, "pytest_run_tests", { target: "tests", repeat: 11 }, "invalid_argument", "repeat"],
    ["an unknown run", tiny, "pytest_get_run", { run_id: "RUN-0" }, "not_found", "RUN-0"],
    [
      "a run against itself",
      run({}).world,
      "pytest_compare_runs",
      { baseline_run_id: "RUN-1", candidate_run_id: "RUN-1" },
      "invalid_argument",
      "both",
    ],
    [
      "a second quarantine",
      tiny,
      "pytest_quarantine_test",
      { test_id: RESTING, until: "2026-12-02" },
      "conflict",
      "2026-12-01",
    ],
    [
      "a word for a date",
      tiny,
      "pytest_quarantine_test",
      { test_id: FLAKY, until: "soon" },
      "invalid_argument",
      "soon",
    ],
  ] as const)("%s", (_, world, tool, args, code, text) => {
    const [found, message] = refuses(world, tool, args);
    expect(found).toBe(code);
    expect(message).toContain(text);
  });
});
