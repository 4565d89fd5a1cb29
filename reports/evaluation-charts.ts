/** Charts of the evaluation report: Vega-Lite specifications, drawn to SVG without a browser. */
import type { AgentResults, LadderRung } from "../evaluation";
import { type Chart, draw, WIDTH } from "./draw-chart";

export type { Chart };

/** Gains with their intervals, and the band of differences that these rows could not have shown. */
export async function forestPlot(agents: readonly AgentResults[]): Promise<Chart | undefined> {
  const values = agents.flatMap((agent) =>
    agent.comparisons.flatMap((comparison) => {
      const { difference, low, high, minimumDetectableEffect: least } = comparison;
      if (difference === null || low === null || high === null) return [];
      const label = agents.length === 1 ? comparison.with : `${agent.agent} – ${comparison.with}`;
      const band = least === null ? {} : { bandLow: -100 * least, bandHigh: 100 * least };
      return [{ label, gain: 100 * difference, low: 100 * low, high: 100 * high, ...band }];
    }),
  );
  if (values.length === 0) return undefined;
  const y = { field: "label", type: "nominal", title: null, sort: null };
  const specification = {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    width: WIDTH - 100,
    height: { step: 30 },
    data: { values },
    layer: [
      {
        mark: { type: "bar", color: "var(--band)", height: 18 },
        encoding: { y, x: { field: "bandLow", type: "quantitative" }, x2: { field: "bandHigh" } },
      },
      { mark: { type: "rule", color: "var(--line)" }, encoding: { x: { datum: 0 } } },
      {
        mark: { type: "rule", color: "var(--accent)", strokeWidth: 2 },
        encoding: {
          y,
          x: { field: "low", type: "quantitative", title: "gain in points, with its 95 % interval" },
          x2: { field: "high" },
        },
      },
      {
        mark: { type: "point", filled: true, size: 80, color: "var(--accent)", opacity: 1 },
        encoding: { y, x: { field: "gain", type: "quantitative" } },
      },
    ],
  };
  return draw(
    specification,
    "Difference in solved steps per agent and comparator, with 95 % intervals; the band shows what these rows cannot tell from nothing.",
  );
}

const SHOWN_TOOLS = 12;

/** Which tool was called where another was expected: the tools that are confused most. */
export async function confusionPlot(agent: AgentResults): Promise<Chart | undefined> {
  const confusion = agent.arms[0]?.confusion ?? [];
  const weight = new Map<string, number>();
  for (const { expected, called, count } of confusion) {
    const wrong = expected === called ? count / 1000 : count;
    for (const tool of new Set([expected, called])) weight.set(tool, (weight.get(tool) ?? 0) + wrong);
  }
  const tools = [...weight]
    .sort((left, right) => right[1] - left[1] || (left[0] < right[0] ? -1 : 1))
    .slice(0, SHOWN_TOOLS)
    .map(([tool]) => tool);
  const values = confusion
    .filter(({ expected, called }) => tools.includes(expected) && tools.includes(called))
    .map((cell) => ({ ...cell, right: cell.expected === cell.called }));
  if (values.length === 0) return undefined;
  const axis = { labelAngle: -40 };
  const specification = {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    width: { step: 30 },
    height: { step: 22 },
    data: { values },
    encoding: {
      x: { field: "called", type: "nominal", sort: tools, title: "called", axis },
      y: { field: "expected", type: "nominal", sort: tools, title: "expected" },
    },
    layer: [
      {
        mark: { type: "rect" },
        encoding: {
          color: {
            field: "right",
            type: "nominal",
            scale: { domain: [true, false], range: ["var(--good-soft)", "var(--bad-soft)"] },
            legend: null,
          },
        },
      },
      { mark: { type: "text", color: "var(--ink)", fontSize: 11 }, encoding: { text: { field: "count" } } },
    ],
  };
  return draw(specification, `Expected against called tools of ${agent.agent}; the ${tools.length} most confused.`);
}

/** Train and validation loss; the chosen checkpoint is marked. */
export async function lossPlot(agent: AgentResults): Promise<Chart | undefined> {
  const values = agent.lossCurve.flatMap(({ step, trainLoss, validationLoss, isChosen }) => [
    ...(trainLoss === null ? [] : [{ step, loss: trainLoss, of: "train", isChosen: false }]),
    ...(validationLoss === null ? [] : [{ step, loss: validationLoss, of: "validation", isChosen }]),
  ]);
  if (values.length === 0) return undefined;
  const x = { field: "step", type: "quantitative", title: "step" };
  const y = { field: "loss", type: "quantitative", title: "loss", scale: { zero: false } };
  const dash = { field: "of", type: "nominal", title: null, sort: ["train", "validation"] };
  const specification = {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    width: WIDTH - 80,
    height: 180,
    data: { values },
    layer: [
      { mark: { type: "line", color: "var(--accent)" }, encoding: { x, y, strokeDash: dash } },
      {
        transform: [{ filter: "datum.isChosen" }],
        mark: { type: "point", filled: true, size: 90, color: "var(--accent)", opacity: 1 },
        encoding: { x, y },
      },
    ],
  };
  return draw(specification, `Loss of ${agent.agent} over the training steps; the point marks the served checkpoint.`);
}

/** Policies of known worth beside the models. */
export async function ladderPlot(rungs: readonly LadderRung[]): Promise<Chart | undefined> {
  const values = rungs.flatMap(({ policy, solved, isMet }) =>
    solved.rate === null
      ? []
      : [{ policy, solved: 100 * solved.rate, low: 100 * (solved.low ?? 0), high: 100 * (solved.high ?? 0), isMet }],
  );
  if (values.length === 0) return undefined;
  const y = { field: "policy", type: "nominal", title: null, sort: null, axis: { labelLimit: 500 } };
  const specification = {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    width: WIDTH - 160,
    height: { step: 24 },
    data: { values },
    layer: [
      {
        mark: { type: "rule", color: "var(--accent)", strokeWidth: 2 },
        encoding: {
          y,
          x: { field: "low", type: "quantitative", scale: { domain: [0, 100] }, title: "solved steps in percent" },
          x2: { field: "high" },
        },
      },
      {
        mark: { type: "point", filled: true, size: 70, opacity: 1, color: "var(--accent)" },
        encoding: { y, x: { field: "solved", type: "quantitative" } },
      },
    ],
  };
  return draw(specification, "Share of solved steps of policies whose worth is known, and of the models.");
}
