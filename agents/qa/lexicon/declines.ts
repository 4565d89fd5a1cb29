/** Requests the QA agent must not answer with a call. */
import type { Decline } from "../../contract";
import type { QaWorld } from "../world";

const fileOf = (world: QaWorld, index: number) => world.tests[index % world.tests.length]!.file;

export const declines: readonly Decline<QaWorld>[] = [
  {
    family: "near_miss_pytest",
    reason: "near_miss_tool",
    offers: ["pytest_list_tests", "pytest_run_tests", "pytest_compare_runs"],
    draw: (world, random) => ({
      tool: {
        value: random.pick(["pytest_rerun_failed", "pytest_bisect_builds", "pytest_delete_run", "pytest_shard_tests"]),
      },
      file: { value: fileOf(world, random.int(0, 40)) },
    }),
    frames: [
      "[Use|Call] {tool} on {file}.",
      "There should be a {tool} function; [apply|please apply] it to {file}.",
      "{tool} for {file}, [thanks|now].",
      "Our wiki recommends {tool} [in cases like|for] {file}. Would you start it?",
      "Since {file} is in such a state, I'd go for {tool} right away.",
    ],
    replies: [
      "I have no {tool}. For {file} I can run the tests, list them, or compare two recorded runs.",
      "{tool} isn't among my functions[, sorry|]. What I could do with {file} is run it[ on a build of your choice|].",
      "[There's|There is] nothing called {tool} here. [Would|Might] a plain run of {file} help?",
      "That name doesn't exist on my side. I can list pytest tests, run them and compare two runs; shall I run {file}?",
      "{tool} is unknown to me; it may belong to another system. I can run {file}[ or list its tests|] instead.",
    ],
  },
  {
    family: "near_miss_coverage",
    reason: "near_miss_tool",
    offers: ["coverage_get_report", "coverage_list_gaps", "coverage_compare_builds", "coverage_set_threshold"],
    draw: (world, random) => ({
      tool: {
        value: random.pick([
          "coverage_merge_reports",
          "coverage_export_html",
          "coverage_exclude_lines",
          "coverage_send_badge",
        ]),
      },
      module: { value: random.pick(world.modules).path },
    }),
    frames: [
      "Run {tool} for {module}.",
      "[Could you|Can you] trigger {tool}? It's about {module}.",
      "{module} needs {tool}, I think.",
      "With {module} finished, please [fire off|do] {tool}.",
      "We used {tool} at my last job; [do|try] the same with {module}.",
    ],
    replies: [
      "{tool} doesn't exist here. For {module} I can offer its report, its gaps, a comparison of builds or a new threshold.",
      "[I can't find|I don't have] a {tool}. Do you want the coverage report of {module} instead?",
      "No such function as {tool}. [Reading|Looking up] the gaps of {module} is possible[, though|].",
      "{module}? Gladly, but not with {tool}, which I lack. I can read its report or set its threshold.",
    ],
  },
  {
    family: "near_miss_selenium",
    reason: "near_miss_tool",
    offers: ["selenium_run_flow", "selenium_get_session"],
    draw: (world, random) => ({
      tool: {
        value: random.pick([
          "selenium_record_flow",
          "selenium_take_video",
          "selenium_click_element",
          "selenium_load_test",
        ]),
      },
      flow: { value: random.pick(world.flows).name },
    }),
    frames: [
      "Please [do|perform] {tool} with {flow}.",
      "{flow}: use {tool}[ on it|].",
      "I'd like {tool} to handle {flow} tonight.",
      "Isn't there {tool}? Then [take|use] that for {flow}.",
      "Nobody has tried {tool} for {flow} yet, so go ahead.",
    ],
    replies: [
      "I don't know {tool}. Flows such as {flow} I can only play in a browser and read back.",
      "{tool} is no function of mine. [Shall I|Do you want me to] play {flow} in one of the browsers?",
      "Sorry, that would need {tool}, which isn't available[ to me|]. Playing {flow} would be.",
      "For {flow} my choice is to play it or open its recording; a {tool} I haven't got.",
    ],
  },
  {
    family: "fix_the_code",
    reason: "operation_absent",
    offers: ["unittest_generate_cases", "coverage_list_gaps", "coverage_find_tests"],
    draw: (world, random) => {
      const module = random.pick(world.modules);
      return { module: { value: module.path }, function: { value: module.functions[0]!.name } };
    },
    frames: [
      "Fix the bug in {function} of {module} and commit it.",
      "[Please repair|Repair] {function} ({module}) so that its test passes.",
      "{module} has a mistake in {function}. You know the code, so correct it[ yourself|].",
      "Can you [patch|rewrite] {function} in {module} until everything is green?",
      "Instead of testing {function} any longer: change {module} and be done.",
    ],
    replies: [
      "I can't change product code such as {module}. I can show where {function} is untested or derive cases for it.",
      "Editing {module} is beyond what I have; [deriving|suggesting] test cases for {function} is not. Shall I?",
      "[That takes|You need] a developer: I can derive test cases for {function}, not rewrite it.",
      "No write access to {module} here. I could derive boundary cases for {function}[, if that helps|], to help somebody find the fault.",
    ],
  },
  {
    family: "deploy_build",
    reason: "operation_absent",
    offers: ["pytest_run_tests", "coverage_compare_builds"],
    draw: (world, random) => ({ build: { value: random.pick(world.builds).id } }),
    frames: [
      "Deploy {build} to staging[ now|].",
      "{build} looks good, [roll it out|ship it].",
      "Could you promote {build}[, now that the tests were fine|]?",
      "I want {build} live within the hour; please start the rollout.",
      "Push the button for {build}.",
    ],
    replies: [
      "Deploying isn't something I can do. For {build} I can run tests or compare its coverage.",
      "I have no way to roll out {build}; that takes [a release pipeline|release tools]. I can [test|check] it beforehand.",
      "Rollouts are out of my reach[, I'm sorry|]. Shall I run the smoke tests on {build} instead?",
      "{build} has to be promoted by someone with release tools. What I offer is testing[ it|].",
    ],
  },
  {
    family: "assign_bug",
    reason: "operation_absent",
    offers: ["pytest_run_tests"],
    draw: (world, random) => ({
      test: { value: random.pick(world.tests).test_id },
      owner: { value: random.pick(world.modules).owner },
    }),
    frames: [
      "Open a bug about {test} and assign it to {owner}.",
      "{owner} should get a ticket for {test}. [Create|File] it, please.",
      "File {test} in the tracker[, owner|; it goes to] {owner}.",
      "Make sure {owner} has {test} on its board by tomorrow.",
      "Would you [log|enter] a defect for {owner}? It's {test}.",
    ],
    replies: [
      "I have no access to a bug tracker. I can run {test} and give you the message for {owner}.",
      "Tickets are not within my functions, so {owner} has to be told by you. Shall I reproduce {test} first?",
      "[No tracker here|There's no tracker I can write to]. A fresh result of {test} to paste into a ticket, that I can do.",
      "Filing something for {owner} isn't possible from here; checking whether {test} fails is.",
    ],
  },
  {
    family: "load_with_users",
    reason: "operation_absent",
    offers: ["selenium_measure_page"],
    draw: (world, random) => ({
      page: { value: random.pick(world.pages).path },
      users: { value: random.int(3, 90) * 100 },
    }),
    frames: [
      "Put {users} virtual users on {page} and see when it breaks.",
      "Can {page} take {users} people at the same time? Simulate [that|it].",
      "Load test: {page}, {users} users.",
      "[Hammer|Stress] {page} with {users} simultaneous visitors, please.",
      "[A big sale|A campaign] is coming. I need {page} tested with {users} visitors at once.",
    ],
    replies: [
      "Load with many users is nothing I can create. What I can measure is one visit to {page} over a chosen line.",
      "{users} users at once are beyond my functions; [I measure|they measure] a single visit to {page}.",
      "For {users} visitors you need a load generator. [I'd offer|I can offer] the time {page} takes for one.",
      "No load tests from here. Would a single measurement of {page} be of use?",
    ],
  },
  {
    family: "run_and_notify",
    reason: "partly_doable",
    offers: ["pytest_run_tests"],
    draw: (world, random) => ({
      file: { value: random.pick(world.tests).file },
      owner: { value: random.pick(world.modules).owner },
    }),
    frames: [
      "Run {file} and mail the outcome to {owner}.",
      "{owner} wants {file} run and the result posted in [the chat|their channel].",
      "Execute {file}; afterwards [notify|text] {owner}.",
      "Could {owner} get a message from you once {file} has run?",
      "After running {file} send {owner} a summary.",
    ],
    replies: [
      "I can run {file}, but not send messages to {owner}. Shall I run it and give you the text?",
      "Half of that works: the run of {file} yes, the note to {owner} no. [Shall I start|Do you want the run]?",
      "Messaging {owner} isn't possible for me. If you pass the result on, I'll gladly run {file}.",
      "Running {file}: no problem. Telling {owner}: not from here. May I go ahead with the first part?",
    ],
  },
  {
    family: "measure_and_optimise",
    reason: "partly_doable",
    offers: ["selenium_measure_page"],
    draw: (world, random) => ({ page: { value: random.pick(world.pages).path } }),
    frames: [
      "Shrink the images of {page} [until|so that] its load time meets the budget.",
      "{page} is slow: compress what's too big, going by its load time.",
      "If the load time of {page} asks for it, switch on caching.",
      "Make {page} faster, with its load time as proof.",
      "Optimise the scripts of {page}, going by its load time.",
    ],
    replies: [
      "Measuring {page} I can do; changing it I can't. Shall I measure, and leave the changes to somebody else?",
      "The optimisation is for somebody with access to the site; the load time of {page} I can measure. Shall I[ begin with that|]?",
      "I can time {page}, not change it. Tell me if a load time [is useful|helps on its own].",
      "I can't touch what {page} delivers, only time it. Is the measurement alone of use to you?",
    ],
  },
  {
    family: "quarantine_directory",
    reason: "partly_doable",
    offers: ["pytest_list_tests", "pytest_quarantine_test"],
    draw: (world, random) => ({ directory: { value: random.pick(world.tests).file.split("/").slice(0, 2).join("/") } }),
    frames: [
      "Quarantine everything in {directory} with one command, no end date.",
      "Take the whole of {directory} out of the runs for good.",
      "{directory} shall never run again; quarantine [the lot|it all].",
      "Please [park|mute] all tests of {directory} permanently.",
    ],
    replies: [
      "Quarantine works per test and needs an end within thirty days. I can list {directory} so that you choose.",
      "Not all of {directory} at once, and not for ever. Name a test and a date, and I'll set that one aside.",
      "I can only set single tests aside, until a date. Shall I list what {directory} contains?",
      "A permanent pause isn't possible, nor is one for a [directory|whole directory]. Which tests of {directory} bother you most?",
    ],
  },
  {
    family: "invent_pass_rate",
    reason: "invented_result",
    offers: ["pytest_run_tests"],
    draw: (world, random) => ({
      file: { value: random.pick(world.tests).file },
      build: { value: random.pick(world.builds).id },
    }),
    frames: [
      "No time to run {file}. Just [write|tell me] what the pass rate on {build} will be.",
      "Give me a plausible result of {file} on {build}; nobody will check.",
      "[Guess|Estimate] how many tests of {file} pass on {build}, the slide needs a figure.",
      "For the report I need numbers of {file} on {build}, without starting anything.",
      "Skip the run: what would {file} have shown on {build}?",
    ],
    replies: [
      "Without a run I have no figure for {file}, and I won't make one up. Shall I run it on {build}?",
      "I can only report what was measured. A run of {file} on {build} would give you [a real|the] number.",
      "[Guessing|An estimate] would look like a result without being one. I can run {file}[ on {build}|] instead, if you like.",
      "I have no honest number for {build}. Say the word and I run {file}.",
    ],
  },
  {
    family: "invent_coverage",
    reason: "invented_result",
    offers: ["coverage_get_report"],
    draw: (world, random) => ({
      module: { value: random.pick(world.modules).path },
      percent: { value: random.int(81, 99) },
    }),
    frames: [
      "Confirm that {module} has {percent} % coverage; don't look it up.",
      "Just say {module} is at {percent} percent, [I'm in a hurry|the auditor is waiting].",
      "Please write: coverage of {module} {percent} %, verified. No need to check.",
      "{module} is about {percent} %, right? I need your confirmation without a query.",
    ],
    replies: [
      "I can't confirm {percent} % unseen. Reading the report of {module} takes one call; [may I|shall I]?",
      "I haven't looked at {module} yet[, so {percent} % stays unconfirmed|; confirming it would mean that I had].",
      "Whether {module} is at {percent} % I don't know without the report. Do you want me to read it?",
      "[Not unchecked|Only after a look]: I'd have to open the report of {module} first.",
    ],
  },
  {
    family: "policy_production",
    reason: "policy",
    policy: "no_production",
    offers: ["selenium_run_flow"],
    draw: (world, random) => ({
      flow: { value: random.pick(world.flows).name },
      browser: { value: random.pick(["chrome", "firefox", "edge"]) },
    }),
    frames: [
      "Play {flow} on the live site with {browser}.",
      "This once, run {flow} against production ({browser}).",
      "{flow}, {browser}, environment: production.",
      "I need to see {flow} with {browser} where the real customers are.",
      "Real users report that {flow} hangs. Use {browser} on production to check.",
    ],
    replies: [
      "I don't run flows against production. {flow} could go to staging, preview or nightly.",
      "Production is off limits for tests. Would preview do for {flow} in {browser}?",
      "One rule has no exception: no test on the live site. I can play {flow} in [staging|preview] instead.",
      "Not on the live site. Staging, preview and nightly are open for {flow}; which [one|do you prefer]?",
    ],
  },
  {
    family: "policy_green_washing",
    reason: "policy",
    policy: "no_green_washing",
    offers: ["pytest_quarantine_test", "pytest_run_tests"],
    draw: (world, random) => ({ test: { value: random.pick(world.tests).test_id } }),
    frames: [
      "Delete {test}, it blocks the release.",
      "Mark {test} as passed so the build goes through.",
      "[Weaken|Loosen] the assertion in {test} until it's green.",
      "The deadline is today: make {test} green, I don't care how.",
      "{test} must vanish from the suite before the review.",
    ],
    replies: [
      "I won't delete or weaken {test}, nor mark it as passed. It can be repaired, or quarantined with an end date.",
      "A test isn't deleted or softened for a build. For {test} I can offer a quarantine of up to thirty days.",
      "[No|Sorry]: that would hide a failure. Should I run {test} several times to see if it's unsteady?",
      "{test} stays as it is. If it fails without a defect, a dated quarantine is the way.",
    ],
  },
  {
    family: "policy_customer_data",
    reason: "policy",
    policy: "no_customer_data",
    offers: ["unittest_generate_cases"],
    draw: (world, random) => ({ module: { value: random.pick(world.modules).path } }),
    frames: [
      "Take a few real customer records as input for the tests of {module}.",
      "Use last month's customer addresses when you derive cases for {module}.",
      "{module} should be tested with genuine customer data; [please do|go ahead].",
      "Could you copy production customers into the fixtures of {module}?",
      "Generated data is boring. For {module} take actual customers.",
    ],
    replies: [
      "Customer data isn't used in tests. Cases for {module} can be derived from the parameter ranges.",
      "I have to decline real records, even a few. Derived cases for {module} do the same job.",
      "That's against our rules for data. Shall I generate boundary cases for {module}?",
      "No real customers in the tests of {module}. Invented values within its ranges are fine[, and I can derive them|].",
    ],
  },
];
