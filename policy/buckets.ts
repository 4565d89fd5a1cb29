/** Buckets that hold training data: nobody outside reads them, and nothing in them is lost by accident. */
import { type Declared, field, ofType, TYPES, textField, type Violation } from "./declared";

const EVERYBODY = ["allUsers", "allAuthenticatedUsers"];

/** @param keepsData true in staging and prod: destroying a bucket that still holds data is a violation */
export function checkBuckets(resources: readonly Declared[], keepsData: boolean): Violation[] {
  return [
    ...ofType(resources, TYPES.bucket).flatMap((bucket) => checkBucket(bucket, keepsData)),
    ...checkGrants(resources),
  ];
}

function checkBucket(bucket: Declared, keepsData: boolean): Violation[] {
  const wrong: string[] = [];
  if (field(bucket, "uniformBucketLevelAccess") !== true) {
    wrong.push("set uniformBucketLevelAccess, so that no single object can be opened to others");
  }
  if (field(bucket, "publicAccessPrevention") !== "enforced") wrong.push('set publicAccessPrevention to "enforced"');
  if (field(bucket, "versioning", "enabled") !== true) wrong.push("enable versioning: training data is evidence");
  if (keepsData && field(bucket, "forceDestroy") === true) {
    wrong.push("unset forceDestroy: in this environment data outlives the stack");
  }
  return wrong.map((message) => ({ urn: bucket.urn, message: `${bucket.name}: ${message}.` }));
}

/** Grants to everybody, in whichever of the provider's resources they stand. */
function checkGrants(resources: readonly Declared[]): Violation[] {
  return resources
    .filter((resource) => /^gcp:storage\/(bucket|object|default)/.test(resource.type) && resource.type !== TYPES.bucket)
    .flatMap((resource) => {
      const given = [textField(resource, "member"), textField(resource, "entity"), field(resource, "members")].flat();
      const open = EVERYBODY.filter((name) => given.includes(name));
      return open.map((name) => ({ urn: resource.urn, message: `${resource.name} grants access to ${name}.` }));
    });
}
