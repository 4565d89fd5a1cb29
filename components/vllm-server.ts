/** vLLM on Cloud Run with a GPU: one base model, any number of our adapters on it, OpenAI's protocol. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as cloudrun from "@pulumi/gcp/cloudrunv2";
import * as serviceaccount from "@pulumi/gcp/serviceaccount";
import * as storage from "@pulumi/gcp/storage";
import {
  asset,
  ComponentResource,
  type ComponentResourceOptions,
  type Input,
  interpolate,
  type Output,
} from "@pulumi/pulumi";
import { type AdapterRecord, readAdapters } from "./adapter-records";

export interface VllmServerArgs {
  readonly project: string;
  /** Region of Cloud Run that has the GPU. */
  readonly location: string;
  /** vLLM's image, best by digest: `docker.io/vllm/vllm-openai@sha256:...`. */
  readonly image: Input<string>;
  /** Folders of adapters that the local trainer made; they are uploaded. All of one base model. */
  readonly adapters: readonly string[];
  /** vLLM's name of the parser that reads the family's calls: `hermes` (Qwen 2.5 and 3), `llama3_json`, `mistral` ... */
  readonly toolCallParser: string;
  /** Bucket for the adapters. */
  readonly bucket: Input<string>;
  /** Commit of the base model on the hub; absent: the newest, which the start refuses when its bytes are others. */
  readonly revision?: string;
  /** Secret Manager's secret with a token of the hub, for gated models: `projects/P/secrets/S`. */
  readonly hubTokenSecret?: Input<string>;
  /** Default `nvidia-l4`, with 8 CPUs and 32 GiB. */
  readonly accelerator?: string;
  readonly cpu?: string;
  readonly memory?: string;
  /** Default 0: costs nothing while nobody asks, and the first answer takes minutes. */
  readonly minInstances?: number;
  /** Default 1. */
  readonly maxInstances?: number;
  /** Who may call it: `serviceAccount:...`, `user:...`. Default: nobody; `allUsers` is refused. */
  readonly callers?: readonly string[];
  /** More arguments of `vllm serve`: `["--max-model-len", "16384"]`. */
  readonly vllmArguments?: readonly string[];
  readonly labels?: { readonly [key: string]: string };
}

const MOUNT = "/adapters";
const START = resolve(__dirname, "../trainer/flanstack_trainer/vllm_start.py");
/** A base model of some gigabytes is fetched and loaded first: fifteen minutes. */
const START_PROBE = { periodSeconds: 15, failureThreshold: 60, timeoutSeconds: 5 };
/** What of an adapter vLLM and our check read. */
const FILES = ["adapter_model.safetensors", "adapter_config.json", "flanstack-adapter.json"] as const;

export class VllmServer extends ComponentResource {
  /** Base address of OpenAI's protocol: `https://.../v1`. */
  readonly url: Output<string>;
  /** What to ask for by name: the adapters' models, and the base model. */
  readonly models: readonly string[];

  /** @throws FlanstackError with every adapter that does not fit the others, before anything is declared */
  constructor(name: string, args: VllmServerArgs, options?: ComponentResourceOptions) {
    super("flanstack:index:VllmServer", name, {}, options);
    const records = readAdapters(args.adapters, args.callers ?? []);
    const objects = records.flatMap((record) => uploadAdapter(name, args, record, this));
    const account = declareAccount(name, args, this);
    const service = declareService(name, args, { records, account, dependsOn: objects }, this);
    declareCallers(name, args, service, this);
    this.url = interpolate`${service.uri}/v1`;
    this.models = [...records.map(({ model }) => model), records[0]!.baseModel];
    this.registerOutputs({ url: this.url });
  }
}

/** Names follow from the weights, so that new weights are new objects and a new revision of the service. */
function folderOf({ model, weightsDigest }: AdapterRecord): string {
  return `adapters/${model}/${weightsDigest.slice(0, 16)}`;
}

function uploadAdapter(name: string, args: VllmServerArgs, record: AdapterRecord, parent: VllmServer) {
  return FILES.map(
    (file) =>
      new storage.BucketObject(
        `${name}-${record.model}-${file}`,
        {
          bucket: args.bucket,
          name: `${folderOf(record)}/${file}`,
          source: new asset.FileAsset(join(record.folder, file)),
        },
        { parent, deleteBeforeReplace: false, retainOnDelete: true },
      ),
  );
}

/** An account of its own, which may read the adapters and nothing else. */
function declareAccount(name: string, args: VllmServerArgs, parent: VllmServer): serviceaccount.Account {
  const account = new serviceaccount.Account(
    `${name}-account`,
    { project: args.project, accountId: name.slice(0, 30), displayName: `vLLM ${name}` },
    { parent },
  );
  new storage.BucketIAMMember(
    `${name}-reads-adapters`,
    { bucket: args.bucket, role: "roles/storage.objectViewer", member: account.member },
    { parent },
  );
  return account;
}

interface ServiceParts {
  readonly records: readonly AdapterRecord[];
  readonly account: serviceaccount.Account;
  readonly dependsOn: readonly storage.BucketObject[];
}

function declareService(name: string, args: VllmServerArgs, parts: ServiceParts, parent: VllmServer): cloudrun.Service {
  const served = {
    base: parts.records[0]!.baseModel,
    revision: args.revision ?? null,
    parser: args.toolCallParser,
    adapters: parts.records.map((record) => `${MOUNT}/${folderOf(record)}`),
    arguments: args.vllmArguments ?? [],
  };
  const token = args.hubTokenSecret;
  return new cloudrun.Service(
    `${name}-service`,
    {
      project: args.project,
      location: args.location,
      labels: { ...args.labels, "managed-by": "flanstack" },
      deletionProtection: false,
      template: {
        serviceAccount: parts.account.email,
        scaling: { minInstanceCount: args.minInstances ?? 0, maxInstanceCount: args.maxInstances ?? 1 },
        nodeSelector: { accelerator: args.accelerator ?? "nvidia-l4" },
        gpuZonalRedundancyDisabled: true,
        timeout: "600s",
        volumes: [{ name: "adapters", gcs: { bucket: args.bucket, readOnly: true } }],
        containers: [
          {
            image: args.image,
            // Our check, then vLLM in the same process.
            commands: ["python3", "-c", readFileSync(START, "utf8")],
            envs: [
              { name: "SERVED", value: JSON.stringify(served) },
              ...(token === undefined
                ? []
                : [{ name: "HF_TOKEN", valueSource: { secretKeyRef: { secret: token, version: "latest" } } }]),
            ],
            ports: { containerPort: 8000 },
            resources: {
              limits: { cpu: args.cpu ?? "8", memory: args.memory ?? "32Gi", "nvidia.com/gpu": "1" },
              cpuIdle: false,
            },
            startupProbe: { ...START_PROBE, httpGet: { path: "/health", port: 8000 } },
            volumeMounts: [{ name: "adapters", mountPath: MOUNT }],
          },
        ],
      },
    },
    { parent, dependsOn: [...parts.dependsOn] },
  );
}

function declareCallers(name: string, args: VllmServerArgs, service: cloudrun.Service, parent: VllmServer): void {
  for (const member of args.callers ?? []) {
    new cloudrun.ServiceIamMember(
      `${name}-caller-${member}`,
      { project: args.project, location: args.location, name: service.name, role: "roles/run.invoker", member },
      { parent },
    );
  }
}
