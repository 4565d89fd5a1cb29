/** The vLLM server is declared from the adapters' own records; adapters that do not belong together are refused. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { VllmServer, type VllmServerArgs } from "../../components";

const folder = mkdtempSync(join(tmpdir(), "flanstack-vllm-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const record = {
  version: 1,
  baseModel: "Qwen/Qwen3-4B-Instruct-2507",
  baseDigest: "a".repeat(64),
  templateDigest: "b".repeat(64),
  toolParser: "response-template",
  hyperparameters: { adapterSize: 16 },
};

function adapter(model: string, changes: object = {}, name = model): string {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, "flanstack-adapter.json"), JSON.stringify({ ...record, model, ...changes }));
  writeFileSync(join(path, "adapter_config.json"), "{}");
  writeFileSync(join(path, "adapter_model.safetensors"), `weights of ${name}`);
  return path;
}

const args = (adapters: readonly string[], changes: Partial<VllmServerArgs> = {}): VllmServerArgs => ({
  project: "p",
  location: "europe-west4",
  image: "docker.io/vllm/vllm-openai@sha256:0",
  bucket: "weights",
  toolCallParser: "hermes",
  adapters,
  ...changes,
});

/** What of the inputs is looked at. */
interface Inputs {
  readonly name: string;
  readonly member: string;
  readonly template: {
    readonly nodeSelector: object;
    readonly scaling: object;
    readonly containers: readonly [Container];
  };
}
interface Container {
  readonly commands: readonly string[];
  readonly envs: readonly { readonly name: string; readonly value: string }[];
  readonly resources: { readonly limits: Readonly<Record<string, string>> };
}
interface Declared {
  readonly type: string;
  readonly name: string;
  readonly inputs: Inputs;
}
const declared: Declared[] = [];
const ofType = (type: string) => declared.filter((each) => each.type.endsWith(type));

beforeAll(() =>
  pulumi.runtime.setMocks({
    newResource: ({ type, name, inputs }) => {
      declared.push({ type, name, inputs });
      return {
        id: name,
        state: { ...inputs, uri: "https://vllm.run.app", email: "v@p", member: "serviceAccount:v@p" },
      };
    },
    call: () => ({}),
  }),
);

describe("VllmServer", () => {
  let server: VllmServer;
  let container: Container;
  beforeAll(async () => {
    const adapters = [adapter("qa"), adapter("legal")];
    server = new VllmServer(
      "agents",
      args(adapters, { callers: ["serviceAccount:app@p"], vllmArguments: ["--max-model-len", "16384"] }),
    );
    await new Promise((done) => server.url.apply(done));
    container = ofType("service:Service")[0]!.inputs.template.containers[0];
  });

  it("uploads each adapter under names that follow from its weights", () => {
    const names = ofType("BucketObject").map(({ inputs }) => inputs.name);
    expect(names).toHaveLength(6);
    for (const name of names)
      expect(name).toMatch(/^adapters\/(qa|legal)\/[0-9a-f]{16}\/[a-z_-]+\.(json|safetensors)$/);
    expect(new Set(names.map((name) => name.split("/")[2])).size).toBe(2);
  });

  it("hands vLLM's image our check, with what it has to compare", () => {
    expect(container.commands.slice(0, 2)).toEqual(["python3", "-c"]);
    expect(container.commands[2]).toContain("os.execvp");
    const served = JSON.parse(container.envs[0]!.value);
    expect(served).toMatchObject({ base: record.baseModel, parser: "hermes", arguments: ["--max-model-len", "16384"] });
    expect(served.adapters.map((path: string) => path.split("/").slice(0, 4).join("/"))).toEqual([
      "/adapters/adapters/qa",
      "/adapters/adapters/legal",
    ]);
  });

  it("asks for one GPU, costs nothing while idle, and is called by those who are named", () => {
    const { template } = ofType("service:Service")[0]!.inputs;
    expect(template.nodeSelector).toEqual({ accelerator: "nvidia-l4" });
    expect(container.resources.limits["nvidia.com/gpu"]).toBe("1");
    expect(template.scaling).toEqual({ minInstanceCount: 0, maxInstanceCount: 1 });
    expect(ofType("ServiceIamMember").map(({ inputs }) => inputs.member)).toEqual(["serviceAccount:app@p"]);
    expect(ofType("BucketIAMMember")[0]!.inputs).toMatchObject({
      role: "roles/storage.objectViewer",
      bucket: "weights",
    });
  });

  it("tells address and names", async () => {
    expect(await new Promise((done) => server.url.apply(done))).toBe("https://vllm.run.app/v1");
    expect(server.models).toEqual(["qa", "legal", record.baseModel]);
  });

  it("names a secret of the hub, never its value", async () => {
    const gated = new VllmServer("gated", args([adapter("qa")], { hubTokenSecret: "projects/p/secrets/hub" }));
    await new Promise((done) => gated.url.apply(done));
    const { envs } = ofType("service:Service").find(({ name }) => name === "gated-service")!.inputs.template
      .containers[0];
    expect(envs[1]).toEqual({
      name: "HF_TOKEN",
      valueSource: { secretKeyRef: { secret: "projects/p/secrets/hub", version: "latest" } },
    });
  });

  it.each([
    ["another base's bytes", () => args([adapter("qa"), adapter("b", { baseDigest: "c".repeat(64) })]), "baseDigest"],
    [
      "another template",
      () => args([adapter("qa"), adapter("t", { templateDigest: "c".repeat(64) })]),
      "templateDigest",
    ],
    ["one name twice", () => args([adapter("qa"), adapter("qa", {}, "qa-again")]), "Two adapters are called qa"],
    ["a folder that is none", () => args([adapter("qa"), join(folder, "nothing")]), "flanstack trainer runs"],
    ["no adapter", () => args([]), "no adapter to serve"],
    ["callers who are everybody", () => args([adapter("qa")], { callers: ["allUsers"] }), "GPU that somebody pays"],
  ])("refuses %s, and declares nothing", (_, given, text) => {
    const before = declared.length;
    expect(() => new VllmServer("refused", given())).toThrow(text);
    expect(declared.slice(before).filter(({ type }) => type.startsWith("gcp:"))).toEqual([]);
  });
});
