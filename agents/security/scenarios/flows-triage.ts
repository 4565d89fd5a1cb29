/** From an attack or a list to the weakness that matters most. */
import { answer, call, count, partial, type Scenario } from "../../contract";
import type { SecurityWorld } from "../world";
import { bound, busiest, listed, plain, seen, stuck, worded } from "./parts";
import type { Detail, Events, Found, Verified } from "./seen";

const eventToFinding: Scenario<SecurityWorld> = {
  family: "attacked_host_triage",
  skill: "threat_detection",
  shape: "chain",
  draw(world, random) {
    const affected = world.events.filter((event) =>
      world.findings.some((each) => each.hostname === event.hostname && each.status === "open"),
    );
    if (affected.length === 0) return undefined;
    const kind = random.pick(affected).kind;
    const from = bound(world, random, -13);
    const to = bound(world, random, 0);
    return {
      slots: {
        kind: worded(kind),
        from,
        to,
        state: { value: "in_progress", text: ["in progress"], derivation: "synonym" },
      },
      *solve() {
        const events = yield* call(
          "firewall_search_events",
          { from_date: from.value, to_date: to.value, kind },
          {
            reasons: [
              "The host that was hit hardest is what I look for.",
              "Let me find the target before its weaknesses.",
              "Which machine is hit hardest? [The border log|That log] is sorted by size.",
              "Starting at the border, with the kind of event that was named.",
              "First the log, since it names the target.",
            ],
          },
        );
        if (!events.ok) return stuck(events);
        const top = busiest(seen<Events>(events), "hostname");
        if (top === undefined)
          return partial(
            [
              "The log has no such event in that time.",
              "Nothing of that kind was recorded, so there is no host to look at.",
            ],
            {},
          );
        const list = yield* call(
          "scanner_list_findings",
          { hostname: top.name, status: "open" },
          {
            reasons: [
              "{host} saw {count} attempts. What is open there?",
              "It's {host}; its open findings are next.",
              "With {count} attempts {host} leads, so I turn to what is unpatched on it.",
              "Target: {host}. Could those {count} attempts have hit a weak spot?",
            ],
            values: { host: top.name, count: top.count },
          },
        );
        if (!list.ok) return stuck(list);
        const worst = seen<Found>(list).findings[0];
        if (worst === undefined)
          return partial(
            [
              "{host} got the most {kinds} ({count} attempts), but no finding is open there.",
              "The main target of {kinds} is {host}, {count} attempts; no finding of that host is open, so no work was started.",
              "{host} got the most {kinds}, {count} attempts. Since no weakness is open on that host, there was no state to change.",
            ],
            { host: top.name, count: top.count, kinds: `${plain(kind)}s` },
            { required: ["host"] },
          );
        const detail = yield* call(
          "scanner_get_finding",
          { finding_id: worst.finding_id },
          {
            reasons: [
              "{finding} tops the list with {score}; its remedy is in the details.",
              "Now the version that mends {finding}.",
              "Score {score} makes {finding} the first to fix. Which update does it take?",
              "I read up on {finding}, because [the owner|whoever runs the machine] will ask for the version.",
            ],
            values: { finding: worst.finding_id, score: worst.score },
          },
        );
        if (!detail.ok) return stuck(detail);
        const got = seen<Detail>(detail);
        const set = yield* call(
          "scanner_set_finding_status",
          { finding_id: worst.finding_id, status: "in_progress" },
          {
            reasons: [
              "It takes {component} {fixed}. I mark the work as begun.",
              "The remedy is known ({fixed}), so the state can change.",
              "Now {finding} can be shown as in progress.",
              "Everything is at hand: {component}, {fixed}. Now the tracker.",
            ],
            values: { finding: worst.finding_id, component: got.component, fixed: got.fixed_in },
          },
        );
        if (!set.ok) return stuck(set);
        return answer(
          [
            "{host} got the most {kinds} ({count} attempts). Its worst open finding, {finding} ({title}), is in progress now: update {component} to {fixed}.",
            "The most {kinds} went to {host}: {count} attempts. I put {finding} ({title}), the worst that was open there, in progress; {component} has to get to {fixed}.",
            "{finding} on {host}, {title}, is marked as in progress. It takes {component} {fixed}. With {count} attempts the host got the most {kinds}.",
            "The main target of {kinds} is {host} with {count} attempts. What mends its worst open finding, {finding} ({title}, in progress now), is {component} {fixed}.",
          ],
          {
            host: top.name,
            count: top.count,
            kinds: `${plain(kind)}s`,
            finding: worst.finding_id,
            title: got.title,
            component: got.component,
            fixed: got.fixed_in,
          },
          { required: ["host", "finding", "fixed"] },
        );
      },
    };
  },
  frames: [
    "Which host had the most {kind} from {from} to {to}? Take its worst open finding, tell me the version that fixes it and mark it as {state}.",
    "Start from the {kind} between {from} and {to}: hardest-hit host, its most severe open weakness, the remedy. Then that finding is {state}.",
    "{kind}, {from} - {to} -> top host -> worst open finding -> fix version -> {state}",
    "We can patch one machine tonight. It should be the one that got the most {kind} from {from} until {to}. What's open and worst there, what mends it? Set it to {state}.",
    "I want to link attacks and weaknesses. Look at {kind}, from {from} through {to}; for the main target find the gravest open finding with its remedy, and note that it's {state}.",
    "Because of all the {kind} lately ({from} up to {to}), please pick the main target, find out which open finding there is worst and what version it needs, and put it {state}.",
  ],
};

const patchRound: Scenario<SecurityWorld> = {
  family: "patch_round_for_host",
  skill: "vulnerability_scanning",
  shape: "chain",
  draw(world, random) {
    const hosts = [...new Set(world.findings.filter((each) => each.status === "open").map((each) => each.hostname))];
    if (hosts.length === 0) return undefined;
    const host = random.pick(hosts);
    const open = world.findings.filter((each) => each.hostname === host && each.status === "open");
    const top = open.reduce((worst, each) => (each.score > worst.score ? each : worst));
    const patched = random.chance(0.4);
    const findings = world.findings.map((each) =>
      patched && each === top ? { ...each, installed: each.fixed_in } : each,
    );
    return {
      world: { ...world, findings },
      slots: { host: { value: host }, state: { value: "in_progress", text: ["in progress"], derivation: "synonym" } },
      *solve() {
        const list = yield* call(
          "scanner_list_findings",
          { hostname: host, status: "open" },
          {
            reasons: [
              "What is open on {host} at all?",
              "The open ones of {host}, worst first.",
              "I begin with the list, since its first entry is the one to test.",
              "{host}: which finding leads?",
            ],
            values: { host },
          },
        );
        if (!list.ok) return stuck(list);
        const { findings } = seen<Found>(list);
        const worst = findings[0];
        if (worst === undefined) return partial(["{host} has no open finding."], { host });
        const verified = yield* call(
          "scanner_verify_fix",
          { finding_id: worst.finding_id },
          {
            reasons: [
              "{finding} is worst ({score}). Perhaps it has been patched by now.",
              "{finding} comes first; is it still there?",
              "Let me see if {finding} has been dealt with already.",
              "Before calling {finding} unpatched I verify it.",
            ],
            values: { finding: worst.finding_id, score: worst.score, n: count(findings as never) },
          },
        );
        if (!verified.ok) return stuck(verified);
        const { fixed, installed, fixed_in } = seen<Verified>(verified);
        if (fixed) {
          const rest = findings.slice(1).filter((each) => each.severity !== "low");
          if (rest.length === 0)
            return answer(
              [
                "{finding} turned out to be mended ({installed}) and is closed. Nothing else of medium severity or above is open on {host}.",
                "Good: {installed} is installed, so {finding} is closed. On {host} no other finding of medium or above is open.",
                "{finding} is fixed with {installed}. No other open finding on {host} is medium or worse.",
              ],
              { finding: worst.finding_id, installed, host },
              { required: ["finding"] },
            );
          const left = listed(rest.map((each) => `${each.finding_id} (${each.title}, score ${each.score})`));
          return answer(
            [
              "{finding} turned out to be mended ({installed}) and is closed. From medium upwards, still open on {host}: {left}.",
              "Good: {installed} is installed, so {finding} is closed. [Left on {host}|What is left on {host}] at medium or above: {left}.",
              "{finding} is fixed with {installed}. What stays open on {host} from medium up: {left}.",
            ],
            { finding: worst.finding_id, installed, host, left },
            { required: ["finding", "left"] },
          );
        }
        const set = yield* call(
          "scanner_set_finding_status",
          { finding_id: worst.finding_id, status: "in_progress" },
          {
            reasons: [
              "{installed} is too old, {needed} is wanted: work has to start.",
              "Not mended. {finding} becomes work in progress.",
              "Still {installed}. Marking {finding} accordingly.",
              "It takes {needed}, so somebody will have to work on {finding}.",
            ],
            values: { finding: worst.finding_id, installed, needed: fixed_in },
          },
        );
        if (!set.ok) return stuck(set);
        const detail = yield* call(
          "scanner_get_finding",
          { finding_id: worst.finding_id },
          {
            reasons: [
              "For the ticket I need component and age of {finding}.",
              "One more call for the component's name.",
              "Who has to patch what? The details of {finding} say it.",
              "The state is set; the summary wants the component as well.",
            ],
            values: { finding: worst.finding_id },
          },
        );
        if (!detail.ok) return stuck(detail);
        const got = seen<Detail>(detail);
        return partial(
          [
            "{finding} ({title}, score {score}) is not mended: {component} on {host} has {installed} and needs {fixed}. It's in progress, known for {days} days.",
            "{host} still needs work: {component} {installed} must become {fixed}. {finding} ({title}, score {score}), {days} days old, is marked as in progress.",
            "I could not close {finding} ({title}, score {score}): {component} {installed} is installed on {host}, {fixed} would be needed. The finding is in progress now, after {days} days.",
            "The problem is {component} on {host}: {installed} instead of {fixed}. {finding} ({title}, score {score}) is in progress after {days} days.",
          ],
          {
            finding: worst.finding_id,
            title: got.title,
            score: got.score,
            component: got.component,
            host,
            installed: got.installed,
            fixed: got.fixed_in,
            days: got.days_open,
          },
          { required: ["finding", "fixed"] },
        );
      },
    };
  },
  frames: [
    "Take the worst open finding on {host} and verify it. Mended: tell me what else is open from medium up. Not mended: set it to {state} and give me the component and version for the ticket.",
    "Patch round for {host}. Is the top open finding fixed by now? If yes, what's left at medium or above; if no, it's {state} and I need its details.",
    "{host}: worst open finding -> verify; fixed -> list the rest, medium and up; not fixed -> {state} + details",
    "I have to report on {host}. Please check whether its most serious open weakness is gone. Should it still be there, mark it {state} and look up its component and age; should it be gone, list the remaining ones of medium severity and higher.",
    "How does {host} look today? Verify the worst open finding. Not mended: move it to {state} and give me all particulars. Mended: list what remains from medium up.",
    "The weekly call is about {host}. Go for the open finding with the highest score and test whether it's mended; depending on that, show what remains (medium and worse) or put it {state} and look up its component.",
  ],
};

export const flowsTriage: readonly Scenario<SecurityWorld>[] = [eventToFinding, patchRound];
