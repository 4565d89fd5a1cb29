import { describe, expect, it } from "vitest";
import { checkInputs, differs, UNKNOWN } from "./inputs";
import { engineAddress } from "./process-life";
import { redact } from "./progress";
import { staysUntilEnd, timesOf } from "./provider-ports";

describe("differs", () => {
  it.each([
    ["absent and empty", undefined, "", false],
    ["absent and false", undefined, false, true],
    ["0 and absent", 0, undefined, true],
    ["order of keys", { a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 }, false],
    ["order of a list", [1, 2], [2, 1], true],
    ["unknown now", "x", UNKNOWN, false],
    ["unknown inside", { a: "x" }, { a: UNKNOWN, b: 1 }, false],
    ["a value", { a: 1 }, { a: 2 }, true],
  ])("%s", (_, before, after, expected) => {
    expect(differs(before, after)).toBe(expected);
  });
});

describe("checkInputs", () => {
  it.each([
    ["a container of a vendor", { runner: "container", spec: { provider: "gemini" } }, true],
    ["a runner that is none", { runner: "cluster", spec: { provider: "local" } }, true],
    ["a container here", { runner: "container", spec: { provider: "local" } }, false],
    ["none at all", { spec: { provider: "gemini" } }, false],
  ])("%s", (_, inputs, isRefused) => {
    const failures = checkInputs(inputs as unknown as Parameters<typeof checkInputs>[0]);
    expect(failures.some(({ property }) => property === "runner")).toBe(isRefused);
  });
});

describe("staysUntilEnd", () => {
  it.each([
    ["by default at a terminal", undefined, {}, true],
    ["by default under CI", undefined, { CI: "true" }, false],
    ["CI=false is no CI", "auto" as const, { CI: "false" }, true],
    ["told to, under CI", true, { CI: "1" }, true],
    ["told not to", false, {}, false],
  ])("%s", (_, mode, environment, expected) => {
    expect(staysUntilEnd({ mode }, environment)).toBe(expected);
  });
});

describe("timesOf", () => {
  it("reads seconds, fractions too, and falls back", () => {
    expect(timesOf({ FLANSTACK_SETTLE_SECONDS: "0.5" })).toMatchObject({
      settleMilliseconds: 500,
      createDeadlineMilliseconds: 60_000,
    });
  });
  it.each(["0", "-1", "soon"])("refuses %s and names the variable", (text) => {
    expect(() => timesOf({ FLANSTACK_CREATE_DEADLINE_SECONDS: text })).toThrow("FLANSTACK_CREATE_DEADLINE_SECONDS");
  });
});

describe("redact", () => {
  it("takes secrets of the environment out, and leaves short values and others alone", () => {
    const environment = { OPENAI_API_KEY: "sk-0123456789", SOME_TOKEN: "abc", HOME: "/home/me/secret" };
    expect(redact("key sk-0123456789 abc /home/me/secret", environment)).toBe("key [redacted] abc /home/me/secret");
  });
});

describe("engineAddress", () => {
  it.each([
    [["127.0.0.1:41234"], "127.0.0.1:41234"],
    [["--tracing", "x", "[::1]:9"], "[::1]:9"],
    [["run", "tuning"], undefined],
  ])("of %j", (args, expected) => {
    expect(engineAddress(args)).toBe(expected);
  });
});
