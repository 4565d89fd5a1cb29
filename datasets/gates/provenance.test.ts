import { describe, expect, it } from "vitest";
import type { JsonSchema, Slots } from "../../agents/contract";
import type { Json } from "../types";
import { explainArguments, type Seen } from "./provenance";
import { Visible } from "./visible";

interface Shown {
  readonly user?: string;
  readonly observations?: string;
  readonly system?: string;
  readonly slots?: Slots;
  readonly schema?: JsonSchema;
  readonly composed?: boolean;
}

/** Where one argument, `value`, comes from after what was shown; undefined when nothing explains it. */
function sourceOf(value: Json, { user = "", observations = "", system = "", slots = {}, ...tool }: Shown): unknown {
  const visible = (text: string) => {
    const made = new Visible();
    made.add(text);
    return made;
  };
  const seen: Seen = {
    user: visible(user),
    observations: visible(observations),
    system: visible(system),
    userText: () => user,
    slots: () => slots,
    today: "2026-03-12",
    synonyms: { urgent: ["on fire"], include_archived: ["old ones too"] },
  };
  const { sources, unexplained } = explainArguments(
    {
      parameters: {
        type: "object",
        properties: { value: tool.schema ?? { type: "string", description: "" } },
        required: [],
        additionalProperties: false,
      },
      ...(tool.composed === true ? { composed: ["value"] } : {}),
    },
    { name: "f", arguments: { value } },
    seen,
  );
  return unexplained.length > 0 ? undefined : Object.values(sources)[0];
}

const choice = (...values: readonly string[]): JsonSchema => ({ type: "string", description: "", enum: values });

describe("explainArguments", () => {
  it.each<[string, Json, Shown, string]>([
    ["what the user wrote", "LN-17", { user: "Renew LN-17." }, "user"],
    ["a number the user wrote with separators", 12500, { user: "up to 12,500 euros" }, "user"],
    ["what a call returned", "BK-4", { observations: '{"book":"BK-4"}' }, "observation"],
    ["a number that a call returned", 7, { observations: '{"copies":7}' }, "observation"],
    ["what the rules say", "EU", { system: "Serve EU only." }, "system"],
    ["a number of the rules", 30, { system: "At most 30 rows." }, "system"],
    ["another spelling of the user's words", "in_progress", { user: "those in progress" }, "derivation:spelling"],
    ["another spelling of what was returned", "high-risk", { observations: "High risk" }, "derivation:spelling"],
    ["today", "2026-03-12", {}, "derivation:relative_date"],
    ["a day counted from today", "2026-03-13", { user: "for tomorrow" }, "derivation:relative_date"],
    ["a number in words", 3, { user: "the last three" }, "derivation:quantity"],
    ["a dozen", 12, { user: "a dozen of them" }, "derivation:quantity"],
    ["hours asked for in minutes", 120, { user: "for two hours" }, "derivation:quantity"],
    ["a number written as text", "42", { user: "number 42" }, "user"],
    ["the documented default", 2, { schema: { type: "integer", description: "", default: 2 } }, "default"],
    [
      "a choice named by its stem",
      "failed",
      { user: "only failures", schema: choice("failed", "ok") },
      "derivation:stem",
    ],
    [
      "a choice by an everyday wording",
      "urgent",
      { user: "it is on fire", schema: choice("urgent") },
      "derivation:synonym",
    ],
    [
      "a derivation that the scenario declares",
      "2026-Q1",
      { slots: { quarter: { value: "2026-Q1", derivation: "quantity" } } },
      "derivation:quantity:quarter",
    ],
    ["a text of its own that states what was given", "It took 7 days.", { user: "7 days", composed: true }, "composed"],
  ])("explains %s", (_reason, value, shown, source) => {
    expect(sourceOf(value, shown)).toBe(source);
  });

  it.each<[string, Json, Shown]>([
    ["an identifier nobody named", "LN-18", { user: "Renew LN-17." }],
    ["part of a longer identifier", "LN-1", { user: "Renew LN-17." }],
    ["a number nobody gave", 4, { user: "the last three" }],
    ["part of a longer number", 25, { user: "up to 12,500 euros" }],
    ["a day nobody meant", "2026-03-20", { user: "for tomorrow" }],
    ["a unit nobody named", 180, { user: "two of them" }],
    ["a choice nobody named", "failed", { user: "all of them", schema: choice("failed", "ok") }],
    ["a value beside the default", 3, { schema: { type: "integer", description: "", default: 2 } }],
    ["a switch nobody asked for", true, { schema: { type: "boolean", description: "" } }],
    ["a slot without a derivation", "2026-Q1", { slots: { quarter: { value: "2026-Q1" } } }],
    ["a text of its own with a number nobody gave", "It took 9 days.", { user: "7 days", composed: true }],
  ])("does not explain %s", (_reason, value, shown) => {
    expect(sourceOf(value, shown)).toBeUndefined();
  });

  it("explains each leaf of a list by itself", () => {
    const user = new Visible();
    user.add("Compare LN-1 and LN-2.");
    const none = new Visible();
    const { sources, unexplained } = explainArguments(
      { parameters: { type: "object", properties: {}, required: [], additionalProperties: false } },
      { name: "f", arguments: { loans: ["LN-1", "LN-3"] } },
      {
        user,
        observations: none,
        system: none,
        userText: () => "",
        slots: () => ({}),
        today: "2026-03-12",
        synonyms: {},
      },
    );
    expect(sources).toEqual({ "/loans/0": "user" });
    expect(unexplained).toEqual(["/loans/1"]);
  });
});
