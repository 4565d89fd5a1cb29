/** Weaknesses with one call: scan, verify, accept, begin work. */
import { answer, type Scenario } from "../../contract";
import { type SecurityWorld, shiftDate } from "../world";
import { listed, once, portList, spelled, worded } from "./parts";
import type { Scan, Verified } from "./seen";

const scanHost: Scenario<SecurityWorld> = {
  family: "scan_host",
  skill: "vulnerability_scanning",
  shape: "single",
  draw(world, random) {
    const host = random.pick(world.hosts).hostname;
    const profile = random.pick(["quick", "full"]);
    return {
      slots: { host: { value: host }, profile: { value: profile } },
      solve: () =>
        once<Scan>("scanner_start_scan", { hostname: host, profile }, ({ findings, open_ports }) =>
          findings.length === 0
            ? answer(
                [
                  "The {profile} scan of {host} found {none}. Open ports: {ports}.",
                  "On {host} the {profile} scan came across {none}; ports {ports} are open.",
                  "[Result|The result] for {host}: {none}, [with|but] {ports} open.",
                ],
                {
                  profile,
                  host,
                  ports: portList(open_ports),
                  none: profile === "quick" ? "no high or critical weakness" : "no weakness",
                },
                { required: ["ports"] },
              )
            : answer(
                [
                  "{host} is scanned: {list}. Open ports: {ports}.",
                  "The {profile} scan [shows|brought up] {list}; ports {ports} answer.",
                  "The {profile} scan found {list}. Ports {ports} are open on {host}.",
                  "Findings on {host}: {list}. Ports {ports} are open.",
                ],
                {
                  host,
                  profile,
                  ports: portList(open_ports),
                  list: titles(findings, profile),
                },
                { required: ["list", "ports"] },
              ),
        ),
      follow: ([first]) => {
        if (first === undefined || !first.ok) return [];
        const got = first.value as unknown as Scan;
        return [
          {
            frames: [
              "When had it been scanned before?",
              "And when was the scan before this one?",
              "What was the date of the previous scan?",
            ],
            slots: {},
            *solve() {
              return answer(["On {date}.", "The one before was on {date}.", "{date}, according to the scanner."], {
                date: got.previous_scan,
              });
            },
          },
        ];
      },
    };
  },
  frames: [
    "Run a {profile} scan on {host}.",
    "{host} was rebuilt last night - please scan it, {profile}.",
    "Could we have a {profile} look at {host}? I want open ports and weaknesses.",
    "Scan request: {host}, {profile} profile.",
    "Before we hand {host} to the customer it has to go through a {profile} scan.",
  ],
  invalid: [
    {
      slot: "profile",
      tool: "scanner_start_scan",
      parameter: "profile",
      draw: (_, random) => ({ value: random.pick(["stealth", "compliance", "aggressive", "silent"]) }),
      explain: [
        "The scanner has {allowed} as profiles, [no|not a] {profile} one. Which shall I run on {host}?",
        "I can scan {host} in these ways: {allowed}. There is no {profile} scan; which do you prefer?",
        "There is no {profile} profile. [Choose|Please choose] between {allowed}.",
      ],
      allowed: "quick and full",
    },
  ],
};

/** What a scan found; a quick one looks at high and critical weaknesses and no others. */
function titles(findings: Scan["findings"], profile: string): string {
  const all = listed(findings.map((each) => `${each.finding_id} (${each.title}, ${each.severity})`));
  return all || (profile === "quick" ? "none that is high or critical" : "none");
}

const scanPorts: Scenario<SecurityWorld> = {
  family: "scan_named_ports",
  skill: "vulnerability_scanning",
  shape: "complex",
  draw(world, random) {
    const host = random.pick(world.hosts);
    const [first, second, third] = random.sample(
      [...new Set([...host.open_ports, 22, 25, 80, 443, 5432, 8080])],
      3,
    ) as [number, number, number];
    const profile = random.pick(["quick", "full"]);
    return {
      slots: {
        host: { value: host.hostname },
        first: { value: first },
        second: { value: second },
        third: { value: third },
        profile: { value: profile },
      },
      solve: () =>
        once<Scan>(
          "scanner_start_scan",
          { hostname: host.hostname, profile, ports: [first, second, third] },
          ({ open_ports, findings }) =>
            open_ports.length === 0
              ? answer(
                  [
                    "None of the three ports is open on {host}. Findings: {list}.",
                    "{first}, {second}, {third}: all closed on {host}. Findings of the {profile} scan: {list}.",
                    "{host} answers on none of those ports. Findings: {list}.",
                  ],
                  { host: host.hostname, first, second, third, profile, list: titles(findings, profile) },
                  { required: [] },
                )
              : answer(
                  [
                    open_ports.length === 3
                      ? "All three are open on {host}: {open}. Findings: {list}."
                      : "Of the ports you named, only {open} {are} open on {host}. Findings: {list}.",
                    "Open on {host}: {open}. [Weaknesses seen|Weaknesses]: {list}.",
                    open_ports.length === 3
                      ? "{host} has all of them open, {open}; findings of the {profile} scan: {list}."
                      : "{host} has {open} open[ among those|]; findings of the {profile} scan: {list}.",
                    open_ports.length === 3
                      ? "{open} - none of the three is closed. Findings on {host}: {list}."
                      : "{open} {are} open, the rest of your three is closed. Findings on {host}: {list}.",
                  ],
                  {
                    host: host.hostname,
                    profile,
                    open: portList(open_ports),
                    are: open_ports.length === 1 ? "is" : "are",
                    list: titles(findings, profile),
                  },
                  { required: ["open"] },
                ),
        ),
    };
  },
  frames: [
    "Do a {profile} scan of {host}, testing ports {first}, {second} and {third}.",
    "Are {first}, {second} or {third} open on {host}? A {profile} scan, please, limited to these.",
    "{host}: {profile} scan, ports {first} {second} {third}",
    "The owner swears that {first}, {second} and {third} are closed on {host}. Test it with the {profile} profile.",
    "I only care about three ports of {host} ({first}, {second}, {third}), so scan those, {profile}.",
  ],
};

const verifyFix: Scenario<SecurityWorld> = {
  family: "verify_fix",
  skill: "vulnerability_scanning",
  shape: "single",
  draw(world, random) {
    const working = world.findings.filter((each) => each.status === "in_progress");
    const pending =
      working.length > 0 && random.chance(0.7) ? working : world.findings.filter((each) => each.status === "open");
    const finding = random.pick(pending).finding_id;
    return {
      slots: { finding: { value: finding } },
      solve: () =>
        once<Verified>("scanner_verify_fix", { finding_id: finding }, ({ fixed, installed, fixed_in }) =>
          fixed
            ? answer(
                [
                  "{finding} is mended and marked as fixed: {installed} is installed, {needed} was needed.",
                  "Yes. With {installed} in place {finding} counts as fixed[ now|]; {needed} was needed.",
                  "Verified and marked as fixed - {finding} needed {needed}, and {installed} is installed.",
                  "The version is new enough ({installed}, needed {needed}), so {finding} is closed[ now|].",
                ],
                { finding, installed, needed: fixed_in },
                { required: ["installed"] },
              )
            : answer(
                [
                  "Not yet: {installed} is still installed, and {finding} needs {needed}.",
                  "{finding} isn't mended. Installed is {installed}; it takes {needed}.",
                  "[No|Sadly no]. {installed} is too old for {finding}, at least {needed} is required.",
                  "The update is missing. {finding} wants {needed}, the host has {installed}.",
                ],
                { finding, installed, needed: fixed_in },
                { required: ["installed", "needed"] },
              ),
        ),
    };
  },
  frames: [
    "Verify whether {finding} is fixed.",
    "The platform team says {finding} is patched. Is it?",
    "Can we close {finding}? Check the installed version.",
    "{finding}: verify, and close it if possible.",
    "I was told that {finding} had been dealt with, but I'd like proof.",
  ],
};

const acceptRisk: Scenario<SecurityWorld> = {
  family: "accept_finding_until",
  skill: "vulnerability_scanning",
  shape: "complex",
  draw(world, random) {
    const open = world.findings.filter(
      (each) => each.severity !== "critical" && (each.status === "open" || each.status === "in_progress"),
    );
    if (open.length === 0) return undefined;
    const finding = random.pick(open).finding_id;
    const until = shiftDate(world.today, random.int(5, 88));
    return {
      slots: {
        finding: { value: finding },
        until: spelled(random, until),
        status: { value: "accepted", text: ["accepted"] },
      },
      solve: () =>
        once<{ severity: string; previous_status: string; accept_until: string }>(
          "scanner_set_finding_status",
          { finding_id: finding, status: "accepted", accept_until: until },
          (set) =>
            answer(
              [
                "{finding} ({severity}) is accepted until {until}.",
                "[Recorded|Noted]: {finding} is accepted until {until}; it was {before} before.",
                "Until {until} {finding} counts as accepted.",
                "The acceptance of {finding} runs to {until}. [Its severity is|Severity:] {severity}.",
              ],
              {
                finding,
                until: set.accept_until,
                severity: set.severity,
                before: set.previous_status.replaceAll("_", " "),
              },
              { required: ["until"] },
            ),
        ),
    };
  },
  frames: [
    "Mark {finding} as {status} until {until}.",
    "We can't patch before the freeze ends, so {finding} should be {status} up to and including {until}.",
    "{finding} -> {status}, last day {until}",
    "The risk owner has signed: {finding} may be {status}, but not beyond {until}. Would you enter that?",
    "Please record that {finding} is {status}. The date on the form is {until}.",
  ],
  missing: [
    {
      slot: "until",
      frames: [
        "Mark {finding} as {status}.",
        "The risk owner agreed that {finding} may be {status}; please enter it.",
        "{finding} can be {status}, set it.",
      ],
      ask: [
        "Until when? An acceptance needs a last day.",
        "For {finding} I also need the date on which the acceptance ends.",
        "How long may {finding} stay accepted - what's the last day?",
      ],
      reply: ["{until}", "Until {until}.", "The last day is {until}."],
    },
  ],
};

const startWork: Scenario<SecurityWorld> = {
  family: "finding_state_change",
  skill: "vulnerability_scanning",
  shape: "single",
  draw(world, random) {
    const finding = random.pick(
      world.findings.filter((each) => each.status === "open" || each.status === "in_progress"),
    );
    const status = finding.status === "open" ? "in_progress" : "open";
    return {
      slots: { finding: { value: finding.finding_id }, status: worded(status) },
      solve: () =>
        once<{ previous_status: string; status: string; severity: string }>(
          "scanner_set_finding_status",
          { finding_id: finding.finding_id, status },
          (set) =>
            answer(
              [
                "{finding} went from {before} to {after}.",
                "[Done|The state is set]: {finding}, {severity}, is {after} now.",
                "The tracker says {after} for {finding} from now on (before: {before}).",
                "I changed {finding} to {after}; it had been {before}.",
              ],
              {
                finding: finding.finding_id,
                before: set.previous_status.replaceAll("_", " "),
                after: set.status.replaceAll("_", " "),
                severity: set.severity,
              },
              { required: ["after"] },
            ),
        ),
    };
  },
  frames: [
    "Mark {finding} as {status}.",
    "{finding} is {status} as of this morning, the tracker should say so.",
    "Could you change the state of {finding}? It's {status}.",
    "status change please: {finding}, {status}",
    "The owner of the machine rang: {finding} has to be shown as {status} now.",
  ],
  invalid: [
    {
      slot: "status",
      tool: "scanner_set_finding_status",
      parameter: "status",
      draw: (_, random) => ({ value: random.pick(["ignored", "doubtful", "postponed", "deleted", "irrelevant"]) }),
      explain: [
        "Findings have no state called {status}. {finding} can be {allowed}; what should it be?",
        "I can set {finding} to {allowed}, [but not|not] to {status}. Which one?",
        "There's no state called {status}. For {finding} the choice is {allowed}; what shall it be?",
      ],
      allowed: "open, in progress or accepted",
    },
  ],
};

export const scansScenarios: readonly Scenario<SecurityWorld>[] = [
  scanHost,
  scanPorts,
  verifyFix,
  acceptRisk,
  startWork,
];
