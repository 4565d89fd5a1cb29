/** Single selenium calls about flows and their recordings. */
import type { Scenario } from "../../contract";
import type { Browser, Environment, QaWorld, Viewport } from "../world";
import type { FlowRun, SessionDetails } from "./observations";
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
              "It is all right in {browser}: {done} steps were played and none of them failed[ ({session})|].",
              "As of now {flow} can be done in {browser} from the first step to the last.",
              "In {browser} there is nothing wrong with {flow}[; see {session}|].",
              "{flow} works in {browser}; {done} steps[, no failure|] ({session}).",
              "[All|The whole way] through: {done} steps of {flow} passed in {browser}. [Recording|Session]: {session}.",
              "{session} is green. {browser} [got through|finished] {flow} without [a hitch|trouble].",
              "No problem with {flow} in {browser}[ today|]; {done} steps are done.",
            ],
            { flow, browser, done: run.steps_done, session: run.session_id },
            { required: ["flow"] },
          );
        }
        return answer(
          [
            'As far as "{step}" it is fine, but there it ends with {message}[ ({session})|].',
            'In {browser} it does not work: {message}, and that in "{step}".',
            '{browser} [stops|gets stuck] at "{step}": {message} ({session}).',
            '{flow} breaks in {browser}. [After {done} good steps, |]"{step}" says: {message}.',
            '[It fails|Red]. Step "{step}" - {message}. [The recording is|See] {session}.',
            '{done} steps work, then "{step}" [fails|gives up] with: {message}.',
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
              "Could you open that session [for me|too]?",
              "How long did its first step take?",
            ],
            slots: {},
            *solve() {
              const details = yield* call("selenium_get_session", { session_id: run.session_id });
              if (!details.ok) return stopped(details);
              const first = resultOf<SessionDetails>(details).steps[0]!;
              return answer(
                [
                  '{session} opens with "{name}": {outcome} after {ms} ms.',
                  'The first step, "{name}", {outcome} in {ms} ms[; the others are in {session}|].',
                  '{ms} ms for "{name}" ({outcome}), according to {session}.',
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
        "[Happy to|Will do]. Which browser should play {flow}?",
        "I need a browser for that[; which one do your users have|]. [Which shall it be|Your choice]?",
      ],
      reply: ["{browser}", "[Use|Take] {browser}.", "In {browser}[, please|]."],
    },
    {
      slot: "flow",
      frames: [
        "Play the flow in {browser}, please.",
        "A customer says something hangs in {browser}. Is that so?",
        "[Try|Run] our recorded flow [with|in] {browser}.",
      ],
      ask: [
        "Which flow do you mean? I need its name.",
        "[We have|There are] several recorded flows. [What is yours called|Which one should I play]?",
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
        "I can't play {flow} in {browser}. [Available are|The choice is] {allowed}.",
        "{browser} isn't supported: pick {allowed}, please.",
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
              "It is all right there[, with {browser} at {viewport} size|]: {flow} passed.",
              "As for {environment}, {flow} can be done on {viewport} with {browser}.",
              "{flow} passed in {browser} at {viewport} size ({environment}).",
              "[That combination works|Works]: {browser}, {viewport}, {environment}. {session} has the recording of {flow}.",
              "{session} passed; {flow} [has no trouble|is fine] on {viewport} {browser} in {environment}.",
              "Everything went through[ with {flow}|] in {environment}, on {browser} and {viewport}.",
            ],
            values,
            { required: [] },
          );
        }
        return answer(
          [
            'On {viewport} it is "{step}" that does not work: {message}.',
            'As you can see in {session}, it ends at "{step}" with {message}.',
            'It fails there: "{step}" with {message}[ ({session})|].',
            '{flow} on {viewport} {browser} [ends|stops] in "{step}": {message}.',
            'Not OK in {environment}. "{step}" reports {message}[; the recording is {session}|].',
            '{session} is red because of "{step}": {message}.',
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
    "[Go|Switch] to {environment}, take {browser}, {viewport} window, and play {flow}.",
    "Setup: {environment} / {browser} / {viewport}. Flow: {flow}.",
    "Would {flow} survive in {environment} if the browser is {browser} and the window {viewport} sized?",
  ],
  invalid: [
    {
      slot: "viewport",
      tool: "selenium_run_flow",
      parameter: "viewport",
      draw: (_, random) => ({ value: random.pick(["watch", "television", "billboard", "dashboard", "e-reader"]) }),
      explain: [
        "A {viewport} size doesn't exist here. [Choose|You can have] {allowed} for {flow}.",
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
              "It is the same in both: {left} is fine, and so is {right}.",
              "There is no trouble with {flow}, be it in {left} or in {right}.",
              "Both {left} and {right} complete {flow} ({one}, {two}).",
              "{flow} passes in either browser. [Recordings|Sessions]: {one} for {left}, {two} for {right}.",
              "No difference: {left} and {right} [are both green|both pass].",
              "[Fine in both|Two greens]. {one} belongs to {left}, {two} to {right}.",
            ],
            values,
            { required: [] },
          );
        }
        const run = runs[failing]!;
        if (runs[1 - failing]!.outcome === "failed") {
          return answer(
            [
              'It breaks in both, at "{step}": {message}.',
              'Neither {left} nor {right} gets through; "{step}" says {message}.',
              '{flow} fails twice ({one}, {two}), with {message} in "{step}".',
            ],
            { ...values, step: run.failed_step, message: run.message },
            { required: ["step"] },
          );
        }
        return answer(
          [
            'With {good} it is all right, but with {bad} there is {message} in "{step}".',
            'Only {bad} fails: "{step}", {message}. {good} is fine.',
            '{good} completes {flow}, {bad} doesn\'t ({message} at "{step}").',
            '[There is a difference|They differ]. In {bad} the step "{step}" ends with {message}; {good} passes.',
            '{bad} is the culprit - {message}, during "{step}". With {good} all is well.',
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
            'It was in "{step}" that it went wrong, with {locator} on {page} as the element.',
            '{session} shows that "{step}" failed, at {locator} on {page}[ ("{error}")|].',
            'On {page} there is {locator}, and that is where "{step}" failed.',
            '{session} recorded {flow} and failed in "{step}", on {page} at {locator}.',
            '[The failing step was|It broke at] "{step}" ({locator} on {page}).',
            '{flow} failed in "{step}" at {locator}; the console has "{error}".',
            'Look at {locator} on {page}: "{step}" failed there after {ms} ms.',
          ],
          {
            session: session.session_id,
            flow: details.flow,
            step: failed.name,
            page: failed.page,
            locator: failed.locator,
            ms: failed.duration_ms,
            error: details.console_errors[0]!,
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
