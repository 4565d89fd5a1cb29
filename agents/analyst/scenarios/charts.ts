/** Drawing charts. */
import { call, type Scenario } from "../../contract";
import type { AnalystWorld } from "../world";
import { aggregateSlot, asking, partsOf, resultOf, SUM_OR_MEAN, stopped, told } from "./shared";
import { why } from "./why";

const drawChart: Scenario<AnalystWorld> = {
  family: "draw_titled_chart",
  skill: "visualization",
  shape: "complex",
  draw(world, random) {
    const frame = random.pick(world.frames);
    const { day, place, thing, measures } = partsOf(frame);
    const kind = random.pick(["line", "bar", "pie"]);
    const x = kind === "line" ? day : random.pick([place, thing]);
    const y = random.pick(measures);
    const aggregate = aggregateSlot(random, SUM_OR_MEAN);
    const title = random.pick(world.ideas.titles);
    return {
      slots: {
        frame: { value: frame.frame },
        kind: { value: kind, text: [`${kind} chart`, kind === "pie" ? "pie" : `${kind} plot`] },
        x: { value: x },
        y: { value: y },
        aggregate,
        title: { value: title, text: [`"${title}"`, title] },
      },
      *solve() {
        const seen = yield* call("matplotlib_create_chart", {
          frame: frame.frame,
          kind,
          x,
          y,
          aggregate: aggregate.value,
          title,
        });
        if (!seen.ok) return stopped(seen);
        const chart = resultOf<{ chart_id: string; points: number }>(seen);
        return told(
          [
            "{chart} is ready: {points} marks under the title {title}.",
            "[Drawn as|It's] {chart}, titled {title}[, {points} points in all|].",
            "Your {kind} chart {title} is {chart}.[ It shows {points} values.|]",
            "I created {chart} ({title}) with {points} points.",
          ],
          { chart: chart.chart_id, points: chart.points, title, kind },
          { required: ["chart"] },
        );
      },
    };
  },
  frames: [
    "Draw a {kind} of {frame}: one mark per {x}, the {aggregate} of {y}, title {title}.",
    "I want to see the {aggregate} of {y} for each {x} as a {kind}. The frame is {frame} and the heading should read {title}.",
    "Slide four still lacks its picture: a {kind}, the {aggregate} of {y} by {x}, from {frame}; call it {title}.",
    "Could {frame} be turned into a {kind} named {title}? It should show the {aggregate} of {y} by {x}.",
    "A {kind} please -> {frame}, {x}, {aggregate} of {y}, {title}",
  ],
  invalid: [
    {
      slot: "kind",
      tool: "matplotlib_create_chart",
      parameter: "kind",
      draw: (_, random) => {
        const kind = random.pick(["radar", "treemap", "sankey", "violin", "waterfall", "bubble"]);
        return { value: kind, text: [`${kind} chart`, `${kind} plot`] };
      },
      explain: [
        "A {kind} is not available, as there are only {allowed}. Would a bar chart do?",
        "[Sorry, no|There is no] {kind} here. The chart function offers {allowed}. [Shall I draw|May I draw] a bar chart of the {aggregate} per {x}?",
        "Of {frame} I could draw {allowed}, but not a {kind}. A bar chart would show the {aggregate} per {x}; is that all right?",
      ],
      allowed: "line, bar, scatter, histogram and pie charts",
    },
  ],
};

const rawPlot: Scenario<AnalystWorld> = {
  family: "scatter_of_measures",
  skill: "visualization",
  shape: "complex",
  draw(world, random) {
    const frame = random.pick(world.frames);
    const [x, y] = random.shuffle(partsOf(frame).measures) as [string, string];
    const title = random.pick(world.ideas.titles);
    return {
      slots: {
        frame: { value: frame.frame },
        kind: { value: "scatter", text: ["scatter", "scatter plot", "scatter chart"] },
        x: { value: x },
        y: { value: y },
        title: { value: title, text: [`"${title}"`, title] },
      },
      *solve() {
        const seen = yield* call("matplotlib_create_chart", { frame: frame.frame, kind: "scatter", x, y, title });
        if (!seen.ok) return stopped(seen);
        const chart = resultOf<{ chart_id: string; points: number }>(seen);
        return told(
          [
            "{chart} plots {y} against {x}, one dot for each of the {points} rows.",
            "[Drawn|Done]: {chart}, {points} dots.",
            "The cloud of {points} points is in {chart}[, titled {title}|].",
          ],
          { chart: chart.chart_id, points: chart.points, x, y, title },
          { required: ["chart"] },
        );
      },
    };
  },
  frames: [
    "To see how {x} and {y} go together, I'd like a {kind} of the two from {frame}, headed {title}.",
    "{kind}: {frame}, {x} across and {y} up, {title} on top.",
    "I'd like to eyeball {x} versus {y} before the modelling starts[, so please|. Please] make a {kind} from {frame} called {title}.",
    "Put every row of {frame} into a {kind} ({x} horizontally, {y} vertically) with the title {title}.",
  ],
};

const histogram: Scenario<AnalystWorld> = {
  family: "histogram_of_column",
  skill: "visualization",
  shape: "single",
  draw(world, random) {
    const frame = random.pick(world.frames);
    const x = random.pick(partsOf(frame).measures);
    return {
      slots: { frame: { value: frame.frame }, x: { value: x }, kind: { value: "histogram" } },
      *solve() {
        const seen = yield* call(
          "matplotlib_create_chart",
          { frame: frame.frame, kind: "histogram", x },
          {
            reasons: why({
              want: ["the spread of {x}", "a histogram of {x}"],
              fact: ["one column is all it takes", "{x} is to come from {frame}"],
            }),
            values: { x, frame: frame.frame },
          },
        );
        if (!seen.ok) return stopped(seen);
        const chart = resultOf<{ chart_id: string; points: number }>(seen);
        return told(
          [
            "{chart} shows the spread of {x} over {points} rows.",
            "Histogram {chart} is done[; it uses {points} values|].",
            "You'll find the spread of {x} in {chart}[, with {points} values|].",
            "I drew {chart} from the {points} values of {x} in {frame}.",
            "{chart} is the histogram of {x} over {points} values.",
            "[Have a look at|Please see] {chart}, drawn from {points} rows of {frame}.",
          ],
          { chart: chart.chart_id, x, points: chart.points, frame: frame.frame },
          { required: ["chart"] },
        );
      },
    };
  },
  frames: [
    "A {kind} of {x} from {frame}[, please|].",
    "Show me the shape of {x} in {frame} as a {kind}.",
    "I wonder whether the values of {x} are lopsided, so [plot|draw] a {kind}; {frame} is loaded.",
    "{frame} / {x} / {kind}",
    "Our statistician wants to see a {kind} before she signs off {x} from {frame}.",
  ],
  missing: [
    {
      slot: "x",
      frames: ["Make a {kind} from {frame}.", "[I need|We need] a {kind}; {frame} has the numbers."],
      ask: asking([
        "Of which column?",
        "Which numeric column goes into it?",
        "Whose values should it show - which column of {frame}?",
      ]),
      reply: ["{x}", "Use {x}.", "{x}, [if you would|please]."],
    },
  ],
};

export const chartScenarios: readonly Scenario<AnalystWorld>[] = [drawChart, rawPlot, histogram];
