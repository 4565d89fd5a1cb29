/** A call fails for a reason that shows another way: renamed modules, removed builds, thresholds too high. */
import type { Scenario } from "../../contract";
import { missedLines, percentOf, type QaWorld } from "../world";
import type { ClassList, ClassRun, CoverageReport, FlowRun, RunReport, Threshold } from "./observations";
import { counts, failuresOf, tally } from "./said";
import { resultOf, stopped, worded } from "./slots";
import { answer, call, partial } from "./steps";

const renamedModule: Scenario<QaWorld> = {
  family: "coverage_of_renamed_module",
  skill: "test_generation",
  shape: "recovery",
  draw(world) {
    const renamed = world.modules.find((module) => module.former_path !== "");
    if (renamed === undefined) return undefined;
    const old = renamed.former_path;
    return {
      slots: { module: { value: old } },
      *solve() {
        const first = yield* call("coverage_get_report", { module: old });
        if (first.ok) return answer(["{module} is there after all."], { module: old });
        const current = /renamed to (\S+)$/.exec(first.error.message)?.[1];
        if (current === undefined) return stopped(first);
        const second = yield* call(
          "coverage_get_report",
          { module: current },
          {
            reasons: [
              "The file is now called {current}, so [that is the one|I ask for that one].",
              "{module} moved to {current}.",
            ],
            values: { current, module: old },
          },
        );
        if (!second.ok) return stopped(second);
        const found = resultOf<CoverageReport>(second);
        return answer(
          [
            "{module} is now {current}, with {lines} % line coverage and {branches} % branch coverage.",
            "As {module} goes by {current} now, that is where I looked: {lines} % of lines and {branches} % of branches are covered.",
            "{module} is called {current} today; it has {lines} % of lines and {branches} % of branches covered.",
            "{module} has a new name, {current}, with {lines} % of lines and {branches} % of branches covered.",
            "{module} was renamed to {current}; its coverage is {lines} % by lines, {branches} % by branches.",
            "{module} moved to {current}, where line coverage is {lines} % (threshold {threshold} %) and branch coverage {branches} %.",
          ],
          {
            module: old,
            current,
            lines: found.line_percent,
            branches: found.branch_percent,
            threshold: found.line_threshold,
          },
          { required: ["current", "lines"] },
        );
      },
    };
  },
  frames: [
    "I used to watch {module}; what's its coverage these days?",
    "Line coverage for {module}, [please|if you can].",
    "My notes from last quarter mention {module}. How well covered is it?",
    "The audit sheet lists {module}. What is its coverage[ today|]?",
    "{module}: covered how far?",
  ],
};

const removedBuild: Scenario<QaWorld> = {
  family: "run_on_removed_build",
  skill: "regression_testing",
  shape: "recovery",
  draw(world, random) {
    const removed = world.builds.find((build) => !build.kept)!;
    const { file } = random.pick(world.tests);
    return {
      slots: { file: { value: file }, build: { value: removed.id } },
      *solve() {
        const first = yield* call("pytest_run_tests", { target: file, build: removed.id });
        if (first.ok) return answer(["{build} ran."], { build: removed.id });
        const nearest = /build kept is (\S+)$/.exec(first.error.message)?.[1];
        if (nearest === undefined) return stopped(first);
        const second = yield* call(
          "pytest_run_tests",
          { target: file, build: nearest },
          {
            reasons: ["{build} is gone; {nearest} is the closest that [exists|is left], as the user allows."],
            values: { build: removed.id, nearest },
          },
        );
        if (!second.ok) return stopped(second);
        const run = resultOf<RunReport>(second);
        return answer(
          [
            "It had to be {nearest} for {file}, as {build} is gone: {tally}{failures}.",
            "There is no {build} any more. On {nearest}, {file} gave {tally}{failures}.",
            "{build} no longer exists, so I ran {file} on {nearest}: {tally}{failures}.",
            "{run} of {file} ran on {nearest}, the nearest build that is left: {tally}{failures}.",
            "Because {build} was removed, {run} of {file} is on {nearest}: {tally}{failures}.",
            "{run} of {file}, on {nearest} instead of {build}: {tally}{failures}.",
          ],
          {
            file,
            build: removed.id,
            nearest,
            run: run.run_id,
            tally: counts(run),
            failures: run.failures.length > 0 ? `; failing: ${failuresOf(run)}` : "",
          },
          { required: ["nearest", "tally"] },
        );
      },
    };
  },
  frames: [
    "Run {file} on {build}, or on the closest build that [still exists|we still have].",
    "How does {file} do on {build}? If that one is gone, the nearest is fine.",
    "A customer is stuck on {build}. Try {file} there; [a neighbouring|the next best] build will do when it can't be had.",
    "{file} @ {build} (or nearest)",
    "For the incident report I want {file} executed with {build}. Should it be archived, take whichever build comes closest.",
  ],
};

const highThreshold: Scenario<QaWorld> = {
  family: "threshold_as_high_as_possible",
  skill: "regression_testing",
  shape: "recovery",
  draw(world, random) {
    const module = random.pick(world.modules.filter((each) => each.gaps.some((gap) => gap.kind === "line")));
    const present = percentOf(module.lines - missedLines(module.gaps), module.lines);
    const wanted = random.int(Math.min(100, Math.floor(present) + 2), 100);
    return {
      slots: { module: { value: module.path }, percent: { value: wanted } },
      *solve() {
        const first = yield* call("coverage_set_threshold", { module: module.path, percent: wanted });
        if (first.ok) return answer(["{module} must now keep {wanted} %."], { module: module.path, wanted });
        const reported = yield* call(
          "coverage_get_report",
          { module: module.path },
          {
            reasons: ["That is above the present coverage[ of {module}|]; how high it may be is in the report."],
            values: { module: module.path },
          },
        );
        if (!reported.ok) return stopped(reported);
        const { line_percent } = resultOf<CoverageReport>(reported);
        const second = yield* call(
          "coverage_set_threshold",
          { module: module.path, percent: line_percent },
          { reasons: ["{percent} is the highest that can be set today."], values: { percent: line_percent } },
        );
        if (!second.ok) return stopped(second);
        const set = resultOf<Threshold>(second);
        return answer(
          [
            "For {module} a threshold of {wanted} % was not possible, so it is now the present line coverage, {new} %[ (before: {old} %)|].",
            "{wanted} % was refused as a threshold, since {module} is at {new} % of lines. I set {new}, up from {old}.",
            "The highest threshold that {module} allows today is {new} % of lines, not {wanted} %, and that's what it has to keep now[ (before: {old} %)|].",
            "The line threshold of {module} is {new} % instead of {wanted} %: exactly the present coverage.",
            "{module}: line threshold raised from {old} to {new} percent; {wanted} is out of reach.",
          ],
          { wanted, module: module.path, new: set.threshold, old: set.previous },
          { required: ["new"] },
        );
      },
    };
  },
  frames: [
    "Set the line threshold of {module} to {percent} percent, or failing that to whatever it has now.",
    "I'd love {percent} % on {module}. If the tool refuses, fix the threshold at the present line coverage.",
    "Nobody may lower {module} again: threshold {percent}, else the highest [value|figure] that is accepted.",
    "{module} threshold -> {percent}; fall back to current line coverage",
    "Can {module} be pinned at {percent} percent of lines? Should that be too much, pin it where it stands.",
  ],
};

const noMachine: Scenario<QaWorld> = {
  family: "browser_without_machine",
  skill: "regression_testing",
  shape: "recovery",
  draw(world, random) {
    const flow = random.pick(world.flows).name;
    return {
      slots: { flow: { value: flow }, browser: worded("safari", random) },
      *solve() {
        const first = yield* call("selenium_run_flow", { flow, browser: "safari" });
        if (first.ok) return answer(["{flow} ran."], { flow });
        const environment = /there is one in (\S+)$/.exec(first.error.message)?.[1];
        if (environment === undefined) return stopped(first);
        const second = yield* call(
          "selenium_run_flow",
          { flow, browser: "safari", environment },
          { reasons: ["Staging has no safari machine; {environment} has one."], values: { environment } },
        );
        if (!second.ok) return stopped(second);
        const run = resultOf<FlowRun>(second);
        if (run.outcome === "passed") {
          return answer(
            [
              "{flow} is all right in safari; it had to run in {environment}, which has that browser.",
              "{flow} passes in safari. It had to run in {environment}, because staging has no safari machine.",
              "{flow} works in safari, {done} steps. I went to {environment}, as staging has no machine for that browser ({session}).",
              "With safari in {environment}, {flow} completed all {done} steps; staging has no machine for safari.",
            ],
            { flow, environment, done: run.steps_done, session: run.session_id },
            { required: ["environment"] },
          );
        }
        return answer(
          [
            'In {environment}, which has safari, {flow} fails at "{step}": {message}.',
            '{flow} fails in safari: "{step}" with "{message}"[ ({session})|]. The run took place in {environment}.',
            '{session} from {environment} shows that {flow} fails in safari, with "{message}" during "{step}".',
          ],
          { flow, environment, step: run.failed_step, message: run.message, session: run.session_id },
          { required: ["step", "environment"] },
        );
      },
    };
  },
  frames: [
    "Try {flow} in {browser}, [wherever|in whichever environment] we have it.",
    "A user with {browser} can't finish {flow}. Any environment will do to check[ that|].",
    "{flow}, {browser}, environment doesn't matter",
    "Does {flow} pass in {browser}? If the usual environment can't, use one that can.",
    "We [neglected|forgot about] {browser} for months; start by playing {flow} there, on staging or elsewhere.",
  ],
};

const misnamedClass: Scenario<QaWorld> = {
  family: "misnamed_class",
  skill: "bug_detection",
  shape: "recovery",
  draw(world, random) {
    const single = world.classes.filter(
      (each) => world.classes.filter((other) => other.module === each.module).length === 1,
    );
    if (single.length === 0) return undefined;
    const owner = random.pick(single);
    const wrong = owner.class_name.replace(/Test$/, "Tests");
    return {
      slots: { class: { value: wrong }, module: { value: owner.module } },
      *solve() {
        const first = yield* call("unittest_run_class", { class_name: wrong });
        if (first.ok) return answer(["{class} ran."], { class: wrong });
        const listed = yield* call(
          "unittest_list_classes",
          { module: owner.module },
          {
            reasons: ["No class has exactly that name; the list of {module} may show the right one."],
            values: { module: owner.module },
          },
        );
        if (!listed.ok) return stopped(listed);
        const { classes } = resultOf<ClassList>(listed);
        const match = classes.find((each) => wrong.startsWith(each.class_name));
        if (match === undefined) {
          return partial(["{module} has no class like {class}."], { module: owner.module, class: wrong });
        }
        const second = yield* call(
          "unittest_run_class",
          { class_name: match.class_name },
          { reasons: ["{name} must be the one that was meant."], values: { name: match.class_name } },
        );
        if (!second.ok) return stopped(second);
        const run = resultOf<ClassRun>(second);
        return answer(
          [
            "There is no {class}, but there is {name}: {tally}.",
            "It must be {name} that you mean by {class}. The result: {tally}.",
            "{class} is called {name} here. Its outcome: {tally}.",
            "{class} doesn't exist, but {name} does; I ran that. The outcome: {tally}.",
            "Not {class} but {name} is the name, without the last s. Its result: {tally}.",
            "For {class} I took {name} from {module}. [Outcome|Result]: {tally}.",
          ],
          {
            name: match.class_name,
            class: wrong,
            module: owner.module,
            tally: tally(run),
          },
          { required: ["name", "tally"] },
        );
      },
    };
  },
  frames: [
    "Run {class}; it belongs to {module}.",
    "Does {class} (the one for {module}) pass?",
    "In {module}'s old tests there should be {class}. Please run it[ once|].",
    "{module} -> {class}: outcome?",
    "I'm [fairly|pretty] sure the class for {module} is {class}. How does it do?",
  ],
};

export const recoveryScenarios: readonly Scenario<QaWorld>[] = [
  renamedModule,
  removedBuild,
  highThreshold,
  noMachine,
  misnamedClass,
];
