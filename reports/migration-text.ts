/** `flanstack migrate` in a terminal: which models are about to stop, and what was saved of one before it does. */
import type { Amount, TuningPlan } from "../catalog";
import { asText, count, dollars, NARROWEST, paint, thousands, wrap } from "./text-block";

interface TextOptions {
  /** Columns. Default 80. */
  readonly width?: number;
  readonly colour?: boolean;
}

export interface EndingModel {
  readonly provider: string;
  readonly model: string;
  readonly baseModel: string;
  readonly endsOn?: string;
  readonly endSource?: string;
}

/** @param models soonest first */
export function renderEndingModels(
  models: readonly EndingModel[],
  about: { readonly today: string; readonly withinDays: number; readonly notAsked: readonly string[] },
  options: TextOptions = {},
): string {
  const width = Math.max(options.width ?? 80, NARROWEST);
  const dying = models.filter((model) => daysLeft(model, about.today) <= about.withinDays);
  const others = models.length - dying.length;
  const verdict =
    models.length === 0
      ? "no tuned model was found"
      : dying.length === 0
        ? `none of ${count(models.length, "tuned model")} stops within ${about.withinDays} days`
        : `${count(dying.length, "tuned model")} may stop within ${about.withinDays} days${others > 0 ? `, ${others} later or at no known date` : ""}`;
  const lines = [
    `flanstack migrate list · ${about.today}`,
    "",
    ...wrap("VERDICT", verdict, width),
    ...dying.flatMap((model) => [
      ...wrap(
        "ENDS",
        `${model.endsOn} (${leftText(daysLeft(model, about.today))}, says ${model.endSource}): ${model.model}`,
        width,
      ),
      ...wrap("", `${model.provider}, tuned from ${model.baseModel}`, width),
    ]),
    ...about.notAsked.flatMap((text, index) => wrap(index === 0 ? "UNSEEN" : "", text, width)),
    ...(dying.length === 0
      ? []
      : wrap("NEXT", "flanstack migrate prepare MODEL --rows FILE   while it still answers", width)),
  ];
  return paint(asText(lines), options.colour ?? false);
}

function daysLeft({ endsOn }: EndingModel, today: string): number {
  if (endsOn === undefined) return Number.POSITIVE_INFINITY;
  return Math.round((Date.parse(endsOn) - Date.parse(today)) / 86_400_000);
}

function leftText(days: number): string {
  return days <= 0 ? "past" : count(days, "day");
}

export interface MigrationText {
  readonly model: string;
  readonly date: string;
  readonly endsOn: string | null;
  readonly isSimulated: boolean;
  readonly rows: number;
  readonly solved: number;
  readonly rowsAdvised: number;
  readonly minimumRows: number;
  readonly margin: number;
  readonly data?: {
    readonly origin: string;
    readonly trainRows: number;
    readonly validationRows: number;
    readonly leftOut: number;
    readonly untrainedTurnsLeftOut: number;
    readonly plan: TuningPlan;
  };
  readonly folder: string;
  readonly files: readonly string[];
}

export function renderMigration(migration: MigrationText, options: TextOptions = {}): string {
  const width = Math.max(options.width ?? 80, NARROWEST);
  const block = (label: string, text: string) => wrap(label, text, width);
  const { data, rows } = migration;
  const few = rows < migration.minimumRows ? `; fewer than ${migration.minimumRows} rows give no verdict` : "";
  const lines = [
    `flanstack migrate prepare · ${migration.date}`,
    "",
    ...block(
      "VERDICT",
      data === undefined
        ? "answers are saved; the provider no longer stores the training data (--training FILE)"
        : "answers and data are saved; the gate is prepared",
    ),
    ...block("MODEL", migration.model),
    ...block("ENDS", migration.endsOn ?? "no date known"),
    ...block(
      "ANSWERS",
      `${count(rows, "row")} answered, ${(migration.solved * 100).toFixed(1)} % solved${migration.isSimulated ? " (simulated)" : ""}`,
    ),
    ...block(
      "GATE",
      `non-inferiority, margin ${migration.margin * 100} points; ${thousands(migration.rowsAdvised)} rows advised for a sure verdict${few}`,
    ),
    ...(data === undefined ? [] : dataLines(data, block)),
    ...block("FILES", `${migration.folder}: ${migration.files.join(", ")}`),
    ...block("NEXT", "tune the new model, then: flanstack migrate judge FOLDER --endpoint ENDPOINT"),
  ];
  return paint(asText(lines), options.colour ?? false);
}

function dataLines(
  data: NonNullable<MigrationText["data"]>,
  block: (label: string, text: string) => string[],
): string[] {
  const lost = data.leftOut === 0 ? "none left out" : `${count(data.leftOut, "row")} left out (left_out.json)`;
  const turns =
    data.untrainedTurnsLeftOut === 0
      ? ""
      : `; ${count(data.untrainedTurnsLeftOut, "untrained turn")} taken out, since Gemini trains on every turn`;
  const { plan } = data;
  return [
    ...block(
      "DATA",
      `${count(data.trainRows, "training row")} and ${data.validationRows} for validation, from the ${data.origin}; ${lost}${turns}`,
    ),
    ...block(
      "COST",
      `once ${bound(plan.once)} to tune ${plan.models.map((model) => model.baseModel).join(", ") || "the new base"}; ${plan.models.map((model) => model.lifecycle.text).join(", ")}`,
    ),
    ...plan.problems.flatMap((problem) => block("PROBLEM", `${problem.path}: ${problem.message.split("\n")[0]}`)),
  ];
}

function bound(part: Amount): string {
  if (part.unknown.length > 0) return "unknown";
  return part.lowUsd === part.highUsd
    ? dollars(part.highUsd)
    : `${dollars(part.lowUsd)}-${dollars(part.highUsd).slice(1)}`;
}

/** The gate's word on a replacement, with its reasons. */
export function renderJudgement(
  verdict: { readonly agent: string; readonly decision: string; readonly reasons: readonly string[] },
  options: TextOptions = {},
): string {
  const width = Math.max(options.width ?? 80, NARROWEST);
  const lines = [
    `flanstack migrate judge · ${verdict.agent}`,
    "",
    ...wrap("VERDICT", verdict.decision, width),
    ...verdict.reasons.flatMap((reason, index) => wrap(index === 0 ? "WHY" : "", reason, width)),
  ];
  return paint(asText(lines), options.colour ?? false);
}

/** What would be paid, for somebody who has not agreed to it yet. */
export function renderPrice(price: string, options: TextOptions = {}): string {
  const width = Math.max(options.width ?? 80, NARROWEST);
  const lines = [...wrap("PRICE", price, width), ...wrap("NEXT", "the same command with --yes", width)];
  return asText(lines);
}
