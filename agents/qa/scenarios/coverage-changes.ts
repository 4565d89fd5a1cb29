/** Coverage and change: what builds lost, what a change concerns. */
import { count, type Scenario, sum } from "../../contract";
import type { QaWorld } from "../world";
import type { BuildComparison, ImpactedFiles } from "./observations";
import { listed } from "./said";
import { resultOf, stopped } from "./slots";
import { answer, call } from "./steps";

const compareBuilds: Scenario<QaWorld> = {
  family: "coverage_between_builds",
  skill: "regression_testing",
  shape: "complex",
  draw(world, random) {
    const kept = world.builds.filter((build) => build.kept);
    const position = random.int(0, kept.length - 2);
    const before = kept[position]!.id;
    const after = kept[random.int(position + 1, kept.length - 1)]!.id;
    const tenths = random.int(2, 30);
    const drop = (tenths === 10 ? 11 : tenths) / 10;
    return {
      slots: { before: { value: before }, after: { value: after }, drop: { value: drop } },
      *solve() {
        const seen = yield* call("coverage_compare_builds", {
          baseline_build: before,
          candidate_build: after,
          minimum_drop: drop,
        });
        if (!seen.ok) return stopped(seen);
        const found = resultOf<BuildComparison>(seen);
        const [worst] = found.drops;
        if (worst === undefined) {
          return answer(
            [
              "From {before} to {after} no module dropped by {drop} points or more; {n} were compared.",
              "In {after}, not one of {n} modules lost {drop} points or more since {before}.",
              "None of the {n} modules lost {drop} points or more from {before} to {after}.",
              "[No module|Nothing] dropped by {drop} points or more between {before} and {after}[; I compared {n}|].",
              "{after} is no worse than {before} by this measure ({n} modules, {drop} points).",
            ],
            { n: found.modules_compared, before, after, drop },
            { required: [] },
          );
        }
        return answer(
          [
            "One module went down that much from {before} to {after}: {module}, by {points} points to {new} %.",
            "Only {module} lost that much: {old} % in {before}, {new} % in {after}.",
            "Between {before} and {after}, {module} alone lost that much: {points} points[ (owner: {owner})|].",
            "{module} went from {old} % in {before} to {new} % in {after}[, {points} points down|]; no other module lost as much as you asked for.",
          ],
          {
            n: count(found.drops as never),
            before,
            after,
            drop,
            module: worst.module,
            old: worst.baseline_percent,
            new: worst.candidate_percent,
            points: worst.drop,
            owner: worst.owner,
          },
          {
            required: ["module"],
            list: found.drops.map((each) => `${each.module} (${each.drop})`),
            lead: [
              "{n} modules lost {drop} points or more from {before} to {after}: {list}.",
              "Losses of {drop} points or more between {before} and {after}: {list}.",
              "{after} against {before}, losses from {drop} points up: {list}.",
              "These lost that much or more from {before} to {after}, in points: {list}.",
            ],
          },
        );
      },
    };
  },
  frames: [
    "Which modules lost {drop} points of coverage or more from {before} to {after}?",
    "Compare coverage: baseline {before}, candidate {after}, report drops from {drop} points.",
    "{after} added a lot of code since {before}. Which modules, if any, [dropped|fell] by at least {drop} percentage points?",
    "I suspect that coverage eroded between {before} and {after}; anything under {drop} points is noise[ to me|].",
    "coverage {before} -> {after}, min drop {drop}",
  ],
  missing: [
    {
      slot: "before",
      frames: [
        "Which modules have lost {drop} points or more by {after}?",
        "Did coverage drop by {drop} points or more in {after}?",
        "Compare the coverage of {after} with the earlier build, drops from {drop} points.",
      ],
      ask: [
        "Compared with which build?",
        "[What is|Which build is] the baseline?",
        "I need the earlier build as well. Which one?",
      ],
      reply: ["{before}", "[Against|With] {before}.", "The baseline is {before}."],
    },
  ],
};

const impacted: Scenario<QaWorld> = {
  family: "tests_for_changed_modules",
  skill: "regression_testing",
  shape: "complex",
  draw(world, random) {
    const [one, two, three] = random.sample(world.modules, 3).map((module) => module.path) as [string, string, string];
    const marker = random.pick(["smoke", "regression", "integration", "slow"]);
    return {
      slots: { one: { value: one }, two: { value: two }, three: { value: three }, marker: { value: marker } },
      *solve() {
        const seen = yield* call("coverage_find_tests", { modules: [one, two, three], marker });
        if (!seen.ok) return stopped(seen);
        const { files } = resultOf<ImpactedFiles>(seen);
        const [first] = files;
        const without = [one, two, three].filter((module) => files.every((file) => file.module !== module));
        if (first === undefined) {
          return answer(
            [
              "None of {one}, {two} and {three} has {marker} tests.",
              "There are no {marker} tests for {one}, {two} or {three}.",
              "Nothing to run: {marker} tests reach neither {one} nor {two} nor {three}.",
            ],
            { marker, one, two, three },
            { required: [] },
          );
        }
        const values = {
          n: count(files as never),
          tests: sum(files.map((file) => file.tests)),
          ms: sum(files.map((file) => file.duration_ms)),
          marker,
          file: first.file,
          module: first.module,
          one,
          two,
          three,
          without: listed(without),
        };
        return answer(
          [
            "Only {module} has {marker} tests: {tests} tests in {file}. There are none for {without}.",
            "It is {file} alone, with {tests} {marker} tests; {without} have none.",
            "Run {file} for {module}: {tests} {marker} tests. Nothing of that kind reaches {without}.",
            "{file} holds {tests} {marker} tests for {module}, and {without} have no such test.",
          ],
          values,
          {
            required: ["tests"],
            list: files.map((each) => `${each.file} (${each.tests})`),
            lead:
              without.length === 0
                ? [
                    "{tests} {marker} tests reach {one}, {two} and {three}. By file: {list}.",
                    "For {one}, {two} and {three} that's {tests} {marker} tests in {n} files: {list}.",
                    "You need {n} files with {tests} {marker} tests, {ms} ms of usual run time: {list}.",
                    "These files reach {one}, {two} and {three}: {list}. They hold {tests} {marker} tests.",
                  ]
                : [
                    "{tests} {marker} tests in {n} files: {list}. None reaches {without}.",
                    "You need {tests} {marker} tests, from {list}; {without} has none.",
                    "There are {tests} {marker} tests for this change, in {list}. For {without} there is none.",
                    "{tests} {marker} tests reach the change, in these files: {list}. Nothing of that kind reaches {without}.",
                  ],
          },
        );
      },
    };
  },
  frames: [
    "My change touches {one}, {two} and {three}. Which {marker} tests [do I need|reach them]?",
    "Find {marker} test files for {one}, {two}, {three}.",
    "[Pull request|Merge request] with {one}, {two} and {three}: what {marker} tests should the pipeline run?",
    "If I alter {one} together with {two} and also {three}, how many {marker} tests are concerned?",
    "We run too much. For {one}, {two} and {three} I'd [like|prefer] just the {marker} tests that matter; which are they?",
  ],
};

export const coverageChangeScenarios: readonly Scenario<QaWorld>[] = [compareBuilds, impacted];
