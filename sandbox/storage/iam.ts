/** The IAM policy of a bucket: read, write under its etag, and test of permissions (everything is allowed on loopback). */
import { type Exchange, json, type Reply, type Route } from "../http/exchange";
import type { Transaction } from "../store/transaction";
import { type Bucket, etagOf } from "./bucket-resource";
import { refuse } from "./errors";
import type { JsonObject } from "./merge-patch";
import { bucketOf } from "./object-resource";
import { jsonBody } from "./request-body";

const POLICIES = "storage.policies";

interface StoredPolicy {
  readonly revision: number;
  readonly version: number;
  readonly bindings: JsonObject[];
}

export const iamRoutes: readonly Route[] = [
  { operation: "storage.buckets.getIamPolicy", method: "GET", pattern: "/b/{bucket}/iam", handle: getPolicy },
  { operation: "storage.buckets.setIamPolicy", method: "PUT", pattern: "/b/{bucket}/iam", handle: setPolicy },
  {
    operation: "storage.buckets.testIamPermissions",
    method: "GET",
    pattern: "/b/{bucket}/iam/testPermissions",
    handle: ({ state, params, query }) => {
      bucketOf(state, params.bucket!);
      return json({ kind: "storage#testIamPermissionsResponse", permissions: query.getAll("permissions") });
    },
  },
];

/** Whether everybody may read the bucket's objects. */
export function isPubliclyReadable(state: Transaction, bucket: string): boolean {
  const bindings = state.get<StoredPolicy>(POLICIES, bucket)?.bindings ?? [];
  return bindings.some(
    ({ role, members }) =>
      /objectViewer|legacyObjectReader|storage.admin/.test(String(role)) && (members as string[]).includes("allUsers"),
  );
}

function policyOf(exchange: Exchange, bucket: Bucket): StoredPolicy {
  const project = `projectOwner:${String(bucket.projectNumber)}`;
  return (
    exchange.state.get<StoredPolicy>(POLICIES, bucket.name) ?? {
      revision: 1,
      version: 1,
      bindings: [{ role: "roles/storage.legacyBucketOwner", members: [project] }],
    }
  );
}

function render(bucket: Bucket, policy: StoredPolicy): Reply {
  return json({
    kind: "storage#policy",
    resourceId: `projects/_/buckets/${bucket.name}`,
    version: policy.version,
    etag: etagOf("policy", String(policy.revision)),
    bindings: policy.bindings,
  });
}

function getPolicy(exchange: Exchange): Reply {
  const bucket = bucketOf(exchange.state, exchange.params.bucket!);
  return render(bucket, policyOf(exchange, bucket));
}

function setPolicy(exchange: Exchange): Reply {
  const bucket = bucketOf(exchange.state, exchange.params.bucket!);
  const body = jsonBody(exchange.body);
  const before = policyOf(exchange, bucket);
  if (body.etag !== undefined && body.etag !== etagOf("policy", String(before.revision))) {
    refuse(412, "At least one of the pre-conditions you specified did not hold.", "conditionNotMet");
  }
  if (!Array.isArray(body.bindings ?? [])) refuse(400, "bindings must be a list.", "invalid");
  const bindings = (body.bindings ?? []) as JsonObject[];
  const configuration = bucket.iamConfiguration as { publicAccessPrevention?: string };
  const isPublic = bindings.some((binding) =>
    (binding.members as string[] | undefined)?.some(
      (member) => member === "allUsers" || member === "allAuthenticatedUsers",
    ),
  );
  if (isPublic && configuration.publicAccessPrevention === "enforced") {
    refuse(
      412,
      "The member bindings allUsers and allAuthenticatedUsers are not allowed since public access prevention is enforced.",
      "conditionNotMet",
    );
  }
  const policy = { revision: before.revision + 1, version: Number(body.version ?? 1), bindings };
  exchange.state.put(POLICIES, bucket.name, policy);
  return render(bucket, policy);
}
