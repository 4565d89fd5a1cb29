/** Google's fault API, driven by Google's client: retries succeed where the client may retry. */
import { Storage } from "@google-cloud/storage";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type SandboxInProcess, startInProcess } from "../start-in-process";

let sandbox: SandboxInProcess;
let count = 0;
beforeAll(async () => {
  sandbox = await startInProcess();
});
afterAll(() => sandbox.close());
beforeEach(() => {
  count += 1;
});

async function retryTest(operation: string, instructions: string[]): Promise<string> {
  const body = JSON.stringify({ instructions: { [operation]: instructions } });
  const reply = await fetch(`${sandbox.url}/retry_test`, { method: "POST", body });
  return ((await reply.json()) as { id: string }).id;
}

async function isCompleted(id: string): Promise<boolean> {
  return ((await (await fetch(`${sandbox.url}/retry_test/${id}`)).json()) as { completed: boolean }).completed;
}

function client(id: string): Storage {
  const storage = new Storage({
    apiEndpoint: sandbox.url,
    projectId: "p",
    retryOptions: { retryDelayMultiplier: 0.01 },
  });
  storage.interceptors.push({
    request: (options) => {
      return { ...options, headers: { ...options.headers, "x-retry-test-id": id } } as never;
    },
  });
  return storage;
}

const BIG = Buffer.alloc(600 * 1024, "x");

describe("retry tests", () => {
  it.each([
    [
      "two 503, then a read",
      "storage.buckets.get",
      ["return-503", "return-503"],
      (storage: Storage) => storage.bucket("kept").getMetadata(),
      true,
    ],
    [
      "a reset connection, then a read",
      "storage.buckets.get",
      ["return-reset-connection"],
      (storage: Storage) => storage.bucket("kept").getMetadata(),
      true,
    ],
    [
      "a refusal is not retried",
      "storage.buckets.get",
      ["return-400"],
      (storage: Storage) => storage.bucket("kept").getMetadata(),
      false,
    ],
    [
      "an overwrite without a precondition is not retried",
      "storage.objects.insert",
      ["return-503"],
      (storage: Storage) => storage.bucket("kept").file("a").save("x", { resumable: false }),
      false,
    ],
    [
      "a resumable upload goes on after 256 KiB",
      "storage.objects.insert",
      ["return-503-after-256K"],
      async (storage: Storage) => {
        const file = storage.bucket("kept").file("big");
        await file.save(BIG, { resumable: true, chunkSize: 256 * 1024, preconditionOpts: { ifGenerationMatch: 0 } });
        expect((await file.download())[0].equals(BIG)).toBe(true);
      },
      true,
    ],
  ])("%s", async (_, operation, instructions, act, succeeds) => {
    if (count === 1) await new Storage({ apiEndpoint: sandbox.url, projectId: "p" }).createBucket("kept");
    const id = await retryTest(operation, instructions);
    const outcome = await act(client(id)).then(
      () => true,
      (error: Error) => error,
    );
    expect(outcome === true ? true : String(outcome)).toEqual(succeeds ? true : expect.stringMatching(/./));
    expect(await isCompleted(id)).toBe(true);
  });

  it("strikes the other services by their own operations", async () => {
    const id = await retryTest("vertex.tuningJobs.list", ["return-429"]);
    const list = () =>
      fetch(`${sandbox.url}/v1/projects/p/locations/us-central1/tuningJobs`, { headers: { "x-retry-test-id": id } });
    const struck = await list();
    expect([struck.status, ((await struck.json()) as { error: { status: string } }).error.status]).toEqual([
      429,
      "RESOURCE_EXHAUSTED",
    ]);
    expect((await list()).status).toBe(200);
  });

  it("breaks a reply off in the middle", async () => {
    const id = await retryTest("storage.buckets.get", ["return-broken-stream"]);
    const reply = await fetch(`${sandbox.url}/storage/v1/b/kept`, { headers: { "x-retry-test-id": id } });
    await expect(reply.text()).rejects.toThrow();
  });

  it.each([
    ["an unknown method", { instructions: { "storage.bucket.get": ["return-503"], nonsense: [] } }],
    ["an unknown instruction", { instructions: { "storage.buckets.get": ["return-nothing"] } }],
    ["no instructions", {}],
  ])("refuses %s", async (_, body) => {
    const reply = await fetch(`${sandbox.url}/retry_test`, { method: "POST", body: JSON.stringify(body) });
    expect(reply.status).toBe(400);
  });

  it("lists, shows and forgets tests", async () => {
    const id = await retryTest("storage.buckets.get", ["return-503"]);
    const all = (await (await fetch(`${sandbox.url}/retry_tests`)).json()) as { retry_test: { id: string }[] };
    expect(all.retry_test.map((test) => test.id)).toContain(id);
    await fetch(`${sandbox.url}/retry_test/${id}`, { method: "DELETE" });
    expect((await fetch(`${sandbox.url}/retry_test/${id}`)).status).toBe(404);
  });
});
