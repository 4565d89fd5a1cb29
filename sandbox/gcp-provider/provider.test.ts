/** The local gcp provider against the sandbox: create, no change, update, replace, drift, adoption, delete. */
import { createHash } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Provider } from "@pulumi/pulumi/provider";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sha256 } from "../../primitives";
import { type SandboxInProcess, startInProcess } from "../start-in-process";
import { createLocalGcpProvider } from "./provider";
import { createStorageClient } from "./storage-client";

const BUCKET = "urn:pulumi:local::p::gcp:storage/bucket:Bucket::data";
const OBJECT = "urn:pulumi:local::p::my:component$gcp:storage/bucketObject:BucketObject::train";
const folder = mkdtempSync(join(tmpdir(), "provider-"));

let sandbox: SandboxInProcess;
let provider: Required<Pick<Provider, "check" | "diff" | "create" | "read" | "update" | "delete">>;
let count = 0;
let name: string;
beforeAll(async () => {
  sandbox = await startInProcess();
  provider = createLocalGcpProvider(createStorageClient(sandbox.url)) as typeof provider;
});
afterAll(() => sandbox.close());
beforeEach(() => {
  count += 1;
  name = `bucket-${count}`;
});

type Properties = Record<string, unknown>;

const bucketInputs = (fields: Properties = {}): Properties => ({
  name,
  location: "us-central1",
  project: "p",
  labels: { stack: "local", "managed-by": "flanstack" },
  uniformBucketLevelAccess: true,
  publicAccessPrevention: "enforced",
  versioning: { enabled: true },
  softDeletePolicy: { retentionDurationSeconds: 604800 },
  lifecycleRules: [{ action: { type: "Delete" }, condition: { numNewerVersions: 3, withState: "ARCHIVED" } }],
  __defaults: [],
  ...fields,
});

function fileAsset(text: string): Properties {
  const path = join(folder, `${sha256(text).slice(0, 8)}.jsonl`);
  writeFileSync(path, text);
  return { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", hash: sha256(text), path };
}

async function checked(urn: string, inputs: Properties, olds: Properties = {}): Promise<Properties> {
  const result = await provider.check(urn, olds, inputs);
  expect(result.failures).toEqual([]);
  return result.inputs as Properties;
}

async function made(urn: string, inputs: Properties): Promise<{ id: string; outs: Properties; inputs: Properties }> {
  const given = await checked(urn, inputs);
  const { id, outs } = await provider.create(urn, given);
  return { id, outs, inputs: given };
}

async function diff(urn: string, state: Properties, news: Properties) {
  const { changes, replaces, deleteBeforeReplace } = await provider.diff(
    "id",
    urn,
    state,
    await checked(urn, news, state),
  );
  return { changes, replaces, deleteBeforeReplace };
}

const wire = async (path: string, method = "GET", body?: object) =>
  (
    await fetch(`${sandbox.url}/storage/v1${path}`, { method, body: body && JSON.stringify(body) })
  ).json() as Promise<Properties>;

describe("a bucket", () => {
  it("is made as declared, and then shows no change, also after a refresh", async () => {
    const { id, outs, inputs } = await made(BUCKET, bucketInputs());
    expect(id).toBe(name);
    expect(outs).toMatchObject({ url: `gs://${name}`, location: "US-CENTRAL1", labels: inputs.labels });
    expect(await diff(BUCKET, outs, bucketInputs())).toMatchObject({ changes: false, replaces: [] });
    const read = await provider.read(id, BUCKET, outs);
    expect(await diff(BUCKET, read.props as Properties, bucketInputs())).toMatchObject({ changes: false });
    expect((await wire(`/b/${name}`)).labels).toEqual({
      ...(inputs.labels as object),
      "goog-pulumi-provisioned": "true",
    });
  });

  it.each<[string, Properties, string[]]>([
    ["a label", { labels: { stack: "local", team: "qa" } }, []],
    ["uniform access", { uniformBucketLevelAccess: false }, []],
    ["a lifecycle rule", { lifecycleRules: [] }, []],
    ["the location", { location: "europe-west4" }, ["location"]],
    ["the name", { name: "another-name" }, ["name"]],
    ["a label removed as a whole", { labels: undefined }, []],
  ])("changes with %s", async (_, fields, replaces) => {
    const { outs } = await made(BUCKET, bucketInputs());
    expect(await diff(BUCKET, outs, bucketInputs(fields))).toMatchObject({ changes: true, replaces });
  });

  it("takes the location in any case", async () => {
    const { outs } = await made(BUCKET, bucketInputs());
    expect(await diff(BUCKET, outs, bucketInputs({ location: "US-Central1" }))).toMatchObject({ changes: false });
  });

  it("is updated to what is declared: labels come and go, the provider's own stays", async () => {
    const { outs } = await made(BUCKET, bucketInputs());
    const next = await checked(BUCKET, bucketInputs({ labels: { team: "qa" }, lifecycleRules: undefined }), outs);
    const updated = await provider.update(name, BUCKET, outs, next);
    const bucket = await wire(`/b/${name}`);
    expect(bucket.labels).toEqual({ team: "qa", "goog-pulumi-provisioned": "true" });
    expect(bucket.lifecycle).toBeUndefined();
    expect(
      await diff(BUCKET, updated.outs, bucketInputs({ labels: { team: "qa" }, lifecycleRules: undefined })),
    ).toMatchObject({ changes: false });
  });

  it("shows drift after a refresh", async () => {
    const { outs } = await made(BUCKET, bucketInputs());
    await wire(`/b/${name}`, "PATCH", { labels: { stack: "stolen" } });
    const { props } = await provider.read(name, BUCKET, outs);
    expect(await diff(BUCKET, props as Properties, bucketInputs())).toMatchObject({ changes: true, replaces: [] });
  });

  it("is adopted when an interrupted run made it, and refused when it is somebody else's", async () => {
    await made(BUCKET, bucketInputs());
    await made(BUCKET, bucketInputs({ versioning: { enabled: false } }));
    expect((await wire(`/b/${name}`)).versioning).toEqual({ enabled: false });
    await expect(made(BUCKET, bucketInputs({ labels: { stack: "other", "managed-by": "flanstack" } }))).rejects.toThrow(
      'its label stack is "local"',
    );
    await expect(made(BUCKET, bucketInputs({ location: "eu" }))).rejects.toThrow("its location is US-CENTRAL1");
  });

  it("is emptied before it goes only when it says so", async () => {
    const { outs } = await made(BUCKET, bucketInputs());
    await made(OBJECT, { bucket: name, name: "a", source: fileAsset("x") });
    await expect(provider.delete(name, BUCKET, outs)).rejects.toThrow("forceDestroy");
    await provider.delete(name, BUCKET, { ...outs, forceDestroy: true });
    expect(await provider.read(name, BUCKET, outs)).toMatchObject({ id: "" });
    await provider.delete(name, BUCKET, outs); // gone already: fine
  });

  it("gets a name of its own, and keeps it", async () => {
    const { name: _, ...unnamed } = bucketInputs({ __defaults: ["name"] });
    const first = await checked(BUCKET, unnamed);
    expect(first.name).toMatch(/^data-[0-9a-f]{7}$/);
    expect((await checked(BUCKET, unnamed, first)).name).toBe(first.name);
  });
});

describe("an object", () => {
  beforeEach(async () => {
    await made(BUCKET, bucketInputs());
  });
  const inputs = (fields: Properties = {}): Properties => ({
    bucket: name,
    name: "datasets/qa/train.jsonl",
    source: fileAsset("line 1\n"),
    contentType: "application/jsonl",
    metadata: { rows: "1" },
    __defaults: [],
    ...fields,
  });

  it("is made from a file, and shows no change when only the path differs", async () => {
    const { outs } = await made(OBJECT, inputs());
    expect(outs).toMatchObject({
      md5hash: expect.stringMatching(/==$/),
      generation: expect.any(Number),
      outputName: "datasets/qa/train.jsonl",
    });
    const moved = { ...fileAsset("line 1\n"), path: "/elsewhere/train.jsonl" };
    expect(await diff(OBJECT, outs, inputs({ source: moved }))).toMatchObject({ changes: false });
  });

  it.each<[string, Properties, string[]]>([
    ["its bytes", { source: undefined, content: "line 2\n" }, ["source"]],
    ["its metadata", { metadata: { rows: "2" } }, ["metadata"]],
    ["its content type", { contentType: "text/plain" }, ["contentType"]],
    ["its name", { name: "other" }, ["name"]],
  ])("is replaced with %s", async (_, fields, replaces) => {
    const { outs } = await made(OBJECT, inputs());
    expect(await diff(OBJECT, outs, inputs(fields))).toEqual({ changes: true, replaces, deleteBeforeReplace: true });
  });

  it("is uploaded again when its bytes changed outside", async () => {
    const { id, outs } = await made(OBJECT, inputs());
    const { name: object, contentType, metadata } = inputs();
    await createStorageClient(sandbox.url).upload(
      name,
      { name: String(object), contentType, metadata },
      Buffer.from("tampered"),
    );
    const { props } = await provider.read(id, OBJECT, outs);
    expect(await diff(OBJECT, props as Properties, inputs())).toMatchObject({ changes: true, replaces: [] });
    const updated = await provider.update(id, OBJECT, props as Properties, await checked(OBJECT, inputs(), outs));
    expect(updated.outs.md5hash).toBe(outs.md5hash);
    expect(await diff(OBJECT, updated.outs, inputs())).toMatchObject({ changes: false });
  });

  it("refuses a file that changed after the engine hashed it", async () => {
    const source = { ...fileAsset("one"), hash: sha256("two") };
    await expect(made(OBJECT, inputs({ source }))).rejects.toThrow("changed while the update ran");
  });

  it("reads secrets through their wrapping", async () => {
    const content = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: "hidden" };
    const { outs } = await made(OBJECT, inputs({ source: undefined, content }));
    expect(outs.content).toEqual(content);
    expect(outs.md5hexhash).toBe(createHash("md5").update("hidden").digest("hex"));
  });

  it("is gone after its delete, and deleting it again is fine", async () => {
    const { id, outs } = await made(OBJECT, inputs());
    await provider.delete(id, OBJECT, outs);
    await provider.delete(id, OBJECT, outs);
    expect(await provider.read(id, OBJECT, outs)).toMatchObject({ id: "" });
  });
});

describe("what is not modelled", () => {
  it("is refused by type and by property", async () => {
    await expect(provider.check("urn:pulumi:local::p::gcp:pubsub/topic:Topic::t", {}, {})).rejects.toThrow(
      "does not model gcp:pubsub/topic:Topic",
    );
    const { failures } = await provider.check(BUCKET, {}, bucketInputs({ website: {}, location: undefined }));
    expect(failures!.map((failure) => failure.property).sort()).toEqual(["location", "website"]);
    const object = await provider.check(OBJECT, {}, { bucket: "b", name: "n" });
    expect(object.failures!.map((failure) => failure.property)).toEqual(["source"]);
  });

  it("says which address does not answer", async () => {
    const nowhere = createLocalGcpProvider(createStorageClient("http://127.0.0.1:1")) as typeof provider;
    await expect(nowhere.create(BUCKET, bucketInputs())).rejects.toThrow("http://127.0.0.1:1 does not answer");
  });
});
