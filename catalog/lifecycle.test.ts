import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { daysBetween } from "./dates";
import { findModel } from "./find";
import { lifecycleOf, renderLifecycle } from "./lifecycle";
import { loadCatalog } from "./load";
import type { ModelFacts } from "./schema";
import { findStaleFacts, renderStaleFacts } from "./staleness";

const catalog = loadCatalog();
const model = (platform: string, id: string) => findModel(catalog, platform, id)!;
const codes = (list: readonly { code: string }[]) => list.map((one) => one.code);

describe("daysBetween", () => {
  it.each([
    ["2026-11-23", "2027-05-07", 165],
    ["2026-11-23", "2027-01-14", 52],
    ["2024-02-28", "2024-03-01", 2],
    ["2026-11-23", "2026-11-23", 0],
    ["2026-11-23", "2026-11-22", -1],
  ])("%s to %s: %i", (from, to, days) => {
    expect(daysBetween(from, to)).toBe(days);
  });

  it.each(["", "2026-13-01", "23.11.2026", "2026-11-23T00:00:00Z"])("refuses %j", (text) => {
    expect(() => daysBetween(text, "2026-11-23")).toThrow(RangeError);
  });
});

describe("lifecycleOf", () => {
  it.each([
    ["an end far away", "gemini", "gemini-3.5-flash-lite", "2026-11-23", 30, [], []],
    ["an end within the warning span", "gemini", "gemini-3.1-flash-lite", "2026-11-23", 30, [], ["model_ends"]],
    [
      "an end within the horizon",
      "gemini",
      "gemini-3.1-flash-lite",
      "2026-11-23",
      165,
      ["model_ends_within_horizon"],
      [],
    ],
    ["an end one day past the horizon", "gemini", "gemini-3.1-flash-lite", "2026-11-23", 164, [], ["model_ends"]],
    [
      "tuning that closes, serving that ends",
      "openai",
      "gpt-4o-mini",
      "2026-11-23",
      30,
      [],
      ["tuning_closes", "model_ends"],
    ],
    ["the last day of tuning is too late", "openai", "gpt-4o-mini", "2027-01-06", 1, ["tuning_closed"], ["model_ends"]],
    ["a dead model", "openai", "gpt-4o-mini", "2027-01-14", 30, ["tuning_closed", "model_retired"], []],
    [
      "'or later' has passed: nobody knows whether it lives",
      "gemini",
      "gemini-3.1-flash-lite",
      "2027-06-01",
      30,
      ["model_may_be_retired"],
      [],
    ],
    ["no date known", "azure-foundry", "gpt-4.1-mini", "2026-11-23", 30, [], []],
  ])("%s", (_, platform, id, today, horizonDays, problems, warnings) => {
    const lifecycle = lifecycleOf(model(platform, id), { today, horizonDays });
    expect(codes(lifecycle.problems)).toEqual(problems);
    expect(codes(lifecycle.warnings)).toEqual(warnings);
  });

  it("names the setting and the way out", () => {
    const [problem] = lifecycleOf(model("gemini", "gemini-3.1-flash-lite"), {
      today: "2027-05-01",
      horizonDays: 30,
    }).problems;
    expect(problem).toEqual({
      code: "model_ends_within_horizon",
      path: "flanstack:baseModel",
      message:
        "gemini-3.1-flash-lite may retire from 2027-05-07 (6 days), within the horizon of 30 days (checked 2026-11-22).",
      fix: "Set flanstack:baseModel to a model that the catalogue lists as tunable (flanstack catalog list); if the date has moved, state the new one in the file flanstack:catalog names. To accept it all the same, lower flanstack:horizonDays.",
    });
  });

  it.each([
    ["gemini", "gemini-3.1-flash-lite", "may retire from 2027-05-07 (165 days)"],
    ["openai", "gpt-4.1-mini", "stops on 2027-01-14 (52 days)"],
    ["gemini", "gemini-2.5-flash", "was retired on 2026-10-16"],
    ["azure-foundry", "gpt-4.1-mini", "no end date known"],
  ])("says for %s %s: %s", (platform, id, text) => {
    expect(renderLifecycle(model(platform, id), "2026-11-23")).toBe(text);
  });

  it("never gets milder as time passes", () => {
    const start = Date.parse("2026-11-23T00:00:00Z");
    const day = (offset: number) => new Date(start + offset * 86_400_000).toISOString().slice(0, 10);
    const severity = (one: ModelFacts, today: string) => {
      const { problems, warnings } = lifecycleOf(one, { today, horizonDays: 30 });
      return problems.length > 0 ? 2 : warnings.length > 0 ? 1 : 0;
    };
    fc.assert(
      fc.property(fc.constantFrom(...catalog.models), fc.nat(400), fc.nat(400), (one, first, more) => {
        expect(severity(one, day(first + more))).toBeGreaterThanOrEqual(severity(one, day(first)));
      }),
    );
  });
});

describe("findStaleFacts", () => {
  it("counts from the day of each price, not of its model", () => {
    const stale = findStaleFacts(catalog, "2026-11-23", [model("gemini", "gemini-3.1-flash-lite")]);
    expect(stale.map((one) => [one.fact, one.ageDays])).toEqual([
      ["baseInputUsdPerMillionTokens", 114],
      ["baseOutputUsdPerMillionTokens", 114],
    ]);
  });

  it.each([
    ["2027-02-20", 0],
    ["2027-02-21", 1],
  ])("starts after 90 days: on %s %i stale", (today, count) => {
    expect(findStaleFacts(catalog, today, [model("anthropic", "claude")])).toHaveLength(count);
  });

  it("becomes one warning, oldest first, with three names", () => {
    const warning = renderStaleFacts(findStaleFacts(catalog, "2028-01-01"));
    expect(warning.message).toMatch(/^Facts checked more than 90 days ago, the oldest 518 days: .*; and \d+ more\.$/);
    expect(warning.path).toBe("flanstack:catalog");
  });
});
