/** Errors as data: what happened, where, and what to do, as fields and as one readable text. */

/** One thing that is wrong with an input. */
export interface Problem {
  /** Stable, machine-readable name: `region_not_tunable`. */
  readonly code: string;
  /** Where: a setting (`flanstack:region`), a file position (`rows.jsonl:12:/messages/3`), an agent (`qa_agent`). */
  readonly path: string;
  /** What happened. One sentence. */
  readonly message: string;
  /** What to do about it. One sentence. */
  readonly fix: string;
}

/** One line a person can act on. */
export function renderProblem(problem: Problem): string {
  return `${problem.path}: ${problem.message}\n  ${problem.fix}`;
}

export interface FlanstackErrorOptions {
  readonly code: string;
  readonly path?: string;
  readonly fix?: string;
  readonly problems?: readonly Problem[];
  readonly isRetryable?: boolean;
  readonly cause?: unknown;
}

const MARKER = Symbol.for("flanstack.error");

/** The error every room throws. `code` is stable; `problems` holds all that was found, never only the first. */
export class FlanstackError extends Error {
  declare readonly code: string;
  declare readonly path: string | undefined;
  declare readonly fix: string | undefined;
  declare readonly problems: readonly Problem[];
  declare readonly isRetryable: boolean;

  constructor(message: string, options: FlanstackErrorOptions) {
    super(options.fix === undefined ? message : `${message}\n  ${options.fix}`, { cause: options.cause });
    this.name = "FlanstackError";
    this.code = options.code;
    this.path = options.path;
    this.fix = options.fix;
    this.problems = options.problems ?? [];
    this.isRetryable = options.isRetryable ?? false;
    Object.defineProperty(this, MARKER, { value: true });
  }

  /** True for our errors, also across duplicate copies of this package. */
  static is(value: unknown): value is FlanstackError {
    return typeof value === "object" && value !== null && MARKER in value;
  }

  /** One error for all problems of an input. @throws RangeError when there are none */
  static fromProblems(subject: string, problems: readonly Problem[]): FlanstackError {
    if (problems.length === 0) throw new RangeError("FlanstackError.fromProblems: no problems");
    const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    return new FlanstackError(`${subject}: ${count}\n\n${problems.map(renderProblem).join("\n")}`, {
      code: problems.length === 1 ? problems[0]!.code : "several_problems",
      problems,
    });
  }
}
