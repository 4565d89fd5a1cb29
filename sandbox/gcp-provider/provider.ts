/**
 * A stand-in for the gcp provider, for the local stack: the typed `gcp:storage` resources of an unchanged program, made in
 * the sandbox. What is not modelled is refused, never ignored.
 */
import { randomBytes } from "node:crypto";
import { version as modelledVersion } from "@pulumi/gcp/package.json";
import type { CheckFailure, DiffResult, Provider } from "@pulumi/pulumi/provider";
import { bucketType } from "./bucket";
import { bucketObjectType } from "./bucket-object";
import { isSame, isUnknown, type Properties, plainProperties } from "./property-values";
import type { ResourceType } from "./resource-type";
import type { StorageClient } from "./storage-client";

export function createLocalGcpProvider(client: StorageClient): Provider {
  const types = new Map<string, ResourceType>([
    ["gcp:storage/bucket:Bucket", bucketType(client)],
    ["gcp:storage/bucketObject:BucketObject", bucketObjectType(client)],
  ]);

  function typeOf(urn: string): ResourceType {
    const token = tokenOf(urn);
    const type = types.get(token);
    if (type === undefined) {
      throw new Error(
        `The local stack does not model ${token}. It has ${[...types.keys()].join(" and ")}; use a cloud stack for the rest.`,
      );
    }
    return type;
  }

  return {
    version: modelledVersion, // the engine warns about a provider older than the SDK that asks for it
    async check(urn, olds, news) {
      const type = typeOf(urn);
      const inputs: Properties = { ...type.defaults, ...withoutAbsent(news as Properties) };
      inputs.name ??= (olds as Properties).name ?? madeUpName(urn, type.maximumName);
      return { inputs, failures: problemsOf(type, inputs) };
    },
    async diff(_id, urn, olds, news) {
      return diffOf(
        typeOf(urn),
        plainProperties(olds as Properties),
        plainProperties(news as Properties),
        news as Properties,
      );
    },
    async create(urn, inputs) {
      const { id, outs } = await typeOf(urn).create(plainProperties(inputs as Properties));
      return { id, outs: { ...withoutEngineKeys(inputs as Properties), ...outs } };
    },
    async read(id, urn, props) {
      const type = typeOf(urn);
      if (Object.keys((props ?? {}) as Properties).length === 0) {
        throw new Error(`The local stack cannot import ${tokenOf(urn)} ${id}.`);
      }
      const state = await type.read(plainProperties(props as Properties));
      if (state === undefined) return { id: "", props: {}, inputs: {} };
      const now: Properties = { ...(props as Properties), ...state };
      const inputs = Object.fromEntries(type.inputs.flatMap((key) => (key in now ? [[key, now[key]]] : [])));
      return { id, props: now, inputs };
    },
    async update(_id, urn, olds, news) {
      const outs = await typeOf(urn).update(plainProperties(olds as Properties), plainProperties(news as Properties));
      return { outs: { ...withoutEngineKeys(news as Properties), ...outs } };
    },
    async delete(_id, urn, props) {
      await typeOf(urn).delete(plainProperties(props as Properties));
    },
  };
}

/** The last type of a URN: `urn:pulumi:stack::project::parent$type::name`. */
function tokenOf(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? urn;
}

function madeUpName(urn: string, maximum: number): string {
  const name = urn.split("::").at(-1) ?? "resource";
  return `${name.toLowerCase().slice(0, maximum - 8)}-${randomBytes(4).toString("hex").slice(0, 7)}`;
}

function problemsOf(type: ResourceType, inputs: Properties): CheckFailure[] {
  const failures: CheckFailure[] = [];
  for (const key of Object.keys(inputs)) {
    if (!key.startsWith("__") && !type.inputs.includes(key)) {
      failures.push({
        property: key,
        reason: `${key} is not modelled by the local stack; leave it out there, or use a cloud stack`,
      });
    }
  }
  for (const key of type.required)
    if (inputs[key] === undefined) failures.push({ property: key, reason: `${key} is required` });
  return failures.length > 0 ? failures : (type.check?.(plainProperties(inputs)) ?? []);
}

function diffOf(type: ResourceType, olds: Properties, news: Properties, rawNews: Properties): DiffResult {
  const changed = type.inputs.filter((key) => {
    const before = olds[key];
    const after = news[key];
    if (isUnknown(after)) return true;
    if (after === undefined && type.computed.includes(key)) return false;
    return !isSame(before, after) && !(type.isSame?.(key, before, after) ?? false);
  });
  const replaces = changed.filter((key) => type.replaces.includes(key));
  const isDrifted = olds.detectMd5hash === "different hash";
  // As the bridged provider: a name that the program chose cannot exist twice, so the old one goes first.
  const defaults = (rawNews.__defaults ?? []) as string[];
  const hasOwnName = !defaults.includes("name");
  return {
    changes: changed.length > 0 || isDrifted,
    replaces,
    ...(replaces.length > 0 && hasOwnName ? { deleteBeforeReplace: true } : {}),
  };
}

function withoutAbsent(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined && value !== null));
}

function withoutEngineKeys(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([key]) => !key.startsWith("__")));
}
