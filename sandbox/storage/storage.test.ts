/** Cloud Storage through Google's own Node client, and what the Go client sends by hand. */
import { Storage } from "@google-cloud/storage";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type SandboxInProcess, startInProcess } from "../start-in-process";

let sandbox: SandboxInProcess;
let storage: Storage;
let count = 0;
let name: string;

beforeAll(async () => {
  sandbox = await startInProcess();
  storage = new Storage({ apiEndpoint: sandbox.url, projectId: "p", retryOptions: { autoRetry: false } });
});
afterAll(() => sandbox.close());
beforeEach(() => {
  count += 1;
  name = `bucket-${count}`;
});

interface Wire {
  status: number;
  headers: Headers;
  body: Record<string, unknown> & { error?: { code: number; message: string; errors: { reason: string }[] } };
}

async function wire(
  method: string,
  path: string,
  body?: object | string,
  headers: Record<string, string> = {},
): Promise<Wire> {
  const text = typeof body === "string" ? body : body && JSON.stringify(body);
  const reply = await fetch(`${sandbox.url}${path}`, { method, body: text, headers });
  const content = await reply.text();
  return { status: reply.status, headers: reply.headers, body: content === "" ? {} : JSON.parse(content) };
}

const create = (fields: object = {}) => wire("POST", "/storage/v1/b?project=p", { name, ...fields });

describe("buckets", () => {
  it("read back as they were made, in the forms that the gcp provider compares", async () => {
    await create({
      location: "europe-west4",
      labels: { team: "qa", "goog-pulumi-provisioned": "true" },
      iamConfiguration: { uniformBucketLevelAccess: { enabled: true }, publicAccessPrevention: "enforced" },
      versioning: { enabled: true },
      softDeletePolicy: { retentionDurationSeconds: 604800 },
      lifecycle: { rule: [{ action: { type: "Delete" }, condition: { age: 30, isLive: false } }] },
    });
    const { body } = await wire("GET", `/storage/v1/b/${name}?alt=json&prettyPrint=false`);
    expect(body).toMatchObject({
      kind: "storage#bucket",
      id: name,
      location: "EUROPE-WEST4",
      locationType: "region",
      storageClass: "STANDARD",
      labels: { team: "qa", "goog-pulumi-provisioned": "true" },
      iamConfiguration: { uniformBucketLevelAccess: { enabled: true }, publicAccessPrevention: "enforced" },
      versioning: { enabled: true },
      softDeletePolicy: { retentionDurationSeconds: "604800", effectiveTime: expect.any(String) },
      lifecycle: { rule: [{ action: { type: "Delete" }, condition: { age: 30, isLive: false } }] },
      projectNumber: expect.stringMatching(/^\d+$/),
      metageneration: "1",
    });
  });

  it.each([
    ["no location is the US multi-region", {}, { location: "US", locationType: "multi-region", rpo: "DEFAULT" }],
    ["a dual region", { location: "nam4" }, { location: "NAM4", locationType: "dual-region" }],
    [
      "seconds of a retention policy are a text",
      { retentionPolicy: { retentionPeriod: 60 } },
      { retentionPolicy: { retentionPeriod: "60" } },
    ],
    [
      "uniform access is told also when it is off",
      { iamConfiguration: {} },
      { iamConfiguration: { uniformBucketLevelAccess: { enabled: false } } },
    ],
  ])("%s", async (_, fields, expected) => {
    expect((await create(fields)).body).toMatchObject(expected);
  });

  it.each([
    ["upper case in the name", { name: "Bad" }, 400],
    ["an address as a name", { name: "10.0.0.1" }, 400],
    ["a reserved prefix", { name: "google-data" }, 400],
    ["a place that is none", { location: "somewhere" }, 400],
    ["a label in upper case", { labels: { Team: "x" } }, 400],
    ["an unknown public access prevention", { iamConfiguration: { publicAccessPrevention: "maybe" } }, 400],
    ["soft delete below a week", { softDeletePolicy: { retentionDurationSeconds: 60 } }, 400],
    ["an unknown field", { colour: "blue" }, 400],
  ])("are refused for %s", async (_, fields, status) => {
    expect((await create(fields)).status).toBe(status);
  });

  it("are made once: the second time is a conflict", async () => {
    await create();
    const { status, body } = await create();
    expect([status, body.error!.errors[0]!.reason]).toEqual([409, "conflict"]);
  });

  it("merge patches: null removes, the last label takes the field along", async () => {
    await create({ labels: { a: "1", b: "2" }, cors: [{ method: ["GET"] }] });
    const patch = (body: object) => wire("PATCH", `/storage/v1/b/${name}`, body);
    expect((await patch({ labels: { a: null, c: "3" } })).body).toMatchObject({
      labels: { b: "2", c: "3" },
      metageneration: "2",
    });
    const last = (await patch({ labels: { b: null, c: null }, cors: [] })).body;
    expect(last.labels).toBeUndefined();
    expect(last.cors).toBeUndefined();
  });

  it("go only when they are empty, noncurrent versions included", async () => {
    await create({ versioning: { enabled: true } });
    const bucket = storage.bucket(name);
    await bucket.file("a").save("1", { resumable: false });
    await bucket.file("a").delete();
    const { status, body } = await wire("DELETE", `/storage/v1/b/${name}`);
    expect([status, body.error!.message]).toEqual([409, "The bucket you tried to delete is not empty."]);
    await bucket.deleteFiles({ versions: true });
    expect((await wire("DELETE", `/storage/v1/b/${name}`)).status).toBe(204);
    expect((await wire("GET", `/storage/v1/b/${name}`)).status).toBe(404);
  });

  it("answer what destroy asks: Anywhere Caches of a bucket without any", async () => {
    await create();
    expect((await wire("GET", `/storage/v1/b/${name}/anywhereCaches/`)).status).toBe(200);
  });

  it("keep an IAM policy under its etag, and refuse ACLs under uniform access", async () => {
    await create({
      iamConfiguration: { uniformBucketLevelAccess: { enabled: true }, publicAccessPrevention: "enforced" },
    });
    const path = `/storage/v1/b/${name}/iam?optionsRequestedPolicyVersion=3`;
    const { etag } = (await wire("GET", path)).body;
    const bindings = [{ role: "roles/storage.objectViewer", members: ["user:a@example.com"] }];
    expect((await wire("PUT", path, { etag, bindings })).body).toMatchObject({ bindings });
    expect((await wire("PUT", path, { etag, bindings })).status).toBe(412);
    expect(
      (await wire("PUT", path, { bindings: [{ role: "roles/storage.objectViewer", members: ["allUsers"] }] })).status,
    ).toBe(412);
    expect(
      (await wire("POST", `/storage/v1/b/${name}/acl`, { entity: "user-a@example.com", role: "READER" })).status,
    ).toBe(400);
  });
});

describe("objects", () => {
  it("carry checksums, generations and metadata through the Node client", async () => {
    await create();
    const file = storage.bucket(name).file("d/ä b.txt");
    await file.save("hello", { resumable: false, contentType: "text/plain", metadata: { metadata: { rows: "1" } } });
    const [metadata] = await file.getMetadata();
    expect(metadata).toMatchObject({
      name: "d/ä b.txt",
      size: "5",
      md5Hash: "XUFAKrxLKna5cZ2REBfFkg==",
      crc32c: "mnG7TA==",
      contentType: "text/plain",
      metadata: { rows: "1" },
      metageneration: "1",
      generation: expect.stringMatching(/^\d{16}$/),
    });
    expect((await file.download())[0].toString()).toBe("hello");
    expect((await file.download({ start: 1, end: 3 }))[0].toString()).toBe("ell");
  });

  it.each([
    ["create only", { ifGenerationMatch: 0 }],
    ["another generation", { ifGenerationMatch: 12345 }],
    ["another metageneration", { ifMetagenerationMatch: 9 }],
  ])("refuse an overwrite under the precondition: %s", async (_, preconditionOpts) => {
    await create();
    const file = storage.bucket(name).file("claim");
    await file.save("first", { resumable: false, preconditionOpts: { ifGenerationMatch: 0 } });
    await expect(file.save("second", { resumable: false, preconditionOpts })).rejects.toMatchObject({ code: 412 });
    expect((await file.download())[0].toString()).toBe("first");
  });

  it("take an upload whose media part has no headers (Go) to the last byte", async () => {
    await create();
    const body = '--b\r\nContent-Type: application/json\r\n\r\n{"name":"o"}\r\n--b\r\n\r\npayload\r\n--b--\r\n';
    const path = `/upload/storage/v1/b/${name}/o?uploadType=multipart&name=o`;
    expect((await wire("POST", path, body, { "content-type": "multipart/related; boundary=b" })).body).toMatchObject({
      size: "7",
    });
    const media = await fetch(`${sandbox.url}/storage/v1/b/${name}/o/o?alt=media`);
    expect(await media.text()).toBe("payload");
  });

  it("take chunks, also from a client that cannot read a 308, and end a session with its object", async () => {
    await create();
    const opened = await wire("POST", `/upload/storage/v1/b/${name}/o?uploadType=resumable&name=big`, {});
    const session = new URL(opened.headers.get("location")!);
    const put = (range: string, body: string, headers: Record<string, string> = {}) =>
      fetch(session, { method: "PUT", body, headers: { "content-range": range, ...headers }, redirect: "manual" });
    const first = await put("bytes 0-3/*", "abcd", { "x-guploader-no-308": "yes" });
    expect([first.status, first.headers.get("x-http-status-code-override"), first.headers.get("range")]).toEqual([
      200,
      "308",
      "bytes=0-3",
    ]);
    const again = await put("bytes 0-3/*", "abcd");
    expect([again.status, again.headers.get("range")]).toEqual([308, "bytes=0-3"]);
    const restarted = await fetch(session, {
      method: "PUT",
      headers: { "content-range": "bytes */*" },
      redirect: "manual",
    });
    expect(restarted.headers.get("range")).toBe("bytes=0-3");
    const last = await put("bytes 4-5/6", "ef");
    expect(await last.json()).toMatchObject({ name: "big", size: "6" });
    expect(((await (await put("bytes */6", "")).json()) as { size: string }).size).toBe("6");
  });

  it.each([
    ["md5", { "x-goog-hash": "md5=AAAAAAAAAAAAAAAAAAAAAA==" }],
    ["crc32c", { "x-goog-hash": "crc32c=AAAAAA==" }],
  ])("refuse bytes that do not match their %s", async (_, headers) => {
    await create();
    const { status } = await wire("POST", `/upload/storage/v1/b/${name}/o?uploadType=media&name=o`, "data", headers);
    expect(status).toBe(400);
    expect((await wire("GET", `/storage/v1/b/${name}/o/o`)).status).toBe(404);
  });

  it("list by prefix, delimiter, glob and pages", async () => {
    await create();
    const bucket = storage.bucket(name);
    for (const object of ["a.txt", "d/1", "d/2", "d/e/3", "z"])
      await bucket.file(object).save("x", { resumable: false });
    const list = async (query: string) =>
      (await wire("GET", `/storage/v1/b/${name}/o?${query}`)).body as {
        items?: { name: string }[];
        prefixes?: string[];
        nextPageToken?: string;
      };
    const names = (body: { items?: { name: string }[] }) => (body.items ?? []).map((item) => item.name);
    expect(names(await list("prefix=d/&delimiter=/"))).toEqual(["d/1", "d/2"]);
    expect((await list("delimiter=/")).prefixes).toEqual(["d/"]);
    expect(names(await list("matchGlob=d/**"))).toEqual(["d/1", "d/2", "d/e/3"]);
    expect(names(await list("matchGlob=d/*"))).toEqual(["d/1", "d/2"]);
    expect(names(await list("startOffset=d/2&endOffset=z"))).toEqual(["d/2", "d/e/3"]);
    const first = await list("maxResults=2");
    const second = await list(`maxResults=2&pageToken=${first.nextPageToken}`);
    expect([names(first), names(second)]).toEqual([
      ["a.txt", "d/1"],
      ["d/2", "d/e/3"],
    ]);
    expect(await list("fields=items(name,size),nextPageToken&maxResults=1")).toEqual({
      items: [{ name: "a.txt", size: "1" }],
      nextPageToken: expect.any(String),
    });
  });

  it("keep old versions where the bucket wants them, each removable by its generation", async () => {
    await create({ versioning: { enabled: true } });
    const file = storage.bucket(name).file("v");
    await file.save("1", { resumable: false });
    await file.save("2", { resumable: false });
    const versions = async () => (await storage.bucket(name).getFiles({ versions: true }))[0];
    expect((await versions()).map((version) => version.metadata.timeDeleted !== undefined)).toEqual([true, false]);
    const [old] = await versions();
    const path = `/storage/v1/b/${name}/o/v?generation=${old!.metadata.generation}`;
    expect((await wire("DELETE", path)).status).toBe(204);
    expect(await versions()).toHaveLength(1);
  });

  it("come back from soft deletion within the policy's time", async () => {
    await create();
    const file = storage.bucket(name).file("s");
    await file.save("kept", { resumable: false });
    const [{ generation }] = await file.getMetadata();
    await file.delete();
    const restored = await wire("POST", `/storage/v1/b/${name}/o/s/restore?generation=${generation}`, {});
    expect(restored.status).toBe(200);
    expect((await file.download())[0].toString()).toBe("kept");
  });

  it("obey holds and retention", async () => {
    await create({ retentionPolicy: { retentionPeriod: 100 } });
    const file = storage.bucket(name).file("r");
    await file.save("x", { resumable: false });
    await expect(file.delete()).rejects.toMatchObject({ code: 403 });
  });

  it("change metadata by PATCH (merge) and by PUT (as a whole)", async () => {
    await create();
    await storage
      .bucket(name)
      .file("m")
      .save("x", { resumable: false, contentType: "text/plain", metadata: { metadata: { a: "1" } } });
    const path = `/storage/v1/b/${name}/o/m`;
    expect((await wire("PATCH", path, { metadata: { b: "2" } })).body).toMatchObject({
      metadata: { a: "1", b: "2" },
      metageneration: "2",
    });
    const put = (await wire("PUT", path, { metadata: { c: "3" } })).body;
    expect(put).toMatchObject({ metadata: { c: "3" } });
    expect(put.contentType).toBeUndefined();
  });

  it("copy, rewrite, move and compose", async () => {
    await create();
    const bucket = storage.bucket(name);
    await bucket.file("one").save("1", { resumable: false, contentType: "text/x" });
    await bucket.file("two").save("2", { resumable: false });
    await bucket.file("one").copy(bucket.file("copy"));
    expect((await bucket.file("copy").getMetadata())[0].contentType).toBe("text/x");
    await bucket.combine(["one", "two"], "both");
    expect((await bucket.file("both").download())[0].toString()).toBe("12");
    await bucket.file("two").move("moved");
    expect((await bucket.file("two").exists())[0]).toBe(false);
    expect((await wire("POST", `/storage/v1/b/${name}/o/one/rewriteTo/b/${name}/o/again`, "null")).body).toMatchObject({
      done: true,
    });
  });
});

describe("everything", () => {
  it("says so when it is not modelled", async () => {
    const { status, body } = await wire("POST", "/storage/v1/b/x/o/bulkRestore", {});
    expect([status, body.error!.message]).toEqual([
      501,
      "POST /storage/v1/b/x/o/bulkRestore is not modelled by the flanstack sandbox.",
    ]);
  });

  it("answers without the prefix too, as clients of STORAGE_EMULATOR_HOST ask", async () => {
    await create();
    expect((await wire("GET", `/b/${name}`)).status).toBe(200);
  });

  it("is still there after a restart", async () => {
    await create({ labels: { a: "b" } });
    await storage.bucket(name).file("kept").save("x", { resumable: false });
    sandbox = await sandbox.restart();
    storage = new Storage({ apiEndpoint: sandbox.url, projectId: "p" });
    expect((await storage.bucket(name).getMetadata())[0].labels).toEqual({ a: "b" });
    expect((await storage.bucket(name).file("kept").download())[0].toString()).toBe("x");
  });
});
