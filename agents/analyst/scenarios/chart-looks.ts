/** How a chart looks: colours, layout, reference lines. */
import { call, type Scenario } from "../../contract";
import type { AnalystWorld, Chart } from "../world";
import { asking, resultOf, stopped, told } from "./shared";
import { why } from "./why";

/** Where a legend is, as said in an answer. */
const WHERE: Readonly<Record<string, string>> = { right: "on the right", bottom: "at the bottom", none: "hidden" };

/** The world in which a chart looks otherwise than asked for: a change needs something to change. */
function withLook(world: AnalystWorld, chart: Chart): AnalystWorld {
  return { ...world, charts: world.charts.map((each) => (each.chart_id === chart.chart_id ? chart : each)) };
}

const restyle: Scenario<AnalystWorld> = {
  family: "restyle_chart",
  skill: "visualization",
  shape: "single",
  draw(world, random) {
    const chart = random.pick(world.charts);
    const palette = random.pick(["colorblind", "grayscale", "corporate", "default"]);
    const before = palette === "default" ? "corporate" : chart.palette;
    const words = {
      colorblind: ["the colorblind palette", "color-blind safe colours"],
      grayscale: ["grayscale", "black and white"],
      corporate: ["the corporate palette", "house colours"],
      default: ["the default palette", "standard colours"],
    }[palette];
    return {
      world: withLook(world, { ...chart, palette: before }),
      slots: {
        chart: { value: chart.chart_id },
        palette: { value: palette, text: words ?? palette, derivation: "synonym" },
      },
      *solve() {
        const seen = yield* call(
          "matplotlib_style_chart",
          { chart_id: chart.chart_id, palette },
          {
            reasons: why({
              want: ["a change of palette", "the {palette} palette for {chart}"],
              fact: ["only the colours of {chart} are to change", "nothing but the colours is to change"],
            }),
            values: { chart: chart.chart_id, palette },
          },
        );
        if (!seen.ok) return stopped(seen);
        const styled = resultOf<{ legend: string; font_size: number }>(seen);
        return told(
          [
            "{chart} now uses the {palette} palette.",
            "[Switched|Changed]: {chart} has the {palette} palette; legend ({legend}) and font size ({size}) stay as they were.",
            "The palette of {chart} is {palette} from now on.",
            "Recoloured; the palette of {chart} is {palette} now.",
            "You'll see {chart} with the {palette} palette now; its font size is still {size}.",
            "I set the palette of {chart} to {palette}[ and left the rest as it was|].",
            "{chart} has the {palette} palette now.",
          ],
          { chart: chart.chart_id, palette, legend: styled.legend, size: styled.font_size },
          { required: ["palette"] },
        );
      },
    };
  },
  frames: [
    "Switch {chart} to {palette}.",
    "{chart} has to be printed and handed round; change it to {palette}[, please|].",
    "Whatever colours {chart} has now, I want {palette}.",
    "The reviewers did not like the colours of {chart}. [Would|Could] you apply {palette} instead?",
    "New colours for {chart}: {palette}.",
  ],
  missing: [
    {
      slot: "palette",
      frames: ["Change the colours of {chart}.", "The colours in {chart} don't work for me.[ Can you fix that?|]"],
      ask: asking([
        "Which palette would you like: the default, a colour-blind safe one, grayscale or corporate?",
        "What should {chart} look like - grayscale, corporate colours, or something safe for colour-blind readers?",
        "Which palette should it be?",
      ]),
      reply: ["{palette}", "Let's go with {palette}.", "{palette}[ would be best|], I think."],
    },
  ],
  invalid: [
    {
      slot: "palette",
      tool: "matplotlib_style_chart",
      parameter: "palette",
      draw: (_, random) => ({ value: random.pick(["neon", "pastel", "sepia", "rainbow", "autumn leaves", "ocean"]) }),
      explain: [
        "The palettes are {allowed}; {palette} is not among them. Which one?",
        "I can give {chart} one of {allowed}. A palette called {palette} doesn't exist here - what instead?",
        "No {palette}, I'm afraid: only {allowed}. Would one of those do?",
      ],
      allowed: "default, colorblind, grayscale and corporate",
    },
  ],
};

const layout: Scenario<AnalystWorld> = {
  family: "legend_font_and_grid",
  skill: "visualization",
  shape: "complex",
  draw(world, random) {
    const chart = random.pick(world.charts);
    const legend = random.pick(["right", "bottom", "none"]);
    const size = random.int(10, 20);
    const grid = random.chance(0.5);
    return {
      slots: {
        chart: { value: chart.chart_id },
        legend:
          legend === "none"
            ? { value: legend, text: ["no legend", "no legend at all"], derivation: "synonym" }
            : {
                value: legend,
                text:
                  legend === "right"
                    ? ["the legend on the right", "a legend on the right"]
                    : ["the legend at the bottom", "a legend at the bottom"],
              },
        size: { value: size, text: [`${size} point text`, `font size ${size}`, `letters of ${size} points`] },
        grid: grid
          ? { value: true, text: ["a grid", "grid lines"], derivation: "synonym" }
          : { value: false, text: ["no grid", "no grid lines"], derivation: "synonym" },
      },
      *solve() {
        const seen = yield* call("matplotlib_style_chart", { chart_id: chart.chart_id, legend, font_size: size, grid });
        if (!seen.ok) return stopped(seen);
        const lines = grid ? "on" : "off";
        return told(
          [
            `{chart} is restyled: legend ${WHERE[legend]}, {size} points, grid ${lines}.`,
            `The layout of {chart} is updated: {size} point text, legend ${WHERE[legend]}, grid ${lines}.`,
            `[All three|The three] changes are in {chart}: {size} points, legend ${WHERE[legend]}, grid ${lines}.`,
            `Done for {chart}; the legend is ${WHERE[legend]}, the grid is ${lines}, and the text has {size} points.`,
          ],
          { chart: chart.chart_id, size },
          { required: ["chart"] },
        );
      },
    };
  },
  frames: [
    "Please give {chart} {legend}, {size}, {grid}.",
    "On the projector nobody could read {chart}. I'd want {size}, {legend} and {grid}.",
    "{chart}: {grid}, {size}, {legend}",
    "Could {chart} have {grid} and {legend}? Also {size}, as the back row complained.",
  ],
};

const moveLegend: Scenario<AnalystWorld> = {
  family: "move_legend",
  skill: "visualization",
  shape: "single",
  draw(world, random) {
    const chart = random.pick(world.charts);
    const legend = random.pick(["right", "bottom", "none"]);
    const words = {
      right: ["on the right", "at the right"],
      bottom: ["at the bottom", "along the bottom"],
      none: ["hidden", "switched off"],
    }[legend];
    return {
      world: withLook(world, { ...chart, legend: legend === "right" ? "bottom" : chart.legend }),
      slots: {
        chart: { value: chart.chart_id },
        legend: { value: legend, text: words ?? legend, derivation: "synonym" },
      },
      *solve() {
        const seen = yield* call(
          "matplotlib_style_chart",
          { chart_id: chart.chart_id, legend },
          {
            reasons: why({
              want: ["a change to the legend of {chart}", "a new legend setting"],
              fact: ["nothing else in {chart} is to change"],
            }),
            values: { chart: chart.chart_id },
          },
        );
        if (!seen.ok) return stopped(seen);
        const styled = resultOf<{ palette: string; font_size: number }>(seen);
        return told(
          [
            `The legend of {chart} is ${WHERE[legend]} now.`,
            `Done: the legend of {chart} is ${WHERE[legend]}. Palette {palette} and size {size} are as before.`,
            `{chart} has its legend ${WHERE[legend]} now.`,
            `Only the legend of {chart} changed; it is ${WHERE[legend]} now.`,
          ],
          { chart: chart.chart_id, palette: styled.palette, size: styled.font_size },
          { required: ["chart"] },
        );
      },
    };
  },
  frames: [
    "I want the legend of {chart} {legend}.",
    "The legend blocks part of chart {chart}. Please have it {legend}.",
    "{chart}: legend {legend}, please.",
    "Chart {chart} needs its legend {legend}[, please|].",
    "Could chart {chart} get its legend {legend}? Readers complain.",
  ],
};

const referenceLine: Scenario<AnalystWorld> = {
  family: "reference_line",
  skill: "visualization",
  shape: "single",
  draw(world, random) {
    const charts = world.charts.filter((chart) => chart.kind !== "pie");
    const chart = random.pick(charts);
    const value = random.int(20, 900) * 5;
    const label = random.pick(world.ideas.labels);
    return {
      slots: {
        chart: { value: chart.chart_id },
        value: { value, text: [`${value}`, `y = ${value}`] },
        label: { value: label, text: [`"${label}"`, `'${label}'`] },
      },
      *solve() {
        const seen = yield* call("matplotlib_add_reference_line", { chart_id: chart.chart_id, value, label });
        if (!seen.ok) return stopped(seen);
        return told(
          [
            '{chart} has a line at {value} labelled "{label}".',
            'Line added to {chart} at {value}[, labelled "{label}"|].',
            '[There it is|You can see it now]: "{label}", at {value}, in {chart}.',
            'I put "{label}" into {chart} at {value}.',
            '{chart} now has "{label}" as a line at {value}.',
            'The line "{label}" is in {chart}, at {value}.',
            'At {value} there is now a line in {chart}, "{label}".',
            '"{label}" is drawn in {chart}, at {value}, as you wanted.',
          ],
          { chart: chart.chart_id, value, label },
          { required: ["value"] },
        );
      },
    };
  },
  frames: [
    "Add a horizontal line to {chart} at {value}, labelled {label}.",
    "Can {chart} show where {label} lies? It's {value}.",
    "Readers of {chart} don't know how good is good enough. Mark {value} as {label}.",
    "{label} belongs in {chart}[, as a plain line|] at {value}.",
    "{chart} + line, {value}, text {label}",
  ],
  missing: [
    {
      slot: "value",
      frames: ["Put a line labelled {label} into {chart}.", "{chart} needs a mark for {label}."],
      ask: asking(["At which value?", "How high is {label} on the y axis?", "Where exactly should the line run?"]),
      reply: ["{value}", "At {value}.", "{value}, as agreed[ in the meeting|]."],
    },
  ],
};

export const lookScenarios: readonly Scenario<AnalystWorld>[] = [restyle, layout, moveLegend, referenceLine];
