/** The provider's own process as the engine talks to it: over gRPC, with the sandbox as a process beside it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { credentials } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import proto from "@pulumi/pulumi/proto/provider_pb";
import structs from "google-protobuf/google/protobuf/struct_pb";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type LaunchedSandbox, launchSandbox } from "../launch";

const URN = "urn:pulumi:local::p::gcp:storage/bucket:Bucket::data";
const INPUTS = {
  name: "over-grpc",
  location: "us-central1",
  project: "p",
  labels: { stack: "local" },
  forceDestroy: true,
};

let directory: string;
let sandbox: LaunchedSandbox;
let client: ResourceProviderClient;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "provider-process-"));
  sandbox = await launchSandbox({ dataDirectory: directory, gcpProvider: true });
  client = new ResourceProviderClient(`127.0.0.1:${sandbox.gcpProviderPort}`, credentials.createInsecure());
});
afterAll(async () => {
  client.close();
  await sandbox.stop();
  rmSync(directory, { recursive: true, force: true });
});

const struct = (value: object) => structs.Struct.fromJavaScript(value as never);

function call<Reply>(method: (callback: (error: Error | null, reply: Reply) => void) => unknown): Promise<Reply> {
  return new Promise((resolve, reject) => {
    method((error, reply) => (error === null ? resolve(reply) : reject(error)));
  });
}

it("checks, creates, diffs, reads and deletes", async () => {
  const check = new proto.CheckRequest();
  check.setUrn(URN);
  check.setOlds(struct({}));
  check.setNews(struct(INPUTS));
  const checked = await call<proto.CheckResponse>((callback) => client.check(check, callback));
  expect(checked.getFailuresList()).toEqual([]);

  const create = new proto.CreateRequest();
  create.setUrn(URN);
  create.setProperties(checked.getInputs());
  const created = await call<proto.CreateResponse>((callback) => client.create(create, callback));
  expect(created.getId()).toBe("over-grpc");
  expect((await fetch(`${sandbox.url}/storage/v1/b/over-grpc`)).status).toBe(200);

  const diff = new proto.DiffRequest();
  diff.setId("over-grpc");
  diff.setUrn(URN);
  diff.setOlds(created.getProperties());
  diff.setNews(checked.getInputs());
  const unchanged = await call<proto.DiffResponse>((callback) => client.diff(diff, callback));
  expect(unchanged.getChanges()).toBe(proto.DiffResponse.DiffChanges.DIFF_NONE);

  const read = new proto.ReadRequest();
  read.setId("over-grpc");
  read.setUrn(URN);
  read.setProperties(created.getProperties());
  const found = await call<proto.ReadResponse>((callback) => client.read(read, callback));
  expect(found.getProperties()!.toJavaScript()).toMatchObject({ location: "US-CENTRAL1", labels: { stack: "local" } });

  const remove = new proto.DeleteRequest();
  remove.setId("over-grpc");
  remove.setUrn(URN);
  remove.setProperties(created.getProperties());
  await call((callback) => client.delete(remove, callback));
  expect((await fetch(`${sandbox.url}/storage/v1/b/over-grpc`)).status).toBe(404);
});

it("tells the engine what it does not model", async () => {
  const check = new proto.CheckRequest();
  check.setUrn("urn:pulumi:local::p::gcp:compute/instance:Instance::vm");
  check.setOlds(struct({}));
  check.setNews(struct({}));
  await expect(call((callback) => client.check(check, callback))).rejects.toThrow(
    "does not model gcp:compute/instance:Instance",
  );
});
