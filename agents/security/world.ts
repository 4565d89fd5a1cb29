/** A small company's defences: hosts with findings, firewall rules and events, accounts and sign-ins, keys and certificates. */
import type { Random } from "../../primitives";
import type { World, WorldContext } from "../contract";
import * as words from "./words";

export const ZONES = ["dmz", "internal", "office", "lab"] as const;
export const SEVERITIES = ["low", "medium", "high", "critical"] as const;
export const FINDING_STATES = ["open", "in_progress", "fixed", "accepted"] as const;
export const EVENT_KINDS = ["failed_login", "port_probe", "denied_connection", "policy_violation"] as const;
export const ROLES = ["viewer", "operator", "developer", "auditor", "administrator"] as const;
export const TEAMS = ["platform", "payments", "helpdesk", "research", "warehouse"] as const;
export const PURPOSES = ["storage", "backup", "signing", "transport"] as const;
export const ALGORITHMS = ["aes_256_gcm", "chacha20_poly1305", "ed25519", "rsa_3072"] as const;

const FINDING_MIX = ["open", "open", "open", "in_progress", "in_progress", "fixed", "accepted"] as const;
const CIPHERS = ALGORITHMS.slice(0, 2);
const SIGNATURES = ALGORITHMS.slice(2);

export type Host = {
  readonly hostname: string;
  readonly address: string;
  readonly zone: (typeof ZONES)[number];
  readonly open_ports: readonly number[];
  readonly protocols: readonly string[];
  readonly last_scan: string;
};

export type Finding = {
  readonly finding_id: string;
  readonly hostname: string;
  readonly component: string;
  readonly title: string;
  readonly score: number;
  readonly severity: (typeof SEVERITIES)[number];
  readonly status: (typeof FINDING_STATES)[number];
  readonly found_on: string;
  readonly installed: string;
  readonly fixed_in: string;
  readonly accept_until: string;
};

export type Rule = {
  readonly rule_id: string;
  readonly action: "allow" | "deny";
  /** An address, a range ending in .0/24, or "any". */
  readonly source: string;
  readonly zone: (typeof ZONES)[number];
  readonly port: number;
  readonly protocol: "tcp" | "udp";
  readonly state: "enabled" | "disabled";
  /** ISO date, or "" for a rule that stays. */
  readonly expires_on: string;
  readonly hits: number;
};

export type SecurityEvent = {
  readonly event_id: string;
  readonly date: string;
  readonly kind: (typeof EVENT_KINDS)[number];
  readonly source: string;
  readonly hostname: string;
  readonly count: number;
};

export type Account = {
  readonly account: string;
  readonly team: (typeof TEAMS)[number];
  readonly role: (typeof ROLES)[number];
  readonly role_until: string;
  readonly second_factor: boolean;
  readonly state: "active" | "locked";
  readonly last_sign_in: string;
};

export type SignIn = {
  readonly account: string;
  readonly date: string;
  readonly time: string;
  readonly source: string;
  readonly result: "success" | "failure";
};

export type Key = {
  readonly key_id: string;
  readonly purpose: (typeof PURPOSES)[number];
  readonly algorithm: (typeof ALGORITHMS)[number];
  readonly version: number;
  readonly rotated_on: string;
  readonly rotate_every_days: number;
  readonly state: "active" | "retired";
};

export type Certificate = {
  readonly hostname: string;
  readonly names: readonly string[];
  readonly expires_on: string;
  readonly key_id: string;
};

export interface SecurityWorld extends World {
  readonly hosts: readonly Host[];
  readonly findings: readonly Finding[];
  readonly rules: readonly Rule[];
  readonly events: readonly SecurityEvent[];
  readonly accounts: readonly Account[];
  readonly sign_ins: readonly SignIn[];
  readonly keys: readonly Key[];
  readonly certificates: readonly Certificate[];
  /** Addresses outside that people may name although nothing is recorded about them. */
  readonly strangers: readonly string[];
  /** Further names that a certificate could be given. */
  readonly aliases: readonly string[];
  /** Identifiers that the next new rules will get. */
  readonly next_rules: readonly string[];
}

/** The ISO date so many days after (or before) another. */
export function shiftDate(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Whole days from one ISO date to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

export function severityOf(score: number): Finding["severity"] {
  return score >= 9 ? "critical" : score >= 7 ? "high" : score >= 4 ? "medium" : "low";
}

/** So many of the strangers cause the events and the failed sign-ins; the others are harmless. */
const ATTACKERS = 4;

/** The strangers that no event and no failed sign-in came from. */
export function harmless(world: SecurityWorld): string[] {
  const noticed = new Set([...world.events, ...world.sign_ins].map((each) => each.source));
  return world.strangers.filter((each) => !noticed.has(each));
}

export function createWorld(context: WorldContext): SecurityWorld {
  const { random, today } = context;
  const hostnames = different(
    6,
    () => `${random.pick(words.MACHINES)}-${context.number("host", 100, 9999)}.example.net`,
  );
  const addresses = different(6, () => `192.0.2.${context.number("inside", 1, 254)}`);
  const strangers = different(7, () => {
    const net = random.pick(["198.51.100", "203.0.113"]);
    return `${net}.${context.number(`outside ${net}`, 1, 254)}`;
  });
  const hosts = hostnames.map((hostname, index) => createHost(hostname, addresses[index]!, today, random));
  const components = context.pool("component", words.COMPONENTS);
  const [score, age] = [unused(21, 99), unused(2, 90)];
  const findings = different(12, () => `VUL-${context.number("finding", 10000, 99999)}`).map((finding_id, index) =>
    createFinding(finding_id, hosts[index % 4]!.hostname, random.pick(components), today, random, score, age),
  );
  const ruleIds = different(13, () => `FW-${context.number("rule", 1000, 9999)}`);
  const rules = createRules(ruleIds.slice(0, 9), strangers, random);
  const surnames = random.sample(context.pool("surname", words.SURNAMES), 6);
  const drawn = createAccounts(surnames, today, random);
  const signIns = createSignIns(drawn, strangers, addresses, today, random);
  const accounts = drawn.map((account) => withLastSignIn(account, signIns));
  const attempts = unused(2, 420);
  const lasting = unused(2, 200);
  const keyIds = different(8, () => `key-${context.number("key", 1000, 9999)}`);

  return {
    today,
    hosts,
    findings,
    rules,
    events: different(12, () => `EVT-${context.number("event", 10000, 99999)}`).map((event_id, index) => ({
      event_id,
      date: shiftDate(today, -random.int(0, 12)),
      kind: random.pick(EVENT_KINDS),
      source: strangers[index % ATTACKERS]!,
      hostname: random.pick(hosts).hostname,
      count: attempts(random.int(2, 420)),
    })),
    accounts,
    sign_ins: signIns,
    keys: keyIds.map((key_id, index) => ({
      key_id,
      purpose: PURPOSES[index % PURPOSES.length]!,
      algorithm: random.pick(index % 4 < 2 ? CIPHERS : SIGNATURES),
      version: random.int(1, 9),
      rotated_on: shiftDate(today, -random.int(5, 380)),
      rotate_every_days: random.pick([30, 60, 90, 180, 365]),
      state: index < 6 ? "active" : "retired",
    })),
    certificates: hosts.map(({ hostname }, index) => ({
      hostname,
      names: [hostname],
      expires_on: shiftDate(today, lasting(random.chance(0.5) ? random.int(2, 29) : random.int(30, 200))),
      // A signing or a transport key: the other kinds can't sign.
      key_id: keyIds[2 + (index % 2)]!,
    })),
    strangers,
    aliases: different(
      4,
      () =>
        `${random.pick(["www", "api", "cdn", "static", "files", "go"])}-${context.number("alias", 10, 999)}.example.org`,
    ),
    next_rules: ruleIds.slice(9),
  };
}

function createHost(hostname: string, address: string, today: string, random: Random): Host {
  const old = random.chance(0.5) ? random.sample(["TLS 1.0", "TLS 1.1"], random.int(1, 2)) : [];
  return {
    hostname,
    address,
    zone: random.pick(ZONES),
    open_ports: random
      .sample(words.PORTS, random.int(2, 5))
      .map(([port]) => port)
      .sort((left, right) => left - right),
    protocols: [...old.sort(), "TLS 1.2", "TLS 1.3"],
    last_scan: shiftDate(today, -random.int(1, 45)),
  };
}

function createFinding(
  id: string,
  hostname: string,
  component: string,
  today: string,
  random: Random,
  unusedScore: (drawn: number) => number,
  unusedAge: (drawn: number) => number,
): Finding {
  const score = unusedScore(random.int(21, 99)) / 10;
  const [major, minor] = [random.int(1, 9), random.int(1, 20)];
  const drawn = random.pick(FINDING_MIX);
  const status = drawn === "accepted" && score >= 9 ? "open" : drawn;
  const mended = status === "fixed" || (status === "in_progress" && random.chance(0.6));
  return {
    finding_id: id,
    hostname,
    component,
    title: random.pick(words.FAULTS).replace("%", component),
    score,
    severity: severityOf(score),
    status,
    found_on: shiftDate(today, -unusedAge(random.int(2, 90))),
    // Open and accepted ones run the old version, fixed ones a newer; work in progress may be done without anybody having verified it.
    installed: `${major}.${mended ? minor + random.int(0, 2) : Math.max(0, minor - random.int(1, 4))}`,
    fixed_in: `${major}.${minor}`,
    accept_until: status === "accepted" ? shiftDate(today, random.int(5, 60)) : "",
  };
}

function createRules(ids: readonly string[], strangers: readonly string[], random: Random): Rule[] {
  const rules: Rule[] = [];
  for (const [index, rule_id] of ids.entries()) {
    const port = index < 2 ? 443 : index < 4 && rules[2] !== undefined ? rules[2].port : random.pick(words.PORTS)[0];
    const action = index % 3 === 2 ? "deny" : "allow";
    const zone = index % 3 === 0 ? "dmz" : ZONES[index % ZONES.length]!;
    // Every third rule is for any source, or for one stranger where a rule for any source and this port exists: no two may say the same.
    const isThird = index % 3 === 0;
    const isForAny = isThird && !rules.some((each) => each.source === "any" && each.port === port);
    const sourceOf = (stranger: string) =>
      isForAny ? "any" : isThird || index % 2 === 0 ? stranger : stranger.replace(/\.\d+$/, ".0/24");
    // Nobody lets in an address that attacks.
    const known = action === "allow" ? strangers.slice(ATTACKERS) : strangers;
    const free = known.filter(
      (each) => !rules.some((rule) => rule.port === port && rule.zone === zone && rule.source === sourceOf(each)),
    );
    rules.push({
      rule_id,
      action,
      source: sourceOf(random.pick(free.length > 0 ? free : known)),
      zone,
      port,
      protocol: port === 53 ? "udp" : "tcp",
      state: random.chance(0.75) ? "enabled" : "disabled",
      expires_on: "",
      hits: random.int(0, 90000),
    });
  }
  return rules;
}

function createAccounts(surnames: readonly string[], today: string, random: Random): Account[] {
  const initials = random.sample(words.INITIALS, 10);
  return Array.from({ length: 10 }, (_, index): Account => {
    const role = ROLES[index % ROLES.length]!;
    return {
      account: `${initials[index]}.${surnames[index % surnames.length]}`,
      team: TEAMS[(index + random.int(0, 1)) % TEAMS.length]!,
      role,
      role_until: "",
      second_factor: random.chance(0.6),
      state: random.chance(0.78) ? "active" : "locked",
      last_sign_in: shiftDate(today, random.chance(0.4) ? -random.int(40, 300) : -random.int(14, 30)),
    };
  });
}

function createSignIns(
  accounts: readonly Account[],
  strangers: readonly string[],
  inside: readonly string[],
  today: string,
  random: Random,
): SignIn[] {
  const found: SignIn[] = [];
  for (const [index, { account, last_sign_in }] of accounts.entries()) {
    const stranger = strangers[index % ATTACKERS]!;
    for (let turn = random.int(1, 4); turn > 0; turn -= 1) {
      const failure = last_sign_in < shiftDate(today, -39) || random.chance(index < 4 ? 0.75 : 0.25);
      found.push({
        account,
        date: shiftDate(today, -random.int(0, 13)),
        time: `${two(random.int(0, 23))}:${two(random.int(0, 59))}`,
        source: failure ? stranger : random.pick(inside),
        result: failure ? "failure" : "success",
      });
    }
  }
  return found;
}

/** An account's last sign-in is the latest success on record; without one it lies before the records. */
function withLastSignIn(account: Account, signIns: readonly SignIn[]): Account {
  const days = signIns
    .filter((each) => each.account === account.account && each.result === "success")
    .map((each) => each.date);
  return days.length === 0 ? account : { ...account, last_sign_in: days.sort().at(-1)! };
}

/** Moves a drawn number on to one that was not used before, so that a list has one first: no two scores or dates are equal. */
function unused(low: number, high: number): (drawn: number) => number {
  const used = new Set<number>();
  return (drawn) => {
    let number = drawn;
    while (used.has(number)) number = number === high ? low : number + 1;
    used.add(number);
    return number;
  };
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}

function different(count: number, draw: () => string): string[] {
  const found = new Set<string>();
  for (let tries = 0; found.size < count && tries < 2000; tries += 1) found.add(draw());
  return [...found];
}
