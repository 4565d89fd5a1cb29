/** `gcp:storage/bucketObject:BucketObject`. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { sha256 } from "../../primitives";
import { assetOf, isUnknown, type Properties } from "./property-values";
import type { ResourceType } from "./resource-type";
import type { StorageClient } from "./storage-client";

type JsonObject = Record<string, unknown>;

const METADATA = [
  "contentType",
  "metadata",
  "cacheControl",
  "contentDisposition",
  "contentEncoding",
  "contentLanguage",
  "storageClass",
];

export function bucketObjectType(client: StorageClient): ResourceType {
  return {
    inputs: ["bucket", "name", "source", "content", ...METADATA, "deletionPolicy"],
    replaces: ["bucket", "name", "source", ...METADATA],
    computed: ["contentType", "storageClass"],
    defaults: {},
    required: ["bucket"],
    maximumName: 200,
    check(inputs) {
      const { source, content } = inputs;
      const failures = [];
      if ((source === undefined) === (content === undefined)) {
        failures.push({ property: "source", reason: "exactly one of source and content is needed" });
      }
      const asset = assetOf(source);
      if (source !== undefined && !isUnknown(source) && (asset === undefined || asset.uri !== undefined)) {
        failures.push({ property: "source", reason: "the local stack takes a FileAsset or a StringAsset" });
      }
      return failures;
    },

    async create(inputs) {
      return { id: `${String(inputs.bucket)}-${String(inputs.name)}`, outs: await upload(client, inputs) };
    },

    async read(state) {
      const object = await client.call("GET", pathOf(state));
      if (object === undefined) return undefined;
      const now: Properties = { ...outputs(object) };
      for (const key of METADATA) if (key in state) now[key] = object[key];
      const isChanged = object.md5Hash !== state.md5hash;
      return { ...now, detectMd5hash: isChanged ? "different hash" : object.md5Hash };
    },

    async update(state, inputs) {
      const isOnlyPolicy = state.detectMd5hash !== "different hash" && state.content === inputs.content;
      if (!isOnlyPolicy) return upload(client, inputs);
      const kept = [
        "md5hash",
        "md5hexhash",
        "crc32c",
        "generation",
        "mediaLink",
        "selfLink",
        "outputName",
        "detectMd5hash",
        "contentType",
        "storageClass",
      ];
      return Object.fromEntries(kept.flatMap((key) => (key in state ? [[key, state[key]]] : [])));
    },

    async delete(state) {
      if (state.deletionPolicy === "ABANDON") return;
      if (state.deletionPolicy === "PREVENT")
        throw new Error(`The object ${String(state.name)} has deletionPolicy PREVENT.`);
      await client.call("DELETE", pathOf(state));
    },
  };
}

async function upload(client: StorageClient, inputs: Properties): Promise<Properties> {
  const bytes = await bytesOf(inputs);
  const metadata: JsonObject & { name: string } = {
    name: String(inputs.name),
    md5Hash: createHash("md5").update(bytes).digest("base64"),
  };
  for (const key of METADATA) if (inputs[key] !== undefined) metadata[key] = inputs[key];
  const object = await client.upload(String(inputs.bucket), metadata, bytes);
  return { ...outputs(object), detectMd5hash: object.md5Hash };
}

/** The bytes to upload. A file that changed since the engine hashed it is refused: state would name other bytes. */
async function bytesOf(inputs: Properties): Promise<Buffer> {
  const asset = assetOf(inputs.source);
  if (asset === undefined) return Buffer.from(String(inputs.content ?? ""));
  if (asset.path === undefined) return Buffer.from(asset.text ?? "");
  const bytes = await readFile(asset.path);
  if (asset.hash !== undefined && asset.hash !== "" && sha256(bytes) !== asset.hash) {
    throw new Error(`${asset.path} changed while the update ran. Run it again.`);
  }
  return bytes;
}

function pathOf(state: Properties): string {
  return `/b/${String(state.bucket)}/o/${encodeURIComponent(String(state.name))}`;
}

function outputs(object: JsonObject): Properties {
  const md5 = String(object.md5Hash);
  return {
    md5hash: md5,
    md5hexhash: Buffer.from(md5, "base64").toString("hex"),
    crc32c: object.crc32c,
    generation: Number(object.generation),
    mediaLink: object.mediaLink,
    selfLink: object.selfLink,
    outputName: object.name,
    contentType: object.contentType,
    storageClass: object.storageClass,
  };
}
