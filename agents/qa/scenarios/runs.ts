/** Single pytest calls: running, listing, looking up and taking out. */
import type { Scenario } from "../../contract";
import type { QaWorld } from "../world";
import type { RunReport } from "./observations";
import { dateSlot, resultOf, stopped, worded } from "./slots";
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
        const values = { file, run: run.run_id, build: run.build, passed: run.passed };
        if (first === undefined && run.skipped > 0) {
          return answer(
            [
              "Nothing failed in {file} on {build}: {passed} passed, {skipped} skipped.",
              "{run} on {build} has no failure; passed {passed}, skipped {skipped}.",
              "[Yes, as|As] far as it ran: {passed} passed on {build}, none failed, {skipped} skipped.",
              "Green, apart from what is in quarantine. Passed: {passed}, skipped: {skipped} ({run}).",
              "On {build} it holds. Passes: {passed}; skipped: {skipped}; nothing [is red|failed].",
            ],
            { ...values, skipped: run.skipped },
            { required: ["passed", "skipped"] },
          );
        }
        if (first === undefined) {
          return answer(
            [
              "As of {build} it is all right: {passed} passed[, and not one failed|].",
              "I ran it as {run}, and {passed} of {passed} are green.",
              "It does[, yes|]: on {build}, {passed} passed and that is all there is.",
              "Green: {passed} passed in {file} on {build}[, none failed|]. [The record is|You find it as] {run}.",
              "{run} came back clean[ on {build}|]; {passed} passed and nothing [is red|failed] in {file}.",
              "[Yes, it|It] holds. [On {build}|Against {build}] I count {passed} passes for {file} ({run}).",
              "Nothing broken in {file}[ today|]: {passed} passed, recorded [as|under] {run} on {build}.",
            ],
            values,
            { required: ["passed"] },
          );
        }
        return answer(
          [
            "It is not all right: {failed} did not pass, and one of them is {test} ({message}).",
            "On {build} there [is|was] trouble with {test}[ and others|]: {message}. {failed} failed in all.",
            "With {failed} failed and {passed} passed, I would look at {test} first[, which has {message}|].",
            "Not green: {failed} failed and {passed} passed[ on {build}|]. First in line is {test}, with {message} ({run}).",
            "{run} shows {failed} red[ and {passed} green|]. [Look at|Start with] {test}; it says {message}.",
            "[There is trouble|Something is off] in {file}: {failed} failed. For instance {test} ended in {message}.",
            "On {build} we get {passed} passed against {failed} failed. {test} reports: {message}.",
          ],
          { ...values, failed: run.failed, test: first.test_id, message: first.message },
          {
            required: ["failed", "test"],
            list: run.failures.map((each) => each.test_id),
            lead: [
              "{failed} failed and {passed} passed. The failures: {list}.",
              "Not green on {build}: {failed} failed, namely {list}.",
              "{run} shows {failed} red: {list}.",
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
              "Was that quick?",
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
    "[Can you|Could you|Please] run {file} [for me |]against the latest build and [say|tell me] what breaks?",
    "I just [touched|reworked|cleaned up] the fixtures behind {file}[ and|;] [would like|need|want] to know whether it still passes.",
    "{file}: still green?",
    "Before [I|we] merge this afternoon, does everything in {file} pass[ right now|]?",
    "Somebody [in the channel|from the other team] claims {file} is red again. [Run it|Give it a run] and see [if that's so|whether they're right].",
    "There's a [review comment|question on my pull request] about {file}; a fresh run [of it |]would settle [it|the matter].",
  ],
  missing: [
    {
      slot: "file",
      frames: [
        "[Can you|Could you] run the test file I changed[ this morning|] and tell me what fails?",
        "Please give my test file another run on the newest build.",
        "I [moved|changed] some fixtures. Do the tests in that file still pass?",
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
        return answer(
          [
            "As {run} shows, {failed} of them failed and {passed} passed.",
            "On {build}, what you have is {passed} that passed and {failed} that failed[ ({run})|].",
            "{run} on {build}: {passed} passed, {failed} failed, {skipped} skipped.",
            "The {marker} tests [under|below] {directory} gave {passed} passes[,| and] {failed} failures[ and {skipped} skips|] on {build}.",
            "Done[ with {build}|]. Out of that selection {failed} failed while {passed} passed; [see|details are in] {run}.",
            "[Here is the tally|Result] for {directory}: {failed} red, {passed} green, {skipped} left out ({run}).",
          ],
          {
            run: run.run_id,
            build,
            marker,
            directory,
            passed: run.passed,
            failed: run.failed,
            skipped: run.skipped,
          },
          { required: ["passed", "failed"] },
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
    "We [skipped|forgot] the {marker} round on {build}; [could you catch up with|please do it now for] {directory}?",
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
      slots: { test: { value: test.test_id }, until, reason: worded(reason, random) },
      *solve() {
        const args = { test_id: test.test_id, until: until.value, reason };
        const seen = yield* call("pytest_quarantine_test", args, {
          reasons: ["The user gives test, [end date|date] and cause; nothing is left to look up."],
        });
        if (!seen.ok) return stopped(seen);
        const values = { test: test.test_id, date: until.value as string };
        return answer(
          [
            "It is out now, {test}, and will be back in the runs after {date}.",
            "As you wanted, {test} is not to run [until|before] {date}[ is over|].",
            "With {date} as its last day, {test} is off the runs.",
            "{test} [stays out of|is out of] the runs until {date}.",
            "Done; [no run picks up|runs will skip] {test} up to {date}.",
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
    "We agreed in triage that {test} pauses. Cause - {reason}. The pause ends {until}[, not later|].",
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
      reply: ["It ends {until}.", "[Let's say|Say] it ends {until}.", "Make it one that ends {until}."],
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
        "I can't keep {test} out that long: {allowed}. [Please name|What about] an earlier day?",
        "That end lies too far ahead. The rule is {allowed}, so [give me|I need] a nearer date[ for {test}|].",
      ],
      allowed: "thirty days at most",
    },
  ],
};

export const runScenarios: readonly Scenario<QaWorld>[] = [runFile, runMarker, quarantine];
