import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Audit, ElementList, FlowRun, Measurement, SessionDetails } from "../scenarios/observations";
import { does, refuses, tiny } from "./tiny-world";

const PAGE = "orders/edit";
const play = (args: object, world = tiny) =>
  does<FlowRun>(world, "selenium_run_flow", { flow: "guest checkout", browser: "chrome", ...args });
const find = (by: string, value: string, more: object = {}) =>
  does<ElementList>(tiny, "selenium_find_elements", { page: PAGE, by, value, ...more }).value.elements;
const audit = (args: object = {}) => does<Audit>(tiny, "selenium_audit_accessibility", { page: PAGE, ...args }).value;
const measure = (page: string, connection: string) =>
  does<Measurement>(tiny, "selenium_measure_page", { page, connection }).value;

describe("selenium_run_flow", () => {
  it("passes where there is no defect, and fails in the browser that has one", () => {
    expect(play({}).value).toMatchObject({ outcome: "passed", steps_done: 3, failed_step: "" });
    expect(play({ browser: "edge" }).value).toMatchObject({
      outcome: "failed",
      steps_done: 1,
      failed_step: "submit basket/review",
    });
  });
  it("has the same outcome in every window when the defect is the browser's", () => {
    for (const viewport of ["desktop", "tablet", "mobile"]) {
      expect(play({ browser: "edge", viewport }).value.outcome).toBe("failed");
      expect(play({ browser: "firefox", viewport }).value.outcome).toBe("passed");
    }
  });
  it("records a session of its own each time", () => {
    const first = play({});
    const second = play({}, first.world);
    expect(second.value.session_id).not.toBe(first.value.session_id);
    expect(second.world.sessions).toHaveLength(2);
  });
});

describe("selenium_get_session", () => {
  const open = (args: object) => {
    const played = play(args);
    return does<SessionDetails>(played.world, "selenium_get_session", { session_id: played.value.session_id }).value;
  };
  it("has passed steps before the failed one, and skipped ones after it", () => {
    expect(open({ browser: "edge" }).steps.map((step) => step.outcome)).toEqual(["passed", "failed", "skipped"]);
  });
  it("has a console error exactly when a step failed", () => {
    expect(open({ browser: "edge" }).console_errors).toHaveLength(1);
    expect(open({}).console_errors).toEqual([]);
  });
  it("keeps flow, browser and window as they were played", () => {
    expect(open({ viewport: "mobile" })).toMatchObject({
      flow: "guest checkout",
      browser: "chrome",
      viewport: "mobile",
    });
  });
});

describe("selenium_find_elements", () => {
  it("finds each element under exactly one role", () => {
    const roles = ["button", "link", "textbox", "checkbox", "heading"].flatMap((role) => find("role", role));
    expect(roles.map((element) => element.locator).sort()).toEqual(["#el-1", "#el-2", "#el-3"]);
  });
  it("leaves out exactly the hidden ones on request", () => {
    expect(find("label", "Save")).toHaveLength(2);
    expect(find("label", "Save", { visible_only: true })).toEqual(find("label", "Save").filter((each) => each.visible));
  });
  it("finds one element per locator, and none for half a label", () => {
    for (const locator of ["#el-1", "#el-2", "#el-3"]) expect(find("locator", locator)).toHaveLength(1);
    expect(find("label", "Sav")).toEqual([]);
  });
});

describe("selenium_audit_accessibility", () => {
  it("finds at least as much at a stricter level", () => {
    expect(["A", "AA", "AAA"].map((level) => audit({ level }).total)).toEqual([1, 2, 3]);
  });
  it("finds at most as much at a higher impact", () => {
    const totals = ["minor", "moderate", "serious", "critical"].map(
      (minimum_impact) => audit({ level: "AAA", minimum_impact }).total,
    );
    expect(totals).toEqual([3, 2, 2, 1]);
  });
  it("counts what it lists, and points at elements of the page", () => {
    const { total, violations } = audit({ level: "AAA" });
    expect(violations).toHaveLength(total);
    for (const violation of violations) expect(find("locator", violation.locator)).toHaveLength(1);
  });
});

describe("selenium_measure_page", () => {
  it("is slower over a slower line", () => {
    const [cable, mobile, old] = ["cable", "4g", "3g"].map((connection) => measure(PAGE, connection).load_ms);
    expect(cable!).toBeLessThan(mobile!);
    expect(mobile!).toBeLessThan(old!);
  });
  it("needs one more second of 4g for each 900 kB more", () => {
    expect(measure("basket/review", "4g").load_ms - measure(PAGE, "4g").load_ms).toBe(1000);
  });
  it("is over budget by what exceeds it, and never by less than nothing", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9000 }), (budget_ms) => {
        const world = { ...tiny, pages: tiny.pages.map((page) => ({ ...page, budget_ms })) };
        const { value } = does<Measurement>(world, "selenium_measure_page", { page: PAGE, connection: "3g" });
        expect(value.over_budget_ms).toBe(value.load_ms > budget_ms ? value.load_ms - budget_ms : 0);
      }),
    );
  });
});

describe("errors", () => {
  const flow = { flow: "guest checkout", browser: "chrome" };
  const full = { ...tiny, next_sessions: [] };
  it.each([
    ["an unknown flow", tiny, "selenium_run_flow", { ...flow, flow: "grand tour" }, "not_found", "grand tour"],
    ["a browser without machine", tiny, "selenium_run_flow", { ...flow, browser: "safari" }, "conflict", "preview"],
    ["a browser that is none", tiny, "selenium_run_flow", { ...flow, browser: "lynx" }, "invalid_argument", "chrome"],
    ["production", tiny, "selenium_run_flow", { ...flow, environment: "production" }, "invalid_argument", "staging"],
    ["no free session", full, "selenium_run_flow", flow, "conflict", "session"],
    ["an unknown session", tiny, "selenium_get_session", { session_id: "SES-9" }, "not_found", "SES-9"],
    ["an unknown page", tiny, "selenium_find_elements", { page: "no", by: "role", value: "link" }, "not_found", "no"],
    ["an unknown page to audit", tiny, "selenium_audit_accessibility", { page: "no/page" }, "not_found", "no/page"],
    ["an unknown page to measure", tiny, "selenium_measure_page", { page: "no/page" }, "not_found", "no/page"],
  ] as const)("%s", (_, world, tool, args, code, text) => {
    const [found, message] = refuses(world, tool, args);
    expect(found).toBe(code);
    expect(message).toContain(text);
  });
});
