/** A security world small enough to know by heart, for the tests of the tools. */
import type { Json } from "../../../primitives";
import { simulatorFor, type ToolErrorCode } from "../../contract";
import { type Account, type Finding, type Rule, type SecurityWorld, severityOf } from "../world";
import { tools } from ".";

export const WEB = "web-1.example.net";
export const DB = "db-2.example.net";
export const STRANGER = "203.0.113.7";

const finding = (finding_id: string, score: number, changes: Partial<Finding> = {}): Finding => ({
  finding_id,
  hostname: WEB,
  component: "mossparse",
  title: `missing update of ${finding_id}`,
  score,
  severity: severityOf(score),
  status: "open",
  found_on: "2026-11-01",
  installed: "2.4",
  fixed_in: "2.10",
  accept_until: "",
  ...changes,
});

const rule = (rule_id: string, changes: Partial<Rule> = {}): Rule => ({
  rule_id,
  action: "allow",
  source: "any",
  zone: "dmz",
  port: 443,
  protocol: "tcp",
  state: "enabled",
  expires_on: "",
  hits: 10,
  ...changes,
});

const account = (name: string, changes: Partial<Account> = {}): Account => ({
  account: name,
  team: "platform",
  role: "viewer",
  role_until: "",
  second_factor: true,
  state: "active",
  last_sign_in: "2026-11-19",
  ...changes,
});

export const tiny: SecurityWorld = {
  today: "2026-11-20",
  hosts: [
    {
      hostname: WEB,
      address: "192.0.2.1",
      zone: "dmz",
      open_ports: [22, 443],
      protocols: ["TLS 1.0", "TLS 1.3"],
      last_scan: "2026-11-02",
    },
    {
      hostname: DB,
      address: "192.0.2.2",
      zone: "internal",
      open_ports: [5432],
      protocols: ["TLS 1.3"],
      last_scan: "2026-11-03",
    },
  ],
  findings: [
    finding("VUL-1", 9.5),
    finding("VUL-2", 5, { status: "in_progress", found_on: "2026-10-01", installed: "2.10" }),
    finding("VUL-3", 7.2, { hostname: DB, status: "fixed" }),
    finding("VUL-4", 2, { found_on: "2026-11-15", installed: "3.0", fixed_in: "2.10" }),
  ],
  rules: [
    rule("FW-1"),
    rule("FW-2", { action: "deny", source: "203.0.113.0/24", hits: 50 }),
    rule("FW-3", { zone: "internal", port: 5432, source: "198.51.100.9", state: "disabled", hits: 0 }),
    rule("FW-4", { port: 80, expires_on: "2026-11-19" }),
  ],
  events: [
    { event_id: "EVT-1", date: "2026-11-10", kind: "port_probe", source: STRANGER, hostname: WEB, count: 40 },
    { event_id: "EVT-2", date: "2026-11-12", kind: "failed_login", source: STRANGER, hostname: WEB, count: 5 },
    { event_id: "EVT-3", date: "2026-11-12", kind: "port_probe", source: "198.51.100.9", hostname: DB, count: 90 },
  ],
  accounts: [
    account("a.orrell", { role: "administrator" }),
    account("b.orrell", { second_factor: false, team: "payments", last_sign_in: "2026-09-01" }),
    account("c.varley", { state: "locked", role: "developer", last_sign_in: "2026-11-10" }),
  ],
  sign_ins: [
    { account: "a.orrell", date: "2026-11-19", time: "08:00", source: "192.0.2.9", result: "success" },
    { account: "b.orrell", date: "2026-11-18", time: "03:00", source: STRANGER, result: "failure" },
    { account: "b.orrell", date: "2026-11-18", time: "03:01", source: STRANGER, result: "failure" },
  ],
  keys: [
    {
      key_id: "key-1",
      purpose: "storage",
      algorithm: "aes_256_gcm",
      version: 3,
      rotated_on: "2026-09-01",
      rotate_every_days: 90,
      state: "active",
    },
    {
      key_id: "key-2",
      purpose: "signing",
      algorithm: "ed25519",
      version: 1,
      rotated_on: "2026-11-01",
      rotate_every_days: 365,
      state: "active",
    },
    {
      key_id: "key-3",
      purpose: "backup",
      algorithm: "aes_256_gcm",
      version: 8,
      rotated_on: "2020-01-01",
      rotate_every_days: 30,
      state: "retired",
    },
  ],
  certificates: [
    { hostname: WEB, names: [WEB], expires_on: "2026-12-20", key_id: "key-1" },
    { hostname: DB, names: [DB], expires_on: "2026-12-21", key_id: "key-2" },
  ],
  strangers: [STRANGER],
  aliases: [],
  next_rules: ["FW-8", "FW-9"],
};

const simulator = simulatorFor({ tools });
export type Arguments = { readonly [name: string]: Json };

/** What a call gives, and the world after it. @throws Error when it fails */
export function does<T>(
  world: SecurityWorld,
  tool: string,
  args: Arguments,
): { readonly value: T; readonly world: SecurityWorld } {
  const { outcome } = simulator.execute(world, { tool, args });
  if (!outcome.ok) throw new Error(`${tool}: ${outcome.error.code} ${outcome.error.message}`);
  return { value: outcome.observation as unknown as T, world: outcome.world };
}

/** The code of the error a call ends in; undefined when it goes well. */
export function refuses(world: SecurityWorld, tool: string, args: Arguments): ToolErrorCode | undefined {
  const { outcome } = simulator.execute(world, { tool, args });
  return outcome.ok ? undefined : outcome.error.code;
}
