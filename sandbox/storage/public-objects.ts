/** Objects by their public address, `/bucket/object`, as a browser would ask: readable when everybody may read them. */
import type { Exchange, Reply } from "../http/exchange";
import { createRouter } from "../http/router";
import type { Service } from "../server";
import { BUCKETS, type Bucket, hasUniformAccess } from "./bucket-resource";
import { download } from "./download";
import { isPubliclyReadable } from "./iam";
import type { JsonObject } from "./merge-patch";
import { findObject } from "./object-resource";

const ADDRESS = /^\/[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]\/[^/]+$/;
const RESERVED = /^\/(v1|v1beta1|b|storage|upload|download|resumable|openai|batch|_sandbox|retry_tests?)\//;

export function createPublicObjectService(): Service {
  return {
    owns: (path) => ADDRESS.test(path) && !RESERVED.test(path),
    router: createRouter([
      { operation: "storage.objects.get", method: "GET", pattern: "/{bucket}/{object}", handle: getPublic },
    ]),
    renderError: (status, message) => xmlError(status, "InternalError", message),
    labels: () => undefined,
  };
}

function getPublic(exchange: Exchange): Reply {
  const { bucket: name, object: objectName } = exchange.params as { bucket: string; object: string };
  const bucket = exchange.state.get<Bucket>(BUCKETS, name);
  if (bucket === undefined) return xmlError(404, "NoSuchBucket", "The specified bucket does not exist.");
  const object = findObject(exchange.state, name, objectName, exchange.query.get("generation"));
  const acl = (object?.acl ?? []) as JsonObject[];
  const isShared = !hasUniformAccess(bucket) && acl.some(({ entity }) => entity === "allUsers");
  if (!isShared && !isPubliclyReadable(exchange.state, name)) {
    return xmlError(
      403,
      "AccessDenied",
      "Anonymous caller does not have storage.objects.get access to the Google Cloud Storage object.",
    );
  }
  return object === undefined
    ? xmlError(404, "NoSuchKey", "The specified key does not exist.")
    : download(exchange, object);
}

function xmlError(status: number, code: string, message: string): Reply {
  const body = `<?xml version='1.0' encoding='UTF-8'?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return { status, headers: { "content-type": "application/xml; charset=UTF-8" }, body };
}
