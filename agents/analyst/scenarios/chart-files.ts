/** Charts as files, and which there are. */
import { all, call, count, type Scenario } from "../../contract";
import type { AnalystWorld, Chart } from "../world";
import { listed, resultOf, stopped, told } from "./shared";
import { why } from "./why";

export interface ListedChart {
  readonly chart_id: string;
  readonly kind: string;
  readonly title: string;
}

function namedCharts(charts: readonly ListedChart[]): string {
  return listed(charts.map(({ chart_id, title }) => `${chart_id} (${title})`));
}

const exportOne: Scenario<AnalystWorld> = {
  family: "export_chart_file",
  skill: "report_generation",
  shape: "complex",
  draw(world, random) {
    const chart = random.pick(world.charts);
    const format = random.pick(["png", "svg", "pdf"]);
    const dpi = random.pick([96, 120, 200, 240, 300, 400, 600]);
    const width = random.int(8, 42);
    return {
      slots: {
        chart: { value: chart.chart_id },
        format: { value: format, text: [format.toUpperCase(), `${format.toUpperCase()} file`] },
        dpi: { value: dpi, text: [`${dpi} dpi`, `${dpi} dots per inch`] },
        width: { value: width, text: [`${width} cm`, `${width} centimetres`] },
      },
      *solve() {
        const seen = yield* call("matplotlib_export_chart", { chart_id: chart.chart_id, format, dpi, width_cm: width });
        if (!seen.ok) return stopped(seen);
        const file = resultOf<{ file: string; width_px: number }>(seen);
        return told(
          [
            "{file} is written, {px} pixels wide.",
            "Exported to {file}[ at {dpi} dpi, which makes {px} pixels across|].",
            "You'll find {chart} in {file} ({px} px wide).",
            "[File|The file]: {file}. Width {px} pixels.",
            "I wrote {chart} to {file}.",
            "{file} has {chart} in it, at {dpi} dpi and {px} pixels wide.",
            "You have {chart} as {file} now.",
          ],
          { file: file.file, px: file.width_px, dpi, chart: chart.chart_id },
          { required: ["file"] },
        );
      },
    };
  },
  frames: [
    "Export {chart} as a {format}, {dpi}, {width} wide.",
    "The printer asks for {dpi} and {width}. Could I get {chart} as a {format} like that?",
    "Save {chart} for me ({format}; {width}; {dpi}).",
    "I need {chart} for the appendix: {width} across, {dpi}, as a {format}[ if possible|].",
    "{chart} > {format}, {width}, {dpi}",
  ],
  invalid: [
    {
      slot: "format",
      tool: "matplotlib_export_chart",
      parameter: "format",
      draw: (_, random) => ({ value: random.pick(["docx", "bmp", "gif", "pptx", "tiff", "webp"]) }),
      explain: [
        "Charts can't be exported as {format}; {allowed} work. Which of them?",
        "A {format} isn't offered. Would {allowed} be all right for {chart}?",
        "I can write {chart} as {allowed} only, so {format} is out. What shall it be?",
      ],
      allowed: "png, svg or pdf",
    },
    {
      slot: "dpi",
      tool: "matplotlib_export_chart",
      parameter: "dpi",
      draw: (_, random) => {
        const dpi = random.pick([10, 30, 50, 900, 1200, 2400]);
        return { value: dpi, text: [`${dpi} dpi`, `${dpi} dots per inch`] };
      },
      explain: [
        "{dpi} is outside the limits: the resolution has to be {allowed}. What should I take?",
        "The export accepts {allowed}, so {dpi} won't go through. Which value instead?",
        "For {chart} I'd need {allowed}[, not {dpi}|]. Which resolution would you like?",
      ],
      allowed: "72 to 600 dpi",
    },
  ],
};

const exportTwo: Scenario<AnalystWorld> = {
  family: "export_two_charts",
  skill: "report_generation",
  shape: "parallel",
  draw(world, random) {
    const [left, right] = random.sample(world.charts, 2) as [Chart, Chart];
    const format = random.pick(["svg", "pdf", "png"]);
    return {
      slots: {
        left: { value: left.chart_id },
        right: { value: right.chart_id },
        format: { value: format, text: [format, format.toUpperCase()] },
      },
      *solve() {
        const seen = yield* all(
          [left, right].map((chart) => ["matplotlib_export_chart", { chart_id: chart.chart_id, format }] as const),
        );
        const [one, two] = seen;
        if (!one!.ok) return stopped(one!);
        if (!two!.ok) return stopped(two!);
        return told(
          [
            "Both are out: {a} and {b}.",
            "{a} and {b} are written.",
            "[Two files|You have two files]: {a} and {b}.",
            "{left} went to {a}, {right} to {b}.",
          ],
          {
            a: resultOf<{ file: string }>(one!).file,
            b: resultOf<{ file: string }>(two!).file,
            left: left.chart_id,
            right: right.chart_id,
          },
          { required: ["a", "b"] },
        );
      },
    };
  },
  frames: [
    "Export {left} and {right}, both as {format}.",
    "I need two {format} files, one of {left} and one of {right}.",
    "The newsletter takes {format} only - please write out {left} together with {right}.",
    "Could you hand me {left} as {format}, and while you're at it {right} too?",
    "{format} of {left}; {format} of {right}.",
  ],
};

/** Charts of a kind as they are named: "bar charts", "histograms". */
function plural(kind: string): string {
  return `${one(kind)}s`;
}

function one(kind: string): string {
  return kind === "histogram" ? kind : `${kind} chart`;
}

const listOfKind: Scenario<AnalystWorld> = {
  family: "list_charts_of_kind",
  skill: "visualization",
  shape: "single",
  draw(world, random) {
    const kind = random.pick(["line", "bar", "scatter", "pie", "histogram"]);
    const frame = random.pick(world.frames);
    return {
      slots: { kind: { value: kind, text: plural(kind) }, frame: { value: frame.frame } },
      *solve() {
        const seen = yield* call(
          "matplotlib_list_charts",
          { frame: frame.frame, kind },
          {
            reasons: why({
              want: [`the ${plural(kind)} of {frame}`, "a list of what exists"],
              fact: ["the list can be cut to one frame and one kind", "both a frame and a kind were named"],
            }),
            values: { kind, frame: frame.frame },
          },
        );
        if (!seen.ok) return stopped(seen);
        const { charts } = resultOf<{ charts: ListedChart[] }>(seen);
        const [first, second] = charts;
        if (first === undefined)
          return told(
            [
              `No ${one(kind)} of {frame} exists yet.`,
              `There are no ${plural(kind)} of {frame}[ so far|].`,
              `{frame} has not been drawn as a ${one(kind)}.`,
            ],
            { kind, frame: frame.frame },
            { required: [] },
          );
        if (second === undefined)
          return told(
            [
              "One: {chart}, titled {title}.",
              `{chart} ({title}) is the only ${one(kind)} of {frame}.`,
              "[Just|Only] {chart}, called {title}.",
            ],
            { chart: first.chart_id, title: first.title, kind, frame: frame.frame },
            { required: ["chart"] },
          );
        return told(
          [
            "{n} of them: {all}.",
            "{all}[, {n} in total|].",
            "For {frame} you have {all}.",
            "[Drawn|Made] from {frame}: {all}.",
          ],
          { n: count(charts as never), frame: frame.frame, all: namedCharts(charts) },
          { required: ["all"] },
        );
      },
    };
  },
  frames: [
    "Which {kind} exist for {frame}?",
    "Any {kind} of {frame} yet, or do I have to draw one?",
    "I lost track. List all {kind} drawn from {frame}.",
    "{frame}: existing {kind}?",
  ],
};

const kindsAnywhere: Scenario<AnalystWorld> = {
  family: "charts_of_kind_in_session",
  skill: "visualization",
  shape: "single",
  draw(world, random) {
    const kind = random.pick(["line", "bar", "scatter", "pie", "histogram"]);
    const title = random.pick(world.ideas.titles);
    return {
      slots: { kind: { value: kind, text: plural(kind) }, title: { value: title } },
      *solve() {
        const seen = yield* call(
          "matplotlib_list_charts",
          { kind },
          {
            reasons: why({
              want: [`all ${plural(kind)}`, "a list by kind"],
              fact: ["no frame was named", "the kind is all that was given"],
            }),
            values: { kind },
          },
        );
        if (!seen.ok) return stopped(seen);
        const { charts } = resultOf<{ charts: ListedChart[] }>(seen);
        const [first, second] = charts;
        if (first === undefined)
          return told(
            [`There is no ${one(kind)} [yet|so far].`, `None of the charts is a ${one(kind)}.`],
            { kind },
            { required: [] },
          );
        if (second === undefined)
          return told(
            [
              "Only {chart}, {title}.",
              "{chart} is the one; it's titled {title}.",
              "A single one: {title}, {chart}.",
              "There is one, {chart}, with the title {title}.",
              "You have {chart} and no other; its title is {title}.",
              "There is {title}, which is {chart}.",
              "That would be {chart}, {title}, and no other.",
              "{title}, number {chart}, is the only one.",
            ],
            { chart: first.chart_id, title: first.title },
            { required: ["chart"] },
          );
        return told(
          [
            "There are {n}: {all}.",
            "{all} are [there|available].",
            "You can choose from {all}.",
            "[These|The following] exist: {all}.",
          ],
          { n: count(charts as never), all: namedCharts(charts) },
          { required: ["all"] },
        );
      },
    };
  },
  frames: [
    "Which {kind} are there in this session? I need one for {title}.",
    "For {title} I'm looking through our {kind}. What do we have?",
    "{title} still lacks a picture. Show me the existing {kind}, whatever frame they come from.",
    "All {kind}, please - {title} needs an illustration.",
    "Did anybody draw {kind}? I could use one for {title}.",
  ],
};

export const fileScenarios: readonly Scenario<AnalystWorld>[] = [exportOne, exportTwo, listOfKind, kindsAnywhere];
