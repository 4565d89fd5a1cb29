/** When the first way is closed. */
import { call, partial, type Scenario } from "../../contract";
import type { AnalystWorld, Workbook } from "../world";
import { type Groups, listed, partsOf, resultOf, stopped, told } from "./shared";
import { why } from "./why";

const restrictedRows: Scenario<AnalystWorld> = {
  family: "restricted_rows_aggregate_instead",
  skill: "data_analysis",
  shape: "recovery",
  draw(world, random) {
    const table = world.tables.find((each) => each.restricted);
    if (table === undefined) return undefined;
    const { place, thing, measures } = partsOf(table);
    const measure = random.pick(measures);
    const group = random.pick([place, thing]);
    return {
      slots: { table: { value: table.table }, measure: { value: measure }, group: { value: group } },
      *solve() {
        const rows = yield* call("sql_run_query", { table: table.table, columns: [group, measure] });
        if (rows.ok) return told(["The rows are above.", "There you have them."], {});
        const seen = yield* call(
          "sql_aggregate_table",
          { table: table.table, measure, group_by: group },
          {
            reasons: why({
              want: ["totals per {group}", "an aggregate of {table}"],
              fact: ["single rows are refused", "the error allows aggregates"],
            }),
            values: { group, table: table.table },
          },
        );
        if (!seen.ok) return stopped(seen);
        const { groups } = resultOf<Groups>(seen);
        return partial(
          [
            "Single rows of {table} are restricted. The totals of {measure} per {group}: {all}.",
            "[I may not list|I must not show] single rows of {table}. The totals of {measure} are {all}.",
            "You get totals of {measure} instead, because {table} is restricted: {all}.",
          ],
          {
            table: table.table,
            group,
            measure,
            all: listed(groups.map(({ group: name, value }) => `${name} ${value}`)),
          },
          { required: ["all"] },
        );
      },
    };
  },
  frames: [
    "{table}: columns {group} and {measure}, row by row if we may, else a total for each {group}.",
    "Try to fetch single entries ({group}, {measure}) of {table}; I'd settle for totals by {group} if they're locked.",
    "List {group} and {measure} from {table}. If single rows are off limits, totals per {group} would do.",
    "I'd love the raw values of {measure} next to {group} out of {table}, failing that the totals.",
    "Query {table} for {group}, {measure}. Plan B is a total by {group}.",
    "Can we see {table} row by row ({group}, {measure})? I heard it may be locked; then sum it up by {group}.",
  ],
};

const viewTaken: Scenario<AnalystWorld> = {
  family: "view_name_taken",
  skill: "report_generation",
  shape: "recovery",
  draw(world, random) {
    const taken = random.pick(world.views);
    const table = world.tables.find((each) => each.table === taken.table)!;
    const { place, thing } = partsOf(table);
    const dimension = random.pick([place, thing]);
    const member = String(random.pick(table.rows)[dimension]);
    const fallback = `${taken.view}_${random.int(2, 99)}`;
    return {
      slots: {
        view: { value: taken.view },
        fallback: { value: fallback },
        table: { value: table.table },
        dimension: { value: dimension },
        member: { value: member },
      },
      *solve() {
        const conditions = [{ column: dimension, value: member }];
        const first = yield* call("sql_save_view", { view: taken.view, table: table.table, conditions });
        if (first.ok) return told(["{view} is saved.", "Saved as {view}."], { view: taken.view });
        const second = yield* call(
          "sql_save_view",
          { view: fallback, table: table.table, conditions },
          {
            reasons: why({
              want: ["the second name", "a view named {fallback}"],
              fact: ["{view} is taken", "the name {view} is in use"],
            }),
            values: { view: taken.view, fallback },
          },
        );
        if (!second.ok) return stopped(second);
        const { rows } = resultOf<{ rows: number }>(second);
        return told(
          [
            "{view} existed already, so it's {fallback} with {rows} rows.",
            "I had to use {fallback}; the first name was taken. It returns {rows} rows.",
            "[Your second choice it is|Second choice]: {fallback}, {rows} rows for {member}.",
          ],
          { view: taken.view, fallback, rows, member },
          { required: ["fallback"] },
        );
      },
    };
  },
  frames: [
    "Let me have {dimension} {member} out of {table} as a view. Name: {view}; if taken, {fallback}.",
    "Could a view {view} hold the {member} rows ({dimension}) of {table}? If the name is taken, put them under {fallback}.",
    "Save {table} restricted to {dimension} {member} as {view}, or {fallback} if that name is gone.",
    "A view, please: {table} with {dimension} = {member}. First choice {view}, second choice {fallback}.",
    "I'd like a view {view}. Should somebody have used that name already, take {fallback}. Content: {dimension} {member} of {table}.",
    "View {view}, or {fallback} if taken: {table} where {dimension} is {member}.",
  ],
};

const wrongColumn: Scenario<AnalystWorld> = {
  family: "column_named_differently",
  skill: "data_analysis",
  shape: "recovery",
  draw(world, random) {
    const frame = random.pick(world.frames);
    const column = random.pick(partsOf(frame).measures);
    const wrong = `${random.pick(["net", "gross", "daily", "raw", "avg"])}_${column}`;
    return {
      slots: { frame: { value: frame.frame }, wrong: { value: wrong } },
      *solve() {
        const first = yield* call("pandas_describe_column", { frame: frame.frame, column: wrong });
        if (first.ok) return told(["It is there after all.", "That column exists."], {});
        const second = yield* call(
          "pandas_describe_column",
          { frame: frame.frame, column },
          {
            reasons: why({
              want: ["a description of {column}", "the statistics of {column}"],
              fact: ["there is no {wrong}", "{column} comes closest to {wrong}"],
            }),
            values: { wrong, column, frame: frame.frame },
          },
        );
        if (!second.ok) return stopped(second);
        const { mean, median } = resultOf<{ mean: number; median: number }>(second);
        return told(
          [
            "{frame} has no {wrong}; I took {column}: mean {mean}, median {median}.",
            "The closest column is called {column}. Its mean is {mean} and its median {median}.",
            "{wrong} doesn't exist in {frame}, so here is {column}: {mean} on average, with a median of {median}.",
          ],
          { frame: frame.frame, wrong, column, mean, median },
          { required: ["column", "mean"] },
        );
      },
    };
  },
  frames: [
    "Someone noted {wrong}, probably spelled otherwise in {frame}. Get me mean and median of the right column.",
    "Mean and median of {wrong}, please. {frame} may call it something shorter.",
    "Describe {wrong} in {frame}, or the closest column if none is called that. Mean and median suffice.",
    "What's the mean of {wrong} in {frame}? Should that name be slightly off, take the nearest column.",
    "{frame}, column {wrong} (or the closest, names may differ) - mean and median?",
    "My notes say column {wrong}. Look it up in {frame}, take the closest if needed, and report mean plus median.",
  ],
};

const failedRefresh: Scenario<AnalystWorld> = {
  family: "incremental_refresh_refused",
  skill: "report_generation",
  shape: "recovery",
  draw(world, random) {
    const failed = world.workbooks.find((each) => each.refresh_status === "failed");
    if (failed === undefined) return undefined;
    const words = random.pick(["a full one", "a complete one", "a complete reload"]);
    return {
      slots: {
        workbook: { value: failed.workbook_id },
        full: { value: "full", text: [words], derivation: "synonym" },
      },
      *solve() {
        const first = yield* call(
          "tableau_refresh_workbook",
          { workbook_id: failed.workbook_id },
          {
            reasons: why({
              want: ["the ordinary refresh", "a quick refresh"],
              fact: ["a full refresh may not be needed", "the full refresh is meant as the second try"],
            }),
          },
        );
        if (first.ok) return told(["{workbook} is refreshed.", "Done: {workbook}."], { workbook: failed.workbook_id });
        const second = yield* call(
          "tableau_refresh_workbook",
          { workbook_id: failed.workbook_id, mode: "full" },
          {
            reasons: why({
              want: ["a full refresh", "a full refresh of {workbook}"],
              fact: ["the first try was refused", "the ordinary refresh was not accepted"],
            }),
            values: { workbook: failed.workbook_id },
          },
        );
        if (!second.ok) return stopped(second);
        const { last_refresh } = resultOf<{ last_refresh: string }>(second);
        return told(
          [
            "The quick refresh was refused, the full one worked: {workbook} has data of {date}.",
            "{workbook} is current as of {date}, after a full reload; the quick one was turned down.",
            "[It took|That took] two attempts, the second one in full; {workbook} now has data of {date}.",
          ],
          { workbook: failed.workbook_id, date: last_refresh },
          { required: ["date"] },
        );
      },
    };
  },
  frames: [
    "Start with the quick refresh of {workbook}. Should it be turned down, {full} is fine by me.",
    "I don't mind how {workbook} gets its data, quick refresh or {full}[; begin with the quick one|, in that order].",
    "Refresh {workbook} the quick way; if that's refused, do {full}.",
    "{workbook} needs fresh rows. Try the quick refresh first, {full} only if that fails.",
    "Can {workbook} be updated? A quick refresh please, and {full} if the server insists.",
    "{workbook}: default refresh, fallback {full}.",
  ],
};

const busyRefresh: Scenario<AnalystWorld> = {
  family: "refresh_already_running",
  skill: "report_generation",
  shape: "recovery",
  draw(world, random) {
    const busy = world.workbooks.find((each) => each.refresh_status === "running");
    if (busy === undefined) return undefined;
    const purpose = random.pick(world.ideas.titles);
    return {
      slots: { workbook: { value: busy.workbook_id }, purpose: { value: purpose } },
      *solve() {
        const first = yield* call("tableau_refresh_workbook", { workbook_id: busy.workbook_id });
        if (first.ok) return told(["{workbook} is refreshed.", "Fresh: {workbook}."], { workbook: busy.workbook_id });
        const seen = yield* call(
          "tableau_get_workbook",
          { workbook_id: busy.workbook_id },
          {
            reasons: why({
              want: ["the date of the data", "a look at the record of {workbook}"],
              fact: ["a refresh is running already", "the refresh was refused"],
            }),
            values: { workbook: busy.workbook_id },
          },
        );
        if (!seen.ok) return stopped(seen);
        const found = resultOf<Workbook>(seen);
        return partial(
          [
            "I could not start another refresh of {workbook}: one is {status} already. Its last finished refresh was on {date}.",
            "{name} ({workbook}) is being refreshed [right now|already], so I could not start another; until that ends you see the data of {date}.",
            "The refresh of {workbook} was not started, because one is {status} already. The last finished one was on {date}.",
          ],
          { workbook: busy.workbook_id, status: found.refresh_status, name: found.name, date: found.last_refresh },
          { required: ["date"] },
        );
      },
    };
  },
  frames: [
    "For the {purpose} I rely on {workbook}. Bring it up to date, or tell me the state if you cannot.",
    "[Any chance|Is there a chance] that {workbook} gets fresh data ahead of the {purpose}?",
    "Refresh {workbook}, I need it for the {purpose}.",
    "The {purpose} uses {workbook}; get its data up to date, and if it can't be done tell me how old it is.",
    "Start a refresh of {workbook}[, please|]. {purpose} depends on it.",
    "{workbook} must be current before {purpose} goes out. Run a refresh.",
  ],
};

export const recoveryScenarios: readonly Scenario<AnalystWorld>[] = [
  restrictedRows,
  viewTaken,
  wrongColumn,
  failedRefresh,
  busyRefresh,
];
