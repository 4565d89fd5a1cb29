/** Weaknesses in several steps: the worst one, what is mended, what is not. */
import { all, answer, call, count, partial, type Scenario } from "../../contract";
import type { SecurityWorld } from "../world";
import { isOlder, listed, seen, stuck } from "./parts";
import type { Detail, Found, Verified } from "./seen";

const worstFinding: Scenario<SecurityWorld> = {
  family: "worst_finding_of_host",
  skill: "vulnerability_scanning",
  shape: "chain",
  draw(world, random) {
    const tops = world.findings.filter(
      (each) =>
        each.status === "open" &&
        world.findings.every((other) => other === each || other.hostname !== each.hostname || other.score < each.score),
    );
    if (tops.length === 0) return undefined;
    const host = random.pick(tops).hostname;
    return {
      slots: { host: { value: host } },
      *solve() {
        const list = yield* call(
          "scanner_list_findings",
          { hostname: host },
          {
            reasons: [
              "To name the worst one I [need|first need] the list for {host}.",
              "The list comes sorted by score, so its top is [what I'm after|the one in question].",
              "[What is known about|Which weaknesses has] {host}? [I start there|That's where I begin].",
              "{host} may have several. Which scores highest?",
              "A ranking of {host}'s weaknesses is what I need.",
              "Worst first: that's how the list of {host} comes.",
            ],
            values: { host },
          },
        );
        if (!list.ok) return stuck(list);
        const { findings, total } = seen<Found>(list);
        const worst = findings.find((each) => each.status === "open");
        if (worst === undefined)
          return partial(
            [
              "Nothing is open on {host}, so there's no worst one to mend.",
              "{host} has no open finding at the moment; whatever is known there is mended, accepted or being worked on.",
            ],
            { host },
          );
        const detail = yield* call(
          "scanner_get_finding",
          { finding_id: worst.finding_id },
          {
            reasons: [
              "{finding} is the worst that is open, score {score}. Now its versions.",
              "First of the open ones is {finding} ({score}); [the remedy is in its details|its details name the remedy].",
              "With a score of {score}, {finding} is the one to look at.",
              "It's {finding}. What mends it?",
              "{score} is the top score among the open ones, so {finding} gets a closer look.",
              "The version is in the details of {finding}.",
            ],
            values: { finding: worst.finding_id, score: worst.score },
          },
        );
        if (!detail.ok) return stuck(detail);
        const got = seen<Detail>(detail);
        return answer(
          [
            "The worst open finding is {finding} ({title}, score {score}): {component} {installed} is installed, so update it to {fixed}.",
            "{finding}, {title}, score {score}. [What to do|The remedy]: bring {component} on {host} from {installed} to {fixed}.",
            "On {host} start with {finding} (score {score}): {title}. {component} needs {fixed}, {installed} is installed.",
            "Update {component} on {host} from {installed} to {fixed}, because {finding} ({title}) scores {score}[ and nothing there is worse|].",
          ],
          {
            total,
            host,
            finding: got.finding_id,
            title: got.title,
            score: got.score,
            component: got.component,
            installed: got.installed,
            fixed: got.fixed_in,
          },
          { required: ["finding", "fixed"] },
        );
      },
    };
  },
  frames: [
    "What's the worst weakness on {host}, and what would fix it?",
    "If we could only patch one thing on {host}, which update should it be?",
    "{host}: highest score -> component, installed version, version needed",
    "The owner of {host} has ten minutes. Find the most serious finding there and tell me which version they should install.",
    "I want to begin with the gravest problem of {host}. Which component is it and what do we update to?",
    "Where would an attacker start on {host}? Name that weakness and its cure.",
    "Give me the number one problem of {host} along with the version that solves it.",
  ],
};

const closeFixed: Scenario<SecurityWorld> = {
  family: "verify_work_in_progress",
  skill: "vulnerability_scanning",
  shape: "chain",
  draw(world, random) {
    const hosts = [
      ...new Set(world.findings.filter((each) => each.status === "in_progress").map((each) => each.hostname)),
    ];
    if (hosts.length === 0) return undefined;
    const host = random.pick(hosts);
    return {
      slots: { host: { value: host } },
      *solve() {
        const list = yield* call(
          "scanner_list_findings",
          { hostname: host, status: "in_progress" },
          {
            reasons: [
              "Which findings of {host} are in progress? Those can be verified.",
              "[First|To start], everything on {host} that somebody is working on.",
              "Only what is in progress counts here, so I filter {host} by that.",
              "{host}: what is being worked on?",
              "I verify only what's in progress on {host}, so I list that.",
              "To check the work on {host} I must know what it covers.",
            ],
            values: { host },
          },
        );
        if (!list.ok) return stuck(list);
        const { findings } = seen<Found>(list);
        if (findings.length === 0) return partial(["Nothing on {host} is in progress."], { host });
        const checks = yield* all(
          findings.map((each) => ["scanner_verify_fix", { finding_id: each.finding_id }]),
          {
            reasons:
              findings.length === 1
                ? [
                    "Only {list} is in progress, so that's the one to verify.",
                    "It's {list}. Is it really mended?",
                    "Now the versions of {list} [have to be|are] compared.",
                    "Just one, {list}; the versions will tell.",
                  ]
                : [
                    "{list}: each is verified on its own, all in one go.",
                    "That makes {n} to verify, namely {list}.",
                    "Now the versions of {list} [have to be|are] compared.",
                    "Are they really mended? {list}.",
                    "The proof is in the versions: {list}.",
                    "One verification per finding, {n} in all.",
                  ],
            values: { n: count(findings as never), list: listed(findings.map((each) => each.finding_id)) },
          },
        );
        const done: string[] = [];
        const open: string[] = [];
        for (const check of checks) {
          if (!check.ok) return stuck(check);
          const { fixed, installed, fixed_in } = seen<Verified>(check);
          const id = String(check.call.args.finding_id);
          if (fixed) done.push(`${id} (${installed})`);
          else open.push(`${id} (${installed}, needs ${fixed_in})`);
        }
        if (open.length === 0)
          return answer(
            [
              done.length === 1 ? "Mended and closed: {done}." : "All of them are mended and closed: {done}.",
              "{done} - verified and closed on {host}.",
              "[Nothing is left in progress|No work in progress is left] on {host}; {done} passed.",
              done.length === 1
                ? "The only finding in progress could be closed: {done}."
                : "Every finding in progress could be closed: {done}.",
            ],
            { done: listed(done), host },
            { required: ["done"] },
          );
        return done.length === 0
          ? partial(
              [
                open.length === 1 ? "The finding isn't mended yet: {open}." : "No finding is mended yet: {open}.",
                "I could not close anything on {host}: {open}.",
                open.length === 1
                  ? "The finding did not pass. Still too old: {open}."
                  : "Not one finding passed. Still too old: {open}.",
                "{open} - so nothing could be closed on {host}.",
              ],
              { open: listed(open), host },
              { required: ["open"] },
            )
          : partial(
              [
                "Closed: {done}. Still in progress: {open}.",
                "{done} could be closed, {open} could not.",
                "[Half good|A mixed result]: {done} passed, while {open} did not.",
                "Mended on {host}: {done}. What remains: {open}.",
              ],
              { done: listed(done), open: listed(open), host },
              { required: ["done", "open"] },
            );
      },
    };
  },
  frames: [
    "Verify everything on {host} that is in progress and close what is really fixed.",
    "The team says they patched {host}. Which of the findings in progress can we close?",
    "{host}: check all findings in progress, close the mended ones",
    "I'd like to clean up the list of {host}. Whatever is in progress there should be verified.",
    "Is the work on {host} finished? Look at what's still in progress and test each one.",
    "{host} has had findings in progress for ages. Test them, and close those that have really been mended.",
    "Go over what is in progress on {host}; I'd like to see closed whatever deserves it.",
  ],
};

const recheckOne: Scenario<SecurityWorld> = {
  family: "verify_or_set_back",
  skill: "vulnerability_scanning",
  shape: "chain",
  draw(world, random) {
    const working = world.findings.filter(
      (each) => each.status === "in_progress" && isOlder(each.installed, each.fixed_in),
    );
    if (working.length === 0) return undefined;
    const finding = random.pick(working).finding_id;
    return {
      slots: { finding: { value: finding } },
      *solve() {
        const check = yield* call(
          "scanner_verify_fix",
          { finding_id: finding },
          {
            reasons: [
              "The versions decide, so {finding} is verified first.",
              "Is {finding} mended? [A comparison shows it|I compare the versions].",
              "Before the state changes I [have to|must] know if the update is there.",
              "Only the versions can tell about {finding}.",
              "Installed against needed: a check of {finding}.",
              "{finding} is tested before its state is touched.",
            ],
            values: { finding },
          },
        );
        if (!check.ok) return stuck(check);
        const { fixed, installed, fixed_in } = seen<Verified>(check);
        if (fixed) return answer(["{finding} is fixed with {installed}."], { finding, installed });
        const back = yield* call(
          "scanner_set_finding_status",
          { finding_id: finding, status: "open" },
          {
            reasons: [
              "{installed} is older than {needed}, so it goes back to open.",
              "Not mended ({installed} instead of {needed}); you wanted it open in that case.",
              "The update is missing. Setting {finding} back.",
              "{finding} isn't mended, so its state changes.",
              "{installed} won't do. Back to open.",
              "Since {needed} is missing, {finding} reopens.",
            ],
            values: { finding, installed, needed: fixed_in },
          },
        );
        if (!back.ok) return stuck(back);
        return answer(
          [
            "{finding} isn't fixed: {installed} is installed and {needed} is needed. It's open again.",
            "Back to open. {finding} has {installed}, [but needs|and it takes] {needed}.",
            "The patch of {finding} did not arrive ({installed} < {needed}), so I set it to open.",
            "I checked {finding}: {installed}. That's too old, {needed} is required, and the state is open now.",
          ],
          { finding, installed, needed: fixed_in },
        );
      },
    };
  },
  frames: [
    "Check whether {finding} is fixed; if it isn't, set it back to open.",
    "{finding} has been in progress forever. Verify it and open it again in case nothing happened.",
    "verify {finding}, otherwise -> open",
    "I don't believe that {finding} was patched. Should I be right, it has to be open in the tracker.",
    "Please test {finding}. Mended is fine, anything else means open.",
    "Has somebody mended {finding}? If nobody has, its state must be open again.",
    "{finding} is either fixed or open, nothing between. Find out which and set it.",
  ],
};

export const flowsFindings: readonly Scenario<SecurityWorld>[] = [worstFinding, closeFixed, recheckOne];
