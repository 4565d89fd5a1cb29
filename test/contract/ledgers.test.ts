import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "../../primitives";
import { type LaunchedSandbox, launchSandbox } from "../../sandbox";
import { createLedger, openLedger } from "../../tuning";
import { claimDraft, describeLedger } from "./ledger";
import { createSandboxAdmin } from "./sandbox-admin";

const root = mkdtempSync(join(tmpdir(), "flanstack-ledgers-"));
let sandbox: LaunchedSandbox;
beforeAll(async () => {
  sandbox = await launchSandbox({ dataDirectory: join(root, "sandbox"), port: 0, speed: 1 });
});
afterAll(async () => {
  await sandbox?.stop();
  rmSync(root, { recursive: true, force: true });
});

const openAt = (address: string) => openLedger(address, { clock: systemClock, storageBaseUrl: sandbox.url });

describeLedger("A folder", async () => {
  const folder = mkdtempSync(join(root, "folder-"));
  return () => openAt(pathToFileURL(folder).href);
});

describeLedger("A bucket", async () => {
  await createSandboxAdmin(sandbox.url).reset();
  await createBucket("ledger");
  return () => openAt("gs://ledger/team/a");
});

async function createBucket(name: string): Promise<void> {
  await fetch(`${sandbox.url}/storage/v1/b?project=acme`, { method: "POST", body: JSON.stringify({ name }) });
}

describe("A bucket that misbehaves", () => {
  const key = "ef".repeat(32);
  async function fresh() {
    const admin = createSandboxAdmin(sandbox.url);
    await admin.reset();
    await createBucket("ledger");
    return { admin, ledger: openAt("gs://ledger/") };
  }

  it.each([
    ["the reply to the first claim is dropped", "drop"],
    ["the reply to the first claim is a 503", "status"],
  ] as const)("knows that it won when %s", async (_, action) => {
    const { admin, ledger } = await fresh();
    await admin.fault({ operation: "storage.objects.insert", nth: 1, moment: "committed", action, status: 503 });
    const claim = claimDraft(key);
    expect((await ledger.create(key, claim))?.claim.nonce).toBe(claim.nonce);
  });

  it("says so when its bucket is missing, instead of finding nothing", async () => {
    await fresh();
    const ledger = openAt("gs://nobody-made-this/x");
    await expect(ledger.read(key)).rejects.toMatchObject({ code: "ledger_missing" });
    await expect(ledger.list()).rejects.toMatchObject({ code: "ledger_missing" });
    await expect(ledger.create(key, claimDraft(key))).rejects.toMatchObject({ code: "ledger_missing" });
  });

  it("says so when it cannot be reached", async () => {
    const { admin, ledger } = await fresh();
    await admin.fault({ operation: "storage.objects.*", moment: "received", action: "status", status: 403 });
    await expect(ledger.read(key)).rejects.toMatchObject({ code: "ledger_unreachable", isRetryable: false });
  });

  it("holds claims as readable JSON at a known place", async () => {
    const { ledger } = await fresh();
    await ledger.create(key, claimDraft(key));
    const reply = await fetch(
      `${sandbox.url}/storage/v1/b/ledger/o/${encodeURIComponent(`claims/${key}.json`)}?alt=media`,
    );
    expect(await reply.json()).toMatchObject({ version: 1, jobKey: key, writtenAt: expect.any(String) });
  });
});

describe("A folder that misbehaves", () => {
  it("says which file is no claim", async () => {
    const folder = mkdtempSync(join(root, "broken-"));
    const ledger = openAt(pathToFileURL(folder).href);
    const key = "12".repeat(32);
    await ledger.create(key, claimDraft(key));
    const [file] = readdirSync(join(folder, "claims"));
    writeFileSync(join(folder, "claims", file!), "{}");
    await expect(ledger.read(key)).rejects.toThrow(file!);
  });

  it("leaves no drafts behind", async () => {
    const folder = mkdtempSync(join(root, "drafts-"));
    const ledger = openAt(pathToFileURL(folder).href);
    const key = "34".repeat(32);
    await Promise.all([1, 2, 3].map(() => ledger.create(key, claimDraft(key))));
    expect(readdirSync(join(folder, "claims"))).toHaveLength(1);
  });
});

describe("createLedger", () => {
  const place = () => ({ project: "acme", location: "europe-west4", storageBaseUrl: sandbox.url });

  it("makes a hardened, labelled bucket in the named region, once", async () => {
    await createSandboxAdmin(sandbox.url).reset();
    const options = { ...place(), address: "gs://made-on-purpose/x", labels: { owner: "ml" } };
    expect(await createLedger(options)).toBe(true);
    expect(await createLedger(options)).toBe(false);
    const bucket = await (await fetch(`${sandbox.url}/storage/v1/b/made-on-purpose`)).json();
    expect(bucket).toMatchObject({
      location: "EUROPE-WEST4",
      labels: { owner: "ml", "managed-by": "flanstack" },
      versioning: { enabled: true },
      iamConfiguration: { uniformBucketLevelAccess: { enabled: true }, publicAccessPrevention: "enforced" },
    });
    expect(await openAt(options.address).list()).toEqual([]);
  });

  it("makes a folder", async () => {
    const address = pathToFileURL(join(root, "new", "folder")).href;
    expect(await createLedger({ address })).toBe(true);
    expect(await createLedger({ address })).toBe(false);
  });

  it.each([
    ["no project", { project: undefined }],
    ["no region", { location: "" }],
    ["no address", { address: "s3://x" }],
  ])("guesses nothing: %s", async (_, changes) => {
    await expect(createLedger({ ...place(), address: "gs://x/y", ...changes })).rejects.toMatchObject({
      code: "ledger_address",
    });
  });
});

it("refuses an address that is no ledger", () => {
  expect(() => openAt("s3://bucket")).toThrow("gs://bucket/prefix or file:///folder");
});
