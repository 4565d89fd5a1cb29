import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Added, Connection, Events, Rules } from "../scenarios/seen";
import { EVENT_KINDS, ZONES } from "../world";
import { type Arguments, DB, does, refuses, STRANGER, tiny, WEB } from "./tiny-world";

const rules = (args: Arguments = {}, world = tiny) =>
  does<Rules>(world, "firewall_list_rules", args).value.rules.map((rule) => rule.rule_id);
const add = (args: Arguments, world = tiny) =>
  does<Added>(world, "firewall_add_rule", {
    action: "deny",
    match: { source: "198.51.100.9", zone: "dmz", port: 443 },
    ...args,
  });
const set = (rule_id: string, state: string, world = tiny) =>
  does(world, "firewall_set_rule_state", { rule_id, state }).world;
const reaches = (source: string, hostname: string, port: number, world = tiny, protocol = "tcp") =>
  does<Connection>(world, "firewall_check_connection", { source, hostname, port, protocol }).value;
const events = (args: Arguments = {}) =>
  does<Events>(tiny, "firewall_search_events", { from_date: "2026-11-01", to_date: "2026-11-30", ...args }).value;
const eventIds = (args: Arguments = {}) => events(args).events.map((event) => event.event_id);

describe("firewall_list_rules", () => {
  it("has the most used first", () => {
    expect(rules()).toEqual(["FW-2", "FW-1", "FW-4", "FW-3"]);
  });
  it("finds each rule under exactly one zone, action and state", () => {
    expect(ZONES.flatMap((zone) => rules({ zone })).sort()).toEqual(rules().sort());
    expect(["allow", "deny"].flatMap((action) => rules({ action })).sort()).toEqual(rules().sort());
    expect(["enabled", "disabled"].flatMap((state) => rules({ state })).sort()).toEqual(rules().sort());
  });
  it("narrows with every further filter", () => {
    expect(rules({ port: 443 })).toEqual(["FW-2", "FW-1"]);
    expect(rules({ port: 443, action: "deny" })).toEqual(["FW-2"]);
  });
});

describe("firewall_add_rule", () => {
  it("lets through what it allows and nothing else", () => {
    const { world } = add({ action: "allow", match: { source: STRANGER, zone: "internal", port: 5432 } });
    expect(reaches(STRANGER, DB, 5432).allowed).toBe(false);
    expect(reaches(STRANGER, DB, 5432, world).allowed).toBe(true);
    expect(reaches("203.0.113.8", DB, 5432, world).allowed).toBe(false);
  });
  it("stops what it denies although another rule allows it", () => {
    expect(reaches("198.51.100.9", WEB, 443).allowed).toBe(true);
    expect(reaches("198.51.100.9", WEB, 443, add({}).world).allowed).toBe(false);
  });
  it("covers with a range every address in it and none outside", () => {
    const { world } = add({ match: { source: "198.51.100.0/24", zone: "dmz", port: 443 } });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 255 }), (last) => {
        expect(reaches(`198.51.100.${last}`, WEB, 443, world).allowed).toBe(false);
        expect(reaches(`192.0.2.${last}`, WEB, 443, world).allowed).toBe(true);
      }),
    );
  });
  it("does not take one range for another that begins alike", () => {
    const { world } = add({ match: { source: "10.0.10.0/24", zone: "dmz", port: 443 } });
    expect(reaches("10.0.10.5", WEB, 443, world).allowed).toBe(false);
    for (const outside of ["10.0.1.5", "10.0.101.5", "10.0.100.5"]) {
      expect(reaches(outside, WEB, 443, world).allowed).toBe(true);
    }
  });
  it("expires after so many days, or never", () => {
    expect(add({ days: 14 }).value.expires_on).toBe("2026-12-04");
    expect(add({}).value.expires_on).toBe("");
  });
});

describe("firewall_set_rule_state", () => {
  it("takes a rule's effect away and gives it back", () => {
    const off = set("FW-1", "disabled");
    expect(reaches("198.51.100.9", WEB, 443, off).allowed).toBe(false);
    expect(reaches("198.51.100.9", WEB, 443, set("FW-1", "enabled", off)).allowed).toBe(true);
  });
  it("moves the rule from one list to the other", () => {
    const off = set("FW-1", "disabled");
    expect(rules({ state: "disabled" }, off)).toContain("FW-1");
    expect(rules({ state: "enabled" }, off)).not.toContain("FW-1");
  });
  it("leaves all other rules", () => {
    expect(set("FW-1", "disabled").rules.slice(1)).toEqual(tiny.rules.slice(1));
  });
});

describe("firewall_check_connection", () => {
  it("names the rule that decides, and none when nothing matches", () => {
    expect(reaches("198.51.100.9", WEB, 443)).toMatchObject({ allowed: true, rule_id: "FW-1", zone: "dmz" });
    expect(reaches(STRANGER, WEB, 443)).toMatchObject({ allowed: false, rule_id: "FW-2" });
    expect(reaches(STRANGER, WEB, 22)).toMatchObject({ allowed: false, rule_id: "" });
  });
  it("ignores rules that are switched off or have expired", () => {
    expect(reaches("198.51.100.9", DB, 5432).allowed).toBe(false);
    expect(reaches("198.51.100.9", WEB, 80).allowed).toBe(false);
  });
  it("keeps protocols apart", () => {
    expect(reaches("198.51.100.9", WEB, 443, tiny, "udp").allowed).toBe(false);
  });
});

describe("firewall_search_events", () => {
  it("includes both days of the period", () => {
    expect(eventIds({ from_date: "2026-11-10", to_date: "2026-11-10" })).toEqual(["EVT-1"]);
    expect(eventIds({ from_date: "2026-11-13" })).toEqual([]);
  });
  it("sums the attempts of what it lists, the largest first", () => {
    expect(events()).toMatchObject({ attempts: 135, total: 3 });
    expect(eventIds()).toEqual(["EVT-3", "EVT-1", "EVT-2"]);
  });
  it("finds each event under exactly one kind and host", () => {
    expect(EVENT_KINDS.flatMap((kind) => eventIds({ kind })).sort()).toEqual(eventIds().sort());
    expect([WEB, DB].flatMap((hostname) => eventIds({ hostname })).sort()).toEqual(eventIds().sort());
  });
  it("leaves out exactly what is smaller than asked", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 120 }), (min_count) => {
        const expected = events().events.filter((event) => event.count >= min_count);
        expect(events({ min_count }).events).toEqual(expected);
      }),
      { examples: [[40], [41], [90], [5]] },
    );
  });
});

const deny = (source: string, zone = "dmz", port = 443) => ({ action: "deny", match: { source, zone, port } });
it.each<[string, string, Arguments, string]>([
  ["a port that does not exist", "firewall_list_rules", { port: 0 }, "invalid_argument"],
  ["a rule that exists already", "firewall_add_rule", deny("203.0.113.0/24"), "conflict"],
  ["a source that is no address", "firewall_add_rule", deny("somewhere"), "invalid_argument"],
  ["an address with a number above 255", "firewall_add_rule", deny("203.0.113.256"), "invalid_argument"],
  [
    "anybody into an inner zone",
    "firewall_add_rule",
    { action: "allow", match: { source: "any", zone: "internal", port: 22 } },
    "permission",
  ],
  ["a rule for longer than 90 days", "firewall_add_rule", { ...deny(STRANGER), days: 91 }, "invalid_argument"],
  ["an unknown rule", "firewall_set_rule_state", { rule_id: "FW-0", state: "enabled" }, "not_found"],
  ["the state it has already", "firewall_set_rule_state", { rule_id: "FW-1", state: "enabled" }, "conflict"],
  [
    "a connection to an unknown host",
    "firewall_check_connection",
    { source: STRANGER, hostname: "x", port: 22 },
    "not_found",
  ],
  [
    "a connection from a range",
    "firewall_check_connection",
    { source: "203.0.113.0/24", hostname: WEB, port: 22 },
    "invalid_argument",
  ],
  [
    "a period that ends before it starts",
    "firewall_search_events",
    { from_date: "2026-11-02", to_date: "2026-11-01" },
    "invalid_argument",
  ],
])("refuses %s", (_, tool, args, code) => {
  expect(refuses(tiny, tool, args)).toBe(code);
});

it("says that the day's rules are used up", () => {
  const full = add({ match: { source: STRANGER, zone: "lab", port: 22 } }, add({}).world).world;
  expect(refuses(full, "firewall_add_rule", deny(STRANGER, "office"))).toBe("rate_limit");
});
