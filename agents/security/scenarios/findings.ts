/** Weaknesses with one call: list them, look at one, scan, verify, accept. */
import type { Scenario } from "../../contract";
import { FINDING_STATES, SEVERITIES, type SecurityWorld, shiftDate } from "../world";
import { answering, listed, once, spelled, worded } from "./parts";

const answer = answering([
  "Another host?",
  "Shall I go on?",
  "Verify it afterwards.",
  "Worth a patch.",
  "More on request.",
  "The owner should know.",
  "Tell me when it's patched.",
  "That's the state.",
]);

export type Found = {
  readonly findings: readonly {
    readonly finding_id: string;
    readonly hostname: string;
    readonly title: string;
    readonly severity: string;
    readonly score: number;
    readonly status: string;
    readonly found_on: string;
  }[];
  readonly total: number;
};
export type Detail = {
  readonly finding_id: string;
  readonly hostname: string;
  readonly component: string;
  readonly title: string;
  readonly severity: string;
  readonly score: number;
  readonly status: string;
  readonly days_open: number;
  readonly installed: string;
  readonly fixed_in: string;
};
export type Scan = {
  readonly hostname: string;
  readonly previous_scan: string;
  readonly open_ports: readonly { readonly port: number; readonly service: string }[];
  readonly findings: readonly { readonly finding_id: string; readonly title: string; readonly severity: string }[];
};
export type Verified = {
  readonly fixed: boolean;
  readonly installed: string;
  readonly fixed_in: string;
  readonly status: string;
};

const findingsOfHost: Scenario<SecurityWorld> = {
  family: "findings_of_host",
  skill: "vulnerability_scanning",
  shape: "single",
  draw(world, random) {
    const host = random.pick(world.findings).hostname;
    const least = random.pick(SEVERITIES.slice(1));
    return {
      slots: { host: { value: host }, least: { value: least } },
      solve: () =>
        once<Found>("scanner_list_findings", { hostname: host, min_severity: least }, ({ findings, total }) =>
          total === 0
            ? answer(
                [
                  "{host} has nothing at {least} or above.",
                  "[No such finding|None] on {host}: the list from {least} upwards is empty.",
                  "[Good news|Nothing there]. From {least} on, no weakness of {host} is known.",
                  "Known weaknesses of {host} all lie below {least}.",
                ],
                { host, least },
                { required: ["host"] },
              )
            : answer(
                [
                  "On {host} I see {list}. [That's|In all] {total}.",
                  "{total} from {least} upwards: {list}.",
                  "{list} - {total} in total on {host}.",
                  "[Worst first|The worst comes first]: {list}.",
                  "{host} is affected by {list}[; count: {total}|].",
                ],
                {
                  host,
                  least,
                  total,
                  list: listed(findings.map((each) => `${each.finding_id} (${each.title}, ${each.score})`)),
                },
                { required: ["list"] },
              ),
        ),
      follow: ([first]) => {
        if (first === undefined || !first.ok) return [];
        const worst = (first.value as unknown as Found).findings[0];
        if (worst === undefined) return [];
        return [
          {
            frames: [
              "And since when do we know about the worst one?",
              "When was the first on that list found?",
              "How old is the top entry[, by date|]?",
            ],
            slots: {},
            *solve() {
              return answer(
                [
                  "{finding} was found on {date}.",
                  "[Since|It dates from] {date} ({finding}).",
                  "The list says {date} for {finding}.",
                ],
                { finding: worst.finding_id, date: worst.found_on },
                { required: ["date"] },
              );
            },
          },
          {
            frames: [
              "Is anybody working on the worst one?",
              "What state is the top one in?",
              "The first of these - has someone started on it?",
            ],
            slots: {},
            *solve() {
              return answer(
                [
                  "{finding} is marked {status}.",
                  "Its state is {status}[, according to that list|].",
                  "{status}, [it says|that's what it says] for {finding}.",
                ],
                { finding: worst.finding_id, status: worst.status },
                { required: ["status"] },
              );
            },
          },
        ];
      },
    };
  },
  frames: [
    "What weaknesses of severity {least} or above does {host} have?",
    "List the findings on {host}, from {least} upwards.",
    "{host} goes live on Monday. Is anything known about it that is at least {least}?",
    "findings {host}, >= {least}",
    "I've taken over {host} and want to know where it's vulnerable; {least} and worse is enough[ for now|].",
  ],
  missing: [
    {
      slot: "host",
      frames: [
        "Which {least} findings does the server have?",
        "List its weaknesses from {least} upwards.",
        "Is anything at least {least} known about my machine?",
      ],
      ask: [
        "Which host? I need its full name.",
        "[Sure|Of course] - the name of the machine, please[, with its domain|].",
        "I can list them once I know the host. What is it called?",
      ],
      reply: ["{host}", "[It's|The host is] {host}.", "That's {host}, sorry."],
    },
  ],
  invalid: [
    {
      slot: "least",
      tool: "scanner_list_findings",
      parameter: "min_severity",
      draw: (_, random) => ({ value: random.pick(["catastrophic", "moderate", "severe", "annoying", "negligible"]) }),
      explain: [
        "{least} isn't a severity here; findings are {allowed}. From which one on should I list those of {host}?",
        "The scale is {allowed}, [so {least} has no place on it|and {least} isn't on it]. What's the lowest you want to see?",
        "I can filter {host} by {allowed}. Which of these do you mean by {least}?",
      ],
      allowed: "low, medium, high or critical",
    },
  ],
};

const backlog: Scenario<SecurityWorld> = {
  family: "finding_backlog",
  skill: "vulnerability_scanning",
  shape: "complex",
  draw(_, random) {
    const status = random.pick(FINDING_STATES);
    const least = random.pick(SEVERITIES);
    const order = random.pick(["score", "age"]);
    const limit = random.int(2, 8);
    return {
      slots: { status: worded(status), least: { value: least }, order: worded(order), limit: { value: limit } },
      solve: () =>
        once<Found>(
          "scanner_list_findings",
          { status, min_severity: least, order_by: order, limit },
          ({ findings, total }) =>
            total === 0
              ? answer([
                  "[Nothing matches|No match]. No weakness of that severity is in that state.",
                  "The list is empty with those filters.",
                  "There isn't any in that state[, not one|].",
                ])
              : answer(
                  [
                    "{total} match. [The first ones|First]: {list}.",
                    "{list}. ([Matches in all|All matches]: {total}.)",
                    "[In your order|In that order]: {list}; {total} altogether.",
                    "Of {total} I list {list}.",
                  ],
                  {
                    total,
                    list: listed(
                      findings.map(
                        (each) => `${each.finding_id} on ${each.hostname} (${each.score}, ${each.found_on})`,
                      ),
                    ),
                  },
                ),
        ),
    };
  },
  frames: [
    "Show up to {limit} findings that are {status}, {least} or worse, {order}.",
    "For the weekly round I need the backlog: state {status}, severity from {least}, {order}, {limit} lines.",
    "Which weaknesses are {status} across all hosts? {limit} will do, {order}, nothing below {least}.",
    "{status} findings / {least}+ / {order} / max {limit}",
    "I'd like to plan our patches. Give me what is {status} ({least} and up), {order}; stop after {limit}.",
  ],
  invalid: [
    {
      slot: "limit",
      tool: "scanner_list_findings",
      parameter: "limit",
      draw: (_, random) => ({ value: random.int(25, 500) }),
      explain: [
        "{limit} is more than one list holds ({allowed}). How many do you want?",
        "A list can have {allowed} entries, so not {limit}. Which number suits you?",
        "[I can't show|It won't show] {limit} at once; {allowed} is the range. How long should the list be?",
      ],
      allowed: "one to twenty",
    },
  ],
};

const findingDetail: Scenario<SecurityWorld> = {
  family: "finding_detail",
  skill: "vulnerability_scanning",
  shape: "single",
  draw(world, random) {
    const finding = random.pick(world.findings).finding_id;
    return {
      slots: { finding: { value: finding } },
      solve: () =>
        once<Detail>("scanner_get_finding", { finding_id: finding }, (got) =>
          answer(
            [
              '{finding} is "{title}" on {host}: score {score} ({severity}), {component} {installed} installed, mended in {fixed}.',
              "{severity}, score {score}. {host} runs {component} {installed}; [version {fixed}|{fixed}] would mend it.",
              "[It concerns|This is about] {component} on {host}. Installed is {installed}, needed is {fixed}; rated {score}, {severity}.",
              "Known for {days} days: {title} ({host}). Score {score}; [go|update] from {installed} to {fixed}.",
              '"{title}", {severity} at {score}. To get rid of it, {component} on {host} needs {fixed} instead of {installed}.',
            ],
            {
              finding,
              title: got.title,
              host: got.hostname,
              score: got.score,
              severity: got.severity,
              component: got.component,
              installed: got.installed,
              fixed: got.fixed_in,
              days: got.days_open,
            },
            { required: ["score", "fixed"] },
          ),
        ),
      follow: ([first]) => {
        if (first === undefined || !first.ok) return [];
        const got = first.value as unknown as Detail;
        return [
          {
            frames: ["For how long has it been known?", "How many days is that open now?", "Since when, in days?"],
            slots: {},
            *solve() {
              return answer(
                ["{days} days.", "It has been known for {days} days.", "[That makes|By now] {days} days."],
                { days: got.days_open },
              );
            },
          },
        ];
      },
    };
  },
  frames: [
    "Tell me about {finding}.",
    "What is {finding}, how bad is it and which version mends it?",
    "Somebody mentioned {finding} in the call. Host, component, score, please.",
    "I need the details of {finding} so that I can brief the owner of the machine.",
    "{finding} - severity? affected component? fix?",
  ],
  missing: [
    {
      slot: "finding",
      frames: [
        "Tell me about that finding.",
        "How bad is the weakness, and which version mends it?",
        "I need the details of the finding from the call.",
      ],
      ask: [
        "Which one? Its number looks like VUL and five digits.",
        "[Happy to|I will] - what's the finding's identifier?",
        "There are several findings; which VUL number do you mean?",
      ],
      reply: ["{finding}", "[It's|I mean] {finding}.", "The number is {finding}."],
    },
  ],
};

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
        once<Scan>("scanner_start_scan", { hostname: host, profile }, ({ findings, open_ports, previous_scan }) =>
          findings.length === 0
            ? answer(
                [
                  "The {profile} scan of {host} found no weakness. Open ports: {ports}.",
                  "{host} looks clean in a {profile} scan; ports {ports} are open.",
                  "[Nothing found|No findings] on {host}, [with|but] {ports} open. The scan before was on {before}.",
                ],
                { profile, host, ports: portList(open_ports), before: previous_scan },
                { required: ["ports"] },
              )
            : answer(
                [
                  "{host} is scanned: {list}. Open ports: {ports}.",
                  "The {profile} scan [shows|brought up] {list}; ports {ports} answer.",
                  "[Found|It found] {list}. {ports} are open on {host}.",
                  "Last scanned on {before}, and now again: {list}, ports {ports}.",
                ],
                {
                  host,
                  profile,
                  before: previous_scan,
                  ports: portList(open_ports),
                  list: listed(findings.map((each) => `${each.finding_id} (${each.severity})`)),
                },
                { required: ["list", "ports"] },
              ),
        ),
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
      draw: (_, random) => ({ value: random.pick(["stealth", "overnight", "compliance", "brutal", "silent"]) }),
      explain: [
        "The scanner has {allowed} as profiles, [no|not a] {profile} one. Which shall I run on {host}?",
        "I can scan {host} in these ways: {allowed}. {profile} doesn't exist; which do you prefer?",
        "{profile} isn't a profile. [Choose|Please choose] between {allowed}.",
      ],
      allowed: "quick and full",
    },
  ],
};

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
                    "None of the three is open on {host}.",
                    "{first}, {second}, {third}: all closed on {host}.",
                    "{host} answers on none of those ports.",
                  ],
                  { host: host.hostname, first, second, third },
                  { required: [] },
                )
              : answer(
                  [
                    "Of the ports you named, {open} [answer|are open] on {host}. Findings: {list}.",
                    "Open: {open}. [Weaknesses seen|Seen on the way]: {list}.",
                    "{host} has {open} open among those; the {profile} scan lists {list}.",
                    "{open} - the rest of your three is closed. Findings on {host}: {list}.",
                  ],
                  {
                    host: host.hostname,
                    profile,
                    open: portList(open_ports),
                    list: listed(findings.map((each) => each.finding_id)) || "none",
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
    "The owner swears that {first} and {second} are closed on {host}, and maybe {third} too. Test it with the {profile} profile.",
    "I only care about three ports of {host} ({first}, {second}, {third}), so scan those, {profile}.",
  ],
};

const verifyFix: Scenario<SecurityWorld> = {
  family: "verify_fix",
  skill: "vulnerability_scanning",
  shape: "single",
  draw(world, random) {
    const finding = random.pick(world.findings.filter((each) => each.status !== "fixed")).finding_id;
    return {
      slots: { finding: { value: finding } },
      solve: () =>
        once<Verified>("scanner_verify_fix", { finding_id: finding }, ({ fixed, installed, fixed_in }) =>
          fixed
            ? answer(
                [
                  "{finding} is mended: {installed} is installed, {needed} was needed.",
                  "[Yes|Yes, it is]. With {installed} in place {finding} counts as fixed.",
                  "Verified and marked as fixed - {finding} needed {needed} and has {installed}.",
                  "The version is new enough ({installed}), so {finding} is closed[ now|].",
                ],
                { finding, installed, needed: fixed_in },
                { required: ["installed"] },
              )
            : answer(
                [
                  "Not yet: {finding} still has {installed}, and {needed} is needed.",
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
    "{finding}: verify, close it where possible.",
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
                "[Recorded|Noted]: {finding} stays as it is until {until}. It was {before} before.",
                "Until {until} {finding} counts as accepted[, then it is due again|].",
                "The acceptance of {finding} runs to {until}. [Its severity is|Severity:] {severity}.",
              ],
              { finding, until: set.accept_until, severity: set.severity, before: set.previous_status },
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
                "[Done|It's set]: {finding}, {severity}, is {after} now.",
                "{after} is what {finding} says from now on (before: {before}).",
                "I changed {finding} to {after}; it had been {before}.",
              ],
              { finding: finding.finding_id, before: set.previous_status, after: set.status, severity: set.severity },
              { required: ["after"] },
            ),
        ),
    };
  },
  frames: [
    "Set {finding} to {status}.",
    "{finding} is {status} as of this morning, the tracker should say so.",
    "Could you change the state of {finding}? It's {status}.",
    "status change please: {finding}, {status}",
    "The owner of the machine rang: {finding} has to be shown as {status} again.",
  ],
  invalid: [
    {
      slot: "status",
      tool: "scanner_set_finding_status",
      parameter: "status",
      draw: (_, random) => ({ value: random.pick(["ignored", "duplicate", "postponed", "deleted", "won't fix"]) }),
      explain: [
        "{status} isn't a state for findings. {finding} can be {allowed}; what should it be?",
        "I can set {finding} to {allowed}, [but not|not] to {status}. Which one?",
        "There's no state called {status}. Choose for {finding} among {allowed}.",
      ],
      allowed: "open, in progress or accepted",
    },
  ],
};

const oldest: Scenario<SecurityWorld> = {
  family: "oldest_findings",
  skill: "vulnerability_scanning",
  shape: "single",
  draw(world, random) {
    const host = random.pick(world.findings).hostname;
    const limit = random.int(1, 5);
    return {
      slots: { host: { value: host }, limit: { value: limit }, order: worded("age") },
      solve: () =>
        once<Found>("scanner_list_findings", { hostname: host, order_by: "age", limit }, ({ findings }) =>
          answer(
            [
              "On {host} the oldest come like this: {list}.",
              "{list}, oldest at the front.",
              "By date of discovery it is {list}.",
              "It starts with {first}, found on {date}. In full: {list}.",
              "Since {date} we know about {first}; the list is {list}.",
            ],
            {
              host,
              first: findings[0]!.finding_id,
              date: findings[0]!.found_on,
              list: listed(findings.map((each) => `${each.finding_id} (${each.found_on})`)),
            },
            { required: ["list"] },
          ),
        ),
    };
  },
  frames: [
    "List up to {limit} findings on {host}, {order}.",
    "What has been lying around on {host}? Up to {limit}, {order}.",
    "{host}, findings {order}, max {limit}",
    "An auditor wants to see how long we take. Show {limit} findings of {host} at most, sorted {order}.",
    "I'd like {host} looked at {order}, no more than {limit} findings.",
  ],
};

/** "22 (ssh) and 443 (https)" */
export function portList(ports: Scan["open_ports"]): string {
  return listed(ports.map(({ port, service }) => `${port} (${service})`)) || "none";
}

export const findingScenarios: readonly Scenario<SecurityWorld>[] = [
  findingsOfHost,
  backlog,
  findingDetail,
  scanHost,
  scanPorts,
  verifyFix,
  acceptRisk,
  startWork,
  oldest,
];
