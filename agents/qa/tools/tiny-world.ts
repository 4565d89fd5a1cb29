/** A QA world small enough to check by hand, and a way to call its functions in tests. */
import { type Arguments, simulatorFor, type ToolErrorCode } from "../../contract";
import type { QaWorld } from "../world";
import { tools } from ".";

export const X = "a/x.py";
export const Y = "a/y.py";
export const STEADY = "tests/a/test_x.py::test_rounds_up";
export const BROKEN = "tests/a/test_x.py::test_rejects_zero";
export const FLAKY = "tests/a/test_y.py::test_keeps_order";
export const RESTING = "tests/a/test_y.py::test_skips_blank";
export const SLOWED = "tests/b/test_z.py::test_rounds_down";

const steady = {
  broken_since: "",
  slow_since: "",
  fails_on: [],
  attempts: 0,
  exception: "AssertionError",
  message: "AssertionError: expected 1, got 2",
  quarantined_until: "",
};

export const tiny: QaWorld = {
  today: "2026-11-20",
  builds: [
    { id: "build-1", branch: "main", date: "2026-10-01", kept: false, nearest: "build-2" },
    { id: "build-2", branch: "main", date: "2026-11-10", kept: true, nearest: "build-2" },
    { id: "build-3", branch: "main", date: "2026-11-12", kept: true, nearest: "build-3" },
    { id: "build-4", branch: "main", date: "2026-11-19", kept: true, nearest: "build-4" },
  ],
  modules: [
    {
      path: X,
      former_path: "",
      owner: "team heron",
      lines: 100,
      branches: 10,
      gaps: [
        { kind: "line", first_line: 1, last_line: 4, function: "clamp_quota" },
        { kind: "branch", first_line: 10, last_line: 10, function: "clamp_quota" },
        { kind: "line", first_line: 21, last_line: 30, function: "split_batch" },
      ],
      line_threshold: 50,
      branch_threshold: 20,
      functions: [
        { name: "clamp_quota", parameters: [{ name: "days", minimum: 1, maximum: 30 }] },
        {
          name: "split_batch",
          parameters: [
            { name: "items", minimum: 0, maximum: 9 },
            { name: "pages", minimum: 2, maximum: 5 },
          ],
        },
      ],
      history: [
        { build: "build-1", line_percent: 95 },
        { build: "build-2", line_percent: 92.5 },
        { build: "build-3", line_percent: 80 },
        { build: "build-4", line_percent: 86 },
      ],
    },
    {
      path: Y,
      former_path: "a/old.py",
      owner: "team fjord",
      lines: 40,
      branches: 4,
      gaps: [],
      line_threshold: 90,
      branch_threshold: 90,
      functions: [{ name: "rank_window", parameters: [{ name: "hours", minimum: 0, maximum: 24 }] }],
      history: ["build-1", "build-2", "build-3", "build-4"].map((build) => ({ build, line_percent: 100 })),
    },
  ],
  tests: [
    { ...steady, test_id: STEADY, file: "tests/a/test_x.py", module: X, markers: ["smoke"], duration_ms: 100 },
    {
      ...steady,
      test_id: BROKEN,
      file: "tests/a/test_x.py",
      module: X,
      markers: ["regression", "slow"],
      duration_ms: 5000,
      broken_since: "build-3",
    },
    {
      ...steady,
      test_id: FLAKY,
      file: "tests/a/test_y.py",
      module: Y,
      markers: ["smoke", "regression"],
      duration_ms: 300,
      fails_on: [1, 3],
    },
    {
      ...steady,
      test_id: RESTING,
      file: "tests/a/test_y.py",
      module: Y,
      markers: [],
      duration_ms: 50,
      quarantined_until: "2026-12-01",
    },
    {
      ...steady,
      test_id: SLOWED,
      file: "tests/b/test_z.py",
      module: "b/z.py",
      markers: ["integration"],
      duration_ms: 200,
      slow_since: "build-4",
    },
  ],
  classes: [
    {
      class_name: "ParcelRouterTest",
      module: X,
      methods: [
        { name: "test_plain", needs: "", holds: true, duration_ms: 5 },
        { name: "test_feed", needs: "tariff-feed", holds: true, duration_ms: 7 },
        { name: "test_index", needs: "geo-index", holds: true, duration_ms: 11 },
        { name: "test_wrong", needs: "", holds: false, duration_ms: 3 },
      ],
      mocks: [],
      last_outcome: "unrun",
    },
    { class_name: "LedgerCacheTest", module: X, methods: [], mocks: [], last_outcome: "passing" },
  ],
  dependencies: [
    { name: "tariff-feed", reachable: false },
    { name: "geo-index", reachable: true },
  ],
  pages: [
    {
      path: "orders/edit",
      elements: [
        { locator: "#el-1", role: "button", label: "Save", visible: true },
        { locator: "#el-2", role: "button", label: "Save", visible: false },
        { locator: "#el-3", role: "link", label: "Back", visible: true },
      ],
      violations: [
        { rule: "label-missing", level: "A", impact: "minor", locator: "#el-1" },
        { rule: "contrast-text", level: "AA", impact: "critical", locator: "#el-2" },
        { rule: "target-size", level: "AAA", impact: "serious", locator: "#el-3" },
      ],
      server_ms: 100,
      transfer_kb: 900,
      budget_ms: 600,
    },
    {
      path: "basket/review",
      elements: [],
      violations: [],
      server_ms: 100,
      transfer_kb: 1800,
      budget_ms: 600,
    },
  ],
  flows: [
    {
      name: "guest checkout",
      steps: [
        { name: "open orders/edit", page: "orders/edit", locator: "#el-1" },
        { name: "submit basket/review", page: "basket/review", locator: "#el-3" },
        { name: "confirm orders/edit", page: "orders/edit", locator: "#el-3" },
      ],
      defects: [{ browser: "edge", viewport: "", step: "submit basket/review", message: "date picker stayed open" }],
    },
  ],
  runs: [],
  sessions: [],
  browsers: { staging: ["chrome", "firefox", "edge"], preview: ["chrome", "safari"], nightly: ["chrome"] },
  next_runs: Array.from({ length: 20 }, (_, index) => `RUN-${index + 1}`),
  next_sessions: ["SES-1", "SES-2", "SES-3", "SES-4"],
};

const simulator = simulatorFor({ tools });

/** Calls a function that must work. */
export function does<T>(world: QaWorld, tool: string, args: Arguments): { readonly value: T; readonly world: QaWorld } {
  const { outcome } = simulator.execute(world, { tool, args });
  if (!outcome.ok) throw new Error(`${tool}: ${outcome.error.code} ${outcome.error.message}`);
  return { value: outcome.observation as unknown as T, world: outcome.world };
}

/** Calls a function that must refuse; gives the code and the message. */
export function refuses(world: QaWorld, tool: string, args: Arguments): readonly [ToolErrorCode, string] {
  const { outcome } = simulator.execute(world, { tool, args });
  if (outcome.ok) throw new Error(`${tool} worked`);
  return [outcome.error.code, outcome.error.message];
}
