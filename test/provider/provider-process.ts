/** The real dynamic-provider process, driven over gRPC as the engine drives it, with a stand-in for the engine. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { resolve } from "node:path";
import { credentials, Server, ServerCredentials, type ServiceError } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import {
  CheckRequest,
  ConfigureRequest,
  CreateRequest,
  DeleteRequest,
  DiffRequest,
  ErrorResourceInitFailed,
  ReadRequest,
  UpdateRequest,
} from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

const ROOT = resolve(__dirname, "../..");

/** The stored text of a resource's provider, compiled as in a program. */
export const SHIMS: Readonly<Record<string, { text: string; containsSecrets: boolean }>> = JSON.parse(
  execFileSync(process.execPath, [resolve(__dirname, "serialise-shims.cjs")], { encoding: "utf8", cwd: ROOT }),
);

export type Properties = Record<string, unknown>;

export interface FakeEngine {
  readonly address: string;
  readonly logs: { message: string; urn: string; ephemeral: boolean; severity: number }[];
  stop(): void;
}

/** Takes the provider's progress, and is what the provider watches. */
export async function startFakeEngine(): Promise<FakeEngine> {
  const logs: FakeEngine["logs"] = [];
  const server = new Server();
  server.addService(EngineService as never, {
    log(call: { request: LogRequest }, callback: (error: null, reply: Empty) => void) {
      const { request } = call;
      logs.push({
        message: request.getMessage(),
        urn: request.getUrn(),
        ephemeral: request.getEphemeral(),
        severity: request.getSeverity(),
      });
      callback(null, new Empty());
    },
  });
  const port = await new Promise<number>((done, fail) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error ? fail(error) : done(bound),
    );
  });
  return { address: `127.0.0.1:${port}`, logs, stop: () => server.forceShutdown() };
}

/** An error of create or update; with `id` and `properties` when the resource exists but is not done. */
export class ProviderError extends Error {
  constructor(
    message: string,
    readonly id?: string,
    readonly properties?: Properties,
  ) {
    super(message);
  }
}

export interface ProviderProcess {
  readonly pid: number;
  readonly output: () => string;
  /** Resolves with the exit code, or the signal's name. */
  readonly ended: Promise<number | string>;
  kill(signal?: NodeJS.Signals): void;
  check(olds: Properties, news: Properties): Promise<{ inputs: Properties; failures: string[] }>;
  diff(id: string, olds: Properties, news: Properties): Promise<{ changes: boolean; replaces: string[] }>;
  create(inputs: Properties): Promise<{ id: string; properties: Properties }>;
  read(id: string, properties: Properties): Promise<{ id: string; properties: Properties; inputs: Properties }>;
  update(id: string, olds: Properties, news: Properties): Promise<{ properties: Properties }>;
  delete(id: string, properties: Properties): Promise<void>;
}

/** @param shim which resource's stored text goes with every request */
export async function startProvider(
  engine: FakeEngine,
  shim: "tuningJobProvider" | "tunedModelProvider" | "existingModelProvider" | "evaluationProvider",
  environment: Readonly<Record<string, string>>,
): Promise<ProviderProcess> {
  const script = require.resolve("@pulumi/pulumi/cmd/dynamic-provider");
  const child = spawn(process.execPath, [script, engine.address], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stderr.on("data", (chunk) => {
    output += chunk;
  });
  const ended = new Promise<number | string>((done) =>
    child.once("exit", (code, signal) => done(code ?? signal ?? "unknown")),
  );
  const port = await readPort(child, () => output);
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
  const __provider = SHIMS[shim]!.text;
  // As over the wire: what is undefined is not there.
  const struct = (properties: Properties) =>
    Struct.fromJavaScript(JSON.parse(JSON.stringify({ ...properties, __provider })));
  const configure = new ConfigureRequest();
  configure.setArgs(Struct.fromJavaScript({}));
  await call((done) => client.configure(configure, done));

  return {
    pid: child.pid!,
    output: () => output,
    ended,
    kill(signal = "SIGKILL") {
      child.kill(signal);
    },
    async check(olds, news) {
      const request = new CheckRequest();
      request.setOlds(struct(olds));
      request.setNews(struct(news));
      const reply = await call<import("@pulumi/pulumi/proto/provider_pb").CheckResponse>((done) =>
        client.check(request, done),
      );
      const failures = reply.getFailuresList().map((failure) => `${failure.getProperty()}: ${failure.getReason()}`);
      return { inputs: propertiesOf(reply.getInputs()), failures };
    },
    async diff(id, olds, news) {
      const request = new DiffRequest();
      request.setId(id);
      request.setOlds(struct(olds));
      request.setNews(struct(news));
      const reply = await call<import("@pulumi/pulumi/proto/provider_pb").DiffResponse>((done) =>
        client.diff(request, done),
      );
      return { changes: reply.getChanges() === 2, replaces: reply.getReplacesList() };
    },
    async create(inputs) {
      const request = new CreateRequest();
      request.setProperties(struct(inputs));
      const reply = await call<import("@pulumi/pulumi/proto/provider_pb").CreateResponse>((done) =>
        client.create(request, done),
      );
      return { id: reply.getId(), properties: propertiesOf(reply.getProperties()) };
    },
    async read(id, properties) {
      const request = new ReadRequest();
      request.setId(id);
      request.setProperties(struct(properties));
      const reply = await call<import("@pulumi/pulumi/proto/provider_pb").ReadResponse>((done) =>
        client.read(request, done),
      );
      return {
        id: reply.getId(),
        properties: propertiesOf(reply.getProperties()),
        inputs: propertiesOf(reply.getInputs()),
      };
    },
    async update(id, olds, news) {
      const request = new UpdateRequest();
      request.setId(id);
      request.setOlds(struct(olds));
      request.setNews(struct(news));
      const reply = await call<import("@pulumi/pulumi/proto/provider_pb").UpdateResponse>((done) =>
        client.update(request, done),
      );
      return { properties: propertiesOf(reply.getProperties()) };
    },
    async delete(id, properties) {
      const request = new DeleteRequest();
      request.setId(id);
      request.setProperties(struct(properties));
      await call((done) => client.delete(request, done));
    },
  };
}

function readPort(child: ChildProcess, output: () => string): Promise<number> {
  return new Promise((done, fail) => {
    let text = "";
    child.stdout!.on("data", (chunk) => {
      text += chunk;
      const match = /^(\d+)\n/.exec(text);
      if (match !== null) done(Number(match[1]));
    });
    child.once("exit", (code) => fail(new Error(`the provider ended with ${code}: ${output()}`)));
  });
}

function call<T>(start: (done: (error: ServiceError | null, reply: T) => void) => unknown): Promise<T> {
  return new Promise((resolve_, reject) => {
    start((error, reply) => (error === null ? resolve_(reply) : reject(providerError(error))));
  });
}

function providerError(error: ServiceError): ProviderError {
  const [detail] = error.metadata?.get("grpc-status-details-bin") ?? [];
  if (detail === undefined) return new ProviderError(error.details || error.message);
  const [any] = Status.deserializeBinary(new Uint8Array(detail as Buffer)).getDetailsList();
  const failed = ErrorResourceInitFailed.deserializeBinary(any!.getValue_asU8());
  return new ProviderError(error.details, failed.getId(), propertiesOf(failed.getProperties()));
}

function propertiesOf(struct: Struct | undefined): Properties {
  return (struct?.toJavaScript() ?? {}) as Properties;
}
