import { createRequire } from "node:module";
import { expect, it } from "vitest";

const { isTooOld } = createRequire(__filename)("./node-version.cjs") as { isTooOld(version: string): boolean };

it.each([
  ["18.19.1", true, "an older major version"],
  ["20.20.2", true, "still supported elsewhere, but without what the exports need"],
  ["22.11.0", true, "the right major version, an older minor one"],
  ["22.12.0", false, "the oldest that is declared in package.json"],
  ["22.2.0", true, "numbers are compared, not letters"],
  ["24.0.0", false, "a later major version with a smaller minor one"],
])("Node %s is too old: %s (%s)", (version, expected) => {
  expect(isTooOld(version)).toBe(expected);
});
