import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { FlanstackError } from "../primitives";
import { findModel } from "./find";
import { loadCatalog } from "./load";
import shipped from "./models.json";
import { catalogSchema } from "./schema";

const folder = mkdtempSync(join(tmpdir(), "flanstack-catalog-"));
afterAll(() => rmSync(folder, { recursive: true }));

const price = { value: 2.5, source: "our contract of November", checkedOn: "2026-11-20", confidence: "documented" };
const override = (...models: object[]) => loadCatalog({ overrides: { models } });

function problemsOf(act: () => unknown) {
  try {
    act();
  } catch (error) {
    if (FlanstackError.is(error)) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("the shipped facts", () => {
  const catalog = catalogSchema.parse(shipped);

  it("names each model once per platform, aliases included", () => {
    for (const platform of Object.keys(catalog.platforms)) {
      const names = catalog.models
        .filter((one) => one.platform === platform)
        .flatMap((one) => [one.id, ...one.aliases]);
      expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    }
  });

  it("belong to known platforms and cite known sources", () => {
    for (const model of catalog.models) {
      expect(Object.keys(catalog.platforms)).toContain(model.platform);
      const cited = [model.source, ...Object.values(model.prices).flatMap((one) => (one === null ? [] : [one.source]))];
      for (const source of cited) expect(Object.keys(catalog.sources)).toContain(source);
    }
    for (const platform of Object.values(catalog.platforms))
      expect(Object.keys(catalog.sources)).toContain(platform.source);
  });

  it("never offer a model whose tuning ended before it was checked", () => {
    for (const model of catalog.models) {
      if (model.tunableUntil !== null && model.tunableUntil <= model.checkedOn)
        expect(model.tunable.supervised).toBe("no");
    }
  });

  it("call a price unknown by null, never by a made-up number", () => {
    expect(findModel(catalog, "gemini", "gemini-3.5-flash-lite")?.prices.trainingUsdPerMillionTokens).toBeNull();
  });
});

describe("loadCatalog", () => {
  it("lays the user's price over ours and keeps the rest of the model", () => {
    const catalog = override({
      platform: "gemini",
      id: "gemini-3.5-flash-lite",
      prices: { trainingUsdPerMillionTokens: price },
    });
    const model = findModel(catalog, "gemini", "gemini-3.5-flash-lite")!;
    expect(model.prices.trainingUsdPerMillionTokens).toEqual(price);
    expect(model.prices.baseInputUsdPerMillionTokens?.value).toBe(0.3);
    expect(model.tunable.supervised).toBe("yes");
  });

  it("adds a model we do not ship; what is left out counts as unknown", () => {
    const catalog = override({
      platform: "gemini",
      id: "gemini-4-flash",
      tunable: { supervised: "yes" },
      source: "console",
      checkedOn: "2026-11-22",
      confidence: "verified",
    });
    const model = findModel(catalog, "gemini", "gemini-4-flash")!;
    expect(model.tunable).toEqual({ supervised: "yes", preference: "unknown", reinforcement: "unknown" });
    expect(model.prices.trainingUsdPerMillionTokens).toBeNull();
    expect(model.functionCallPartsInTuningData).toBe("unknown");
  });

  it("can take a fact back: null means unknown", () => {
    const catalog = override({ platform: "gemini", id: "gemini-3.5-flash", servesUntil: null });
    expect(findModel(catalog, "gemini", "gemini-3.5-flash")?.servesUntil).toBeNull();
  });

  it("replaces lists instead of merging them", () => {
    const catalog = override({ platform: "gemini", id: "gemini-3.5-flash", tuningRegions: ["europe-west4"] });
    expect(findModel(catalog, "gemini", "gemini-3.5-flash")?.tuningRegions).toEqual(["europe-west4"]);
  });

  it("does not change the shipped facts for the next caller", () => {
    override({ platform: "gemini", id: "gemini-3.5-flash", tuningRegions: ["nowhere"] });
    expect(findModel(loadCatalog(), "gemini", "gemini-3.5-flash")?.tuningRegions).toContain("us-central1");
  });

  it("reads a file", () => {
    const file = join(folder, "models.json");
    writeFileSync(file, JSON.stringify({ models: [{ platform: "openai", id: "gpt-6-luna", notes: ["ours"] }] }));
    expect(findModel(loadCatalog({ overridesFile: file }), "openai", "gpt-6-luna")?.notes).toEqual(["ours"]);
  });

  it.each([
    ["a misspelt field", { platform: "gemini", id: "gemini-3.5-flash", pricez: {} }, "gemini/gemini-3.5-flash"],
    [
      "a price without date and source",
      { platform: "gemini", id: "gemini-3.5-flash", prices: { trainingUsdPerMillionTokens: 3 } },
      "prices.trainingUsdPerMillionTokens",
    ],
    [
      "a negative price",
      { platform: "gemini", id: "gemini-3.5-flash", prices: { tunedFactor: { ...price, value: -1 } } },
      "tunedFactor.value",
    ],
    [
      "a day that does not exist",
      { platform: "gemini", id: "gemini-3.5-flash", servesUntil: "2027-02-30" },
      "servesUntil",
    ],
    [
      "another way to write a date",
      { platform: "gemini", id: "gemini-3.5-flash", servesUntil: "7 May 2027" },
      "servesUntil",
    ],
    [
      "a new model without a date",
      { platform: "gemini", id: "new", tunable: {}, source: "x", confidence: "verified" },
      "gemini/new.checkedOn",
    ],
    [
      "yes as a boolean",
      { platform: "gemini", id: "gemini-3.5-flash", tunable: { supervised: true } },
      "tunable.supervised",
    ],
    ["a model that is no object", 7, "models"],
  ])("refuses %s and names it", (_, model, where) => {
    const error = problemsOf(() => loadCatalog({ overrides: { models: [model] }, overridesFile: "my-models.json" }));
    expect(error.message).toContain("my-models.json:");
    expect(error.message).toContain(where);
  });

  it("reports all problems of a file together", () => {
    const models = [
      { platform: "gemini", id: "gemini-3.5-flash", servesUntil: "soon" },
      { platform: "openai", id: "gpt-6-luna", encoder: "magic" },
    ];
    expect(problemsOf(() => loadCatalog({ overrides: { models } })).problems).toHaveLength(2);
  });

  it.each([
    ["a list instead of an object", []],
    ["models as an object", { models: {} }],
    ["a text", "models"],
  ])("refuses %s", (_, overrides) => {
    expect(problemsOf(() => loadCatalog({ overrides })).message).toContain("flanstack:catalog");
  });

  it("says which setting to change when the file cannot be read", () => {
    const file = join(folder, "broken.json");
    writeFileSync(file, "{");
    expect(problemsOf(() => loadCatalog({ overridesFile: file })).fix).toContain("flanstack:catalog");
    expect(problemsOf(() => loadCatalog({ overridesFile: join(folder, "none.json") })).code).toBe(
      "catalog_file_unreadable",
    );
  });
});
