/** Weaknesses with one call: lists and details. */
import { answer, count, type Scenario } from "../../contract";
import { FINDING_STATES, SEVERITIES, type SecurityWorld } from "../world";
import { amount, isOlder, listed, once, plain, upward, upwardSlot, worded } from "./parts";
import type { Detail, Found } from "./seen";

const findingsOfHost: Scenario<SecurityWorld> = {
  family: "findings_of_host",
  skill: "vulnerability_scanning",
  shape: "single",
  draw(world, random) {
    const host = random.pick(world.findings).hostname;
    const least = random.pick(SEVERITIES.slice(1));
    return {
      slots: { host: { value: host }, least: upwardSlot(least) },
      solve: () =>
        once<Found>("scanner_list_findings", { hostname: host, min_severity: least }, ({ findings, total }) =>
          total === 0
            ? answer(
                [
                  "{host} has nothing of severity {least}.",
                  "[No such finding|Nothing] on {host}: no weakness of severity {least} is recorded.",
                  "[Good news|Nothing there]. No weakness of {host} with severity {least} is known.",
                  "For {host} no weakness of severity {least} is on record.",
                ],
                { host, least: upward(least) },
                { required: ["host"] },
              )
            : answer(
                [
                  "On {host} I see {list}.",
                  "{count} of severity {least}: {list}.",
                  "{list} - {count} of severity {least} on {host}.",
                  total === 1
                    ? "Just one of severity {least} on {host}: {list}."
                    : "[Worst first|The worst comes first]: {list}.",
                  "For {host} the list[ of severity {least}|] holds {list}.",
                ],
                {
                  host,
                  least: upward(least),
                  count: amount(total, "finding"),
                  list: listed(
                    findings.map((each) => `${each.finding_id} (${each.title}, ${each.score}, ${plain(each.status)})`),
                  ),
                },
                { required: ["list"] },
              ),
        ),
      follow: ([first]) => {
        if (first === undefined || !first.ok) return [];
        const [worst, next] = (first.value as unknown as Found).findings;
        if (worst === undefined || next === undefined || worst.score === next.score) return [];
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
              "So is anybody working on the worst one?",
              "What state was the top one in, again?",
              "The first of these - has someone started on it, then?",
            ],
            slots: {},
            *solve() {
              return answer(
                [
                  "{finding} is marked {status}.",
                  "Its state is {status}[, according to that list|].",
                  "The tracker says {status} for {finding}.",
                ],
                { finding: worst.finding_id, status: worst.status.replaceAll("_", " ") },
                { required: ["status"] },
              );
            },
          },
        ];
      },
    };
  },
  frames: [
    "What weaknesses of severity {least} does {host} have?",
    "List the findings on {host}, severity {least}.",
    "{host} goes live on Monday. Is anything with severity {least} known about it?",
    "findings {host}, {least}",
    "I've taken over {host} and want to know where it's vulnerable; severity {least} is enough[ for now|].",
  ],
  missing: [
    {
      slot: "host",
      frames: [
        "Which findings of severity {least} does [our oldest server|the server under my desk|our partner's server] have?",
        "List the weaknesses of [the new machine|the machine we bought|the server in the cellar|our test machine] with severity {least}.",
        "Is anything of severity {least} known about [my machine|our old machine|the machine next door]?",
      ],
      ask: [
        "Which host? I need its full name.",
        "To look that up I need the name of the machine[, with its domain|].",
        "I can look once I know the host. What is it called?",
      ],
      reply: ["{host}", "[It's|The host is] {host}.", "That's {host}, sorry."],
    },
  ],
  invalid: [
    {
      slot: "least",
      tool: "scanner_list_findings",
      parameter: "min_severity",
      draw: (_, random) => ({ value: random.pick(["catastrophic", "moderate", "extreme", "annoying", "negligible"]) }),
      explain: [
        "There is no severity {least} here; findings are {allowed}. From which one on should I list those of {host}?",
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
    // A critical one is never accepted.
    const least = random.pick(status === "accepted" ? SEVERITIES.slice(0, 3) : SEVERITIES);
    const order = random.pick(["score", "age"]);
    const limit = random.int(2, 8);
    return {
      slots: { status: worded(status), least: upwardSlot(least), order: worded(order), limit: { value: limit } },
      solve: () =>
        once<Found>(
          "scanner_list_findings",
          { status, min_severity: least, order_by: order, limit },
          ({ findings, total }) =>
            total === 0
              ? answer(
                  [
                    "[Nothing matches|No match]. No weakness of severity {least} is in that state.",
                    "The list is empty[ with those filters|]: no weakness of severity {least} is in that state.",
                    "None of the weaknesses with severity {least} is in that state.",
                  ],
                  { least: upward(least) },
                )
              : answer(
                  [
                    ...(total === 1
                      ? [
                          "Just one fits: {list}.",
                          "{list}. [Nothing else|No other] matches.",
                          "[There's one|One finding fits], {list}.",
                          "The only match is {list}.",
                        ]
                      : total > findings.length
                        ? [
                            "{total} match. The first {shown}: {list}.",
                            "{list}. [Matches in all|All matches]: {total}.",
                            "[In your order|In that order], the first {shown} of {total}: {list}.",
                            "Matches: {total}. At the top: {list}.",
                          ]
                        : [
                            "{total} match: {list}.",
                            "{list}. That's all, {total} in number.",
                            "[In your order|In that order]: {list}; {total} altogether.",
                            "Matches: {total}. They are {list}.",
                          ]),
                  ],
                  {
                    total,
                    shown: count(findings as never),
                    list: listed(
                      findings.map(
                        (each) =>
                          `${each.finding_id} on ${each.hostname} (score ${each.score}, found ${each.found_on})`,
                      ),
                    ),
                  },
                  { required: ["list"] },
                ),
        ),
    };
  },
  frames: [
    "Show up to {limit} findings that are {status}, severity {least}, {order}.",
    "For the weekly round I need the backlog: state {status}, severity {least}, {order}, {limit} lines.",
    "Which weaknesses are {status} across all hosts? {limit} will do, {order}, with severity {least}.",
    "findings: {status} / {least} / {order} / max {limit}",
    "I'm preparing the patch meeting. Give me what is {status} (severity {least}), {order}; stop after {limit}.",
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
        "[I can't show|A list can't show] {limit} at once; {allowed} is the range. How long should the list be?",
      ],
      allowed: "1 to 20",
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
          !isOlder(got.installed, got.fixed_in)
            ? answer(
                [
                  '"{title}" on {host}, {severity} at {score}. It seems mended: {component} is at {installed}, and {fixed} was needed. The state is {status}.',
                  "{finding} ({title}) has the score {score}, {severity}. {component} {installed} is installed on {host}, new enough for the needed {fixed}; the state says {status}.",
                  '{host}: "{title}", {severity} at {score}. {component} {installed} is installed, new enough for the fix ({fixed}); state {status}.',
                  "State {status}. {finding} ({title}) was rated {score}, {severity}, and with {component} {installed} on {host} the needed {fixed} is reached.",
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
                  status: got.status.replaceAll("_", " "),
                },
                { required: ["installed", "status"] },
              )
            : answer(
                [
                  '{finding} is "{title}" on {host}: score {score} ({severity}), {component} {installed} installed, mended in {fixed}.',
                  "Severity {severity}, score {score}: {title}. {host} runs {component} {installed}; [version {fixed}|{fixed}] would mend it.",
                  '[It concerns|This is about] {component} on {host}: "{title}". Installed is {installed}, needed is {fixed}; rated {score}, {severity}.',
                  "On {host}: {title}. Severity {severity}, score {score}; [go|update] from {component} {installed} to {fixed}.",
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
                },
                { required: ["score", "fixed"] },
              ),
        ),
      follow: ([first]) => {
        if (first === undefined || !first.ok) return [];
        const got = first.value as unknown as Detail;
        return [
          {
            frames: [
              "For how long has it been known?",
              "For how many days have we known about it?",
              "How long ago was it found, in days?",
            ],
            slots: {},
            *solve() {
              return answer(["{days} days.", "It has been known for {days} days.", "It was found {days} days ago."], {
                days: got.days_open,
              });
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
        "Tell me about the finding from [this morning|yesterday|the last round|Monday's list].",
        "How bad is the weakness [from the newsletter|that was mentioned in the call|in the mail from platform], and which version mends it?",
        "I need the details of the finding from [the call|the audit|last week's report|the ticket].",
        "Which host does the finding [on the printout|in the newsletter|from the night shift's note] concern, and what's its score?",
      ],
      ask: [
        "Which one? Its number looks like VUL and five digits.",
        "I'll look it up - what's the finding's identifier?",
        "I need the VUL number to look it up. Which is it?",
      ],
      reply: ["{finding}", "[It's|I mean] {finding}.", "The number is {finding}."],
    },
  ],
};

function dated(finding: Found["findings"][number]): string {
  return `${finding.finding_id} (${finding.found_on}, ${plain(finding.status)})`;
}

const oldest: Scenario<SecurityWorld> = {
  family: "oldest_findings",
  skill: "vulnerability_scanning",
  shape: "single",
  draw(world, random) {
    const host = random.pick(world.findings).hostname;
    const limit = random.int(2, 5);
    return {
      slots: { host: { value: host }, limit: { value: limit }, order: worded("age") },
      solve: () =>
        once<Found>("scanner_list_findings", { hostname: host, order_by: "age", limit }, ({ findings }) =>
          answer(
            [
              "The oldest on {host}: {list}.",
              "{list}, oldest at the front.",
              "By date of discovery: {list}.",
              findings.length === 1 ? "There is just {list}." : "It starts with {first}, followed by {rest}.",
              findings.length === 1 ? "I see {list} and nothing older." : "First comes {first}, then {rest}.",
            ],
            {
              host,
              first: dated(findings[0]!),
              rest: listed(findings.slice(1).map(dated)),
              list: listed(findings.map(dated)),
            },
            { required: ["list"] },
          ),
        ),
    };
  },
  frames: [
    "List up to {limit} findings on {host}, {order}.",
    "What was found on {host} over time? Up to {limit}, {order}.",
    "{host}, findings, {order}, max {limit}",
    "An auditor wants to see how long we take. Show {limit} findings of {host} at most, sorted {order}.",
    "I'd like to see what's on record for {host}: no more than {limit} findings, {order}.",
  ],
};

export const findingsScenarios: readonly Scenario<SecurityWorld>[] = [findingsOfHost, backlog, findingDetail, oldest];
