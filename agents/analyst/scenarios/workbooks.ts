/** Workbooks on the server: look up, compare, refresh. */
import { all, call, count, type Scenario } from "../../contract";
import type { AnalystWorld, Workbook } from "../world";
import { asking, listed, resultOf, stopped, told } from "./shared";
import { why } from "./why";

export type FoundWorkbook = Pick<Workbook, "workbook_id" | "name" | "project" | "last_refresh">;

const details: Scenario<AnalystWorld> = {
  family: "workbook_details",
  skill: "report_generation",
  shape: "single",
  draw(world, random) {
    const workbook = random.pick(world.workbooks);
    return {
      slots: { workbook: { value: workbook.workbook_id } },
      *solve() {
        const seen = yield* call(
          "tableau_get_workbook",
          { workbook_id: workbook.workbook_id },
          {
            reasons: why({
              want: ["the record of {workbook}", "a look at {workbook}"],
              fact: ["the record shows the last refresh", "one look-up answers this"],
            }),
            values: { workbook: workbook.workbook_id },
          },
        );
        if (!seen.ok) return stopped(seen);
        const found = resultOf<Workbook>(seen);
        return told(
          [
            "{name} was last refreshed on {date} (status {status}); {owner} owns it, and it reads from {table}.",
            "[That's|It's] {name}, owned by {owner}, source {table}, data as of {date}, status {status}.",
            "Last refresh {date}, status {status}. The owner is {owner}, the source {table}.",
            "{owner} owns {name}, which reads from {table} and was refreshed on {date}; the refresh status is {status}.",
            "Last refreshed on {date}, status {status}. Source: {table}. Owner: {owner}.",
            "{name} has data of {date}, comes from {table} and belongs to {owner}. Refresh status: {status}.",
          ],
          {
            name: found.name,
            date: found.last_refresh,
            status: found.refresh_status,
            owner: found.owner,
            table: found.source_table,
          },
          { required: ["date"] },
        );
      },
      follow(observations) {
        const seen = observations[0]!;
        if (!seen.ok) return [];
        const found = resultOf<Workbook>(seen);
        return [
          {
            frames: ["Which project is it filed under?", "[And the|The] project?", "In which project is it?"],
            slots: {},
            *solve() {
              return told(["It is filed under {project}.", "{project}.", "The project is {project}."], {
                project: found.project,
              });
            },
          },
          {
            frames: ["How many teams get it by mail?", "[And how|How] many subscriptions does it have?"],
            slots: {},
            *solve() {
              if (found.subscriptions.length === 0)
                return told(["None so far.", "None at present.", "It has no subscriptions."]);
              return told(["{n} at present.", "It has {n} subscriptions.", "[Subscribed teams|Subscriptions]: {n}."], {
                n: count(found.subscriptions as never),
              });
            },
          },
        ];
      },
    };
  },
  frames: [
    "When was {workbook} last refreshed, and who owns it?",
    "Somebody questions the figures in {workbook}. How old is the data?",
    "Look up {workbook}[, please|] - owner, source, freshness.",
    "How fresh is {workbook} [today|this morning], and what is the status of its refresh?",
    "{workbook}: state of the refresh?",
  ],
  missing: [
    {
      slot: "workbook",
      frames: ["When was the workbook refreshed last?", "[Can|Could] you check whether the dashboard data is current?"],
      ask: asking([
        "Which workbook? The WB number is enough.",
        "I'd need the workbook's number[, WB and four digits|]. Which one is it?",
        "Of which workbook, please?",
      ]),
      reply: ["{workbook}", "{workbook}[, I believe|].", "The number is {workbook}."],
    },
  ],
};

const stale: Scenario<AnalystWorld> = {
  family: "stale_workbooks",
  skill: "report_generation",
  shape: "single",
  draw(world, random) {
    const days = random.int(7, 45);
    const project = random.pick(world.workbooks).project;
    return {
      slots: {
        days: { value: days, text: [`${days} days`] },
        project: { value: project },
      },
      *solve() {
        const seen = yield* call("tableau_search_workbooks", { project, stale_days: days });
        if (!seen.ok) return stopped(seen);
        const { workbooks } = resultOf<{ workbooks: FoundWorkbook[] }>(seen);
        const [first, second] = workbooks;
        if (first === undefined)
          return told(
            [
              "None: nothing in {project} is older than that.",
              "All workbooks of {project} were refreshed within the last {days} days.",
              "[Good news|Nothing to do]: no workbook in {project} is more than {days} days old.",
            ],
            { project, days },
            { required: [] },
          );
        if (second === undefined)
          return told(
            [
              "Only {name} ({id}), last refreshed on {date}.",
              "{id} is the one: {name} dates from {date}.",
              "There is one, {name}, with data of {date}.",
            ],
            { name: first.name, id: first.workbook_id, date: first.last_refresh },
            { required: ["name"] },
          );
        return told(
          [
            "{n} workbooks are [past that|older than that]: {all}.",
            "{all}[ - {n} altogether|].",
            "[More than {days} days old|Older than that]: {all}.",
            "In {project} these are past {days} days: {all}.",
          ],
          {
            n: count(workbooks as never),
            project,
            days,
            all: listed(workbooks.map(({ name, last_refresh }) => `${name} (${last_refresh})`)),
          },
          { required: ["all"] },
        );
      },
    };
  },
  frames: [
    "Which {project} workbooks were last refreshed more than {days} ago?",
    "Before the {project} review I'd like to know what is older than {days} on the server.",
    "Find dusty {project} dashboards (more than {days} old).",
    "Our rule: every workbook gets refreshed within {days}. Which {project} workbooks break it?",
    "{project} - anything stale, over {days}?",
  ],
};

const refresh: Scenario<AnalystWorld> = {
  family: "refresh_workbook",
  skill: "report_generation",
  shape: "single",
  draw(world, random) {
    const workbook = random.pick(world.workbooks.filter((each) => each.refresh_status === "idle"));
    const full = random.chance(0.5);
    return {
      slots: {
        workbook: { value: workbook.workbook_id },
        mode: full
          ? { value: "full", text: ["a full refresh", "a complete reload"], derivation: "synonym" }
          : {
              value: "incremental",
              text: ["an incremental refresh", "just the new rows"],
              derivation: "synonym",
            },
      },
      *solve() {
        const seen = yield* call("tableau_refresh_workbook", {
          workbook_id: workbook.workbook_id,
          mode: full ? "full" : "incremental",
        });
        if (!seen.ok) return stopped(seen);
        const result = resultOf<{ last_refresh: string; mode: string }>(seen);
        return told(
          [
            "{workbook} is up to date as of {date}.",
            "The {mode} refresh went through; {workbook} now shows data of {date}.",
            "[Refreshed|Done, refreshed]: {workbook}, with data of {date}.",
            "{workbook} finished its {mode} refresh.",
            "I ran the {mode} refresh, and {workbook} has data of {date}.",
            "{workbook} has been refreshed, and its data dates from {date} now.",
            "It went through: {workbook} is current as of {date}.",
            "After the {mode} refresh {workbook} shows data of {date}.",
            "You can use {workbook} with the data of {date} now.",
          ],
          { workbook: workbook.workbook_id, date: result.last_refresh, mode: result.mode },
          { required: ["workbook"] },
        );
      },
    };
  },
  frames: [
    "Refresh {workbook}: {mode}.",
    "{workbook} shows old numbers. Bring it up to date please, {mode}.",
    "There is new data in the source, so {workbook} has to be reloaded - {mode}.",
    "Could you update {workbook}? I'd like {mode}.",
    "{mode} for {workbook}[ when you have a moment|, before the ten o'clock call].",
  ],
  missing: [
    {
      slot: "workbook",
      frames: ["I need {mode}, the dashboard is behind.", "Start the refresh ({mode}), would you?"],
      ask: asking([
        "Of which workbook?",
        "Which one should I refresh? Its WB number, please.",
        "Which workbook is behind?",
      ]),
      reply: ["{workbook}", "{workbook} it is.", "[Take|Do] {workbook}."],
    },
  ],
  invalid: [
    {
      slot: "mode",
      tool: "tableau_refresh_workbook",
      parameter: "mode",
      draw: (_, random) => ({
        ...random.pick([
          { value: "partial", text: "a partial refresh" },
          { value: "live", text: "a live refresh" },
          { value: "streaming", text: "a streaming refresh" },
          { value: "two-way", text: "a two-way refresh" },
          { value: "weekend", text: "a weekend refresh" },
          { value: "differential", text: "a differential refresh" },
        ]),
      }),
      explain: [
        "There is no such thing as {mode} here; a refresh is {allowed}. Which do you want?",
        "I can refresh {workbook} in one of two ways, {allowed}, and {mode} is neither. Which shall it be?",
        "For {workbook}, {mode} isn't a choice. Would you like it {allowed}?",
      ],
      allowed: "incremental or full",
    },
  ],
};

const sideBySide: Scenario<AnalystWorld> = {
  family: "two_workbooks_freshness",
  skill: "report_generation",
  shape: "parallel",
  draw(world, random) {
    const [left, right] = random.sample(world.workbooks, 2) as [Workbook, Workbook];
    return {
      slots: { left: { value: left.workbook_id }, right: { value: right.workbook_id } },
      *solve() {
        const seen = yield* all(
          [left, right].map((workbook) => ["tableau_get_workbook", { workbook_id: workbook.workbook_id }] as const),
          {
            reasons: why({
              want: ["both records at once", "the two records together"],
              fact: ["neither look-up waits for the other", "two look-ups fit into one turn"],
            }),
            values: { left: left.workbook_id, right: right.workbook_id },
          },
        );
        const [one, two] = seen;
        if (!one!.ok) return stopped(one!);
        if (!two!.ok) return stopped(two!);
        const a = resultOf<Workbook>(one!);
        const b = resultOf<Workbook>(two!);
        const values = {
          a: a.name,
          b: b.name,
          left: left.workbook_id,
          right: right.workbook_id,
          dateA: a.last_refresh,
          dateB: b.last_refresh,
        };
        if (a.last_refresh === b.last_refresh)
          return told(["{a} and {b} are equally fresh: {dateA}.", "No difference, both date from {dateA}."], {
            a: a.name,
            b: b.name,
            dateA: a.last_refresh,
          });
        const newer = a.last_refresh > b.last_refresh ? a.name : b.name;
        return told(
          [
            "{newer} is the fresher one: {left} ({a}) dates from {dateA}, {right} ({b}) from {dateB}.",
            "{left}, which is {a}, dates from {dateA} and {right}, {b}, from {dateB}; {newer} is newer.",
            "The newer one is {newer}. {a} ({left}) was last refreshed on {dateA} and {b} ({right}) on {dateB}.",
            "{dateA} for {left} ({a}) against {dateB} for {right} ({b}), which makes {newer} the fresher one.",
          ],
          { ...values, newer },
          { required: ["newer"] },
        );
      },
    };
  },
  frames: [
    "Which is fresher, {left} or {right}?",
    "{left} and {right} disagree on one figure. Tell me how old each of them is.",
    "I have to pick between {left} and {right} for the board pack; whichever was refreshed later wins.",
    "Refresh dates of {left} and {right}, please.",
  ],
};

export const workbookScenarios: readonly Scenario<AnalystWorld>[] = [details, stale, refresh, sideBySide];
