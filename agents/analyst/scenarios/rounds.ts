/** Rounds over several workbooks: look first, change, look again. */
import { all, call, count, partial, type Scenario } from "../../contract";
import { type AnalystWorld, daysBetween, type Subscription, type Workbook } from "../world";
import { listed, resultOf, stopped, told } from "./shared";
import { why } from "./why";
import type { FoundWorkbook } from "./workbooks";

const refreshIfOld: Scenario<AnalystWorld> = {
  family: "refresh_if_old",
  skill: "report_generation",
  shape: "chain",
  draw(world, random) {
    const workbook = random.pick(world.workbooks.filter((each) => each.refresh_status === "idle"));
    const age = daysBetween(workbook.last_refresh, world.today);
    if (age < 8) return undefined;
    const days = random.int(2, 7);
    return {
      slots: {
        workbook: { value: workbook.workbook_id },
        days: { value: days, text: [`${days} days`] },
        mode: { value: "full", text: ["in full", "completely"], derivation: "synonym" },
      },
      *solve() {
        const seen = yield* call(
          "tableau_get_workbook",
          { workbook_id: workbook.workbook_id },
          {
            reasons: why({
              want: ["the age of {workbook}", "the date of the last refresh"],
              fact: ["only old data is to be reloaded", "{workbook} may be fresh enough"],
            }),
            values: { workbook: workbook.workbook_id },
          },
        );
        if (!seen.ok) return stopped(seen);
        const before = resultOf<Workbook>(seen).last_refresh;
        const run = yield* call(
          "tableau_refresh_workbook",
          { workbook_id: workbook.workbook_id, mode: "full" },
          {
            reasons: why({
              want: ["the refresh", "a full reload"],
              fact: ["{before} is too long ago", "the data dates from {before}"],
            }),
            values: { before },
          },
        );
        if (!run.ok) return stopped(run);
        const check = yield* call("tableau_get_workbook", { workbook_id: workbook.workbook_id });
        if (!check.ok) return stopped(check);
        const after = resultOf<Workbook>(check);
        return told(
          [
            "The data of {workbook} was from {before}, so I refreshed it in full; it now dates from {after}.",
            "The data of {name} was too old ({before}). After the full refresh it dates from {after}, status {status}.",
            "{workbook} is [refreshed and checked|refreshed, and I checked again afterwards]: its data dates from {after} instead of {before}.",
            "The data of {workbook} was too old, dating from {before}; after the refresh the server shows {after}.",
            "{name} ({workbook}) had data of {before}; I ran a full refresh, and now the data dates from {after}.",
            "Since data of {before} was too old, {name} has been refreshed to {after}.",
            "{workbook} is current now: its last refresh is {after}, where it was {before}.",
            "{name} shows {after} after the full refresh, where it had {before}, and its status is {status}.",
          ],
          {
            before,
            after: after.last_refresh,
            name: after.name,
            status: after.refresh_status,
            workbook: workbook.workbook_id,
          },
          { required: ["after"] },
        );
      },
    };
  },
  frames: [
    "I want {workbook} no older than {days}. If it is, reload it {mode}, then look it up again.",
    "{workbook}: {days} old at most, otherwise refresh it {mode} and take a second look.",
    "Refresh {workbook} {mode}, but only if its data is older than {days}. Then make sure it worked.",
    "If {workbook} is more than {days} behind, reload it {mode} and verify the date.",
    "Check {workbook}. Older than {days}? Then run it {mode} and look again.",
    "Our rule is {days}: whatever is older gets refreshed {mode} and double-checked. Today's candidate is {workbook}.",
  ],
};

const sweepProject: Scenario<AnalystWorld> = {
  family: "refresh_all_stale_in_project",
  skill: "report_generation",
  shape: "chain",
  draw(world, random) {
    const project = random.pick([...new Set(world.workbooks.map((workbook) => workbook.project))]);
    const days = random.int(3, 8);
    const old = world.workbooks.filter(
      (each) => each.project === project && daysBetween(each.last_refresh, world.today) > days,
    );
    if (old.length === 0 || old.length > 3) return undefined;
    // One that is being refreshed already, or two that failed, would each need words of their own.
    if (old.some((each) => each.refresh_status === "running")) return undefined;
    if (old.filter((each) => each.refresh_status === "failed").length > 1) return undefined;
    return {
      slots: { project: { value: project }, days: { value: days, text: [`${days} days`] } },
      *solve() {
        const found = yield* call(
          "tableau_search_workbooks",
          { project, stale_days: days },
          {
            reasons: why({
              want: ["a search in {project}", "a search of {project} by age"],
              fact: ["I don't know which workbooks are late", "several workbooks may be late"],
            }),
            values: { project },
          },
        );
        if (!found.ok) return stopped(found);
        const { workbooks } = resultOf<{ workbooks: FoundWorkbook[] }>(found);
        const runs = yield* all(
          workbooks.map(({ workbook_id }) => ["tableau_refresh_workbook", { workbook_id }] as const),
          {
            reasons: why({
              want:
                workbooks.length > 1
                  ? [
                      "a refresh for each",
                      workbooks.length > 2 ? "all {n} refreshes together" : "both refreshes together",
                    ]
                  : ["its refresh", "the refresh of that workbook"],
              fact:
                workbooks.length > 1
                  ? ["{n} workbooks are overdue", "the search found {n} workbooks"]
                  : ["just one workbook is overdue", "the search found one workbook"],
            }),
            values: { n: count(workbooks as never) },
          },
        );
        const bad = runs.find((run) => !run.ok);
        const good = runs.filter((run) => run.ok).map((run) => run.call.args.workbook_id!);
        if (bad !== undefined && !bad.ok)
          return partial(
            [
              "{n} of {all} refreshes in {project} went through ({done}). That of {name} did not: {reason}. I can run it in full if you like.",
              "Refreshed in {project}: {done}. {name} is left: {reason}. [Say so if you want the full refresh|If you agree, I'll run that one in full].",
              "I got {n} out of {all} {project} refreshes done, {done}. For {name} it did not work: {reason}. A full one is possible if you agree.",
              "All late workbooks of {project} but {name} are refreshed ({done}). As for {name}, {reason}. Tell me if I should run that in full.",
            ]
              .filter((wording) => good.length > 0 || !wording.includes("{done}"))
              .concat(
                good.length > 0
                  ? []
                  : [
                      "Only one workbook of {project} is late, {name}, and its refresh did not go through: {reason}. I can run it in full if you like.",
                      "No refresh in {project} has gone through so far, because {reason}. [Say so if you want the full refresh|If you agree, I'll run it in full].",
                    ],
              ),
            {
              n: count(good),
              all: count(workbooks as never),
              done: listed(workbooks.filter((each) => good.includes(each.workbook_id)).map((each) => each.name)),
              name: workbooks.find((each) => each.workbook_id === bad.call.args.workbook_id)!.name,
              reason: bad.error.message,
              project,
            },
            { required: ["reason"] },
          );
        return told(
          [
            workbooks.length > 1
              ? "All overdue workbooks of {project} are refreshed: {all}."
              : "The one overdue workbook of {project} is refreshed: {all}.",
            "Refreshed {all}; nothing else in {project} was overdue.",
            "I refreshed {all}. No other workbook of {project} was past the limit.",
          ],
          { project, all: listed(workbooks.map(({ name }) => name)) },
          { required: ["all"] },
        );
      },
    };
  },
  frames: [
    "Which of the {project} workbooks have been lying around for over {days}? Update them[ all|].",
    "Run a refresh over all {project} workbooks that are more than {days} old.",
    "Refresh everything in {project} that is more than {days} old.",
    "Spring cleaning in {project}: find the workbooks older than {days} and start their refresh.",
    "I don't want any {project} workbook to be older than {days}. Bring the late ones up to date[, please|].",
    "{project}, limit {days}: whatever was last refreshed longer ago needs a refresh.",
  ],
};

const subscribeByName: Scenario<AnalystWorld> = {
  family: "subscribe_by_workbook_name",
  skill: "report_generation",
  shape: "chain",
  draw(world, random) {
    const workbook = random.pick(world.workbooks);
    const taken = workbook.subscriptions.map(({ team }) => team);
    const teams = world.tables.map((table) => table.owner).filter((owner) => !taken.includes(owner));
    if (teams.length === 0) return undefined;
    const team = random.pick(teams);
    const frequency = random.pick(["daily", "monthly"]);
    return {
      slots: {
        name: { value: workbook.name },
        team: { value: team },
        frequency: {
          value: frequency,
          text: frequency === "daily" ? ["daily", "every day", "each day"] : ["monthly", "every month", "once a month"],
          derivation: "synonym",
        },
      },
      *solve() {
        const found = yield* call(
          "tableau_search_workbooks",
          { search: workbook.name },
          {
            reasons: why({
              want: ["the WB number of {name}", "a search for {name}"],
              fact: ["a subscription needs a number", "{name} is a name, not a number"],
            }),
            values: { name: workbook.name },
          },
        );
        if (!found.ok) return stopped(found);
        const hit = resultOf<{ workbooks: FoundWorkbook[] }>(found).workbooks[0];
        if (hit === undefined)
          return partial(["No workbook is called {name}.", "I found nothing named {name}."], { name: workbook.name });
        const set = yield* call(
          "tableau_subscribe_team",
          { workbook_id: hit.workbook_id, team, frequency },
          {
            reasons: why({
              want: ["the subscription of {team}", "an entry for {team}"],
              fact: ["the number is {id}", "{id} is the one meant"],
            }),
            values: { id: hit.workbook_id, team },
          },
        );
        if (!set.ok) return stopped(set);
        const check = yield* call("tableau_get_workbook", { workbook_id: hit.workbook_id });
        if (!check.ok) return stopped(check);
        const subscriptions: readonly Subscription[] = resultOf<Workbook>(check).subscriptions;
        return told(
          [
            subscriptions.length > 1
              ? "{team} is on the list of {name} ({id}), {frequency}; {n} teams get the workbook now."
              : "{team} is on the list of {name} ({id}), {frequency}, as the only team so far.",
            "{name} goes to {team} {frequency}; the server confirms it.",
            "[Subscribed and verified|Verified]: {name} ({id}) goes to {team}, {frequency}.",
            "The entry is there: {id}, {team}, {frequency}.",
            "From now on {name} is sent to {team} ({frequency}), as a second look confirmed.",
            "{team} gets {name} {frequency}; I looked afterwards, and the entry is there.",
            "I have put {team} on the {frequency} mail of {name}, and the server shows it.",
          ],
          { team, name: hit.name, id: hit.workbook_id, frequency, n: count(subscriptions as never) },
          { required: ["team"] },
        );
      },
    };
  },
  frames: [
    "Can you put {team} on the [mailing list|list of recipients] of {name}? They asked for it {frequency}; please check afterwards that it took.",
    "{name} for {team}, {frequency}; double-check the entry.",
    "{team} wants the {name} {frequency}. Set it up, then look at the workbook once more to be sure.",
    "Could you add {team} to the readers of {name}, {frequency}, and check that the entry is there?",
    "Subscribe {team} to the workbook named {name} ({frequency}), then read it back to me.",
    "There is a workbook called {name}; its number I don't know. {team} should receive it {frequency} - please verify afterwards.",
  ],
};

export const roundScenarios: readonly Scenario<AnalystWorld>[] = [refreshIfOld, sweepProject, subscribeByName];
