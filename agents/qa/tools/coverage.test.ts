import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BuildComparison, CoverageReport, GapList, ImpactedFiles, TestList } from "../scenarios/observations";
import { does, refuses, tiny, X, Y } from "./tiny-world";

const report = (module: string, world = tiny) => does<CoverageReport>(world, "coverage_get_report", { module }).value;
const gaps = (args: object = {}) => does<GapList>(tiny, "coverage_list_gaps", { module: X, ...args }).value.gaps;
const compare = (baseline_build: string, candidate_build: string, args: object = {}) =>
  does<BuildComparison>(tiny, "coverage_compare_builds", { baseline_build, candidate_build, ...args }).value;
const impacted = (modules: string[], args: object = {}) =>
  does<ImpactedFiles>(tiny, "coverage_find_tests", { modules, ...args }).value.files;

describe("coverage_get_report", () => {
  it("misses as many lines and branches as the gaps have", () => {
    const missed = (kind: string) => gaps({ kind }).reduce((total, gap) => total + gap.missed, 0);
    expect(report(X).missed_lines).toBe(missed("line"));
    expect(report(X).missed_branches).toBe(missed("branch"));
  });
  it("gives percentages of the whole", () => {
    expect(report(X)).toMatchObject({ missed_lines: 14, line_percent: 86, missed_branches: 1, branch_percent: 90 });
  });
  it("is complete for a module without gaps", () => {
    expect(report(Y)).toMatchObject({ missed_lines: 0, line_percent: 100, branch_percent: 100 });
  });
});

describe("coverage_list_gaps", () => {
  it("puts the largest first", () => {
    expect(gaps().map((gap) => gap.missed)).toEqual([10, 4]);
  });
  it("leaves out exactly what is shorter than asked", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), (minimum_lines) => {
        expect(gaps({ minimum_lines })).toEqual(gaps().filter((gap) => gap.missed >= minimum_lines));
      }),
    );
  });
  it("counts the lines of each range, both ends included", () => {
    for (const gap of [...gaps(), ...gaps({ kind: "branch" })]) {
      expect(gap.missed).toBe(gap.last_line - gap.first_line + 1);
    }
  });
});

describe("coverage_compare_builds", () => {
  it("reports as a loss one way what is a gain the other way", () => {
    expect(compare("build-2", "build-3").drops).toMatchObject([{ module: X, drop: 12.5 }]);
    expect(compare("build-3", "build-2").drops).toEqual([]);
    expect(compare("build-3", "build-4").drops).toEqual([]);
  });
  it("reports a drop up to exactly its size", () => {
    expect(compare("build-2", "build-3", { minimum_drop: 12.5 }).drops).toHaveLength(1);
    expect(compare("build-2", "build-3", { minimum_drop: 12.6 }).drops).toEqual([]);
  });
  it("agrees with the report on the newest build", () => {
    expect(compare("build-2", "build-4").drops[0]!.candidate_percent).toBe(report(X).line_percent);
    expect(compare("build-2", "build-4").modules_compared).toBe(2);
  });
});

describe("coverage_set_threshold", () => {
  const set = (args: object, world = tiny) => does(world, "coverage_set_threshold", { module: X, ...args } as never);

  it("accepts up to the present coverage and nothing above it", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 100, noNaN: true }),
        fc.constantFrom("line", "branch"),
        (percent, metric) => {
          const present = report(X)[`${metric}_percent` as "line_percent"];
          if (percent <= present) expect(() => set({ percent, metric })).not.toThrow();
          else expect(refuses(tiny, "coverage_set_threshold", { module: X, percent, metric })[0]).toBe("conflict");
        },
      ),
    );
  });
  it("shows in the report, for its metric only", () => {
    const after = report(X, set({ percent: 77, metric: "branch" }).world);
    expect(after).toEqual({ ...report(X), branch_threshold: 77 });
  });
  it("says what it was before", () => {
    expect(set({ percent: 60 }).value).toMatchObject({ previous: 50, threshold: 60 });
    expect(set({ percent: 61 }, set({ percent: 60 }).world).value).toMatchObject({ previous: 60 });
  });
});

describe("coverage_find_tests", () => {
  it("finds for two modules what it finds for each", () => {
    expect(impacted([X, Y])).toEqual([...impacted([X]), ...impacted([Y])]);
    expect(impacted([X, X])).toEqual(impacted([X]));
  });
  it("counts the tests that the list has for the file", () => {
    for (const { file, tests, duration_ms } of impacted([X, Y])) {
      const listed = does<TestList>(tiny, "pytest_list_tests", { target: file }).value.tests;
      expect(tests).toBe(listed.length);
      expect(duration_ms).toBe(listed.reduce((total, test) => total + test.duration_ms, 0));
    }
  });
  it("counts fewer or as many with a marker", () => {
    expect(impacted([X, Y], { marker: "smoke" }).map((file) => file.tests)).toEqual([1, 1]);
    expect(impacted([X, Y], { marker: "slow" })).toHaveLength(1);
    expect(impacted([X, Y], { marker: "integration" })).toEqual([]);
  });
});

describe("errors", () => {
  const builds = { baseline_build: "build-2", candidate_build: "build-3" };
  it.each([
    ["an unknown module", "coverage_get_report", { module: "a/w.py" }, "not_found", "a/w.py"],
    ["a renamed module", "coverage_get_report", { module: "a/old.py" }, "not_found", "renamed to a/y.py"],
    ["a module of no name", "coverage_get_report", { module: "" }, "not_found", "no module"],
    ["gaps of a renamed module", "coverage_list_gaps", { module: "a/old.py" }, "not_found", "a/y.py"],
    [
      "a build against itself",
      "coverage_compare_builds",
      { ...builds, candidate_build: "build-2" },
      "invalid_argument",
      "both",
    ],
    ["an unknown build", "coverage_compare_builds", { ...builds, candidate_build: "build-7" }, "not_found", "build-7"],
    ["a removed build", "coverage_compare_builds", { ...builds, baseline_build: "build-1" }, "conflict", "build-2"],
    ["a threshold above the coverage", "coverage_set_threshold", { module: X, percent: 86.1 }, "conflict", "86.1 %"],
    ["more than everything", "coverage_set_threshold", { module: X, percent: 101 }, "invalid_argument", "percent"],
    ["one unknown module of two", "coverage_find_tests", { modules: [X, "a/w.py"] }, "not_found", "a/w.py"],
    ["no module", "coverage_find_tests", { modules: [] }, "invalid_argument", "modules"],
  ] as const)("%s", (_, tool, args, code, text) => {
    const [found, message] = refuses(tiny, tool, args as never);
    expect(found).toBe(code);
    expect(message).toContain(text);
  });
});
