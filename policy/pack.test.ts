/** The pack as Pulumi runs it: a process of its own, spoken to over gRPC. */
import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const load = createRequire(__filename);
const grpc = load("@grpc/grpc-js");
const { AnalyzerClient } = load("@pulumi/pulumi/proto/analyzer_grpc_pb.js");
const messages = load("@pulumi/pulumi/proto/analyzer_pb.js");
const { Empty } = load("google-protobuf/google/protobuf/empty_pb.js");
const { Struct } = load("google-protobuf/google/protobuf/struct_pb.js");

const runner = load.resolve("@pulumi/pulumi/cmd/run-policy-pack");
let pack: ChildProcess;
// biome-ignore lint/suspicious/noExplicitAny: the generated clients have no types
let client: any;

/** Started as the engine starts it: in the pack's folder, with a port nobody listens on for the engine's address. */
beforeAll(async () => {
  pack = spawn(process.execPath, [runner, "127.0.0.1:9", "."], {
    cwd: resolve(__dirname),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const port = await new Promise<string>((done, fail) => {
    let errors = "";
    pack.stderr!.on("data", (chunk) => {
      errors += chunk;
    });
    pack.stdout!.on("data", (chunk) => done(String(chunk).trim()));
    pack.on("exit", (code) => fail(new Error(`the pack ended with ${code}: ${errors.slice(0, 500)}`)));
  });
  client = new AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
});

afterAll(() => {
  client?.close();
  pack?.kill();
});

// biome-ignore lint/suspicious/noExplicitAny: the generated messages have no types
function call(method: string, request: unknown): Promise<any> {
  return new Promise((done, fail) => {
    client[method](request, (error: Error | null, reply: unknown) => (error ? fail(error) : done(reply)));
  });
}

async function analyzeStack(resources: readonly { type: string; name: string; props: object }[]): Promise<string[]> {
  const request = new messages.AnalyzeStackRequest();
  for (const { type, name, props } of resources) {
    const resource = new messages.AnalyzerResource();
    resource.setType(type);
    resource.setName(name);
    resource.setUrn(`urn:pulumi:dev::flanstack::${type}::${name}`);
    resource.setProperties(Struct.fromJavaScript(props));
    resource.setOptions(new messages.AnalyzerResourceOptions());
    request.addResources(resource);
  }
  const reply = await call("analyzeStack", request);
  // biome-ignore lint/suspicious/noExplicitAny: the generated messages have no types
  return reply.getDiagnosticsList().map((one: any) => `${one.getPolicyname()}: ${one.getMessage()}`);
}

describe("the pack", () => {
  it("offers its six policies, all mandatory, with the settings they take", async () => {
    const info = await call("getAnalyzerInfo", new Empty());
    // biome-ignore lint/suspicious/noExplicitAny: the generated messages have no types
    const policies = info.getPoliciesList().map((one: any) => [one.getName(), one.getEnforcementlevel()]);
    expect(policies).toEqual(
      ["budget", "allowed-models", "retirement", "residency", "bucket-hardening", "no-plaintext-keys"].map((name) => [
        name,
        messages.EnforcementLevel.MANDATORY,
      ]),
    );
  });

  it("refuses a stack that breaks the rules, each rule by its name", async () => {
    const found = await analyzeStack([
      { type: "gcp:storage/bucket:Bucket", name: "data", props: { location: "us", uniformBucketLevelAccess: true } },
      {
        type: "pulumi-nodejs:dynamic/flanstack:TuningJob",
        name: "qa_agent",
        props: {
          spec: { provider: "gemini", method: "supervised", baseModel: "gemini-2.5-flash", trainDigest: "00" },
          labels: { note: `AIza${"x".repeat(35)}` },
        },
      },
    ]);
    for (const name of ["budget", "retirement", "bucket-hardening", "no-plaintext-keys"]) {
      expect(found.join("\n")).toContain(`${name}: `);
    }
  });

  it("lets a stack without jobs and with a hardened bucket pass", async () => {
    const props = {
      location: "europe-west4",
      uniformBucketLevelAccess: true,
      publicAccessPrevention: "enforced",
      versioning: { enabled: true },
    };
    expect(await analyzeStack([{ type: "gcp:storage/bucket:Bucket", name: "data", props }])).toEqual([]);
  });
});
