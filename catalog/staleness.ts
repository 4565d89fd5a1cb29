/** Finds facts that nobody has looked at for too long. */
import type { Problem } from "../primitives";
import { daysBetween } from "./dates";
import type { Catalog, ModelFacts, Price } from "./schema";
import { SETTINGS } from "./settings";

export const STALE_AFTER_DAYS = 90;

export interface StaleFact {
  readonly platform: string;
  readonly model: string;
  /** `tunable, limits, dates` for the entry itself, otherwise the price's field. */
  readonly fact: string;
  readonly checkedOn: string;
  readonly ageDays: number;
  readonly source: string;
}

/** Facts checked more than 90 days before `today`, oldest first. @param models default: the whole catalogue */
export function findStaleFacts(
  catalog: Catalog,
  today: string,
  models: readonly ModelFacts[] = catalog.models,
): StaleFact[] {
  const stale: StaleFact[] = [];
  for (const model of models) {
    const add = (fact: string, { checkedOn, source }: { checkedOn: string; source: string }) => {
      const ageDays = daysBetween(checkedOn, today);
      if (ageDays <= STALE_AFTER_DAYS) return;
      const cited = catalog.sources[source]?.title ?? source;
      stale.push({ platform: model.platform, model: model.id, fact, checkedOn, ageDays, source: cited });
    };
    add("tunable, limits, dates", model);
    for (const [name, price] of Object.entries(model.prices) as [string, Price | null][]) {
      if (price !== null) add(name, price);
    }
  }
  return stale.sort((left, right) => right.ageDays - left.ageDays);
}

/** All stale facts as one warning: a list of ten lines is read by nobody. */
export function renderStaleFacts(stale: readonly StaleFact[]): Problem {
  const oldest = stale[0]!;
  const names = [...new Set(stale.map((one) => `${one.model} ${one.fact}`))];
  const shown = names.slice(0, 3).join("; ") + (names.length > 3 ? `; and ${names.length - 3} more` : "");
  return {
    code: "facts_stale",
    path: SETTINGS.catalog,
    message: `Facts checked more than ${STALE_AFTER_DAYS} days ago, the oldest ${oldest.ageDays} days: ${shown}.`,
    fix: `Check them (flanstack catalog check) and state what is true today in the file ${SETTINGS.catalog} names.`,
  };
}
