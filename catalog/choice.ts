/** Checks a choice of provider, base model, place and settings against the catalogue, before anything is uploaded or paid. */
import type { Problem } from "../primitives";
import { findModel, listTunable } from "./find";
import { type Horizon, lifecycleOf } from "./lifecycle";
import type { Catalog, ModelFacts, PlatformFacts, TuningMethod } from "./schema";
import { SETTINGS } from "./settings";
import { findStaleFacts, renderStaleFacts } from "./staleness";

export interface TuningChoice extends Horizon {
  /** A platform of the catalogue: `gemini`, `openai`, `azure-foundry`, `local` ... (see `platformOf`). */
  readonly provider: string;
  readonly baseModel: string;
  /** Where the job runs; absent for providers without locations. */
  readonly location?: string;
  readonly adapterSize?: number;
  readonly epochs?: number;
  /** Default supervised. */
  readonly method?: TuningMethod;
  /** How calls stand in the training data: as function-call parts, as text, or both. Default native. */
  readonly rendering?: "native" | "text" | "mixed";
  /** Production refuses what other environments only warn about. */
  readonly environment?: string;
  /** Only places inside this region of the world: `eu`. */
  readonly residency?: string;
}

export interface ChoiceVerdict {
  /** What makes this choice impossible: the plan must stop. */
  readonly problems: readonly Problem[];
  /** What a person should know before going on. */
  readonly warnings: readonly Problem[];
}

/** Every problem and every warning of a choice at once, each naming the setting to change and the way out. */
export function checkTuningChoice(catalog: Catalog, choice: TuningChoice): ChoiceVerdict {
  const platform = catalog.platforms[choice.provider];
  if (platform === undefined) return { problems: [unknownPlatform(catalog, choice.provider)], warnings: [] };
  if (platform.tuningApi === "no") return { problems: [platformRefusal(platform)], warnings: [] };
  const model = findModel(catalog, choice.provider, choice.baseModel);
  if (model === undefined) return { problems: [unknownModel(catalog, platform, choice)], warnings: [] };

  const lifecycle = lifecycleOf(model, choice);
  const method = checkMethod(catalog, platform, model, choice);
  const calls = checkRendering(model, choice);
  const stale = findStaleFacts(catalog, choice.today, [model]);
  return {
    problems: [
      ...lifecycle.problems,
      // a model that is already closed need not also be called untunable
      ...(lifecycle.problems.some((one) => one.code !== "model_ends_within_horizon") ? [] : method.problems),
      ...checkLocation(model, choice),
      ...checkResidency(model, choice),
      ...checkTuningMode(model, choice),
      ...checkAdapterSize(model, choice),
      ...checkEpochs(model, choice),
      ...calls.problems,
    ],
    warnings: [
      ...lifecycle.warnings,
      ...method.warnings,
      ...checkAccount(model),
      ...calls.warnings,
      ...(stale.length === 0 ? [] : [renderStaleFacts(stale)]),
    ],
  };
}

function unknownPlatform(catalog: Catalog, provider: string): Problem {
  return {
    code: "provider_unknown",
    path: SETTINGS.provider,
    message: `"${shorten(provider)}" is no provider of the catalogue.`,
    fix: `Choose one of ${Object.keys(catalog.platforms).join(", ")}.`,
  };
}

function platformRefusal(platform: PlatformFacts): Problem {
  return {
    code: "provider_has_no_tuning",
    path: SETTINGS.provider,
    message: `${platform.reason ?? `${platform.title} offers no tuning.`} (Checked ${platform.checkedOn}.)`,
    fix: `Set ${SETTINGS.provider} to gemini, openai or local; the data is still exported in this provider's format.`,
  };
}

function unknownModel(catalog: Catalog, platform: PlatformFacts, choice: TuningChoice): Problem {
  const others = listTunable(catalog, choice.provider, choice.today, choice.method);
  return {
    code: "model_not_in_catalog",
    path: SETTINGS.baseModel,
    message: `${platform.title} has no model "${shorten(choice.baseModel)}" in the catalogue.`,
    fix: `${others.length === 0 ? "" : `Choose one of ${others.join(", ")}, or add`}${others.length === 0 ? "Add" : ""} it with its facts to the file ${SETTINGS.catalog} names (docs/catalog.md).`,
  };
}

function checkMethod(
  catalog: Catalog,
  platform: PlatformFacts,
  model: ModelFacts,
  choice: TuningChoice,
): ChoiceVerdict {
  const method = choice.method ?? "supervised";
  if (model.tunable[method] === "yes") return { problems: [], warnings: [] };
  if (model.tunable[method] === "unknown") {
    const warning: Problem = {
      code: "method_unproven",
      path: method === "supervised" ? SETTINGS.baseModel : SETTINGS.method,
      message: `Nobody has told us whether ${platform.title} takes ${method} tuning of ${model.id}.`,
      fix: `State the answer in the file ${SETTINGS.catalog} names once you know it; a refused job costs nothing but time.`,
    };
    return { problems: [], warnings: [warning] };
  }
  const otherMethods = (Object.keys(model.tunable) as TuningMethod[]).filter((one) => model.tunable[one] === "yes");
  const others = listTunable(catalog, choice.provider, choice.today, method);
  const problem: Problem = {
    code: "model_not_tunable",
    path: otherMethods.length > 0 ? SETTINGS.method : SETTINGS.baseModel,
    message: `${platform.title} does not offer ${method} tuning of ${model.id} (checked ${model.checkedOn}).`,
    fix: [
      otherMethods.length > 0 ? `Set ${SETTINGS.method} to ${otherMethods.join(" or ")}.` : "",
      others.length > 0
        ? `Set ${SETTINGS.baseModel} to ${others.join(", ")}.`
        : `Set ${SETTINGS.provider} to another one.`,
    ]
      .filter((text) => text !== "")
      .join(" "),
  };
  return { problems: [problem], warnings: [] };
}

function checkLocation(model: ModelFacts, choice: TuningChoice): Problem[] {
  if (choice.location === undefined || model.tuningRegions === null) return [];
  if (model.tuningRegions.includes(choice.location)) return [];
  return [
    {
      code: "region_not_tunable",
      path: SETTINGS.region,
      message: `${model.id} cannot be tuned in ${shorten(choice.location)} (checked ${model.checkedOn}).`,
      fix: `Set ${SETTINGS.region} to ${model.tuningRegions.join(" or ")}.`,
    },
  ];
}

/** Platforms that leave a model's files with the user: where they answer is nobody else's to tell. */
const SERVED_BY_THE_USER: readonly string[] = ["local", "vertex-open"];

function checkResidency(model: ModelFacts, choice: TuningChoice): Problem[] {
  if (choice.residency === undefined) return [];
  const wanted = choice.residency.toLowerCase();
  const problems: Problem[] = [];
  if (choice.location !== undefined && jurisdictionOf(choice.location) !== wanted) {
    const allowed = (model.tuningRegions ?? []).filter((region) => jurisdictionOf(region) === wanted);
    problems.push({
      code: "residency_violated",
      path: SETTINGS.region,
      message: `${shorten(choice.location)} is not known to lie in "${wanted}", which ${SETTINGS.residency} demands.`,
      fix:
        allowed.length > 0
          ? `Set ${SETTINGS.region} to ${allowed.join(" or ")}.`
          : `Choose a ${SETTINGS.baseModel} that is tuned there, or change ${SETTINGS.residency}.`,
    });
  }
  const served = model.servingLocations;
  if (served === null && !SERVED_BY_THE_USER.includes(choice.provider)) {
    problems.push({
      code: "residency_unproven",
      path: SETTINGS.residency,
      message: `Nobody has told us where models tuned from ${model.id} are served, so "${wanted}" cannot be promised.`,
      fix: `State servingLocations in the file ${SETTINGS.catalog} names, choose another ${SETTINGS.baseModel}, or change ${SETTINGS.residency}.`,
    });
  }
  if (served !== null && !served.some((place) => jurisdictionOf(place) === wanted)) {
    problems.push({
      code: "residency_violated",
      path: SETTINGS.baseModel,
      message: `Models tuned from ${model.id} are served from ${served.join(", ")} only, not from "${wanted}".`,
      fix: `Choose another ${SETTINGS.baseModel}, or change ${SETTINGS.residency}.`,
    });
  }
  return problems;
}

/**
 * The jurisdiction that a cloud location lies in: `eu` for the EU multi-regions and regions inside the European Union, else
 * its first part (`us`, `asia`). London and Zurich are in Europe and outside the Union.
 */
export function jurisdictionOf(location: string): string {
  const name = location.toLowerCase();
  if (name === "europe-west2" || name === "europe-west6" || name === "eu-west-2" || name === "eu-central-2") {
    return name === "europe-west2" || name === "eu-west-2" ? "gb" : "ch";
  }
  const head = name.split("-")[0]!;
  return head === "europe" || head === "eu" ? "eu" : head;
}

/** An adapter's size asks for an adapter; without one all weights are tuned. A model alone, without epochs, is no job yet. */
function checkTuningMode({ id, tuningModes, checkedOn }: ModelFacts, choice: TuningChoice): Problem[] {
  const mode = choice.adapterSize === undefined ? "full" : "adapter";
  if (choice.epochs === undefined || tuningModes === null || tuningModes.includes(mode)) return [];
  return [
    {
      code: "tuning_mode_not_offered",
      path: SETTINGS.tuningMode,
      message:
        mode === "adapter"
          ? `${id} is tuned as a whole, not by an adapter (checked ${checkedOn}).`
          : `${id} is tuned by an adapter, not as a whole (checked ${checkedOn}).`,
      fix: `Set ${SETTINGS.tuningMode} to ${mode === "adapter" ? "full" : "adapter"}, or choose another ${SETTINGS.baseModel}.`,
    },
  ];
}

function checkAdapterSize(model: ModelFacts, choice: TuningChoice): Problem[] {
  const sizes = model.limits.adapterSizes;
  if (choice.adapterSize === undefined || sizes === null || sizes.includes(choice.adapterSize)) return [];
  return [
    {
      code: "adapter_size_not_offered",
      path: SETTINGS.adapterSize,
      message: `${model.id} has no adapter of size ${choice.adapterSize} (checked ${model.checkedOn}).`,
      fix: `Set ${SETTINGS.adapterSize} to one of ${sizes.join(", ")}.`,
    },
  ];
}

function checkEpochs(model: ModelFacts, choice: TuningChoice): Problem[] {
  if (choice.epochs === undefined) return [];
  const lowest = model.limits.minEpochs ?? 1;
  const highest = model.limits.maxEpochs ?? Number.POSITIVE_INFINITY;
  if (Number.isInteger(choice.epochs) && choice.epochs >= lowest && choice.epochs <= highest) return [];
  return [
    {
      code: "epochs_out_of_range",
      path: SETTINGS.epochs,
      message: `${choice.epochs} epochs are not possible for ${model.id}.`,
      fix: `Set ${SETTINGS.epochs} to a whole number ${highest === Number.POSITIVE_INFINITY ? `from ${lowest} up` : `from ${lowest} to ${highest}`}.`,
    },
  ];
}

function checkAccount(model: ModelFacts): Problem[] {
  if (model.accountRule === null) return [];
  return [
    {
      code: "account_may_be_blocked",
      path: SETTINGS.provider,
      message: `${model.accountRule} (Checked ${model.checkedOn}.)`,
      fix: "Make sure that this account still may, before you count on it; a refused job costs nothing.",
    },
  ];
}

function checkRendering(model: ModelFacts, choice: TuningChoice): ChoiceVerdict {
  if (choice.rendering === "text" || model.functionCallPartsInTuningData === "yes")
    return { problems: [], warnings: [] };
  const refused = model.functionCallPartsInTuningData === "no";
  const finding: Problem = {
    code: refused ? "function_calls_refused" : "function_calls_unproven",
    path: SETTINGS.rendering,
    message: refused
      ? `${model.id} refuses function-call parts in tuning data (checked ${model.checkedOn}).`
      : `Nobody has shown that ${model.id} accepts function-call parts in tuning data (checked ${model.checkedOn}).`,
    fix: refused
      ? `Set ${SETTINGS.rendering} to text.`
      : `Set ${SETTINGS.rendering} to text, or settle it${choice.provider === "gemini" ? ` by one small job: flanstack probe ${model.id}` : ` and state the answer in the file ${SETTINGS.catalog} names`}.`,
  };
  const stops = refused || choice.environment === "prod";
  return stops ? { problems: [finding], warnings: [] } : { problems: [], warnings: [finding] };
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
