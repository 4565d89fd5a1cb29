import { describe, expect, it } from "vitest";
import { checkTuningChoice, jurisdictionOf, type TuningChoice } from "./choice";
import { loadCatalog } from "./load";

const catalog = loadCatalog();
const base: TuningChoice = {
  provider: "gemini",
  baseModel: "gemini-3.5-flash-lite",
  location: "europe-west4",
  adapterSize: 4,
  epochs: 3,
  rendering: "text",
  today: "2026-11-23",
  horizonDays: 30,
};
const check = (change: Partial<TuningChoice>) => checkTuningChoice(catalog, { ...base, ...change });
const codes = (list: readonly { code: string }[]) => list.map((one) => one.code);

describe("checkTuningChoice", () => {
  it("accepts a good choice", () => {
    expect(check({}).problems).toEqual([]);
  });

  it.each([
    ["an unknown provider", { provider: "acme" }, "provider_unknown", "flanstack:provider"],
    [
      "a vendor without tuning",
      { provider: "anthropic", baseModel: "claude" },
      "provider_has_no_tuning",
      "flanstack:provider",
    ],
    ["a model nobody knows", { baseModel: "gemini-9" }, "model_not_in_catalog", "flanstack:baseModel"],
    ["the model the reference used", { baseModel: "gemini-1.5-flash-002" }, "model_not_tunable", "flanstack:baseModel"],
    [
      "a newer model that is not tunable",
      { baseModel: "gemini-3.8-flash" },
      "model_not_tunable",
      "flanstack:baseModel",
    ],
    [
      "an untunable model of OpenAI",
      { provider: "openai", baseModel: "gpt-6-luna", location: undefined, adapterSize: undefined },
      "model_not_tunable",
      "flanstack:baseModel",
    ],
    [
      "a method the model lacks",
      { provider: "azure-foundry", baseModel: "gpt-5", location: undefined, adapterSize: undefined },
      "model_not_tunable",
      "flanstack:method",
    ],
    ["a region where only other things run", { location: "us-east1" }, "region_not_tunable", "flanstack:region"],
    [
      "an adapter size that only the enum has",
      { adapterSize: 32 },
      "adapter_size_not_offered",
      "flanstack:adapterSize",
    ],
    ["half an epoch", { epochs: 2.5 }, "epochs_out_of_range", "flanstack:epochs"],
    ["no epoch", { epochs: 0 }, "epochs_out_of_range", "flanstack:epochs"],
    [
      "too many epochs",
      { provider: "openai", baseModel: "gpt-4.1-mini", location: undefined, adapterSize: undefined, epochs: 51 },
      "epochs_out_of_range",
      "flanstack:epochs",
    ],
    [
      "unproven native calls in prod",
      { rendering: "native", environment: "prod" },
      "function_calls_unproven",
      "flanstack:rendering",
    ],
    ["tuning outside the EU", { location: "us-central1", residency: "eu" }, "residency_violated", "flanstack:region"],
  ] as const)("refuses %s", (_, change, code, path) => {
    const { problems } = check(change);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ code, path });
    expect(problems[0]!.fix).toMatch(/^(Set|Choose|Add)/);
  });

  it("names the models to choose from", () => {
    expect(check({ baseModel: "gemini-1.5-flash-002" }).problems[0]!.fix).toBe(
      "Set flanstack:baseModel to gemini-3.1-flash-lite, gemini-3.5-flash, gemini-3.5-flash-lite.",
    );
    expect(check({ baseModel: "gemini-9" }).problems[0]!.fix).toContain("gemini-3.5-flash");
  });

  it("gives the reason and the date of the fact when somebody chooses Anthropic", () => {
    const [problem] = check({ provider: "anthropic", baseModel: "claude-3-haiku" }).problems;
    expect(problem!.message).toContain("no fine-tuning API");
    expect(problem!.message).toContain("Checked 2026-11-22");
  });

  it("reports all problems together", () => {
    expect(codes(check({ location: "us-east1", adapterSize: 32, epochs: 0 }).problems)).toEqual([
      "region_not_tunable",
      "adapter_size_not_offered",
      "epochs_out_of_range",
    ]);
  });

  it.each([
    ["native calls of an unproven base, outside prod", { rendering: "native" }, "function_calls_unproven"],
    ["mixed rendering, which has native rows too", { rendering: "mixed" }, "function_calls_unproven"],
    ["a method nobody has tried", { method: "preference" }, "method_unproven"],
    [
      "an account that may be blocked",
      { provider: "openai", baseModel: "gpt-4.1-mini", location: undefined, adapterSize: undefined },
      "account_may_be_blocked",
    ],
    ["prices nobody looked at for 114 days", {}, "facts_stale"],
  ] as const)("warns of %s", (_, change, code) => {
    const verdict = check(change);
    expect(verdict.problems).toEqual([]);
    expect(codes(verdict.warnings)).toContain(code);
  });

  it("takes any model for local training", () => {
    const local = {
      provider: "local",
      baseModel: "./models/mine",
      location: undefined,
      adapterSize: 64,
      rendering: "native",
    } as const;
    expect(check(local)).toEqual({ problems: [], warnings: [] });
  });

  it("calls a dead model dead, not also untunable", () => {
    const { problems } = check({ baseModel: "gemini-2.5-flash" });
    expect(codes(problems)).toEqual(["tuning_closed", "model_retired"]);
  });

  it("promises no residency where nobody has told where tuned models are served", () => {
    const overridden = loadCatalog({
      overrides: { models: [{ platform: "gemini", id: base.baseModel, servingLocations: null }] },
    });
    const codes = (choice: Partial<typeof base>) =>
      checkTuningChoice(overridden, { ...base, residency: "eu", ...choice }).problems.map((one) => one.code);
    expect(codes({})).toEqual(["residency_unproven"]);
    expect(codes({ provider: "local", baseModel: "any", location: undefined })).toEqual([]);
  });

  it("is wary where a model may only be served outside the residency", () => {
    const overridden = loadCatalog({
      overrides: { models: [{ platform: "gemini", id: "gemini-3.5-flash-lite", servingLocations: ["us"] }] },
    });
    const { problems } = checkTuningChoice(overridden, { ...base, residency: "eu" });
    expect(problems.map((one) => [one.code, one.path])).toEqual([["residency_violated", "flanstack:baseModel"]]);
  });
});

describe("jurisdictionOf", () => {
  it.each([
    ["eu", "eu"],
    ["europe-west4", "eu"],
    ["eu-central-1", "eu"],
    ["EU", "eu"],
    ["us-central1", "us"],
    ["us", "us"],
    ["europe-west2", "gb"],
    ["europe-west6", "ch"],
    ["asia-northeast1", "asia"],
  ])("%s lies in %s", (location, jurisdiction) => {
    expect(jurisdictionOf(location)).toBe(jurisdiction);
  });
});
