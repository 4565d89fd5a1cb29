/** Long chains through one subject: a debt of tests, an unsteady directory, a sick flow, a dependency, a search. */
import { count, type Scenario } from "../../contract";
import type { QaWorld } from "../world";
import type { CaseList, ClassList, ClassRun, CoverageReport, GapList, RunReport, TestList } from "./observations";
import { withTest } from "./regressions";
import { counts, failuresOf, listed } from "./said";
import { coveredAlike, dateSlot, hasOneLargestGap, linesOf, resultOf, stopped } from "./slots";
import { all, answer, call, partial } from "./steps";

const payTestDebt: Scenario<QaWorld> = {
  family: "pay_test_debt",
  skill: "test_generation",
  shape: "chain",
  draw(world, random) {
    const owners = world.modules.filter(
      (module) => hasOneLargestGap(module.gaps) && world.classes.some((each) => each.module === module.path),
    );
    if (owners.length < 2) return undefined;
    const [one, two] = random.sample(owners, 2);
    if (coveredAlike(one!, two!)) return undefined;
    const [left, right] = [one!.path, two!.path];
    const method = `test_debt_${random.pick(["week", "sprint", "round", "batch"])}_${random.int(2, 99)}`;
    return {
      slots: { left: { value: left }, right: { value: right }, method: { value: method } },
      *solve() {
        const reports = yield* all(
          [
            ["coverage_get_report", { module: left }],
            ["coverage_get_report", { module: right }],
          ],
          { reasons: ["{left} or {right}: the reports [decide|will decide]."], values: { left, right } },
        );
        if (!reports[0]!.ok) return stopped(reports[0]!);
        if (!reports[1]!.ok) return stopped(reports[1]!);
        const [a, b] = [resultOf<CoverageReport>(reports[0]!), resultOf<CoverageReport>(reports[1]!)];
        const weak = a.line_percent <= b.line_percent ? a : b;
        const module = weak.module;
        const gaps = yield* call(
          "coverage_list_gaps",
          { module },
          { reasons: ["With {percent} % {module} is the weaker one."], values: { percent: weak.line_percent, module } },
        );
        if (!gaps.ok) return stopped(gaps);
        const [gap] = resultOf<GapList>(gaps).gaps;
        if (gap === undefined) return partial(["{module} has no line gap[ to close|]."], { module });
        const classes = yield* call("unittest_list_classes", { module });
        if (!classes.ok) return stopped(classes);
        const [owner] = resultOf<ClassList>(classes).classes;
        if (owner === undefined) return partial(["No class tests {module}."], { module });
        const derived = yield* call(
          "unittest_generate_cases",
          { module, function: gap.function },
          {
            reasons: ["{function} holds the largest gap, so its cases come [next|now]."],
            values: { function: gap.function },
          },
        );
        if (!derived.ok) return stopped(derived);
        const { cases } = resultOf<CaseList>(derived);
        const added = yield* call("unittest_add_method", {
          class_name: owner.class_name,
          method,
          function: gap.function,
          cases: cases as never,
        });
        if (!added.ok) return stopped(added);
        const ran = yield* call(
          "unittest_run_class",
          { class_name: owner.class_name, method },
          {
            reasons: [
              "{method} is written; [now|next] it has to run.",
              "Whether {method} passes, only a run [can say|will show].",
              "The new {method} was to be tried at once.",
            ],
            values: { method },
          },
        );
        if (!ran.ok) return stopped(ran);
        const outcome = resultOf<ClassRun>(ran).methods[0]!.outcome;
        return answer(
          [
            "{module} is the weaker of the two, with {percent} % of lines against {other} % in {rest}. {class} now has {method} with {n} cases for {function}, where the largest gap is ({lines}). When I ran {method}, it {outcome}.",
            "I put {method} into {class}, since {module} has {percent} % of its lines covered and {rest} {other} %. It holds {n} cases for {function}, where the largest gap is ({lines}), and {outcome} when I ran it.",
            "Since {module} has only {percent} % of lines covered and {rest} {other} %, {method} went into {class}: {n} cases for {function}, which has the largest gap ({lines}). When I ran it, it {outcome}.",
            "{rest} is at {other} % of lines, {module} only at {percent} %, with its largest gap at {lines}. So {class} got {method}, with {n} cases for {function}; in the trial run it {outcome}.",
          ],
          {
            module,
            percent: weak.line_percent,
            rest: (weak === a ? b : a).module,
            other: (weak === a ? b : a).line_percent,
            class: owner.class_name,
            method,
            function: gap.function,
            lines: linesOf(gap),
            n: count(cases as never),
            outcome,
          },
          { required: ["module", "function", "outcome"] },
        );
      },
    };
  },
  frames: [
    "{left} or {right}, whichever has less line coverage: find its largest gap, derive boundary cases for that function, add them as {method} to its first unittest class and run that method.",
    "I [have|got] budget for one test. Put it where line coverage is lower ({left} or {right}), in the function with the biggest gap; call it {method}, first class of the module, and [see if|check that] it passes.",
    "Of {left} and {right} the weaker by lines gets {method}. It should hold default cases for the function with its largest gap, live in the first listed class, and be tried out at once.",
    "weaker of {left} / {right} by lines -> biggest gap -> {method} in first class -> run it",
    "We owe tests to {left} and {right}. Start with the one that has the lower line coverage and with its longest untested stretch: a method {method} in the first class you find there, run afterwards[, please|].",
  ],
};

const steadyDirectory: Scenario<QaWorld> = {
  family: "steady_a_file",
  skill: "bug_detection",
  shape: "chain",
  draw(world, random) {
    // A test that is in quarantine already would not run, and the file would be only partly tried.
    const paused = new Set(world.tests.filter((test) => test.quarantined_until !== "").map((test) => test.file));
    const files = world.tests.filter((test) => !paused.has(test.file));
    if (files.length === 0) return undefined;
    const { file } = random.pick(files);
    const members = world.tests.filter((test) => test.file === file);
    const shaky = random.pick(members).test_id;
    const tests = world.tests.map((test) => {
      if (test.test_id === shaky) return { ...test, broken_since: "", fails_on: [1, 3] };
      // One test wavers and no other: after one quarantine a single run tells whether the file is green.
      return test.file === file ? { ...test, fails_on: [] } : test;
    });
    const until = dateSlot(world.today, random.int(3, 27), random);
    const repeat = random.int(5, 8);
    return {
      world: { ...world, tests },
      slots: { file: { value: file }, repeat: { value: repeat }, until },
      *solve() {
        const found = yield* call("pytest_list_tests", { target: file });
        if (!found.ok) return stopped(found);
        const { total, tests: members } = resultOf<TestList>(found);
        const holds = listed(members.map(({ test_id }) => test_id.split("::")[1]!));
        const ran = yield* call(
          "pytest_run_tests",
          { target: file, repeat },
          {
            reasons: ["{n} tests, each of them {repeat} times: [that|this] shows which [waver|are unsteady]."],
            values: { n: total, repeat },
          },
        );
        if (!ran.ok) return stopped(ran);
        const wavering = resultOf<RunReport>(ran).failures.filter((each) => each.failed_attempts < each.attempts);
        const [first] = wavering;
        if (first === undefined) {
          return partial(
            [
              "{file} holds {holds}. None of them wavered, so I quarantined nothing.",
              "Nothing unsteady in {file}, which holds {holds}; hence no quarantine.",
            ],
            { n: total, file, holds },
          );
        }
        const out = yield* call(
          "pytest_quarantine_test",
          { test_id: first.test_id, until: until.value },
          {
            reasons: ["{test} failed {bad} of {all} attempts."],
            values: { test: first.test_id, bad: first.failed_attempts, all: first.attempts },
          },
        );
        if (!out.ok) return stopped(out);
        const again = yield* call(
          "pytest_run_tests",
          { target: file },
          { reasons: ["With {test} aside, is the file green?"], values: { test: first.test_id } },
        );
        if (!again.ok) return stopped(again);
        const run = resultOf<RunReport>(again);
        const values = {
          test: first.test_id,
          bad: first.failed_attempts,
          all: first.attempts,
          run: run.run_id,
          file,
          holds,
          date: until.value as string,
          tally: counts(run),
          left: failuresOf(run),
        };
        if (run.failed > 0) {
          return partial(
            [
              "{file} holds {holds}. {test} wavered ({bad} of {all} attempts failed) and is in quarantine until {date}, but the file isn't green: {left}.",
              "In {file} ({holds}) I quarantined {test} until {date}, since {bad} of {all} attempts failed. The file isn't green, though; failing in {run}: {left}.",
              "Although {test} is out until {date} ({bad} of {all} attempts failed), {run} of {file} gave {tally}. Left to fix: {left}. The file holds {holds}.",
              "The unsteady {test} ({bad} of {all} attempts failed) is out of the runs until {date}. Of {file}, which holds {holds}, this fails all the same: {left}.",
            ],
            values,
            { required: ["test", "left"] },
          );
        }
        return answer(
          [
            "{file} holds {holds}. {test} failed {bad} of {all} attempts and is in quarantine until {date}; without it the file is green ({run}).",
            "The tests in {file} are {holds}. What wavered was {test}, with {bad} failures in {all} attempts; now that it is out (until {date}), {run} is green.",
            "In {file} there are {holds}. I set {test} aside until {date}, as {bad} of {all} attempts failed, and {run} without it passes.",
          ],
          values,
          { required: ["test"] },
        );
      },
    };
  },
  frames: [
    "What is in {file}? Run all of it {repeat} times, quarantine the first test that wavers (the pause ends {until}), then run the file once more.",
    "{file} is unsteady. List its tests, give each {repeat} attempts; the first one with mixed results goes into a quarantine that ends {until}. Is it green after that?",
    "[I'd like|I want] {file} steady by tonight: look at its tests, {repeat} attempts each, the first flaky one pauses (end of the pause: {until}), final run.",
    "list {file}, run {repeat}x, first flaky test -> quarantine, ends {until}; rerun",
    "Nobody trusts {file} any more. See what it holds, let every test run {repeat} times and, if one comes and goes, put that aside - the quarantine ends {until} - before you run it all again.",
  ],
};

const fiveBuilds: Scenario<QaWorld> = {
  family: "search_break_over_five_builds",
  skill: "regression_testing",
  shape: "chain",
  draw(world, random) {
    const builds: readonly string[] = world.builds.slice(1, 6).map((build) => build.id);
    const steady = world.tests.filter((test) => test.quarantined_until === "");
    if (steady.length === 0) return undefined;
    const position = random.int(1, 4);
    const test = { ...random.pick(steady), fails_on: [], broken_since: builds[position]! };
    return {
      world: withTest(world, test),
      slots: {
        test: { value: test.test_id },
        a: { value: builds[0]! },
        b: { value: builds[1]! },
        c: { value: builds[2]! },
        d: { value: builds[3]! },
        e: { value: builds[4]! },
      },
      *solve() {
        let good = -1;
        let bad = builds.length;
        const runs = new Map<number, RunReport>();
        while (bad - good > 1) {
          const middle = Math.floor((good + bad) / 2);
          const seen = yield* call(
            "pytest_run_tests",
            { target: test.test_id, build: builds[middle]! },
            {
              reasons:
                runs.size === 0
                  ? ["{build} halves the range."]
                  : good < 0
                    ? ["On {bad} it fails already, so I [go back|look further back] to {build}."]
                    : bad === builds.length
                      ? ["It passes on {good}, so I [go on|look further] to {build}."]
                      : [
                          "What is left is [halved|split] by {build}.",
                          "{build} lies between what was good and what was bad.",
                        ],
              values: { build: builds[middle]!, good: builds[good] ?? "", bad: builds[bad] ?? "" },
            },
          );
          if (!seen.ok) return stopped(seen);
          const run = resultOf<RunReport>(seen);
          runs.set(middle, run);
          if (run.failed > 0) bad = middle;
          else good = middle;
        }
        const [before, after] = [runs.get(good), runs.get(bad)];
        if (before === undefined || after === undefined) {
          return partial(["{test} does not change over these builds."], { test: test.test_id });
        }
        const compared = yield* call(
          "pytest_compare_runs",
          { baseline_run_id: before.run_id, candidate_run_id: after.run_id },
          {
            reasons: ["Between {good} and {bad} it turned; comparing these two runs confirms it."],
            values: { good: builds[good]!, bad: builds[bad]! },
          },
        );
        if (!compared.ok) return stopped(compared);
        return answer(
          [
            "{test} broke in {bad}; {good} was the last good one. Comparing those two runs confirms it: {test} is newly failing.",
            "{bad} is to blame: {message}. {test} still passed on {good}, and the comparison of the two runs has it as newly failing.",
            "For {test}, the last good one is {good} and the first bad one {bad}, with {message}. The comparison of their runs agrees.",
            "{test} went from green in {good} to red in {bad}, with {message}; the comparison of both runs bears that out.",
          ],
          {
            test: test.test_id,
            good: builds[good]!,
            bad: builds[bad]!,
            message: after.failures[0]!.message,
          },
          { required: ["test", "bad"] },
        );
      },
    };
  },
  frames: [
    "Five builds, oldest first: {a}, then {b}, then {c}, then {d}, then {e}. Search for the one that broke {test} with as few runs as you can, and confirm by comparing the runs around it.",
    "{test} was fine once. Halve your way through {a}, next {b}, after that {c}, later {d} and finally {e}; then compare the last good run to the first bad one.",
    "Bisect {test} from {a} by way of {b} and {c} as well as {d} to {e}, and back it up with a comparison of the two neighbouring runs.",
    "Which of these broke {test} - {a} or {b} or {c} or {d} or {e}? They are in order of age. Verify at the end by comparing both runs next to the change.",
  ],
};

export const campaignScenarios: readonly Scenario<QaWorld>[] = [payTestDebt, steadyDirectory, fiveBuilds];
