/** What a sweep is: one agent, a space of hyperparameters, and how the space is tried. Checked before anything is priced. */
import type { Problem } from "../../primitives";
import type { Hyperparameters, TuningProvider } from "../job";

export type SweptName = keyof Hyperparameters;

/** Values to try, or the ends between which values are drawn. */
export type SweepRange = readonly number[] | { readonly low: number; readonly high: number };

export interface SweepDeclaration {
  readonly agent: string;
  /**
   * `grid` tries every combination of listed values; `random` draws `trials` of them; `halving` draws as random does, trains all for a
   * few steps and goes on with the better ones only (local).
   */
  readonly method: "grid" | "random" | "halving";
  readonly space: Readonly<Partial<Record<SweptName, SweepRange>>>;
  /** How many are drawn (random, halving). */
  readonly trials?: number;
  /** Another seed draws others; the same seed the same, so that a second `up` buys nothing. */
  readonly seed?: number;
  /** One in so many goes on at each rung (halving). Default 2. */
  readonly reduction?: number;
  /** Most steps that all trials together may make (halving); a sweep that plans more is refused. */
  readonly maxSteps?: number;
}

/** More jobs than this are a mistake rather than a wish. */
const MOST_TRIALS = 64;

/** Hyperparameters that are whole numbers; the learning-rate multiplier is not. */
const WHOLE: ReadonlySet<SweptName> = new Set(["epochs", "adapterSize", "batchSize"]);

export function isWhole(name: SweptName): boolean {
  return WHOLE.has(name);
}

/** Everything that is wrong with a declaration, each problem under `flanstack:sweep`. */
export function checkSweep(sweep: SweepDeclaration, provider: TuningProvider): Problem[] {
  const problems: Problem[] = [];
  const fail = (code: string, path: string, message: string, fix: string) =>
    problems.push({ code, path: `flanstack:sweep${path}`, message, fix });
  const { space, method, trials } = sweep;
  const entries = Object.entries(space) as [SweptName, SweepRange][];
  if (provider === "gemini") {
    fail(
      "sweep_without_loss",
      "",
      "Vertex tells no validation loss of a job, so that nothing could choose among its models.",
      "Sweep with provider openai or local, or tune each candidate in a stack of its own and compare: flanstack compare.",
    );
  }
  if (entries.length === 0) {
    fail("sweep_empty", ".space", "The space names no hyperparameter.", 'Give one: { "epochs": [1, 2, 3] }.');
  }
  if (provider === "openai" && space.adapterSize !== undefined) {
    fail("sweep_unknown", ".space.adapterSize", "OpenAI's tuning has no adapter size.", "Leave it out.");
  }
  problems.push(...checkHalving(sweep, provider));
  for (const [name, range] of entries) {
    const path = `.space.${name}`;
    if (isList(range)) {
      if (range.length === 0 || range.some((value) => !isRight(name, value)))
        fail("sweep_values", path, `${JSON.stringify(range)} ${wants(name)}.`, "List the values to try.");
      if (new Set(range).size < range.length)
        fail("sweep_repeated", path, `${JSON.stringify(range)} names a value twice.`, "List each value once.");
    } else if (!isRight(name, range.low) || !isRight(name, range.high) || range.low > range.high) {
      fail("sweep_range", path, `From ${range.low} to ${range.high} ${wants(name)}, the lower end first.`, "Mend it.");
    } else if (method === "grid") {
      fail("sweep_grid_range", path, "A grid has no values between two ends.", "List the values, or use random.");
    }
  }
  if (method !== "grid" && !(trials !== undefined && Number.isInteger(trials) && trials >= 1)) {
    fail("sweep_trials", ".trials", `A ${method} sweep says how many trials it draws.`, "Set trials to 1 or more.");
  }
  if (method === "grid" && trials !== undefined) {
    fail("sweep_trials", ".trials", "A grid tries every combination.", "Leave trials out, or use random.");
  }
  const count = method === "grid" ? product(entries.map(([, range]) => (isList(range) ? range.length : 1))) : trials;
  if (count !== undefined && count > MOST_TRIALS) {
    fail(
      "sweep_too_large",
      "",
      `${count} jobs are more than ${MOST_TRIALS}.`,
      "Try fewer values, or draw some: random.",
    );
  }
  return problems;
}

function checkHalving({ method, space, trials, reduction, maxSteps }: SweepDeclaration, provider: TuningProvider) {
  const problems: Problem[] = [];
  const fail = (code: string, path: string, message: string, fix: string) =>
    problems.push({ code, path: `flanstack:sweep${path}`, message, fix });
  if (method !== "halving") {
    if (reduction !== undefined || maxSteps !== undefined)
      fail("sweep_halving_only", "", "reduction and maxSteps belong to halving.", "Leave them out, or use halving.");
    return problems;
  }
  if (provider !== "local") {
    fail(
      "sweep_halving_paid",
      ".method",
      "A vendor's job cannot stop at a step and go on from there: every rung would be trained, and paid, from the beginning.",
      "Use random or grid, or tune with provider local.",
    );
  }
  if (space.epochs !== undefined)
    fail("sweep_halving_epochs", ".space.epochs", "Steps are what halving rations.", "Leave epochs out of the space.");
  if (trials === 1) fail("sweep_halving_one", ".trials", "One trial races nobody.", "Draw 2 or more.");
  if (reduction !== undefined && !(Number.isInteger(reduction) && reduction >= 2))
    fail("sweep_reduction", ".reduction", `${reduction} is no whole number from 2.`, "2 halves at each rung.");
  if (maxSteps !== undefined && !(Number.isInteger(maxSteps) && maxSteps >= 1))
    fail("sweep_steps", ".maxSteps", `${maxSteps} is no whole number from 1.`, "Give the most steps of all trials.");
  return problems;
}

export function isList(range: SweepRange): range is readonly number[] {
  return Array.isArray(range);
}

function isRight(name: SweptName, value: number): boolean {
  return isWhole(name) ? Number.isInteger(value) && value >= 1 : Number.isFinite(value) && value > 0;
}

function wants(name: SweptName): string {
  return isWhole(name) ? "wants whole numbers from 1" : "wants numbers above 0";
}

function product(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total * each, 1);
}
