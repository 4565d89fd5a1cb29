/** How many rows a question needs: said before a call is paid. */
import type { GateThresholds } from "./gate/verdict";
import { nonInferiorityRows } from "./statistics/detectable-effect";

/** Two models seldom agree more: 30 % of rows differ. */
const DISCORDANT = 0.3;

/** How many rows the question needs: 80 % power, 30 % of rows on which the two models differ, rows independent. */
export function rowsWanted(thresholds: Pick<GateThresholds, "mode" | "margin" | "minimumEffect" | "errorRate">): {
  readonly rows: number;
  readonly toShow: string;
} {
  const { mode, margin, minimumEffect, errorRate } = thresholds;
  const size = mode === "non-inferiority" ? margin : Math.max(minimumEffect, 0.01);
  const rows = nonInferiorityRows(size, DISCORDANT, { alpha: errorRate });
  const points = `${(100 * size).toFixed(1)} points`;
  return {
    rows,
    toShow: mode === "non-inferiority" ? `that an equal model is not worse by ${points}` : `a gain of ${points}`,
  };
}
