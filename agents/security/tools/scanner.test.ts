import { describe, expect, it } from "vitest";
import type { Detail, Found, Scan, Verified } from "../scenarios/seen";
import { FINDING_STATES, SEVERITIES } from "../world";
import { type Arguments, DB, does, refuses, tiny, WEB } from "./tiny-world";

const list = (args: Arguments = {}, world = tiny) => does<Found>(world, "scanner_list_findings", args).value;
const ids = (args: Arguments = {}, world = tiny) => list(args, world).findings.map((each) => each.finding_id);
const scan = (args: Arguments = {}) =>
  does<Scan & { scanned_on: string }>(tiny, "scanner_start_scan", { hostname: WEB, ...args });
const ports = (args: Arguments = {}) => scan(args).value.open_ports.map((each) => each.port);
const detail = (finding_id: string, world = tiny) => does<Detail>(world, "scanner_get_finding", { finding_id }).value;
const set = (finding_id: string, args: Arguments) => does(tiny, "scanner_set_finding_status", { finding_id, ...args });
const verify = (finding_id: string, world = tiny) => does<Verified>(world, "scanner_verify_fix", { finding_id });

describe("scanner_list_findings", () => {
  it("has the worst first, or the oldest", () => {
    expect(ids()).toEqual(["VUL-1", "VUL-3", "VUL-2", "VUL-4"]);
    expect(ids({ order_by: "age" })).toEqual(["VUL-2", "VUL-1", "VUL-3", "VUL-4"]);
  });
  it("finds each in exactly one state and on exactly one host", () => {
    expect(FINDING_STATES.flatMap((status) => ids({ status })).sort()).toEqual(ids().sort());
    expect([WEB, DB].flatMap((hostname) => ids({ hostname })).sort()).toEqual(ids().sort());
  });
  it("never gets longer when the severity rises, and keeps its own", () => {
    const lengths = SEVERITIES.map((min_severity) => ids({ min_severity }).length);
    expect(lengths).toEqual([4, 3, 2, 1]);
    expect(list({ min_severity: "critical" }).findings[0]!.severity).toBe("critical");
  });
  it("counts what it does not show", () => {
    expect(list({ limit: 1 })).toMatchObject({ total: 4, findings: [{ finding_id: "VUL-1" }] });
  });
});

describe("scanner_start_scan", () => {
  it("sees with a full scan what a quick one sees, and more", () => {
    const quick = scan().value.findings.map((each) => each.finding_id);
    const full = scan({ profile: "full" }).value.findings.map((each) => each.finding_id);
    expect(quick).toEqual(["VUL-1"]);
    expect(full).toEqual(["VUL-1", "VUL-2", "VUL-4"]);
  });
  it("reports only open ones among the ports it was given", () => {
    expect(ports()).toEqual([22, 443]);
    expect(ports({ ports: [443, 8080] })).toEqual([443]);
    expect(ports({ ports: [8080] })).toEqual([]);
  });
  it("is remembered as the last scan", () => {
    const { value, world } = scan();
    expect(value).toMatchObject({ scanned_on: "2026-11-20", previous_scan: "2026-11-02" });
    expect(does<Scan>(world, "scanner_start_scan", { hostname: WEB }).value.previous_scan).toBe("2026-11-20");
  });
});

describe("scanner_get_finding", () => {
  it("counts the days since it was found", () => {
    expect(detail("VUL-1").days_open).toBe(19);
    expect(detail("VUL-2").days_open).toBe(50);
  });
  it("agrees with the list", () => {
    for (const finding of list().findings) expect(detail(finding.finding_id)).toMatchObject(finding);
  });
  it("shows a changed state", () => {
    expect(detail("VUL-1", set("VUL-1", { status: "in_progress" }).world).status).toBe("in_progress");
  });
});

describe("scanner_set_finding_status", () => {
  it("moves a finding from one list to the other", () => {
    const { world } = set("VUL-4", { status: "in_progress" });
    expect(ids({ status: "in_progress" }, world)).toContain("VUL-4");
    expect(ids({ status: "open" }, world)).not.toContain("VUL-4");
  });
  it("accepts for 1 to 90 days", () => {
    const accept = (accept_until: string) =>
      refuses(tiny, "scanner_set_finding_status", { finding_id: "VUL-4", status: "accepted", accept_until });
    expect(accept("2026-11-21")).toBeUndefined();
    expect(accept("2027-02-18")).toBeUndefined();
    expect(accept("2026-11-20")).toBe("invalid_argument");
    expect(accept("2027-02-19")).toBe("invalid_argument");
  });
  it("touches no other finding", () => {
    expect(set("VUL-4", { status: "in_progress" }).world.findings.slice(0, 3)).toEqual(tiny.findings.slice(0, 3));
  });
});

describe("scanner_verify_fix", () => {
  it("compares versions as numbers: 2.4 is older than 2.10", () => {
    expect(verify("VUL-1").value).toMatchObject({ fixed: false, status: "open" });
  });
  it("takes the version that mends it, and later ones", () => {
    expect(verify("VUL-2").value).toMatchObject({ fixed: true, status: "fixed" });
    expect(verify("VUL-4").value.fixed).toBe(true);
  });
  it("finds the same when asked again", () => {
    for (const id of ["VUL-1", "VUL-2"]) expect(verify(id, verify(id).world).value).toEqual(verify(id).value);
  });
  it("opens again what was called fixed and is not", () => {
    expect(verify("VUL-3").value).toMatchObject({ fixed: false, status: "open" });
  });
});

it.each<[string, string, Arguments, string]>([
  ["findings of an unknown host", "scanner_list_findings", { hostname: "x" }, "not_found"],
  ["a severity outside the scale", "scanner_list_findings", { min_severity: "urgent" }, "invalid_argument"],
  ["a scan of somebody else's host", "scanner_start_scan", { hostname: "web-1.example.com" }, "not_found"],
  ["a port above the highest", "scanner_start_scan", { hostname: WEB, ports: [70000] }, "invalid_argument"],
  ["an unknown finding", "scanner_get_finding", { finding_id: "VUL-0" }, "not_found"],
  [
    "an acceptance without an end",
    "scanner_set_finding_status",
    { finding_id: "VUL-4", status: "accepted" },
    "invalid_argument",
  ],
  [
    "accepting what is critical",
    "scanner_set_finding_status",
    { finding_id: "VUL-1", status: "accepted", accept_until: "2026-12-01" },
    "permission",
  ],
  [
    "an end for a state that has none",
    "scanner_set_finding_status",
    { finding_id: "VUL-4", status: "in_progress", accept_until: "2026-12-01" },
    "invalid_argument",
  ],
  ["the state it has already", "scanner_set_finding_status", { finding_id: "VUL-1", status: "open" }, "conflict"],
  [
    "fixed without verifying",
    "scanner_set_finding_status",
    { finding_id: "VUL-1", status: "fixed" },
    "invalid_argument",
  ],
  ["verifying what is unknown", "scanner_verify_fix", { finding_id: "VUL-0" }, "not_found"],
])("refuses %s", (_, tool, args, code) => {
  expect(refuses(tiny, tool, args)).toBe(code);
});
