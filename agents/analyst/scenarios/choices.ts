/** When more than one thing may be meant. */
import { ask, call, count, type Scenario } from "../../contract";
import { type AnalystWorld, ending, type Workbook } from "../world";
import type { ListedChart } from "./chart-files";
import { asking, type Groups, partsOf, resultOf, stopped, told } from "./shared";
import { why } from "./why";
import type { FoundWorkbook } from "./workbooks";

const whichWorkbook: Scenario<AnalystWorld> = {
  family: "which_workbook",
  skill: "report_generation",
  shape: "ambiguous",
  draw(world, random) {
    const word = ending(world.workbooks[0]!.name);
    const twins = world.workbooks.filter((each) => each.name.endsWith(word));
    const [first, second] = twins;
    if (first === undefined || second === undefined || twins.length > 2) return undefined;
    const wanted = random.pick(twins);
    return {
      slots: { word: { value: word } },
      *solve() {
        const found = yield* call(
          "tableau_search_workbooks",
          { search: word },
          {
            reasons: why({
              want: ["a search for {word}", "all workbooks with {word}"],
              fact: ["{word} is only part of a name", "no number came with {word}"],
            }),
            values: { word },
          },
        );
        if (!found.ok) return stopped(found);
        const hits = resultOf<{ workbooks: FoundWorkbook[] }>(found).workbooks;
        return ask(
          asking([
            "There are two: {a} and {b}. Which one?",
            "Do you mean {a} or {b}?",
            "{a} ({idA}) or {b} ({idB})[ - which is it|, please]?",
          ]),
          { a: hits[0]!.name, b: hits[1]!.name, idA: hits[0]!.workbook_id, idB: hits[1]!.workbook_id },
          {
            frames: ["{name}.", "The {name}[, please|].", "I was thinking of {name}."],
            slots: { name: { value: wanted.name } },
            *solve() {
              const seen = yield* call("tableau_get_workbook", { workbook_id: wanted.workbook_id });
              if (!seen.ok) return stopped(seen);
              const workbook = resultOf<Workbook>(seen);
              return told(
                [
                  "{name} belongs to {owner}; last refresh {date}.",
                  "{owner} owns it, and the last refresh was on {date}.",
                  "Last refreshed on {date}, owner {owner}.",
                ],
                { name: workbook.name, owner: workbook.owner, date: workbook.last_refresh },
                { required: ["owner", "date"] },
              );
            },
          },
        );
      },
    };
  },
  frames: [
    "I'd like to talk to whoever owns the {word}; also, is its data recent?",
    "The {word} - whose is it and as of when?",
    "Who owns the {word} workbook, and how fresh is it?",
    "I have a question about the {word}: owner and date of the data?",
    "Something looks off in the {word}. Whose is it, and when was it refreshed?",
    "{word} workbook - owner, last refresh.",
  ],
};

const whichTable: Scenario<AnalystWorld> = {
  family: "which_table",
  skill: "data_analysis",
  shape: "ambiguous",
  draw(world, random) {
    const topic = world.tables[0]!.table.split("_")[0]!;
    const twins = world.tables.filter((table) => table.table.startsWith(`${topic}_`));
    if (twins.length !== 2) return undefined;
    const wanted = random.pick(twins);
    const measure = random.pick(partsOf(wanted).measures);
    return {
      slots: {
        topic: { value: topic },
        measure: { value: measure },
        mean: { value: "mean", text: ["average"], derivation: "synonym" },
      },
      *solve() {
        const found = yield* call(
          "sql_find_tables",
          { search: topic },
          {
            reasons: why({
              want: ["the list of {topic} tables", "a look at what there is on {topic}"],
              fact: ["no table was named", "{topic} may mean several tables"],
            }),
            values: { topic },
          },
        );
        if (!found.ok) return stopped(found);
        const hits = resultOf<{ tables: { table: string; owner: string }[] }>(found).tables;
        return ask(
          asking([
            "Two tables hold that, {a} and {b}. From which one?",
            ...(hits[0]!.owner === hits[1]!.owner ? [] : ["{a}, owned by {ownerA}, or {b}, owned by {ownerB}?"]),
            "I see {a} as well as {b}[ - which should I use|. Which one do you mean]?",
            "{a} or {b} - which of the two?",
          ]),
          { a: hits[0]!.table, b: hits[1]!.table, ownerA: hits[0]!.owner, ownerB: hits[1]!.owner },
          {
            frames: ["{table}", "{table}, please.", "[Let's take|Use] {table}."],
            slots: { table: { value: wanted.table } },
            *solve() {
              const seen = yield* call("sql_aggregate_table", { table: wanted.table, measure, aggregate: "mean" });
              if (!seen.ok) return stopped(seen);
              const { value } = resultOf<Groups>(seen).groups[0]!;
              return told(
                [
                  "The mean of {measure} in {table} is {value}.",
                  "On average it's {value} for {measure} in {table}.",
                  "The average of {measure} is {value}, taken over all of {table}.",
                ],
                { value, table: wanted.table, measure },
                { required: ["value"] },
              );
            },
          },
        );
      },
    };
  },
  frames: [
    "How high is the {mean} of {measure} in our {topic} data?",
    "Look up our {topic} data and give me the {mean} of {measure}.",
    "What's the {mean} of {measure} in our {topic} table?",
    "I need one number from the {topic} data, the {mean} of {measure}.",
    "{topic} table: {mean} of {measure}?",
    "A colleague quotes a figure for the {mean} of {measure} in our {topic} data that I don't believe. What do we have?",
  ],
};

const whichChart: Scenario<AnalystWorld> = {
  family: "which_bar_chart",
  skill: "report_generation",
  shape: "ambiguous",
  draw(world, random) {
    const frame = world.frames[0]!;
    const bars = world.charts.filter((chart) => chart.frame === frame.frame && chart.kind === "bar");
    if (bars.length !== 2) return undefined;
    const wanted = random.pick(bars);
    const format = random.pick(["svg", "pdf"]);
    return {
      slots: {
        frame: { value: frame.frame },
        kind: { value: "bar" },
        format: { value: format, text: [format.toUpperCase(), `${format.toUpperCase()} file`] },
      },
      *solve() {
        const found = yield* call("matplotlib_list_charts", { frame: frame.frame, kind: "bar" });
        if (!found.ok) return stopped(found);
        const hits = resultOf<{ charts: ListedChart[] }>(found).charts;
        return ask(
          asking([
            "{a} is titled {titleA} and {b} {titleB}. Which do you want?",
            "{n} of that kind come from {frame}: {titleA} and {titleB}. Which one should I write out?",
            "{titleA} or {titleB}?",
          ]),
          {
            a: hits[0]!.chart_id,
            b: hits[1]!.chart_id,
            titleA: hits[0]!.title,
            titleB: hits[1]!.title,
            n: count(hits as never),
            frame: frame.frame,
          },
          {
            frames: ["{title}", "The one called {title}.", "{title}, [thanks|please]."],
            slots: { title: { value: wanted.title } },
            *solve() {
              const out = yield* call("matplotlib_export_chart", { chart_id: wanted.chart_id, format });
              if (!out.ok) return stopped(out);
              return told(["It's in {file}.", "{file} is written.", "Exported as {file}."], {
                file: resultOf<{ file: string }>(out).file,
              });
            },
          },
        );
      },
    };
  },
  frames: [
    "Please write the {kind} chart from {frame} to a {format}.",
    "{frame}, {kind} chart, {format}.",
    "Export the {kind} chart of {frame} as a {format}.",
    "I need the {kind} chart made from {frame} as a {format}.",
    "The {format} of the {frame} {kind} chart is still missing. Could you make it?",
    "Could you export the {kind} chart, the one based on {frame}? A {format} would be great.",
  ],
};

export const choiceScenarios: readonly Scenario<AnalystWorld>[] = [whichWorkbook, whichTable, whichChart];
