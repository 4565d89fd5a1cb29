/** Draws charts without a browser: Vega-Lite in, SVG out; colours are variables of the page. */

/** A chart, its specification for those who want to edit it, and what it shows in words. */
export interface Chart {
  readonly svg: string;
  readonly specification: object;
  readonly description: string;
}

/** Colours are variables of the page, so that one drawing serves light, dark and paper. */
const CONFIG = {
  background: null,
  font: "system-ui, sans-serif",
  aria: false,
  view: { stroke: null },
  axis: {
    labelColor: "var(--ink)",
    titleColor: "var(--ink)",
    domainColor: "var(--line)",
    tickColor: "var(--line)",
    gridColor: "var(--faint)",
    labelFontSize: 12,
    titleFontSize: 12,
    titleFontWeight: "normal",
    labelLimit: 300,
  },
  legend: {
    labelColor: "var(--ink)",
    titleColor: "var(--ink)",
    labelFontSize: 12,
    titleFontSize: 12,
    orient: "bottom",
  },
} as const;

/** What vega exports and its types leave out. */
interface Measures {
  readonly textMetrics: { width: (item: { readonly fontSize?: number }, text: unknown) => number };
}

/** Of the height; sans-serif text of tool names and figures is a little narrower. */
const LETTER_WIDTH = 0.6;

/** Width of a chart beside its labels, in pixels. */
export const WIDTH = 560;

/** Draws a Vega-Lite specification as SVG in the colours of the page. */
export async function draw(specification: object, description: string): Promise<Chart> {
  const [vega, lite] = await Promise.all([import("vega"), import("vega-lite")]);
  // Without a canvas vega takes letters to be 0.8 of their height wide, and leaves a hand's breadth beside each axis.
  (vega as unknown as Measures).textMetrics.width = ({ fontSize = 11 }, text) =>
    Math.ceil(LETTER_WIDTH * fontSize * String(text ?? "").length);
  const compiled = lite.compile({ ...specification, config: CONFIG } as never).spec;
  const view = new vega.View(vega.parse(compiled), { renderer: "none" });
  const svg = (await view.toSVG()).replace("<svg ", '<svg aria-hidden="true" focusable="false" ');
  view.finalize();
  return { svg, specification, description };
}
