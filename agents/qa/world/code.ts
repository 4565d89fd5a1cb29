/** Builds, modules with their coverage, tests and unittest classes of a seeded world. */
import type { WorldContext } from "../../contract";
import type { Build, CodeModule, Dependency, FunctionInfo, Gap, Marker, TestCase, TestClass } from "./types";
import * as words from "./words";

const MARKERS: readonly Marker[] = ["smoke", "regression", "integration", "slow"];
const DAY = 86_400_000;

export function daysFrom(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/** Seven builds, the oldest already removed. */
export function createBuilds(context: WorldContext): Build[] {
  const numbers = new Set<number>();
  while (numbers.size < 7) numbers.add(context.number("build", 2000, 9899));
  const ids = [...numbers].sort((left, right) => left - right).map((number) => `build-${number}`);
  const branch = context.random.pick(["main", "release", "develop"]);
  return ids.map((id, index) => ({
    id,
    branch,
    date: daysFrom(context.today, index === 0 ? -45 : index - 8),
    kept: index > 0,
    nearest: index === 0 ? ids[1]! : id,
  }));
}

export function createModules(context: WorldContext, builds: readonly Build[]): CodeModule[] {
  const { random } = context;
  const paths = random.sample(context.pool("module", words.MODULE_PATHS), 8);
  const functionNames = random.shuffle(context.pool("function", words.FUNCTION_NAMES));
  const [formerPath, ...current] = paths;
  return current.map((path, index) => {
    const functions = functionNames.slice(index * 2, index * 2 + 2).map((name) => createFunction(context, name));
    const lines = random.int(140, 900);
    const branches = random.int(20, 120);
    const gaps = createGaps(context, lines, functions);
    const line_percent = percentOf(lines - missedLines(gaps), lines);
    let percent = line_percent;
    const history = [...builds].reverse().map((build) => {
      const entry = { build: build.id, line_percent: percent };
      if (random.chance(0.6))
        percent = Math.min(99.5, Math.max(20, Number((percent + random.int(-60, 60) / 10).toFixed(1))));
      return entry;
    });
    return {
      path,
      former_path: index === 0 ? formerPath! : "",
      owner: random.pick(words.OWNERS),
      lines,
      branches,
      gaps,
      line_threshold: Math.max(10, Math.floor(line_percent) - random.int(1, 15)),
      branch_threshold: random.int(10, 40),
      functions,
      history: history.reverse(),
    };
  });
}

function createFunction(context: WorldContext, name: string): FunctionInfo {
  const { random } = context;
  const parameters = random.sample(words.PARAMETER_NAMES, random.int(1, 2)).map((parameter) => {
    const minimum = random.int(0, 5);
    return { name: parameter, minimum, maximum: minimum + random.int(4, 360) };
  });
  return { name, parameters };
}

/** Gaps that do not overlap, in the order of the file. */
function createGaps(context: WorldContext, lines: number, functions: readonly FunctionInfo[]): Gap[] {
  const { random } = context;
  const gaps: Gap[] = [];
  let line = random.int(8, 30);
  while (gaps.length < 6 && line < lines - 45) {
    const kind = random.chance(0.65) ? "line" : "branch";
    const last = kind === "branch" ? line : line + random.int(1, 28);
    gaps.push({ kind, first_line: line, last_line: last, function: random.pick(functions).name });
    line = last + random.int(6, Math.max(7, Math.floor(lines / 7)));
  }
  return gaps;
}

export function missedLines(gaps: readonly Gap[]): number {
  return gaps
    .filter((gap) => gap.kind === "line")
    .reduce((total, gap) => total + gap.last_line - gap.first_line + 1, 0);
}

export function missedBranches(gaps: readonly Gap[]): number {
  return gaps.filter((gap) => gap.kind === "branch").length;
}

/** Percentage with one decimal. */
export function percentOf(part: number, whole: number): number {
  return Number(((100 * part) / whole).toFixed(1));
}

export function createTests(
  context: WorldContext,
  modules: readonly CodeModule[],
  builds: readonly Build[],
): TestCase[] {
  const { random } = context;
  const names = context.pool("test", words.TEST_NAMES);
  return modules.flatMap((module) => {
    const file = `tests/${module.path.replace("/", "/test_")}`;
    return random.sample(names, random.int(3, 5)).map((name) => createTest(context, module.path, file, name, builds));
  });
}

function createTest(
  context: WorldContext,
  module: string,
  file: string,
  name: string,
  builds: readonly Build[],
): TestCase {
  const { random } = context;
  const [exception, message] = random.pick(words.EXCEPTIONS);
  const kind = random.float();
  const duration_ms = random.int(12, 9400);
  return {
    test_id: `${file}::${name}`,
    file,
    module,
    markers: MARKERS.filter((marker) => (marker === "slow" ? duration_ms > 4000 : random.chance(0.5))),
    duration_ms,
    broken_since: kind < 0.2 ? random.pick(builds.slice(2)).id : "",
    slow_since: kind > 0.9 ? random.pick(builds.slice(3)).id : "",
    fails_on: kind >= 0.2 && kind < 0.32 ? random.sample([0, 1, 2, 3, 4], random.int(1, 2)).sort() : [],
    attempts: 0,
    exception,
    message: `${exception}: ${message
      .replace("{a}", String(context.number("value", 11, 9999)))
      .replace("{b}", String(context.number("value", 11, 9999)))}`,
    quarantined_until: kind > 0.82 && kind <= 0.9 ? daysFrom(context.today, random.int(2, 25)) : "",
  };
}

export function createDependencies(context: WorldContext): Dependency[] {
  return context.random
    .sample(context.pool("dependency", words.DEPENDENCY_NAMES), 4)
    .map((name, index) => ({ name, reachable: index > 1 }));
}

export function createClasses(
  context: WorldContext,
  modules: readonly CodeModule[],
  dependencies: readonly Dependency[],
): TestClass[] {
  const { random } = context;
  const names = context.pool("test", words.TEST_NAMES);
  return random.sample(context.pool("class", words.CLASS_NAMES), 7).map((class_name, index) => {
    const methods = random.sample(names, random.int(2, 4)).map((name) => ({
      name,
      needs: random.chance(0.5) ? random.pick(dependencies).name : "",
      holds: random.chance(0.85),
      duration_ms: random.int(4, 640),
    }));
    return {
      class_name,
      module: modules[index % 4]!.path,
      methods,
      mocks: [],
      last_outcome: random.pick(["passing", "failing", "unrun"] as const),
    };
  });
}
