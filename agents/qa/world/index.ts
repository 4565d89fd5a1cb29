/** The QA world: code under test, its tests and coverage, and a site with flows. */
import type { WorldContext } from "../../contract";
import { createBuilds, createClasses, createDependencies, createModules, createTests } from "./code";
import { runTests } from "./run-tests";
import { createFlows, createPages } from "./site";
import type { QaWorld } from "./types";

export { daysFrom, missedBranches, missedLines, percentOf } from "./code";
export { runTests } from "./run-tests";
export type * from "./types";

export function createWorld(context: WorldContext): QaWorld {
  const builds = createBuilds(context);
  const modules = createModules(context, builds);
  const dependencies = createDependencies(context);
  const pages = createPages(context);
  const empty: QaWorld = {
    today: context.today,
    builds,
    modules,
    tests: createTests(context, modules, builds),
    classes: createClasses(context, modules, dependencies),
    dependencies,
    pages,
    flows: createFlows(context, pages),
    runs: [],
    sessions: [],
    browsers: {
      staging: ["chrome", "firefox", "edge"],
      preview: ["chrome", "firefox", "edge", "safari"],
      nightly: ["chrome", "firefox"],
    },
    next_runs: identifiers(context, "run", "RUN", 14),
    next_sessions: identifiers(context, "session", "SES", 10),
  };
  return withEarlierRuns(empty);
}

/** Three runs of everything, on the first, the fourth and the second newest build that still exist. */
function withEarlierRuns(world: QaWorld): QaWorld {
  return [world.builds[1]!, world.builds[3]!, world.builds[5]!].reduce(
    (current, build) => runTests(current, build.id, current.tests, { repeat: 1, maxFailures: 0 })?.world ?? current,
    world,
  );
}

function identifiers(context: WorldContext, kind: string, prefix: string, count: number): string[] {
  const numbers = new Set<number>();
  while (numbers.size < count) numbers.add(context.number(kind, 10000, 99999));
  return [...numbers].map((number) => `${prefix}-${number}`);
}
