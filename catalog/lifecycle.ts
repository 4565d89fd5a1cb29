/** How long a model can still be tuned and will still answer, seen from a given day, and what follows for a plan. */
import type { Problem } from "../primitives";
import { daysBetween } from "./dates";
import type { ModelFacts } from "./schema";
import { SETTINGS } from "./settings";

export interface Horizon {
  /** Today, as 2026-11-22. */
  readonly today: string;
  /** A base that may end within this many days is refused. */
  readonly horizonDays: number;
  /** A base that may end within this many days is reported. Default 180; never below `horizonDays`. */
  readonly warnDays?: number;
}

export interface Lifecycle {
  /** Days in which a job can still be started; 0 or less: too late; null: no date is known. */
  readonly tunableDays: number | null;
  /** Days for which the model, and what is tuned from it, surely answers; null: no date is known. */
  readonly servingDays: number | null;
  /** One short text for a table: "may retire from 2027-05-07 (165 days)". */
  readonly text: string;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

export const DEFAULT_HORIZON_DAYS = 30;
export const DEFAULT_WARN_DAYS = 180;

/** Days left, a text for people, and the refusals and warnings that follow. Pure: the same day, the same answer. */
export function lifecycleOf(model: ModelFacts, horizon: Horizon): Lifecycle {
  const { today, horizonDays } = horizon;
  const warnDays = Math.max(horizon.warnDays ?? DEFAULT_WARN_DAYS, horizonDays);
  const tunableDays = model.tunableUntil === null ? null : daysBetween(today, model.tunableUntil);
  const servingDays = model.servesUntil === null ? null : daysBetween(today, model.servesUntil);
  const problems: Problem[] = [];
  const warnings: Problem[] = [];

  if (tunableDays !== null && tunableDays <= 0) {
    problems.push({
      code: "tuning_closed",
      path: SETTINGS.baseModel,
      message: `${model.id} has taken no new tuning job since ${model.tunableUntil} (${cite(model)}).`,
      fix: wayOut(),
    });
  } else if (tunableDays !== null && tunableDays <= warnDays) {
    warnings.push({
      code: "tuning_closes",
      path: SETTINGS.baseModel,
      message: `${model.id} takes no new tuning job from ${model.tunableUntil} on (${countDays(tunableDays)}; ${cite(model)}).`,
      fix: "Plan the next base model now: no retraining of this one is possible after that day (flanstack migrate list).",
    });
  }

  if (servingDays !== null && servingDays <= 0 && !model.servesUntilOrLater) {
    problems.push({
      code: "model_retired",
      path: SETTINGS.baseModel,
      message: `${model.id} was retired on ${model.servesUntil}; models tuned from it stopped that day (${cite(model)}).`,
      fix: wayOut(),
    });
  } else if (servingDays !== null && servingDays <= 0) {
    problems.push({
      code: "model_may_be_retired",
      path: SETTINGS.baseModel,
      message: `${model.id} ${endText(model, servingDays)}; nobody has checked since (${cite(model)}).`,
      fix: wayOut(),
    });
  } else if (servingDays !== null && servingDays <= horizonDays) {
    problems.push({
      code: "model_ends_within_horizon",
      path: SETTINGS.baseModel,
      message: `${model.id} ${endText(model, servingDays)}, within the horizon of ${countDays(horizonDays)} (${cite(model)}).`,
      fix: `${wayOut()} To accept it all the same, lower ${SETTINGS.horizonDays}.`,
    });
  } else if (servingDays !== null && servingDays <= warnDays) {
    warnings.push({
      code: "model_ends",
      path: SETTINGS.baseModel,
      message: `${model.id} ${endText(model, servingDays)}; a model tuned from it ends the same day (${cite(model)}).`,
      fix: "Plan the next base model; tuning on from a tuned model does not make it live longer (flanstack migrate list).",
    });
  }
  return { tunableDays, servingDays, text: renderLifecycle(model, today), problems, warnings };
}

/** One line about the model's life: when it ends, in how many days; says so when no date is known. */
export function renderLifecycle(model: ModelFacts, today: string): string {
  if (model.servesUntil === null) return "no end date known";
  return endText(model, daysBetween(today, model.servesUntil));
}

function endText(model: ModelFacts, days: number): string {
  if (days <= 0) {
    return model.servesUntilOrLater
      ? `may have been retired since ${model.servesUntil}`
      : `was retired on ${model.servesUntil}`;
  }
  const verb = model.servesUntilOrLater ? "may retire from" : "stops on";
  return `${verb} ${model.servesUntil} (${countDays(days)})`;
}

function countDays(days: number): string {
  return days === 1 ? "1 day" : `${days} days`;
}

function cite(model: ModelFacts): string {
  return `checked ${model.checkedOn}`;
}

function wayOut(): string {
  return `Set ${SETTINGS.baseModel} to a model that the catalogue lists as tunable (flanstack catalog list); if the date has moved, state the new one in the file ${SETTINGS.catalog} names.`;
}
