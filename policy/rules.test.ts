import { unknownCheckingProxy } from "@pulumi/policy";
import { describe, expect, it } from "vitest";
import { loadCatalog } from "../catalog";
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
  const amount = (usd: number, unknown: string[] = []) => ({ lowUsd: 0, highUsd: usd, unknown });
  const budget = (change: object = {}) => ({
    agents: [
      { agent: "qa_agent", owner: "quality", digest, once: amount(1.8), monthly: amount(0) },
      { agent: "legal_agent", owner: "law", digest: "11".repeat(32), once: amount(2), monthly: amount(4) },
    ],
    budget: { onceUsd: 5, monthlyUsd: 4 },
    ledger: [{ owner: "quality", onceUsd: 1.2, monthlyUsd: 0 }],
    isLoopback: false,
    ...change,
  });
  const priced = (change: object = {}, more: Record<string, unknown> = {}) =>
    job({ digest, budget: budget(change), ...more });

  it("compares the program's own total, other stacks included, with its limits, to the cent", () => {
    expect(checkBudgetPolicy([priced(), priced()], {})).toEqual([]);
    const [violation, ...others] = texts(
      checkBudgetPolicy([priced({ budget: { onceUsd: 4.99, monthlyUsd: 4 } }), bucket()], {}),
    );
    expect(others).toEqual([]);
    expect(violation).toContain(
      "at most $3.80 once and $1.20 of the ledger's other stacks pass the limit of $4.99 by $0.01",
    );
    expect(violation).toMatch(/qa_agent +\$1\.80/);
  });

  it.each([
    ["tighter limits of its own", { onceUsd: 4.99 }, "pass the limit of $4.99 by $0.01"],
    ["a monthly limit of its own", { monthlyUsd: 3.5 }, "$4.00 monthly pass the limit of $3.50"],
  ])("compares them with %s, and says what two jobs share once", (_, settings, words) => {
    const found = texts(checkBudgetPolicy([priced(), priced()], settings));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(words);
    expect(checkBudgetPolicy([priced()], { onceUsd: 5, monthlyUsd: 4 })).toEqual([]);
  });

  it.each([
    ["another purchase than was priced", priced({}, { digest: "22".repeat(32) }), "is not in the plan"],
    ["a job without its digest", job({ budget: budget() }), "is not in the plan"],
    ["a job whose program compared nothing", job({ digest }), "carries no price"],
    ["a budget that is no budget", job({ digest, budget: { agents: "all" } }), "carries no price"],
    ["no limit where the address can bill", priced({ budget: {} }), "No limit is set"],
    [
      "an unknown price",
      priced({
        agents: [{ agent: "qa_agent", owner: "", digest, once: amount(0, ["no training price"]), monthly: amount(0) }],
      }),
      "no training price",
    ],
  ])("refuses %s", (_, declared, words) => {
    expect(texts(checkBudgetPolicy([declared], {})).join("\n")).toContain(words);
  });

  it.each([
    ["a stack without jobs", bucket()],
    ["a job that is adopted by name: it is paid for", job({ adoptJob: "projects/p/locations/l/tuningJobs/1" })],
    ["training on one's own hardware", job({}, { provider: "local" })],
  ])("needs no price for %s", (_, declared) => {
    expect(checkBudgetPolicy([declared], {})).toEqual([]);
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

  it.each(["qwen/qwen3@qwen3-8b", "google/gemma4@gemma-4-31b-it"])("knows the open model %s", (baseModel) => {
    expect(checkAllowedModels([job({}, { baseModel })], catalog, today)).toEqual([]);
  });

  it.each([
    ["a model that is not on the list", job(), ["gpt-4.1"], "allows gpt-4.1"],
    ["every model, when the list is empty", job(), [], "allows none"],
    ["the same id of another provider", job(), ["openai/gemini-3.1-flash-lite"], "allows openai/"],
    ["a model nobody can tune", job({}, { baseModel: "gemini-3.8-flash" }), undefined, "does not offer"],
    ["a model nobody knows", job({}, { baseModel: "gemini-9" }), undefined, "no model"],
    ["a region without tuning", job({ location: "us-east1" }), undefined, "us-east1"],
    ["an open model nobody knows", job({}, { baseModel: "qwen/qwen2@qwen2-7b" }), undefined, "no model"],
    [
      "an open model in a region without them",
      job({ location: "europe-west1" }, { baseModel: "qwen/qwen3@qwen3-8b" }),
      undefined,
      "europe-west1",
    ],
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
