/** The bucket resource: which fields a client may write, in which form they read back, and what the service adds. */
import { createHash } from "node:crypto";
import { refuse } from "./errors";
import { isObject, type JsonObject } from "./merge-patch";

/** A bucket as stored: the wire resource without links. */
export interface Bucket extends JsonObject {
  name: string;
  location: string;
  metageneration: string;
}

export const BUCKETS = "storage.buckets";

const WRITABLE = new Set([
  "acl",
  "autoclass",
  "billing",
  "cors",
  "customPlacementConfig",
  "defaultEventBasedHold",
  "defaultObjectAcl",
  "encryption",
  "hierarchicalNamespace",
  "iamConfiguration",
  "ipFilter",
  "labels",
  "lifecycle",
  "logging",
  "retentionPolicy",
  "rpo",
  "softDeletePolicy",
  "storageClass",
  "versioning",
  "website",
]);
/** Sent back by clients that read and write the whole resource; the service decides them. */
const IGNORED = new Set([
  "etag",
  "generation",
  "id",
  "kind",
  "location",
  "locationType",
  "metageneration",
  "name",
  "objectRetention",
  "owner",
  "projectNumber",
  "satisfiesPZI",
  "satisfiesPZS",
  "selfLink",
  "timeCreated",
  "updated",
  "softDeleteTime",
  "hardDeleteTime",
]);

const STORAGE_CLASSES = [
  "STANDARD",
  "NEARLINE",
  "COLDLINE",
  "ARCHIVE",
  "MULTI_REGIONAL",
  "REGIONAL",
  "DURABLE_REDUCED_AVAILABILITY",
];
const MULTI_REGIONS = ["US", "EU", "ASIA"];
const DUAL_REGIONS = ["ASIA1", "EUR4", "EUR5", "EUR7", "EUR8", "NAM4"];

/** What a client sends for a new bucket, as the service keeps it. */
export function newBucket(body: JsonObject, projectNumber: string, now: number): Bucket {
  const name = body.name;
  if (typeof name !== "string" || !isBucketName(name)) refuse(400, `Invalid bucket name: '${String(name)}'`, "invalid");
  const location = locationOf(body);
  const time = new Date(now).toISOString();
  return normalise(
    {
      storageClass: "STANDARD",
      softDeletePolicy: { retentionDurationSeconds: "604800" },
      ...writable(body),
      ...(body.objectRetention === undefined ? {} : { objectRetention: body.objectRetention }),
      name,
      projectNumber,
      generation: String(now * 1000),
      metageneration: "1",
      location,
      locationType: locationTypeOf(location, body),
      timeCreated: time,
      updated: time,
    },
    now,
  );
}

/** The bucket after a PATCH or PUT: normal form, next metageneration. */
export function changedBucket(before: Bucket, after: JsonObject, now: number): Bucket {
  const decidedByService = Object.fromEntries(Object.entries(before).filter(([key]) => IGNORED.has(key)));
  return normalise(
    {
      ...writable(after),
      ...decidedByService,
      metageneration: String(Number(before.metageneration) + 1),
      updated: new Date(now).toISOString(),
    },
    now,
  );
}

/** The resource as it is sent. ACLs belong to `projection=full` and to buckets without uniform access. */
export function renderBucket(bucket: Bucket, origin: string, isFull: boolean): JsonObject {
  const { acl, defaultObjectAcl, ...rest } = bucket;
  return {
    kind: "storage#bucket",
    id: bucket.name,
    selfLink: `${origin}/storage/v1/b/${bucket.name}`,
    ...rest,
    ...(isFull && !hasUniformAccess(bucket) ? { acl: acl ?? [], defaultObjectAcl: defaultObjectAcl ?? [] } : {}),
    etag: etagOf(bucket.metageneration),
  };
}

export function hasUniformAccess(bucket: Bucket): boolean {
  const configuration = bucket.iamConfiguration as { uniformBucketLevelAccess?: { enabled?: boolean } };
  return configuration.uniformBucketLevelAccess?.enabled === true;
}

export function etagOf(...parts: string[]): string {
  return Buffer.from(parts.join("/")).toString("base64");
}

/** A project's number, made from its name: stable, twelve digits. */
export function projectNumberOf(project: string): string {
  if (/^\d+$/.test(project)) return project;
  return String(100_000_000_000 + (createHash("sha256").update(project).digest().readUIntBE(0, 6) % 899_999_999_999));
}

function writable(body: JsonObject): JsonObject {
  const result: JsonObject = {};
  for (const [key, value] of Object.entries(body)) {
    if (WRITABLE.has(key)) {
      if (value !== null && value !== undefined) result[key] = value;
    } else if (!IGNORED.has(key)) {
      refuse(400, `Invalid JSON payload received. Unknown name "${key}": Cannot find field.`, "invalid");
    }
  }
  return result;
}

function normalise(bucket: JsonObject, now: number): Bucket {
  const time = new Date(now).toISOString();
  const storageClass = String(bucket.storageClass ?? "STANDARD").toUpperCase();
  if (!STORAGE_CLASSES.includes(storageClass)) refuse(400, `Invalid storage class: ${storageClass}`, "invalid");
  bucket.storageClass = storageClass;
  bucket.iamConfiguration = accessConfiguration(bucket.iamConfiguration, now);
  if (bucket.locationType === "multi-region") bucket.rpo ??= "DEFAULT";
  for (const key of ["labels", "cors", "lifecycle", "website", "logging"]) if (isEmpty(bucket[key])) delete bucket[key];
  if (isObject(bucket.labels)) checkLabels(bucket.labels);
  if (isObject(bucket.softDeletePolicy)) {
    const seconds = digits(
      bucket.softDeletePolicy.retentionDurationSeconds ?? "0",
      "softDeletePolicy.retentionDurationSeconds",
    );
    const number = Number(seconds);
    if (number !== 0 && (number < 604_800 || number > 7_776_000)) {
      refuse(400, "Soft delete retention duration must be 0 or between 604800 and 7776000 seconds.", "invalid");
    }
    bucket.softDeletePolicy = {
      retentionDurationSeconds: seconds,
      effectiveTime: bucket.softDeletePolicy.effectiveTime ?? time,
    };
  }
  if (isObject(bucket.retentionPolicy)) {
    const period = digits(bucket.retentionPolicy.retentionPeriod, "retentionPolicy.retentionPeriod");
    bucket.retentionPolicy = {
      effectiveTime: time,
      isLocked: false,
      ...bucket.retentionPolicy,
      retentionPeriod: period,
    };
  }
  if (isObject(bucket.autoclass)) {
    bucket.autoclass = { toggleTime: time, ...bucket.autoclass, enabled: bucket.autoclass.enabled === true };
  }
  return bucket as Bucket;
}

function accessConfiguration(given: unknown, now: number): JsonObject {
  const configuration = isObject(given) ? given : {};
  const prevention = configuration.publicAccessPrevention ?? "inherited";
  if (prevention !== "inherited" && prevention !== "enforced" && prevention !== "unspecified") {
    refuse(400, `Invalid argument for publicAccessPrevention: ${String(prevention)}`, "invalid");
  }
  const sent = isObject(configuration.uniformBucketLevelAccess)
    ? configuration.uniformBucketLevelAccess
    : configuration.bucketPolicyOnly;
  const before = isObject(sent) ? sent : {};
  const isEnabled = before.enabled === true;
  const lockedTime = before.lockedTime ?? new Date(now + 90 * 86_400_000).toISOString();
  const access = isEnabled ? { enabled: true, lockedTime } : { enabled: false };
  return {
    bucketPolicyOnly: access,
    uniformBucketLevelAccess: access,
    publicAccessPrevention: prevention === "unspecified" ? "inherited" : prevention,
  };
}

function checkLabels(labels: JsonObject): void {
  if (Object.keys(labels).length > 64) refuse(400, "A bucket can have at most 64 labels.", "invalid");
  for (const [key, value] of Object.entries(labels)) {
    if (!/^[\p{Ll}\p{Lo}][\p{Ll}\p{Lo}\p{N}_-]{0,62}$/u.test(key)) refuse(400, `Invalid label key: ${key}`, "invalid");
    if (typeof value !== "string" || !/^[\p{Ll}\p{Lo}\p{N}_-]{0,63}$/u.test(value)) {
      refuse(400, `Invalid label value for ${key}: ${String(value)}`, "invalid");
    }
  }
}

function locationOf(body: JsonObject): string {
  const location = String(body.location ?? "US").toUpperCase();
  const isKnown =
    MULTI_REGIONS.includes(location) || DUAL_REGIONS.includes(location) || /^[A-Z]+-[A-Z]+\d{1,2}$/.test(location);
  if (!isKnown) refuse(400, "The specified location constraint is not valid.", "invalid");
  return location;
}

function locationTypeOf(location: string, body: JsonObject): string {
  if (isObject(body.customPlacementConfig) || DUAL_REGIONS.includes(location)) return "dual-region";
  return MULTI_REGIONS.includes(location) ? "multi-region" : "region";
}

/** 3-63 characters, dotted names up to 222; lower-case letters, digits, `-`, `_`, `.`; no address, no "goog" prefix. */
function isBucketName(name: string): boolean {
  const limit = name.includes(".") ? 222 : 63;
  if (name.length < 3 || name.length > limit || name.startsWith("goog")) return false;
  if (/^\d+\.\d+\.\d+\.\d+$/.test(name)) return false;
  return name.split(".").every((part) => part.length <= 63 && /^[a-z0-9]([a-z0-9_-]*[a-z0-9])?$/.test(part));
}

function digits(value: unknown, field: string): string {
  const text = String(value);
  if (!/^\d+$/.test(text)) refuse(400, `Invalid value for ${field}: ${text}`, "invalid");
  return text;
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) && (Object.keys(value).length === 0 || (Array.isArray(value.rule) && value.rule.length === 0));
}
