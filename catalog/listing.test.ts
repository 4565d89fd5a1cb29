import { describe, expect, it } from "vitest";
import { listModels, reviewCatalog } from "./listing";
import { loadCatalog } from "./load";

const catalog = loadCatalog();
const today = "2026-11-23";

describe("listModels", () => {
  it("shows what a person needs to choose", () => {
    expect(listModels(catalog, today, "gemini")[0]).toEqual({
      platform: "gemini",
      id: "gemini-3.1-flash-lite",
      methods: ["supervised"],
      tuning: "open",
      trainingUsdPerMillionTokens: 3,
      tunedTokens: { input: 0.375, output: 2.25 },
      hostingUsdPerHour: 0,
      life: "may retire from 2027-05-07 (165 days)",
      endsOn: "2027-05-07",
      endsOnOrLater: true,
      checkedOn: "2026-11-22",
      confidence: "documented",
    });
  });

  it.each([
    ["open today", today, "openai", "gpt-4.1-mini-2025-04-14", "open"],
    ["ended from the day it closes", "2027-01-06", "openai", "gpt-4.1-mini-2025-04-14", "ended"],
    ["retired", today, "gemini", "gemini-2.5-pro", "ended"],
    ["never offered", today, "openai", "gpt-6-luna", "never"],
    ["not known", today, "openai-compatible", "*", "unknown"],
    ["'or later' has passed", "2027-06-01", "gemini", "gemini-3.1-flash-lite", "open"],
  ])("calls a model %s", (_, day, platform, id, tuning) => {
    const row = listModels(catalog, day, platform).find((one) => one.id === id)!;
    expect(row.tuning).toBe(tuning);
    expect(row.methods.length > 0).toBe(tuning === "open");
  });

  it("lists every model once, open ones first", () => {
    const rows = listModels(catalog, today);
    expect(rows).toHaveLength(catalog.models.length);
    const states = rows.map((row) => row.tuning);
    expect(states.lastIndexOf("open")).toBeLessThan(states.indexOf("ended"));
  });
});

describe("reviewCatalog", () => {
  it("names what is unknown about models that can be tuned", () => {
    const findings = reviewCatalog(catalog, today);
    const lite = findings.find((one) => one.path === "gemini/gemini-3.5-flash-lite");
    expect(lite?.message).toBe("Unknown: its training price, whether it takes function-call parts in training data.");
    expect(findings.some((one) => one.path.endsWith("gpt-6-luna"))).toBe(false);
  });

  it("reports stale facts in one line, and falls silent when all is known and fresh", () => {
    expect(reviewCatalog(catalog, today).filter((one) => one.code === "facts_stale")).toHaveLength(1);
    const known = { ...catalog, models: catalog.models.filter((model) => model.platform === "openai") };
    expect(reviewCatalog(known, today)).toEqual([]);
  });
});
