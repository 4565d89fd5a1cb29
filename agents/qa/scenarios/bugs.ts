/** Chains that look for the cause of a failure: unsteady tests, broken flows, missing dependencies. */
import { count, type Scenario } from "../../contract";
import type { Browser, QaWorld } from "../world";
import type { Audit, ElementList, FlowRun, RunReport, SessionDetails } from "./observations";
import { counts, failuresOf, listed } from "./said";
import { dateSlot, resultOf, stopped, worded } from "./slots";
import { all, answer, call, partial } from "./steps";

const unsteadyOrBroken: Scenario<QaWorld> = {
  family: "quarantine_if_unsteady",
  skill: "bug_detection",
  shape: "chain",
  draw(world, random) {
    const free = world.tests.filter((test) => test.quarantined_until === "" && test.broken_since === "");
    const kind = random.float();
    const test = {
      ...random.pick(free),
      fails_on: kind < 0.6 ? random.sample([0, 1, 2, 3, 4], 2).sort() : [],
      broken_since: kind < 0.8 ? "" : world.builds[1]!.id,
    };
    const until = dateSlot(world.today, random.int(3, 28), random);
    const repeat = random.int(5, 9);
    return {
      world: { ...world, tests: world.tests.map((each) => (each.test_id === test.test_id ? test : each)) },
      slots: { test: { value: test.test_id }, repeat: { value: repeat }, until },
      *solve() {
        const ran = yield* call(
          "pytest_run_tests",
          { target: test.test_id, repeat },
          {
            reasons: [
              "Whether it is unsteady shows only [when it runs several times|in several attempts].",
              "A quarantine depends on how {repeat} attempts [end|turn out].",
            ],
            values: { repeat },
          },
        );
        if (!ran.ok) return stopped(ran);
        const [failure] = resultOf<RunReport>(ran).failures;
        const values = { test: test.test_id, attempts: repeat };
        if (failure === undefined || failure.failed_attempts === failure.attempts) {
          const whole = yield* call(
            "pytest_run_tests",
            { target: test.file },
            {
              reasons: [
                "{test} [does the same|behaves the same] each time, so it isn't unsteady; the whole file is next.",
                "No wavering in {attempts} attempts. [Hence|So] no quarantine, but a run of the file.",
              ],
              values,
            },
          );
          if (!whole.ok) return stopped(whole);
          const file = resultOf<RunReport>(whole);
          return answer(
            failure === undefined
              ? [
                  "{test} passed all {attempts} attempts, so it stays in the runs. Its file: {tally}{failures}.",
                  "No quarantine: in {attempts} attempts {test} never failed. Its whole file ran as {run}: {tally}{failures}.",
                  "{test} is steady; none of {attempts} attempts failed. The whole file gave {tally}{failures}.",
                ]
              : [
                  "{test} failed every one of the {attempts} attempts, which is a defect rather than wavering; I did not quarantine it. The file: {tally}{failures}.",
                  "No quarantine from me: {test} failed all {attempts} times. {run} of the whole file has {tally}{failures}.",
                  "{test} is simply broken, as all {attempts} attempts fail, so I left it in. {run} of its file shows {tally}{failures}.",
                ],
            {
              ...values,
              run: file.run_id,
              tally: counts(file),
              failures: file.failures.length > 0 ? `; failing: ${failuresOf(file)}` : "",
            },
            { required: ["attempts", "tally"] },
          );
        }
        const done = yield* call(
          "pytest_quarantine_test",
          { test_id: test.test_id, until: until.value },
          {
            reasons: ["{bad} of {attempts} failed, which makes it unsteady; the condition [is met|holds]."],
            values: { bad: failure.failed_attempts, attempts: failure.attempts },
          },
        );
        if (!done.ok) return stopped(done);
        return answer(
          [
            "{test} is unsteady: {bad} of {attempts} attempts failed. It is in quarantine until {date}.",
            "{test} had {bad} failures in {attempts} tries, so it is out until {date}.",
            "I put {test} aside until {date}, as {bad} out of {attempts} attempts went wrong ({message}).",
            "Some attempts of {test} failed ({bad} of {attempts}), so it is in quarantine; that ends on {date}.",
          ],
          { ...values, bad: failure.failed_attempts, date: until.value as string, message: failure.message },
          { required: ["bad", "date"] },
        );
      },
    };
  },
  frames: [
    "Run {test} {repeat} times. If it fails now and then, quarantine it; the quarantine ends {until}. If it always does the same, run its whole file once.",
    "Is {test} flaky? Try {repeat} attempts, and only if the outcome varies take it out (quarantine ends {until}); else I want one run of the file.",
    "{test} annoys everybody. Give it {repeat} attempts; when they differ, set it aside with an end {until}, otherwise see how its file does as a whole.",
    "{repeat}x {test}; mixed results -> quarantine that ends {until}, same result each time -> run the file",
    "I won't quarantine {test} on hearsay. Let it run {repeat} times: [should it waver|if it wavers], quarantine it so that the pause ends {until}; if it doesn't, run all tests in that file.",
  ],
};

const brokenFlow: Scenario<QaWorld> = {
  family: "why_flow_breaks",
  skill: "bug_detection",
  shape: "chain",
  draw(world, random) {
    const broken = world.flows.filter((flow) => flow.defects.some((defect) => defect.browser !== ""));
    if (broken.length === 0) return undefined;
    const flow = random.pick(broken);
    const browser = flow.defects.find((defect) => defect.browser !== "")!.browser as Browser;
    return {
      slots: { flow: { value: flow.name }, browser: worded(browser, random) },
      *solve() {
        const ran = yield* call(
          "selenium_run_flow",
          { flow: flow.name, browser },
          {
            reasons: ["To see why {flow} breaks, it has to break once under observation."],
            values: { flow: flow.name },
          },
        );
        if (!ran.ok) return stopped(ran);
        const run = resultOf<FlowRun>(ran);
        if (run.outcome === "passed")
          return answer(["{flow} passes now ({session})."], { flow: flow.name, session: run.session_id });
        const opened = yield* call(
          "selenium_get_session",
          { session_id: run.session_id },
          { reasons: ['"{step}" failed; the recording names page and element.'], values: { step: run.failed_step } },
        );
        if (!opened.ok) return stopped(opened);
        const step = resultOf<SessionDetails>(opened).steps.find((each) => each.outcome === "failed")!;
        const looked = yield* call(
          "selenium_find_elements",
          { page: step.page, by: "locator", value: step.locator },
          {
            reasons: ["Is {locator} on {page} visible at all? [That decides|This matters for] the diagnosis."],
            values: { locator: step.locator, page: step.page },
          },
        );
        if (!looked.ok) return stopped(looked);
        const [element] = resultOf<ElementList>(looked).elements;
        const values = {
          flow: flow.name,
          step: run.failed_step,
          message: run.message,
          page: step.page,
          locator: step.locator,
        };
        if (element === undefined) {
          return answer(
            ['{flow} stops at "{step}" with "{message}"; the element {locator} is not on {page} any more.'],
            values,
          );
        }
        if (!element.visible) {
          return answer(
            [
              '{flow} stops at "{step}": {message}. The element {locator} on {page}, a {role} labelled "{label}", is hidden, so users can\'t see it.',
              'In {flow}, "{step}" ends with "{message}". It needs the {role} {locator} on {page}, which users can\'t see.',
              '{flow} breaks in "{step}" ({message}). The element there is {locator}, the {role} "{label}", and it is hidden.',
              'At "{step}", {flow} needs {locator} on {page}; that {role} ("{label}") is not visible. The step ends with "{message}".',
            ],
            { ...values, role: element.role, label: element.label },
            { required: ["step", "locator"] },
          );
        }
        return answer(
          [
            '{flow} stops at "{step}": {message}. The element {locator} ({role}, "{label}") is there and visible.',
            'In {flow}, "{step}" ends with "{message}". Its element {locator}, a {role} labelled "{label}", can be seen, so visibility isn\'t the problem.',
            '{flow} breaks in "{step}" with "{message}". The element is {locator} on {page}, the {role} "{label}", and users can see it.',
            'The {role} "{label}" ({locator}) on {page} is visible; still, {flow} ends there in "{step}" with "{message}".',
          ],
          { ...values, role: element.role, label: element.label },
          { required: ["step", "locator"] },
        );
      },
    };
  },
  frames: [
    "Why does {flow} break in {browser}? I'd like the step, the element and whether it's visible.",
    "{flow} fails in {browser}. Reproduce it, open the recording, and check the element it trips over.",
    "Get to the bottom of {flow} with {browser}: which element is to blame, and can a user see it?",
    "Bug triage: {browser}, {flow}. What exactly goes wrong and is the element on screen?",
    "People using {browser} never finish {flow}. Find out where they get stuck and if the thing they should press is visible.",
  ],
};

const browserSpread: Scenario<QaWorld> = {
  family: "which_browsers_fail",
  skill: "bug_detection",
  shape: "chain",
  draw(world, random) {
    const flow = random.pick(world.flows).name;
    return {
      slots: { flow: { value: flow } },
      *solve() {
        const browsers = ["chrome", "firefox", "edge"] as const;
        const runs = yield* all(
          browsers.map((browser) => ["selenium_run_flow", { flow, browser }] as const),
          { reasons: ["The three browsers of staging can [run|play it] at the same time."] },
        );
        const bad = runs.find((run) => !run.ok);
        if (bad !== undefined && !bad.ok) return stopped(bad);
        const reports = runs.map((run) => resultOf<FlowRun>(run as never));
        const failing = browsers.filter((_, index) => reports[index]!.outcome === "failed");
        const [first] = failing;
        const inspected = first === undefined ? reports[0]! : reports[browsers.indexOf(first)]!;
        const opened = yield* call(
          "selenium_get_session",
          { session_id: inspected.session_id },
          {
            reasons:
              first === undefined
                ? ["All passed; one recording is enough for the times."]
                : ["{browser} failed, so its recording is the one to read."],
            values: first === undefined ? {} : { browser: first },
          },
        );
        if (!opened.ok) return stopped(opened);
        const details = resultOf<SessionDetails>(opened);
        const values = { flow, session: details.session_id };
        if (first === undefined) {
          const slowest = [...details.steps].sort((a, b) => b.duration_ms - a.duration_ms)[0]!;
          return answer(
            [
              '{flow} passes in chrome, firefox and edge. Its slowest step in chrome is "{step}" ({ms} ms, {session}).',
              '{flow} fails in none of the three. [Longest|The longest] step in chrome: "{step}", {ms} ms ({session}).',
              '{flow} is green in chrome, firefox and edge; in chrome "{step}" takes the most time, {ms} ms ({session}).',
            ],
            { ...values, step: slowest.name, ms: slowest.duration_ms },
            { required: ["step"] },
          );
        }
        const step = details.steps.find((each) => each.outcome === "failed")!;
        return answer(
          failing.length === 1
            ? [
                'Of chrome, firefox and edge only {browser} has trouble with {flow}, at "{step}" ({locator} on {page}) with "{message}".',
                '{flow} has trouble in {browser} alone: "{step}" ({message}), element {locator} on {page}. The other two pass.',
                '{flow} fails in {browser}. {session} stops in "{step}" on {page}, at {locator}, with "{message}"; the other two pass.',
              ]
            : [
                '{browsers} do not get through {flow}. In {browser} it is "{step}", at {locator}.',
                '{flow} breaks in {browsers}; in {browser}, "{step}" ends at {locator} ({session}).',
                "{flow} fails in {browsers}, in {browser} at {locator} on {page}.",
              ],
          {
            ...values,
            browser: first,
            browsers: listed(failing),
            step: step.name,
            message: inspected.message,
            page: step.page,
            locator: step.locator,
          },
          { required: ["browser", "locator"] },
        );
      },
    };
  },
  frames: [
    "In which of chrome, firefox and edge does {flow} fail, and at which element? If in none, which step is slowest in chrome?",
    "Play {flow} with chrome, firefox and edge, then open a recording: of a failing one if there is any, else of chrome for its slowest step.",
    "{flow} across chrome / firefox / edge: who fails and where? [If nobody does|All fine]: what's the slowest step in chrome?",
    "I'm told {flow} is browser dependent. Compare chrome, firefox, edge; show me the failing element, or chrome's slowest step when all is well.",
    "Cross-browser round for {flow} (chrome, firefox, edge). If one is red, I need step and element from its recording; if all are green, the slowest step in chrome.",
  ],
};

const IMPACTS: readonly string[] = ["minor", "moderate", "serious", "critical"];

/** The heaviest impact of an audit, as its place among the impacts; -1 when nothing was found. */
function heaviest({ violations }: Audit): number {
  return Math.max(-1, ...violations.map(({ impact }) => IMPACTS.indexOf(impact)));
}

/** The heavier the worst violation, the worse the page; then the number of violations counts. */
function weight(audit: Audit): number {
  return heaviest(audit) * 1000 + audit.total;
}

/** "3 violations (the gravest is serious)", "one minor violation", "none". */
function weightInWords(audit: Audit): string {
  if (audit.total === 0) return "none";
  const impact = IMPACTS[heaviest(audit)]!;
  return audit.total === 1 ? `one ${impact} violation` : `${audit.total} violations (the gravest is ${impact})`;
}

const worstViolation: Scenario<QaWorld> = {
  family: "worst_page_of_audit",
  skill: "bug_detection",
  shape: "chain",
  draw(world, random) {
    const [left, right] = random.sample(world.pages, 2).map((page) => page.path) as [string, string];
    const level = random.pick(["A", "AAA"]);
    const judged = [left, right].map((path) => {
      const { violations } = world.pages.find((page) => page.path === path)!;
      const counted = violations.filter((each) => level === "AAA" || each.level === "A");
      return { violations: counted, total: counted.length } as unknown as Audit;
    });
    // Two that are equally bad, or equally grave violations on one page, leave open which is meant.
    if (judged.some((each) => each.total > 0) && weight(judged[0]!) === weight(judged[1]!)) return undefined;
    // So does one that has the graver violation where the other has more of them.
    const [better, worse] = [...judged].sort((a, b) => weight(a) - weight(b));
    if (better!.total > worse!.total) return undefined;
    if (
      judged.some(
        (each) => each.violations.filter(({ impact }) => IMPACTS.indexOf(impact) === heaviest(each)).length > 1,
      )
    )
      return undefined;
    return {
      slots: { left: { value: left }, right: { value: right }, level: { value: level, text: [`level ${level}`] } },
      *solve() {
        const [first, second] = yield* all(
          [
            ["selenium_audit_accessibility", { page: left, level }],
            ["selenium_audit_accessibility", { page: right, level }],
          ],
          { reasons: ["Both audits are independent[, so they run together|]."] },
        );
        if (!first!.ok) return stopped(first!);
        if (!second!.ok) return stopped(second!);
        const [a, b] = [resultOf<Audit>(first!), resultOf<Audit>(second!)];
        const [page, found, other] = weight(a) >= weight(b) ? [left, a, b] : [right, b, a];
        const violation = found.violations.find((each) => IMPACTS.indexOf(each.impact) === heaviest(found));
        if (violation === undefined) {
          const element = yield* call("selenium_find_elements", { page: left, by: "role", value: "heading" });
          if (!element.ok) return stopped(element);
          return answer(
            [
              "Neither {left} nor {right} has a violation. {left} has {n} headings.",
              "Both {left} and {right} are clean; as to headings, {left} has {n}.",
            ],
            { left, right, n: count(resultOf<ElementList>(element).elements as never) },
          );
        }
        const looked = yield* call(
          "selenium_find_elements",
          { page, by: "locator", value: violation.locator },
          {
            reasons: ["{page} is worse; its gravest violation sits at {locator}."],
            values: { page, locator: violation.locator },
          },
        );
        if (!looked.ok) return stopped(looked);
        const [element] = resultOf<ElementList>(looked).elements;
        if (element === undefined)
          return partial(["{locator} is gone from {page}."], { locator: violation.locator, page });
        return answer(
          [
            '{page} is worse, with {own}; {rest} has {others}. First to fix: {rule}, on the {role} labelled "{label}" ({locator}).',
            'Worse is {page} with {own}; {rest} has {others}. First comes {rule} at {locator}, a {role} that reads "{label}".',
            'Begin with {page}, which has {own}; {rest} has {others}. The rule {rule} is broken by the {role} "{label}", {locator}.',
            'Of the two {page} is worse, with {own}, while {rest} has {others}. The {role} "{label}" at {locator} violates {rule}.',
          ],
          {
            page,
            rest: page === left ? right : left,
            own: weightInWords(found),
            others: weightInWords(other),
            rule: violation.rule,
            role: element.role,
            label: element.label,
            locator: violation.locator,
          },
          { required: ["page", "rule"] },
        );
      },
    };
  },
  frames: [
    "Audit {left} and {right} at {level}. For the worse one, which element has the gravest violation, and what is it? (If both are clean: how many elements of role heading has {left}?)",
    "Which of {left} and {right} is worse in accessibility ({level}), and what element must be fixed first? Should neither have any, count what has the role heading on {left}.",
    "{level} audits of {left} and {right}, then tell me role and label of the element to fix first - or, when nothing is wrong, the number of elements with role heading on {left}.",
    "We have one afternoon for accessibility: {left} or {right}, judged by {level}? Name the first element to repair; if there is none, I just need to know how often {left} uses the role heading.",
  ],
};

export const bugScenarios: readonly Scenario<QaWorld>[] = [unsteadyOrBroken, brokenFlow, browserSpread, worstViolation];
