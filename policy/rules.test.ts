import { unknownCheckingProxy } from "@pulumi/policy";
import { describe, expect, it } from "vitest";
import { buildTuningPlan, loadCatalog, sumTokens, type TuningPlan } from "../catalog";
import { checkBuckets } from "./buckets";
import { checkBudgetPolicy } from "./budget";
import { type Declared, TYPES, type Violation, withoutUnknown } from "./declared";
import { checkAllowedModels, checkRetirement } from "./models";
import { checkPlaintextKeys } from "./plaintext-keys";
import { checkResidency } from "./residency";

const catalog = loadCatalog();
const today = "2026-11-23";
const digest = "9f3c".repeat(16);

function resource(type: string, name: string, props: Record<string, unknown>): Declared {
  return { type, name, urn: `urn:pulumi:dev::flanstack::${type}::${name}`, props };
}

function job(change: Record<string, unknown> = {}, spec: Record<string, unknown> = {}): Declared {
  const identity = {
    provider: "gemini",
    method: "supervised",
    baseModel: "gemini-3.1-flash-lite",
    hyperparameters: { epochs: 3 },
    trainDigest: digest,
    generation: 1,
  };
  return resource(TYPES.tuningJob, "qa_agent", { spec: { ...identity, ...spec }, location: "europe-west4", ...change });
}

const hardened = {
  location: "europe-west4",
  uniformBucketLevelAccess: true,
  publicAccessPrevention: "enforced",
  versioning: { enabled: true },
  forceDestroy: false,
};
const bucket = (change: Record<string, unknown> = {}) => resource(TYPES.bucket, "data", { ...hardened, ...change });

const texts = (violations: readonly Violation[]) => violations.map((violation) => violation.message);

describe("checkBudgetPolicy", () => {
  const row = { tokens: 1000, exact: true, source: "test", band: { low: 1000, high: 1000 }, asRecords: 2000 };
  const file = (name: string) => ({
    name,
    sha256: digest,
    rows: 100,
    bytes: 1,
    tokens: sumTokens(Array(100).fill(row)),
  });
  const plan = (baseModel = "gemini-3.1-flash-lite"): TuningPlan =>
    buildTuningPlan(catalog, {
      provider: "gemini",
      baseModel,
      location: "europe-west4",
      today,
      horizonDays: 30,
      agents: [{ agent: "qa_agent", train: file("t.jsonl"), validation: file("v.jsonl"), epochs: 3 }],
      budget: { onceUsd: 100 },
      isLoopback: false,
    });

  it("allows a planned job within the limits, to the cent", () => {
    // at most 200,000 tokens x 3 epochs x $3 / 1M = $1.80
    expect(checkBudgetPolicy([job()], catalog, plan(), { onceUsd: 1.8, monthlyUsd: 0 })).toEqual([]);
    expect(texts(checkBudgetPolicy([job()], catalog, plan(), { onceUsd: 1.79 }))).toEqual([
      "The declared models cost at most $1.80 once; the policy allows $1.79.",
    ]);
  });

  it.each([
    ["other data than was priced", job({}, { trainDigest: "00".repeat(32) }), "training data"],
    ["another base model than was priced", job({}, { baseModel: "gemini-3.5-flash" }), "base model"],
    ["more epochs than were priced", job({}, { hyperparameters: { epochs: 30 } }), "number of epochs"],
  ])("refuses %s", (_, declared, what) => {
    expect(texts(checkBudgetPolicy([declared], catalog, plan(), {}))).toEqual([
      `qa_agent is not priced: its ${what} differs from the plan's. Run flanstack plan again.`,
    ]);
  });

  it("refuses jobs without a plan, but needs none where no job is paid", () => {
    expect(checkBudgetPolicy([job()], catalog, undefined, {})).toHaveLength(1);
    expect(checkBudgetPolicy([bucket()], catalog, undefined, {})).toEqual([]);
    expect(
      checkBudgetPolicy([job({ adoptJob: "projects/p/locations/l/tuningJobs/1" })], catalog, undefined, {}),
    ).toEqual([]);
    expect(checkBudgetPolicy([job({}, { provider: "local" })], catalog, plan(), {})).toEqual([]);
  });

  it("knows a base model by its alias", () => {
    const overrides = { models: [{ platform: "gemini", id: "gemini-3.1-flash-lite", aliases: ["flash-lite-latest"] }] };
    const aliased = job({}, { baseModel: "flash-lite-latest" });
    expect(checkBudgetPolicy([aliased], loadCatalog({ overrides }), plan(), {})).toEqual([]);
  });

  it("refuses a plan with an unknown price: no comparison is possible", () => {
    const declared = job({}, { baseModel: "gemini-3.5-flash-lite" });
    expect(texts(checkBudgetPolicy([declared], catalog, plan("gemini-3.5-flash-lite"), {}))[0]).toContain(
      "no training price",
    );
  });
});

describe("checkAllowedModels", () => {
  it.each([
    ["its id", ["gemini-3.1-flash-lite"]],
    ["provider and id", ["gemini/gemini-3.1-flash-lite"]],
    ["the catalogue, when nothing is listed", undefined],
  ])("allows a model by %s", (_, allowed) => {
    expect(checkAllowedModels([job()], catalog, today, allowed)).toEqual([]);
  });

  it.each([
    ["a model that is not on the list", job(), ["gpt-4.1"], "allows gpt-4.1"],
    ["every model, when the list is empty", job(), [], "allows none"],
    ["the same id of another provider", job(), ["openai/gemini-3.1-flash-lite"], "allows openai/"],
    ["a model nobody can tune", job({}, { baseModel: "gemini-3.8-flash" }), undefined, "does not offer"],
    ["a model nobody knows", job({}, { baseModel: "gemini-9" }), undefined, "no model"],
    ["a region without tuning", job({ location: "us-east1" }), undefined, "us-east1"],
  ])("refuses %s", (_, declared, allowed, words) => {
    expect(texts(checkAllowedModels([declared], catalog, today, allowed)).join()).toContain(words);
  });
});

describe("checkRetirement", () => {
  it.each([
    ["165 days left, horizon 30", "gemini-3.1-flash-lite", 30, 0],
    ["165 days left, horizon 164", "gemini-3.1-flash-lite", 164, 0],
    ["165 days left, horizon 165", "gemini-3.1-flash-lite", 165, 1],
    ["retired", "gemini-2.5-flash", 0, 2],
  ])("%s", (_, baseModel, horizonDays, count) => {
    expect(checkRetirement([job({}, { baseModel })], catalog, today, horizonDays)).toHaveLength(count);
  });
});

describe("checkResidency", () => {
  it("accepts what lies inside", () => {
    const model = resource(TYPES.tunedModel, "qa_agent", { endpointLocation: "eu" });
    const declared = [job(), bucket(), bucket({ location: "EU" }), model];
    expect(checkResidency(declared, "eu")).toEqual([]);
    expect(checkResidency(declared, "EU")).toEqual([]);
  });

  it.each([
    ["a job elsewhere", job({ location: "us-central1" }), "location is us-central1"],
    ["a bucket elsewhere", bucket({ location: "US" }), "location is US"],
    ["a bucket in London", bucket({ location: "europe-west2" }), "location is europe-west2"],
    [
      "a key elsewhere",
      bucket({ encryption: { defaultKmsKeyName: "projects/p/locations/us/keyRings/r/cryptoKeys/k" } }),
      "defaultKmsKeyName is us",
    ],
    [
      "an endpoint elsewhere",
      resource(TYPES.tunedModel, "qa_agent", { endpointLocation: "us" }),
      "endpointLocation is us",
    ],
  ])("refuses %s", (_, declared, words) => {
    expect(texts(checkResidency([declared], "eu"))).toEqual([expect.stringContaining(words)]);
  });
});

describe("checkBuckets", () => {
  it("accepts a hardened bucket", () => {
    expect(checkBuckets([bucket()], true)).toEqual([]);
  });

  it.each([
    ["access per object", { uniformBucketLevelAccess: false }, "uniformBucketLevelAccess"],
    ["access per object by default", { uniformBucketLevelAccess: undefined }, "uniformBucketLevelAccess"],
    ["inherited public access", { publicAccessPrevention: "inherited" }, "publicAccessPrevention"],
    ["no versions", { versioning: undefined }, "versioning"],
    ["versioning switched off", { versioning: { enabled: false } }, "versioning"],
    ["destruction with the data", { forceDestroy: true }, "forceDestroy"],
  ])("refuses %s", (_, change, words) => {
    expect(texts(checkBuckets([bucket(change)], true))).toEqual([expect.stringContaining(words)]);
  });

  it("lets dev destroy its data", () => {
    expect(checkBuckets([bucket({ forceDestroy: true })], false)).toEqual([]);
  });

  it.each([
    ["a member", "gcp:storage/bucketIAMMember:BucketIAMMember", { member: "allUsers" }],
    [
      "one of a binding's members",
      "gcp:storage/bucketIAMBinding:BucketIAMBinding",
      { members: ["user:a@example.org", "allAuthenticatedUsers"] },
    ],
    ["an entity of an access control", "gcp:storage/bucketAccessControl:BucketAccessControl", { entity: "allUsers" }],
    [
      "an entity of an object's access control",
      "gcp:storage/objectAccessControl:ObjectAccessControl",
      { entity: "allUsers" },
    ],
  ])("refuses to open a bucket to everybody through %s", (_, type, props) => {
    expect(checkBuckets([resource(type, "open", props)], false)).toHaveLength(1);
    expect(checkBuckets([resource(type, "closed", { member: "user:a@example.org" })], false)).toEqual([]);
  });
});

describe("checkPlaintextKeys", () => {
  // assembled here, so that no scanner takes this file for a leak
  const keys = {
    openai: ["sk", "proj", "a".repeat(40)].join("-"),
    google: `AIza${"b".repeat(35)}`,
    token: `ya29.${"c".repeat(40)}`,
    pem: ["-----BEGIN RSA PRIVATE", "KEY-----"].join(" "),
    aws: `AKIA${"D".repeat(16)}`,
    github: `ghp_${"e".repeat(36)}`,
    huggingFace: `hf_${"f".repeat(34)}`,
    jwt: ["eyJhbGciOiJIUzI1", "eyJzdWIiOiIxMjM0", "g".repeat(20)].join("."),
  };

  it.each(Object.entries(keys))("finds %s wherever it stands, and never repeats it", (_, key) => {
    const places = [
      { labels: { note: key } },
      { list: [{ deep: `Bearer ${key}` }] },
      { __provider: `exports.handler = () => fetch(url, { headers: "${key}" })` },
      { [key]: "as a name" },
    ];
    for (const props of places) {
      const violations = checkPlaintextKeys([resource("any:type:Any", "leak", props)]);
      expect(violations).toHaveLength(1);
      expect(violations[0]!.message).not.toContain(key);
    }
  });

  it("leaves digests, names and prose alone", () => {
    const props = {
      digest,
      uri: "gs://b/datasets/qa/sk-notes.jsonl",
      text: "ask-the-agent-about-sk-learn",
      hf: "hf_model",
    };
    expect(checkPlaintextKeys([resource("any:type:Any", "fine", props), job(), bucket()])).toEqual([]);
  });
});

describe("withoutUnknown", () => {
  const UNKNOWN_STRING = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

  it("drops what is not known yet and keeps the rest", () => {
    const props = unknownCheckingProxy({
      location: "us",
      name: UNKNOWN_STRING,
      list: ["a", UNKNOWN_STRING],
      nested: { id: UNKNOWN_STRING, on: false },
    });
    expect(withoutUnknown(props)).toEqual({ location: "us", list: ["a", undefined], nested: { on: false } });
  });

  it("so that one unknown name does not switch a rule off", () => {
    const props = unknownCheckingProxy({ ...hardened, name: UNKNOWN_STRING, forceDestroy: true }) as Record<
      string,
      unknown
    >;
    expect(checkBuckets([resource(TYPES.bucket, "data", withoutUnknown(props))], true)).toHaveLength(1);
  });
});
