/** Chains before a release: ratchets, readiness, page budgets. */
import { count, type Scenario } from "../../contract";
import type { QaWorld } from "../world";
import type {
  BuildComparison,
  CoverageReport,
  FlowRun,
  GapList,
  Measurement,
  RunDetails,
  RunReport,
  Threshold,
} from "./observations";
import { resultOf, stopped, worded } from "./slots";
import { all, answer, call, partial } from "./steps";

const ratchet: Scenario<QaWorld> = {
  family: "ratchet_threshold",
  skill: "regression_testing",
  shape: "chain",
  draw(world, random) {
    const module = random.pick(world.modules).path;
    const metric = random.pick(["line", "branch"] as const);
    return {
      slots: { module: { value: module }, metric: worded(metric, random) },
      *solve() {
        const seen = yield* call(
          "coverage_get_report",
          { module },
          { reasons: ["The present value has to be read before it can become the threshold."] },
        );
        if (!seen.ok) return stopped(seen);
        const report = resultOf<CoverageReport>(seen);
        const present = report[`${metric}_percent`];
        const args = { module, percent: present, metric };
        const set = yield* call("coverage_set_threshold", args, {
          reasons: ["Today's value is {present}, so that becomes the threshold."],
          values: { present },
        });
        if (!set.ok) return stopped(set);
        const { previous, threshold } = resultOf<Threshold>(set);
        return answer(
          [
            "It is to be {new} % and no less, up from {old} %.",
            "From now on it may not go under {new} %.",
            "{module} must keep {new} % from now on; it was {old} %.",
            "Ratcheted from {old} to {new} percent[ ({metric})|].",
            "[The threshold is|Threshold now] {new} %, equal to what {module} has today[, up from {old}|].",
            "{new} % it is for {module}. [The old|The former] value was {old} %.",
          ],
          { module, metric, new: threshold, old: previous },
          { required: ["new"] },
        );
      },
    };
  },
  frames: [
    "Set the {metric} threshold of {module} to [exactly |]what it has today.",
    "{module} just got better. Freeze its {metric} coverage: current value becomes the threshold.",
    "Nobody should be able to lower {module} again, so please look up its {metric} coverage and make this the limit.",
    "ratchet {module} ({metric})",
    "Whatever {metric} coverage {module} has right now, that's the minimum from today on[. Please set it|].",
  ],
};

const readiness: Scenario<QaWorld> = {
  family: "release_readiness",
  skill: "regression_testing",
  shape: "chain",
  draw(world, random) {
    const before = random.pick(world.builds.slice(1, 4)).id;
    const build = random.pick(world.builds.slice(-2)).id;
    const flow = random.pick(world.flows).name;
    return {
      slots: { build: { value: build }, before: { value: before }, flow: { value: flow } },
      *solve() {
        const [tests, played, coverage] = yield* all(
          [
            ["pytest_run_tests", { target: "tests", build, marker: "smoke" }],
            ["selenium_run_flow", { flow, browser: "chrome" }],
            ["coverage_compare_builds", { baseline_build: before, candidate_build: build, minimum_drop: 1 }],
          ],
          { reasons: ["Smoke tests, flow and coverage are separate checks; all three can start at once."] },
        );
        if (!tests!.ok) return stopped(tests!);
        if (!played!.ok) return stopped(played!);
        if (!coverage!.ok) return stopped(coverage!);
        const run = resultOf<RunReport>(tests!);
        const session = resultOf<FlowRun>(played!);
        const { drops } = resultOf<BuildComparison>(coverage!);
        const [drop] = drops;
        if (drop !== undefined) {
          const gaps = yield* call(
            "coverage_list_gaps",
            { module: drop.module },
            {
              reasons: ["{module} lost {points} points, so its gaps matter."],
              values: { module: drop.module, points: drop.drop },
            },
          );
          if (!gaps.ok) return stopped(gaps);
          const { gaps: found } = resultOf<GapList>(gaps);
          if (found.length === 0)
            return partial(["{module} lost most, {points} points."], { module: drop.module, points: drop.drop });
          return partial(
            drops.length === 1
              ? [
                  "Not ready[ yet|]: {failed} smoke failures, flow {outcome}, and {module} lost {points} points; its gaps: {gaps}.",
                  "Smoke tests: {failed} failed. Flow: {outcome}. Coverage: only {module} dropped, by {points} points, with gaps at {gaps}.",
                  "I'd hold {build}. {module} is {points} points down (gaps: {gaps}), {failed} smoke tests failed, and the flow {outcome}.",
                ]
              : [
                  "Not ready[ yet|]: {failed} smoke failures, flow {outcome}, and {n} modules lost a point or more, {module} most, by {points} points; its gaps: {gaps}.",
                  "Smoke tests: {failed} failed. Flow: {outcome}. Coverage: {n} modules dropped, {module} most, by {points} points, with gaps at {gaps}.",
                  "I'd hold {build}. {n} modules dropped, {module} most, by {points} points (gaps: {gaps}); {failed} smoke tests failed, and the flow {outcome}.",
                ],
            {
              build,
              n: count(drops as never),
              failed: run.failed,
              outcome: session.outcome,
              module: drop.module,
              points: drop.drop,
              gaps: found.map((gap) => `lines ${gap.first_line} to ${gap.last_line} (${gap.function})`).join(", "),
            },
            { required: ["failed", "module"] },
          );
        }
        const details = yield* call(
          "pytest_get_run",
          { run_id: run.run_id, outcome: "skipped" },
          { reasons: ["Coverage held; [what was skipped|the skipped tests] should be known as well."] },
        );
        if (!details.ok) return stopped(details);
        const skipped = resultOf<RunDetails>(details).results.map((each) => each.test_id);
        return answer(
          skipped.length === 0
            ? [
                "{build}: {failed} smoke failures, nothing skipped, flow {outcome}, no coverage drop of a point or more.",
                "No module lost a point. Smoke tests: {failed} failed and none was skipped; the flow {outcome}.",
                "Flow {outcome}; {failed} failures among the smoke tests, none skipped; coverage held.",
              ]
            : [
                "{build}: {failed} smoke failures, flow {outcome}, no coverage drop of a point or more. Skipped: {skipped}.",
                "No module lost a point. Smoke tests: {failed} failed; skipped: {skipped}. The flow {outcome}.",
                "Flow {outcome}; {failed} failures among the smoke tests; coverage held. What got skipped: {skipped}.",
              ],
          { build, failed: run.failed, skipped: skipped.join(", "), outcome: session.outcome },
          { required: ["failed", "outcome"] },
        );
      },
    };
  },
  frames: [
    "Is {build} ready? Smoke tests under tests, {flow} in chrome, and coverage against {before} with drops from 1 point. Dig into the gaps of the worst module, or list skipped tests if none dropped.",
    "Go/no-go for {build}: smoke run over tests, chrome for {flow}, coverage drops of 1 point or more since {before}; then the gaps of the worst module (no drop: what was skipped?).",
    "Release check {build} vs {before}: marker smoke on tests, {flow} with chrome, coverage drop >= 1. Follow up on the largest drop, else on skipped tests.",
    "I sign off {build} in an hour and need the smoke tests (all of tests), the {flow} in chrome and whether any module lost 1 point since {before}. If one did, where are its gaps? If not, what got skipped?",
  ],
};

const slowPage: Scenario<QaWorld> = {
  family: "page_budget_then_slow_line",
  skill: "performance_validation",
  shape: "chain",
  draw(world, random) {
    const page = random.pick(world.pages).path;
    const connection = random.pick(["4g", "3g"]);
    return {
      slots: {
        page: { value: page },
        connection: worded(connection, random),
        shown: { value: true, text: ["visible", "in sight"], derivation: "synonym" },
      },
      *solve() {
        const first = yield* call(
          "selenium_measure_page",
          { page },
          { reasons: ["Cable first, [as|since] the rest depends on it."] },
        );
        if (!first.ok) return stopped(first);
        const cable = resultOf<Measurement>(first);
        const values = { page, load: cable.load_ms, budget: cable.budget_ms };
        if (cable.over_budget_ms > 0) {
          const audit = yield* call(
            "selenium_find_elements",
            { page, by: "role", value: "button", visible_only: true },
            {
              reasons: [
                "{load} ms breaks the budget on cable already, so the slow line is pointless; the buttons [remain to be|are to be] counted.",
              ],
              values: { load: cable.load_ms },
            },
          );
          if (!audit.ok) return stopped(audit);
          return partial(
            [
              "{page} takes {load} ms on cable, {over} ms over budget, so I did not try the slower line. It shows {n} buttons.",
              "Over budget on cable already ({load} of {budget} ms); I stopped there and counted {n} visible buttons.",
              "[No|There was no] need for a slower line: {load} ms exceeds {budget} ms. Buttons in view: {n}.",
            ],
            { ...values, over: cable.over_budget_ms, n: count(resultOf<{ elements: [] }>(audit).elements) },
            { required: ["load", "n"] },
          );
        }
        const second = yield* call(
          "selenium_measure_page",
          { page, connection },
          {
            reasons: ["{load} ms is within {budget} ms; on to the slower line."],
            values: { load: cable.load_ms, budget: cable.budget_ms },
          },
        );
        if (!second.ok) return stopped(second);
        const slow = resultOf<Measurement>(second);
        return answer(
          slow.over_budget_ms > 0
            ? [
                "Cable is fine with {load} ms, but {connection} takes {slow} ms, {over} ms over budget.",
                "{page}: {load} ms on cable, {slow} ms on {connection}. The latter breaks the {budget} ms budget.",
                "Only on cable ({load} ms). Over {connection} it's {slow} ms against {budget} ms[ allowed|].",
              ]
            : [
                "Both fit: {load} ms on cable and {slow} ms on {connection}, budget {budget} ms.",
                "{page} stays inside {budget} ms on either line ({load} and {slow} ms).",
                "Yes, with {load} ms, and even over {connection} with {slow} ms.",
              ],
          { ...values, connection, slow: slow.load_ms, over: slow.over_budget_ms },
          { required: ["load", "slow"] },
        );
      },
    };
  },
  frames: [
    "Does {page} keep its budget on cable? If so, measure it over {connection} too; if not, count the elements of role button that are {shown} instead.",
    "Measure {page} on cable. Within budget: repeat over {connection}. Over budget: how many elements of role button are {shown}?",
    "{page} was slimmed down. Check cable against the budget and then {connection}, unless cable fails - in that case tell me how many elements with the role button are {shown}, I suspect [that's why|those].",
    "Budget check {page}: cable, then {connection} (cable too slow -> number of elements, role button, {shown})",
  ],
};

export const releaseScenarios: readonly Scenario<QaWorld>[] = [ratchet, readiness, slowPage];
