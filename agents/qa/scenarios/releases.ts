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
import { failuresOf, listed } from "./said";
import { linesOf, resultOf, stopped, worded } from "./slots";
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
            "{module} is to keep {new} % {metric} coverage, what it has today; the threshold was {old} %.",
            "From now on {module} may not go under {new} % {metric} coverage, its present figure.",
            "{module} must keep {new} % {metric} coverage from now on; the threshold was {old} %.",
            "The {metric} threshold of {module} is ratcheted from {old} to {new} percent.",
            "The {metric} threshold is {new} % now, equal to what {module} has today[ (before: {old} %)|].",
            "[The old|The former] {metric} threshold of {module} was {old} %; now it is {new} %, what is covered today.",
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
    const losses = world.modules.map(({ history }) => {
      const percentIn = (id: string) => history.find((entry) => entry.build === id)!.line_percent;
      return Number((percentIn(before) - percentIn(build)).toFixed(1));
    });
    const most = Math.max(...losses);
    // Two that lost as much leave open which is the worst.
    if (most >= 1 && losses.filter((loss) => loss === most).length > 1) return undefined;
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
        const broken = session.outcome === "failed";
        const checks = {
          smoke:
            run.failed === 0
              ? "No smoke test failed"
              : `Smoke tests that failed: ${failuresOf({ failures: run.failures })}`,
          played: broken
            ? `${flow} failed in chrome at "${session.failed_step}" (${session.message})`
            : `${flow} passed in chrome`,
        };
        const { drops } = resultOf<BuildComparison>(coverage!);
        const [drop] = drops;
        if (drop !== undefined) {
          const gaps = yield* call(
            "coverage_list_gaps",
            { module: drop.module },
            {
              reasons: ["{module} lost most, {points} points, so its gaps [matter|come next]."],
              values: { module: drop.module, points: drop.drop },
            },
          );
          if (!gaps.ok) return stopped(gaps);
          const { gaps: found } = resultOf<GapList>(gaps);
          if (found.length === 0)
            return partial(["{module} lost most, {points} points."], { module: drop.module, points: drop.drop });
          const many = found.length > 1;
          return partial(
            drops.length === 1
              ? [
                  `I'd hold {build}. {module} lost {points} points since {before}; ${many ? "its gaps" : "its only gap"}: {gaps}. {smoke}. As to the flow, {played}.`,
                  `{build} isn't ready. Against {before} only {module} dropped by a point or more, namely by {points}; ${many ? "its gaps are" : "its only gap is"} {gaps}. {smoke}. As for the browser check, {played}.`,
                  `Not yet for {build}. {smoke}. The flow: {played}. Coverage: {module} is {points} points below what it had in {before}, with ${many ? "gaps" : "one gap"} at {gaps}.`,
                ]
              : [
                  `I'd hold {build}. Since {before}, {n} modules lost a point or more, {module} most with {points}; ${many ? "its gaps" : "its only gap"}: {gaps}. {smoke}. As to the flow, {played}.`,
                  `{build} isn't ready. Against {before}, {n} modules dropped by a point or more, {module} most, by {points}; ${many ? "its gaps are" : "its only gap is"} {gaps}. {smoke}. As for the browser check, {played}.`,
                  `Not yet for {build}. {smoke}. The flow: {played}. Coverage: {n} modules lost a point or more since {before}, {module} most ({points} points), with ${many ? "gaps" : "one gap"} at {gaps}.`,
                ],
            {
              ...checks,
              build,
              before,
              n: count(drops as never),
              module: drop.module,
              points: drop.drop,
              gaps: listed(found.map((gap) => `${linesOf(gap)} (${gap.function})`)),
            },
            { required: ["module"] },
          );
        }
        const details = yield* call(
          "pytest_get_run",
          { run_id: run.run_id, outcome: "skipped" },
          {
            reasons: ["No module lost a point or more; [what was skipped|the skipped tests] should be known as well."],
          },
        );
        if (!details.ok) return stopped(details);
        const skipped = resultOf<RunDetails>(details).results.map((each) => each.test_id);
        const verdict = run.failed === 0 && !broken ? "is ready as far as I checked" : "isn't ready";
        return answer(
          skipped.length === 0
            ? [
                "{build} {verdict}. {smoke}. Nothing was skipped. The flow: {played}. No module lost a point since {before}.",
                "{build} {verdict}. No module lost a point since {before}. {smoke}. Nothing was skipped. As to the flow, {played}.",
                "My view: {build} {verdict}. {smoke}. As for the browser check, {played}. Nothing was skipped, and no module lost a point or more against {before}.",
              ]
            : [
                "{build} {verdict}. {smoke}. The flow: {played}. No module lost a point since {before}. Skipped: {skipped}.",
                "{build} {verdict}. No module lost a point since {before}. {smoke}. As to the flow, {played}. What got skipped: {skipped}.",
                "My view: {build} {verdict}. {smoke}. As for the browser check, {played}. No module lost a point or more against {before}. In quarantine and skipped: {skipped}.",
              ],
          { ...checks, verdict, build, before, skipped: listed(skipped) },
          { required: ["verdict"] },
        );
      },
    };
  },
  frames: [
    "Is {build} ready? Smoke tests under tests, {flow} in chrome, and coverage against {before} with drops from 1 point. Dig into the gaps of the worst module, or list skipped tests if none dropped.",
    "Go/no-go for {build}: smoke run over tests, chrome for {flow}, coverage drops of 1 point or more since {before}; then the gaps of the worst module (no drop: what was skipped?).",
    "Release check {build} vs {before}: marker smoke on tests, {flow} with chrome, coverage drop >= 1. Follow up on the largest drop, else on skipped tests.",
    "I sign off {build} in an hour and need the smoke tests (all of tests), the {flow} in chrome and whether any module lost 1 point or more since {before}. If so, where are the gaps of the one that lost most? If not, what got skipped?",
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
          { reasons: ["What comes next depends on the time over cable, so [I measure that|that is measured]."] },
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
                "{load} ms breaks the budget on cable already, so the slow line is pointless; the buttons are to be counted.",
              ],
              values: { load: cable.load_ms },
            },
          );
          if (!audit.ok) return stopped(audit);
          return partial(
            [
              "{page} takes {load} ms on cable, {over} ms over budget, so I did not try the slower line. The page shows {n} buttons.",
              "{page} is over budget on cable already ({load} against {budget} ms); I stopped there and counted {n} visible buttons.",
              "No need for a slower line: on cable, {page} takes {load} ms where {budget} ms are allowed. Buttons in view: {n}.",
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
                "{page} is fine on cable with {load} ms, but over {connection} it takes {slow} ms, {over} ms over budget.",
                "{page}: {load} ms on cable, {slow} ms on {connection}. Only the latter breaks the {budget} ms budget.",
                "{page} keeps its budget only on cable ({load} ms). Over {connection} it's {slow} ms against {budget} ms[ allowed|].",
              ]
            : [
                "{page} fits on both: {load} ms on cable and {slow} ms on {connection}, budget {budget} ms.",
                "{page} stays inside {budget} ms on either line ({load} and {slow} ms).",
                "{page} keeps its {budget} ms with {load} ms on cable, and even over {connection} with {slow} ms.",
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
    "{page} was slimmed down. Check cable against the budget and then {connection}, unless cable fails - in that case tell me how many elements with the role button are {shown}; I suspect there are too many.",
    "Budget check {page}: cable, then {connection} (cable too slow -> number of elements, role button, {shown})",
  ],
};

export const releaseScenarios: readonly Scenario<QaWorld>[] = [ratchet, readiness, slowPage];
