/** Reads the catalogue that ships with flanstack and lays the user's own facts over it. */
import { readFileSync } from "node:fs";
import { FlanstackError, type Problem } from "../primitives";
import shippedFacts from "./models.json";
import { type Catalog, catalogSchema } from "./schema";
import { SETTINGS } from "./settings";

export interface CatalogOptions {
  /** The user's facts as parsed JSON: the same shape as models.json, with only what differs. */
  readonly overrides?: unknown;
  /** A file with such facts; read when `overrides` is absent. */
  readonly overridesFile?: string;
}

/**
 * The catalogue, with the user's facts on top.
 * A model is matched by platform and id; its objects are merged field by field, its lists are replaced, and a model that we
 * do not ship is added. Facts left out of a new model count as unknown.
 * @throws FlanstackError with every problem of the user's file
 */
export function loadCatalog(options: CatalogOptions = {}): Catalog {
  const where = options.overridesFile ?? SETTINGS.catalog;
  const overrides = options.overrides ?? (options.overridesFile === undefined ? {} : readFacts(options.overridesFile));
  const result = catalogSchema.safeParse(mergeFacts(shippedFacts, overrides, where));
  if (!result.success) {
    const problems = result.error.issues.map(
      (issue): Problem => ({
        code: "catalog_fact_invalid",
        path: `${where}:${describePath(issue.path, overrides)}`,
        message: shorten(issue.message),
        fix: "Correct this fact; a price is { value, source, checkedOn, confidence }, an unknown fact is null or left out.",
      }),
    );
    throw FlanstackError.fromProblems("Model catalogue", problems);
  }
  return result.data;
}

function readFacts(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw new FlanstackError(`${file}: the catalogue file cannot be read as JSON (${shorten(String(cause))})`, {
      code: "catalog_file_unreadable",
      path: SETTINGS.catalog,
      fix: `Correct the file, or take ${SETTINGS.catalog} out of the stack's configuration.`,
      cause,
    });
  }
}

type Facts = Record<string, unknown>;

function isFacts(value: unknown): value is Facts {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function mergeFacts(shipped: unknown, overrides: unknown, where: string): Facts {
  if (!isFacts(overrides) || (overrides.models !== undefined && !Array.isArray(overrides.models))) {
    throw new FlanstackError(`${where}: wants an object such as { "models": [ ... ] }`, {
      code: "catalog_fact_invalid",
      path: where,
      fix: "See docs/catalog.md for the shape of your own facts.",
    });
  }
  const { models: ownModels = [], ...rest } = overrides;
  const merged = mergeFields(shipped as Facts, rest);
  const models = [...(merged.models as Facts[])];
  for (const own of ownModels as unknown[]) {
    const index = isFacts(own) ? models.findIndex((each) => each.platform === own.platform && each.id === own.id) : -1;
    if (index >= 0) models[index] = mergeFields(models[index]!, own as Facts);
    else models.push(own as Facts);
  }
  return { ...merged, models };
}

function mergeFields(below: Facts, above: Facts): Facts {
  const merged = new Map(Object.entries(below));
  for (const [key, value] of Object.entries(above)) {
    const lower = merged.get(key);
    merged.set(key, isFacts(lower) && isFacts(value) ? mergeFields(lower, value) : value);
  }
  return Object.fromEntries(merged);
}

/** Names a merged model by platform and id, since its position in the merged list says nothing to the user. */
function describePath(path: readonly PropertyKey[], overrides: unknown): string {
  const [list, position, ...fields] = path;
  if (list !== "models" || typeof position !== "number") return path.map(String).join(".");
  const shippedModels = shippedFacts.models as readonly { platform: string; id: string }[];
  const shipped = shippedModels[position];
  if (shipped !== undefined) return [`${shipped.platform}/${shipped.id}`, ...fields.map(String)].join(".");
  const own = (isFacts(overrides) && Array.isArray(overrides.models) ? overrides.models : []).filter(
    (each) => !isFacts(each) || !shippedModels.some((one) => one.platform === each.platform && one.id === each.id),
  )[position - shippedModels.length];
  const name = isFacts(own) ? `${String(own.platform)}/${String(own.id)}` : "models";
  return [name, ...fields.map(String)].join(".");
}

function shorten(text: string): string {
  return text.length > 160 ? `${text.slice(0, 157)}...` : text;
}
