/** Long pieces of work: four to six steps, each resting on the one before. */
import { call, partial, type Scenario } from "../../contract";
import { type AnalystWorld, daysBetween, type Workbook } from "../world";
import { readers } from "./drafts";
import { smallestAbove } from "./investigations";
import { factTables, type Groups, hasOutlier, partsOf, resultOf, standingOf, stopped, told } from "./shared";
import type { Outliers, Trend } from "./trends";
import { why } from "./why";
import type { FoundWorkbook } from "./workbooks";

const trendPicture: Scenario<AnalystWorld> = {
  family: "trend_picture_with_mark",
  skill: "trend_detection",
  shape: "chain",
  draw(world, random) {
    const table = random.pick(factTables(world));
    const { day, measures } = partsOf(table);
    const measure = random.pick(measures);
    const label = random.pick(world.ideas.startLabels);
    const format = random.pick(["svg", "pdf"]);
    return {
      slots: {
        table: { value: table.table },
        measure: { value: measure },
        day: { value: day },
        kind: { value: "line", text: ["line chart", "line plot"] },
        label: { value: label, text: [`"${label}"`] },
        format: { value: format, text: [format.toUpperCase(), `${format.toUpperCase()} file`] },
      },
      *solve() {
        const load = yield* call(
          "pandas_load_table",
          { table: table.table },
          {
            reasons: why({ want: ["{table} in a frame"], fact: ["{table} is not loaded"] }),
            values: { table: table.table },
          },
        );
        if (!load.ok) return stopped(load);
        const { frame } = resultOf<{ frame: string }>(load);
        const seen = yield* call(
          "pandas_detect_trend",
          { frame, measure },
          {
            reasons: why({ want: ["the monthly totals", "the direction of {measure}"], fact: ["{frame} is loaded"] }),
            values: { measure, frame },
          },
        );
        if (!seen.ok) return stopped(seen);
        const { direction, periods } = resultOf<Trend>(seen);
        const first = periods[0]!;
        const made = yield* call(
          "matplotlib_create_chart",
          { frame, kind: "line", x: day, y: measure },
          {
            reasons: why({ want: ["the line chart", "a picture of it"], fact: ["the trend is {direction}"] }),
            values: { direction },
          },
        );
        if (!made.ok) return stopped(made);
        const { chart_id: chart } = resultOf<{ chart_id: string }>(made);
        const marked = yield* call(
          "matplotlib_add_reference_line",
          { chart_id: chart, value: first.total, label },
          {
            reasons: why({
              want: ["the mark at {total}"],
              fact: ["{period} came to {total}", "{chart} has no mark so far"],
            }),
            values: { total: first.total, period: first.period, chart },
          },
        );
        if (!marked.ok) return stopped(marked);
        const out = yield* call(
          "matplotlib_export_chart",
          { chart_id: chart, format },
          { reasons: why({ want: ["the file"], fact: ["{chart} is complete"] }), values: { chart } },
        );
        if (!out.ok) return stopped(out);
        return told(
          [
            '{file} is ready; the trend of {measure} is {direction}, and "{label}" is at {total}.',
            'The trend of {measure} is {direction}. You\'ll find the chart in {file}, with "{label}" at {total}.',
            'The trend of {measure} is {direction}. The first month, {period}, came to {total}, which is where "{label}" runs in {file}.',
            '[Trend|Direction] of {measure}: {direction}. File: {file}. "{label}" is at {total}.',
            'The trend of {measure} by month is {direction}; {file} has the chart, with "{label}" at {total}.',
            'I drew it in {file}: the trend of {measure} is {direction}, and "{label}" marks the {total} of {period}.',
          ],
          {
            file: resultOf<{ file: string }>(out).file,
            direction,
            total: first.total,
            period: first.period,
            label,
            measure,
          },
          { required: ["file", "direction"] },
        );
      },
    };
  },
  frames: [
    "Load {table}, tell me the trend of {measure} by month, and export a {kind} of it over {day} as a {format} with the first month's total marked as {label}.",
    "I need the story of {measure} by month in one picture: load {table}, {kind} along {day}, a line {label} at what the first month came to, as a {format}. Which way does it go?",
    "From {table}: monthly direction of {measure}? Then a {kind} ({day} on x), the first month's total drawn in as {label}, saved as a {format}.",
    "A {format} of a {kind}, {measure} by {day} out of {table}; reference line {label} = total of the first month; plus the monthly trend in words.",
    "Monthly direction of {measure}, in words and drawn? Table {table}, {kind} over {day}, the first month's total as a line called {label}, a {format} in the end.",
  ],
};

const cleanPicture: Scenario<AnalystWorld> = {
  family: "picture_without_outliers",
  skill: "visualization",
  shape: "chain",
  draw(world, random) {
    const table = random.pick(factTables(world));
    const { place, thing, measures } = partsOf(table);
    const measure = random.pick(measures);
    const threshold = random.pick([1.5, 2.5, 3]);
    if (
      !hasOutlier(
        table.rows.map((row) => Number(row[measure])),
        threshold,
      )
    )
      return undefined;
    const x = random.pick([place, thing]);
    const kind = random.pick(["bar", "pie"]);
    return {
      slots: {
        table: { value: table.table },
        measure: { value: measure },
        threshold: { value: threshold, text: [`${threshold} sigma`, `${threshold} standard deviations`] },
        x: { value: x },
        kind: { value: kind, text: [`${kind} chart`, kind === "pie" ? "pie" : `${kind} graph`] },
        below: { value: "below", text: ["below", "under"], derivation: "synonym" },
      },
      *solve() {
        const load = yield* call("pandas_load_table", { table: table.table });
        if (!load.ok) return stopped(load);
        const { frame } = resultOf<{ frame: string }>(load);
        const seen = yield* call(
          "pandas_find_outliers",
          { frame, measure, threshold },
          {
            reasons: why({ want: ["the outliers of {measure}"], fact: ["{frame} holds all rows"] }),
            values: { measure, frame },
          },
        );
        if (!seen.ok) return stopped(seen);
        const { outliers, mean } = resultOf<Outliers>(seen);
        const limit = smallestAbove(outliers, mean);
        if (limit === undefined) return partial(["There is nothing to take out.", "No outlier was found."], {});
        const kept = yield* call(
          "pandas_filter_frame",
          { frame, conditions: [{ column: measure, operator: "below", value: String(limit) }] },
          {
            reasons: why({ want: ["the rows below {limit}"], fact: ["{limit} is the smallest outlier"] }),
            values: { limit },
          },
        );
        if (!kept.ok) return stopped(kept);
        const { frame: clean, rows, dropped } = resultOf<{ frame: string; rows: number; dropped: number }>(kept);
        const made = yield* call(
          "matplotlib_create_chart",
          { frame: clean, kind, x, y: measure },
          {
            reasons: why({ want: ["the chart of {clean}"], fact: ["{rows} rows are left", "the rest is in {clean}"] }),
            values: { clean, rows },
          },
        );
        if (!made.ok) return stopped(made);
        const { chart_id: chart } = resultOf<{ chart_id: string }>(made);
        const out = yield* call(
          "matplotlib_export_chart",
          { chart_id: chart },
          { reasons: why({ want: ["the export of {chart}"], fact: ["{chart} is drawn"] }), values: { chart } },
        );
        if (!out.ok) return stopped(out);
        return told(
          [
            "{file} shows {rows} rows; values of {measure} from {limit} up are left out, {dropped} in all.",
            "Drawn without the outliers of {measure} ({limit} and above): {file}[, {rows} rows|].",
            "The chart is in {file}: {rows} rows of {table} are shown and {dropped} left out, values of {measure} from {limit} up.",
            "I left out what lies at {limit} or above in {measure} and drew the rest, {rows} rows, in {file}.",
            "{file} has only the {rows} rows with {measure} below {limit}.",
            "The chart {chart} leaves out every {measure} value from {limit} upwards. It's in {file}.",
          ],
          { file: resultOf<{ file: string }>(out).file, rows, dropped, limit, chart, measure, table: table.table },
          { required: ["file"] },
        );
      },
    };
  },
  frames: [
    "Load {table}, drop the outliers of {measure} ({threshold}; keep what is {below} the smallest one), draw a {kind} by {x} and export it.",
    "A {kind} of {measure} per {x} from {table}, please, without the crazy values: cut at {threshold}, only rows {below} the smallest outlier. I want the file.",
    "My {kind} of {table} is dominated by one spike in {measure}. Find it at {threshold}, keep the rows {below} it, redraw by {x}, export.",
    "{table} -> outliers of {measure} at {threshold} -> rows {below} them -> {kind} by {x} -> file",
    "Could I get {table} as an exported {kind} ({measure} by {x}) in which only values {below} the outliers (at {threshold}) count?",
  ],
};

const topStory: Scenario<AnalystWorld> = {
  family: "story_of_the_leader",
  skill: "data_analysis",
  shape: "chain",
  draw(world, random) {
    const table = random.pick(factTables(world));
    const { place, thing, measures } = partsOf(table);
    const group = random.pick([place, thing]);
    const measure = random.pick(measures);
    const view = `v_${table.table.split("_")[1]}_first_${random.int(10, 99)}`;
    if (!standingOf(table, group, measure).first) return undefined;
    return {
      slots: {
        table: { value: table.table },
        group: { value: group },
        measure: { value: measure },
        view: { value: view },
      },
      *solve() {
        const ranked = yield* call(
          "sql_aggregate_table",
          { table: table.table, measure, group_by: group },
          {
            reasons: why({ want: ["the totals per {group}"], fact: ["the {group} on top is not known yet"] }),
            values: { group },
          },
        );
        if (!ranked.ok) return stopped(ranked);
        const top = resultOf<Groups>(ranked).groups[0]!;
        const saved = yield* call(
          "sql_save_view",
          { view, table: table.table, conditions: [{ column: group, value: top.group }] },
          {
            reasons: why({ want: ["the view of {top}"], fact: ["{top} is highest with {value}"] }),
            values: { top: top.group, value: top.value },
          },
        );
        if (!saved.ok) return stopped(saved);
        const load = yield* call(
          "pandas_load_table",
          { table: table.table },
          { reasons: why({ want: ["a frame to work on"], fact: ["{view} is saved"] }), values: { view } },
        );
        if (!load.ok) return stopped(load);
        const { frame } = resultOf<{ frame: string }>(load);
        const kept = yield* call(
          "pandas_filter_frame",
          { frame, conditions: [{ column: group, value: top.group }] },
          {
            reasons: why({ want: ["the rows of {top}"], fact: ["{frame} has the whole table"] }),
            values: { top: top.group, frame },
          },
        );
        if (!kept.ok) return stopped(kept);
        const { frame: part, rows } = resultOf<{ frame: string; rows: number }>(kept);
        const described = yield* call(
          "pandas_describe_column",
          { frame: part, column: measure },
          {
            reasons: why({ want: ["the median of {measure}"], fact: ["{part} holds {top} only"] }),
            values: { measure, part, top: top.group },
          },
        );
        if (!described.ok) return stopped(described);
        const { median, maximum } = resultOf<{ median: number; maximum: number }>(described);
        return told(
          [
            "{top} is highest in {measure} with {value}. The view {view} has {rows} rows of it; their median in {part} is {median}.",
            "In {measure} the leading {group} is {top} ({value} in all), with a median of {median} and a maximum of {maximum}; its view is {view}, its frame {part}.",
            "{view} holds the rows of {top}, which comes first with {value}; the median of {measure}, taken in {part}, is {median}.",
            "{top} has the highest total of {measure}, {value}, with a median of {median}; its rows are saved as {view} and also in {part}.",
            "It's {top}, with {value} in all; the median of {measure} in {part} is {median} ({rows} rows, also in {view}).",
            "The median of {measure} is {median} for {top}, which is highest with {value}; see {view} or {part} for its rows.",
            "{top} has the most ({value}); its values of {measure} go up to {maximum}, with a median of {median}, and the rows are in {view} and {part}.",
          ],
          { top: top.group, value: top.value, rows, view, part, measure, median, maximum, group },
          { required: ["top", "median"] },
        );
      },
    };
  },
  frames: [
    "Which {group} has the highest total {measure} in {table}? Save its rows as view {view}, then load the table, filter to it, and give me the median.",
    "Find the {group} of {table} with the highest total {measure}. I'd like that total, a view {view} of it, and its median in a filtered frame.",
    "The newsletter covers the {group} with the highest total {measure} ({table}). Which is it? Keep its rows as view {view}, then load the table, filter the frame to it, and tell me the median.",
    "{table}: top {group} by total {measure} -> view {view} -> frame of it -> median",
    "I need a view {view} for the {group} with the highest total {measure} ({table}), and after that the median of its entries, worked out in a data frame filtered to it.",
  ],
};

const relay: Scenario<AnalystWorld> = {
  family: "renew_and_deliver_workbook",
  skill: "report_generation",
  shape: "chain",
  draw(world, random) {
    const old = world.workbooks.filter(
      (each) => each.refresh_status === "idle" && daysBetween(each.last_refresh, world.today) >= 8,
    );
    if (old.length === 0) return undefined;
    const workbook = random.pick(old);
    const taken = workbook.subscriptions.map(({ team }) => team);
    const teams = world.tables.map((table) => table.owner).filter((owner) => !taken.includes(owner));
    if (teams.length === 0) return undefined;
    const team = random.pick(teams);
    const title = random.pick(world.ideas.titles);
    const audience = random.pick(["team", "management", "company"]);
    return {
      slots: {
        name: { value: workbook.name },
        team: { value: team },
        title: { value: title, text: [`"${title}"`, title] },
        audience: readers(audience),
        mode: { value: "full", text: ["in full", "completely"], derivation: "synonym" },
        frequency: { value: "monthly", text: ["monthly", "every month"], derivation: "synonym" },
      },
      *solve() {
        const found = yield* call(
          "tableau_search_workbooks",
          { search: workbook.name },
          {
            reasons: why({ want: ["the WB number of {name}"], fact: ["{name} is a name, not a number"] }),
            values: { name: workbook.name },
          },
        );
        if (!found.ok) return stopped(found);
        const hit = resultOf<{ workbooks: FoundWorkbook[] }>(found).workbooks[0];
        if (hit === undefined)
          return partial(["{name} does not exist.", "There's no {name}."], { name: workbook.name });
        const id = hit.workbook_id;
        const run = yield* call(
          "tableau_refresh_workbook",
          { workbook_id: id, mode: "full" },
          {
            reasons: why({ want: ["fresh data for {id}"], fact: ["{id} dates from {date}"] }),
            values: { id, date: hit.last_refresh },
          },
        );
        if (!run.ok) return stopped(run);
        const set = yield* call(
          "tableau_subscribe_team",
          { workbook_id: id, team, frequency: "monthly" },
          { reasons: why({ want: ["the subscription of {team}"], fact: ["{id} is fresh"] }), values: { team, id } },
        );
        if (!set.ok) return stopped(set);
        const made = yield* call(
          "tableau_publish_report",
          { title, audience, sections: [{ workbook_id: id }] },
          { reasons: why({ want: ["the report"], fact: ["{team} is subscribed"] }), values: { team } },
        );
        if (!made.ok) return stopped(made);
        const { report_id: report, status } = resultOf<{ report_id: string; status: string }>(made);
        const check = yield* call(
          "tableau_get_workbook",
          { workbook_id: id },
          {
            reasons: why({ want: ["a last look at {id}"], fact: ["the draft {report} is made"] }),
            values: { id, report },
          },
        );
        if (!check.ok) return stopped(check);
        const after = resultOf<Workbook>(check);
        return told(
          [
            "{name} has data of {date}, goes to {team} {frequency}, and is in the {status} {report} ({title}).",
            "All done: {name} is refreshed ({date}) and goes to {team} {frequency}; the report {title} is {report}, a {status}.",
            "The {status} {report} ({title}) contains {name} as of {date}; {team} is on the {frequency} list.",
            "Checked: {id} has data of {date}. {report} is the {status} of {title}, and {team} gets the workbook {frequency}.",
            "{name} was refreshed ({date}) and is in the {status} {report}, and {team} will get it {frequency}.",
            "I refreshed {name}, put it into the {status} {report} and signed up {team} ({frequency}); its data dates from {date}.",
            "It's all done: {name} has data of {date}, {team} gets it {frequency}, and the {status} {report} includes it.",
          ],
          { name: after.name, id, date: after.last_refresh, team, frequency: "monthly", report, status, title },
          { required: ["report", "date"] },
        );
      },
    };
  },
  frames: [
    "Refresh {name} {mode}, send it to {team} {frequency}, draft a report {title} of it for {audience}, and check its date at the end.",
    "{name} has been forgotten. Reload it {mode}; {team} should get it {frequency}; draft the report {title} with it for {audience}; confirm its date.",
    "Can you bring {name} back to life? Reload it {mode}, mail it to {team} {frequency}, draft {title} for {audience} with it, and take a final look at it.",
    "{name}: refresh {mode} / {team} {frequency} / draft report {title} for {audience} / verify its date",
    "{team} will get {name} from now on, {frequency}. Reload it {mode} before that; afterwards draft {title} for {audience} with it and check how fresh it is then.",
  ],
};

export const campaignScenarios: readonly Scenario<AnalystWorld>[] = [trendPicture, cleanPicture, topStory, relay];
