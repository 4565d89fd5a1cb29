/** Single pytest calls: running, listing, looking up and taking out. */
import type { Scenario } from "../../contract";
import type { QaWorld } from "../world";
import type { RunReport } from "./observations";
import { counts, failuresOf } from "./said";
import { dateSlot, inOtherWords, resultOf, stopped, worded } from "./slots";
import { answer, call } from "./steps";

const runFile: Scenario<QaWorld> = {
  family: "run_test_file",
  skill: "regression_testing",
  shape: "single",
  draw(world, random) {
    const { file } = random.pick(world.tests.filter((each) => each.quarantined_until === ""));
    return {
      slots: { file: { value: file } },
      *solve() {
        const seen = yield* call(
          "pytest_run_tests",
          { target: file },
          {
            reasons: [
              "Running {file} once on the newest build [answers this|will tell].",
              "[No build is named, so|Without a build named,] {file} goes to the newest one.",
            ],
            values: { file },
          },
        );
        if (!seen.ok) return stopped(seen);
        const run = resultOf<RunReport>(seen);
        const [first] = run.failures;
        const values = { file, run: run.run_id, build: run.build, passed: run.passed, tally: counts(run) };
        if (first === undefined && run.skipped > 0) {
          return answer(
            [
              "Nothing failed in {file} on {build}: {passed} passed, {skipped} skipped.",
              "{run} of {file} on {build} has no failure; passed: {passed}, skipped: {skipped}.",
              "As far as {file} ran, it is fine: {passed} passed on {build}, none failed, {skipped} skipped.",
              "{file} is green, apart from what was skipped. Passed: {passed}, skipped: {skipped} ({run}).",
              "On {build}, {file} has no failure. Passes: {passed}; skipped: {skipped}.",
            ],
            { ...values, skipped: run.skipped },
            { required: ["passed", "skipped"] },
          );
        }
        if (first === undefined) {
          return answer(
            [
              "As of {build}, {file} is all right: {passed} passed[, and not one failed|].",
              "I ran {file} as {run}, and {passed} of {passed} are green.",
              "On {build}, {passed} tests of {file} passed, and there are no others in it.",
              "Green: {passed} passed in {file} on {build}[, none failed|]. [The record is|You find it as] {run}.",
              "{run} came back clean[ on {build}|]; {passed} passed and nothing [is red|failed] in {file}.",
              "{file} is in order. [On {build}|Against {build}] I count {passed} passes ({run}).",
              "Nothing is broken in {file}: {passed} passed, recorded [as|under] {run} on {build}.",
            ],
            values,
            { required: ["passed"] },
          );
        }
        return answer(
          [
            "{file} is not all right on {build}: {test} failed with {message}. [In all|Altogether], {tally}.",
            "On {build} there is trouble with {test}: {message}. The count for the file is {tally}.",
            "{file} isn't green; of its tests {tally}. What failed is {test} ({message}).",
            "{run} has one failure in {file}: {test}, with {message} ({tally}).",
            "One test of {file} fails on {build}, namely {test}: {message}. The whole file: {tally}.",
            "{file} is red because of {test}, which says {message} ({tally} on {build}).",
          ],
          { ...values, failed: run.failed, test: first.test_id, message: first.message, failures: failuresOf(run) },
          {
            required: ["test"],
            list: run.failures.map((each) => each.test_id),
            lead: [
              "{file} isn't green on {build}: {tally}. The failures: {failures}.",
              "Not green, {tally} in {file} ({run}). What failed: {failures}.",
              "{run} shows {tally} in {file}. Red: {failures}.",
              "What fails in {file} on {build}: {failures}. The count for the file is {tally}.",
            ],
          },
        );
      },
      follow(observations) {
        const [seen] = observations;
        if (seen === undefined || !seen.ok) return [];
        const run = resultOf<RunReport>(seen);
        return [
          {
            frames: [
              "[And how|How] long did that take[ in total|]?",
              "What was the run time[, roughly|]?",
              "How much time did it need?",
              "Thanks. [One more thing: the|And the] duration?",
            ],
            slots: {},
            *solve() {
              return answer(
                [
                  "It took {ms} ms[ altogether|].",
                  "{run} needed {ms} ms[ from start to end|].",
                  "The total comes to {ms} ms.",
                ],
                { ms: run.duration_ms, run: run.run_id },
                { required: ["ms"] },
              );
            },
          },
        ];
      },
    };
  },
  frames: [
    "[Can|Could] you run {file} [for me |]against the latest build and [say|tell me] what breaks?",
    "I just [touched|reworked|cleaned up] the fixtures behind {file}[ and|;] [would like|need|want] to know whether it still passes.",
    "{file}: still green?",
    "Before [I|we] merge this afternoon, does everything in {file} pass[ right now|]?",
    "Somebody [in the channel|from the other team] claims {file} is red again. [Run it|Give it a run] and see [if that's so|whether they're right].",
    "There's a [review comment|question on my pull request] about {file}; a fresh run would settle [it|the matter].",
  ],
  missing: [
    {
      slot: "file",
      frames: [
        "[Can you|Could you] run the test file I changed[ this morning|] and tell me what fails?",
        "Please give the test file of my [branch|team] a run on the newest build.",
        "I [moved|changed] some fixtures. Do the tests in the file that uses them still pass?",
      ],
      ask: [
        "[Sure, which|Which] test file do you mean? A path [under|starting with] tests/ is enough.",
        "I can run it as soon as I know its path. What is the file called?",
        "[Gladly.|Happy to.] Please name the file.",
      ],
      reply: ["{file}", "[It's|That would be] {file}.", "Sorry, {file}."],
    },
  ],
};

const runMarker: Scenario<QaWorld> = {
  family: "run_marker_on_build",
  skill: "regression_testing",
  shape: "single",
  draw(world, random) {
    const test = random.pick(world.tests.filter((each) => each.markers.length > 0));
    const marker = random.pick(test.markers);
    const build = random.pick(world.builds.filter((each) => each.kept)).id;
    const directory = test.file.split("/").slice(0, 2).join("/");
    return {
      slots: { directory: { value: directory }, marker: worded(marker, random), build: { value: build } },
      *solve() {
        const seen = yield* call("pytest_run_tests", { target: directory, marker, build });
        if (!seen.ok) return stopped(seen);
        const run = resultOf<RunReport>(seen);
        const values = { run: run.run_id, build, marker, directory, tally: counts(run) };
        if (run.passed + run.failed === 0) {
          return answer(
            [
              "None of the {marker} tests in {directory} ran on {build}: all are in quarantine, so {run} skipped them.",
              "{run} on {build} could only skip: the {marker} tests of {directory} are in quarantine, every one.",
            ],
            values,
            { required: [] },
          );
        }
        if (run.failed === 0) {
          return answer(
            [
              "Nothing failed among the {marker} tests of {directory} on {build}: {tally}.",
              "{run} on {build}: {tally}, so the {marker} tests of {directory} are fine.",
              "{build} looks good in {directory}, going by its {marker} tests: {tally} ({run}).",
              "The {marker} tests [under|below] {directory} hold on {build}; {tally}.",
            ],
            values,
            { required: ["tally"] },
          );
        }
        return answer(
          [
            "On {build} the {marker} tests of {directory} gave {tally}. What failed: {failures}.",
            "{run} on {build} isn't clean, {tally} in {directory}. Red: {failures}.",
            "The {marker} round in {directory} on {build} ended with {tally}; failing: {failures}.",
            "Not all is well with {build}: in {directory} {tally}. To look at: {failures}.",
          ],
          { ...values, failures: failuresOf(run) },
          { required: ["tally"] },
        );
      },
    };
  },
  frames: [
    "Take {build} and run [only |just ]the {marker} tests [in|below] {directory}.",
    "For {directory} I need {marker} results on {build}[, nothing else|].",
    "{build} is going to the [pilot customers|field team] tonight. How do its {marker} tests in {directory} look?",
    "Is {build} [safe|any good]? [Try|Use] the {marker} set from {directory}.",
    "{directory} / {marker} / {build}, please run.",
    "We [skipped|forgot] the {marker} round on {build}; [could you make up for it in|please do it now for] {directory}?",
  ],
  invalid: [
    {
      slot: "marker",
      tool: "pytest_run_tests",
      parameter: "marker",
      draw: (_, random) => ({
        value: random.pick(["nightmare", "visual", "contract", "sanity", "chaos", "exploratory"]),
      }),
      explain: [
        "There is no marker {marker}; [this suite knows|tests here carry] {allowed}. Which [one do you want|should I use] for {directory} on {build}?",
        "I can't select by {marker}, because only {allowed} exist. [Shall I take one of those|Which fits]?",
        "{marker} isn't among our markers. Pick [one of |]{allowed}, and I'll start {build}.",
      ],
      allowed: "smoke, regression, integration and slow",
    },
  ],
};

const quarantine: Scenario<QaWorld> = {
  family: "quarantine_one_test",
  skill: "bug_detection",
  shape: "single",
  draw(world, random) {
    const test = random.pick(world.tests.filter((each) => each.quarantined_until === ""));
    const until = dateSlot(world.today, random.int(1, 29), random);
    const reason = random.pick(["unsteady", "environment", "under_repair"]);
    return {
      slots: { test: { value: test.test_id }, until, reason: inOtherWords(reason) },
      *solve() {
        const args = { test_id: test.test_id, until: until.value, reason };
        const seen = yield* call("pytest_quarantine_test", args, {
          reasons: ["The user gives test, [end date|date] and cause; that is all a quarantine needs."],
        });
        if (!seen.ok) return stopped(seen);
        const values = { test: test.test_id, date: until.value as string };
        return answer(
          [
            "{test} is out now and will be back in the runs after {date}.",
            "As you wanted, {test} is not to run until {date} is over.",
            "The runs leave {test} out until the end of {date}.",
            "{test} [stays out of|is out of] the runs until {date}, that day included.",
            "Done; [no run picks up|runs will skip] {test} up to and including {date}.",
            "[In quarantine now|Quarantined]: {test}. It [comes back|returns] after {date}.",
            "From now on {test} is skipped[, and|;] {date} is its last day off.",
          ],
          values,
          { required: ["test", "date"] },
        );
      },
    };
  },
  frames: [
    "Please quarantine {test}; {reason}, and the pause ends {until}.",
    "{test} keeps [blocking|stopping] the merge queue ({reason}). Take it out[ for now|]; quarantine ends {until}.",
    "[Could|Can] {test} be [parked|set aside]? Reason: {reason}. Its quarantine ends {until}.",
    "Quarantine that ends {until} for {test}, because: {reason}.",
    "We agreed that {test} pauses. Cause - {reason}. The pause ends {until}[, not later|].",
  ],
  missing: [
    {
      slot: "until",
      frames: [
        "Please put {test} into quarantine, {reason}.",
        "{test} should be quarantined[ for a while|]; the cause: {reason}.",
        "Take {test} out of the runs. Reason: {reason}.",
      ],
      ask: [
        "Until when should it stay out? [Thirty days is the most|It can be thirty days at most].",
        "A quarantine needs an end[ date|]. When should {test} come back?",
        "[Fine. What|What] is the last day?",
      ],
      reply: ["It ends {until}.", "[Let's say|Say] it ends {until}.", "Make it a pause that ends {until}."],
    },
  ],
  invalid: [
    {
      slot: "until",
      tool: "pytest_quarantine_test",
      parameter: "until",
      draw: (world, random) => {
        const days = random.int(45, 190);
        const date = new Date(Date.parse(`${world.today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
        return { value: date, text: `on ${date}` };
      },
      explain: [
        "A quarantine that ends {until} is too long; allowed is {allowed}. Which date [shall I take|works] for {test}?",
        "I can't keep {test} out that long: {allowed}. [Can you name|What about] an earlier day?",
        "That end lies too far ahead. The rule is {allowed}, so [give me|I need] a nearer date[ for {test}|].",
      ],
      allowed: "thirty days at most",
    },
  ],
};

export const runScenarios: readonly Scenario<QaWorld>[] = [runFile, runMarker, quarantine];
