/** What the functions return, as gold policies read it. */
import type { TestResult } from "../world";

export type RunReport = {
  readonly run_id: string;
  readonly build: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly duration_ms: number;
  readonly failures: readonly {
    readonly test_id: string;
    readonly failed_attempts: number;
    readonly attempts: number;
    readonly message: string;
  }[];
};

export type RunDetails = { readonly run_id: string; readonly build: string; readonly results: readonly TestResult[] };

export type Comparison = {
  readonly newly_failing: readonly string[];
  readonly fixed: readonly string[];
  readonly still_failing: readonly string[];
  readonly slower: readonly { readonly test_id: string; readonly baseline_ms: number; readonly candidate_ms: number }[];
};

export type TestList = {
  readonly total: number;
  readonly tests: readonly {
    readonly test_id: string;
    readonly duration_ms: number;
    readonly quarantined_until: string;
  }[];
};

export type ClassRun = {
  readonly class_name: string;
  readonly passed: number;
  readonly failed: number;
  readonly errors: number;
  readonly methods: readonly {
    readonly name: string;
    readonly outcome: string;
    readonly message: string;
    readonly duration_ms: number;
  }[];
};

export type ClassList = {
  readonly classes: readonly {
    readonly class_name: string;
    readonly last_outcome: string;
    readonly methods: readonly string[];
    readonly dependencies: readonly string[];
    readonly mocks: readonly string[];
  }[];
};

export type CaseList = {
  readonly function: string;
  readonly cases: readonly {
    readonly inputs: readonly { readonly name: string; readonly value: number }[];
    readonly expect: string;
  }[];
};

export type FlowRun = {
  readonly session_id: string;
  readonly outcome: "passed" | "failed";
  readonly steps_done: number;
  readonly failed_step: string;
  readonly message: string;
};

export type SessionDetails = {
  readonly session_id: string;
  readonly flow: string;
  readonly steps: readonly {
    readonly name: string;
    readonly page: string;
    readonly locator: string;
    readonly outcome: string;
    readonly duration_ms: number;
  }[];
  readonly console_errors: readonly string[];
};

export type ElementList = {
  readonly elements: readonly {
    readonly locator: string;
    readonly role: string;
    readonly label: string;
    readonly visible: boolean;
  }[];
};

export type Audit = {
  readonly total: number;
  readonly violations: readonly {
    readonly rule: string;
    readonly level: string;
    readonly impact: string;
    readonly locator: string;
  }[];
};

export type Measurement = {
  readonly page: string;
  readonly load_ms: number;
  readonly budget_ms: number;
  readonly over_budget_ms: number;
  readonly transfer_kb: number;
};

export type CoverageReport = {
  readonly module: string;
  readonly owner: string;
  readonly lines: number;
  readonly missed_lines: number;
  readonly line_percent: number;
  readonly line_threshold: number;
  readonly branches: number;
  readonly missed_branches: number;
  readonly branch_percent: number;
  readonly branch_threshold: number;
};

export type GapList = {
  readonly module: string;
  readonly gaps: readonly {
    readonly first_line: number;
    readonly last_line: number;
    readonly missed: number;
    readonly function: string;
  }[];
};

export type BuildComparison = {
  readonly modules_compared: number;
  readonly drops: readonly {
    readonly module: string;
    readonly owner: string;
    readonly baseline_percent: number;
    readonly candidate_percent: number;
    readonly drop: number;
  }[];
};

export type Threshold = { readonly previous: number; readonly threshold: number };

export type ImpactedFiles = {
  readonly files: readonly {
    readonly file: string;
    readonly module: string;
    readonly tests: number;
    readonly duration_ms: number;
  }[];
};
