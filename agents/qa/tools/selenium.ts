/** selenium: user flows in browsers, elements of pages, accessibility and load times. */
import type { Tool } from "../../contract";
import type { Browser, Defect, Environment, Page, QaWorld, Session, Viewport } from "../world";
import { fail, integer, list, ok, parameters, record, text } from "./outcomes";

const BROWSERS = ["chrome", "firefox", "edge", "safari"] as const;
const VIEWPORTS = ["desktop", "tablet", "mobile"] as const;
const ENVIRONMENTS = ["staging", "preview", "nightly"] as const;
const LEVELS = ["A", "AA", "AAA"] as const;
const IMPACTS = ["minor", "moderate", "serious", "critical"] as const;

/** Round-trip time in milliseconds and kilobytes per second of the connections that can be simulated. */
const CONNECTIONS = {
  cable: { roundTripMs: 20, kilobytesPerSecond: 2500 },
  "4g": { roundTripMs: 60, kilobytesPerSecond: 900 },
  "3g": { roundTripMs: 300, kilobytesPerSecond: 160 },
} as const;

const page = { type: "string", description: "Path of the page, such as orders/history." } as const;

export const seleniumTools: readonly Tool<QaWorld>[] = [
  {
    name: "selenium_run_flow",
    family: "selenium",
    skill: "regression_testing",
    task: "play a user flow in a browser",
    description:
      "Plays a recorded user flow in a browser; the first step that fails ends it. Not every environment has a machine for every browser.",
    parameters: parameters(
      {
        flow: { type: "string", description: "Name of the flow, such as guest checkout." },
        browser: { type: "string", enum: BROWSERS, description: "Browser to use." },
        viewport: { type: "string", enum: VIEWPORTS, description: "Size of the window.", default: "desktop" },
        environment: { type: "string", enum: ENVIRONMENTS, description: "Where it runs.", default: "staging" },
      },
      ["flow", "browser"],
    ),
    returns: record({
      session_id: text,
      outcome: { type: "string", enum: ["passed", "failed"] },
      steps_done: integer,
      failed_step: text,
      message: text,
    }),
    effect: "write",
    execute(world, args) {
      const flow = world.flows.find((each) => each.name === args.flow);
      if (flow === undefined) return fail("not_found", `no flow "${args.flow}"`);
      const browser = args.browser as Browser;
      const environment = args.environment as Environment;
      if (!world.browsers[environment]!.includes(browser)) {
        const elsewhere = ENVIRONMENTS.find((each) => world.browsers[each]!.includes(browser));
        return fail("conflict", `no ${browser} machine in ${environment}; there is one in ${elsewhere}`);
      }
      const [session_id, ...next_sessions] = world.next_sessions;
      if (session_id === undefined) return fail("conflict", "no browser session is free");
      const viewport = args.viewport as Viewport;
      const defect = flow.defects.find((each) => applies(each, browser, viewport));
      const failing = defect === undefined ? -1 : flow.steps.findIndex((step) => step.name === defect.step);
      const session: Session = {
        session_id,
        flow: flow.name,
        browser,
        viewport,
        environment,
        steps: flow.steps.map((step, index) => ({
          ...step,
          outcome: failing < 0 || index < failing ? "passed" : index === failing ? "failed" : "skipped",
          duration_ms: failing >= 0 && index > failing ? 0 : loadTime(world, step.page, "cable") + 180,
        })),
        console_errors: defect === undefined ? [] : [`${defect.step}: ${defect.message}`],
      };
      return ok(
        {
          session_id,
          outcome: defect === undefined ? "passed" : "failed",
          steps_done: failing < 0 ? flow.steps.length : failing,
          failed_step: defect?.step ?? "",
          message: defect?.message ?? "",
        },
        { ...world, next_sessions, sessions: [...world.sessions, session] },
      );
    },
  },
  {
    name: "selenium_get_session",
    family: "selenium",
    skill: "bug_detection",
    task: "open a browser recording",
    description: "Gives the recording of a browser session, step by step, with console errors.",
    parameters: parameters({ session_id: { type: "string", description: "Identifier such as SES-48213." } }, [
      "session_id",
    ]),
    returns: record({
      session_id: text,
      flow: text,
      browser: text,
      viewport: text,
      environment: text,
      steps: list(record({ name: text, page: text, locator: text, outcome: text, duration_ms: integer })),
      console_errors: list(text),
    }),
    effect: "read",
    execute(world, args) {
      const session = world.sessions.find((each) => each.session_id === args.session_id);
      if (session === undefined) return fail("not_found", `no session ${args.session_id}`);
      return ok(session, world);
    },
  },
  {
    name: "selenium_find_elements",
    family: "selenium",
    skill: "bug_detection",
    task: "look up elements of a page",
    description: "Finds elements of a page, and says whether each can be seen.",
    parameters: parameters(
      {
        page,
        by: { type: "string", enum: ["label", "role", "locator"], description: "What to compare." },
        value: { type: "string", description: "The label, role or locator wanted." },
        visible_only: { type: "boolean", description: "Leave hidden elements out.", default: false },
      },
      ["page", "by", "value"],
    ),
    returns: record({
      elements: list(record({ locator: text, role: text, label: text, visible: { type: "boolean" } })),
    }),
    effect: "read",
    execute(world, args) {
      const found = findPage(world, args.page);
      if (found === undefined) return fail("not_found", `no page ${args.page}`);
      const by = args.by as "label" | "role" | "locator";
      const elements = found.elements.filter(
        (each) => each[by] === args.value && (args.visible_only !== true || each.visible),
      );
      return ok({ elements }, world);
    },
  },
  {
    name: "selenium_audit_accessibility",
    family: "selenium",
    skill: "bug_detection",
    task: "audit the accessibility of a page",
    description: "Lists a page's violations of the accessibility rules up to a conformance level.",
    parameters: parameters(
      {
        page,
        level: {
          type: "string",
          enum: LEVELS,
          description: "A, AA (includes A) or AAA (includes both).",
          default: "AA",
        },
        minimum_impact: {
          type: "string",
          enum: IMPACTS,
          description: "Leave out what matters less.",
          default: "minor",
        },
      },
      ["page"],
    ),
    returns: record({
      total: integer,
      violations: list(record({ rule: text, level: text, impact: text, locator: text })),
    }),
    effect: "read",
    execute(world, args) {
      const found = findPage(world, args.page);
      if (found === undefined) return fail("not_found", `no page ${args.page}`);
      const level = LEVELS.indexOf(args.level as "A");
      const impact = IMPACTS.indexOf(args.minimum_impact as "minor");
      const violations = found.violations.filter(
        (each) => LEVELS.indexOf(each.level) <= level && IMPACTS.indexOf(each.impact) >= impact,
      );
      return ok({ total: violations.length, violations }, world);
    },
  },
  {
    name: "selenium_measure_page",
    family: "selenium",
    skill: "performance_validation",
    task: "measure the load time of a page",
    description: "Measures how long a page takes to load, against its time budget.",
    parameters: parameters(
      {
        page,
        connection: { type: "string", enum: ["cable", "4g", "3g"], description: "Simulated line.", default: "cable" },
      },
      ["page"],
    ),
    returns: record({
      page: text,
      connection: text,
      load_ms: integer,
      budget_ms: integer,
      over_budget_ms: integer,
      transfer_kb: integer,
    }),
    effect: "read",
    execute(world, args) {
      const found = findPage(world, args.page);
      if (found === undefined) return fail("not_found", `no page ${args.page}`);
      const connection = args.connection as keyof typeof CONNECTIONS;
      const load_ms = loadTime(world, found.path, connection);
      return ok(
        {
          page: found.path,
          connection,
          load_ms,
          budget_ms: found.budget_ms,
          over_budget_ms: Math.max(0, load_ms - found.budget_ms),
          transfer_kb: found.transfer_kb,
        },
        world,
      );
    },
  },
];

function applies(defect: Defect, browser: Browser, viewport: Viewport): boolean {
  return (
    (defect.browser === "" || defect.browser === browser) && (defect.viewport === "" || defect.viewport === viewport)
  );
}

function findPage(world: QaWorld, path: unknown): Page | undefined {
  return world.pages.find((each) => each.path === path);
}

/** Two round trips, the server's time, and the transfer. */
function loadTime(world: QaWorld, path: string, connection: keyof typeof CONNECTIONS): number {
  const found = findPage(world, path)!;
  const { roundTripMs, kilobytesPerSecond } = CONNECTIONS[connection];
  return 2 * roundTripMs + found.server_ms + Math.round((1000 * found.transfer_kb) / kilobytesPerSecond);
}
