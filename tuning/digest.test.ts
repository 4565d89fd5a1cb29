import fc from "fast-check";
import { describe, expect, it } from "vitest";
import golden from "../test/conformance/tuning-digest.json";
import { accountOf, type JobPlace, jobKey, specDigest } from "./digest";
import type { TuningSpec } from "./job";

const SPEC: TuningSpec = {
  provider: "gemini",
  method: "supervised",
  baseModel: "gemini-3.1-flash-lite",
  hyperparameters: { epochs: 3, adapterSize: 4, learningRateMultiplier: 1 },
  trainDigest: "0".repeat(64),
  generation: 1,
};

describe("golden digests: a change here would buy every job again", () => {
  it.each(golden.digests.map((row) => [row.name, row.spec, row.digest] as const))("%s", (_, spec, digest) => {
    expect(specDigest(spec as TuningSpec)).toBe(digest);
  });
  it.each(golden.jobKeys.map((row) => [row.name, row.place, row.jobKey] as const))("%s", (_, place, key) => {
    expect(jobKey(place as JobPlace)).toBe(key);
  });
});

describe("specDigest", () => {
  const same = specDigest(SPEC);
  it.each<[string, object]>([
    ["3 written as 3.0", { hyperparameters: { epochs: 3.0, adapterSize: 4, learningRateMultiplier: 1.0 } }],
    ["3 written as text", { hyperparameters: { epochs: "3.0", adapterSize: "4", learningRateMultiplier: "1" } }],
    ["another order of keys", { hyperparameters: { learningRateMultiplier: 1, adapterSize: 4, epochs: 3 } }],
    ["an absent field spelled out", { parentDigest: undefined, checkpoint: undefined }],
    ["a field of a submission that slipped in", { displayName: "x", trainUri: "gs://other/bucket" }],
  ])("is the same for %s", (_, change) => {
    expect(specDigest({ ...SPEC, ...change } as TuningSpec)).toBe(same);
  });

  it.each<[string, Partial<TuningSpec>]>([
    ["provider", { provider: "openai" }],
    ["method", { method: "preference" }],
    ["base model", { baseModel: "gemini-3.5-flash" }],
    ["epochs", { hyperparameters: { ...SPEC.hyperparameters, epochs: 4 } }],
    ["a hyperparameter left to the provider", { hyperparameters: { epochs: 3, adapterSize: 4 } }],
    ["data", { trainDigest: "1".repeat(64) }],
    ["generation", { generation: 2 }],
    ["parent", { parentDigest: "2".repeat(64) }],
    ["checkpoint", { checkpoint: "7" }],
  ])("changes with %s", (_, change) => {
    expect(specDigest({ ...SPEC, ...change })).not.toBe(same);
  });

  it("survives a round trip through JSON, as through a state file", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.double({ min: 0.01, max: 10, noNaN: true }),
        (epochs, multiplier) => {
          const spec = { ...SPEC, hyperparameters: { epochs, learningRateMultiplier: multiplier } };
          expect(specDigest(JSON.parse(JSON.stringify(spec)))).toBe(specDigest(spec));
        },
      ),
    );
  });
});

describe("accountOf", () => {
  it.each([
    ["http://127.0.0.1:8471", "loopback", "the sandbox's port is not identity"],
    ["http://localhost:1/v1", "loopback", "nor is its spelling"],
    ["http://[::1]:9/v1", "loopback", "nor the protocol version"],
    ["https://api.openai.com/v1", "api.openai.com/v1", ""],
    ["https://API.openai.com/v1/", "api.openai.com/v1", "a trailing slash and case are spelling"],
    ["https://res.openai.azure.com/openai/v1/", "res.openai.azure.com/openai/v1", ""],
    ["https://user:secret@host.test:8443/v1", "host.test:8443/v1", "credentials never enter a key"],
  ])("%s is %s (%s)", (baseUrl, account) => {
    expect(accountOf(baseUrl)).toBe(account);
  });
});

describe("jobKey", () => {
  const place = { digest: "d", account: "a", project: "p", location: "l" };
  it.each(["digest", "account", "project", "location"] as const)("changes with the %s", (field) => {
    expect(jobKey({ ...place, [field]: "other" })).not.toBe(jobKey(place));
  });
  it("treats an empty project or location as absent", () => {
    expect(jobKey({ ...place, project: "", location: "" })).toBe(jobKey({ digest: "d", account: "a" }));
  });
});
