/** The catalogue as rows for a person, and what in it needs a look: the data behind `flanstack catalog list` and `check`. */
import type { Problem } from "../primitives";
import { type TokenPrices, tunedTokenPrices } from "./cost";
import { renderLifecycle } from "./lifecycle";
import type { Catalog, ModelFacts, TuningMethod } from "./schema";
import { SETTINGS } from "./settings";
import { findStaleFacts, renderStaleFacts } from "./staleness";

export interface ModelRow {
  readonly platform: string;
  readonly id: string;
  /** Methods that surely work today. */
  readonly methods: readonly TuningMethod[];
  /** `open`: jobs start; `ended`: they no longer do, or the model is gone; `never`: not offered; `unknown`. */
  readonly tuning: "open" | "ended" | "never" | "unknown";
  readonly trainingUsdPerMillionTokens: number | null;
  readonly tunedTokens: TokenPrices | null;
  readonly hostingUsdPerHour: number | null;
  /** "may retire from 2027-05-07 (165 days)" */
  readonly life: string;
  /** First day on which it may stop; null: no date is known. */
  readonly endsOn: string | null;
  /** True where the vendor writes "or later". */
  readonly endsOnOrLater: boolean;
  readonly checkedOn: string;
  readonly confidence: ModelFacts["confidence"];
}

/** One row per model, open ones first, otherwise in the catalogue's order. @param platform only this one's models */
export function listModels(catalog: Catalog, today: string, platform?: string): ModelRow[] {
  const rows = catalog.models
    .filter((model) => platform === undefined || model.platform === platform)
    .map((model) => describe(model, today));
  const rank = (row: ModelRow) => ["open", "unknown", "never", "ended"].indexOf(row.tuning);
  return rows.sort((left, right) => rank(left) - rank(right));
}

function describe(model: ModelFacts, today: string): ModelRow {
  const methods = (Object.keys(model.tunable) as TuningMethod[]).filter((method) => model.tunable[method] === "yes");
  const tuning = tuningToday(model, today);
  return {
    platform: model.platform,
    id: model.id,
    methods: tuning === "open" ? methods : [],
    tuning,
    trainingUsdPerMillionTokens: model.prices.trainingUsdPerMillionTokens?.value ?? null,
    tunedTokens: tunedTokenPrices(model) ?? null,
    hostingUsdPerHour: model.prices.hostingUsdPerHour?.value ?? null,
    life: renderLifecycle(model, today),
    endsOn: model.servesUntil,
    endsOnOrLater: model.servesUntilOrLater,
    checkedOn: model.checkedOn,
    confidence: model.confidence,
  };
}

function tuningToday(model: ModelFacts, today: string): ModelRow["tuning"] {
  const isGone = model.servesUntil !== null && model.servesUntil <= today && !model.servesUntilOrLater;
  if (isGone || (model.tunableUntil !== null && model.tunableUntil <= today)) return "ended";
  const answers = Object.values(model.tunable);
  if (answers.includes("yes")) return "open";
  return answers.every((answer) => answer === "no") ? "never" : "unknown";
}

/**
 * What a maintainer of the facts should look at: stale facts, and what is still unknown about models that can be tuned.
 * Empty: nothing to do today.
 */
export function reviewCatalog(catalog: Catalog, today: string): Problem[] {
  const open = catalog.models.filter((model) => model.id !== "*" && tuningToday(model, today) === "open");
  const stale = findStaleFacts(catalog, today, open);
  return [...(stale.length === 0 ? [] : [renderStaleFacts(stale)]), ...open.flatMap(findUnknown)];
}

function findUnknown(model: ModelFacts): Problem[] {
  const missing = [
    model.prices.trainingUsdPerMillionTokens === null ? "its training price" : "",
    tunedTokenPrices(model) === undefined ? "what its tuned tokens cost" : "",
    model.servesUntil === null ? "how long it lives" : "",
    model.functionCallPartsInTuningData === "unknown" ? "whether it takes function-call parts in training data" : "",
  ].filter((text) => text !== "");
  if (missing.length === 0) return [];
  return [
    {
      code: "facts_unknown",
      path: `${model.platform}/${model.id}`,
      message: `Unknown: ${missing.join(", ")}.`,
      fix: `State what you know in the file ${SETTINGS.catalog} names.`,
    },
  ];
}
