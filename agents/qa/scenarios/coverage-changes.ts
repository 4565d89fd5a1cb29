/** Coverage and change: what builds lost, what a change concerns. */
import { count, type Scenario, sum } from "../../contract";
import type { QaWorld } from "../world";
import type { BuildComparison, ImpactedFiles } from "./observations";
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
              "There was no such drop in {after}[; all {n} were compared|].",
              "It is all right: not one of {n} went down by that much.",
              "None of the {n} modules lost that much from {before} to {after}.",
              "[No module|Nothing] dropped by {drop} points or more[; I compared {n}|].",
              "{after} is no worse than {before} by this measure ({n} modules).",
            ],
            { n: found.modules_compared, before, after, drop },
            { required: [] },
          );
        }
        return answer(
          [
            "There are {n} that went down. For {module} it was {points} points[, so it is at {new} % now|].",
            "{module} lost most: {old} % in {before}, {new} % in {after}. [Modules affected|In all]: {n}.",
            "{n} modules dropped. The worst is {module} with {points} points[ ({owner})|].",
            "Yes - {module} went from {old} to {new} percent[, {points} points down|]; {owner} owns it.",
            "[Largest loss|Biggest drop]: {points} points in {module}. {n} modules pass the limit you gave.",
          ],
          {
            n: count(found.drops as never),
            before,
            after,
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
              "{n} modules went down, in points: {list}.",
              "Losses in points: {list}.",
              "[That much or more was lost by|These lost that much or more]: {list}.",
            ],
          },
        );
      },
    };
  },
  frames: [
    "Which modules lost {drop} points of coverage or more from {before} to {after}?",
    "Compare coverage: baseline {before}, candidate {after}, report drops from {drop} points.",
    "{after} added a lot of code since {before}. Did any module [drop|fall] by at least {drop} percentage points?",
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
        if (first === undefined) {
          return answer(
            [
              "None of the three has {marker} tests.",
              "There are no {marker} tests for these modules.",
              "[Nothing to run|No file]: {marker} tests do not reach them.",
            ],
            { marker },
          );
        }
        return answer(
          [
            "There are {n} files for that, with {tests} tests in them[; one is {file}|].",
            "You need {tests} of them, from {n} files: {file} and so on.",
            "{n} files, {tests} {marker} tests. [Start with|First] {file}.",
            "Run {file} for {module}[, to begin with|]; altogether {n} files hold {tests} tests.",
            "[That touches|Affected]: {n} test files with {tests} {marker} tests, {ms} ms of usual run time.",
            "{tests} {marker} tests in {n} files reach these modules, for instance {file}.",
          ],
          {
            n: count(files as never),
            tests: sum(files.map((file) => file.tests)),
            ms: sum(files.map((file) => file.duration_ms)),
            marker,
            file: first.file,
            module: first.module,
          },
          {
            required: ["n", "tests"],
            list: files.map((each) => each.file),
            lead: [
              "{tests} {marker} tests in {n} files: {list}.",
              "Run {list}; that's {tests} tests.",
              "You need {n} files with {tests} tests: {list}.",
              "These files reach the modules: {list}. They hold {tests} {marker} tests.",
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
