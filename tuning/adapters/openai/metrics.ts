/** Loss and accuracy of a finished job, from its result file: a CSV whose columns differ by deployment, read by header. */

export interface MetricPoint {
  readonly step: number;
  readonly trainLoss?: number;
  readonly trainAccuracy?: number;
  readonly validationLoss?: number;
  readonly validationAccuracy?: number;
  /** Over the whole validation file, at the end of an epoch. */
  readonly fullValidationLoss?: number;
  readonly fullValidationAccuracy?: number;
}

const COLUMNS: Readonly<Record<string, keyof MetricPoint>> = {
  step: "step",
  train_loss: "trainLoss",
  train_accuracy: "trainAccuracy",
  train_mean_token_accuracy: "trainAccuracy",
  valid_loss: "validationLoss",
  validation_loss: "validationLoss",
  valid_accuracy: "validationAccuracy",
  valid_mean_token_accuracy: "validationAccuracy",
  full_valid_loss: "fullValidationLoss",
  full_valid_mean_token_accuracy: "fullValidationAccuracy",
};

/**
 * @param content the file as downloaded; some deployments send it in base64
 * @returns points by step; unknown columns and empty cells are left out
 */
export function parseResultFile(content: string): MetricPoint[] {
  const text = content.includes(",") ? content : Buffer.from(content.trim(), "base64").toString("utf8");
  const [header = "", ...rows] = text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "");
  const names = header.split(",").map((name) => COLUMNS[name.trim().toLowerCase()]);
  if (!names.includes("step")) return [];
  return rows
    .map((row) => {
      const cells = row.split(",");
      const entries = names.flatMap((name, index) => {
        const cell = cells[index]?.trim() ?? "";
        const value = Number(cell);
        return name === undefined || cell === "" || !Number.isFinite(value) ? [] : [[name, value] as const];
      });
      return Object.fromEntries(entries) as unknown as MetricPoint;
    })
    .filter((point) => point.step !== undefined);
}
