/** What the QA world is made of. Type aliases, not interfaces, so that every entity is JSON. */
import type { World } from "../../contract";

/** Oldest first; `kept: false` builds were removed and name the nearest one that still exists. */
export type Build = {
  readonly id: string;
  readonly branch: string;
  readonly date: string;
  readonly kept: boolean;
  readonly nearest: string;
};

export type Marker = "smoke" | "regression" | "integration" | "slow";

export type TestCase = {
  /** `tests/billing/test_invoice_totals.py::test_rounds_half_up` */
  readonly test_id: string;
  readonly file: string;
  readonly module: string;
  readonly markers: readonly Marker[];
  readonly duration_ms: number;
  /** From this build on the test fails; "" when it never broke. */
  readonly broken_since: string;
  /** From this build on it takes twice as long; "" when it never slowed down. */
  readonly slow_since: string;
  /** Attempts (0-4, repeating) on which a flaky test fails; empty for a steady one. */
  readonly fails_on: readonly number[];
  readonly attempts: number;
  readonly exception: string;
  readonly message: string;
  /** ISO date, or "" when it is not in quarantine. */
  readonly quarantined_until: string;
};

export type Outcome = "passed" | "failed" | "skipped";

export type TestResult = {
  readonly test_id: string;
  readonly outcome: Outcome;
  readonly duration_ms: number;
  readonly message: string;
};

export type Run = { readonly run_id: string; readonly build: string; readonly results: readonly TestResult[] };

/** A range of lines that no test reaches; `kind: branch` means that one of its two directions is never taken. */
export type Gap = {
  readonly kind: "line" | "branch";
  readonly first_line: number;
  readonly last_line: number;
  readonly function: string;
};

export type Parameter = { readonly name: string; readonly minimum: number; readonly maximum: number };

export type FunctionInfo = { readonly name: string; readonly parameters: readonly Parameter[] };

export type CodeModule = {
  readonly path: string;
  /** What the file was called before; asking for it gives an error that names the new path. */
  readonly former_path: string;
  readonly owner: string;
  readonly lines: number;
  readonly branches: number;
  readonly gaps: readonly Gap[];
  readonly line_threshold: number;
  readonly branch_threshold: number;
  readonly functions: readonly FunctionInfo[];
  /** Line coverage in percent, one entry per build. */
  readonly history: readonly { readonly build: string; readonly line_percent: number }[];
};

export type Method = {
  readonly name: string;
  /** The dependency the method talks to; "" for none. */
  readonly needs: string;
  /** Whether the assertion itself holds. */
  readonly holds: boolean;
  readonly duration_ms: number;
};

export type Mock = { readonly dependency: string; readonly behaviour: MockBehaviour; readonly delay_ms: number };

export type MockBehaviour = "returns_default" | "raises_error" | "times_out" | "slow_response";

export type TestClass = {
  readonly class_name: string;
  readonly module: string;
  readonly methods: readonly Method[];
  readonly mocks: readonly Mock[];
  readonly last_outcome: "passing" | "failing" | "unrun";
};

export type Dependency = { readonly name: string; readonly reachable: boolean };

export type PageElement = {
  readonly locator: string;
  readonly role: "button" | "link" | "textbox" | "checkbox" | "heading";
  readonly label: string;
  readonly visible: boolean;
};

export type Violation = {
  readonly rule: string;
  readonly level: "A" | "AA" | "AAA";
  readonly impact: "minor" | "moderate" | "serious" | "critical";
  readonly locator: string;
};

export type Page = {
  readonly path: string;
  readonly elements: readonly PageElement[];
  readonly violations: readonly Violation[];
  /** Milliseconds the server takes, and kilobytes it sends. */
  readonly server_ms: number;
  readonly transfer_kb: number;
  readonly budget_ms: number;
};

export type Browser = "chrome" | "firefox" | "edge" | "safari";
export type Viewport = "desktop" | "tablet" | "mobile";
export type Environment = "staging" | "preview" | "nightly";

export type FlowStep = { readonly name: string; readonly page: string; readonly locator: string };

/** Where a flow breaks: a browser, a viewport, or ("" for any) both. */
export type Defect = {
  readonly browser: Browser | "";
  readonly viewport: Viewport | "";
  readonly step: string;
  readonly message: string;
};

export type Flow = { readonly name: string; readonly steps: readonly FlowStep[]; readonly defects: readonly Defect[] };

export type Session = {
  readonly session_id: string;
  readonly flow: string;
  readonly browser: Browser;
  readonly viewport: Viewport;
  readonly environment: Environment;
  readonly steps: readonly {
    readonly name: string;
    readonly page: string;
    readonly locator: string;
    readonly outcome: Outcome;
    readonly duration_ms: number;
  }[];
  readonly console_errors: readonly string[];
};

export interface QaWorld extends World {
  readonly builds: readonly Build[];
  readonly modules: readonly CodeModule[];
  readonly tests: readonly TestCase[];
  readonly classes: readonly TestClass[];
  readonly dependencies: readonly Dependency[];
  readonly pages: readonly Page[];
  readonly flows: readonly Flow[];
  readonly runs: readonly Run[];
  readonly sessions: readonly Session[];
  /** Which browsers each environment has machines for. */
  readonly browsers: { readonly [environment: string]: readonly Browser[] };
  /** Identifiers that the next runs and sessions take. */
  readonly next_runs: readonly string[];
  readonly next_sessions: readonly string[];
}
