import { describe, expect, it } from "vitest";
import { isKind, libraryEngine, libraryRows, type Spoil, spoilTrace } from "../test/fixtures/library-rows";
import { rebuild } from "./rebuild";

const rows = libraryRows();
const single = rows.find(isKind("single"))!;

describe("rebuild", () => {
  it("plays every row again from what it says about itself", () => {
    for (const row of rows) expect(rebuild(libraryEngine, row)).toHaveProperty("trajectory");
  });

  it.each<[string, Spoil, string, string, RegExp]>([
    ["a row without an id", (row) => ({ ...row, id: "" }), "format", "/id", /wants a text/],
    ["a trace without a key", spoilTrace(() => ({ key: undefined })), "execution", "/trace", /holds no key/],
    ["a trace of another version", spoilTrace(() => ({ version: 2 })), "execution", "/trace", /holds no key/],
    [
      "a kind that nobody knows",
      spoilTrace(() => ({ kind: "song" })),
      "execution",
      "/trace/kind",
      /song is no kind of row/,
    ],
    [
      "a kind of another type",
      spoilTrace(() => ({ kind: "short_chain" })),
      "decision",
      "/type",
      /a short_chain row is react/,
    ],
    ["a kind that is refused", spoilTrace(() => ({ kind: "policy" })), "decision", "/type", /negative, out_of_scope/],
    [
      "a frame that the family does not have",
      (row) => ({ ...row, frame_id: "renew_loan.000000" }),
      "execution",
      "/frame_id",
      /has no frame/,
    ],
    [
      "a family that the agent does not have",
      (row) => ({ ...row, family: "buy_house" }),
      "execution",
      "/frame_id",
      /has no frame/,
    ],
    [
      "a kind that the family cannot be",
      spoilTrace(() => ({ kind: "parallel" })),
      "execution",
      "/trace/key",
      /cannot be played/,
    ],
  ])("refuses %s", (_reason, spoil, gate, pointer, message) => {
    const rebuilt = rebuild(libraryEngine, spoil(single));
    expect(rebuilt).toMatchObject({ findings: [{ gate, pointer, message: expect.stringMatching(message) }] });
  });
});
