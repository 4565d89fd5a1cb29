import { describe, expect, it } from "vitest";
import { findModel, isLoopback, listTunable, platformOf } from "./find";
import { loadCatalog } from "./load";

const catalog = loadCatalog();

describe("findModel", () => {
  it.each([
    ["its id", "openai", "gpt-4.1-mini-2025-04-14", "gpt-4.1-mini-2025-04-14"],
    ["an alias", "openai", "gpt-4.1-mini", "gpt-4.1-mini-2025-04-14"],
    ["the same name on another platform", "azure-foundry", "gpt-4.1-mini", "gpt-4.1-mini-2025-04-14"],
    ["any model of a platform that tunes what it is given", "local", "Qwen/Qwen3-0.6B", "Qwen/Qwen3-0.6B"],
  ])("finds a model by %s", (_, platform, id, found) => {
    expect(findModel(catalog, platform, id)).toMatchObject({ platform, id: found });
  });

  it.each([
    ["another platform's model", "gemini", "gpt-4.1-mini"],
    ["a model nobody knows", "gemini", "gemini-9"],
    ["an unknown platform", "acme", "gpt-4.1-mini"],
  ])("knows nothing about %s", (_, platform, id) => {
    expect(findModel(catalog, platform, id)).toBeUndefined();
  });
});

describe("listTunable", () => {
  it.each([
    ["gemini", "2026-11-23", ["gemini-3.1-flash-lite", "gemini-3.5-flash", "gemini-3.5-flash-lite"]],
    ["openai", "2027-01-06", []],
    ["anthropic", "2026-11-23", []],
  ])("%s on %s", (platform, today, models) => {
    expect(listTunable(catalog, platform, today).sort()).toEqual(models);
  });

  it("goes by method", () => {
    expect(listTunable(catalog, "azure-foundry", "2026-11-23", "reinforcement")).toEqual([
      "o4-mini-2025-04-16",
      "gpt-5",
    ]);
  });
});

describe("platformOf", () => {
  it.each([
    ["gemini", undefined, "gemini"],
    ["gemini", "http://127.0.0.1:8471", "gemini"],
    ["openai", undefined, "openai"],
    ["openai", "https://api.openai.com/v1", "openai"],
    ["openai", "https://eu.api.openai.com/v1", "openai"],
    ["openai", "http://127.0.0.1:8471/v1", "openai"],
    ["openai", "http://[::1]:8471/v1", "openai"],
    ["openai", "https://my-resource.openai.azure.com/openai/v1/", "azure-foundry"],
    ["openai", "https://my-resource.services.ai.azure.com/openai/v1/", "azure-foundry"],
    ["openai", "https://api.together.xyz/v1", "together"],
    ["openai", "https://api.fireworks.ai/inference/v1", "fireworks"],
    ["openai", "https://models.example.org/v1", "openai-compatible"],
    ["openai", "https://api.openai.com.example.org/v1", "openai-compatible"],
    ["openai", "https://127.0.0.1.example.org/v1", "openai-compatible"],
  ])("%s at %s is %s", (provider, url, platform) => {
    expect(platformOf(provider, url)).toBe(platform);
  });
});

describe("isLoopback", () => {
  it.each([
    ["127.0.0.1", true],
    ["127.8.8.8", true],
    ["localhost", true],
    ["::1", true],
    ["0.0.0.0", false],
    ["10.0.0.1", false],
    ["localhost.example.org", false],
  ])("%s: %s", (host, answer) => {
    expect(isLoopback(host)).toBe(answer);
  });
});
