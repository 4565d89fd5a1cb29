/** Long chains that gather what is known about one flow or one class. */
import type { Scenario } from "../../contract";
import type { QaWorld } from "../world";
import type { Audit, ClassList, ClassRun, ElementList, FlowRun, Measurement, SessionDetails } from "./observations";
import { listed, tally } from "./said";
import { resultOf, stopped } from "./slots";
import { all, answer, call, partial } from "./steps";

const flowDossier: Scenario<QaWorld> = {
  family: "flow_dossier",
  skill: "bug_detection",
  shape: "chain",
  draw(world, random) {
    const broken = world.flows.filter((flow) => flow.defects.some((defect) => defect.browser !== ""));
    if (broken.length === 0) return undefined;
    const flow = random.pick(broken);
    const browser = flow.defects.find((defect) => defect.browser !== "")!.browser;
    const level = random.pick(["A", "AAA"]);
    return {
      slots: {
        flow: { value: flow.name },
        browser: { value: browser },
        level: { value: level, text: [`level ${level}`, `${level} level`] },
      },
      *solve() {
        const played = yield* call("selenium_run_flow", { flow: flow.name, browser });
        if (!played.ok) return stopped(played);
        const run = resultOf<FlowRun>(played);
        const opened = yield* call(
          "selenium_get_session",
          { session_id: run.session_id },
          { reasons: ["{session} [has|holds] the page and the element."], values: { session: run.session_id } },
        );
        if (!opened.ok) return stopped(opened);
        const { steps } = resultOf<SessionDetails>(opened);
        const step = steps.find((each) => each.outcome === "failed");
        if (step === undefined) return answer(["{flow} passes in {browser}[ now|]."], { flow: flow.name, browser });
        const looked = yield* call("selenium_find_elements", { page: step.page, by: "locator", value: step.locator });
        if (!looked.ok) return stopped(looked);
        const [element] = resultOf<ElementList>(looked).elements;
        const checks = yield* all(
          [
            ["selenium_measure_page", { page: step.page }],
            ["selenium_audit_accessibility", { page: step.page, level }],
          ],
          {
            reasons: ["{page} is the page in question; its load time and its rules [come|are] next."],
            values: { page: step.page },
          },
        );
        if (!checks[0]!.ok) return stopped(checks[0]!);
        if (!checks[1]!.ok) return stopped(checks[1]!);
        const measured = resultOf<Measurement>(checks[0]!);
        const audit = resultOf<Audit>(checks[1]!);
        return answer(
          audit.total === 0
            ? [
                '{flow} breaks at "{step}" on {page}, at {locator}, a {role} ({message}). The page takes {ms} ms on cable and violates nothing up to level {level}.',
                'On {page}, {flow} ends with "{step}" at {locator}, a {role}: {message}. Load time on cable {ms} ms, no violation up to level {level}.',
                '{flow} fails in step "{step}", {message}, element {locator} ({role}); {ms} ms to load on cable and no violation up to level {level} on {page}.',
              ]
            : [
                '{flow} breaks at "{step}" on {page}, at {locator}, a {role} ({message}). The page takes {ms} ms on cable and has {n} violations up to level {level}: {rules}.',
                'On {page}, {flow} ends with "{step}" at {locator}, a {role}: {message}. Load time on cable {ms} ms; violations up to level {level}: {rules}.',
                '{flow} fails in step "{step}", {message}, element {locator} ({role}); {ms} ms to load on cable and {n} violations up to level {level} on {page}: {rules}.',
                'In {flow}, "{step}" fails at the {role} {locator} with "{message}". As to {page}, I measured {ms} ms on cable and found {n} violations up to level {level}: {rules}.',
              ],
          {
            flow: flow.name,
            step: step.name,
            page: step.page,
            message: run.message,
            locator: step.locator,
            role: element?.visible === false ? `hidden ${element.role}` : (element?.role ?? step.locator),
            level,
            rules: listed(audit.violations.map((each) => `${each.rule} at ${each.locator}`)),
            ms: measured.load_ms,
            n: audit.total,
          },
          { required: ["step", "locator", "ms"] },
        );
      },
    };
  },
  frames: [
    "Build a dossier on {flow} in {browser}: failing step, the element behind it, then load time (cable) and accessibility ({level}) of that page.",
    "{flow} fails in {browser}. I need everything: play it, read the recording, look the element up, and check speed on cable plus accessibility by {level} for the page where it happens.",
    "Where does {browser} choke on {flow}, what element is it, how fast is that page over cable and what violates {level} there?",
    "Before the meeting with the designers, collect for {flow} ({browser}) the failing step with its element as well as load time and accessibility violations, {level}, of the page concerned.",
    "{browser}, {flow}: step + element + page load (cable) + audit {level}",
  ],
};

const hardenClass: Scenario<QaWorld> = {
  family: "try_class_with_failing_dependency",
  skill: "bug_detection",
  shape: "chain",
  draw(world, random) {
    const candidates = world.classes.filter((owner) => owner.methods.some((method) => method.needs !== ""));
    if (candidates.length === 0) return undefined;
    const owner = random.pick(candidates);
    return {
      slots: {
        class: { value: owner.class_name },
        failing: { value: "raises_error", text: ["raises an error", "throws"], derivation: "synonym" },
        healthy: {
          value: "returns_default",
          text: ["returns its default", "gives back the default"],
          derivation: "synonym",
        },
        module: { value: owner.module },
      },
      *solve() {
        const listed = yield* call("unittest_list_classes", { module: owner.module });
        if (!listed.ok) return stopped(listed);
        const found = resultOf<ClassList>(listed).classes.find((each) => each.class_name === owner.class_name);
        const dependency = found?.dependencies[0];
        if (dependency === undefined) return partial(["{class} needs no dependency."], { class: owner.class_name });
        const broken = yield* call(
          "unittest_set_mock",
          { class_name: owner.class_name, dependency, behaviour: "raises_error" },
          {
            reasons: ["{dependency} is its first dependency; the failing mock comes first."],
            values: { dependency },
          },
        );
        if (!broken.ok) return stopped(broken);
        const bad = yield* call("unittest_run_class", { class_name: owner.class_name });
        if (!bad.ok) return stopped(bad);
        const restored = yield* call(
          "unittest_set_mock",
          { class_name: owner.class_name, dependency, behaviour: "returns_default" },
          {
            reasons: [
              "Now the mock of {dependency} is to return its default.",
              "For the comparison, {dependency} gets a mock that returns its default.",
              "The run with an error is on record; next the mock [returns|is to return] its default.",
              "How the class does without {dependency} is known; now comes a mock that returns its default.",
            ],
            values: { dependency },
            isSpecial: true,
          },
        );
        if (!restored.ok) return stopped(restored);
        const good = yield* call("unittest_run_class", { class_name: owner.class_name });
        if (!good.ok) return stopped(good);
        const [before, after] = [resultOf<ClassRun>(bad), resultOf<ClassRun>(good)];
        const values = {
          class: owner.class_name,
          dependency,
          before: tally(before),
          after: tally(after),
          change:
            before.passed === after.passed
              ? "the same number passes either way"
              : `${after.passed} instead of ${before.passed} pass`,
        };
        return answer(
          [
            "{class} with {dependency} mocked to raise an error: {before}. With it mocked to return its default: {after}.",
            "{class} while {dependency} fails: {before}. Once it returns its default: {after}.",
            "With {dependency} raising an error, the result of {class} is: {before}. With {dependency} returning its default it is: {after}. So {change}.",
            "{dependency} is the first dependency of {class}. When it fails: {before}. When it returns its default: {after}.",
            "As long as {dependency} raised an error, {class} gave this: {before}. When it returned its default: {after}.",
          ],
          values,
          { required: ["before", "after"] },
        );
      },
    };
  },
  frames: [
    "How does {class} ({module}) behave when its first dependency {failing}, and how when that {healthy}? Look up the dependency, mock both, run each time.",
    "Resilience check for {class} from {module}: find its first dependency, let a mock stand in that {failing}, run; then one that {healthy}, run again.",
    "{module}, {class}: first dependency {failing} -> run, {healthy} -> run, compare",
    "I want to know how much of {class} breaks once its first dependency {failing}. For comparison do the same with a mock that {healthy}. The class belongs to {module}.",
    "Look into {module}: mock the first dependency in the list of {class}, once with a mock that {failing} to see which methods break, then with one that {healthy} to see which still do.",
  ],
};

export const dossierScenarios: readonly Scenario<QaWorld>[] = [flowDossier, hardenClass];
