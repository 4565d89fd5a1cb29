/** `gcp:storage/bucket:Bucket`. */
import type { Properties } from "./property-values";
import { isSame } from "./property-values";
import type { ResourceType } from "./resource-type";
import { type StorageClient, StorageFailure } from "./storage-client";

type JsonObject = Record<string, unknown>;

/** The label that pulumi-gcp puts on everything it makes. */
const PROVISIONED = "goog-pulumi-provisioned";
/** Labels that name the maker: a bucket where one of them differs belongs to somebody else. */
const OWNER_LABELS = ["managed-by", "project", "stack", "environment", "owner"];

export function bucketType(client: StorageClient): ResourceType {
  return {
    inputs: [
      "name",
      "location",
      "project",
      "labels",
      "forceDestroy",
      "uniformBucketLevelAccess",
      "publicAccessPrevention",
      "versioning",
      "softDeletePolicy",
      "lifecycleRules",
      "storageClass",
      "encryption",
      "cors",
      "retentionPolicy",
      "logging",
      "requesterPays",
      "defaultEventBasedHold",
      "deletionPolicy",
    ],
    replaces: ["name", "location", "project"],
    computed: ["storageClass"],
    defaults: { forceDestroy: false, storageClass: "STANDARD" },
    required: ["location"],
    maximumName: 63,
    check(inputs) {
      const { name } = inputs;
      const isFine = typeof name !== "string" || /^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$/.test(name);
      return isFine
        ? []
        : [{ property: "name", reason: `"${String(name)}" is no bucket name: 3-63 lower-case letters, digits, - _ .` }];
    },
    isSame: (property, left, right) =>
      property === "location" && String(left).toUpperCase() === String(right).toUpperCase(),

    async create(inputs) {
      const name = String(inputs.name);
      const project = String(inputs.project ?? "local");
      let bucket: JsonObject | undefined;
      try {
        bucket = await client.call("POST", `/b?project=${encodeURIComponent(project)}`, wireBucket(inputs));
      } catch (error) {
        if (!(error instanceof StorageFailure) || error.status !== 409) throw error;
        bucket = await adopt(name, inputs);
      }
      return { id: name, outs: outputs(bucket ?? {}) };
    },

    async read(state) {
      const bucket = await client.call("GET", `/b/${String(state.name)}`);
      return bucket === undefined ? undefined : { ...readInputs(bucket, state), ...outputs(bucket) };
    },

    async update(state, inputs) {
      const bucket = await client.call("PATCH", `/b/${String(inputs.name)}`, bucketPatch(state, inputs));
      if (bucket === undefined)
        throw new Error(`The bucket ${String(inputs.name)} does not exist any more. Refresh the stack.`);
      return outputs(bucket);
    },

    async delete(state) {
      const name = String(state.name);
      if (state.deletionPolicy === "ABANDON") return;
      if (state.deletionPolicy === "PREVENT") throw new Error(`The bucket ${name} has deletionPolicy PREVENT.`);
      await removeBucket(client, name, state.forceDestroy === true);
    },
  };

  /** A bucket of this name exists: an interrupted run made it, or it belongs to somebody else. */
  async function adopt(name: string, inputs: Properties): Promise<JsonObject | undefined> {
    const found = await client.call("GET", `/b/${name}`);
    const labels = (found?.labels ?? {}) as Record<string, string>;
    const wanted = (inputs.labels ?? {}) as Record<string, string>;
    const foreign = OWNER_LABELS.find((key) => wanted[key] !== undefined && labels[key] !== wanted[key]);
    const isElsewhere = String(found?.location).toUpperCase() !== String(inputs.location).toUpperCase();
    if (labels[PROVISIONED] !== "true" || foreign !== undefined || isElsewhere) {
      const difference = isElsewhere
        ? `its location is ${String(found?.location)}`
        : foreign === undefined
          ? "Pulumi did not make it"
          : `its label ${foreign} is "${labels[foreign] ?? ""}"`;
      throw new Error(
        `A bucket named ${name} exists already and is not this stack's: ${difference}. Choose another name.`,
      );
    }
    return client.call("PATCH", `/b/${name}`, bucketPatch({ labels }, inputs));
  }
}

/** Deletes a bucket; with `isForced` its objects, versions included, go first. A missing bucket is deleted. */
async function removeBucket(client: StorageClient, name: string, isForced: boolean): Promise<void> {
  if (isForced) {
    for (;;) {
      const page = await client.call("GET", `/b/${name}/o?versions=true`);
      const items = (page?.items ?? []) as { name: string; generation: string }[];
      if (items.length === 0) break;
      for (const item of items) {
        await client.call("DELETE", `/b/${name}/o/${encodeURIComponent(item.name)}?generation=${item.generation}`);
      }
    }
  }
  try {
    await client.call("DELETE", `/b/${name}`);
  } catch (error) {
    if (!(error instanceof StorageFailure) || error.status !== 409) throw error;
    throw new Error(
      `The bucket ${name} is not empty and forceDestroy is false. Empty it, or set forceDestroy and run up first.`,
      { cause: error },
    );
  }
}

/** The wire resource for the program's inputs. */
function wireBucket(inputs: Properties): JsonObject {
  const soft = inputs.softDeletePolicy as { retentionDurationSeconds?: number } | undefined;
  const retention = inputs.retentionPolicy as { retentionPeriod?: number | string; isLocked?: boolean } | undefined;
  return definedOnly({
    name: inputs.name,
    location: inputs.location,
    storageClass: inputs.storageClass,
    labels: { ...(inputs.labels as object | undefined), [PROVISIONED]: "true" },
    iamConfiguration: definedOnly({
      uniformBucketLevelAccess: { enabled: inputs.uniformBucketLevelAccess === true },
      publicAccessPrevention: inputs.publicAccessPrevention,
    }),
    versioning: inputs.versioning,
    softDeletePolicy:
      soft?.retentionDurationSeconds === undefined
        ? undefined
        : { retentionDurationSeconds: String(soft.retentionDurationSeconds) },
    lifecycle:
      inputs.lifecycleRules === undefined ? undefined : { rule: (inputs.lifecycleRules as JsonObject[]).map(wireRule) },
    encryption: inputs.encryption,
    cors: (inputs.cors as JsonObject[] | undefined)?.map(({ methods, origins, responseHeaders, maxAgeSeconds }) =>
      definedOnly({ method: methods, origin: origins, responseHeader: responseHeaders, maxAgeSeconds }),
    ),
    retentionPolicy:
      retention === undefined ? undefined : definedOnly({ retentionPeriod: String(retention.retentionPeriod) }),
    logging: inputs.logging,
    billing: inputs.requesterPays === undefined ? undefined : { requesterPays: inputs.requesterPays },
    defaultEventBasedHold: inputs.defaultEventBasedHold,
  });
}

function wireRule(rule: JsonObject): JsonObject {
  const { withState, ...condition } = (rule.condition ?? {}) as JsonObject;
  const isLive = withState === "LIVE" ? true : withState === "ARCHIVED" ? false : undefined;
  return { action: rule.action, condition: definedOnly({ ...condition, isLive }) };
}

/** Only what changed; a label or setting that went away is an explicit null. */
function bucketPatch(state: Properties, inputs: Properties): JsonObject {
  const { name: _, location: __, labels, ...wanted } = wireBucket(inputs);
  const { name: ___, location: ____, ...before } = wireBucket(state);
  const patch: JsonObject = {};
  for (const [key, value] of Object.entries(wanted)) if (!isSame(value, before[key])) patch[key] = value;
  for (const key of Object.keys(before)) if (key !== "labels" && !(key in wanted)) patch[key] = null;
  const gone = Object.keys((before.labels ?? {}) as object).filter((key) => !(key in (labels as object)));
  return { ...patch, labels: { ...(labels as object), ...Object.fromEntries(gone.map((key) => [key, null])) } };
}

/** What the service adds to the inputs. */
function outputs(bucket: JsonObject): Properties {
  return {
    url: `gs://${String(bucket.name)}`,
    selfLink: bucket.selfLink,
    projectNumber: Number(bucket.projectNumber),
    effectiveLabels: bucket.labels ?? {},
    pulumiLabels: bucket.labels ?? {},
    timeCreated: bucket.timeCreated,
    updated: bucket.updated,
    location: bucket.location,
  };
}

/** The inputs as the service has them now, for those that the program set. */
function readInputs(bucket: JsonObject, state: Properties): Properties {
  const { [PROVISIONED]: _, ...labels } = (bucket.labels ?? {}) as Record<string, string>;
  const configuration = (bucket.iamConfiguration ?? {}) as {
    uniformBucketLevelAccess?: { enabled?: boolean };
    publicAccessPrevention?: string;
  };
  const soft = bucket.softDeletePolicy as { retentionDurationSeconds: string } | undefined;
  const now: Properties = {
    labels,
    uniformBucketLevelAccess: configuration.uniformBucketLevelAccess?.enabled === true,
    publicAccessPrevention: configuration.publicAccessPrevention,
    versioning: bucket.versioning,
    storageClass: bucket.storageClass,
    softDeletePolicy:
      soft === undefined
        ? undefined
        : { ...(state.softDeletePolicy as object), retentionDurationSeconds: Number(soft.retentionDurationSeconds) },
  };
  const wireRules = (bucket.lifecycle as { rule?: JsonObject[] } | undefined)?.rule;
  const wanted = wireBucket(state).lifecycle as { rule?: JsonObject[] } | undefined;
  if (!isSame(wireRules, wanted?.rule)) now.lifecycleRules = wireRules ?? [];
  return Object.fromEntries(Object.entries(now).filter(([key, value]) => key in state && value !== undefined));
}

function definedOnly(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined));
}
