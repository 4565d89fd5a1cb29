/** scanner: what is wrong on which host, and whether it has been mended. */
import type { Tool } from "../../contract";
import { PORTS } from "../words";
import { daysBetween, FINDING_STATES, type Finding, SEVERITIES, type SecurityWorld } from "../world";
import { fail, hostname, hostOf, integer, isDate, listOf, number, objectOf, parameters, text, yesNo } from "./outcome";

const family = "scanner";
const findingId = { type: "string", description: "Identifier such as VUL-12345." } as const;
const summary = objectOf({
  finding_id: text,
  hostname: text,
  title: text,
  severity: text,
  score: number,
  status: text,
  found_on: text,
});

const listFindings: Tool<SecurityWorld> = {
  name: "scanner_list_findings",
  family,
  skill: "vulnerability_scanning",
  task: "list the known weaknesses",
  description: "Lists known weaknesses of all hosts or of one, from a severity upwards, the worst or the oldest first.",
  parameters: parameters(
    {
      hostname: { ...hostname, description: "Only this host." },
      min_severity: { type: "string", description: "This severity and above.", enum: SEVERITIES, default: "low" },
      status: { type: "string", description: "Only findings in this state.", enum: FINDING_STATES },
      order_by: {
        type: "string",
        description: "Highest score or earliest date first.",
        enum: ["score", "age"],
        default: "score",
      },
      limit: { type: "integer", description: "How many at most.", minimum: 1, maximum: 20, default: 10 },
    },
    [],
  ),
  returns: objectOf({ findings: listOf(summary), total: integer }),
  effect: "read",
  alsoBy: ["scanner_start_scan"],
  execute(world, args) {
    if (args.hostname !== undefined && hostOf(world, args.hostname) === undefined)
      return fail("not_found", `there is no host ${args.hostname}`);
    const least = SEVERITIES.indexOf(args.min_severity as Finding["severity"]);
    const found = world.findings
      .filter(
        (finding) =>
          (args.hostname === undefined || finding.hostname === args.hostname) &&
          (args.status === undefined || finding.status === args.status) &&
          SEVERITIES.indexOf(finding.severity) >= least,
      )
      .sort((left, right) => {
        const order = args.order_by === "age" ? compare(left.found_on, right.found_on) : right.score - left.score;
        return order !== 0 ? order : compare(left.finding_id, right.finding_id);
      });
    return {
      ok: true,
      observation: { findings: found.slice(0, Number(args.limit)).map(brief), total: found.length },
      world,
    };
  },
};

const startScan: Tool<SecurityWorld> = {
  name: "scanner_start_scan",
  family,
  skill: "vulnerability_scanning",
  task: "scan a host",
  description:
    "Scans one of our hosts now: quick looks at high and critical weaknesses only, full at all. Reports which of the named ports (default: all) are open.",
  parameters: parameters(
    {
      hostname,
      profile: { type: "string", description: "How deep to look.", enum: ["quick", "full"], default: "quick" },
      ports: {
        type: "array",
        description: "Ports to test.",
        items: { type: "integer", minimum: 1, maximum: 65535 },
        minItems: 1,
        maxItems: 10,
      },
    },
    ["hostname"],
  ),
  returns: objectOf({
    hostname: text,
    scanned_on: text,
    previous_scan: text,
    open_ports: listOf(objectOf({ port: integer, service: text })),
    findings: listOf(objectOf({ finding_id: text, title: text, severity: text })),
  }),
  effect: "write",
  execute(world, args) {
    const host = hostOf(world, args.hostname);
    if (host === undefined) return fail("not_found", `there is no host ${args.hostname}`);
    const ports = args.ports as readonly number[] | undefined;
    const findings = world.findings
      .filter(
        (finding) =>
          finding.hostname === host.hostname &&
          finding.status !== "fixed" &&
          (args.profile === "full" || finding.severity === "high" || finding.severity === "critical"),
      )
      .sort((left, right) => right.score - left.score || compare(left.finding_id, right.finding_id))
      .map(({ finding_id, title, severity }) => ({ finding_id, title, severity: String(severity) }));
    return {
      ok: true,
      observation: {
        hostname: host.hostname,
        scanned_on: world.today,
        previous_scan: host.last_scan,
        open_ports: host.open_ports
          .filter((port) => ports === undefined || ports.includes(port))
          .map((port) => ({ port, service: serviceOn(port) })),
        findings,
      },
      world: {
        ...world,
        hosts: world.hosts.map((each) => (each === host ? { ...host, last_scan: world.today } : each)),
      },
    };
  },
};

const getFinding: Tool<SecurityWorld> = {
  name: "scanner_get_finding",
  family,
  skill: "vulnerability_scanning",
  task: "look up a weakness",
  description:
    "Gives all that is known about one weakness: host, component, installed version and the version that mends it.",
  parameters: parameters({ finding_id: findingId }, ["finding_id"]),
  returns: objectOf({
    finding_id: text,
    hostname: text,
    component: text,
    title: text,
    severity: text,
    score: number,
    status: text,
    found_on: text,
    days_open: integer,
    installed: text,
    fixed_in: text,
  }),
  effect: "read",
  execute(world, args) {
    const finding = findingOf(world, args.finding_id);
    if (finding === undefined) return fail("not_found", `there is no finding ${args.finding_id}`);
    const { component, installed, fixed_in, found_on } = finding;
    return {
      ok: true,
      observation: { ...brief(finding), component, days_open: daysBetween(found_on, world.today), installed, fixed_in },
      world,
    };
  },
};

const setFindingStatus: Tool<SecurityWorld> = {
  name: "scanner_set_finding_status",
  family,
  skill: "vulnerability_scanning",
  task: "change the state of a weakness",
  description:
    "Sets the state of a weakness. Accepting one needs accept_until (at most 90 days ahead) and is not allowed for critical ones; fixed is only set by verifying.",
  parameters: parameters(
    {
      finding_id: findingId,
      status: { type: "string", description: "The new state.", enum: ["open", "in_progress", "accepted"] },
      accept_until: { type: "string", description: "Last day of the acceptance as 2026-12-31." },
    },
    ["finding_id", "status"],
  ),
  returns: objectOf({ finding_id: text, severity: text, previous_status: text, status: text, accept_until: text }),
  effect: "write",
  execute(world, args) {
    const finding = findingOf(world, args.finding_id);
    if (finding === undefined) return fail("not_found", `there is no finding ${args.finding_id}`);
    const status = args.status as Finding["status"];
    const until = args.accept_until === undefined ? "" : String(args.accept_until);
    if (status === "accepted") {
      if (!isDate(until)) return fail("invalid_argument", "accepted needs accept_until, a date of the form 2026-12-31");
      const days = daysBetween(world.today, until);
      if (days < 1 || days > 90) return fail("invalid_argument", `accept_until ${until} is not 1 to 90 days ahead`);
      if (finding.severity === "critical")
        return fail("permission", `${finding.finding_id} is critical; critical findings can't be accepted`);
    } else if (until !== "") return fail("invalid_argument", `accept_until does not go with ${status}`);
    if (finding.status === status && status !== "accepted")
      return fail("conflict", `${finding.finding_id} is ${status} already`);
    return {
      ok: true,
      observation: {
        finding_id: finding.finding_id,
        severity: finding.severity,
        previous_status: finding.status,
        status,
        accept_until: until,
      },
      world: withFinding(world, { ...finding, status, accept_until: until }),
    };
  },
};

const verifyFix: Tool<SecurityWorld> = {
  name: "scanner_verify_fix",
  family,
  skill: "vulnerability_scanning",
  task: "verify a fix",
  description:
    "Compares the installed version with the one that mends a weakness, and marks it fixed when it is new enough.",
  parameters: parameters({ finding_id: findingId }, ["finding_id"]),
  returns: objectOf({ finding_id: text, fixed: yesNo, installed: text, fixed_in: text, status: text }),
  effect: "write",
  execute(world, args) {
    const finding = findingOf(world, args.finding_id);
    if (finding === undefined) return fail("not_found", `there is no finding ${args.finding_id}`);
    const fixed = compareVersions(finding.installed, finding.fixed_in) >= 0;
    const status = fixed ? "fixed" : finding.status === "fixed" ? "open" : finding.status;
    const { finding_id, installed, fixed_in } = finding;
    return {
      ok: true,
      observation: { finding_id, fixed, installed, fixed_in, status },
      world: withFinding(world, { ...finding, status }),
    };
  },
};

export const scanner = [listFindings, startScan, getFinding, setFindingStatus, verifyFix] as const;

function findingOf(world: SecurityWorld, id: unknown): Finding | undefined {
  return world.findings.find((finding) => finding.finding_id === id);
}

function withFinding(world: SecurityWorld, changed: Finding): SecurityWorld {
  return {
    ...world,
    findings: world.findings.map((finding) => (finding.finding_id === changed.finding_id ? changed : finding)),
  };
}

function brief({ finding_id, hostname: host, title, severity, score, status, found_on }: Finding) {
  return { finding_id, hostname: host, title, severity: String(severity), score, status: String(status), found_on };
}

function serviceOn(port: number): string {
  return PORTS.find(([number]) => number === port)?.[1] ?? "unknown";
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function compareVersions(left: string, right: string): number {
  const [a, b] = [left.split(".").map(Number), right.split(".").map(Number)];
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
