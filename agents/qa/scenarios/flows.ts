/** Single selenium calls about flows and their recordings. */
import type { Scenario } from "../../contract";
import type { Browser, Environment, QaWorld, Viewport } from "../world";
import type { FlowRun, SessionDetails } from "./observations";
import { listed } from "./said";
import { resultOf, stopped, worded } from "./slots";
import { all, answer, call } from "./steps";

const DESKTOP_BROWSERS: readonly Browser[] = ["chrome", "firefox", "edge"];

const runFlow: Scenario<QaWorld> = {
  family: "play_flow",
  skill: "regression_testing",
  shape: "single",
  draw(world, random) {
    const flow = random.pick(world.flows).name;
    const browser = random.pick(DESKTOP_BROWSERS);
    return {
      slots: { flow: { value: flow }, browser: worded(browser, random) },
      *solve() {
        const seen = yield* call("selenium_run_flow", { flow, browser });
        if (!seen.ok) return stopped(seen);
        const run = resultOf<FlowRun>(seen);
        if (run.outcome === "passed") {
          return answer(
            [
              "{flow} is all right in {browser}: {done} steps were played and none of them failed[ ({session})|].",
              "As of now {flow} can be done in {browser} from the first step to the last.",
              "In {browser} no step of {flow} fails[; see {session}|].",
              "{flow} works in {browser}; {done} steps[, no failure|] ({session}).",
              "From start to end: {done} steps of {flow} passed in {browser}. [Recording|Session]: {session}.",
              "{session} is green: {flow} went through in {browser} without [a hitch|trouble].",
              "No problem with {flow} in {browser}; {done} steps passed.",
            ],
            { flow, browser, done: run.steps_done, session: run.session_id },
            { required: ["flow"] },
          );
        }
        return answer(
          [
            'In {browser}, {flow} gets as far as "{step}", and there it ends with "{message}"[ ({session})|].',
            'In {browser}, {flow} does not work: "{step}" ends with "{message}".',
            'With {browser}, {flow} [stops|gets stuck] at "{step}": {message} ({session}).',
            '{flow} breaks in {browser}. The step "{step}" says: {message}.',
            '{flow} fails in {browser}. Step "{step}" - {message}. [The recording is|See] {session}.',
            'In {flow}, {done} steps work in {browser}, then "{step}" fails with: {message}.',
          ],
          {
            flow,
            browser,
            done: run.steps_done,
            step: run.failed_step,
            message: run.message,
            session: run.session_id,
          },
          { required: ["step"] },
        );
      },
      follow(observations) {
        const [seen] = observations;
        if (seen === undefined || !seen.ok) return [];
        const run = resultOf<FlowRun>(seen);
        return [
          {
            frames: [
              "[And which|Which] session was that[ again|]?",
              "I'll attach the recording to the bug; what's its number?",
              "[Can I have|Give me] the session identifier, please.",
            ],
            slots: {},
            *solve() {
              return answer(["{session}[ is the one|].", "[That was|It's] {session}.", "The recording is {session}."], {
                session: run.session_id,
              });
            },
          },
          {
            frames: [
              "[Please show|Show me] what the recording says, step by step.",
              "Could you open that session [for me|too] and list its steps?",
              "What does the recording say about each step?",
            ],
            slots: {},
            *solve() {
              const details = yield* call("selenium_get_session", { session_id: run.session_id });
              if (!details.ok) return stopped(details);
              const { steps } = resultOf<SessionDetails>(details);
              return answer(
                [
                  "{session} has these steps: {steps}.",
                  "Step by step: {steps}.",
                  "The recording {session} shows {steps}.",
                ],
                {
                  session: run.session_id,
                  steps: listed(
                    steps.map((step) =>
                      step.outcome === "skipped"
                        ? `"${step.name}" (skipped)`
                        : `"${step.name}" (${step.outcome} after ${step.duration_ms} ms)`,
                    ),
                  ),
                },
                { required: ["steps"] },
              );
            },
          },
          {
            frames: [
              "How long did its first step take?",
              "And how long was the first step?",
              "What time did step one take?",
            ],
            slots: {},
            *solve() {
              const details = yield* call("selenium_get_session", { session_id: run.session_id });
              if (!details.ok) return stopped(details);
              const first = resultOf<SessionDetails>(details).steps[0]!;
              return answer(
                [
                  'The first step of {session}, "{name}", took {ms} ms.',
                  '"{name}" comes first, and it took {ms} ms ({outcome}).',
                  'It was {ms} ms for "{name}", according to {session}.',
                ],
                { session: run.session_id, name: first.name, outcome: first.outcome, ms: first.duration_ms },
                { required: ["ms"] },
              );
            },
          },
        ];
      },
    };
  },
  frames: [
    "[Play|Run] the {flow} flow in {browser}[, please|].",
    "A customer [wrote|says] that {flow} hangs in {browser}. Is that [true|so]?",
    "Does {flow} work in {browser}[ these days|]?",
    "{browser}: {flow}, go.",
    "We [ship|deploy] tomorrow morning and I'd [feel better|sleep better] if {flow} had been played in {browser} [once|first].",
    "[Check|Verify] for me whether anyone using {browser} can [complete|finish] the {flow}.",
  ],
  missing: [
    {
      slot: "browser",
      frames: [
        "[Play|Run] the {flow} flow once.",
        "Is {flow} [okay|working]? Try it in a browser.",
        "Please check the {flow} for me.",
      ],
      ask: [
        "In which browser: chrome, firefox, edge or safari?",
        "[Happy to|Gladly]. Which browser should play {flow}?",
        "I need a browser for that. Which [one shall it be|one do your users have]?",
      ],
      reply: ["{browser}", "[Use|Take] {browser}.", "In {browser}[, please|]."],
    },
    {
      slot: "flow",
      frames: [
        "Play the flow from the [demo|sprint review] in {browser}, please.",
        "A customer says something hangs in {browser}. Is that so?",
        "[Try|Run] our [oldest|longest] recorded flow [with|in] {browser}.",
      ],
      ask: [
        "Which flow do you mean?",
        "I need the name of the flow. [What is it called|Which one should I play]?",
        "And the flow's name, please?",
      ],
      reply: ["{flow}", "The {flow} one.", "It is called {flow}."],
    },
  ],
  invalid: [
    {
      slot: "browser",
      tool: "selenium_run_flow",
      parameter: "browser",
      draw: (_, random) => ({ value: random.pick(["opera", "lynx", "netscape", "konqueror", "epiphany"]) }),
      explain: [
        "There's no {browser} [on our machines|here]; {flow} can run in {allowed}. Which [do you want|one]?",
        "I can't play {flow} in {browser}. The choice is {allowed}. Which [one|] do you want?",
        "{browser} isn't supported for {flow}: pick {allowed}, please.",
      ],
      allowed: "chrome, firefox, edge or safari",
    },
  ],
};

const matrixRun: Scenario<QaWorld> = {
  family: "play_flow_exactly",
  skill: "regression_testing",
  shape: "complex",
  draw(world, random) {
    const flow = random.pick(world.flows).name;
    const environment = random.pick<Environment>(["staging", "preview", "nightly"]);
    const browser = random.pick(world.browsers[environment]!);
    const viewport = random.pick<Viewport>(["desktop", "tablet", "mobile"]);
    return {
      slots: {
        flow: { value: flow },
        browser: worded(browser, random),
        viewport: worded(viewport, random),
        environment: worded(environment, random),
      },
      *solve() {
        const seen = yield* call("selenium_run_flow", { flow, browser, viewport, environment });
        if (!seen.ok) return stopped(seen);
        const run = resultOf<FlowRun>(seen);
        const values = { flow, browser, viewport, environment, session: run.session_id };
        if (run.outcome === "passed") {
          return answer(
            [
              "No step of {flow} fails in {browser} at {viewport} size in {environment}.",
              "In {environment}, {flow} can be done with {browser} at {viewport} size.",
              "{flow} passed in {browser} at {viewport} size ({environment}).",
              "That combination works for {flow}: {browser}, {viewport}, {environment}. {session} has the recording.",
              "{session} passed; {flow} [has no trouble|is fine] on {viewport} {browser} in {environment}.",
              "Everything in {flow} went through in {environment}, with {browser} at {viewport} size.",
            ],
            values,
            { required: [] },
          );
        }
        return answer(
          [
            'At {viewport} size {flow} ends in "{step}": {message} ({browser}, {environment}).',
            'As {session} shows, {flow} stops at "{step}" with "{message}".',
            '{flow} fails in that setup: "{step}" with "{message}"[ ({session})|].',
            '{flow} on {viewport} {browser} [ends|stops] in "{step}": {message}.',
            '{flow} is not OK in {environment}. "{step}" reports {message}[; the recording is {session}|].',
            '{session} is red because of "{step}" in {flow}: {message}.',
          ],
          { ...values, step: run.failed_step, message: run.message },
          { required: ["step"] },
        );
      },
    };
  },
  frames: [
    "{flow} with {browser} in {environment} at {viewport} size, please.",
    "Users on a {viewport} screen report trouble with {flow}. Reproduce it in {browser}, using {environment}.",
    "[Go|Switch] to {environment}, take {browser} at {viewport} size, and play {flow}.",
    "Setup: {environment} / {browser} / {viewport}. Flow: {flow}.",
    "Does {flow} work in {environment} if the browser is {browser} and the window has {viewport} size?",
  ],
  invalid: [
    {
      slot: "viewport",
      tool: "selenium_run_flow",
      parameter: "viewport",
      draw: (_, random) => ({ value: random.pick(["watch", "television", "billboard", "dashboard", "e-reader"]) }),
      explain: [
        "There is no {viewport} size here. [Choose|You can have] {allowed} for {flow}.",
        "I can only play {flow} at {allowed} size, not {viewport}. Which one?",
        "{viewport} is no window size I know; {allowed} are. What do you prefer?",
      ],
      allowed: "desktop, tablet or mobile",
    },
  ],
};

const twoBrowsers: Scenario<QaWorld> = {
  family: "play_flow_in_two_browsers",
  skill: "regression_testing",
  shape: "parallel",
  draw(world, random) {
    const flow = random.pick(world.flows).name;
    const [left, right] = random.sample(DESKTOP_BROWSERS, 2) as [Browser, Browser];
    return {
      slots: { flow: { value: flow }, left: worded(left, random), right: worded(right, random) },
      *solve() {
        const [first, second] = yield* all(
          [
            ["selenium_run_flow", { flow, browser: left }],
            ["selenium_run_flow", { flow, browser: right }],
          ],
          { reasons: ["The two browsers [do not|don't] depend on each other, so both can start now."] },
        );
        if (!first!.ok) return stopped(first!);
        if (!second!.ok) return stopped(second!);
        const runs = [resultOf<FlowRun>(first!), resultOf<FlowRun>(second!)] as const;
        const failing = runs.findIndex((run) => run.outcome === "failed");
        const values = { flow, left, right, one: runs[0].session_id, two: runs[1].session_id };
        if (failing < 0) {
          return answer(
            [
              "It is the same in both: {flow} is fine in {left} and in {right}.",
              "There is no trouble with {flow}, be it in {left} or in {right}.",
              "Both {left} and {right} complete {flow} ({one}, {two}).",
              "{flow} passes in either browser. [Recordings|Sessions]: {one} for {left}, {two} for {right}.",
              "No difference for {flow}: {left} and {right} [are both green|both pass].",
              "{flow} works in both. {one} is the session in {left}, {two} the one in {right}.",
            ],
            values,
            { required: [] },
          );
        }
        const run = runs[failing]!;
        if (runs[1 - failing]!.outcome === "failed") {
          return answer(
            [
              '{flow} breaks in both, at "{step}": {message}.',
              'Neither {left} nor {right} gets through {flow}; "{step}" says {message}.',
              '{flow} fails twice ({one}, {two}), with "{message}" in "{step}".',
            ],
            { ...values, step: run.failed_step, message: run.message },
            { required: ["step"] },
          );
        }
        return answer(
          [
            'With {good}, {flow} is all right, but with {bad} it stops at "{step}": {message}.',
            'Of the two only {bad} has trouble with {flow}: "{step}", {message}. With {good} it passes.',
            'In {good}, {flow} goes through; in {bad} it doesn\'t ({message} at "{step}").',
            '[There is a difference|They differ]. In {bad}, {flow} stops at "{step}" with "{message}"; in {good} it passes.',
            'The trouble with {flow} is in {bad} - {message}, during "{step}". With {good} all is well.',
          ],
          {
            ...values,
            bad: failing === 0 ? left : right,
            good: failing === 0 ? right : left,
            step: run.failed_step,
            message: run.message,
          },
          { required: ["bad", "step"] },
        );
      },
    };
  },
  frames: [
    "[Play|Run] {flow} in {left} and in {right}[ and compare|].",
    "Is the {flow} problem a matter of {left} alone, or does {right} have it too?",
    "I need {flow} checked twice: {left}, {right}.",
    "The layout of {flow} was redone [last week|recently]. Do {left} and {right} both [cope|manage]?",
    "{left} versus {right} for {flow}, please.",
  ],
};

const openSession: Scenario<QaWorld> = {
  family: "open_recording",
  skill: "bug_detection",
  shape: "single",
  draw(world, random) {
    const flow = random.pick(world.flows);
    const [session_id, ...next_sessions] = world.next_sessions;
    const steps = flow.steps.map((step, index) => ({
      ...step,
      outcome: index < 2 ? ("passed" as const) : index === 2 ? ("failed" as const) : ("skipped" as const),
      duration_ms: index > 2 ? 0 : random.int(240, 4800),
    }));
    const session = {
      session_id: session_id!,
      flow: flow.name,
      browser: random.pick(DESKTOP_BROWSERS),
      viewport: "desktop" as const,
      environment: "staging" as const,
      steps,
      console_errors: [`${steps[2]!.name}: unexpected response`],
    };
    return {
      world: { ...world, next_sessions, sessions: [...world.sessions, session] },
      slots: { session: { value: session.session_id } },
      *solve() {
        const seen = yield* call("selenium_get_session", { session_id: session.session_id });
        if (!seen.ok) return stopped(seen);
        const details = resultOf<SessionDetails>(seen);
        const failed = details.steps.find((step) => step.outcome === "failed")!;
        return answer(
          [
            '{session} went wrong in "{step}" ({error}), with {locator} on {page} as the element.',
            '{session} shows that "{step}" failed, at {locator} on {page}, with "{error}".',
            'In {session}, "{step}" failed with "{error}" at the element {locator} on {page}.',
            '{session} recorded {flow} and failed in "{step}", on {page} at {locator}: {error}.',
            'The failing step of {session} was "{step}" ({locator} on {page}); the console says "{error}".',
            '{flow} failed in "{step}" at {locator} on {page}; the console of {session} has "{error}".',
            'Look at {locator} on {page}: there "{step}" of {session} failed after {ms} ms, with "{error}".',
          ],
          {
            session: session.session_id,
            flow: details.flow,
            step: failed.name,
            page: failed.page,
            locator: failed.locator,
            ms: failed.duration_ms,
            error: details.console_errors[0]!.replace(`${failed.name}: `, ""),
          },
          { required: ["step"] },
        );
      },
    };
  },
  frames: [
    "Where did {session} [fail|go wrong]?",
    "Open {session} and tell me which step [broke|gave up], with the element.",
    "I only have the number {session} from the alert. What happened [there|in it]?",
    "{session}: failing step?",
    "The [night shift|on-call person] left me {session} without a word; which step and locator [should I look at|are to blame]?",
  ],
};

export const flowScenarios: readonly Scenario<QaWorld>[] = [runFlow, matrixRun, twoBrowsers, openSession];
