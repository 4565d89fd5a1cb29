/** Calls about coverage: reports, gaps, thresholds, builds, changed files. */
import { count, type Scenario } from "../../contract";
import { missedBranches, missedLines, percentOf, type QaWorld } from "../world";
import type { CoverageReport, GapList, Threshold } from "./observations";
import { listed } from "./said";
import { linesOf, resultOf, stopped, worded } from "./slots";
import { all, answer, call } from "./steps";

const report: Scenario<QaWorld> = {
  family: "coverage_of_module",
  skill: "test_generation",
  shape: "single",
  draw(world, random) {
    const module = random.pick(world.modules).path;
    return {
      slots: { module: { value: module } },
      *solve() {
        const seen = yield* call(
          "coverage_get_report",
          { module },
          {
            reasons: [
              "The report of {module} holds line and branch coverage[ together|].",
              "One report covers {module}.",
            ],
            values: { module },
          },
        );
        if (!seen.ok) return stopped(seen);
        const found = resultOf<CoverageReport>(seen);
        return answer(
          [
            "{module} is at {lines} % by lines and at {branches} % by branches.",
            "As of now {lines} % of the lines of {module} and {branches} % of its branches are covered. No test gets to {missed} of the lines.",
            "In {module}, {missed} lines are untested: {lines} % are covered, and {branches} % of branches.",
            "{module} has {lines} % of lines and {branches} % of branches covered; by lines it has to keep {threshold} %[, and {owner} owns it|].",
            "{module}: {lines} % of lines and {branches} % of branches are [covered|reached].",
            "Coverage of {module}: lines {lines} %, branches {branches} %. [The module belongs to {owner}|Owner: {owner}].",
            "[At present|Right now] {lines} % of the lines of {module} are reached ({missed} missed), and {branches} % of the branches.",
            "{missed} lines of {module} go untested, so {lines} % are covered; for branches it's {branches} %. The threshold for lines is {threshold} %.",
          ],
          {
            module,
            lines: found.line_percent,
            branches: found.branch_percent,
            owner: found.owner,
            missed: found.missed_lines,
            threshold: found.line_threshold,
          },
          { required: ["lines"] },
        );
      },
      follow(observations) {
        const [seen] = observations;
        if (seen === undefined || !seen.ok) return [];
        const found = resultOf<CoverageReport>(seen);
        return [
          {
            frames: [
              "Who owns it?",
              "[And which|Which] team is responsible for that file?",
              "Whom do I [ask|talk to] about it?",
            ],
            slots: {},
            *solve() {
              return answer(["That is {owner}.", "{owner} [owns|looks after] it.", "[Ask|Turn to] {owner}."], {
                owner: found.owner,
              });
            },
          },
          {
            frames: [
              "And where are the [holes|untested lines]?",
              "Which lines are missing [then|there]?",
              "Please list the gaps, too.",
            ],
            slots: {},
            *solve() {
              const gaps = yield* call("coverage_list_gaps", { module });
              if (!gaps.ok) return stopped(gaps);
              const [first] = resultOf<GapList>(gaps).gaps;
              if (first === undefined) {
                return answer(["No line gaps[ at all|].", "There are none[; every line is reached|]."], {});
              }
              const { gaps: found } = resultOf<GapList>(gaps);
              return answer(
                ["They are {all}.", "No test reaches {all}.", "[Largest first|From the largest on]: {all}."],
                { all: listed(found.map((gap) => `${linesOf(gap)} (${gap.function})`)) },
                { required: ["all"] },
              );
            },
          },
        ];
      },
    };
  },
  frames: [
    "What's the coverage of {module}?",
    "How well is {module} [tested|covered] at the moment?",
    "I'm reviewing a [change|patch] to {module} and want to know how much of it our tests reach.",
    "{module} coverage pls",
    "Someone [proposed|suggested] deleting tests for {module}. Before we discuss that: where does its coverage stand?",
  ],
  missing: [
    {
      slot: "module",
      frames: [
        "What's the coverage of the module I [took over|inherited]?",
        "How well is my file covered at the moment?",
        "I'm reviewing a patch. How much of the file do our tests reach?",
      ],
      ask: [
        "Which module? A path like area/file.py [would do|is what I need].",
        "Of which file do you want the coverage?",
        "I need the module's path [first|for that].",
      ],
      reply: ["{module}", "[It's|The file is] {module}.", "{module}, please."],
    },
  ],
};

const gaps: Scenario<QaWorld> = {
  family: "gaps_of_module",
  skill: "test_generation",
  shape: "single",
  draw(world, random) {
    const module = random.pick(world.modules);
    const kind = "line";
    const smallest = random.int(2, 9);
    return {
      slots: { module: { value: module.path }, kind: worded(kind, random), smallest: { value: smallest } },
      *solve() {
        const args = { module: module.path, kind, minimum_lines: smallest };
        const seen = yield* call("coverage_list_gaps", args);
        if (!seen.ok) return stopped(seen);
        const found = resultOf<GapList>(seen).gaps;
        const [first] = found;
        if (first === undefined) {
          return answer(
            [
              "{module} has no gap of {smallest} lines or more.",
              "No gap in {module} is that long; {smallest} lines is more than any has.",
              "Nothing to report for {module}: no gap of at least {smallest} lines.",
              "I find no gap in {module} with {smallest} lines or more.",
            ],
            { module: module.path, smallest },
            { required: [] },
          );
        }
        const values = { module: module.path, function: first.function, lines: linesOf(first) };
        if (found.length === 1)
          return answer(
            [
              "There is one such gap in {module}, {lines} in {function}.",
              "In {module} I find a single gap of that length or more: {lines}, in {function}.",
              "Just one gap in {module} is that long: {lines} ({function}).",
              "{module} has one gap of that length or more, in {function}: {lines}.",
            ],
            values,
            { required: ["lines"] },
          );
        return answer(
          [
            "{n} gaps of that length or more in {module}, largest first: {list}.",
            "[Largest first|From the largest on], {module} is untested at {list}.",
            "Untested in {module}, in order of size: {list}.",
            "In {module}, with the largest first, no test reaches {list}.",
          ],
          {
            ...values,
            n: count(found as never),
            list: listed(found.map((gap) => `${linesOf(gap)} (${gap.function})`)),
          },
          { required: ["list"] },
        );
      },
    };
  },
  frames: [
    "Where are the {kind} gaps of {module} that span {smallest} lines or more?",
    "List {kind} gaps, {module}, minimum length {smallest}.",
    "I have an hour for tests in {module}. Which {kind} gaps (at least {smallest} lines long) [are worth it|should I close]?",
    "{module} loses points in the {kind} metric; show me what is untested, gaps of {smallest} lines [or more|and more].",
    "Which parts of {module} does no test reach? Only {kind} gaps, none shorter than {smallest} lines.",
  ],
};

const threshold: Scenario<QaWorld> = {
  family: "set_threshold",
  skill: "regression_testing",
  shape: "single",
  draw(world, random) {
    const module = random.pick(world.modules);
    const metric = random.pick(["line", "branch"] as const);
    const missed = metric === "line" ? missedLines(module.gaps) : missedBranches(module.gaps);
    const whole = metric === "line" ? module.lines : module.branches;
    const percent = Math.max(1, Math.floor(percentOf(whole - missed, whole)) - random.int(1, 25));
    if (percent === module[`${metric}_threshold`]) return undefined;
    return {
      slots: { module: { value: module.path }, percent: { value: percent }, metric: worded(metric, random) },
      *solve() {
        const args = { module: module.path, percent, metric };
        const seen = yield* call("coverage_set_threshold", args);
        if (!seen.ok) return stopped(seen);
        const set = resultOf<Threshold>(seen);
        return answer(
          [
            "As you wanted, the {metric} threshold of {module} is {new} % now; it was {old} %.",
            "The {metric} threshold of {module} is moved from {old} to {new} percent.",
            "{module} now has to keep {new} % {metric} coverage; the threshold before was {old} %.",
            "Threshold changed from {old} to {new} percent for {module} ({metric}).",
            "[Done:|Set:] {metric} threshold of {module} {new} %, formerly {old} %.",
            "The {metric} limit of {module} went from {old} % to {new} %.",
          ],
          { module: module.path, metric, new: set.threshold, old: set.previous },
          { required: ["new"] },
        );
      },
    };
  },
  frames: [
    "Set the {metric} threshold of {module} to {percent} percent.",
    "{module} is being rewritten from scratch, so [move|bring] its {metric} threshold to {percent} %[ meanwhile|].",
    "We [decided|agreed]: {percent} % {metric} coverage is what {module} must keep[ during the migration|].",
    "threshold {module} {metric} {percent}",
    "Could {module} get a {metric} threshold of {percent} percent[, please|]?",
  ],
  missing: [
    {
      slot: "percent",
      frames: [
        "Change the {metric} threshold of {module}.",
        "{module} is being rewritten; please adapt its {metric} threshold.",
        "The {metric} threshold of {module} needs a new value.",
      ],
      ask: [
        "To what percentage?",
        "[Which|What] value should {module} get, in percent?",
        "I can do that. How many percent [shall|should] it be?",
      ],
      reply: ["{percent}", "{percent} percent.", "[Make it|Let's say] {percent} %."],
    },
  ],
  invalid: [
    {
      slot: "percent",
      tool: "coverage_set_threshold",
      parameter: "percent",
      draw: (_, random) => ({ value: random.int(105, 400) }),
      explain: [
        "{percent} percent is impossible for {module}: a threshold lies {allowed}. Which value did you mean?",
        "A threshold is a value {allowed}, so {percent} can't be set. What should it be?",
        "Coverage never exceeds the whole; please give me a number {allowed} instead of {percent}.",
      ],
      allowed: "between 0 and 100",
    },
  ],
};

const twoModules: Scenario<QaWorld> = {
  family: "coverage_of_two_modules",
  skill: "test_generation",
  shape: "parallel",
  draw(world, random) {
    const [left, right] = random.sample(world.modules, 2).map((module) => module.path) as [string, string];
    return {
      slots: { left: { value: left }, right: { value: right } },
      *solve() {
        const [first, second] = yield* all(
          [
            ["coverage_get_report", { module: left }],
            ["coverage_get_report", { module: right }],
          ],
          { reasons: ["Two reports, [independent of|unrelated to] each other."] },
        );
        if (!first!.ok) return stopped(first!);
        if (!second!.ok) return stopped(second!);
        const [a, b] = [resultOf<CoverageReport>(first!), resultOf<CoverageReport>(second!)];
        const [weak, strong] = a.line_percent <= b.line_percent ? [a, b] : [b, a];
        return answer(
          a.line_percent === b.line_percent
            ? [
                "[Equal|The same]: {low} % of lines in {weak} as well as in {strong}.",
                "{weak} and {strong} both have {low} % of lines covered.",
              ]
            : [
                "{weak} is the lower one with {low} % of lines; {strong} is at {high} %.",
                "{weak} is [weaker|behind]: {low} % of lines, against {high} % in {strong}.",
                "{strong} has {high} % of lines covered, {weak} only {low} %.",
                "By lines it's {low} % for {weak} and {high} % for {strong}, so {weak} is behind.",
                "[Less|Worse] covered is {weak}: {low} % of its lines are tested[ and {missed} lines are not|]; {strong} stands at {high} %.",
              ],
          {
            weak: weak.module,
            strong: strong.module,
            low: weak.line_percent,
            high: strong.line_percent,
            missed: weak.missed_lines,
          },
          { required: ["low", "high"] },
        );
      },
    };
  },
  frames: [
    "Which has [less|worse] line coverage, {left} or {right}?",
    "Line coverage of {left} and {right}[ side by side|], please.",
    "The new colleague may pick {left} or {right} for a first testing task. Which of them is covered less, by lines?",
    "{left} vs {right}: line coverage",
    "I need the line coverage of both {left} and {right} to [decide|see] where our effort goes.",
  ],
};

export const coverageScenarios: readonly Scenario<QaWorld>[] = [report, gaps, threshold, twoModules];
