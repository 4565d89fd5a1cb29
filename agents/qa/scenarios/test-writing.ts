/** Chains that end in new tests, thresholds or releases: gap to test, ratchets, readiness. */
import { count, type Scenario } from "../../contract";
import type { QaWorld } from "../world";
import type { CaseList, ClassList, ClassRun, CoverageReport, GapList } from "./observations";
import { coveredAlike, hasOneLargestGap, linesOf, resultOf, shownCases, stopped, worded } from "./slots";
import { all, answer, call, partial } from "./steps";

const closeLargestGap: Scenario<QaWorld> = {
  family: "test_for_largest_gap",
  skill: "test_generation",
  shape: "chain",
  draw(world, random) {
    const owners = world.modules.filter(
      (module) => hasOneLargestGap(module.gaps) && world.classes.some((each) => each.module === module.path),
    );
    if (owners.length === 0) return undefined;
    const module = random.pick(owners).path;
    const method = `test_gap_${random.pick(["limits", "ranges", "bounds", "edges", "extremes"])}_${random.int(2, 99)}`;
    return {
      slots: { module: { value: module }, method: { value: method } },
      *solve() {
        const [gapsSeen, classesSeen] = yield* all(
          [
            ["coverage_list_gaps", { module }],
            ["unittest_list_classes", { module }],
          ],
          { reasons: ["The gaps and the classes of {module} can be looked up together."], values: { module } },
        );
        if (!gapsSeen!.ok) return stopped(gapsSeen!);
        if (!classesSeen!.ok) return stopped(classesSeen!);
        const gap = resultOf<GapList>(gapsSeen!).gaps[0];
        const owner = resultOf<ClassList>(classesSeen!).classes[0];
        if (gap === undefined || owner === undefined) return partial(["{module} has nothing to extend."], { module });
        const derived = yield* call(
          "unittest_generate_cases",
          { module, function: gap.function },
          {
            reasons: ["The largest gap, {lines}, lies in {function}."],
            values: { lines: linesOf(gap), function: gap.function },
          },
        );
        if (!derived.ok) return stopped(derived);
        const { cases } = resultOf<CaseList>(derived);
        const added = yield* call(
          "unittest_add_method",
          { class_name: owner.class_name, method, function: gap.function, cases: cases as never },
          {
            reasons: ["{n} cases are ready for {class}."],
            values: { n: count(cases as never), class: owner.class_name },
          },
        );
        if (!added.ok) return stopped(added);
        const ran = yield* call(
          "unittest_run_class",
          { class_name: owner.class_name, method },
          { reasons: ["A new test should run once before anybody relies on it."] },
        );
        if (!ran.ok) return stopped(ran);
        const outcome = resultOf<ClassRun>(ran).methods[0]!.outcome;
        return answer(
          [
            "{method} is in {class} now: {n} cases for {function} of {module}, where the largest gap is ({lines}). It {outcome} when I ran it.",
            "The largest gap of {module} is {lines}, in {function}. I added {method} ({n} cases) to {class}; it {outcome}.",
            "{class}, the first class of {module}, has a new {method} with {n} cases for {function} ({lines}); on its first run it {outcome}.",
            "For {module} I added {method} to {class} and ran it: {n} cases for {function}, which holds the largest gap ({lines}). It {outcome}.",
          ],
          {
            method,
            class: owner.class_name,
            n: count(cases as never),
            function: gap.function,
            lines: linesOf(gap),
            outcome,
            module,
          },
          { required: ["class", "function", "n"] },
        );
      },
    };
  },
  frames: [
    "Find the largest line gap of {module}, derive boundary cases for its function and add them as {method} to the module's first unittest class. Then run it.",
    "{module} needs a test at its longest gap. Call it {method}, put it in the first class that the module has, and [run it|try it out].",
    "Please close the biggest hole in {module}: default cases, new method {method} in its first listed class, one trial run.",
    "Write {method} for whichever function of {module} has the longest untested stretch (first unittest class), and tell me if it passes.",
    "[My task this sprint|What I owe the team] is a test called {method} for the worst gap in {module}. Could you generate it into the first class listed there and run it?",
  ],
};

const addMethod: Scenario<QaWorld> = {
  family: "add_method_with_cases",
  skill: "test_generation",
  shape: "complex",
  draw(world, random) {
    const owner = random.pick(world.classes);
    const module = world.modules.find((each) => each.path === owner.module)!;
    const single = module.functions.filter((each) => each.parameters.length === 1);
    if (single.length === 0) return undefined;
    const target = random.pick(single);
    const { name, minimum, maximum } = target.parameters[0]!;
    const low = random.int(minimum, maximum - 2);
    const high = random.int(maximum + 1, maximum + 40);
    const method = `test_${target.name}_${random.pick(["accepts_range", "checks_limit", "guards_input", "keeps_bounds"])}`;
    return {
      slots: {
        class: { value: owner.class_name },
        method: { value: method },
        function: { value: target.name },
        input: { value: name },
        low: { value: low },
        high: { value: high },
      },
      *solve() {
        const seen = yield* call("unittest_add_method", {
          class_name: owner.class_name,
          method,
          function: target.name,
          cases: [
            { inputs: [{ name, value: low }], expect: "returns" },
            { inputs: [{ name, value: high }], expect: "raises" },
          ],
        });
        if (!seen.ok) return stopped(seen);
        return answer(
          [
            "{class} has {method} now: at {input} {low} it should return, at {high} it should raise.",
            "{class} now holds {method}, with {low} (returns) and {high} (raises) for {input}.",
            "In {class}, {method} is there: {input} {low} returns, {high} raises.",
            "Added {method} to {class}, with {low} and {high} for {input}.",
            "{method} is written into {class}. It expects a result for {input} {low} and an error for {high}.",
            "Both cases ({input} {low} and {high}) are in {method} of {class}.",
          ],
          { class: owner.class_name, method, input: name, low, high },
          { required: ["method"] },
        );
      },
    };
  },
  frames: [
    "Add {method} to {class}. It tests {function}: {input} {low} returns, {input} {high} raises.",
    "For {function} I need two cases in {class}, as {method}: with {input} = {low} it returns, with {input} = {high} it raises.",
    "{function} has no test for its limit. Put {method} into {class}; {input} at {low} returns whereas {high} raises.",
    "{class}.{method} -> {function}({input}={low}) returns, {function}({input}={high}) raises; write that, please",
    "When {input} is {low}, {function} returns; when it's {high}, it raises. Please turn this into {method} in {class}.",
  ],
};

const casesForModule: Scenario<QaWorld> = {
  family: "cases_for_weaker_module",
  skill: "test_generation",
  shape: "chain",
  draw(world, random) {
    const withGaps = world.modules.filter((module) => hasOneLargestGap(module.gaps));
    if (withGaps.length < 2) return undefined;
    const [one, two] = random.sample(withGaps, 2);
    if (coveredAlike(one!, two!)) return undefined;
    const [left, right] = [one!.path, two!.path];
    const technique = random.pick(["partition", "error_path"]);
    const most = random.int(2, 9);
    return {
      slots: {
        left: { value: left },
        right: { value: right },
        technique: worded(technique, random),
        most: { value: most },
      },
      *solve() {
        const [first, second] = yield* all(
          [
            ["coverage_get_report", { module: left }],
            ["coverage_get_report", { module: right }],
          ],
          { reasons: ["Which of the two is weaker shows in their reports[, read together|]."] },
        );
        if (!first!.ok) return stopped(first!);
        if (!second!.ok) return stopped(second!);
        const [a, b] = [resultOf<CoverageReport>(first!), resultOf<CoverageReport>(second!)];
        const weak = a.line_percent <= b.line_percent ? a : b;
        const listed = yield* call(
          "coverage_list_gaps",
          { module: weak.module },
          {
            reasons: ["{module} is weaker with {percent} %[; now its gaps|]."],
            values: { module: weak.module, percent: weak.line_percent },
          },
        );
        if (!listed.ok) return stopped(listed);
        const [gap] = resultOf<GapList>(listed).gaps;
        if (gap === undefined) return partial(["{module} has no line gap."], { module: weak.module });
        const derived = yield* call(
          "unittest_generate_cases",
          { module: weak.module, function: gap.function, technique, max_cases: most },
          { reasons: ["{function} holds the largest gap."], values: { function: gap.function } },
        );
        if (!derived.ok) return stopped(derived);
        const { cases } = resultOf<CaseList>(derived);
        return answer(
          [
            "{module} needs tests more than {rest}, with {percent} % of lines against {other} %, and its largest gap is {lines} in {function}. {n} cases for that function: {cases}.",
            "{module} has less line coverage than {rest} ({percent} % against {other} %). For {function}, which has the largest gap ({lines}), I derived {n} cases: {cases}.",
            "With {percent} % of lines against {other} % in {rest}, {module} is the weaker one; its largest gap is {lines}, in {function}, which gets {n} cases: {cases}.",
            "{rest} is at {other} % of lines, {module} only at {percent} %, and {function} has the largest gap there, {lines}. I have {n} cases for it: {cases}.",
          ],
          {
            module: weak.module,
            percent: weak.line_percent,
            rest: (weak === a ? b : a).module,
            other: (weak === a ? b : a).line_percent,
            function: gap.function,
            lines: linesOf(gap),
            n: count(cases as never),
            cases: shownCases(cases),
          },
          { required: ["module", "function", "n"] },
        );
      },
    };
  },
  frames: [
    "Of {left} and {right}, take the one with less line coverage and derive {technique} cases for the function with the largest gap, {most} at most.",
    "Where is testing needed more by line coverage, {left} or {right}? Look at the biggest line gap there and suggest up to {most} {technique} cases.",
    "{left} / {right}: weaker by lines -> largest gap -> {technique} cases, max {most}",
    "I can write tests for one file today, {left} or {right} - whichever has the lower line coverage. Please give me {technique} cases for the function with its largest untested stretch, no more than {most}.",
    "Compare the line coverage of {left} with that of {right}; for the lower one I want {most} {technique} cases or fewer for the function with the longest gap.",
  ],
};

export const writingScenarios: readonly Scenario<QaWorld>[] = [closeLargestGap, addMethod, casesForModule];
